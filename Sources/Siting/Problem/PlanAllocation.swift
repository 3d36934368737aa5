import Model

/// Which open site serves how much of which demand point: what the value of a plan is the sum of.
///
/// Publish this beside a plan rather than the nearest site: under capacities a site serves what it can hold, and where
/// cover fades a point counts with a part of its weight.
package struct PlanAllocation: Hashable, Sendable {
  /// What one site serves of a demand point.
  package struct Part: Hashable, Sendable {
    package var site: SiteIndex
    /// In the unit of the cover sets.
    package var cost: Double
    /// More than 0, unless the demand point has no weight.
    package var weight: Double

    package init(site: SiteIndex, cost: Double, weight: Double) {
      self.site = site
      self.cost = cost
      self.weight = weight
    }
  }

  /// Per demand point the sites that serve it, most weight first, ties to the lower site; none where nobody does.
  package var parts: [[Part]]

  /// Weight served of each demand point.
  package var served: [Double] { parts.map { $0.reduce(0) { $0 + $1.weight } } }

  /// Weight that each of `siteCount` sites serves, summed in the order of the demand.
  package func load(siteCount: Int) -> [Double] {
    var load = [Double](repeating: 0, count: siteCount)
    for part in parts.joined() { load[part.site.rawValue] += part.weight }
    return load
  }

  /// Every demand point to its nearest site, ties to the lower index.
  /// - Parameters:
  ///   - open: existing and chosen sites.
  ///   - factor: how much of the weight counts at a cost; a point of which nothing counts is served by nobody.
  package init(nearest open: [SiteIndex], in problem: SitingProblem, factor: (Double) -> Double = { _ in 1 }) {
    parts = problem.covers.nearest(among: open.sorted()).enumerated().map { point, nearest in
      guard let nearest, case let factor = factor(nearest.cost), factor > 0 else { return [] }
      return [Part(site: nearest.site, cost: nearest.cost, weight: problem.weights[point] * factor)]
    }
  }
}

extension PlanAllocation {
  init(parts: [[Part]]) {
    self.parts = parts.map { $0.sorted { ($1.weight, $0.site) < ($0.weight, $1.site) } }
  }
}
