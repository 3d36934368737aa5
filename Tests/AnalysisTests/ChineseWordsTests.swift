import Analysis
import Foundation
import Geodata
import Model
import Synchronization
import Testing

/// What is said in Chinese, against sentences written by hand.
struct ChineseWordsTests {
  private static let start = "inputs:\n  stations: stations.csv\n"

  private static func failure(_ rest: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> AnalysisError
  {
    let folder = try ScratchFolder(["stations.csv": "id,lon,lat\na,103,29\n", "analysis.yaml": start + rest])
    return try #require(
      #expect(throws: AnalysisError.self, sourceLocation: sourceLocation) { _ = try folder.analysis() },
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("siting:\n  least: cost\n", "least只用于target-coverage。请删去，或改写siting.objective。"),
    ("siting:\n  alternatives: {diffr: 1}\n", "没有这个键。是否应为“differ”？此处可写：within、count、differ。"),
    ("siting:\n  new: many\n", "此处应为0或更大的整数，却写成了“many”。"),
    ("siting:\n  candidates: {corners: 3}\n", "此处应为true或false，却写成了“3”。"),
    ("siting:\n  new: [1]\n", "此处应为0或更大的整数，却写成了列表。"),
    ("circle:\n  modes: bike\n", "“bike”不是出行方式。是否应为“e-bike”？可写：walk、bicycle、e-bike、truck；其他方式请在custom_modes中自定义。"),
    ("coverage:\n  detour: {extra: gb50180-10min}\n", "“gb50180-10min”是居民生活圈，不是绕行。请写时间或长度，例如5min。"),
    ("holidays: {public: [2026-10-07..2026-10-01]}\n", "“2026-10-07..2026-10-01”起止颠倒。请把较早的一天写在前面。"),
  ])
  func mistakesInTheFile(rest: String, sentence: String) throws {
    let error = try Self.failure(rest)
    #expect(error.words.chinese == sentence, "\(error.words.chinese)")
  }

  /// File, line, column and key stand before the sentence.
  @Test func thePlaceOfAMistake() throws {
    let error = try Self.failure("siting:\n  least: cost\n")
    let sentence = "least只用于target-coverage。请删去，或改写siting.objective。"
    #expect(error.told.chinese == "\(error.context.file)，第4行，第10列，键“siting.least”：" + sentence)
  }

  private static func town(_ siting: String) throws -> AnalysisFile {
    try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv, candidates: k.csv}
      circle: {cutoff: 500m}
      siting: \(siting)
      """, "s.csv": "id,lon,lat\ns,105.5,0\n",
      "c.csv": "id,population,lon,lat\na,8,105,0\nb,4,105.02,0\nc,2,105.04,0\n",
      "k.csv": "id,lon,lat\nk1,105,0\nk2,105.02,0\nk3,105.04,0\n",
    ]).analysis()
  }

  /// 80 % of 14 takes k1 and k2.
  @Test func whyThereIsNoPlan() async throws {
    let result = try await runAnalysis(try Self.town("{objective: target-coverage, target: 80%, new: 1}"))
    let reason = try #require(result.siting.plan?.reason)
    #expect(reason.chinese.contains("（在siting下写`new: 2`）"), "\(reason.chinese)")
    #expect(reason.chinese.contains("。请") && !reason.chinese.contains("under siting"), "\(reason.chinese)")
    #expect(reason.english.contains(": `new: 2` under siting"), "\(reason.english)")
  }

  @Test func everyStepIsNamedInChinese() async throws {
    let steps = Mutex<[String]>([])
    _ = try await runAnalysis(
      try Self.town("{new: 1}"),
      RunOptions(progress: StepProgress { step in steps.withLock { $0.append(step.chinese) } }))
    let told = steps.withLock { $0 }
    #expect(told.contains("正在读取驿站") && told.contains("正在读取候选点") && told.contains("正在选址"), "\(told)")
    #expect(told.allSatisfy { $0.hasPrefix("正在") || $0.hasPrefix("选址：") }, "\(told)")
  }

  @Test func warningsOfMemory() {
    var counts = RunEstimate.Counts()
    counts.arcs = 1000
    let finding = RunEstimate(counts: counts, machineBytes: 1_000_000).findings[0]
    #expect(finding.words.chinese.contains("内存57 MB（本机1 MB）"), "\(finding.words.chinese)")
    #expect(finding.words.chinese.hasSuffix("；超过本机内存，运行可能被系统中止"), "\(finding.words.chinese)")
    #expect(finding.cure.chinese.hasSuffix("；或换用内存更大的计算机"), "\(finding.cure.chinese)")
  }

  @Test(arguments: [
    (Scenario.Edit.close(StationID(rawValue: "s2")), "第1处修改：没有驿站“s2”。是否应为“s1”？"),
    (.setExtraTime(StationID(rawValue: "s1"), Seconds(-1)), "第1处修改：进出时间为-1.0秒。请写0或更大的数。"),
  ])
  func editsThatCannotBeMade(edit: Scenario.Edit, sentence: String) {
    let station = Station(id: StationID(rawValue: "s1"), name: "", position: .init(x: 105, y: 29))
    let error = #expect(throws: ScenarioError.self) { _ = try Scenario([edit]).stations(from: [station]) }
    #expect(error?.told.chinese == sentence, "\(error?.told.chinese ?? "")")
  }
}
