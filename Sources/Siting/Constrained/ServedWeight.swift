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
  /// What each point is given, by rising site.
  private var given: [[Load]]
  /// By site.
  private var seen: [Bool]
  /// Most that is served of each group; empty without groups.
  private(set) var groupRoom: [Double]
  private let members: [[Int]]
  private var groupOf: [Int]
  private var seenGroups: Set<Int> = []

  private struct Load {
    var site: Int
    var weight: Double
  }

  /// What is too little to be a rest: decimal numbers leave some behind.
  let crumb: Double
  /// What is served of each demand point.
  var servedOfPoint: [Double] { given.map { $0.map(\.weight).sorted().reduce(0, +) } }

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
    given = [[Load]](repeating: [], count: problem.demandCount)
    seen = [Bool](repeating: false, count: problem.siteCount)
    serve()
    guard thenAll, groups != nil else { return }
    groupOf = []
    serve()
  }

  private mutating func serve() {
    for site in open {
      while room[site.rawValue] > crumb {
        for site in seen.indices { seen[site] = false }
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
    seen[site.rawValue] = true
    for point in covers.demand(of: site) {
      let sent = min(amount, room(for: Int(point)))
      guard sent > crumb else { continue }
      want[Int(point)] -= sent
      if !groupOf.isEmpty { groupRoom[groupOf[Int(point)]] -= sent }
      give(sent, to: Int(point), from: site.rawValue)
      return sent
    }
    for point in covers.demand(of: site) {
      // Nothing changes until something is sent.
      for place in given[Int(point)].indices {
        let (other, load) = (given[Int(point)][place].site, given[Int(point)][place].weight)
        guard load > crumb, !seen[other] else { continue }
        let sent = send(min(amount, load), from: SiteIndex(other))
        guard sent > 0 else { continue }
        give(-sent, to: Int(point), from: other)
        give(sent, to: Int(point), from: site.rawValue)
        return sent
      }
    }
    return sendWithinGroup(amount, from: site)
  }

  private mutating func give(_ weight: Double, to point: Int, from site: Int) {
    let place = given[point].firstIndex { $0.site >= site } ?? given[point].count
    if place < given[point].count, given[point][place].site == site {
      given[point][place].weight += weight
    } else {
      given[point].insert(Load(site: site, weight: weight), at: place)
    }
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
        for place in given[member].indices {
          let (other, load) = (given[member][place].site, given[member][place].weight)
          guard load > crumb, !seen[other] else { continue }
          let sent = send(min(amount, load, want[Int(point)]), from: SiteIndex(other))
          guard sent > 0 else { continue }
          give(-sent, to: member, from: other)
          want[member] += sent
          want[Int(point)] -= sent
          give(sent, to: Int(point), from: site.rawValue)
          return sent
        }
      }
    }
    return 0
  }
}
