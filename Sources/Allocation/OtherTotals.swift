extension AllocationProblem {
  /// The totals between which a split changes: what floors, caps and minima need, and all that the counties can take.
  ///
  /// - Returns: nil where floors, caps and minima leave no split at any total.
  package var usefulTotals: ClosedRange<Int>? {
    guard shortfalls().allSatisfy({ if case .total = $0 { true } else { false } }) else { return nil }
    let ranges = counties.map { range(of: $0)! }
    let menus = Menus(self, ranges, .value, total: total, keepsReserves: true)
    let most = zip(counties, ranges).reduce(0) { $0 + $1.0.curve.sizes[$1.1.upperBound] }
    let least = menus.cost(of: menus.smallest)
    return least...max(least, min(Self.mostTotal, most))
  }

  /// The best split of another total under the same rules, with its own proof.
  ///
  /// Each total is split anew: where curves bend, a county may get less of a larger one.
  /// - Complexity: as ``split(for:)``.
  package func split(ofTotal total: Int, for aim: Aim) -> SplitOutcome {
    AllocationProblem(self, total: total).split(for: aim)
  }
}
