import Analysis
import ArgumentParser
import Geodata
import Model
import Report

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run the data-quality rules alone.",
    discussion: """
      Examples:
        servicecircle check analyses/wutongqiao.yaml
        servicecircle check analyses/wutongqiao.yaml --out out/check
        servicecircle check analyses/wutongqiao.yaml --strict && servicecircle run analyses/wutongqiao.yaml
      """)

  @Argument(help: "The analysis file.") var analysis: String
  @Option(name: .customLong("set"), help: "Override one key: key=value. May be given several times.")
  var overrides: [String] = []
  @Flag(help: "Exit with 3 on errors and on warnings.") var strict = false
  @Option(
    help: "Folder for data_quality.csv and data_quality.geojson, the places on a map; without it nothing is written.")
  var out: String?
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try AnalysisFile(path: analysis, overrides: overrides)
    let place = try out.map { try OutputFolder($0, of: .check, besides: file.inputs) }
    let report = try await qualityReport(file, common.runOptions)
    let findings = report.findings
    Interrupt.keepResult()
    if let place { try writeQuality(report, of: file, to: place) }
    common.clearProgress()
    if common.json {
      try say(qualityJSON(report).text(.pretty))
    } else {
      try say(qualityText(report))
    }
    if strict { try StrictGate.pass(findings) }
    if findings.contains(where: { $0.severity == .error }) { throw Exit.badInput }
  }
}

/// `--strict`: errors and warnings both stop.
enum StrictGate {
  static func pass(_ findings: [QualityFinding]) throws(Exit) {
    let stopping = findings.filter { $0.severity != .note }
    guard !stopping.isEmpty else { return }
    note("the quality gate failed: \(stopping.count) error(s) and warning(s); `servicecircle check` lists them")
    throw .qualityGate
  }
}
