import Model

/// Coverage of all routes together.
public struct RoutesCoverage: Hashable, Sendable {
  /// Kilometres of line inside the area, each route once.
  public var totalKilometers: Double
  public var coveredKilometers: Double
  /// Longest stretch without a station, travelled at the mode's speed; 0 when all is covered, nil without
  /// routes inside the area.
  package var longestGapMinutes: Double?
  /// By which that stretch is travelled; nil when there is none.
  package var longestGapMode: TravelMode?
}

/// One state of the stations: in operation, or with the plan.
public struct CoverageSummary: Hashable, Sendable {
  /// Residents, heads, trip-kilometres a day.
  public var byKind: [DemandKind: CoveredShare]
  public var routes: RoutesCoverage
  /// Covered by a station that has the service.
  public var byService: [Service: [DemandKind: CoveredShare]]
}

/// What is to be covered and how it is counted: the same for every state of the stations.
package struct CoverageMeter: Sendable {
  package let demand: DemandPoints
  package let circle: CircleDefinition
  /// How many communities, worker groups and routes there are, some of them perhaps without a demand point.
  package let ownerCounts: [DemandKind: Int]

  package init(_ demand: DemandPoints, _ circle: CircleDefinition, ownerCounts: [DemandKind: Int]) {
    self.demand = demand
    self.circle = circle
    self.ownerCounts = ownerCounts
  }

  /// - Parameter isCovered: one flag per demand point.
  package func tally(_ isCovered: [Bool]) -> CoverageTally {
    CoverageTally(demand: demand.points, isCovered: isCovered, ownerCounts: ownerCounts)
  }

  /// - Complexity: O(demand points), for each service asked for.
  package func summary(_ counts: CoveredCounts) -> CoverageSummary { count(counts).summary }

  /// The same with what every owner has.
  package func count(_ counts: CoveredCounts) -> (summary: CoverageSummary, tally: CoverageTally) {
    let isCovered = counts.isCovered
    let tally = tally(isCovered)
    let summary = CoverageSummary(
      byKind: tally.byKind, routes: routes(isCovered),
      byService: Dictionary(
        counts.services.map { ($0, coveredByKind(demand.points, isCovered: counts.isCovered(with: $0))) },
        uniquingKeysWith: { first, _ in first }))
    return (summary, tally)
  }

  private func routes(_ isCovered: [Bool]) -> RoutesCoverage {
    var total = 0.0
    var covered = 0.0
    var longestGap: (minutes: Double, mode: TravelMode)?
    for (pieces, points) in zip(demand.routePieces, demand.routePoints) {
      guard let mode = points.lazy.compactMap(\.self).first.map(demand.mode) else { continue }
      let minutesPerMeter = 60 / (circle.speed(of: mode).value * 1000)
      var gap = 0.0
      for point in points {
        guard let point else {
          gap = 0
          continue
        }
        total += pieces.pieceLength.value
        if isCovered[point] {
          covered += pieces.pieceLength.value
          gap = 0
        } else {
          gap += pieces.pieceLength.value
          if gap * minutesPerMeter > longestGap?.minutes ?? 0 { longestGap = (gap * minutesPerMeter, mode) }
        }
      }
    }
    return RoutesCoverage(
      totalKilometers: total / 1000, coveredKilometers: covered / 1000,
      longestGapMinutes: total > 0 ? longestGap?.minutes ?? 0 : nil, longestGapMode: longestGap?.mode)
  }

  /// Covered and uncovered stretches of every route; what lies outside the area is not counted and left out.
  package func stretches(_ isCovered: [Bool]) -> [[RouteStretch]] {
    zip(demand.routePieces, demand.routePoints).map { pieces, points in
      pieces.stretches(isCovered: points.map { $0.map { isCovered[$0] } })
    }
  }
}
