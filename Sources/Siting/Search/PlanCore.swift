/// What a set of columns is worth, and what no set can be worth more than: the two things the general search asks of a
/// problem. Side rules (``PlanRules``) and fees are not its concern.
///
/// Bounds come from relaxing the cover rows with multipliers: ``price(_:into:)`` gives every column a price and a
/// constant such that constant + prices of a plan's columns is at least the plan's worth, whatever the multipliers.
protocol PlanCore: Sendable {
  associatedtype State: PlanState
  var columnCount: Int { get }
  /// Pairs looked at by one pass over all columns.
  var pairCount: Int { get }
  /// Where every plan's worth lies, at the least and at the most.
  var worthRange: ClosedRange<Double> { get }
  /// True when every plan's worth is a whole number.
  var isWhole: Bool { get }
  /// Multipliers to start from, several where it is hard to tell: the best bound of them goes on.
  var firstMultipliers: [[Double]] { get }
  /// Pairs looked at to tell what opening a column would bring.
  var trialCount: Int { get }
  func emptyState() -> State
  /// The same problem for a general solver: its first columns are the core's, its objective is worth less fees.
  func program(_ rules: PlanRules) -> MixedProgram
  /// A plan as a solution of ``program(_:)``.
  func values(of plan: [Int32]) -> [Double]
  /// Whether a plan keeps what ``PlanState`` does not look at.
  func admits(_ plan: [Int32]) -> Bool
  /// - Returns: the constant.
  func price(_ multipliers: [Double], into prices: inout [Double]) -> Double
  /// The subgradient of the bound for shares of columns.
  func slope(_ multipliers: [Double], shares: [Double], into slope: inout [Double])
  /// Moves a multiplier into its range.
  func clamp(_ multipliers: inout [Double])
}

extension PlanCore {
  func admits(_ plan: [Int32]) -> Bool { true }
}

/// A plan under change, with its worth.
protocol PlanState: Sendable {
  var merit: PlanMerit { get }
  mutating func open(_ column: Int)
  mutating func close(_ column: Int)
  /// What ``merit`` would be after opening.
  mutating func meritAfterOpening(_ column: Int) -> PlanMerit
}

/// First what is missing to be feasible, then the worth.
struct PlanMerit: Hashable, Sendable, Comparable {
  /// 0 when every floor is met and every row that must be is covered.
  var shortfall: Double
  var worth: Double

  static func < (a: PlanMerit, b: PlanMerit) -> Bool {
    a.shortfall != b.shortfall ? a.shortfall > b.shortfall : a.worth < b.worth
  }
}
