import Model

/// How much of a total is covered.
public struct CoveredShare: Hashable, Sendable {
  /// Residents, heads or trip-kilometres.
  public var total: Double
  public var covered: Double

  package init(total: Double = 0, covered: Double = 0) {
    self.total = total
    self.covered = covered
  }

  /// 0...1; nil when there is nothing to cover.
  public var share: Double? { total > 0 ? covered / total : nil }

  mutating func add(_ weight: Double, isCovered: Bool) {
    total += weight
    if isCovered { covered += weight }
  }
}

/// Covered weight by kind of demand and by owner (community, worker group, route).
///
/// Sums run in the order of the demand points, so equal input gives equal bits.
public struct CoverageTally: Hashable, Sendable {
  package private(set) var byKind: [DemandKind: CoveredShare]
  /// Per kind, one entry for each owner's position in its layer.
  public private(set) var byOwner: [DemandKind: [CoveredShare]]

  /// - Parameters:
  ///   - isCovered: one flag per demand point.
  ///   - ownerCounts: how many owners each kind has; a kind without an entry has none.
  /// - Complexity: O(points).
  package init(demand: [DemandPoint], isCovered: [Bool], ownerCounts: [DemandKind: Int]) {
    precondition(demand.count == isCovered.count, "one flag for each demand point")
    var kinds = DemandKind.allCases.map { _ in CoveredShare() }
    var owners = DemandKind.allCases.map { [CoveredShare](repeating: .init(), count: ownerCounts[$0] ?? 0) }
    for (point, covered) in zip(demand, isCovered) {
      let kind = point.kind.position
      kinds[kind].add(point.weight, isCovered: covered)
      owners[kind][point.owner].add(point.weight, isCovered: covered)
    }
    byKind = Dictionary(uniqueKeysWithValues: zip(DemandKind.allCases, kinds))
    byOwner = Dictionary(uniqueKeysWithValues: zip(DemandKind.allCases, owners))
  }
}

/// Covered weight by kind alone.
///
/// - Complexity: O(points).
func coveredByKind(_ demand: [DemandPoint], isCovered: [Bool]) -> [DemandKind: CoveredShare] {
  var kinds = DemandKind.allCases.map { _ in CoveredShare() }
  for (point, covered) in zip(demand, isCovered) { kinds[point.kind.position].add(point.weight, isCovered: covered) }
  return Dictionary(uniqueKeysWithValues: zip(DemandKind.allCases, kinds))
}

/// Covered weight of some of the points, summed in their order.
///
/// - Complexity: O(points).
package func coveredShare(of points: some Sequence<Int>, _ demand: [DemandPoint], isCovered: [Bool]) -> CoveredShare {
  var share = CoveredShare()
  for point in points { share.add(demand[point].weight, isCovered: isCovered[point]) }
  return share
}

extension DemandKind {
  fileprivate var position: Int {
    switch self {
    case .communities: 0
    case .workers: 1
    case .routes: 2
    }
  }
}
