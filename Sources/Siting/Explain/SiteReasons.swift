import Model

/// Why a site is in a plan: what is lost without it.
package struct SiteReason<Site: Hashable & Sendable>: Hashable, Sendable {
  package var site: Site
  /// Weight it covers that no existing site covers.
  package var reach: Double
  /// Weight that only it covers: lost when it is left out and nothing takes its place.
  package var unique: Double
  /// The candidate that loses least in its place, ties to the lower index; nil when every candidate is in the plan.
  package var substitute: Site?
  /// Weight lost with the substitute in its place, the others as they are; negative when the plan gains by the swap.
  package var lossWithSubstitute: Double?
  /// Weight lost when the host says no and the others may move, too: proven to be at least so much. nil while nobody has
  /// proven it; equal to ``lossReplannedAtMost`` when the best plan without the site is proven.
  package var lossReplanned: Double?
  /// The same at most: found by swaps, so the true loss may be less and is never more. nil for a required site, which
  /// cannot go, and without a substitute.
  package var lossReplannedAtMost: Double?

  package init(
    site: Site, reach: Double, unique: Double, substitute: Site? = nil, lossWithSubstitute: Double? = nil,
    lossReplanned: Double? = nil, lossReplannedAtMost: Double? = nil
  ) {
    self.site = site
    self.reach = reach
    self.unique = unique
    self.substitute = substitute
    self.lossWithSubstitute = lossWithSubstitute
    self.lossReplanned = lossReplanned
    self.lossReplannedAtMost = lossReplannedAtMost
  }
}

/// The reasons for each new site of a plan, in the order of `chosen`.
///
/// - Parameters:
///   - chosen: the new sites of the plan, each once.
///   - isCancelled: asked between steps; the reasons then end with the site before.
/// - Complexity: O(chosen x pairs) and one descent by swaps per site.
package func siteReasons(
  _ problem: SitingProblem, chosen: [SiteIndex], isCancelled: () -> Bool = { false }
) -> [SiteReason<SiteIndex>] {
  var hits = [Int32](repeating: 0, count: problem.demandCount)
  var isExisting = [Bool](repeating: false, count: problem.demandCount)
  for site in problem.sites(.existing) {
    for point in problem.covers.demand(of: site) {
      hits[Int(point)] += 1
      isExisting[Int(point)] = true
    }
  }
  for site in chosen { for point in problem.covers.demand(of: site) { hits[Int(point)] += 1 } }
  let taken = Set(chosen)
  let open = problem.sites(.candidate).filter { !taken.contains($0) }
  let value = Verification(problem, chosen: chosen).coveredWeight
  let replanning = Replanning(problem, chosen: chosen)
  var reasons: [SiteReason<SiteIndex>] = []
  for site in chosen {
    if isCancelled() { break }
    var reason = SiteReason(site: site, reach: 0, unique: 0)
    for point in problem.covers.demand(of: site) {
      let weight = problem.weights[Int(point)]
      if !isExisting[Int(point)] { reason.reach += weight }
      if hits[Int(point)] == 1 { reason.unique += weight }
      hits[Int(point)] -= 1
    }
    var best = -1.0
    for candidate in open {
      var gain = 0.0
      for point in problem.covers.demand(of: candidate) where hits[Int(point)] == 0 {
        gain += problem.weights[Int(point)]
      }
      if gain > best {
        best = gain
        reason.substitute = candidate
      }
    }
    for point in problem.covers.demand(of: site) { hits[Int(point)] += 1 }
    if let substitute = reason.substitute {
      reason.lossWithSubstitute = reason.unique - best
      reason.lossReplannedAtMost = replanning.value(without: site, substitute: substitute, isCancelled)
        .map { value - $0 }
      if isCancelled() { break }
    }
    reasons.append(reason)
  }
  return reasons
}

/// What a plan is worth when one of its sites must go and all others may move.
private struct Replanning {
  private let problem: SitingProblem
  private let chosen: [SiteIndex]
  private let presolve: CoveringPresolve

  init(_ problem: SitingProblem, chosen: [SiteIndex]) {
    self.problem = problem
    self.chosen = chosen
    presolve = CoveringPresolve(problem, dropWeightless: true, dropDominated: false)
  }

  /// nil for a required site, which cannot go.
  func value(without site: SiteIndex, substitute: SiteIndex, _ isCancelled: () -> Bool) -> Double? {
    guard problem.statuses[site.rawValue] == .candidate else { return nil }
    let rows = presolve.rows.keeping(
      presolve.rows.origins.indices.filter { Int(presolve.rows.origins[$0]) != site.rawValue }.map { Int32($0) })
    var columnOf: [Int32: Int] = [:]
    for (column, origin) in rows.origins.enumerated() { columnOf[origin] = column }
    let start = chosen.map { $0 == site ? substitute : $0 }.compactMap { columnOf[Int32($0.rawValue)] }
    var search = CoverSwap(rows: rows, slots: start.count)
    for column in start { search.append(column) }
    search.descend(tolerance: 1e-9 * max(1, presolve.base + rows.totalWeight), isInterrupted: isCancelled)
    let sites = presolve.required + search.plan.map { SiteIndex(Int(rows.origins[Int($0)])) }
    return Verification(problem, chosen: sites).coveredWeight
  }
}
