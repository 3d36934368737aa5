import Analysis
import ArgumentParser
import Foundation
import Geodata
import Report

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a starter analysis with commented files.",
    discussion: """
      Example:
        servicecircle init my-town && servicecircle run my-town/analysis.yaml
        servicecircle init my-town --language zh
      """)

  @Argument(help: "A new or empty folder.") var folder: String

  @Option(help: "zh or en: of the comments, the columns and the samples. Default: as LANG says.") var language: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let language = try chosenLanguage
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
    try say("written: \(files.joined(separator: ", "))")
    if workbook == nil { try say("no templates.xlsx: this build is without GDAL (`make full` builds one with it)") }
    try say("next: put your own files in place of the samples, then")
    try say("  servicecircle run \(folder)/analysis.yaml")
  }

  private var chosenLanguage: AnalysisFile.Language {
    get throws {
      guard let language else {
        let words = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { ProcessInfo.processInfo.environment[$0] }
        return words.first { !$0.isEmpty }?.hasPrefix("zh") == true ? .chinese : .english
      }
      guard let known = AnalysisFile.Language(rawValue: language), known != .both else {
        throw ValidationError("The language “\(language)” is not zh or en.")
      }
      return known
    }
  }
}
