/// The best entry of each menu within a total of which each group's reserve is set aside.
///
/// Losses are those of ``SplitSearch``, with a price for each group; a group also loses what its size lies beside its
/// reserve. What each group loses at least is found first. A choice that loses less than a known one then loses, in each
/// group, at most the difference more than that: those choices of a group, cheaper ones that bring as much left out, make
/// one menu with the reserve as least cost, and ``SplitSearch`` splits the total over these menus. The limit grows until
/// the best it finds is within it.
struct GroupedSearch {
  private let menus: Menus
  private let prices: Prices
  private let preferred: [Int]
  private let members: [[Int]]
  /// What the best choice of each group loses.
  private var leastLosses: [Double] = []

  init(_ menus: Menus) {
    let prices = Prices(menus)
    self.menus = menus
    self.prices = prices
    preferred = (0..<menus.count).map { menus.preferred(of: $0, at: prices.price(of: $0, menus)) }
    var members = [[Int]](repeating: [], count: menus.reserves.count)
    for county in 0..<menus.count {
      if let group = menus.groups[county] { members[group].append(county) }
    }
    self.members = members
    leastLosses = members.indices.map { members[$0].isEmpty ? 0 : leastLoss(of: $0) }
  }

  /// - Returns: the entry of each county.
  static func best(_ menus: Menus) -> [Int] {
    precondition(menus.cost(of: menus.smallest) <= menus.total, "the smallest of everything is above the total")
    if menus.groups.allSatisfy({ $0 == nil }) { return SplitSearch(menus.withoutGroups).best() }
    return GroupedSearch(menus).best()
  }

  private func best() -> [Int] {
    var best = prices.rounded
    let least = leastLosses.reduce(0, +)
    var known = loss(of: best) - least
    var limit = known * SplitSearch.start
    while true {
      if let found = choice(within: limit, above: menus.value(of: best)) {
        best = found
        known = loss(of: best) - least
      }
      if limit >= known { return best }
      limit = min(known, max(limit * SplitSearch.growth, 1))
    }
  }

  /// What a choice brings less than the bound by the prices.
  private func loss(of chosen: [Int]) -> Double {
    var inGroup = [Int](repeating: 0, count: menus.reserves.count)
    var loss = prices.total * Double(menus.total - menus.cost(of: chosen))
    for (county, entry) in chosen.enumerated() {
      if let group = menus.groups[county] { inGroup[group] += menus.sizes[entry] }
      loss += menus.loss(entry, against: preferred[county], at: prices.price(of: county, menus))
    }
    for group in inGroup.indices where !members[group].isEmpty { loss += reserveLoss(group, inGroup[group]) }
    return loss
  }

  private func reserveLoss(_ group: Int, _ size: Int) -> Double {
    let beyond = size - menus.reserves[group]
    return beyond > 0
      ? (prices.total - prices.ofGroup[group]) * Double(beyond) : prices.ofGroup[group] * Double(-beyond)
  }

  /// The best choice of the groups' menus within the limit, beyond what the groups lose anyway; nil when it is worth no more
  /// than what is known, or the least of these is above the total.
  private func choice(within limit: Double, above known: Int) -> [Int]? {
    var entries: [[Int]] = []
    var top = Menus(total: menus.total)
    for county in 0..<menus.count where menus.groups[county] == nil {
      let own = menus.entries(of: county).filter {
        $0 == preferred[county]
          || menus.loss($0, against: preferred[county], at: prices.total) <= limit + Ladder.tolerance
      }
      top.append(own.map { (menus.sizes[$0], menus.values[$0]) })
      entries.append(own)
    }
    let bundles = members.indices.filter { !members[$0].isEmpty }.map { GroupChoices(self, $0, limit) }
    for bundle in bundles { top.append(bundle.entries) }
    guard top.cost(of: top.smallest) <= top.total else { return nil }
    let found = SplitSearch(top).best()
    guard top.value(of: found) > known else { return nil }
    var chosen = preferred
    var place = 0
    for county in 0..<menus.count where menus.groups[county] == nil {
      chosen[county] = entries[place][found[place] - top.starts[place]]
      place += 1
    }
    for bundle in bundles {
      for (county, entry) in bundle.choice(found[place] - top.starts[place]) { chosen[county] = entry }
      place += 1
    }
    return chosen
  }

  /// The counties of a group, as far as they lose no more than the limit.
  private func ladder(_ group: Int, _ limit: Double) -> (rungs: [LadderRung], ladder: Ladder) {
    let price = prices.ofGroup[group]
    let rungs = members[group].compactMap { LadderRung($0, menus, preferred[$0], price, limit) }.sorted()
    let target = members[group].reduce(menus.reserves[group]) { [preferred] in $0 - menus.sizes[preferred[$1]] }
    return (
      rungs, Ladder(rungs, price: price, target: target, under: price, over: prices.total - price, limit: limit)
    )
  }

  private func leastLoss(of group: Int) -> Double {
    let known = reserveLoss(group, members[group].reduce(0) { [preferred] in $0 + menus.sizes[preferred[$1]] })
    var limit = known * SplitSearch.start
    while true {
      var (_, ladder) = ladder(group, limit)
      let (states, _) = ladder.climb(tightens: true)
      let least = (0..<states.count).map { ladder.lossAtEnd(states.costs[$0], states.values[$0]) }.min() ?? .infinity
      if least <= limit || limit >= known { return min(least, known) }
      limit = min(known, max(limit * SplitSearch.growth, 1))
    }
  }

  /// What one group can do that loses little, each with what it takes of the total.
  private struct GroupChoices {
    let counties: [Int]
    /// Cost and value, ascending.
    var entries: [(Int, Int)] = []
    private let search: GroupedSearch
    private let rungs: [LadderRung]
    private let ladder: Ladder
    private let landings: [Ladder.States]
    /// The cost of the state behind each entry.
    private var states: [Int] = []

    init(_ search: GroupedSearch, _ group: Int, _ limit: Double) {
      self.search = search
      counties = search.members[group]
      var (rungs, ladder) = search.ladder(group, limit + search.leastLosses[group])
      let (found, landings) = ladder.climb(tightens: false)
      (self.rungs, self.ladder, self.landings) = (rungs, ladder, landings)
      let menus = search.menus
      let base = counties.reduce(0) { $0 + menus.values[search.preferred[$1]] }
      // Below the reserve all cost the reserve: of those the last is the best.
      for state in 0..<found.count where state + 1 == found.count || found.costs[state + 1] > ladder.target {
        entries.append((menus.reserves[group] + max(0, found.costs[state] - ladder.target), base + found.values[state]))
        states.append(found.costs[state])
      }
    }

    func choice(_ entry: Int) -> [(county: Int, entry: Int)] {
      let way = zip(rungs, ladder.way(to: states[entry], landings)).map { ($0.county, $0.entries[$1]) }
      return counties.map { ($0, search.preferred[$0]) } + way
    }
  }
}
