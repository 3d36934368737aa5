import Model

extension CapacitatedCovering {
  /// As much as the sites can serve together, floors kept, no site above its capacity; of all ways to serve that much of
  /// each demand point the one of least weighted cost.
  /// - Complexity: O(demand x pairs of the open sites) at worst.
  package func allocation(_ chosen: [SiteIndex]) -> PlanAllocation {
    let open = Set(problem.sites(.existing) + chosen).sorted()
    let needs = constraints.floors.map { floor in
      (
        members: floor.members,
        most: max(0, floorLimit(floor.share, of: floor.members.reduce(0) { $0 + problem.weights[$1] }))
      )
    }
    let flow = ServedWeight(problem, capacities, open, groups: needs.isEmpty ? nil : needs, thenAll: true)
    var transport = Transport(problem.covers, open: open, capacities: capacities, crumb: flow.crumb)
    for (point, served) in flow.servedOfPoint.enumerated() { transport.serve(point, served) }
    return PlanAllocation(parts: transport.parts)
  }
}

/// Carries given amounts from demand points to sites of limited room at the least cost: by shortest augmenting paths, one
/// point after the other, so that what is carried so far is always at its least cost.
///
/// Source: Busacker, Gowen (1960), A procedure for determining a family of minimum-cost network flow patterns.
private struct Transport {
  /// Per demand point its open sites, cheapest first, ties to the lower site.
  private var near: [[(site: Int, cost: Double)]]
  /// Per demand point what each site serves of it.
  private var given: [[Int: Double]]
  private var room: [Double]
  /// Demand points that a site serves, rising.
  private var guests: [[Int]]
  private let open: [Int]
  private let crumb: Double

  init(_ covers: CoverSets, open: [SiteIndex], capacities: [Double], crumb: Double) {
    near = [[(site: Int, cost: Double)]](repeating: [], count: covers.demandCount)
    for site in open {
      for (point, cost) in zip(covers.demand(of: site), covers.costs(of: site)) {
        near[Int(point)].append((site.rawValue, cost))
      }
    }
    for point in near.indices { near[point].sort { ($0.cost, $0.site) < ($1.cost, $1.site) } }
    given = near.map { _ in [:] }
    guests = [[Int]](repeating: [], count: covers.siteCount)
    room = capacities
    self.open = open.map(\.rawValue)
    self.crumb = crumb
  }

  var parts: [[PlanAllocation.Part]] {
    near.indices.map { point in
      near[point].compactMap { site, cost in
        given[point][site].flatMap { $0 > crumb ? .init(site: SiteIndex(site), cost: cost, weight: $0) : nil }
      }
    }
  }

  mutating func serve(_ point: Int, _ amount: Double) {
    var left = amount
    while left > crumb {
      let sent = send(point, left)
      guard sent > 0 else { return }
      left -= sent
    }
  }

  private mutating func put(_ point: Int, _ site: Int, _ amount: Double) {
    let sum = given[point][site, default: 0] + amount
    given[point][site] = sum > crumb ? sum : nil
    let place = guests[site].firstPlace { $0 >= point }
    let isGuest = place < guests[site].count && guests[site][place] == point
    if sum > crumb, !isGuest { guests[site].insert(point, at: place) }
    if sum <= crumb, isGuest { guests[site].remove(at: place) }
  }

  /// Sends at most `amount` along the cheapest way: to a site with room, or to one whose guests move on.
  private mutating func send(_ point: Int, _ amount: Double) -> Double {
    // Nobody is cheaper off elsewhere than where he is: room at the nearest site needs no search.
    if let nearest = near[point].first, room[nearest.site] > crumb {
      let sent = min(amount, room[nearest.site])
      put(point, nearest.site, sent)
      room[nearest.site] -= sent
      return sent
    }
    // By site.
    var cost = [Double](repeating: .infinity, count: room.count)
    var from = [(site: Int, guest: Int)?](repeating: nil, count: room.count)
    for (site, own) in near[point] { cost[site] = own }
    // Bellman, Ford: as many rounds as there are sites are enough.
    var isChanged = true
    for _ in open where isChanged {
      isChanged = false
      for site in open {
        let here = cost[site]
        guard here < .infinity else { continue }
        for guest in guests[site] {
          guard let own = near[guest].first(where: { $0.site == site })?.cost else { continue }
          for (other, price) in near[guest] where other != site {
            let there = here + price - own
            guard there < cost[other] - 1e-9 * max(1, abs(there)) else { continue }
            cost[other] = there
            from[other] = (site, guest)
            isChanged = true
          }
        }
      }
    }
    let ends = open.filter { room[$0] > crumb && cost[$0] < .infinity }
    guard let end = ends.min(by: { (cost[$0], $0) < (cost[$1], $1) }) else { return 0 }
    var sent = min(amount, room[end])
    var way = [end]
    while let step = from[way[way.count - 1]], way.count <= open.count {
      sent = min(sent, given[step.guest][step.site] ?? 0)
      way.append(step.site)
    }
    guard way.count <= open.count, sent > 0 else { return 0 }
    for site in way {
      guard let step = from[site] else { break }
      put(step.guest, step.site, -sent)
      put(step.guest, site, sent)
    }
    put(point, way[way.count - 1], sent)
    room[end] -= sent
    return sent
  }
}

extension [Int] {
  /// Of a rising list the place of the first element that is so, or its end.
  fileprivate func firstPlace(_ isSo: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
