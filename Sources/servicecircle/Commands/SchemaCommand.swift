import Analysis
import ArgumentParser

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the analysis file.",
    discussion: """
      Example, for completion and checking in an editor:
        servicecircle schema > servicecircle.schema.json
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    try say(analysisSchema().text(.pretty))
  }
}
