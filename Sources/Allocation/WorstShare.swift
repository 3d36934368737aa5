/// The best covered share that every county can reach at once.
///
/// A share is either reached by all within the total or not, and what reaches it costs least with each county's smallest
/// size: so it is found by halving the list of all shares. Shares are compared as double numbers.
/// - Complexity: O(m log m) for m points.
struct WorstShare {
  /// Of the county that is covered least.
  let share: Double
  /// The points from which each county reaches it.
  let ranges: [ClosedRange<Int>]

  init(
    _ problem: AllocationProblem, _ ranges: [ClosedRange<Int>], _ figure: Menus.Figure, total: Int, keepsReserves: Bool
  ) {
    let menus = Menus(problem, ranges, figure, total: total, keepsReserves: keepsReserves)
    var shares: [Double] = []
    var highest = Double.infinity
    shares.reserveCapacity(menus.sizes.count)
    for (index, county) in problem.counties.enumerated() {
      for entry in menus.entries(of: index) { shares.append(county.share(menus.values[entry])) }
      highest = min(highest, shares.last!)
    }
    shares = shares.filter { $0 <= highest }.sorted()
    func entries(_ share: Double) -> [Int] {
      problem.counties.indices.map { index in
        menus.entries(of: index).partitioningIndex { problem.counties[index].share(menus.values[$0]) >= share }
      }
    }
    // The least share of all is reached by the smallest of everything.
    let above = shares.indices.partitioningIndex { menus.cost(of: entries(shares[$0])) > total }
    let reached = entries(shares[max(0, above - 1)])
    share = problem.counties.indices.map { problem.counties[$0].share(menus.values[reached[$0]]) }.min()!
    self.ranges = zip(reached, ranges).map { menus.points[$0]...$1.upperBound }
  }
}

extension AllocationProblem.County {
  /// Of thousandths of people, as a share of all; 1 at most.
  func share(_ value: Int) -> Double { min(1, Double(value) / Double(max(1, CountyCurve.whole(people)))) }
}
