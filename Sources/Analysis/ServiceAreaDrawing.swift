import GEOS
import Geometry
import Model
import PROJ
import RoadNetwork

/// The polygon of what a search reached within a cutoff, and how well it parts reached from unreached street.
package struct DrawnArea: Hashable, Sendable {
  /// WGS84 degrees, ready to be written.
  package var shape: Shape
  package var shares: FalseShares
  /// Why there is none; nil where there is one.
  package var reason: AreaReason?
}

/// Why an origin has no area.
package enum AreaReason: Hashable, Sendable {
  case unreached(UnreachedReason)
  /// Its way to the street, with its extra minutes, is as long as the cutoff or longer.
  case longAccess

  package var words: String {
    switch self {
    case .unreached(.behindBarrier): "every street within the snap limit lies across water or a barrier"
    case .unreached(.tooFarFromStreet): "no street lies within the snap limit"
    case .unreached(let reason): reason.rawValue
    case .longAccess: "its way to the street takes the whole cutoff"
    }
  }
}

/// How service areas are drawn.
///
/// Inside is what lies within 30 m of reached street, as far as the rest of the cutoff allows: the border meets a street
/// at the very place where the cutoff ends, and is as wide as the way is long before it. Outside is a strip of 4 m on
/// both sides of every unreached street, be it parallel, on a bridge or across the water, save for five
/// centimetres on both sides of a reached one. What these strips cut off from all reached street is dropped.
enum ServiceAreaMeasures {
  /// Half-width of a reached street.
  static let margin = Meters(30)
  /// Half-width of an unreached one.
  static let refusal = Meters(4)
  /// Half-width of a reached street among unreached ones.
  static let ribbon = Meters(0.05)
  /// Half-width of a reached street's last metres, and their share of a margin.
  static let nib = Meters(0.3)
  static let endShare = 1.0 / 12
  /// Rings no wider than this are not drawn, in metres, nor smaller holes, in square metres.
  static let thinnest = 0.04
  static let leastHole = 1.0
  /// How far the streets' own bends are smoothed before they get a margin; the ends stay.
  static let smoothing = (margin: 1.0, refusal: 0.5)
  /// How far the border of the margins may be smoothed, as a share of a margin: a metre of thirty.
  static let borderShare = 1.0 / 30
  /// Corners of a quarter of a margin's round ends.
  static let quadrantSegments = 3
  /// A strip ends this far from the cut, so that it does not touch the reached street.
  static let clearance = 0.05
}

extension ServiceArea {
  /// The polygon's definition on the network, as written beside it.
  package static let networkMethod =
    "within 30 m of reached street as far as the rest of the cutoff allows; unreached street cut out"
}

/// The service areas of many sites, drawn by all workers.
///
/// - Parameters:
///   - sites: on the graph; a site that is not has empty areas.
///   - cutoffs: inclusive, rising, in the graph's unit.
///   - metric: where the margins are made; for the extent of the graph.
///   - obstacles: no way to a street crosses them: what lies behind is no part of an area.
///   - places: with known costs; inside when they are reached, outside when they are not.
/// - Returns: per site, in their order, one area per cutoff, each within the next.
/// - Throws: `RoadNetworkError` code `badCutoff`, `cancelled`.
/// Deterministic for any number of threads.
package func serviceAreas(
  _ graph: RoadGraph, sites: [SnapResult], cutoffs: [Cutoff], direction: Direction, _ metric: LocalMetricCRS,
  around obstacles: Obstacles? = nil, agreeingAt places: AreaPlaces = .none, _ options: RunOptions
) async throws -> [[DrawnArea]] {
  guard let largest = cutoffs.last else { return sites.map { _ in [] } }
  let limits = try cutoffs.map { try graph.cost(of: $0) }
  let reached = try await streetReach(
    graph, sites: sites, cutoff: largest, direction: direction, threads: options.threads,
    isCancelled: options.isCancelled)
  return try await drawAreas(reached.count, metric, options) { site, layers in
    var areas = try layers.serviceAreas(
      reached[site], cutoffs: limits, around: obstacles, agreeingAt: places, places.reached(site))
    for index in areas.indices where areas[index].shape.isEmpty {
      if case .unreached(let reason) = sites[site] {
        areas[index].reason = .unreached(reason)
      } else {
        areas[index].reason = .longAccess
      }
    }
    return areas
  }
}

