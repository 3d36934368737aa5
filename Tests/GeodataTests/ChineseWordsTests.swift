import Geodata
import Geometry
import Model
import Testing

/// What a Chinese reader is told, by hand.
struct ChineseWordsTests {
  @Test func placeAndRemedyOfAnError() throws {
    let file = try ScratchFile("s.csv", "id,lon,lat\na,103,29,7\n")
    let error = try geodataError {
      var reader = try CSVReader(path: file.path, layer: "stations")
      while try reader.next() != nil {}
    }
    #expect(
      error.told.chinese
        == "\(file.path)，图层stations，记录1，第2行：该行有4个单元格，而表头只有3个。含有分隔符的单元格请加引号。")
  }

  /// An error that quotes another library's keeps both sentences whole.
  @Test func quotedError() throws {
    let error = try geodataError { _ = try layer("s.csv", "id,lon,lat\na,1,2\n", crs: "EPSG:999999") }
    #expect(error.words.chinese.hasPrefix("坐标系“EPSG:999999”无法使用：PROJ不认识坐标系“EPSG:999999”；请写明代码"))
    #expect(error.words.chinese.hasSuffix("。本程序自有的名称是wgs84、cgcs2000、gcj02（高德、腾讯）、bd09（百度）和cgcs2000-gk。"))
  }

  @Test func columnsInDoubt() throws {
    let columns = LayerColumns(
      named: ["id", "人口", "常住人口"], of: LayerSource(role: "communities", path: "c.csv"))
    let error = try geodataError { _ = try columns.first(.weight) }
    #expect(error.words.chinese == "“人口”、“常住人口”都可能是权重。请在inputs.communities下说明是哪一列，例如`weight: 人口`。")
  }

  /// Keys stand between backticks in both languages: commands rewrite them to their options.
  @Test func lookalikes() throws {
    let names = (0..<7).map { "人口\($0)" }
    let text = "id,lon,lat,\(names.joined(separator: ","))\na,103,29,1,2,3,4,5,6,7\n"
    let note = try #require(try SitingTable(path: ScratchFile("d.csv", text).path, role: "demand").notes.first)
    #expect(note.words.chinese == "“人口0”、“人口1”、“人口2”、“人口3”、“人口4”等7个列像是权重，但没有读取；每条记录都按1计")
    #expect(note.cure.chinese == "如确为权重，请写`fields: {weight: 人口0}`")
    #expect(adviceOnCost([], of: "sites").chinese == "请填写“cost”列，不需费用的填0。")
  }

  @Test func noWeightAnywhere() throws {
    var findings: [QualityFinding] = []
    _ = try layer("w.csv", "id,lon,lat,a\nx,103,29,y\n", role: "workers").workerGroups(&findings)
    #expect(findings[0].words.chinese == "没有一列注明每条记录的权重；已有的列是id、lon、lat、a")
    #expect(findings[0].cure.chinese == "请在inputs.workers下用`weight`注明所在的列，或在该处写`weight: 1`，每条记录都按1计")
  }

  @Test func numbersThatMayBeMeantEitherWay() {
    #expect(
      NumberWriting.open("1,234").advice("1,234").chinese
        == "“1,234”可能是1234，也可能是1.234，从该列无法判断。请写成1234或1.234：小数点用“.”，千位不分隔。")
    #expect(NumberWriting.comma.advice("多", noun: .init("费用", "cost")).chinese == "“多”不是费用。请只写数字，不带单位。")
  }

  @Test func shapesWhereAPointShouldBe() throws {
    let line = """
      {"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{},
      "geometry":{"type":"LineString","coordinates":[[103,29],[104,29]]}}]}
      """
    var findings: [QualityFinding] = []
    let error = try geodataError { _ = try layer("s.geojson", line).stations(&findings) }
    #expect(error.words.chinese == "此处应为点，却是线。stations的每条记录请给出一个点。")
  }

  /// No role of a column is without its Chinese word, and no two have the same.
  @Test func wordsOfRoles() {
    let words = FieldRole.allCases.map(\.words.chinese)
    #expect(Set(words).count == words.count)
    #expect(words.allSatisfy { $0.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } })
  }

  @Test func readingsOfCoordinates() {
    let place = Coordinate(x: 103.82, y: 29.41)
    let names = datumReadings(of: [Coordinate(x: 35_385_300, y: 3_254_600)], near: place).map(\.name.chinese)
    #expect(names.contains("CGCS2000高斯-克吕格3度带，中央经线东经105度，东坐标前带带号35"))
    let degrees = datumReadings(of: [place], near: place).map(\.name.chinese)
    #expect(degrees.contains("GCJ-02（高德、腾讯）（纬度在前）"))
  }
}
