import Coverage
import Model
import Siting

/// Counts what the stations and the sites of a plan cover.
struct CoverageStep {
  let meter: CoverageMeter
  private let services: [Service]
  private let prepared: PreparedAnalysis

  private var sites: SiteTable { prepared.inputs.sites }
  private var reach: ServiceReach { prepared.reach }

  init(_ prepared: PreparedAnalysis) {
    meter = prepared.meter
    services = prepared.file.services
    self.prepared = prepared
  }

  /// By the stations in operation and the sites of a plan.
  func counts(_ plan: PlannedSites) -> CoveredCounts {
    var counts = CoveredCounts(demandCount: reach.covers.demandCount, services: services)
    for site in sites.stationIndices + plan.new {
      counts.add(reach.covers.demand(of: site), with: prepared.services(site, plan))
    }
    return counts
  }

  /// Today, and with a plan.
  func states(_ plan: PlannedSites?) -> CoverageResult {
    CoverageResult(
      demandPointCount: meter.demand.points.count, modes: meter.demand.modes, now: meter.summary(counts(.none)),
      withPlan: plan.map { meter.summary(counts($0)) })
  }

  /// The same with every place, route and allocation.
  ///
  /// - Parameter allocation: the one that a plan within capacities was solved with.
  func details(_ plan: PlannedSites?, allocation: PlanAllocation? = nil) -> CoverageResult {
    let counts = counts(.none)
    let isCovered = counts.isCovered
    let (summary, now) = meter.count(counts)
    let planned = plan.map { meter.count(self.counts($0)) }
    let withPlan = planned?.tally
    var result = CoverageResult(
      demandPointCount: meter.demand.points.count, modes: meter.demand.modes, now: summary,
      withPlan: planned?.summary)
    result.communities = meter.places(.communities, reach.nearest, now: now, withPlan: withPlan)
    result.workers = meter.places(.workers, reach.nearest, now: now, withPlan: withPlan)
    result.routeStretches = meter.stretches(isCovered)
    result.allocations =
      allocation.map { solved in
        meter.allocations(of: solved.parts.map { $0.map { ($0.site, $0.cost, $0.weight) } })
      } ?? meter.allocations(sites.stationIndices + (plan?.new ?? []), reach.covers)
    // Where a plan is for shorter ways, or stations hold so many alone, who newly lies within the cutoff says nothing.
    if allocation == nil, !prepared.file.siting.objective.assigns {
      result.additions = meter.additions(of: plan?.new ?? [], to: sites.stationIndices, reach.covers)
    }
    return result
  }
}

extension PreparedAnalysis {
  /// What the stations in operation cover.
  package var coverageToday: CoverageSummary { CoverageStep(self).states(nil).now }
}
