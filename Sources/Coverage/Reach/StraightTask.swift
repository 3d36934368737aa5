import Geometry
import Model

/// One search in straight lines for who is within the cutoff of which site, for demand with one radius.
package struct StraightTask: Hashable, Sendable {
  /// WGS84 degrees.
  package var sites: [Coordinate]
  /// Metres added to every way to a site.
  package var extra: [Meters]
  package var demand: [Coordinate]
  /// Inclusive.
  package var radius: Meters
  package var costPerMeter: Double

  /// - Precondition: an extra length for each site.
  package init(
    sites: [Coordinate], extra: [Meters], demand: [Coordinate], radius: Meters, costPerMeter: Double
  ) {
    precondition(sites.count == extra.count, "an extra length for each site")
    self.sites = sites
    self.extra = extra
    self.demand = demand
    self.radius = radius
    self.costPerMeter = costPerMeter
  }

  /// - Returns: rows in the order of the sites.
  /// - Throws: ``CoverageError`` code `badDistance`.
  package func covers() throws(CoverageError) -> CoverSets {
    let inMeters = try straightCovers(sites: sites, demand: demand, radius: radius, geographic: true)
      .adding(extra, within: radius)
    return CoverSets(
      demandCount: inMeters.demandCount, offsets: inMeters.offsets, demand: inMeters.demand,
      costs: inMeters.costs.map { $0 * costPerMeter })
  }

  /// The part of the search that decides about some of the demand: each pair is judged by itself.
  ///
  /// - Parameter owned: positions of demand points.
  /// - Returns: the part with the owned points alone, and the positions of the sites in the box of one radius around them;
  ///   nil without any.
  /// - Complexity: O(sites + owned).
  package func part(owning owned: [Int]) -> (task: StraightTask, sites: [Int])? {
    let box = Box(owned.map { demand[$0] })
    let near = sites.indices.filter { isNear(sites[$0], box) }
    if near.isEmpty || owned.isEmpty { return nil }
    return (
      StraightTask(
        sites: near.map { sites[$0] }, extra: near.map { extra[$0] }, demand: owned.map { demand[$0] },
        radius: radius, costPerMeter: costPerMeter), near
    )
  }

  /// One hundredth more than needed: the distance decides later.
  private func isNear(_ site: Coordinate, _ box: Box) -> Bool {
    let y = radius.value * 1.01 / LocalScale(latitude: 0).metersPerDegreeY
    let farthest = max(abs(box.minY), abs(box.maxY), abs(site.y)) + y
    let x = farthest < 89.9 ? radius.value * 1.01 / LocalScale(latitude: farthest).metersPerDegreeX : 360
    return site.y >= box.minY - y && site.y <= box.maxY + y
      && [0, 360, -360].contains { site.x + $0 >= box.minX - x && site.x + $0 <= box.maxX + x }
  }
}

/// The searches in straight lines of a definition: one for each mode and cutoff of the demand.
///
/// - Parameters:
///   - sites: WGS84 degrees.
///   - extraTimes: of each site; what a mode could cover in it, the line is shorter by.
///   - own: the cutoff of each demand point; nil where all have the definition's.
///   - isBounded: false for every pair, whatever the cutoff.
/// - Returns: the searches, each with the positions of its demand, rising.
package func straightTasks(
  sites: [Coordinate], extraTimes: [Seconds], demand: DemandPoints, _ definition: CircleDefinition,
  _ own: PointCutoffs? = nil, isBounded: Bool = true
) -> [(task: StraightTask, positions: [Int])] {
  demand.groups(definition, isBounded ? own : nil).map { group in
    let task = StraightTask(
      sites: sites, extra: extraTimes.map { definition.extraLength($0, by: group.mode) },
      demand: group.positions.map { demand.points[$0].position },
      radius: isBounded ? definition.radius(of: group.mode, group.cutoff) : Meters(.infinity),
      costPerMeter: definition.costPerMeter(by: group.mode))
    return (task, group.positions)
  }
}

extension CoverSets {
  /// Lengths in metres with those of each site added; what then exceeds the radius goes.
  fileprivate func adding(_ extra: [Meters], within radius: Meters) -> CoverSets {
    guard extra.contains(where: { $0.value > 0 }) else { return self }
    return CoverSets(
      demandCount: demandCount,
      rows: (0..<siteCount).map { site in
        zip(demand(of: SiteIndex(site)), costs(of: SiteIndex(site))).compactMap { point, cost in
          let length = cost + extra[site].value
          return length <= radius.value ? (point, length) : nil
        }
      })
  }
}
