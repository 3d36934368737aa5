import Analysis
import ArgumentParser
import Geodata
import Report
import Words

struct InitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "init",
      abstract: words("写出一份带注释的起步分析文件。", "Write a starter analysis with commented files."),
      discussion: words(
        """
        示例：
          servicecircle init my-town && servicecircle run my-town/analysis.yaml
          servicecircle init my-town --language zh
        文件的注释、列名和样例用--language所写的语言，未写时用系统语言（LANG）。
        """,
        """
        Example:
          servicecircle init my-town && servicecircle run my-town/analysis.yaml
          servicecircle init my-town --language zh
        Comments, columns and samples are in the language of --language, by default as LANG says.
        """))
  }

  @Argument(help: .words("新文件夹，或空文件夹。", "A new or empty folder.")) var folder: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let language: AnalysisFile.Language = Speech.language == .chinese ? .chinese : .english
    var files = try writeStarter(to: folder, language: language)
    let workbook = try writeStarterWorkbook(to: folder, language: language)
    if let workbook { files.append(workbook) }
    guard !common.json else {
      let answer = JSONValue.object([
        JSONMember("folder", .string(folder)), JSONMember("files", .array(files.map { .string($0) })),
      ])
      try say(answer.text(.pretty))
      return
    }
    try say(Bilingual("已写出：\(files.joined(separator: "、"))", "written: \(files.joined(separator: ", "))"))
    if workbook == nil {
      try say(
        Bilingual(
          "没有templates.xlsx：此版本不能写出工作簿（用`make full`可编译完整版）",
          "no templates.xlsx: this build writes no workbooks (`make full` makes one that does)"))
    }
    try say(Bilingual("下一步：用自己的文件替换样例，然后运行", "next: put your own files in place of the samples, then"))
    try say("  servicecircle run \(folder)/analysis.yaml")
  }
}
