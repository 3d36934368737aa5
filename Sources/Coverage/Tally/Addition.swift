import Model

/// What a site serves that neither those in operation nor those built before it serve.
package struct Addition: Hashable, Sendable {
  /// What it adds to one community, worker group or route.
  package struct Share: Hashable, Sendable {
    package var kind: DemandKind
    /// Position in its layer.
    package var owner: Int
    /// In the unit of its demand: people, heads, trip-km.
    package var weight: Double
  }

  package var site: SiteIndex
  /// By kind, the most first, ties to the lower position.
  package var shares: [Share]
}

extension CoverageMeter {
  /// What each of some new sites adds, built one after the other.
  ///
  /// - Parameters:
  ///   - sites: in the order in which they are built.
  ///   - standing: stations in operation.
  /// - Complexity: O(pairs of the sites).
  package func additions(of sites: [SiteIndex], to standing: [SiteIndex], _ covers: CoverSets) -> [Addition] {
    var isCovered = coveredPoints(by: standing, covers)
    return sites.map { site in
      var sums: [DemandKind: [Int: Double]] = [:]
      for index in covers.demand(of: site).map(Int.init) where !isCovered[index] {
        isCovered[index] = true
        let point = demand.points[index]
        sums[point.kind, default: [:]][point.owner, default: 0] += point.weight
      }
      let shares = DemandKind.allCases.flatMap { kind in
        (sums[kind] ?? [:]).filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map { Addition.Share(kind: kind, owner: $0.key, weight: $0.value) }
      }
      return Addition(site: site, shares: shares)
    }
  }
}
