import Coverage
import Model
import Siting
import Words

/// One new station of the plan.
public struct ProposedSite: Hashable, Sendable {
  /// 1 is built first.
  public var rank: Int
  /// In weighted shares (0...1); its site is a position among the candidates.
  package var step: BuildStep<Int>
  /// What would be lost without it in the finished plan.
  public var unique: Double
  /// What would be lost when its host says no; nil for full coverage.
  package var reason: SiteReason<Int>?

  /// Position among the candidates.
  public var candidate: Int { step.site }
  /// What it adds to the weighted share when built at its rank.
  public var gain: Double { step.gain }
  /// The weighted share after it.
  public var cumulativeShare: Double { step.cumulative }
}

/// The plan with its proof.
///
/// Coverage figures (gains, curve, nesting, alternatives) are weighted mean shares, 0...1: each kind of demand counts by
/// its weight, as a share of its own total. ``value`` and ``bound`` are in ``unit``.
public struct Plan: Hashable, Sendable {
  /// What the value, the bound and the gains count.
  public enum Unit: String, Hashable, Sendable {
    /// Weighted mean share covered, 0...1.
    case share
    case stations
    case yuan
    /// Of travel: the weighted mean, or the longest trip.
    case minutes
    /// The same where the cutoff is a length.
    case meters
    /// Share of all that could be served, 0...1: ``ActPlan``.
    case served
  }

  package var objective: AnalysisFile.Objective
  public var unit: Unit
  public var status: SitingSolution.Status
  package var stopped: SitingSolution.Stop
  public var value: Double?
  public var bound: Double?
  public var gap: Double?
  /// How many new stations were allowed; nil for any number.
  package var asked: Int?
  /// Yuan for all new stations; nil when one of the costs is unknown.
  public var costYuan: Double?
  public var proposed: [ProposedSite]
  /// The best plan of each number of new stations.
  package var curve: [CurvePoint]
  /// The best plan for each sum of money; empty without a budget.
  package var budgetCurve: [BudgetPoint] = []
  package var seed: UInt64
  /// Demand rows before and after merging.
  package var rows: Int
  package var rowsAfterPresolve: Int
  package var warnings: [Bilingual]
  /// Why there is no plan, when there is none.
  public var reason: Bilingual?
  /// The same without lines of the analysis file; nil where it has none.
  package var plainReason: Bilingual?
  /// Per number of new stations what building in this order costs; empty without a curve.
  package var nesting: [NestedSize] = []
  /// Plans of positions among the candidates; nil when not asked for.
  package var alternatives: AlternativePlans<Int>?
  /// The best coverage under floors of several heights, the lowest first; empty when not asked for.
  package var floorCurve: [FloorPoint] = []
  /// Who serves how many visits of each demand point a day, by ``SiteIndex``; nil unless capacities bound the plan.
  package var allocation: PlanAllocation?
  /// What kept it from covering more.
  package var limits = PlanLimits()
}
