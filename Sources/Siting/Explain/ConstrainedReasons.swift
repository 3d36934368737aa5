import Model

/// The reasons for each new site of a plan that keeps to constraints, in the order of `chosen`.
///
/// As ``siteReasons(_:chosen:)``, save that a substitute and the moves of the others keep to the constraints: nil where
/// no site may stand in its place, or no plan without it was found that keeps to them all.
/// - Parameters:
///   - chosen: a plan that keeps to the constraints, each site once.
///   - isCancelled: asked between steps; the reasons then end with the site before.
/// - Complexity: one descent by swaps per site.
package func siteReasons(
  _ problem: SitingProblem, chosen: [SiteIndex], under constraints: SitingConstraints,
  isCancelled: () -> Bool = { false }
) -> [SiteReason<SiteIndex>] {
  if constraints.isOnlyCount { return siteReasons(problem, chosen: chosen, isCancelled: isCancelled) }
  let setup = PlanSetup(problem, constraints)
  let core = RowCore(setup.demandRows(), columns: setup.columns, standing: setup.standing)
  var columnOf: [SiteIndex: Int] = [:]
  for (column, site) in setup.columns.enumerated() { columnOf[SiteIndex(Int(site))] = column }
  var whole = RuledPlan(setup.rules, core.emptyState())
  for site in chosen { if let column = columnOf[site] { whole.open(column) } }
  let isExisting = problem.covered(by: problem.sites(.existing))
  var reasons: [SiteReason<SiteIndex>] = []
  for (site, unique) in zip(chosen, uniqueContribution(problem, chosen: chosen)) {
    if isCancelled() { break }
    let reach = problem.covers.demand(of: site).reduce(0.0) {
      isExisting[Int($1)] ? $0 : $0 + problem.weights[Int($1)]
    }
    var reason = SiteReason(site: site, reach: reach, unique: unique)
    guard let column = columnOf[site] else {
      reasons.append(reason)
      continue
    }
    var without = whole
    without.close(column)
    var best: (column: Int, merit: PlanMerit)?
    for other in setup.columns.indices where other != column && without.allows(other) {
      let merit = without.meritAfterOpening(other)
      if merit.shortfall == 0, best.map({ merit.worth > $0.merit.worth }) ?? true { best = (other, merit) }
    }
    if let best {
      reason.substitute = SiteIndex(Int(setup.columns[best.column]))
      reason.lossWithSubstitute = whole.merit.worth - best.merit.worth
      without.open(best.column)
    }
    var improver = PlanImprover(
      core: core, rules: setup.rules, usable: setup.columns.indices.filter { $0 != column }, seed: 1)
    improver.fill(&without, perCost: setup.rules.hasBudget)
    improver.swap(&without, until: isCancelled)
    if isCancelled() { break }
    if without.merit.shortfall == 0 { reason.lossReplannedAtMost = whole.merit.worth - without.merit.worth }
    reasons.append(reason)
  }
  return reasons
}
