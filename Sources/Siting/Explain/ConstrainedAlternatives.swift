import Model
import Words

/// Plans that keep to the same constraints, cover nearly as much and differ: ``alternativePlans(_:to:within:count:differ:limits:)``
/// under a budget, spacing, floors and exclusive groups.
///
/// Each alternative leaves out at least `differ` sites of the given plan and of every alternative before it, required
/// ones apart. Under a budget it may have more or fewer sites than the plan. To the model of ``ConstrainedCovering`` the
/// search adds, for every plan P before it,
///
///     sum_{j in P} x[j] <= |P| - differ                                                         (9)
///
/// relaxed with a multiplier in the bound. What is not proven within the limits says so, with the bound that holds.
/// - Parameter chosen: a plan that keeps to the constraints.
/// - Throws: ``SitingError`` code `badParameter` for numbers out of range or a plan that is not one.
/// - Complexity: one branch and bound per alternative.
/// Deterministic as ``SolveLimits`` says. Source: Fischetti, Lodi (2003), Local branching,
/// doi:10.1007/s10107-003-0395-5.
package func alternativePlans(
  _ problem: SitingProblem, to chosen: [SiteIndex], under constraints: SitingConstraints, within: Double, count: Int,
  differ: Int, limits: SolveLimits
) async throws(SitingError) -> AlternativePlans<SiteIndex> {
  if constraints.isOnlyCount {
    return try await alternativePlans(
      problem, to: chosen, within: within, count: count, differ: differ, limits: limits)
  }
  try limits.validate()
  try validateAlternatives(within: within, count: count, differ: differ)
  let model = try ConstrainedCovering(problem, under: constraints)
  let check = model.check(chosen)
  guard check.isFeasible else {
    throw SitingError(code: .badParameter, message: check.words.joined("；", "; "), context: "plan")
  }
  let setup = PlanSetup(problem, constraints)
  let core = RowCore(setup.demandRows(), columns: setup.columns, standing: setup.standing)
  let floor = (1 - within) * check.coveredWeight
  var columnOf: [SiteIndex: Int32] = [:]
  for (column, site) in setup.columns.enumerated() { columnOf[SiteIndex(Int(site))] = Int32(column) }
  let base = chosen.sorted()
  var known = [base.compactMap { columnOf[$0] }]
  var found: [AlternativePlan<SiteIndex>] = []
  var isExhausted = false
  let deadline = SolveDeadline(limits.timeLimit)
  while found.count < count, !isExhausted {
    let part = limits.within(deadline, share: 2 / Double(count - found.count + 1))
    guard known.allSatisfy({ $0.count >= differ }) else {
      isExhausted = true
      break
    }
    let rules = setup.rules.limited(by: known.map { ColumnLimit(columns: $0, most: $0.count - differ) })
    var search = CombinedSearch(core: core, rules: rules, limits: part, floor: floor)
    let outcome = try await search.run()
    let sites = outcome.plan.map { setup.sites($0) } ?? []
    let value = outcome.plan == nil ? -.infinity : model.check(sites).coveredWeight
    guard let columns = outcome.plan, value >= floor - 1e-9 * max(1, check.coveredWeight) else {
      isExhausted = outcome.stopped == .proved
      break
    }
    known.append(columns)
    let isProven = outcome.stopped == .proved
    found.append(
      AlternativePlan(
        chosen: sites, value: value, bound: isProven ? value : max(value, outcome.bound), isProven: isProven,
        loss: relativeLoss(value, of: check.coveredWeight), dropped: base.filter { !sites.contains($0) },
        added: sites.filter { !base.contains($0) }))
    if outcome.stopped == .interrupted || deadline.isPast { break }
  }
  return AlternativePlans(plans: found, isExhausted: isExhausted, base: base)
}

/// - Throws: ``SitingError`` code `badParameter` naming the number.
func validateAlternatives(within: Double, count: Int, differ: Int) throws(SitingError) {
  func refuse(_ context: String, _ words: Bilingual) -> SitingError {
    SitingError(code: .badParameter, message: words, context: context)
  }
  guard within >= 0, within <= 1 else {
    throw refuse(
      "within", Bilingual("允许的差距为\(within)；请填写0至1的数，例如0.01", "within is \(within); give 0 to 1, such as 0.01"))
  }
  guard count >= 1 else {
    throw refuse("count", Bilingual("备选方案数为\(count)；请填写1或以上的数", "count is \(count); give 1 or more"))
  }
  guard differ >= 1 else {
    throw refuse("differ", Bilingual("应不同的站点数为\(differ)；请填写1或以上的数", "differ is \(differ); give 1 or more"))
  }
}
