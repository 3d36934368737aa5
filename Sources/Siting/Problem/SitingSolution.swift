import Model
import Words

/// A plan with what is proven about it.
public struct SitingSolution: Hashable, Sendable {
  /// How much is known about the plan.
  public enum Status: String, Hashable, Sendable {
    /// No plan is better; proven.
    case optimal
    /// A valid plan, not proven best.
    case feasible
    /// No plan exists; ``SitingSolution/reason`` says why.
    case infeasible
    /// Stopped before a plan was found.
    case unknown
  }

  /// Why the search ended: not what its result is.
  package enum Stop: String, Hashable, Sendable {
    case proved
    case gap
    case work
    case time
    case interrupted
  }

  /// `mclp`, `lscp`, `target`, `backup`, `bclp`, `capacitated`, `gradual`, `p-median` or `p-center`.
  package var problem: String
  public var status: Status
  package var stopped: Stop
  /// New sites, rising by index; existing ones are not among them.
  public var chosen: [SiteIndex]
  /// Recomputed from the cover sets by ``Verification``; nil without a plan.
  public var objective: Double?
  /// No plan can beat it; equals the objective when optimal; nil when infeasible.
  public var bound: Double?
  /// Weight within the cutoff of an existing or chosen site.
  public var coveredWeight: Double
  public var totalWeight: Double
  /// Demand points that no existing, required or candidate site covers, rising.
  public var uncoverable: [Int]
  /// Demand points given.
  package var rows: Int
  /// Rows left after dropping and merging, none when nothing is left to decide.
  package var rowsAfterPresolve: Int
  package var warnings: [Bilingual]
  /// Why there is no plan; nil when there is one.
  public var reason: Bilingual?
  /// ``reason`` without the repairs.
  package var obstacle: Bilingual?
  package var seed: UInt64
  /// What each stage took.
  package var trace: SearchTrace
  /// Work done, in the unit of ``SolveLimits/work``.
  package var work: Int { trace.work }
  /// What the new sites cost together; nil without costs.
  package var cost: Double?
  /// Weight covered at least twice, and how many demand points that is; nil where it was not asked for.
  package var backupWeight: Double?
  package var backupCount: Int?
  /// No plan of as many sites covers more weight twice; nil where it was not asked for.
  package var backupBound: Double?
  /// The smallest changes each of which makes an infeasible problem feasible, as far as they could be computed.
  package var repairs: [SitingRepair] = []
  /// Of an infeasible problem: demand that cannot be covered and would have to be, rising; sites that exist or are
  /// required and may not stand together.
  package var blockingDemand: [Int] = []
  package var blockingSites: [SiteIndex] = []

  /// |bound - objective| / max(|objective|, 1e-9); nil without a plan.
  public var gap: Double? {
    guard let objective, let bound else { return nil }
    return relativeGap(objective: objective, bound: bound)
  }
}

extension SitingSolution {
  /// No plan, for a reason that was found outside of a search.
  package init(infeasible reason: Bilingual, _ problem: SitingProblem, seed: UInt64) {
    self.init(
      problem: "mclp", status: .infeasible, stopped: .proved, chosen: [], coveredWeight: 0,
      totalWeight: problem.totalWeight, uncoverable: [], rows: problem.demandCount, rowsAfterPresolve: 0, warnings: [],
      seed: seed, trace: SearchTrace(isTimed: false))
    self.reason = reason
  }
}

/// |bound - objective| / max(|objective|, 1e-9), as the contract defines it.
func relativeGap(objective: Double, bound: Double) -> Double {
  abs(bound - objective) / max(abs(objective), 1e-9)
}
