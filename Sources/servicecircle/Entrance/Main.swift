import ArgumentParser
import Foundation
import Geodata
import Report

/// The entrance: parse, call, print.
@main
struct ServiceCircle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "servicecircle",
    abstract: "Coverage of the 10-minute service circle, its gaps, and the best new stations with proof.",
    discussion: """
      Examples:
        servicecircle run analyses/wutongqiao.yaml
        servicecircle run analyses/wutongqiao.yaml --set circle.cutoff=15min --out out/fifteen
        servicecircle check analyses/wutongqiao.yaml
        servicecircle inspect geodata/wutongqiao/stations.csv
        servicecircle audit analyses/wutongqiao.yaml --plan my-plan.csv
        servicecircle compare analyses/wutongqiao.yaml --set circle.cutoff=15min
        servicecircle reach --roads city.osm.pbf --mode walk --cutoff 800m --origins all --json
        servicecircle roads build city.osm.pbf -o city.scgraph
        servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --count 28
        servicecircle hours "Mo-Fr 09:00-17:30" --from 2026-11-30 --to 2026-12-07
        servicecircle init my-town

      Exit codes: 0 done, 1 bad input, 2 usage, 3 quality gate failed (--strict), 4 infeasible,
      5 stopped by Ctrl-C with the best so far written, 70 a defect of ServiceCircle, 71 no memory.
      """,
    version: toolVersion,
    subcommands: [
      RunCommand.self, CheckCommand.self, InspectCommand.self, AuditCommand.self, CompareCommand.self,
      ReachCommand.self, RoadsCommand.self, SolveCommand.self, HoursCommand.self, InitCommand.self, SchemaCommand.self,
    ])

  static func main() async {
    prepareStreams()
    Interrupt.watch()
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
