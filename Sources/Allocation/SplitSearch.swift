/// The best entry of each menu within a total, without reserves: exact, however the curves bend.
///
/// By the price every entry of a menu loses something against the menu's best, and the total what is left of it; the value
/// of a choice is the bound less its losses. So the best choice is the one that loses least, and an entry that alone loses
/// more than a known choice is in none. The search takes what loses little (``Ladder``) and lets the limit grow until the
/// best it finds is within it: nothing outside can be better.
///
/// Ties: of equally good choices one that the fixed order of work finds; the same at every run.
/// - Complexity: usually a few sorts of all points. At worst O(points of all counties · sizes within the total), with
///   memory for the square root of the counties times the sizes.
struct SplitSearch {
  private let menus: Menus
  private let price: Double
  /// A simple choice to begin with.
  private let simple: [Int]
  /// The entry that each county would take at the price.
  private let preferred: [Int]

  init(_ menus: Menus) {
    precondition(menus.reserves.isEmpty, "reserves belong to GroupedSearch")
    let prices = Prices(menus)
    self.menus = menus
    price = prices.total
    simple = prices.rounded
    preferred = (0..<menus.count).map { menus.preferred(of: $0, at: prices.total) }
  }

  /// How much smaller than the loss of a simple choice the first limit is, and by how much it grows.
  static let (start, growth) = (1.0 / 1024, 2.0)

  func best() -> [Int] {
    var best = simple
    var known = loss(of: best)
    var limit = known * Self.start
    while true {
      if let found = choice(within: limit), menus.value(of: found) > menus.value(of: best) {
        best = found
        known = loss(of: best)
      }
      if limit >= known { return best }
      limit = min(known, max(limit * Self.growth, 1))
    }
  }

  /// What a choice brings less than the bound by the price.
  private func loss(of chosen: [Int]) -> Double {
    chosen.indices.reduce(price * Double(menus.total - menus.cost(of: chosen))) {
      $0 + menus.loss(chosen[$1], against: preferred[$1], at: price)
    }
  }

  /// The best of all choices that lose no more than the limit; nil when there is none.
  private func choice(within limit: Double) -> [Int]? {
    let rungs = (0..<menus.count).compactMap { LadderRung($0, menus, preferred[$0], price, limit) }.sorted()
    let room = preferred.reduce(menus.total) { $0 - menus.sizes[$1] }
    var ladder = Ladder(rungs, price: price, target: room, under: price, over: .infinity, limit: limit)
    let (last, landings) = ladder.climb(tightens: true)
    // Values ascend with costs: the last state is the best.
    guard let cost = last.costs.last, ladder.lossAtEnd(cost, last.values.last!) <= ladder.limit else { return nil }
    var chosen = preferred
    for (rung, step) in zip(rungs, ladder.way(to: cost, landings)) { chosen[rung.county] = rung.entries[step] }
    return chosen
  }
}

/// The entries of a county that lose little, as steps from the preferred one.
struct LadderRung: Comparable {
  let county: Int
  let entries: [Int]
  let steps: [Ladder.Step]
  /// The least loss of an entry beside the preferred.
  private let nearest: Double

  /// - Returns: nil where only the preferred entry loses no more than the limit.
  init?(_ county: Int, _ menus: Menus, _ preferred: Int, _ price: Double, _ limit: Double) {
    var entries: [Int] = []
    var nearest = Double.infinity
    for entry in menus.entries(of: county) {
      let loss = menus.loss(entry, against: preferred, at: price)
      guard entry == preferred || loss <= limit + Ladder.tolerance else { continue }
      entries.append(entry)
      if entry != preferred { nearest = min(nearest, loss) }
    }
    guard entries.count > 1 else { return nil }
    self.county = county
    self.entries = entries
    self.nearest = nearest
    steps = entries.map {
      .init(cost: menus.sizes[$0] - menus.sizes[preferred], value: menus.values[$0] - menus.values[preferred])
    }
  }

  static func < (a: LadderRung, b: LadderRung) -> Bool { (a.nearest, a.county) < (b.nearest, b.county) }
  static func == (a: LadderRung, b: LadderRung) -> Bool { a.county == b.county }
}

extension Menus {
  /// The entry of a county with the most value less its size at the price; the smallest of several.
  func preferred(of county: Int, at price: Double) -> Int {
    var best = starts[county]
    for entry in entries(of: county).dropFirst() where loss(entry, against: best, at: price) < 0 { best = entry }
    return best
  }

  func loss(_ entry: Int, against preferred: Int, at price: Double) -> Double {
    price * Double(sizes[entry] - sizes[preferred]) - Double(values[entry] - values[preferred])
  }
}
