import Analysis
import ArgumentParser

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a starter analysis with commented files.",
    discussion: """
      Example:
        servicecircle init my-town && servicecircle run my-town/analysis.yaml
      """)

  @Argument(help: "A new or empty folder.") var folder: String

  func run() throws {
    let files = try writeStarter(to: folder)
    print("written: \(files.joined(separator: ", "))")
    print("next: put your own files in place of the samples, then")
    print("  servicecircle run \(folder)/analysis.yaml")
  }
}
