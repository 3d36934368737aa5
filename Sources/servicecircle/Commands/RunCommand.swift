import Analysis
import ArgumentParser
import Foundation
import Geodata
import Report
import Words

struct RunCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "run",
      abstract: words(
        "检查数据，测算覆盖，选定新建站点，写出全部结果。", "Check the data, measure coverage, choose new stations, write everything."),
      discussion: words(
        """
        示例：
          servicecircle run analyses/wutongqiao.yaml
          servicecircle run analyses/wutongqiao.yaml --set siting.new=12 --out out/twelve
          servicecircle run analyses/wutongqiao.yaml --json | jq .coverage_with_plan
        """,
        """
        Examples:
          servicecircle run analyses/wutongqiao.yaml
          servicecircle run analyses/wutongqiao.yaml --set siting.new=12 --out out/twelve
          servicecircle run analyses/wutongqiao.yaml --json | jq .coverage_with_plan
        """))
  }

  @Argument(help: .words("分析文件。", "The analysis file.")) var analysis: String
  @Option(help: .words("存放结果的文件夹，代替分析文件所写的。", "Folder for the results instead of the file's own.")) var out: String?
  @Option(
    name: .customLong("set"),
    help: .words("改写一个键：键=值。可写多次。", "Override one key: key=value. May be given several times."))
  var overrides: [String] = []
  @Option(
    help: .words(
      "分片文件夹：取用各片算出的结果，不再搜索（见tiles）。",
      "A folder of tiles: their rows are taken, nothing is searched again (see tiles)."))
  var tiles: String?
  @Flag(help: .words("数据质量检查出现警告时也停止。", "Stop on warnings of the data-quality rules, too.")) var strict = false
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try AnalysisFile(path: analysis, overrides: common.language.settings(overrides))
    let place = try OutputFolder(out ?? file.outputFolder, of: .run, besides: file.inputs)
    try tryDatabase(of: file)
    if strict { try StrictGate.pass(try await qualityReport(file, common.runOptions).findings) }
    var options = common.runOptions
    options.tiles = tiles
    let result = try await runAnalysis(file, options)
    common.progress.report(Bilingual("写出结果", "writing"))
    let (folder, failure) = try writeOutputs(result, to: place)
    common.clearProgress()
    if common.json {
      try say(result.summary.text(.pretty))
    } else {
      try say(result.headline(folder: relativePath(folder)))
    }
    if file.formats.contains(.shp), !common.json {
      note(
        Bilingual(
          "shp：字段名截为十个字符，文本截为254字节；对照见shp/fields.csv",
          "shp: field names are cut to ten characters and texts to 254 bytes; shp/fields.csv tells which"))
    }
    if let words = officeNote(of: file), !common.json { note(words) }
    if let failure { note(Bilingual("注意：", "warning: ") + failure.told) }
    // A limit that left no plan is no success.
    if result.run.wasInterrupted || result.siting.plan?.status == .unknown { throw Exit.stopped }
    if result.siting.plan?.status == .infeasible { throw Exit.infeasible }
    if failure != nil { throw Exit.badInput }
  }
}

/// A path as seen from the current folder, when it lies below it.
func relativePath(_ path: String) -> String {
  let here = FileManager.default.currentDirectoryPath + "/"
  return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
}
