import Model

/// A plan that is nearly as good as the best one and differs from it.
package struct AlternativePlan<Site: Hashable & Sendable>: Hashable, Sendable {
  /// New sites, rising by index; existing ones are not among them.
  package var chosen: [Site]
  /// Weight covered, existing coverage included; recomputed from the cover sets.
  package var value: Double
  /// No plan that differs enough from the best one and from the alternatives before this one covers more.
  package var bound: Double
  /// True when the search has proven that: the value then equals the bound.
  package var isProven: Bool
  /// (the plan's value - its value) / the plan's value.
  package var loss: Double
  /// Sites of the best plan that this one leaves out, rising.
  package var dropped: [Site]
  /// Sites it takes instead, rising; as many, unless a budget bounds the plan.
  package var added: [Site]
}

/// The alternatives to a plan, best first.
package struct AlternativePlans<Site: Hashable & Sendable>: Hashable, Sendable {
  package var plans: [AlternativePlan<Site>]
  /// True when fewer were found than asked for and it is proven that no other plan comes within the loss allowed.
  package var isExhausted: Bool
  /// How many of the plans hold each site, the best plan counted: most first, then rising by index. Sites in no plan are
  /// left out.
  package var appearances: [SiteAppearance<Site>]
}

/// How many of the plans hold a site.
package struct SiteAppearance<Site: Hashable & Sendable>: Hashable, Sendable {
  package var site: Site
  package var count: Int

  package init(site: Site, count: Int) {
    self.site = site
    self.count = count
  }
}

/// Plans of the same number of new sites that cover nearly as much and differ: what to show when a host says no.
///
/// Each alternative is the best of all plans that replace at least `differ` sites of the given plan and differ in as many
/// from every alternative before it, as long as one is worth (1 - `within`) of the given plan, the boundary included.
/// With p the sites of a plan P before it, free of required ones, and k their number, the search adds to the model of
/// ``MaximalCovering``
///
///     sum_{j in P} x[j] <= k - differ           for the given plan and every alternative        (6)
///     sum_j x[j] = k                                                                            (7)
///
/// and goes on by swaps from the plans before, a Lagrangian bound with prices on (6), and branch and bound. Dominated
/// sites stay in: a twin is an alternative. Required sites are in every plan.
/// - Parameters:
///   - chosen: the plan, best or near it; required sites among them.
///   - within: loss allowed as a part of the plan's value, 0...1.
///   - count: alternatives wanted, 1 or more.
///   - differ: sites to replace at least, 1 or more.
///   - limits: for each alternative, the time for all; `gap` 0 proves every one.
/// - Throws: ``SitingError`` code `badParameter` for numbers out of range or a plan that is not one.
/// - Complexity: one branch and bound per alternative.
/// Deterministic as ``MaximalCovering``. Sources: Fischetti, Lodi (2003), Local branching, doi:10.1007/s10107-003-0395-5
/// (the difference as a linear constraint); Galvão, ReVelle (1996), doi:10.1016/0377-2217(94)00268-8 (the bound).
package func alternativePlans(
  _ problem: SitingProblem, to chosen: [SiteIndex], within: Double, count: Int, differ: Int, limits: SolveLimits
) async throws(SitingError) -> AlternativePlans<SiteIndex> {
  try limits.validate()
  try validateAlternatives(within: within, count: count, differ: differ)
  let check = Verification(problem, chosen: chosen)
  guard check.isFeasible else {
    throw SitingError(code: .badParameter, message: check.words.joined("；", "; "), context: "plan")
  }

  let base = chosen.sorted()
  let presolve = CoveringPresolve(problem, dropWeightless: true, dropDominated: false)
  let rows = presolve.rows
  var columnOf: [SiteIndex: Int32] = [:]
  for (column, origin) in rows.origins.enumerated() { columnOf[SiteIndex(Int(origin))] = Int32(column) }
  let plan = base.compactMap { columnOf[$0] }
  var known = [plan]
  var found: [AlternativePlan<SiteIndex>] = []
  var isExhausted = plan.count < differ || rows.columnCount - plan.count < differ
  let deadline = SolveDeadline(limits.timeLimit)
  while found.count < count, !isExhausted {
    let part = limits.within(deadline, share: 2 / Double(count - found.count + 1))
    let search = DifferingPlanSearch(
      rows: rows, slots: plan.count, limits: known.map { ColumnLimit(columns: $0, most: plan.count - differ) },
      floor: (1 - within) * check.coveredWeight - presolve.base, isInteger: presolve.isInteger,
      tolerance: 1e-9 * max(1, presolve.base + rows.totalWeight), control: SearchControl(limits: part))
    let outcome = search.run(from: known)
    guard let columns = outcome.plan else {
      isExhausted = outcome.stopped == .proved
      break
    }
    known.append(columns)
    let sites = (presolve.required + columns.map { SiteIndex(Int(rows.origins[Int($0)])) }).sorted()
    let value = Verification(problem, chosen: sites).coveredWeight
    let isProven = outcome.stopped == .proved
    found.append(
      AlternativePlan(
        chosen: sites, value: value, bound: isProven ? value : max(value, presolve.base + outcome.bound),
        isProven: isProven, loss: relativeLoss(value, of: check.coveredWeight),
        dropped: base.filter { !sites.contains($0) }, added: sites.filter { !base.contains($0) }))
    if outcome.stopped == .interrupted || deadline.isPast { break }
  }
  return AlternativePlans(plans: found, isExhausted: isExhausted, base: base)
}

/// What a plan covers less than another, as a part of what that one covers.
func relativeLoss(_ value: Double, of best: Double) -> Double { best > 0 ? (best - value) / best : 0 }

extension AlternativePlans<SiteIndex> {
  init(plans: [AlternativePlan<SiteIndex>], isExhausted: Bool, base: [SiteIndex]) {
    var counts: [SiteIndex: Int] = [:]
    for site in base + plans.flatMap(\.chosen) { counts[site, default: 0] += 1 }
    self.plans = plans
    self.isExhausted = isExhausted
    appearances = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      SiteAppearance(site: $0.key, count: $0.value)
    }
  }
}