extension LayerMaker {
  /// The areas of one search for several cutoffs, each within the next.
  ///
  /// - Parameters:
  ///   - reach: nil for a site that is not on the network.
  ///   - cutoffs: in the graph's unit, rising; none above the search's own.
  /// - Returns: one area per cutoff, empty where no street is reached.
  /// - Complexity: O(n log n) in the streets around the reach, per cutoff.
  func serviceAreas(
    _ reach: StreetReach?, cutoffs: [Int], around obstacles: Obstacles?, agreeingAt places: AreaPlaces,
    _ row: [(place: Int, cost: Int)]
  ) throws -> [DrawnArea] {
    guard let reach else { return cutoffs.map { _ in DrawnArea(shape: .multiPolygon([]), shares: FalseShares()) } }
    var areas: [DrawnArea] = []
    var smaller: Shape?
    for cutoff in cutoffs {
      let reached = reach.lines(within: cutoff)
      let unreached = reach.unreached(within: Meters(ServiceAreaMeasures.margin.value + 2), cutoff: cutoff)
      var area = try outline(reach, cutoff, reached, unreached, obstacles)
      if let smaller, !smaller.isEmpty { area = try area.union(smaller) }
      area = area.withoutSlivers(thinnerThan: ServiceAreaMeasures.thinnest, hole: ServiceAreaMeasures.leastHole)
      if !places.positions.isEmpty {
        let box = Box(reached.joined()).expanded(byMeters: 2 * ServiceAreaMeasures.margin.value)
        area = try agreeing(area, within: box, places, row, cutoff: cutoff, reached: try meters(reached))
      }
      let shape = try degrees(area)
      if cutoffs.count > 1 { smaller = area }
      areas.append(
        DrawnArea(shape: shape, shares: FalseShares(shape, reached: reached, unreached: unreached.map(\.line))))
    }
    return areas
  }

  /// In the metric frame.
  private func outline(
    _ reach: StreetReach, _ cutoff: Int, _ reached: [[Coordinate]], _ unreached: [UnreachedPart],
    _ obstacles: Obstacles?
  ) throws -> Shape {
    guard !reached.isEmpty, let costPerMeter = reach.leastCostPerMeter else { return .multiPolygon([]) }
    // Every place with less left than the margin lies as near to one that has just so much: no street end is missed.
    let rest = Double(reach.rest - (reach.cutoff - cutoff)) / costPerMeter
    let radius = min(ServiceAreaMeasures.margin.value, rest / 2)
    let core = reach.lines(within: cutoff - Int((radius * costPerMeter).rounded(.up)))
    let lines = try meters(reached)
    let unreachedLines = try meters(unreached.map(\.line))
    let ends = ends(of: lines, at: cuts(unreached, unreachedLines), radius: radius)
    var around = try margins(core, radius: radius, ends: ends)
    if let obstacles { around = try withoutShadows(around, core: core, radius: radius, obstacles) }
    let strips = try PreparedGeometry(strips(unreached, unreachedLines, meeting: around))
    let isEmpty = try strips.withBase { strips throws(GEOSError) in try strips.isEmpty() }
    if isEmpty {
      return try onlyParts(
        of: around.withBase { around throws(GEOSError) in try around.shape() }, touching: lines)
    }
    let crossing = try lines.flatMap { try runs(of: $0, meeting: strips) }
    let cut = try around.withBase { around throws(GEOSError) in
      try strips.withBase { strips throws(GEOSError) in
        if crossing.isEmpty { return try around.difference(strips).shape() }
        let ribbons = try GeometryHandle(
          bufferOf: crossing, radius: ServiceAreaMeasures.ribbon.value, quadrantSegments: 2, caps: .flat)
        return try around.difference(try strips.difference(ribbons)).shape()
      }
    }
    return try onlyParts(of: cut, touching: lines)
  }

  /// Everything near the lines, and the streets' own ends.
  private func margins(_ core: [[Coordinate]], radius: Double, ends: [[Coordinate]]) throws -> PreparedGeometry {
    let chains = chained(withoutLinks(try meters(core), shorterThan: radius * 2 / 3))
      .map { simplified($0, tolerance: ServiceAreaMeasures.smoothing.margin) }
    // The corners of the round ends are on the true circle, one of them straight ahead: at the cut of a straight street.
    let around = try PreparedGeometry(
      withFewerCorners(
        GeometryHandle(
          unionOfBuffers: chains.map { .lineString($0) }, radius: radius,
          quadrantSegments: ServiceAreaMeasures.quadrantSegments), radius: radius))
    // A bent street ends between two corners, up to a fifteenth of the radius outside.
    let outside = try zip(ends, around.intersects(ends.map { $0[$0.count - 1] })).filter { !$1 }.map(\.0)
    if outside.isEmpty { return around }
    return try PreparedGeometry(
      around.withBase { around throws(GEOSError) in
        try around.union(
          GeometryHandle(bufferOf: outside, radius: ServiceAreaMeasures.nib.value, quadrantSegments: 2, caps: .flat))
      })
  }

