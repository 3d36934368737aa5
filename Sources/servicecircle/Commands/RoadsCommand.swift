import Analysis
import ArgumentParser
import Foundation
import Geodata
import Model
import Report
import RoadNetwork

struct RoadsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roads", abstract: "Build road graphs ahead of their use.", subcommands: [Build.self])

  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "build", abstract: "Save the graph of a mode, to be opened in milliseconds by later runs.",
      discussion: """
        Examples:
          servicecircle roads build city.osm.pbf -o city.scgraph
          servicecircle roads build city.osm.pbf --mode e-bike --elevation tiles -o city-e-bike.scgraph
          servicecircle roads build streets.shp --noding 0.5m --t-junctions -o town.scgraph
          servicecircle roads build streets.gpkg --layer roads --crs gcj02 --fields class=等级 -o town.scgraph
          servicecircle reach --roads city.scgraph --cutoff 10min --origins stations.csv --areas areas.geojson
        A saved graph serves one mode, speed and impedance; it stands wherever a file of roads is asked for.
        """)

    @Argument(help: "OpenStreetMap file or street lines.") var roads: String
    @Option(name: [.customShort("o"), .long], help: "The file to write, such as city.scgraph.") var output: String
    @Option(help: "Travel mode: walk, bicycle, e-bike or truck.") var mode = "walk"
    @Option(help: "Speed of the mode; by default walk 4km/h, bicycle 12km/h, e-bike 15km/h, truck 30km/h.")
    var speed: String?
    @Option(help: "time, for cutoffs such as 10min, or distance, for 800m.") var impedance = "time"
    @Option(
      help:
        "Heights: a .hgt tile, a GeoTIFF (with GDAL) or a folder of them; slopes change speeds. Without it all is level."
    )
    var elevation: String?
    @OptionGroup var files: FileOptions
    @OptionGroup var joining: NodingOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      try files.check(given: ["roads"])
      guard ModeRules.named(TravelMode(rawValue: mode)) != nil else {
        let modes = ModeRules.all.map(\.mode.rawValue).joined(separator: ", ")
        throw ValidationError("--mode \(mode) is not one of \(modes).")
      }
      guard speed.map({ KilometersPerHour(parsing: $0) != nil }) ?? true else {
        throw ValidationError("--speed is written 4km/h.")
      }
      guard impedance == "time" || impedance == "distance" else {
        throw ValidationError("--impedance is time or distance.")
      }
      guard output.lowercased().hasSuffix(".scgraph") else {
        throw ValidationError("--output \(output): a saved graph is named with .scgraph at the end.")
      }
    }

    func run() throws {
      let rules = ModeRules.named(TravelMode(rawValue: mode))!
      let speed = speed.flatMap(KilometersPerHour.init(parsing:)) ?? rules.defaultSpeed
      let roads = try files.source("roads", roads)
      let file = try OutputFile(output, besides: [self.roads] + [elevation].compactMap(\.self))
      let job = RoadsJob(
        roads: roads, rules: rules, impedance: impedance == "time" ? .time(speed) : .distance, elevation: elevation,
        streets: try joining.definition(roads, ModeTables()))
      let built = try job.run(common.runOptions)
      try built.graph.save(origin: built.origin) { try file.write($0) }
      Interrupt.keepResult()
      try file.commit()
      common.clearProgress()
      for line in findingLines(built.findings.map(Self.advice.words)) { note(line) }
      if let left = built.graph.leftOut { note(left) }
      let answer = RoadsAnswer(graph: built.graph, origin: built.origin, path: output)
      try say(common.json ? answer.json.text(.pretty) : answer.text, terminator: common.json ? "" : "\n")
    }
  }
}

extension RoadsCommand.Build: Advising {
  static var advice: Advice { Advice(.options(ofOneFile: true)) }
}
