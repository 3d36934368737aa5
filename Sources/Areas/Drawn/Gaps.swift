import GEOS
import Geometry
import Model
import PROJ

/// Uncovered people of one community, and its ground that no station serves.
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

/// Those of one community whom no station covers.
package struct UncoveredPeople: Sendable {
  package var community: Int
  package var weight = 0.0
  /// Positions among the demand points, rising.
  package var points: [Int] = []
  /// Of those who can reach a station: their weight, and its sum of minutes.
  private var reaching = 0.0
  private var minutes = 0.0

  /// Per community, largest weight first; ties in the order of the communities.
  ///
  /// - Parameters:
  ///   - isCovered: one per demand point.
  ///   - minutes: of a demand point to the nearest station; nil when it can reach none.
  package static func all(
    _ demand: [DemandPoint], isCovered: [Bool], minutes: (Int) -> Double?
  ) -> [UncoveredPeople] {
    var uncovered: [Int: UncoveredPeople] = [:]
    for (index, point) in demand.enumerated()
    where !isCovered[index] && point.kind == .communities && point.weight > 0 {
      uncovered[point.owner, default: UncoveredPeople(community: point.owner)].weight += point.weight
      uncovered[point.owner]!.points.append(index)
      guard let minutes = minutes(index) else { continue }
      uncovered[point.owner]!.reaching += point.weight
      uncovered[point.owner]!.minutes += point.weight * minutes
    }
    return uncovered.values.sorted { ($1.weight, $0.community) < ($0.weight, $1.community) }
  }

  private init(community: Int) { self.community = community }

  package func gap(_ ground: DrawnGround) -> Gap {
    Gap(
      community: community, weight: weight, nearestMinutes: reaching > 0 ? minutes / reaching : nil,
      areaSquareKilometers: ground.squareKilometers, shape: ground.shape)
  }
}

/// Radius of a point of people where no streets part the ground.
private let peopleRadius = Meters(100)
/// Corners of a quarter of its disc: 100 m are then met to within 2 m.
private let quadrantSegments = 4

/// The ground of some people in the circle measure: within 100 m of their points, or a whole community, less what circles
/// serve.
///
/// - Parameters:
///   - groups: of each its points, or the polygon of its community.
///   - served: the circles; WGS84 degrees.
/// - Returns: WGS84 degrees, ready to be written, in the order of the groups.
package func drawPeople(
  _ groups: [(points: [Coordinate], community: Shape?)], less served: Shape? = nil, _ metric: LocalMetricCRS,
  threads: Int
) async throws -> [DrawnGround] {
  try await drawAreas(groups.count, metric, threads: threads) { group, frame in
    try frame.ground(groups[group].points, groups[group].community, less: served)
  }
}

extension MetricFrame {
  fileprivate func ground(_ points: [Coordinate], _ community: Shape?, less served: Shape?) throws -> DrawnGround {
    var area: Shape
    if let community {
      area = try meters(community)
    } else {
      area = try unionOfBuffers(
        try points.map { try meters(.point($0)) }, radius: peopleRadius.value, quadrantSegments: quadrantSegments)
    }
    if let served, !served.isEmpty { area = try area.difference(try meters(served)) }
    return DrawnGround(shape: try written(area), squareKilometers: try area.planarArea() / 1e6)
  }
}
