import Model

/// A community or worker group and the site that serves most of its weight, the plan included.
package struct Allocation: Hashable, Sendable {
  package var kind: DemandKind
  /// Position in its layer.
  package var owner: Int
  package var site: SiteIndex
  /// Mean over the weight that the site serves.
  package var minutes: Double
}

extension CoverageMeter {
  /// For each community and worker group the site within the cutoff that is nearest for most of its weight; those that no
  /// site covers are left out.
  ///
  /// - Parameter sites: stations in operation, and those of the plan.
  /// - Complexity: O(pairs of the sites + demand points).
  package func allocations(_ sites: [SiteIndex], _ covers: CoverSets) -> [Allocation] {
    let nearest = covers.nearest(among: sites)
    var bySite: [DemandKind: [Int: [SiteIndex: (weight: Double, minutes: Double)]]] = [:]
    for (index, point) in demand.points.enumerated() where point.kind != .routes {
      guard let best = nearest[index], point.weight > 0 else { continue }
      bySite[point.kind, default: [:]][point.owner, default: [:]][best.site, default: (0, 0)].weight += point.weight
      bySite[point.kind]![point.owner]![best.site]!.minutes +=
        point.weight * circle.minutes(cost: best.cost, by: demand.mode(of: index))
    }
    return [DemandKind.communities, .workers].flatMap { kind in
      (bySite[kind] ?? [:]).sorted { $0.key < $1.key }.map { owner, sites in
        let (site, sum) = sites.max { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }!
        return Allocation(kind: kind, owner: owner, site: site, minutes: sum.minutes / sum.weight)
      }
    }
  }
}
