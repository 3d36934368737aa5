import Analysis
import ArgumentParser
import Geodata
import Model
import Report
import Words

struct CheckCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: words("只检查数据质量。", "Run the data-quality rules alone."),
      discussion: words(
        """
        示例：
          servicecircle check analyses/wutongqiao.yaml
          servicecircle check analyses/wutongqiao.yaml --out out/check
          servicecircle check analyses/wutongqiao.yaml --strict && servicecircle run analyses/wutongqiao.yaml
        """,
        """
        Examples:
          servicecircle check analyses/wutongqiao.yaml
          servicecircle check analyses/wutongqiao.yaml --out out/check
          servicecircle check analyses/wutongqiao.yaml --strict && servicecircle run analyses/wutongqiao.yaml
        """))
  }

  @Argument(help: .words("分析文件。", "The analysis file.")) var analysis: String
  @Option(
    name: .customLong("set"),
    help: .words("改写一个键：键=值。可写多次。", "Override one key: key=value. May be given several times."))
  var overrides: [String] = []
  @Flag(help: .words("有错误或警告时以退出码3结束。", "Exit with 3 on errors and on warnings.")) var strict = false
  @Option(
    help: .words(
      "存放data_quality.csv和data_quality.geojson（问题所在位置）的文件夹；未写则不写文件。",
      "Folder for data_quality.csv and data_quality.geojson, the places on a map; without it nothing is written."))
  var out: String?
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try AnalysisFile(path: analysis, overrides: common.language.settings(overrides))
    let place = try out.map { try OutputFolder($0, of: .check, besides: file.inputs) }
    let report = try await qualityReport(file, common.runOptions)
    let findings = report.findings
    Interrupt.keep(.result)
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
    note(
      Bilingual(
        "未通过数据质量检查：错误和警告共\(stopping.count)项，可用`servicecircle check`逐项查看",
        "the quality gate failed: \(stopping.count) error(s) and warning(s); `servicecircle check` lists them"))
    throw .qualityGate
  }
}
