import Model

/// The most weight that open sites of limited capacity can serve, by the rule of the verifier: depth-first augmenting
/// paths over the raw cover sets, nothing merged.
///
/// Independent of ``CapacityState``, which searches breadth first over merged rows.
struct ServedWeight {
  private(set) var total = 0.0
  private let covers: CoverSets
  private let open: [SiteIndex]
  private var room: [Double]
  private var want: [Double]
  /// Weight of each point by open site.
  private var given: [[Int: Double]]
  private var seen: Set<Int> = []
  /// What is too little to be a rest: decimal numbers leave some behind.
  private let crumb: Double

  init(_ problem: SitingProblem, _ capacities: [Double], _ open: [SiteIndex]) {
    covers = problem.covers
    self.open = open
    room = capacities
    want = problem.weights
    crumb = 1e-12 * max(problem.totalWeight, .leastNormalMagnitude)
    given = [[Int: Double]](repeating: [:], count: problem.demandCount)
    for site in open {
      while room[site.rawValue] > crumb {
        seen = []
        let sent = send(room[site.rawValue], from: site)
        guard sent > 0 else { break }
        room[site.rawValue] -= sent
        total += sent
      }
    }
  }

  /// Sends at most `amount` along one path.
  private mutating func send(_ amount: Double, from site: SiteIndex) -> Double {
    seen.insert(site.rawValue)
    for point in covers.demand(of: site) where want[Int(point)] > crumb {
      let sent = min(amount, want[Int(point)])
      want[Int(point)] -= sent
      given[Int(point)][site.rawValue, default: 0] += sent
      return sent
    }
    for point in covers.demand(of: site) {
      for (other, load) in given[Int(point)].sorted(by: { $0.key < $1.key }) where load > crumb && !seen.contains(other)
      {
        let sent = send(min(amount, load), from: SiteIndex(other))
        guard sent > 0 else { continue }
        given[Int(point)][other]! -= sent
        given[Int(point)][site.rawValue, default: 0] += sent
        return sent
      }
    }
    return 0
  }
}
