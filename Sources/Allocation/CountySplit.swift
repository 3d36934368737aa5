/// A split of the total, with the proof and what there is to say about it.
package struct CountySplit: Sendable {
  /// What one county gets.
  package struct Share: Hashable, Sendable {
    package var size: Int
    /// People covered with it.
    package var value: Double
    /// Covered share of all people, 0...1.
    package var share: Double
    /// What the last step of the curve up to here brought; nil at the first point.
    package var last: Margin?
    /// What the next step would bring; nil at the curve's end.
    package var next: Margin?
    /// What keeps it from having less or more; nil where only the total does.
    package var held: Hold?
  }

  /// A step of a curve.
  package struct Margin: Hashable, Sendable {
    /// Stations or fen.
    package var size: Int
    package var people: Double

    package init(size: Int, people: Double) {
      self.size = size
      self.people = people
    }
  }

  package enum Hold: String, Hashable, Sendable {
    case floor, cap, curveEnd = "curve-end", both = "floor-and-cap"
  }

  package let aim: AllocationProblem.Aim
  /// In the order of the counties.
  package let counties: [Share]
  /// Stations or fen that the counties have.
  package let used: Int
  /// What of the groups' minima no county of theirs can use.
  package let reserved: Int
  package let total: Int
  /// People covered.
  package let value: Double
  /// No split over the points of the curves covers more.
  package let bound: Double
  /// No split at all covers more, sizes between the points included; `bound` where there are none.
  package let boundBetween: Double
  /// The covered share of the county that is covered least, and that county: the first of several.
  package let worst: (share: Double, county: Int)
  /// Of aim `worst`: no split gives the county covered least more than this.
  package let worstBound: Double?
  /// People that a unit more of the total brings about here, by the linear relaxation; 0 where it brings nothing.
  package let price: Double

  package var left: Int { total - used - reserved }
  /// `(bound - value) / value`; 0 where both are 0.
  package var gap: Double { bound > value ? (bound - value) / max(value, 1e-9) : 0 }
}

/// The result of a split: one, or why there is none.
package enum SplitOutcome: Sendable {
  case split(CountySplit)
  case infeasible([Shortfall])
}

extension AllocationProblem {
  /// The best split of the total: exact for the curves as they are, whichever way they bend.
  ///
  /// The bound is the best split of the curves' bounds under the same rules, so it holds for every plan of the counties.
  /// A county takes no more than its curve's end. What a group's minimum leaves over when the search ends goes to its own
  /// counties, in their order, as far as a point of their curves fits; what is left of the total is left.
  /// - Returns: `infeasible` with the smallest repairs when floors, caps and minima leave no split.
  /// - Complexity: see ``SplitSearch``; three of them at most.
  /// Ties: see ``SplitSearch``. One thread; deterministic.
  package func split(for aim: Aim) -> SplitOutcome {
    let shortfalls = shortfalls()
    guard shortfalls.isEmpty else { return .infeasible(shortfalls) }
    let ranges = counties.map { range(of: $0)! }
    let chosen = places(ranges, aim, total: total, keepsReserves: true)
    let wide = counties.map { wideRange(of: $0)! }
    return .split(allocation(chosen, ranges, aim, proof(ranges, wide, aim, total: total, keepsReserves: true)))
  }

  /// The best points of all counties within the ranges.
  func places(_ ranges: [ClosedRange<Int>], _ aim: Aim, total: Int, keepsReserves: Bool) -> [Int] {
    var allowed = ranges
    if aim == .worst {
      allowed = WorstShare(self, ranges, .value, total: total, keepsReserves: keepsReserves).ranges
    }
    let menus = Menus(self, allowed, .value, total: total, keepsReserves: keepsReserves)
    let places = GroupedSearch.best(menus).map { menus.points[$0] }
    return keepsReserves ? filled(places, ranges) : places
  }

