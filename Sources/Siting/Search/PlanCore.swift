/// What a set of columns is worth, and what no set can be worth more than: the two things the general search asks of a
/// problem. Side rules (``PlanRules``) and fees are not its concern.
///
/// Bounds come from relaxing the cover rows with multipliers: ``price(_:into:)`` gives every column a price and a
/// constant such that constant + prices of a plan's columns is at least the plan's worth, whatever the multipliers.
protocol PlanCore: Sendable {
  associatedtype State: PlanState
  associatedtype Improver: PlanImproving where Improver.Core == Self
  var columnCount: Int { get }
  /// Pairs looked at by one pass over all columns.
  var pairCount: Int { get }
  /// Where every plan's worth lies, at the least and at the most.
  var worthRange: ClosedRange<Double> { get }
  /// True when every plan's worth is a whole number.
  var isWhole: Bool { get }
  /// True when every plan is worth 0: all multipliers may then be scaled at will.
  var isScalable: Bool { get }
  /// True when not even all columns together make a feasible plan.
  var isHopeless: Bool { get }
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
  /// Per multiplier about how far it may be from its best, in a unit common to all.
  func units(_ multipliers: [Double]) -> [Double]
  /// The squared length of a direction, without the multipliers that stand at a limit and would leave their range.
  func norm(_ multipliers: [Double], _ direction: [Double]) -> Double
  /// Takes `change` from the multipliers, each kept in its range.
  func step(_ multipliers: inout [Double], by change: [Double])
  /// Columns that some other column can always stand for.
  func dominated(_ rules: PlanRules) -> [Bool]
  /// What stays open when some columns are in every plan (1) and some in none (0).
  func part(_ fixed: [Int8]) -> PlanPart<Self>
}

extension PlanCore {
  var isScalable: Bool { false }
  var isHopeless: Bool { false }
  func admits(_ plan: [Int32]) -> Bool { true }
  func dominated(_ rules: PlanRules) -> [Bool] { [Bool](repeating: false, count: columnCount) }
}

/// A core cut down to the columns that are still open.
struct PlanPart<Core: PlanCore>: Sendable {
  var core: Core
  /// What each of its columns was called, rising.
  var columns: [Int32]
  /// Multiplier of the whole -> multiplier of the part, several to one where rows merged; -1 where it is gone.
  var targets: [Int32]
  /// Whether the multipliers of merged rows add up; else they are averaged.
  var isSum: Bool
  private let counts: [Double]

  init(core: Core, columns: [Int32], targets: [Int32], count: Int, isSum: Bool) {
    self.core = core
    self.columns = columns
    self.targets = targets
    self.isSum = isSum
    var counts = [Double](repeating: 0, count: count)
    for target in targets where target >= 0 { counts[Int(target)] += 1 }
    self.counts = counts
  }

  /// The part's multipliers from the whole's; what follows the core's own goes on unchanged.
  func multipliers(_ whole: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: counts.count)
    for (index, target) in targets.enumerated() where target >= 0 { result[Int(target)] += Double(whole[index]) }
    if !isSum { for index in result.indices where counts[index] > 0 { result[index] /= counts[index] } }
    return result + whole.dropFirst(targets.count).map { Double($0) }
  }

  /// Writes back what was learnt: members of a merged row share as they did before.
  func store(_ part: [Double], in whole: inout [Float]) {
    let before = multipliers(whole)
    for (index, target) in targets.enumerated() where target >= 0 {
      let (old, new) = (before[Int(target)], part[Int(target)])
      let member = isSum ? new / counts[Int(target)] : new
      whole[index] = old > 0 ? Float(Double(whole[index]) * new / old) : Float(member)
    }
    for index in 0..<(whole.count - targets.count) { whole[targets.count + index] = Float(part[counts.count + index]) }
  }
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

/// Local search for plans, from nothing, from proposals of the relaxation, and on from the best plan.
protocol PlanImproving: Sendable {
  associatedtype Core: PlanCore
  init(core: Core, rules: PlanRules, seed: UInt64, isOver: @escaping @Sendable () -> Bool)
  var visits: Int { get set }
  /// Columns that no longer matter: no better plan has them.
  mutating func drop(_ columns: [Bool])
  /// Plans worth this or less, by `unit` at least, are of no interest from now on.
  mutating func beat(_ value: Double, by unit: Double)
  /// Greedy plans, bettered by swaps, until ``visits`` has come to `end`.
  mutating func begin(until end: Int) -> [[Int32]]
  /// A plan of the columns proposed, best first, bettered; nil when it is of no interest.
  mutating func polish(_ proposal: [Int], until end: Int) -> [Int32]?
  /// Goes on from the best plan known; the best that is of interest, nil when there is none.
  mutating func wander(until end: Int) -> [Int32]?
}
