import Coverage
import Model
import Siting
import Words

/// One thing that money is spent on at one place.
package struct Act: Hashable, Sendable {
  package var kind: SitingOption.Kind
  package var site: SiteIndex
  /// All that is built; the one of an upgrade; none of longer hours.
  package var services: [Service]
  /// Of a new station, and those that are added to a station's own; nil for an upgrade.
  package var hours: String?
  package var yuan: Double
}

/// One act of a plan. Values are shares of all that could be served (``ServiceValue``), 0...1.
package struct PlannedAct: Hashable, Sendable {
  /// 1 is done first: of those left, the one that brings most for its yuan.
  package var rank: Int
  /// nil without phases.
  package var year: Int?
  package var act: Act
  /// What it adds at its rank.
  package var gain: Double
  /// The value after it.
  package var cumulative: Double
  /// What would be lost without it, the rest of its year's plan kept.
  package var loss: Double
  /// What would take its place best for as much money and what is left of it; nil where nothing would.
  package var substitute: Act?
  /// What would be lost then.
  package var lossWithSubstitute: Double

  /// What it adds for 10,000 yuan; nil for what is free.
  package var gainPerTenThousand: Double? { act.yuan > 0 ? gain / act.yuan * 10_000 : nil }
}

/// The best that a sum of money buys.
package struct BudgetPoint: Hashable, Sendable {
  package var yuan: Double
  /// Share of all that could be served.
  package var value: Double
  /// No plan for this sum serves more.
  package var bound: Double
}

/// The best plan of some kinds of acts alone.
package struct ActMix: Hashable, Sendable {
  package enum Name: String, Hashable, CaseIterable, Sendable {
    /// Upgrades alone.
    case equipment
    /// Upgrades and longer hours.
    case nothingNew = "nothing-new"
    /// New stations alone.
    case building

    package var kinds: [SitingOption.Kind] {
      switch self {
      case .equipment: [.upgrade]
      case .nothingNew: [.upgrade, .extend]
      case .building: [.build]
      }
    }
  }

  package var name: Name
  package var best: BudgetPoint
  package var counts: [SitingOption.Kind: Int]
}

/// One year of a programme, with all that was done before.
package struct ActYear: Hashable, Sendable {
  package var year: Int
  /// Yuan of all years so far, given and spent.
  package var budget: Double
  package var spent: Double
  package var value: Double
  /// Given what was done before, no plan serves more; nil for a year of a programme that aims at the last.
  package var bound: Double?
}

/// The value of today's stations and of those with the plan, of one service or in one period alone.
package struct ServedPart: Hashable, Sendable {
  package var name: String
  package var today: Double
  package var withPlan: Double
}

/// What one budget is spent on: new stations, equipment, longer hours; with its proof.
package struct ActPlan: Hashable, Sendable {
  package var status: SitingSolution.Status
  package var stopped: SitingSolution.Stop
  /// Shares of all that could be served, 0...1.
  package var today: Double
  package var value: Double?
  package var bound: Double?
  package var gap: Double?
  /// Yuan; nil for any sum.
  package var budget: Double?
  package var yuan = 0.0
  package var acts: [PlannedAct] = []
  /// The best for each sum from nothing to the budget.
  package var curve: [BudgetPoint] = []
  /// The same with 10,000 yuan more.
  package var next: BudgetPoint?
  package var mixes: [ActMix] = []
  /// Year by year, each the best then, and towards the best end; empty without phases.
  package var eachYear: [ActYear] = []
  package var towardsFinal: [ActYear] = []
  /// The best found for all the money at once, which the plan of a programme may be below.
  package var finalValue: Double?
  /// No plan for all the money serves more; nil without phases.
  package var finalBound: Double?
  /// Of each of the periods, then of each service that is worth something.
  package var periods: [ServedPart] = []
  package var services: [ServedPart] = []
  /// What sites have then, where the plan changes it.
  package var fittings: [SiteIndex: Fitting] = [:]
  package var rows = 0
  package var options = 0
  package var warnings: [Bilingual] = []
  /// Why there is no plan; nil when there is one.
  package var reason: Bilingual?

  package func count(_ kind: SitingOption.Kind) -> Int { acts.count { $0.act.kind == kind } }
}

extension SitingStep {
  /// What a plan of acts builds, as a plan of new stations in the order of doing; its value is that of all acts.
  func plan(ofBuilds acts: ActPlan) throws -> Plan {
    let builds = acts.acts.filter { $0.act.kind == .build }
    let proposed = builds.isEmpty ? [] : try coverage(of: builds.map(\.act.site))
    return Plan(
      objective: .maxCoverage, unit: .served, status: acts.status, stopped: acts.stopped, value: acts.value,
      bound: acts.bound, gap: acts.gap, asked: file.new, costYuan: builds.reduce(0) { $0 + $1.act.yuan },
      proposed: proposed, curve: [], seed: file.seed, rows: acts.rows, rowsAfterPresolve: acts.rows,
      warnings: acts.warnings, reason: acts.reason)
  }

  /// What sites add to coverage in the order given.
  private func coverage(of sites: [SiteIndex]) throws -> [ProposedSite] {
    let problem = try problem(covers)
    let scale = problem.totalWeight > 0 ? problem.totalWeight : 1
    let unique = uniqueContribution(problem, chosen: sites)
    var covered = Verification(problem, chosen: []).coveredWeight
    return sites.indices.map { index in
      let after = Verification(problem, chosen: Array(sites[...index])).coveredWeight
      defer { covered = after }
      return ProposedSite(
        rank: index + 1,
        step: terms(scale).step(BuildStep(site: sites[index], gain: after - covered, cumulative: after)),
        unique: unique[index] / scale)
    }
  }
}
