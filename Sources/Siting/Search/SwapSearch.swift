/// Local search over plans of a fixed number of columns: what covers and medians have in common.
///
/// A conformer keeps tables from which every swap's change of worth is known at all times. It says how they change when
/// a column enters or leaves a slot, and which swap is best; the moves made of that stand here. ``LimitedSwap`` scores
/// every swap anew and first repairs what limits forbid, ``CenterSwap`` tries only what serves the farthest point: they
/// have no such tables, and nothing to share.
/// Source: Resende, Werneck (2007), A fast swap-based local search procedure for location problems,
/// doi:10.1007/s10479-006-0154-0.
protocol SwapSearch: Sendable {
  associatedtype Renewal: SwapRenewal

  var columnCount: Int { get }
  /// Columns of a full plan.
  var slots: Int { get }
  /// Column of each slot; changed by the moves below only.
  var plan: [Int32] { get set }
  /// Slot of each column, -1 outside the plan.
  var slotOf: [Int32] { get }
  /// What each column alone would add to the plan, one value per column.
  var gain: [Double] { get }
  /// More is better.
  var worth: Double { get }
  /// Pairs looked at since the beginning.
  var visits: Int { get }

  /// Brings the tables up to date with a column that has come to stand in `slot`.
  mutating func enter(_ column: Int, slot: Int)
  /// The same without the column that still stands in `slot`.
  mutating func leave(slot: Int)
  /// The swap that gains most, nil when none gains; ties to the lower slot, then to the lower column.
  mutating func bestSwap() -> (slot: Int, column: Int, change: Double)?
  /// Which of some columns outside the plan is to stand in a slot on the way to another plan.
  /// - Returns: a place in `columns`, which are not empty.
  func substitute(of slot: Int, among columns: [Int32]) -> Int
}

extension SwapSearch {
  var scored: ScoredPlan { ScoredPlan(worth: worth, columns: plan) }

  /// Fills the plan up greedily: the column that adds most, ties to the lower column.
  mutating func fillGreedily() {
    while plan.count < slots {
      var best = -1
      for column in gain.indices where slotOf[column] < 0 && (best < 0 || gain[column] > gain[best]) { best = column }
      guard best >= 0 else { return }
      append(best)
    }
  }

  mutating func append(_ column: Int) {
    plan.append(Int32(column))
    enter(column, slot: plan.count - 1)
  }

  mutating func replace(slot: Int, by column: Int) {
    leave(slot: slot)
    plan[slot] = Int32(column)
    enter(column, slot: slot)
  }

  /// Makes the plan equal to `target` with as few swaps as possible; stands somewhere on the way when interrupted.
  mutating func move(to target: [Int32], isInterrupted: () -> Bool = { false }) {
    var wanted = [Bool](repeating: false, count: columnCount)
    for column in target { wanted[Int(column)] = true }
    var missing = target.filter { slotOf[Int($0)] < 0 }
    for slot in plan.indices where !wanted[Int(plan[slot])] {
      guard !missing.isEmpty, !isInterrupted() else { return }
      replace(slot: slot, by: Int(missing.remove(at: substitute(of: slot, among: missing))))
    }
  }

  func substitute(of slot: Int, among columns: [Int32]) -> Int { columns.count - 1 }

  /// Swaps as long as a swap gains more than `tolerance`, each time the best one.
  mutating func descend(tolerance: Double, isInterrupted: () -> Bool = { false }) {
    var current = worth
    while !isInterrupted(), let swap = bestSwap(), swap.change > tolerance {
      let leaving = Int(plan[swap.slot])
      replace(slot: swap.slot, by: swap.column)
      let changed = worth
      // What the tables promise and the sum does not keep is rounding.
      guard changed > current else {
        replace(slot: swap.slot, by: leaving)
        return
      }
      current = changed
    }
  }
}
