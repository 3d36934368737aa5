import Geometry
import Model

/// What of the streets a site reaches, or why it reaches none.
package enum SiteStreets: Sendable {
  /// Within each of some cutoffs, by rising street, then along it.
  case reached([[ReachedRange]])
  case unreached(UnreachedReason)
}

/// What is known of a network's places besides its streets: where the drawn areas agree with the tables.
package struct AreaPlaces: Sendable {
  /// The places within the largest cutoff of a site, with their cost in the unit of the search.
  package var reached: @Sendable (_ site: Int) -> [(place: Int, cost: Int)]
  /// Of a place: whether the rows tell if it is within the cutoff.
  package var isKnown: @Sendable (_ place: Int) -> Bool

  package init(
    isKnown: @escaping @Sendable (_ place: Int) -> Bool = { _ in true },
    reached: @escaping @Sendable (_ site: Int) -> [(place: Int, cost: Int)]
  ) {
    self.isKnown = isKnown
    self.reached = reached
  }
}

/// The service areas of many sites, drawn by all workers.
///
/// - Parameters:
///   - sites: what each reaches; one that reaches nothing has empty areas.
///   - cutoffs: inclusive, rising, in the unit of the searches, as many as each site has lists of streets.
///   - places: those of the territories, in their order; nil where nothing is known of them.
/// - Returns: per site, in their order, one area per cutoff, each within the next.
/// - Complexity: O(cells reached) for each area, and sorting its outer border.
/// Deterministic for any number of threads.
package func drawServiceAreas(
  _ sites: [SiteStreets], cutoffs: [Int], in territories: Territories, agreeingAt places: AreaPlaces? = nil,
  threads: Int
) async -> [[DrawnArea]] {
  await withTaskGroup(of: [(Int, [DrawnArea])].self) { group in
    let workers = max(1, min(threads, sites.count))
    for worker in 0..<workers {
      group.addTask {
        var drawing = TerritoryDrawing(territories)
        return stride(from: worker, to: sites.count, by: workers).map { site in
          (site, areas(sites[site], site, cutoffs, &drawing, places))
        }
      }
    }
    var drawn = [[DrawnArea]](repeating: [], count: sites.count)
    for await part in group {
      for (site, areas) in part { drawn[site] = areas }
    }
    return drawn
  }
}

private func areas(
  _ site: SiteStreets, _ index: Int, _ cutoffs: [Int], _ drawing: inout TerritoryDrawing, _ places: AreaPlaces?
) -> [DrawnArea] {
  guard case .reached(let streets) = site else {
    guard case .unreached(let reason) = site else { return [] }
    return cutoffs.map { _ in DrawnArea(shape: .multiPolygon([]), reason: .unreached(reason)) }
  }
  let row = places?.reached(index) ?? []
  return zip(cutoffs, streets).map { cutoff, ranges in
    var area = drawing.area(
      ranges, isKnown: { places?.isKnown($0) ?? false },
      places: row.filter { $0.cost <= cutoff }.map(\.place))
    if area.shape.isEmpty { area.reason = .longAccess }
    return area
  }
}
