import Model

/// Some of the demand under one name: all of a kind, a town's, a community, a trade, a route.
package struct DemandGroup: Hashable, Sendable {
  /// By what demand is grouped.
  package enum Level: String, Hashable, CaseIterable, Sendable {
    case district, town, trade, community, route
  }

  package var level: Level
  /// The record's id, or the name where the group is no record; empty for the district.
  package var id: String
  package var name: String
  /// Of which the group is a part; empty when it is none's, or nobody says.
  package var town: String
  package var kind: DemandKind

  package init(_ level: Level, id: String = "", name: String = "", town: String = "", _ kind: DemandKind) {
    self.level = level
    self.id = id
    self.name = name
    self.town = town
    self.kind = kind
  }
}

/// Which groups each owner (community, worker group, route) belongs to: what figures are told for.
///
/// Sums run over the points of an owner in their order, then over the owners of a group in theirs: equal input gives
/// equal bits.
package struct DemandGroups: Sendable {
  /// By level, each level in the order in which its first owner stands.
  package private(set) var groups: [DemandGroup] = []
  /// Per kind and owner the positions of its groups.
  package private(set) var ofOwner: [DemandKind: [[Int]]] = [:]

  /// - Parameter memberships: per kind and owner the groups it belongs to, each once.
  /// - Complexity: O(memberships).
  package init(_ memberships: [DemandKind: [[DemandGroup]]]) {
    var first: [DemandGroup: Int] = [:]
    var found: [DemandGroup] = []
    for kind in DemandKind.allCases {
      for group in (memberships[kind] ?? []).joined() where first.updateValue(0, forKey: group) == nil {
        found.append(group)
      }
    }
    let order = Dictionary(
      uniqueKeysWithValues: DemandGroup.Level.allCases.enumerated().map { ($1, $0) })
    groups = found.enumerated().sorted { (order[$0.element.level]!, $0.offset) < (order[$1.element.level]!, $1.offset) }
      .map(\.element)
    for (position, group) in groups.enumerated() { first[group] = position }
    ofOwner = memberships.mapValues { owners in owners.map { $0.map { first[$0]! } } }
  }

  /// Per group the sum of an amount over its demand points.
  ///
  /// - Complexity: O(points + memberships).
  package func sums(_ demand: [DemandPoint], _ amount: (Int) -> Double) -> [Double] {
    var owners = ofOwner.mapValues { [Double](repeating: 0, count: $0.count) }
    for kind in DemandKind.allCases {
      guard var sums = owners.removeValue(forKey: kind) else { continue }
      for (index, point) in demand.enumerated() where point.kind == kind { sums[point.owner] += amount(index) }
      owners[kind] = sums
    }
    var sums = [Double](repeating: 0, count: groups.count)
    for kind in DemandKind.allCases {
      for (owner, of) in (ofOwner[kind] ?? []).enumerated() {
        for group in of { sums[group] += owners[kind]![owner] }
      }
    }
    return sums
  }

  /// Per group the positions of its demand points, rising.
  ///
  /// - Complexity: O(points x groups of a point).
  package func points(_ demand: [DemandPoint]) -> [[Int]] {
    var points = [[Int]](repeating: [], count: groups.count)
    for (index, point) in demand.enumerated() {
      for group in ofOwner[point.kind]?[point.owner] ?? [] { points[group].append(index) }
    }
    return points
  }
}
