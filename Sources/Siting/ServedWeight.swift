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
  /// Most that is served of each group; empty without groups.
  private(set) var groupRoom: [Double]
  private let members: [[Int]]
  private var groupOf: [Int]
  private var seenGroups: Set<Int> = []
  /// What is too little to be a rest: decimal numbers leave some behind.
  let crumb: Double
  /// What is served of each demand point.
  var servedOfPoint: [Double] { given.map { $0.values.sorted().reduce(0, +) } }

  /// - Parameter groups: members and the most that counts of them; groups share no point, points outside all groups
  ///   then count nothing. nil counts every point.
  /// - Parameter thenAll: afterwards all points are served on, whatever their group: what groups have they keep.
  init(
    _ problem: SitingProblem, _ capacities: [Double], _ open: [SiteIndex],
    groups: [(members: [Int], most: Double)]? = nil, thenAll: Bool = false
  ) {
    groupRoom = groups?.map(\.most) ?? []
    members = groups?.map(\.members) ?? []
    groupOf = [Int](repeating: -1, count: groups == nil ? 0 : problem.demandCount)
    for (group, points) in members.enumerated() { for point in points { groupOf[point] = group } }
    covers = problem.covers
    self.open = open
    room = capacities
    want = problem.weights
    crumb = 1e-12 * max(problem.totalWeight, .leastNormalMagnitude)
    given = [[Int: Double]](repeating: [:], count: problem.demandCount)
    serve()
    guard thenAll, groups != nil else { return }
    groupOf = []
    serve()
  }

  private mutating func serve() {
    for site in open {
      while room[site.rawValue] > crumb {
        seen = []
        seenGroups = []
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
    for point in covers.demand(of: site) {
      let sent = min(amount, room(for: Int(point)))
      guard sent > crumb else { continue }
      want[Int(point)] -= sent
      if !groupOf.isEmpty { groupRoom[groupOf[Int(point)]] -= sent }
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
    return sendWithinGroup(amount, from: site)
  }

  /// What a point may still be given.
  private func room(for point: Int) -> Double {
    guard !groupOf.isEmpty else { return want[point] }
    return groupOf[point] < 0 ? 0 : min(want[point], groupRoom[groupOf[point]])
  }

  /// Serves a point in want of a full group in another one's place.
  private mutating func sendWithinGroup(_ amount: Double, from site: SiteIndex) -> Double {
    guard !groupOf.isEmpty else { return 0 }
    for point in covers.demand(of: site) where want[Int(point)] > crumb && groupOf[Int(point)] >= 0 {
      guard seenGroups.insert(groupOf[Int(point)]).inserted else { continue }
      for member in members[groupOf[Int(point)]] where member != Int(point) {
        for (other, load) in given[member].sorted(by: { $0.key < $1.key })
        where load > crumb && !seen.contains(other) {
          let sent = send(min(amount, load, want[Int(point)]), from: SiteIndex(other))
          guard sent > 0 else { continue }
          given[member][other]! -= sent
          want[member] += sent
          want[Int(point)] -= sent
          given[Int(point)][site.rawValue, default: 0] += sent
          return sent
        }
      }
    }
    return 0
  }
}
