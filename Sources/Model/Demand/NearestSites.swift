/// Per demand point the nearest of some sites, also beyond the cutoff.
public struct NearestSites: Hashable, Sendable {
  public struct Site: Hashable, Sendable {
    /// Position in the list of sites that were asked for.
    public var site: Int
    /// In the unit of the cutoff.
    public var cost: Double

    public init(site: Int, cost: Double) {
      self.site = site
      self.cost = cost
    }
  }

  /// Nil where none can be reached.
  public var sites: [Site?]
  /// Why the point is not reached; nil when it is within the cutoff.
  public var reasons: [UnreachedReason?]

  /// Nothing reached.
  public init(count: Int) {
    sites = [Site?](repeating: nil, count: count)
    reasons = [UnreachedReason?](repeating: .noPath, count: count)
  }
}
