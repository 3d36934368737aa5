import Analysis
import Areas
import ArgumentParser
import Foundation
import Geodata
import Model
import Report
import RoadNetwork

struct ReachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach", abstract: "Search a road network from many origins up to a cutoff.",
    discussion: """
      Examples:
        servicecircle reach --roads city.osm.pbf --mode walk --cutoff 800m --origins all --json
        servicecircle reach --roads city.osm.pbf --cutoff 10min --origins stations.csv --areas areas.geojson
        servicecircle reach --roads city.osm.pbf --cutoff 5min,10min --origins stations.csv --areas areas.geojson \\
          --lines lines.geojson
        servicecircle reach --roads city.osm.pbf --cutoff 10min --origins stations.csv --destinations homes.csv \\
          --times times.csv
        servicecircle reach --roads city.osm.pbf --mode cargo-bike --modes analysis.yaml --cutoff 10min --origins all
        servicecircle reach --roads city.osm.pbf --cutoff 10min --origins stations.xlsx --destinations homes.csv \\
          --times times.csv --layer origins:Sheet1 --crs gcj02 --fields "destinations:id=编号"
      Points are id,lon,lat or any layer. --crs, --encoding, --layer, --fields and --filter speak of origins and
      destinations, or of the file named before the colon: origins, destinations, barriers or roads. A pair beyond the cutoff has no row: it is never a number.
      A search needs 8 bytes per node and thread and 12 per node it reaches, whatever the cutoff; areas of ten hours over
      a city of 70,000 junctions take 300 MB.
      """)

  @Option(help: "OpenStreetMap file or street lines.") var roads: String
  @Option(help: "Travel mode: walk, bicycle, e-bike, truck, or one of --modes.") var mode = "walk"
  @Option(help: "YAML file with a section custom_modes, as in an analysis file.") var modes: String?
  @Option(help: "How far, inclusive: 10min, 800m; several for nested areas: 5min,10min,15min.") var cutoff: String
  @Option(help: "Speed of the mode; by default walk 4km/h, bicycle 12km/h, e-bike 15km/h, truck 30km/h.")
  var speed: String?
  @Option(help: "Points to search from, or all: every node of a way open to the mode.") var origins: String
  @Option(help: "Points to reach; needs --times.") var destinations: String?
  @Option(help: "from-station (from the origins) or to-station (towards them).") var direction = "from-station"
  @Option(help: "Points farther than this from every street are unreached.") var snapLimit = "200m"
  @Option(
    help:
      "Heights: a .hgt tile, a GeoTIFF (with GDAL) or a folder of them; slopes change speeds. Without it all is level.")
  var elevation: String?
  @Option(help: "Lines and polygons that cut streets (not bridges and tunnels) and that no way to a street crosses.")
  var barriers: String?
  @Option(help: "Write the reached area of each origin as GeoJSON, the largest cutoff first.") var areas: String?
  @Option(help: "Write the reached parts of streets with the cost at both ends as GeoJSON.") var lines: String?
  @Option(
    help:
      "Write origin,destination,seconds of all pairs within the cutoff as CSV; with a length for a cutoff also metres, and seconds only of a mode with one speed everywhere."
  )
  var times: String?
  @Option(help: "Write the nodes of the contracted graph: node,lon,lat.") var graphNodes: String?
  @Option(help: "Write the arcs of the contracted graph: from,to,metres,seconds,street.") var graphEdges: String?
  @Option(help: "Write every street of the graph as GeoJSON, numbered as in --lines.") var graphStreets: String?
  @OptionGroup var files: FileOptions
  @OptionGroup var joining: NodingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if modes == nil { _ = try rules(ModeTables()) }
    let parsed = cutoff.split(separator: ",", omittingEmptySubsequences: false).map { Cutoff(parsing: String($0)) }
    for text in cutoff.split(separator: ",").map(String.init) {
      do throws(QuantityMistake) { _ = try Cutoff.reading(text) } catch { throw ValidationError("--cutoff: \(error)") }
    }
    guard parsed.allSatisfy({ $0 != nil }) else {
      throw ValidationError("--cutoff needs a duration or length with its unit, such as 10min or 800m.")
    }
    guard Set(parsed.map { $0!.unit }).count == 1 else {
      throw ValidationError("--cutoff \(cutoff) mixes durations and lengths; give one kind.")
    }
    guard speed.map({ KilometersPerHour(parsing: $0) != nil }) ?? true else {
      throw ValidationError("--speed is written 4km/h.")
    }
    guard let limit = Meters(parsing: snapLimit), limit.value >= 0 else {
      throw ValidationError("--snap-limit is written 200m.")
    }
    guard Direction(rawValue: direction) != nil else {
      throw ValidationError("--direction is from-station or to-station.")
    }
    guard (destinations == nil) == (times == nil) else {
      throw ValidationError("--destinations and --times go together.")
    }
    try files.check(given: Array(paths.keys))
    guard origins != "all" || (destinations == nil && areas == nil && lines == nil) else {
      throw ValidationError("--origins all counts only; give a file of origins for --times, --areas or --lines.")
    }
  }

  /// The files of this run by name.
  private var paths: [String: String] {
    var paths = ["roads": roads, "origins": origins, "destinations": destinations, "barriers": barriers]
    if origins == "all" { paths["origins"] = nil }
    return paths.compactMapValues(\.self)
  }

  /// What names no file speaks of the points.
  private func source(_ name: String) throws -> LayerSource? {
    try paths[name].map { try files.source(name, $0, isMeant: ["origins", "destinations"].contains(name)) }
  }

  private func rules(_ tables: ModeTables) throws(ValidationError) -> ModeRules {
    if let rules = tables[TravelMode(rawValue: mode)] { return rules }
    let known = tables.all.map(\.mode.rawValue).joined(separator: ", ")
    throw ValidationError("--mode \(mode) is not one of \(known).")
  }

  /// Rising, each once.
  private var cutoffs: [Cutoff] {
    let all = cutoff.split(separator: ",").compactMap { Cutoff(parsing: String($0)) }
    return Set(all).sorted { $0.cost < $1.cost }
  }

  func run() async throws {
    let tables = try modes.map { path throws(AnalysisError) in try ModeTables(path: path) } ?? ModeTables()
    let rules = try rules(tables)
    let roads = try files.source("roads", roads, isMeant: false)
    var job = ReachJob(
      roads: roads, rules: rules, cutoffs: cutoffs,
      speed: speed.flatMap(KilometersPerHour.init(parsing:)) ?? rules.defaultSpeed,
      direction: Direction(rawValue: direction)!, origins: try source("origins").map { .layer($0) } ?? .all,
      destinations: try source("destinations"), wantsAreas: areas != nil, wantsLines: lines != nil,
      snapLimit: Meters(parsing: snapLimit)!, elevation: elevation, barriers: try source("barriers"))
    job.streets = try joining.definition(roads, tables)
    let inputs = paths.values.sorted() + [modes, elevation].compactMap(\.self)
    func reserved(_ path: String?) throws -> OutputFile? { try path.map { try OutputFile($0, besides: inputs) } }
    let timesFile = try reserved(times)
    let (areas, lines) = (try reserved(areas), try reserved(lines))
    let (nodes, edges, streets) = (try reserved(graphNodes), try reserved(graphEdges), try reserved(graphStreets))
    try timesFile?.write("origin,destination,seconds" + (cutoffs[0].unit == .millimeters ? ",metres\n" : "\n"))
    let outcome = try await job.run(common.runOptions) { origin, reached in
      let rows = reached.map { found in
        let seconds = found.seconds.map { "\($0)" } ?? ""
        let meters = found.meters.map { ",\($0)" } ?? ""
        return "\(csvText(origin)),\(csvText(found.destination)),\(seconds)\(meters)\n"
      }
      try timesFile?.write(rows.joined())
    }
    let answer = ReachAnswer(outcome: outcome, cutoff: cutoff, mode: mode, speed: job.speed)
    // All are written before the first takes its place: a full disk leaves the older ones together.
    try areas?.write(answer.areaLayer())
    try lines?.write(answer.lineLayer())
    try nodes?.write(answer.nodeTable())
    try edges?.write(answer.edgeTable())
    try streets?.write(answer.streetLayer())
    Interrupt.keepResult()
    for file in [timesFile, areas, lines, nodes, edges, streets] { try file?.commit() }
    common.clearProgress()
    for line in findingLines(outcome.findings.map(Self.advice.words)) { note(line) }
    if let left = outcome.graph.leftOut { note(left) }
    for area in outcome.areas {
      guard case .longAccess? = area.area.reason else { continue }
      note("origin \(area.origin.shown) has no area within \(area.cutoff): \(AreaReason.longAccess.words)")
    }
    for (id, reason) in outcome.unreached { note("origin \(id.shown) is not on the network: \(reason.words)") }
    try say(common.json ? answer.json.text(.pretty) : answer.text, terminator: common.json ? "" : "\n")
  }
}

extension ReachCommand: Advising {
  static var advice: Advice { Advice(.options(ofOneFile: false)) }
}
