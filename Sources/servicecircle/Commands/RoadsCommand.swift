import Analysis
import ArgumentParser
import Foundation
import Geodata
import Model
import Report
import RoadNetwork

struct RoadsCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "roads", abstract: words("预先建立路网图。", "Build road graphs ahead of their use."),
      subcommands: [Build.self])
  }

  struct Build: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "build",
        abstract: words(
          "保存一种出行方式的路网图，供以后即时打开。", "Save the graph of a mode, to be opened in milliseconds by later runs."),
        discussion: words(
          """
          示例：
            servicecircle roads build city.osm.pbf -o city.scgraph
            servicecircle roads build city.osm.pbf --mode e-bike --elevation tiles -o city-e-bike.scgraph
            servicecircle roads build streets.shp --noding 0.5m --t-junctions -o town.scgraph
            servicecircle roads build streets.gpkg --layer roads --crs gcj02 --fields class=等级 -o town.scgraph
            servicecircle reach --roads city.scgraph --cutoff 10min --origins stations.csv --areas areas.geojson
          保存的图只对应一种出行方式、速度和计量方式；凡需要道路文件之处都可以用它。
          """,
          """
          Examples:
            servicecircle roads build city.osm.pbf -o city.scgraph
            servicecircle roads build city.osm.pbf --mode e-bike --elevation tiles -o city-e-bike.scgraph
            servicecircle roads build streets.shp --noding 0.5m --t-junctions -o town.scgraph
            servicecircle roads build streets.gpkg --layer roads --crs gcj02 --fields class=等级 -o town.scgraph
            servicecircle reach --roads city.scgraph --cutoff 10min --origins stations.csv --areas areas.geojson
          A saved graph serves one mode, speed and impedance; it stands wherever a file of roads is asked for.
          """))
    }

    @Argument(help: .words("OpenStreetMap文件，或道路线文件。", "OpenStreetMap file or street lines.")) var roads: String
    @Option(
      name: [.customShort("o"), .long],
      help: .words("要写出的文件，如city.scgraph。", "The file to write, such as city.scgraph.")) var output: String
    @Option(help: .words("出行方式：walk、bicycle、e-bike或truck。", "Travel mode: walk, bicycle, e-bike or truck.")) var mode =
      "walk"
    @Option(
      help: .words(
        "出行速度；未写时步行4km/h、自行车12km/h、电动自行车15km/h、货车30km/h。",
        "Speed of the mode; by default walk 4km/h, bicycle 12km/h, e-bike 15km/h, truck 30km/h."))
    var speed: String?
    @Option(
      help: .words(
        "time（截止值写10min等时长）或distance（写800m等距离）。", "time, for cutoffs such as 10min, or distance, for 800m."))
    var impedance = "time"
    @Option(
      help: .words(
        "高程：.hgt文件、GeoTIFF（需GDAL）或存放这些文件的文件夹；坡度会改变速度。未写则视为平地。",
        "Heights: a .hgt tile, a GeoTIFF (with GDAL) or a folder of them; slopes change speeds. Without it all is level."
      ))
    var elevation: String?
    @Flag(
      help: .words(
        "同时保存各街道的地块：以后绘制服务范围时直接读取，不再划分（文件约为原来的十倍）。",
        "Keep the ground of every street, too: areas are then drawn without parting it again (a file ten times as large)."
      ))
    var territories = false
    @OptionGroup var files: FileOptions
    @OptionGroup var joining: NodingOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      try files.check(given: ["roads"])
      guard ModeRules.named(TravelMode(rawValue: mode)) != nil else {
        let modes = ModeRules.all.map(\.mode.rawValue).joined(separator: ", ")
        throw ValidationError("--mode \(mode)不在可用之列：\(modes)。", "--mode \(mode) is not one of \(modes).")
      }
      guard speed.map({ KilometersPerHour(parsing: $0) != nil }) ?? true else {
        throw ValidationError("--speed请写成4km/h的形式。", "--speed is written 4km/h.")
      }
      guard impedance == "time" || impedance == "distance" else {
        throw ValidationError("--impedance应为time或distance。", "--impedance is time or distance.")
      }
      guard output.lowercased().hasSuffix(".scgraph") else {
        throw ValidationError(
          "--output \(output)：保存的路网图须以.scgraph结尾。",
          "--output \(output): a saved graph is named with .scgraph at the end.")
      }
    }

    func run() throws {
      let rules = ModeRules.named(TravelMode(rawValue: mode))!
      let speed = speed.flatMap(KilometersPerHour.init(parsing:)) ?? rules.defaultSpeed
      let roads = try files.source("roads", roads)
      let file = try OutputFile(output, besides: [self.roads] + [elevation].compactMap(\.self))
      let job = RoadsJob(
        roads: roads, rules: rules, impedance: impedance == "time" ? .time(speed) : .distance, elevation: elevation,
        streets: try joining.definition(roads, ModeTables()), wantsTerritories: territories)
      let built = try job.run(common.runOptions)
      try built.save { try file.write($0) }
      Interrupt.keep(.result)
      try file.commit()
      common.clearProgress()
      for line in findingLines(built.findings.map(Self.advice.words)) { note(line) }
      if let left = built.graph.leftOut { note(left) }
      let answer = RoadsAnswer(graph: built.graph, origin: built.origin, path: output)
      try common.answer(answer.json, answer.text)
    }
  }
}

extension RoadsCommand.Build: Advising {
  static var advice: Advice { Advice(.options(ofOneFile: true)) }
}