  /// Uses up the minima of groups.
  private func filled(_ places: [Int], _ ranges: [ClosedRange<Int>]) -> [Int] {
    var places = places
    var left = groups.map(\.least)
    for (index, county) in counties.enumerated() {
      if let group = county.group { left[group] -= county.curve.sizes[places[index]] }
    }
    for (index, county) in counties.enumerated() {
      guard let group = county.group, left[group] > 0 else { continue }
      let now = county.curve.sizes[places[index]]
      let place = min(county.curve.place(within: now + left[group])!, ranges[index].upperBound)
      left[group] -= county.curve.sizes[place] - now
      places[index] = place
    }
    return places
  }

  /// What no split can exceed.
  struct Proof {
    /// Thousandths of people.
    var bound: Int
    var boundBetween: Int
    var worst: Double?
    /// Thousandths of people for a unit.
    var price: Double
  }

  func proof(
    _ ranges: [ClosedRange<Int>], _ wide: [ClosedRange<Int>], _ aim: Aim, total: Int, keepsReserves: Bool
  ) -> Proof {
    func best(_ figure: Menus.Figure, _ ranges: [ClosedRange<Int>]) -> Int {
      let menus = Menus(self, ranges, figure, total: total, keepsReserves: keepsReserves)
      return menus.value(of: GroupedSearch.best(menus))
    }
    let bound = best(.bound, ranges)
    let hasGaps = counties.contains { county in
      zip(county.curve.sizes, county.curve.sizes.dropFirst()).contains { $1 - $0 > 1 }
    }
    return Proof(
      bound: bound, boundBetween: hasGaps ? max(bound, best(.boundBetween, wide)) : bound,
      worst: aim == .worst
        ? WorstShare(self, wide, .boundBetween, total: total, keepsReserves: keepsReserves).share : nil,
      price: Prices(Menus(self, ranges, .value, total: total, keepsReserves: keepsReserves)).total)
  }

  func allocation(_ places: [Int], _ ranges: [ClosedRange<Int>], _ aim: Aim, _ proof: Proof) -> CountySplit {
    let shares = counties.indices.map { share($0, places[$0], ranges[$0]) }
    let used = shares.reduce(0) { $0 + $1.size }
    let menus = Menus(self, zip(places, places).map { $0...$1 }, .value, total: total, keepsReserves: true)
    let worst = shares.indices.min { (shares[$0].share, $0) < (shares[$1].share, $1) }!
    return CountySplit(
      aim: aim, counties: shares, used: used, reserved: menus.cost(of: menus.smallest) - used, total: total,
      value: people(value(of: places)), bound: people(proof.bound), boundBetween: people(proof.boundBetween),
      worst: (shares[worst].share, worst), worstBound: proof.worst, price: proof.price / CountyCurve.thousandths)
  }

  func value(of places: [Int]) -> Int { zip(counties, places).reduce(0) { $0 + $1.0.curve.values[$1.1] } }

  func people(_ value: Int) -> Double { Double(value) / CountyCurve.thousandths }

  private func share(_ index: Int, _ place: Int, _ range: ClosedRange<Int>) -> CountySplit.Share {
    let county = counties[index]
    let curve = county.curve
    func margin(_ low: Int, _ high: Int) -> CountySplit.Margin? {
      guard low >= 0, high < curve.sizes.count else { return nil }
      return .init(size: curve.sizes[high] - curve.sizes[low], people: people(curve.values[high] - curve.values[low]))
    }
    let isAtFloor = place == range.lowerBound && place > 0
    let isAtEnd = place == curve.sizes.count - 1
    let isAtCap = place == range.upperBound && !isAtEnd
    let held: CountySplit.Hold? =
      isAtFloor && isAtCap ? .both : isAtCap ? .cap : isAtFloor ? .floor : isAtEnd ? .curveEnd : nil
    return .init(
      size: curve.sizes[place], value: people(curve.values[place]), share: county.share(curve.values[place]),
      last: margin(place - 1, place), next: margin(place, place + 1), held: held)
  }
}
