import GEOS
import Geometry
import Model
import PROJ

/// Uncovered people of one community as a polygon.
public struct Gap: Hashable, Sendable {
  /// Position among the communities.
  public var community: Int
  /// Uncovered residents.
  public var weight: Double
  /// Mean minutes of these people to the nearest station in operation, over those who can reach one; nil when none can.
  public var nearestMinutes: Double?
  public var areaSquareKilometers: Double
  /// WGS84 degrees, ready to be written.
  public var shape: Shape
}

/// Radius of an uncovered point in a gap.
private let gapRadius = Meters(100)
/// Corners of a quarter of its disc: 100 m are then met to within 2 m.
private let quadrantSegments = 4

/// Uncovered people per community, largest weight first; ties in the order of the communities.
///
/// - Parameters:
///   - isCovered: one per demand point.
///   - minutes: of a demand point to the nearest station; nil when it can reach none.
package func drawGaps(
  _ demand: [DemandPoint], isCovered: [Bool], minutes: (Int) -> Double?, _ metric: LocalMetricCRS, threads: Int
) async throws -> [Gap] {
  let uncovered = uncoveredPeople(demand, isCovered, minutes)
  let drawings = try await drawPeople(uncovered.map(\.points), metric, threads: threads)
  return zip(uncovered, drawings).map { people, drawing in
    Gap(
      community: people.community, weight: people.weight,
      nearestMinutes: people.reaching > 0 ? people.minutes / people.reaching : nil,
      areaSquareKilometers: drawing.squareKilometers, shape: drawing.shape)
  }
}

/// The ground within 100 m of each of some points, one shape for each group of points.
///
/// - Returns: WGS84 degrees, ready to be written, in the order of the groups.
package func drawPeople(
  _ groups: [[Coordinate]], _ metric: LocalMetricCRS, threads: Int
) async throws -> [(shape: Shape, squareKilometers: Double)] {
  try await drawAreas(groups.count, metric, threads: threads) { try $1.gap(groups[$0]) }
}

/// Those of one community whom no station covers.
private struct UncoveredPeople {
  var community: Int
  var weight = 0.0
  var points: [Coordinate] = []
  /// Of those who can reach a station: their weight, and its sum of minutes.
  var reaching = 0.0
  var minutes = 0.0
}

private func uncoveredPeople(
  _ demand: [DemandPoint], _ isCovered: [Bool], _ minutes: (Int) -> Double?
) -> [UncoveredPeople] {
  var uncovered: [Int: UncoveredPeople] = [:]
  for (index, point) in demand.enumerated()
  where !isCovered[index] && point.kind == .communities && point.weight > 0 {
    uncovered[point.owner, default: UncoveredPeople(community: point.owner)].weight += point.weight
    uncovered[point.owner]!.points.append(point.position)
    guard let minutes = minutes(index) else { continue }
    uncovered[point.owner]!.reaching += point.weight
    uncovered[point.owner]!.minutes += point.weight * minutes
  }
  return uncovered.values.sorted { ($1.weight, $0.community) < ($0.weight, $1.community) }
}

extension MetricFrame {
  /// Uncovered points buffered and dissolved.
  fileprivate func gap(_ points: [Coordinate]) throws -> (shape: Shape, squareKilometers: Double) {
    let discs = try points.map { try meters(.point($0)) }
    let area = try unionOfBuffers(discs, radius: gapRadius.value, quadrantSegments: quadrantSegments)
    return (try written(area), try area.planarArea() / 1e6)
  }
}
