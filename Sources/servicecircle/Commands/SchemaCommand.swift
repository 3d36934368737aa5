import Analysis
import ArgumentParser

struct SchemaCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "schema",
      abstract: words("输出分析文件的JSON Schema。", "Print the JSON Schema of the analysis file."),
      discussion: words(
        """
        示例，供编辑器补全和检查之用：
          servicecircle schema > servicecircle.schema.json
        """,
        """
        Example, for completion and checking in an editor:
          servicecircle schema > servicecircle.schema.json
        """))
  }

  @OptionGroup var common: CommonOptions

  func run() throws {
    try say(analysisSchema().text(.pretty))
  }
}
