import Model

/// Coverage of one community or worker group.
public struct PlaceCoverage: Hashable, Sendable {
  /// Why some of it is not covered.
  package enum Reason: Hashable, Sendable {
    case outsideArea
    case unreached(UnreachedReason)

    /// As tables have it.
    package var name: String {
      switch self {
      case .outsideArea: "outside-area"
      case .unreached(let reason): reason.rawValue
      }
    }
  }

  /// Of its weight inside the area; nil when none of it lies there.
  public var share: Double?
  /// Position among the stations of the one nearest to most of its weight, also beyond the cutoff; nil when none can be
  /// reached.
  public var nearestStation: Int?
  /// Mean minutes to the nearest station over the weight that can reach one.
  public var nearestMinutes: Double?
  /// That of most of the uncovered weight; nil when all is covered.
  package var reason: Reason?
  public var shareWithPlan: Double?
}

extension CoverageMeter {
  /// Minutes of a demand point to the nearest of the stations; nil when it can reach none.
  package func minutes(of point: Int, _ nearest: NearestSites) -> Double? {
    nearest.sites[point].map { circle.minutes(cost: $0.cost, by: demand.mode(of: point)) }
  }

  /// Coverage of every owner of a kind, in the order of its layer.
  ///
  /// - Parameters:
  ///   - nearest: of the stations in operation.
  ///   - withPlan: nil without a plan.
  /// - Complexity: O(demand points).
  package func places(
    _ kind: DemandKind, _ nearest: NearestSites, now: CoverageTally, withPlan: CoverageTally?
  ) -> [PlaceCoverage] {
    let count = ownerCounts[kind] ?? 0
    var stationWeight = [[Int: Double]](repeating: [:], count: count)
    var minutes = [(sum: Double, weight: Double)](repeating: (0, 0), count: count)
    var reasons = [[UnreachedReason: Double]](repeating: [:], count: count)
    for (index, point) in demand.points.enumerated() where point.kind == kind {
      // A place without weight still has a nearest station.
      let weight = max(point.weight, .leastNormalMagnitude)
      if let nearest = nearest.sites[index] {
        stationWeight[point.owner][nearest.site, default: 0] += weight
        minutes[point.owner].sum += weight * circle.minutes(cost: nearest.cost, by: demand.mode(of: index))
        minutes[point.owner].weight += weight
      }
      if let reason = nearest.reasons[index] { reasons[point.owner][reason, default: 0] += weight }
    }
    return (0..<count).map { owner in
      let share = now.byOwner[kind]![owner]
      let isOutside = share.total == 0 && reasons[owner].isEmpty && minutes[owner].weight == 0
      let mainReason = reasons[owner].max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
      return PlaceCoverage(
        share: share.share,
        nearestStation: stationWeight[owner].max { ($0.value, $1.key) < ($1.value, $0.key) }?.key,
        nearestMinutes: minutes[owner].weight > 0 ? minutes[owner].sum / minutes[owner].weight : nil,
        reason: isOutside ? .outsideArea : mainReason.map { .unreached($0) },
        shareWithPlan: withPlan?.byOwner[kind]![owner].share)
    }
  }
}
