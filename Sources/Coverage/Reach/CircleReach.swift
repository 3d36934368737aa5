import Geometry
import Model

/// Who is within the cutoff of each site in a straight line, no longer than the radius of the demand's mode, the boundary
/// included.
///
/// - Parameters:
///   - sites: WGS84 degrees.
///   - extraTimes: of each site; what a mode could cover in it, the line is shorter by.
///   - own: the cutoff of each demand point; nil where all have the definition's.
///   - isBounded: false for every pair, whatever the cutoff.
/// - Returns: rows in the order of `sites`, costs in the unit of the cutoff.
/// - Throws: ``CoverageError`` code `badDistance`.
/// - Complexity: as ``coverSets(sites:demand:radius:geographic:distance:)``, for each mode and cutoff.
package func circleCovers(
  sites: [Coordinate], extraTimes: [Seconds], demand: DemandPoints, _ definition: CircleDefinition,
  _ own: PointCutoffs? = nil, isBounded: Bool = true
) throws(CoverageError) -> CoverSets {
  let tasks = straightTasks(
    sites: sites, extraTimes: extraTimes, demand: demand, definition, own, isBounded: isBounded)
  var parts: [(covers: CoverSets, positions: [Int])] = []
  for (task, positions) in tasks { parts.append((try task.covers(), positions)) }
  return CoverSets(demandCount: demand.points.count, joining: parts)
}

/// The nearest of the sites for each demand point in a straight line.
///
/// - Parameters: as for ``circleCovers(sites:extraTimes:demand:_:_:isBounded:)``.
/// - Complexity: O(points x sites).
package func circleNearest(
  sites: [Coordinate], extraTimes: [Seconds], demand: DemandPoints, _ definition: CircleDefinition,
  _ own: PointCutoffs? = nil
) -> NearestSites {
  var found = NearestSites(count: demand.points.count)
  for group in demand.groups(definition, own) {
    let (mode, positions) = (group.mode, group.positions)
    let costPerMeter = definition.costPerMeter(by: mode)
    let radius = definition.radius(of: mode, group.cutoff)
    let nearest = nearestInStraightLine(
      stations: sites, demand: positions.map { demand.points[$0].position },
      extra: extraTimes.map { definition.extraLength($0, by: mode) })
    for (position, nearest) in zip(positions, nearest) {
      guard let nearest else { continue }
      found.sites[position] = .init(site: nearest.station, cost: nearest.distance.value * costPerMeter)
      found.reasons[position] = nearest.distance <= radius ? nil : .beyondCutoff
    }
  }
  return found
}

extension CircleDefinition {
  package func costPerMeter(by mode: TravelMode) -> Double {
    switch cutoff.unit {
    case .milliseconds: speed(of: mode).millisecondsPerMeter
    case .millimeters: 1000
    }
  }

  /// What a mode could cover in the extra time, which a straight line is shorter by.
  package func extraLength(_ time: Seconds, by mode: TravelMode) -> Meters {
    Meters(time.value * speed(of: mode).value / 3.6)
  }
}
