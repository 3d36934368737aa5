import Model

/// The reasons for each new site of a plan that keeps to constraints, in the order of `chosen`.
///
/// As ``siteReasons(_:chosen:)``, save that a substitute and the moves of the others keep to the constraints: nil where
/// no site may stand in its place, or no plan without it was found that keeps to them all.
/// - Parameters:
///   - chosen: a plan that keeps to the constraints, each site once.
///   - isCancelled: asked between steps; the reasons then end with the site before.
/// - Complexity: one descent by swaps per site, of 50 million pairs at most.
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
    // Others may move as well.
    var improver = RowImprover(core: core, rules: setup.rules, seed: 1) { false }
    improver.drop(setup.columns.indices.map { $0 == column })
    let others = whole.columns.filter { Int($0) != column }.map { Int($0) }
    if let plan = improver.polish(others, until: 50 * SearchControl.pairsPerUnit), setup.rules.allow(plan) {
      var moved = RuledPlan(setup.rules, core.emptyState())
      for open in plan { moved.open(Int(open)) }
      if moved.merit > without.merit { without = moved }
    }
    if isCancelled() { break }
    if without.merit.shortfall == 0 { reason.lossReplannedAtMost = whole.merit.worth - without.merit.worth }
    reasons.append(reason)
  }
  return reasons
}
