import ArgumentParser
import Foundation
import Geodata
import Model
import Report

/// The entrance: parse, call, print.
@main
struct ServiceCircle: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "servicecircle",
      abstract: words(
        "步行十分钟服务圈的覆盖情况、盲区，以及经证明最优的新建站点。",
        "Coverage of the 10-minute service circle, its gaps, and the best new stations with proof."),
      discussion: words(
        """
        示例：
        \(examples)

        退出码：0完成，1输入有误，2用法有误，3未通过数据质量检查（--strict），4无可行方案，\
        5被Ctrl-C中止（已写出目前最好的结果），70程序自身的缺陷，71内存不足。
        用语：--language zh或en；未写时依环境变量SERVICECIRCLE_LANGUAGE，再依分析文件的language，\
        再依系统语言（LC_ALL、LC_MESSAGES、LANG），都没有则用英文。
        """,
        """
        Examples:
        \(examples)

        Exit codes: 0 done, 1 bad input, 2 usage, 3 quality gate failed (--strict), 4 infeasible,
        5 stopped by Ctrl-C with the best so far written, 70 a defect of ServiceCircle, 71 no memory.
        Language: --language zh or en; else the variable SERVICECIRCLE_LANGUAGE, the analysis file's language,
        the system's (LC_ALL, LC_MESSAGES, LANG), English.
        """),
      version: toolVersion,
      subcommands: [
        RunCommand.self, CheckCommand.self, InspectCommand.self, AuditCommand.self, CompareCommand.self,
        AllocateCommand.self, ReachCommand.self, RoadsCommand.self, SolveCommand.self, HoursCommand.self,
        ServeCommand.self, TilesCommand.self, InitCommand.self, SchemaCommand.self,
      ])
  }

  private static let examples = """
      servicecircle run analyses/wutongqiao.yaml
      servicecircle run analyses/wutongqiao.yaml --set circle.cutoff=15min --out out/fifteen
      servicecircle check analyses/wutongqiao.yaml
      servicecircle inspect geodata/wutongqiao/stations.csv
      servicecircle audit analyses/wutongqiao.yaml --plan my-plan.csv
      servicecircle compare analyses/wutongqiao.yaml --set circle.cutoff=15min
      servicecircle allocate out/counties/* --total 186
      servicecircle reach --roads city.osm.pbf --mode walk --cutoff 800m --origins all --json
      servicecircle roads build city.osm.pbf -o city.scgraph
      servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --count 28
      servicecircle hours "Mo-Fr 09:00-17:30" --from 2026-11-30 --to 2026-12-07
      servicecircle serve analyses/wutongqiao.yaml
      servicecircle init my-town
    """

  @OptionGroup var language: LanguageOption

  static func main() async {
    prepareStreams()
    let language = SpokenLanguage(Array(CommandLine.arguments.dropFirst()), ProcessInfo.processInfo.environment)
    // Signals are heeded before a file is looked at.
    Speech.language = language.found(readsFiles: false)
    Interrupt.watch()
    Speech.language = language.found()
    var advice = Advice(.analysisFile)
    do {
      var command = try parseAsRoot()
      advice = (type(of: command) as? any Advising.Type)?.advice ?? advice
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Exit.end(with: (error as? GeodataError).map(advice.words) ?? error)
    }
  }
}
