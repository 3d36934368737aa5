import Coverage
import Model

/// Counts what the stations and the sites of a plan cover.
struct CoverageStep {
  let meter: CoverageMeter
  private let services: [Service]
  private let buildsWith: Set<Service>
  private let sites: SiteTable
  private let reach: ServiceReach

  init(_ prepared: PreparedAnalysis) {
    meter = prepared.meter
    services = prepared.file.services
    buildsWith = Set(prepared.file.siting.buildsWith.services)
    sites = prepared.inputs.sites
    reach = prepared.reach
  }

  /// By the stations in operation and the sites of a plan, built with what `siting.builds_with` says.
  func counts(plan: [SiteIndex]) -> CoveredCounts {
    var counts = CoveredCounts(demandCount: reach.covers.demandCount, services: services)
    for site in sites.stationIndices + plan {
      counts.add(reach.covers.demand(of: site), with: sites.services(site, builtWith: buildsWith))
    }
    return counts
  }

  /// Today, and with a plan.
  func states(plan: [SiteIndex]?) -> CoverageResult {
    CoverageResult(
      demandPointCount: meter.demand.points.count, modes: meter.demand.modes, now: meter.summary(counts(plan: [])),
      withPlan: plan.map { meter.summary(counts(plan: $0)) })
  }

  /// The same with every place, route and allocation.
  func details(plan: [SiteIndex]?) -> CoverageResult {
    let counts = counts(plan: [])
    let isCovered = counts.isCovered
    let (summary, now) = meter.count(counts)
    let planned = plan.map { meter.count(self.counts(plan: $0)) }
    let withPlan = planned?.tally
    var result = CoverageResult(
      demandPointCount: meter.demand.points.count, modes: meter.demand.modes, now: summary,
      withPlan: planned?.summary)
    result.communities = meter.places(.communities, reach.nearest, now: now, withPlan: withPlan)
    result.workers = meter.places(.workers, reach.nearest, now: now, withPlan: withPlan)
    result.routeStretches = meter.stretches(isCovered)
    result.allocations = meter.allocations(sites.stationIndices + (plan ?? []), reach.covers)
    return result
  }
}
