import Analysis
import Foundation
import Geodata
import Report
import Testing

/// The brief says what `summary.json` says, in names and words, whatever the data.
struct BriefTests {
  private static func markup(
    _ overrides: [String] = ["language=zh"], files: [String: String] = [:], reader: BriefReader = .wordProcessor
  ) async throws -> (markup: String, summary: [String: Any]) {
    let result = try await ReportScene.result(overrides, files: files)
    let summary = try JSONSerialization.jsonObject(with: Data(try result.summary.utf8(.pretty)))
    return (brief(result, map: nil, for: reader), try #require(summary as? [String: Any]))
  }

  private static func number(_ summary: [String: Any], _ path: String...) -> Double? {
    var value: Any? = summary
    for key in path { value = (value as? [String: Any])?[key] }
    return (value as? NSNumber)?.doubleValue
  }

  /// 甲社区 (100 of 400) and w1 (5 of 10) are covered today, 乙村 and w2 by k1.
  @Test func figuresAreThoseOfTheSummary() async throws {
    let (markup, summary) = try await Self.markup()
    let tables = try #require(BriefTables(markup))
    for (kind, noun, today) in [("communities", "居民", "25.0%"), ("workers", "从业人员", "50.0%")] {
      let row = try #require(tables.row("覆盖情况", noun))
      let total = try #require(Self.number(summary, "coverage", kind, "total"))
      let covered = try #require(Self.number(summary, "coverage", kind, "covered"))
      #expect(row[1] == "\(Int(total))人" && row[2] == "\(Int(covered))人")
      #expect(row[3] == today)
      #expect(row[3] == shareText(Self.number(summary, "coverage", kind, "share")))
      #expect(row[4] == "100.0%" && Self.number(summary, "coverage_with_plan", kind, "share") == 1)
    }
    for (service, name) in [("drink", "能喝水"), ("charge", "可充电")] {
      let row = try #require(tables.row("各项服务可达的居民", name))
      #expect(row[1] == shareText(Self.number(summary, "coverage", "services", service, "communities")))
      #expect(row[2] == shareText(Self.number(summary, "coverage_with_plan", "services", service, "communities")))
    }
    let value = try #require(Self.number(summary, "siting", "value"))
    #expect(tables.paragraphs.contains { $0.contains("为\(shareText(value))。") && $0.contains("差距为0") })
    let cost = try #require(Self.number(summary, "siting", "cost_yuan"))
    #expect(cost == 12000 && tables.paragraphs.contains("全部建议共需1.2万元。"))
  }

  /// k1 stands on the ground of 乙村, and adds its 300 and the five of w2.
  @Test func theSiteHasItsHostItsPlaceAndWhomItServes() async throws {
    let square = """
      {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "b", "name": "乙村", "population": 300},
      "geometry": {"type": "Polygon", "coordinates": [[[105.019, -0.001], [105.021, -0.001], [105.021, 0.001],
      [105.019, 0.001], [105.019, -0.001]]]}}]}
      """
    let (markup, _) = try await Self.markup(
      ["language=zh", "inputs.communities=c.geojson", "siting.weights.communities=0.5"], files: ["c.geojson": square])
    let row = try #require(BriefTables(markup)?.rows["建议点位"]?.last)
    #expect(Array(row.prefix(4)) == ["1", "东行", "银行网点", "乙村"])
    #expect(row[4] == "乙村300人；从业人员5人")
    #expect(row.last == "1.2万元")
  }

  @Test func chaptersInTheirOrder() async throws {
    let tables = try #require(BriefTables(try await Self.markup().markup))
    #expect(
      tables.headings == ["一、背景与口径", "二、现状", "三、盲区", "四、建议点位与理由", "五、结论的可靠性", "六、预算", "七、附表"])
  }

  @Test func placesHaveNamesNeverCoordinates() async throws {
    for language in ["zh", "en", "both"] {
      let markup = try await Self.markup(["language=\(language)", "circle.cutoff=50米"]).markup
      #expect(!markup.contains("105.0") && !markup.contains("siting.builds_with"))
      #expect(markup.contains("乙村"))
    }
  }

  @Test func oneLanguageAlone() async throws {
    let names = [
      "s.csv": "id,name,services,lon,lat\ns,North,drink,105,0\n",
      "c.csv": "id,name,population,lon,lat\na,Ash,100,105.001,0\nb,Birch,300,105.02,0\n",
      "k.csv": "id,name,kind,cost_yuan,lon,lat\nk1,East,bank,12000,105.02,0\nk2,Far,bank,8000,105.03,0\n",
    ]
    let english = try await Self.markup(["language=en"], files: names).markup
    let text = try #require(english.range(of: "<body>")).lowerBound
    #expect(
      !english[text...].replacing("审图号", with: "").unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    #expect(!(try await Self.markup(files: names).markup).contains(" the "))
  }

  @Test func dataIsShownNeverObeyed() async throws {
    let hostile = "<script>alert(1)</script> & 'x' \u{202E}\u{1F600}" + String(repeating: "长", count: 200)
    let files = [
      "s.csv": "id,name,hours,lon,lat\ns,\(hostile),\"\"\"><b>\",105,0\n",
      "c.csv": "id,name,population,lon,lat\na,\(hostile),100,105.001,0\nb,]]>,300,105.05,0\n",
      "k.csv": "id,name,kind,lon,lat\nk1,\(hostile),\(hostile),105.001,0\nk2,=HYPERLINK(1),<i>,105.05,0\n",
    ]
    for reader in [BriefReader.wordProcessor, .browser] {
      let markup = try await Self.markup(files: files, reader: reader).markup
      #expect(BriefTables(markup) != nil && !markup.contains("<script") && !markup.contains("\"><b>"))
    }
  }

  @Test(arguments: [
    ["siting.new=0"], ["circle.cutoff=50km"], ["circle.cutoff=1米"], ["siting.objective=full-coverage"],
    ["siting.objective=min-worst"], ["coverage.periods.day=Mo-Fr 08:00-18:00"],
  ])
  func everyKindOfResult(overrides: [String]) async throws {
    for language in ["zh", "en", "both"] {
      let markup = try await Self.markup(["language=\(language)"] + overrides).markup
      #expect(BriefTables(markup) != nil && !markup.contains("nil") && !markup.contains("nan"))
    }
  }

  @Test func withoutStations() async throws {
    let markup = try await Self.markup(files: ["s.csv": "id,name,services,lon,lat\n"]).markup
    #expect(BriefTables(markup)?.rows["现有驿站"] == nil)
  }

  @Test func shortTablesStayTogetherAndHeadsRepeat() async throws {
    let markup = try await Self.markup().markup
    #expect(markup.contains("Brief Cell Kept") && markup.contains("<thead>"))
  }
}
