import Model

/// A community or worker group and the site that serves most of its weight, the plan included.
package struct Allocation: Hashable, Sendable {
  package var kind: DemandKind
  /// Position in its layer.
  package var owner: Int
  package var site: SiteIndex
  /// Mean over the weight that the site serves.
  package var minutes: Double
  /// Visits a day that it serves of it; nil where all go to the nearest.
  package var visits: Double?
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

  /// For each owner of each kind every site that serves some of its visits, the most first, ties to the lower site.
  ///
  /// - Parameter parts: per demand point the sites that serve it, with the cost and the visits a day.
  /// - Complexity: O(parts).
  package func allocations(of parts: [[(site: SiteIndex, cost: Double, visits: Double)]]) -> [Allocation] {
    var found: [DemandKind: [Int: [SiteIndex: (visits: Double, minutes: Double)]]] = [:]
    for (index, point) in demand.points.enumerated() {
      for part in parts[index] where part.visits > 0 {
        found[point.kind, default: [:]][point.owner, default: [:]][part.site, default: (0, 0)].visits += part.visits
        found[point.kind]![point.owner]![part.site]!.minutes +=
          part.visits * circle.minutes(cost: part.cost, by: demand.mode(of: index))
      }
    }
    return DemandKind.allCases.flatMap { kind in
      (found[kind] ?? [:]).sorted { $0.key < $1.key }.flatMap { owner, sites in
        sites.sorted { ($1.value.visits, $0.key) < ($0.value.visits, $1.key) }.map { site, sum in
          Allocation(kind: kind, owner: owner, site: site, minutes: sum.minutes / sum.visits, visits: sum.visits)
        }
      }
    }
  }
}
