/// A total that grows year by year: no county ever gives anything back.
///
/// What is optimised: the last year's split is the best there is, as if there were no years. Each year before takes the
/// best split of its own total within what its counties have a year later. So the end is not sold for the way, and each
/// year is proven best among those that lead to the next. A sum over the years would trade the end for the beginning.
///
/// Floors and minima of groups bind in the last year; caps always, by nesting.
package struct Programme: Sendable {
  package struct Year: Sendable {
    /// Stations or fen up to this year, it included.
    package var total: Int
    /// Of each county, up to this year.
    package var sizes: [Int]
    package var used: Int
    package var value: Double
    /// The least covered share of a county.
    package var worst: Double
    /// What the best split of this total covers that need not lead to the next year's: the price of nesting is the
    /// difference. By the programme's aim; for the last year `value`.
    package var freeValue: Double
    package var freeWorst: Double
    /// No split of this total over the points of the curves covers more.
    package var bound: Double
  }

  /// The first year first.
  package var years: [Year]
  /// The split of the last year.
  package var last: CountySplit
}

package enum ProgrammeOutcome: Sendable {
  case programme(Programme)
  case infeasible([Shortfall])
}

extension AllocationProblem {
  /// Splits year by year, backwards from the last, whose total is the problem's.
  ///
  /// - Parameter totals: of each year with those before it, the first year first; the last is this problem's `total`.
  /// - Returns: `infeasible` for totals that fall, for a year below what no county can go below, and as ``split(for:)``.
  /// - Complexity: three searches for each year.
  package func programme(_ totals: [Int], for aim: Aim) -> ProgrammeOutcome {
    precondition(totals.last == total, "the last year's total is the problem's")
    var faults: [Shortfall] = []
    for year in totals.indices.dropFirst() where totals[year] < totals[year - 1] {
      faults.append(.fallingYear(year, total: totals[year], before: totals[year - 1]))
    }
    let needed = counties.reduce(0) { $0 + $1.curve.sizes[0] }
    for year in totals.indices.dropLast() where totals[year] < needed {
      faults.append(.year(year, total: totals[year], needed: needed))
    }
    guard faults.isEmpty else { return .infeasible(faults) }
    let last: CountySplit
    switch split(for: aim) {
    case .infeasible(let faults): return .infeasible(faults)
    case .split(let found): last = found
    }
    var places = zip(counties, last.counties).map { $0.curve.place(within: $1.size)! }
    var years = [year(total, places, free: places, bound: last.bound)]
    let all = counties.map { 0...$0.curve.place(within: $0.cap ?? .max)! }
    for total in totals.dropLast().reversed() {
      places = self.places(places.map { 0...$0 }, aim, total: total, keepsReserves: false)
      let free = self.places(all, aim, total: total, keepsReserves: false)
      let menus = Menus(self, all, .bound, total: total, keepsReserves: false)
      let bound = people(menus.value(of: GroupedSearch.best(menus)))
      years.append(year(total, places, free: free, bound: bound))
    }
    return .programme(Programme(years: years.reversed(), last: last))
  }

  private func year(_ total: Int, _ places: [Int], free: [Int], bound: Double) -> Programme.Year {
    let sizes = zip(counties, places).map { $0.curve.sizes[$1] }
    return .init(
      total: total, sizes: sizes, used: sizes.reduce(0, +), value: people(value(of: places)),
      worst: worstShare(of: places), freeValue: people(value(of: free)), freeWorst: worstShare(of: free), bound: bound)
  }

  func worstShare(of places: [Int]) -> Double {
    zip(counties, places).map { $0.share($0.curve.values[$1]) }.min()!
  }
}