  /// Before the strips are cut and the ends put on, so that no street changes sides.
  private func withFewerCorners(_ area: consuming GeometryHandle, radius: Double) throws(GEOSError) -> GeometryHandle {
    let simpler = try area.simplified(tolerance: radius * ServiceAreaMeasures.borderShare)
    // GEOS 3.11 keeps each ring in order, but not always two rings apart.
    if try simpler.isValid() { return simpler }
    return area
  }

  /// The places where the cutoff ends on a street.
  private func cuts(_ parts: [UnreachedPart], _ lines: [[Coordinate]]) -> Set<Coordinate> {
    var cuts: Set<Coordinate> = []
    for (part, line) in zip(parts, lines) {
      if part.beginsAtCut { cuts.insert(line[0]) }
      if part.endsAtCut { cuts.insert(line[line.count - 1]) }
    }
    return cuts
  }

  /// The last metres of the lines that end at a cut, towards it.
  private func ends(of lines: [[Coordinate]], at cuts: Set<Coordinate>, radius: Double) -> [[Coordinate]] {
    let length = radius * ServiceAreaMeasures.endShare
    var ends: [[Coordinate]] = []
    for line in lines {
      let rest = planarLength(line) - length
      if cuts.contains(line[line.count - 1]) { ends.append(trimmed(line, start: max(0, rest), end: 0) ?? line) }
      if cuts.contains(line[0]) { ends.append((trimmed(line, start: 0, end: max(0, rest)) ?? line).reversed()) }
    }
    return ends
  }

  /// The strips along those unreached streets that would lie inside.
  private func strips(
    _ parts: [UnreachedPart], _ lines: [[Coordinate]], meeting area: borrowing PreparedGeometry
  ) throws -> GeometryHandle {
    let width = ServiceAreaMeasures.refusal.value
    let clearance = ServiceAreaMeasures.clearance
    var long: [[Coordinate]] = []
    var short: [[Coordinate]] = []
    for (part, line) in zip(parts, lines) {
      let line = simplified(line, tolerance: ServiceAreaMeasures.smoothing.refusal)
      guard
        let cleared = trimmed(line, start: part.beginsAtCut ? clearance : 0, end: part.endsAtCut ? clearance : 0)
      else { continue }
      for run in try runs(of: cleared, meeting: area) {
        let beginsAtCut = part.beginsAtCut && run[0] == cleared[0]
        let endsAtCut = part.endsAtCut && run[run.count - 1] == cleared[cleared.count - 1]
        // Square ends close the fans between the strips of a junction; at a cut the street is shorter by as much.
        let cuts = (beginsAtCut ? 1.0 : 0) + (endsAtCut ? 1.0 : 0)
        if cuts > 0, planarLength(run) < (cuts + 0.1) * width {
          short.append(run)
        } else if let rest = trimmed(run, start: beginsAtCut ? width : 0, end: endsAtCut ? width : 0) {
          long.append(rest)
        }
      }
    }
    let square = try GeometryHandle(bufferOf: chained(long), radius: width, quadrantSegments: 2, caps: .square)
    if short.isEmpty { return square }
    return try square.union(GeometryHandle(bufferOf: short, radius: width, quadrantSegments: 2, caps: .flat))
  }

  /// The line without the pieces outside the area.
  private func runs(
    of line: [Coordinate], meeting area: borrowing PreparedGeometry
  ) throws(GEOSError) -> [[Coordinate]] {
    guard try area.intersects(GeometryHandle(Shape.lineString(line))) else { return [] }
    guard line.count > 2 else { return [line] }
    var runs: [[Coordinate]] = []
    var isOpen = false
    for (a, b) in zip(line, line.dropFirst()) {
      let meets = try area.intersects(GeometryHandle(Shape.lineString([a, b])))
      if meets, isOpen { runs[runs.count - 1].append(b) } else if meets { runs.append([a, b]) }
      isOpen = meets
    }
    return runs
  }

  /// Without the parts that hold no reached street.
  private func onlyParts(of area: Shape, touching lines: [[Coordinate]]) throws -> Shape {
    guard area.polygons.count > 1 else { return area }
    let streets = try PreparedGeometry(.multiLineString(lines))
    return .multiPolygon(
      try area.polygons.filter { try streets.intersects(try GeometryHandle(Shape.polygon($0))) })
  }

  private func meters(_ lines: [[Coordinate]]) throws(PROJError) -> [[Coordinate]] {
    try meters(.multiLineString(lines)).lines
  }
}
