/// Why no split keeps to what is asked, with the smallest change that would do.
package enum Shortfall: Hashable, Sendable {
  /// Nothing on the county's curve lies from its floor to its cap: the floor is above the curve's end (`cap` nil), or cap
  /// and floor leave no point between them. Lower the floor to `highest`, the largest size within the cap; nil where the
  /// cap lies below the whole curve, which begins at `lowest`.
  case county(Int, floor: Int, cap: Int?, highest: Int?, lowest: Int)
  /// The group's minimum is more than its counties may take together, `most`. Lower it to that.
  case group(Int, least: Int, most: Int)
  /// Floors and minima need more than the total. Raise it to `needed`, or lower them by the difference.
  case total(Int, needed: Int)
  /// What no county can go below needs more than this year's total; 0 is the first year.
  case year(Int, total: Int, needed: Int)
  /// A year's total is below that of the year before.
  case fallingYear(Int, total: Int, before: Int)
}

extension AllocationProblem {
  /// The points that each county may have: from floor to cap.
  ///
  /// - Returns: nil for a county without any.
  func range(of county: County) -> ClosedRange<Int>? {
    guard let low = county.curve.place(from: county.floor),
      let high = county.curve.place(within: county.cap ?? .max), low <= high
    else { return nil }
    return low...high
  }

  /// The same for sizes between points: from the point below the floor.
  func wideRange(of county: County) -> ClosedRange<Int>? {
    range(of: county).map { (county.curve.place(within: county.floor) ?? $0.lowerBound)...$0.upperBound }
  }

  /// What keeps every split from the rules; empty when there is one.
  ///
  /// Faults of counties come first, then those of groups, then that of the total: each is told once those before are mended.
  package func shortfalls() -> [Shortfall] {
    let ofCounties = counties.indices.filter { range(of: counties[$0]) == nil }.map { index in
      let county = counties[index]
      return Shortfall.county(
        index, floor: county.floor, cap: county.cap,
        highest: county.curve.place(within: county.cap ?? .max).map { county.curve.sizes[$0] },
        lowest: county.curve.sizes[0])
    }
    guard ofCounties.isEmpty else { return ofCounties }
    var most = [Int](repeating: 0, count: groups.count)
    for county in counties {
      if let group = county.group { most[group] += county.curve.sizes[range(of: county)!.upperBound] }
    }
    let ofGroups = groups.indices.filter { most[$0] < groups[$0].least }.map {
      Shortfall.group($0, least: groups[$0].least, most: most[$0])
    }
    guard ofGroups.isEmpty else { return ofGroups }
    let menus = Menus(self, counties.map { range(of: $0)! }, .value, total: total, keepsReserves: true)
    let needed = menus.cost(of: menus.smallest)
    return needed > total ? [.total(total, needed: needed)] : []
  }
}
