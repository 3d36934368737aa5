import Geometry
import Model
import OSM
import Words

extension RoadGraph {
  /// The streets of an OpenStreetMap file that the rules admit.
  ///
  /// - Parameters:
  ///   - accessSpeed: the walking speed of the leg between a point and its street; nil takes the rules' speed on foot,
  ///     or else the impedance's. It has no meaning when the impedance is distance.
  ///   - elevations: heights of the ground, with which slopes change speeds as the rules say; nil takes all as level.
  ///   - barriers: streets that cross them are cut there, except bridges and tunnels, and closed inside their polygons.
  ///   - keepsNodeIDs: for ``position(ofNode:)``; 16 bytes per node.
  /// - Throws: ``RoadNetworkError`` code `noStreets` when no way is admitted, `badValue` for a speed that is not
  ///   positive, `tooLarge` beyond 2^31 pieces or a street longer than 1,000 km.
  /// - Complexity: O(n log n) time. A caller who has no more use for the file and hands it over (`consume`) frees its memory
  ///   before the graph is assembled.
  /// Deterministic.
  public static func build(
    osm: consuming OSMData, rules: ModeRules = .walk, impedance: Impedance, accessSpeed: KilometersPerHour? = nil,
    elevations: Elevations? = nil, barriers: Obstacles? = nil, keepsNodeIDs: Bool = true
  ) throws(RoadNetworkError) -> RoadGraph {
    try check(impedance, accessSpeed)
    let slopes = try Slopes(elevations, rules, impedance)
    let raw = try admitted(osm, rules, heedsSpans: slopes != nil || barriers != nil, barriers)
    _ = consume osm
    return try assemble(
      raw, RoadMeasure(rules, impedance, accessSpeed: accessSpeed, slopes: slopes, heights: elevations),
      keepsNodeIDs: keepsNodeIDs)
  }

  private static func admitted(
    _ osm: OSMData, _ rules: ModeRules, heedsSpans: Bool, _ barriers: Obstacles?
  ) throws(RoadNetworkError) -> RawStreets {
    var raw = RawStreets(osm, rules: rules, heedsSpans: heedsSpans)
    if let barriers { raw.close(at: barriers) }
    if raw.from.isEmpty {
      throw RoadNetworkError(
        .noStreets,
        Bilingual(
          "\(osm.wayCount)条路（way）中没有出行方式“\(rules.mode.rawValue)”可走的道路；",
          "none of \(osm.wayCount) ways is a street for \(rules.mode.rawValue); ")
          + (raw.notes.count(.missingNode) > 0
            ? Bilingual(
              "文件中的道路没有结点位置：请连同位置一并下载（Overpass“out geom”）",
              "the file holds streets without the places of their nodes: fetch it with them (Overpass “out geom”)")
            : Bilingual("请检查文件中是否有highway=*的道路", "does the extract hold highway=* ways?"))
          + (osm.remark.map {
            Bilingual("。文件不完整：提供数据的服务注明：\($0)", ". It is incomplete: the service that made it remarks: \($0)")
          } ?? Bilingual(same: "")))
    }
    return raw
  }

  /// The streets of a line layer that the rules admit.
  ///
  /// - Parameters:
  ///   - lines: WGS84 degrees. Lines are joined where they share a coordinate, end or vertex, rounded to 1e-7 degree.
  ///   - tolerance: an end this near to another end or vertex is joined with it too; 0 joins only equal coordinates.
  ///   - accessSpeed, elevations, barriers: as for OpenStreetMap.
  /// - Throws: as for OpenStreetMap.
  public static func build(
    lines: [StreetLine], rules: ModeRules = .walk, impedance: Impedance, tolerance: Meters = Meters(0.5),
    accessSpeed: KilometersPerHour? = nil, elevations: Elevations? = nil, barriers: Obstacles? = nil
  ) throws(RoadNetworkError) -> RoadGraph {
    try check(impedance, accessSpeed)
    guard tolerance.value.isFinite, tolerance.value >= 0, tolerance.value <= 1000 else {
      throw RoadNetworkError(
        .badValue, Bilingual("容差为\(tolerance.value)米；请填写0至1000米", "tolerance \(tolerance.value) m; give 0 to 1000 m"))
    }
    let slopes = try Slopes(elevations, rules, impedance)
    var raw = RawStreets(
      lines, rules: rules, tolerance: tolerance, heedsSpans: slopes != nil || barriers != nil)
    if let barriers { raw.close(at: barriers) }
    guard !raw.from.isEmpty else {
      throw RoadNetworkError(
        .noStreets,
        Bilingual(
          "\(lines.count)条线中没有出行方式“\(rules.mode.rawValue)”可走的道路；请核对道路等级和通行字段",
          "none of \(lines.count) lines is a street for \(rules.mode.rawValue); see the class and access fields"))
    }
    return try assemble(
      raw, RoadMeasure(rules, impedance, accessSpeed: accessSpeed, slopes: slopes, heights: elevations),
      keepsNodeIDs: false)
  }

  private static func check(_ impedance: Impedance, _ accessSpeed: KilometersPerHour?) throws(RoadNetworkError) {
    var speeds = accessSpeed.map { [$0] } ?? []
    if case .time(let speed) = impedance { speeds.append(speed) }
    for speed in speeds where !(speed.value >= 0.1 && speed.value <= 1000) {
      throw RoadNetworkError(
        .badValue,
        Bilingual("速度为\(speed.value)公里/小时；请填写0.1至1000公里/小时", "speed \(speed.value) km/h; give 0.1 to 1000 km/h"))
    }
  }

  private static func assemble(
    _ streets: consuming RawStreets, _ measure: RoadMeasure, keepsNodeIDs: Bool
  ) throws(RoadNetworkError) -> RoadGraph {
    var raw = streets
    try checkExtent(raw)
    raw.joinParallels(measure)
    var chains = Contraction.contract(raw)
    // With slopes pieces are asked once more, for the heights of bridges.
    if measure.slopes == nil { raw.forgetPieces() }
    let order = chains.arrangeNodes(raw)
    return try RoadGraph(consume raw, consume chains, consume order, measure, keepsNodeIDs: keepsNodeIDs)
  }

  private static func checkExtent(_ raw: RawStreets) throws(RoadNetworkError) {
    guard raw.from.count < Int(Int32.max) / 2 else {
      throw RoadNetworkError(
        .tooLarge, Bilingual("道路有\(raw.from.count)段，过多；请缩小数据范围", "\(raw.from.count) pieces of street; cut the extract"))
    }
    var dateLine = DateLine()
    for longitude in raw.longitudes { dateLine.add(Double(longitude) / 1e7) }
    guard !dateLine.isCrossed else { throw RoadNetworkError(.badValue, DateLine.refusalWords) }
  }
}
