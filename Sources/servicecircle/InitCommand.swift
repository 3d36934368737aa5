import Analysis
import ArgumentParser
import Geodata

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a starter analysis with commented files.",
    discussion: """
      Example:
        servicecircle init my-town && servicecircle run my-town/analysis.yaml
      """)

  @Argument(help: "A new or empty folder.") var folder: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let files = try writeStarter(to: folder)
    guard !common.json else {
      let answer = JSONValue.object([
        JSONMember("folder", .string(folder)), JSONMember("files", .array(files.map { .string($0) })),
      ])
      print(try answer.text(.pretty))
      return
    }
    print("written: \(files.joined(separator: ", "))")
    print("next: put your own files in place of the samples, then")
    print("  servicecircle run \(folder)/analysis.yaml")
  }
}
