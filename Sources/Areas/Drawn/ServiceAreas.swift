import Geometry
import Model
import PROJ

/// What of the streets a site reaches, or why it reaches none.
package enum SiteStreets<Streets: ReachedStreets>: Sendable {
  case reached(Streets)
  case unreached(UnreachedReason)
}

/// The service areas of many sites, drawn by all workers.
///
/// - Parameters:
///   - sites: what each reaches; one that reaches nothing has empty areas.
///   - cutoffs: inclusive, rising, in the unit of the searches; none above theirs.
///   - metric: where the margins are made; for the extent of the streets.
///   - obstacles: no way to a street crosses them: what lies behind is no part of an area.
///   - places: with known costs; inside when they are reached, outside when they are not.
/// - Returns: per site, in their order, one area per cutoff, each within the next.
/// Deterministic for any number of threads.
package func drawServiceAreas(
  _ sites: [SiteStreets<some ReachedStreets>], cutoffs: [Int], _ metric: LocalMetricCRS,
  around obstacles: Obstacles? = nil, agreeingAt places: AreaPlaces = .none, threads: Int
) async throws -> [[DrawnArea]] {
  try await drawAreas(sites.count, metric, threads: threads) { site, frame in
    switch sites[site] {
    case .unreached(let reason):
      return cutoffs.map { _ in DrawnArea(shape: .multiPolygon([]), reason: .unreached(reason)) }
    case .reached(let streets):
      return try frame.serviceAreas(
        streets, cutoffs: cutoffs, around: obstacles, agreeingAt: places, places.reached(site))
    }
  }
}

extension MetricFrame {
  /// The areas of one search for several cutoffs, each within the next.
  ///
  /// - Parameters:
  ///   - cutoffs: in the unit of the search, rising; none above its own.
  /// - Returns: one area per cutoff, empty where no street is reached.
  /// - Complexity: O(n log n) in the streets around the reach, per cutoff.
  fileprivate func serviceAreas(
    _ reach: some ReachedStreets, cutoffs: [Int], around obstacles: Obstacles?, agreeingAt places: AreaPlaces,
    _ row: [(place: Int, cost: Int)]
  ) throws -> [DrawnArea] {
    var areas: [DrawnArea] = []
    var smaller: Shape?
    for cutoff in cutoffs {
      let reached = reach.lines(within: cutoff)
      let unreached = reach.unreached(within: Meters(AreaMeasures.margin.value + 2), cutoff: cutoff)
      var area = try outline(reach, cutoff, reached, unreached, obstacles)
      if let smaller, !smaller.isEmpty { area = try area.union(smaller) }
      area = area.withoutSlivers(thinnerThan: AreaMeasures.thinnest, hole: AreaMeasures.leastHole)
      if !places.positions.isEmpty {
        let box = Box(reached.joined()).expanded(byMeters: 2 * AreaMeasures.margin.value)
        area = try agreeing(area, within: box, places, row, cutoff: cutoff, reached: try meters(reached))
      }
      let shape = try written(area)
      if cutoffs.count > 1 { smaller = area }
      let shares = FalseShares(shape, reached: reached, unreached: unreached.map(\.line))
      areas.append(DrawnArea(shape: shape, shares: shares, reason: shape.isEmpty ? .longAccess : nil))
    }
    return areas
  }
}
