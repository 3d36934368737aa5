/// Per demand point the nearest of some sites, also beyond the cutoff.
package struct NearestSites: Hashable, Sendable {
  package struct Site: Hashable, Sendable {
    /// Position in the list of sites that were asked for.
    package var site: Int
    /// In the unit of the cutoff.
    package var cost: Double

    package init(site: Int, cost: Double) {
      self.site = site
      self.cost = cost
    }
  }

  /// Nil where none can be reached.
  package var sites: [Site?]
  /// Why the point is not reached; nil when it is within the cutoff.
  package var reasons: [UnreachedReason?]

  /// Nothing reached.
  package init(count: Int) {
    sites = [Site?](repeating: nil, count: count)
    reasons = [UnreachedReason?](repeating: .noPath, count: count)
  }
}
