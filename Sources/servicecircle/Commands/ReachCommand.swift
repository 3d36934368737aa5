import Analysis
import Areas
import ArgumentParser
import Foundation
import Geodata
import Model
import Report
import RoadNetwork
import Words

struct ReachCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "reach",
      abstract: words("在路网上由多个起点搜索到截止值为止。", "Search a road network from many origins up to a cutoff."),
      discussion: words(
        """
        示例：
          servicecircle reach --roads city.osm.pbf --mode walk --cutoff 800m --origins all --json
          servicecircle reach --roads city.osm.pbf --cutoff 10min --origins stations.csv --areas areas.geojson
          servicecircle reach --roads city.osm.pbf --cutoff 5min,10min --origins stations.csv --areas areas.geojson \\
            --lines lines.geojson
          servicecircle reach --roads city.osm.pbf --cutoff 10min --origins stations.csv --destinations homes.csv \\
            --times times.csv
          servicecircle reach --roads city.osm.pbf --mode cargo-bike --modes analysis.yaml --cutoff 10min --origins all
          servicecircle reach --roads city.osm.pbf --cutoff 10min --origins stations.xlsx --destinations homes.csv \\
            --times times.csv --layer origins:Sheet1 --crs gcj02 --fields "destinations:id=编号"
        点文件为id,lon,lat或任何图层。--crs、--encoding、--layer、--fields和--filter用于起点和终点，\
        或用于冒号前写明的文件：origins、destinations、barriers或roads。
        超过截止值的一对点没有对应的行，也绝不以数字代替。
        每次搜索在每个线程上每个结点占8字节，每个到达的结点另占12字节，与截止值无关；\
        在7万个路口的城市中求十小时的范围约占300MB。
        """,
        """
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
        """))
  }

  @Option(help: .words("OpenStreetMap文件，或道路线文件。", "OpenStreetMap file or street lines.")) var roads: String
  @Option(
    help: .words(
      "出行方式：walk、bicycle、e-bike、truck，或--modes中的一种。",
      "Travel mode: walk, bicycle, e-bike, truck, or one of --modes.")) var mode = "walk"
  @Option(
    help: .words(
      "含custom_modes一节的YAML文件，写法同分析文件。",
      "YAML file with a section custom_modes, as in an analysis file.")) var modes: String?
  @Option(
    help: .words(
      "截止值（含）：10min、800m；逐层的范围写多个：5min,10min,15min。",
      "How far, inclusive: 10min, 800m; several for nested areas: 5min,10min,15min.")) var cutoff: String
  @Option(
    help: .words(
      "出行速度；未写时步行4km/h、自行车12km/h、电动自行车15km/h、货车30km/h。",
      "Speed of the mode; by default walk 4km/h, bicycle 12km/h, e-bike 15km/h, truck 30km/h."))
  var speed: String?
  @Option(
    help: .words(
      "起点文件，或all：该出行方式可走的道路的每个结点。",
      "Points to search from, or all: every node of a way open to the mode.")) var origins: String
  @Option(
    help: .words(
      "终点文件；须同时写--times。",
      "Points to reach; needs --times.")) var destinations: String?
  @Option(
    help: .words(
      "from-station（由起点出发）或to-station（前往起点）。",
      "from-station (from the origins) or to-station (towards them).")) var direction = "from-station"
  @Option(
    help: .words(
      "离所有道路都超过此距离的点为不可达。",
      "Points farther than this from every street are unreached.")) var snapLimit = "200m"
  @Option(
    help: .words(
      "高程：.hgt文件、GeoTIFF（需GDAL）或存放这些文件的文件夹；坡度会改变速度。未写则视为平地。",
      "Heights: a .hgt tile, a GeoTIFF (with GDAL) or a folder of them; slopes change speeds. Without it all is level.")
  )
  var elevation: String?
  @Option(
    help: .words(
      "截断道路的线和面（桥梁、隧道除外），由点到道路的接驳段也不能穿过。",
      "Lines and polygons that cut streets (not bridges and tunnels) and that no way to a street crosses."))
  var barriers: String?
  @Option(
    help: .words(
      "以GeoJSON写出每个起点可达的范围，截止值由大到小。",
      "Write the reached area of each origin as GeoJSON, the largest cutoff first.")) var areas: String?
  @Option(
    help: .words(
      "以GeoJSON写出可达的路段及其两端的耗费。",
      "Write the reached parts of streets with the cost at both ends as GeoJSON.")) var lines: String?
  @Option(
    help: .words(
      "以CSV写出截止值以内所有点对的origin,destination,seconds；截止值为长度时另有metres，且只有全程速度一致的出行方式才有seconds。",
      "Write origin,destination,seconds of all pairs within the cutoff as CSV; with a length for a cutoff also metres, and seconds only of a mode with one speed everywhere."
    ))
  var times: String?
  @Option(
    help: .words(
      "写出收缩图的结点：node,lon,lat。",
      "Write the nodes of the contracted graph: node,lon,lat.")) var graphNodes: String?
  @Option(
    help: .words(
      "写出收缩图的弧：from,to,metres,seconds,street。",
      "Write the arcs of the contracted graph: from,to,metres,seconds,street.")) var graphEdges: String?
  @Option(
    help: .words(
      "以GeoJSON写出图中的每条道路，编号与--lines一致。",
      "Write every street of the graph as GeoJSON, numbered as in --lines.")) var graphStreets: String?
  @OptionGroup var files: FileOptions
  @OptionGroup var joining: NodingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if modes == nil { _ = try rules(ModeTables()) }
    let parsed = cutoff.split(separator: ",", omittingEmptySubsequences: false).map { Cutoff(parsing: String($0)) }
    for text in cutoff.split(separator: ",").map(String.init) {
      do throws(QuantityMistake) { _ = try Cutoff.reading(text) } catch {
        throw ValidationError((Bilingual("--cutoff：", "--cutoff: ") + Bilingual(error)).spoken)
      }
    }
    guard parsed.allSatisfy({ $0 != nil }) else {
      throw ValidationError(
        "--cutoff应为带单位的时长或长度，如10min或800m。",
        "--cutoff needs a duration or length with its unit, such as 10min or 800m.")
    }
    guard Set(parsed.map { $0!.unit }).count == 1 else {
      throw ValidationError(
        "--cutoff \(cutoff)混用了时长和长度，请只写一种。",
        "--cutoff \(cutoff) mixes durations and lengths; give one kind.")
    }
    guard speed.map({ KilometersPerHour(parsing: $0) != nil }) ?? true else {
      throw ValidationError("--speed请写成4km/h的形式。", "--speed is written 4km/h.")
    }
    guard let limit = Meters(parsing: snapLimit), limit.value >= 0 else {
      throw ValidationError("--snap-limit请写成200m的形式。", "--snap-limit is written 200m.")
    }
    guard Direction(rawValue: direction) != nil else {
      throw ValidationError(
        "--direction应为from-station或to-station。", "--direction is from-station or to-station.")
    }
    guard (destinations == nil) == (times == nil) else {
      throw ValidationError("--destinations和--times须同时写。", "--destinations and --times go together.")
    }
    try files.check(given: Array(paths.keys))
    guard origins != "all" || (destinations == nil && areas == nil && lines == nil) else {
      throw ValidationError(
        "--origins all只作计数；要用--times、--areas或--lines，请写起点文件。",
        "--origins all counts only; give a file of origins for --times, --areas or --lines.")
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
    throw ValidationError("--mode \(mode)不在可用之列：\(known)。", "--mode \(mode) is not one of \(known).")
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
    Interrupt.keep(.result)
    for file in [timesFile, areas, lines, nodes, edges, streets] { try file?.commit() }
    common.clearProgress()
    for line in findingLines(outcome.findings.map(Self.advice.words)) { note(line) }
    if let left = outcome.graph.leftOut { note(left) }
    for area in outcome.areas {
      guard case .longAccess? = area.area.reason else { continue }
      note(
        Bilingual(
          "起点\(area.origin.shown)在\(area.cutoff)内没有可达范围：",
          "origin \(area.origin.shown) has no area within \(area.cutoff): ") + AreaReason.longAccess.words)
    }
    for (id, reason) in outcome.unreached {
      note(
        Bilingual("起点\(id.shown)不在路网上：", "origin \(id.shown) is not on the network: ") + reason.words)
    }
    try common.answer(answer.json, answer.text)
  }
}

extension ReachCommand: Advising {
  static var advice: Advice { Advice(.options(ofOneFile: false)) }
}
