import Analysis
import Foundation
import Report
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The page as a whole: safe, well-formed, self-contained, the same every time.
struct PageTests {
  private static let hostile = "<script>alert(1)</script> & 'x'"

  /// `parse()` alone says yes to unclosed tags on Linux; the delegate is told.
  private final class Witness: NSObject, XMLParserDelegate {
    var depth = 0
    var hasFailed = false
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) { depth += 1 }
    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      depth -= 1
    }
    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { hasFailed = true }
  }

  private static func isWellFormed(_ page: String) -> Bool {
    let parser = XMLParser(data: Data(page.utf8))
    let witness = Witness()
    parser.delegate = witness
    return parser.parse() && !witness.hasFailed && witness.depth == 0
  }

  private static func isChinese(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x3000...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value) }
  }

  @Test func dataIsShownNeverObeyed() async throws {
    let page = reportPage(
      try await ReportScene.result(files: [
        "s.csv": "id,name,hours,lon,lat\ns,\(Self.hostile),\"\"\"><b>\",105,0\n",
        "c.csv": "id,name,population,lon,lat\na,\(Self.hostile),100,105.001,0\nb,]]>,300,105.05,0\n",
        "k.csv": "id,name,kind,lon,lat\nk1,\(Self.hostile),\(Self.hostile),105.001,0\nk2,x,<i>,105.02,0\n",
        "w.csv": "id,riders,trade,lon,lat\nw1,5,<u>,105.001,0\n",
      ]))
    #expect(page.components(separatedBy: "<script").count == 2 && !page.contains("<script>alert"))
    #expect(!page.contains("\"><b>"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;x&#39;"))
    #expect(page.contains("&lt;u&gt;"))
    #expect(Self.isWellFormed(page))
  }

  @Test(arguments: ["zh", "en", "both"])
  func wellFormedAndSelfContained(language: String) async throws {
    let page = reportPage(try await ReportScene.result(["language=\(language)"]))
    #expect(Self.isWellFormed(page))
    let addresses = page.replacing("xmlns=\"http://www.w3.org/1999/xhtml\"", with: "")
      .replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    #expect(!addresses.contains("http") && !addresses.contains("src=") && !addresses.contains("@import"))
  }

  @Test func anUnclosedTagIsNoticed() {
    #expect(!Self.isWellFormed("<html><p></html>"))
    #expect(!Self.isWellFormed("<html>a & b</html>"))
    #expect(Self.isWellFormed("<html><p/></html>"))
  }

  @Test func chineseAlone() async throws {
    let page = reportPage(try await ReportScene.result(["language=zh"]))
    #expect(page.contains("<html lang=\"zh-CN\""))
    #expect(page.contains("<title>小镇服务圈</title>"))
    #expect(!page.contains("class=\"en\"") && !page.contains("proven best") && !page.contains("A town"))
  }

  @Test func englishAlone() async throws {
    let page = reportPage(
      try await ReportScene.result(
        ["language=en"],
        files: [
          "s.csv": "id,name,lon,lat\ns,North,105,0\n",
          "c.csv": "id,name,population,lon,lat\na,Ash,100,105.001,0\nb,Birch,300,105.02,0\n",
          "k.csv": "id,name,kind,cost_yuan,lon,lat\nk1,East,bank,12000,105.02,0\nk2,Far,bank,8000,105.03,0\n",
        ]))
    #expect(page.contains("<html lang=\"en\""))
    #expect(page.contains("A town&#39;s circle"))
    #expect(String(page.filter(Self.isChinese)) == "审图号")
  }

  @Test func chineseStandsAboveEnglish() async throws {
    let page = reportPage(try await ReportScene.result())
    let chinese = try #require(page.range(of: "已证明最优"))
    let english = try #require(page.range(of: "proven best"))
    #expect(chinese.upperBound < english.lowerBound)
    #expect(page.contains("<span>小镇服务圈</span><span class=\"en\" lang=\"en\">A town&#39;s circle</span>"))
  }

  @Test func madeUpDataSaysSo() async throws {
    #expect(!reportPage(try await ReportScene.result()).contains("示意数据"))
    let page = reportPage(
      try await ReportScene.result(files: ["s.csv": "id,name,lon,lat,origin\ns,北站,105,0,illustrative\n"]))
    #expect(page.contains("示意数据") && page.contains("made-up sample data"))
  }

  @Test func equalRunsGiveEqualPages() async throws {
    let one = reportPage(try await ReportScene.result(threads: 1))
    let two = reportPage(try await ReportScene.result(threads: 2))
    #expect(one == two)
  }

  /// The extent is 0.03° = 3,339.6 m with 3 % on either side, so 1000 px are 3,540 m: the station lies 28.3 px from the
  /// left, host k1 at 28.3 + 0.02/0.03 x 943.4 = 657.2, a bar of 500 m is 141.2 px.
  @Test func theMapIsToScale() async throws {
    let page = reportPage(try await ReportScene.result())
    #expect(page.contains("viewBox=\"0 0 1000 500\""))
    #expect(page.contains("<circle cx=\"28.3\" cy=\"250\" r=\"6.5\""))
    #expect(page.contains("<circle cx=\"657.2\" cy=\"250\" r=\"9\""))
    #expect(page.contains("v7h141.2v-7") && page.contains(">500 m</text>"))
    let chinese = reportPage(try await ReportScene.result(["language=zh"]))
    #expect(chinese.contains(">500米</text>") && !chinese.contains(">500 m</text>"))
  }

  /// One of one station lacks the full set; the new one is built with it: 0 of 1 today, 1 of 2 with the plan.
  @Test func figuresByService() async throws {
    let page = reportPage(try await ReportScene.result(["language=en"]))
    #expect(page.contains("stations that offer them all, today 0 of 1"))
    let row = try #require(page.split(separator: "\n").first { $0.contains(">All six services<") })
    #expect(row.contains("<td class=\"n\">0.0%</td>") && row.contains("<td class=\"n later\">50.0%</td>"))
    // Drinking water reaches 甲社区 today, both with the plan; charging nobody today, 乙村 (300 of 400) with the plan.
    let drink = try #require(page.split(separator: "\n").first { $0.contains(">drinking water<") })
    #expect(drink.contains(">25.0%<") && drink.contains(">100.0%<") && drink.contains(">+75.0<"))
    let charge = try #require(page.split(separator: "\n").first { $0.contains(">charging<") })
    #expect(charge.contains(">0.0%<") && charge.contains(">75.0%<"))
    #expect(!page.contains("which lowers the share"))
  }

  /// One street of one name passes the station at its end and host k1 in its middle.
  @Test func sitesAreNamedByTheirStreets() async throws {
    let page = reportPage(
      try await ReportScene.result(
        ["inputs.roads=g.geojson", "language=zh"],
        files: [
          "g.geojson": #"{"type":"Feature","properties":{"highway":"residential","name":"翠屏路"},"#
            + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.03,0]]}}"#
        ]))
    let rows = page.split(separator: "\n").filter { $0.contains("<td>翠屏路</td>") }
    #expect(rows.contains { $0.contains("北站") } && rows.contains { $0.contains("东行") }, "\(rows)")
    #expect(!reportPage(try await ReportScene.result(["language=zh"])).contains(">位置<"))
  }

  /// 1 of 1 station is complete, 1 of 2 when the new one has drinking water alone.
  @Test func aShareOfStationsThatFallsIsExplained() async throws {
    let page = reportPage(
      try await ReportScene.result(
        ["language=zh", "siting.builds_with=[drink]", "siting.new=1"],
        files: ["s.csv": "id,name,services,lon,lat\ns,北站,\"drink,rest,heat-food,charge,warm,cool\",105,0\n"]))
    let row = try #require(page.split(separator: "\n").first { $0.contains(">六项设施达标率<") })
    #expect(row.contains(">100.0%<") && row.contains(">50.0%<") && row.contains("新建1个中有1个设施不全，计入总数后比例下降"))
  }
}
