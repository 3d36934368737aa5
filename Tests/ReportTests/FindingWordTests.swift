import Analysis
import Foundation
import Model
import Report
import Testing
import Words

/// Findings in the words of the one who found them, in either language, with their values.
struct FindingWordTests {
  private static let finding = QualityFinding(
    .warning, .missingWeight, layer: "workers", record: "w1", field: "riders",
    message: Bilingual("企业“快递一”没有填写人数，按1人计。", "firm “快递一” has no number of riders; it counts 1"),
    fix: Bilingual("请填写人数。", "fill in the number"))

  private static func result(_ language: String) async throws -> AnalysisResult {
    var result = try await ReportScene.result(["language=\(language)"])
    result.findings = [finding]
    result.findingGroups = [finding].folded()
    return result
  }

  @Test func onTheTerminal() {
    let line = findingLines([Self.finding])
    #expect(line.map(\.chinese) == ["警告：企业，记录w1，字段riders：企业“快递一”没有填写人数，按1人计。处理：请填写人数。"])
    #expect(
      line.map(\.english) == [
        "warning: workers, record w1, field riders: firm “快递一” has no number of riders; it counts 1. Fix: fill in the "
          + "number."
      ])
  }

  /// Of three equal ones the first speaks, and all are named.
  @Test func severalAsOne() {
    var findings = [Self.finding, Self.finding, Self.finding]
    for (index, record) in ["w1", "w2", "w3"].enumerated() { findings[index].record = record }
    #expect(
      findingLines(findings).map(\.chinese) == ["警告：企业，3条记录：企业“快递一”没有填写人数，按1人计：w1、w2、w3。处理：请填写人数。"])
  }

  /// What holds for the first alone is not said of all.
  @Test func numbersOfTheFirst() async throws {
    var findings: [QualityFinding] = []
    for (record, meters) in [("a", 49), ("b", 12)] {
      findings.append(
        QualityFinding(
          .warning, .duplicateRecord, layer: "stations", record: record, value: "\(meters) m",
          message: Bilingual("与“c”名称相同，相距\(meters)米", "“c” has the same name and stands \(meters) m away"),
          fix: Bilingual("请删除其一", "remove one")))
    }
    #expect(findingLines(findings).map(\.chinese) == ["警告：驿站，2条记录，其首条：与“c”名称相同，相距49米：a（49米）、b（12米）。处理：请删除其一。"])
    #expect(findingLines(findings)[0].english.contains(": a (49 m), b (12 m)."))
    var result = try await Self.result("zh")
    (result.findings, result.findingGroups) = (findings, findings.folded())
    #expect(reportPage(result).contains("<td>首条：与“c”名称相同，相距49米</td>"))
  }

  @Test(arguments: [
    ("8 points, 22 polygons", QualityRule.mixedGeometry, "8个点、22个面"), ("12 km", .longJump, "12公里"),
    ("too-far-from-street", .offNetwork, "离道路过远"), ("103.82, 29.4", .coLocated, "103.82, 29.4"),
    ("5 rue", .similarName, "5 rue"),
  ])
  func valuesInChinese(value: String, rule: QualityRule, chinese: String) {
    let finding = QualityFinding(
      .note, rule, layer: "stations", record: "a", value: value, message: Bilingual("有误", "it is wrong"),
      fix: Bilingual("请核对", "check it"))
    #expect(findingLines([finding]).map(\.chinese) == ["提示：驿站，记录a：有误（\(chinese)）。处理：请核对。"])
    #expect(findingLines([finding])[0].english.contains("(\(value))"))
  }

  @Test func onThePage() async throws {
    let page = reportPage(try await Self.result("zh"))
    #expect(page.contains("<td>企业“快递一”没有填写人数，按1人计。</td>") && page.contains("<td>请填写人数。</td>"))
    #expect(!page.contains("fill in the number") && !page.contains("明细（英文）"))
    let english = reportPage(try await Self.result("en"))
    #expect(english.contains("<td>firm “快递一” has no number of riders; it counts 1</td>"))
    #expect(!english.contains("没有填写人数"))
  }

  @Test(arguments: [
    ("zh", "请填写人数。"), ("en", "fill in the number"), ("both", "请填写人数。 / fill in the number"),
  ])
  func inTheTable(language: String, fix: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writeOutputs(try await Self.result(language), to: folder)
    let text = try String(contentsOfFile: "\(folder)/tables/data_quality.csv", encoding: .utf8)
    #expect(text.contains(",\(fix),"), "\(text)")
    // What machines read is the same in every language.
    let summary = try String(contentsOfFile: folder + "/summary.json", encoding: .utf8)
    #expect(summary.contains("\"fix\": \"fill in the number\"") && !summary.contains("请填写人数"))
  }
}
