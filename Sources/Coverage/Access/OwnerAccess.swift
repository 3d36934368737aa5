import Model

/// Access of one community, worker group or route: that of its demand points, weighted.
package struct OwnerAccess: Hashable, Sendable {
  /// Residents, heads or trip-kilometres inside the area.
  package var weight = 0.0
  /// Of these, those with a site in reach.
  package var reachedWeight = 0.0
  /// Supply that falls to it: access times weight.
  package var supply = 0.0

  /// Mean access of those with a site in reach; nil when none of them has one.
  package var mean: Double? { reachedWeight > 0 ? supply / reachedWeight : nil }

  /// Supply for each of its people, with or without a site in reach; nil when none of them has one.
  ///
  /// Over all owners its mean by weight is the supply per head of the whole.
  package var perHead: Double? { reachedWeight > 0 ? supply / weight : nil }

  /// Share of its people without a site in reach, 0...1; nil when it has no people in the area.
  package var unreachedShare: Double? { weight > 0 ? (weight - reachedWeight) / weight : nil }
}

extension FloatingCatchments {
  /// Access of every owner of a kind, in the order of its layer.
  ///
  /// - Parameters:
  ///   - points: those that the catchments were computed for.
  ///   - ownerCount: how many the layer has, some of them perhaps without a point.
  /// - Complexity: O(points + ownerCount). Sums run in the order of the points.
  package func byOwner(_ kind: DemandKind, _ points: [DemandPoint], ownerCount: Int) -> [OwnerAccess] {
    precondition(points.count == access.count, "the points of the catchments")
    var owners = [OwnerAccess](repeating: OwnerAccess(), count: ownerCount)
    for (point, access) in zip(points, access) where point.kind == kind {
      owners[point.owner].weight += point.weight
      guard let access else { continue }
      owners[point.owner].reachedWeight += point.weight
      owners[point.owner].supply += point.weight * access
    }
    return owners
  }
}
