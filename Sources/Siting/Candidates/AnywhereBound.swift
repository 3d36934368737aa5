import Model

/// What is best, of plans whose sites may stand anywhere.
package enum AnywhereAim: Sendable {
  case mostWeight
  case target(share: Double, TargetCoverage.Aim)
  /// Everything that a site of the problem covers, by the fewest sites: what the problem's own plan must cover.
  case fullCover
}

/// What no plan beats wherever its sites stand; nil when the search has no bound.
///
/// A kept place may cover what it covers itself, or anything that a place dropped in its favour covers: with that right,
/// plans can only be better than they are. A bound for such plans bounds all.
/// - Parameters:
///   - problem: its sites `0 ..< own` stand where they stand; what follows them are places, and not regarded.
///   - reach: what a place, or one left out in its favour, may cover: ``CirclePlaces/reach``.
///   - constraints: number and budget, with a cost for each of `own` and of the rows of `reach`. What else a plan must
///     keep to is left away: without it plans can only be better.
/// - Throws: ``SitingError`` code `badParameter` for constraints or limits out of range.
/// - Complexity: one solve of `own` sites and the rows of `reach`.
package func boundAnywhere(
  _ problem: SitingProblem, own: Int, reach: CoverSets, _ aim: AnywhereAim, under constraints: SitingConstraints,
  limits: SolveLimits
) async throws(SitingError) -> Double? {
  var counts = [Bool](repeating: true, count: problem.demandCount)
  if case .fullCover = aim {
    counts = counts.map { _ in false }
    for point in problem.covers.demand { counts[Int(point)] = true }
  }
  var rows: [[(demand: Int32, cost: Double)]] = []
  for site in 0..<own { rows.append(problem.covers.demand(of: SiteIndex(site)).map { ($0, 0) }) }
  for site in 0..<reach.siteCount {
    rows.append(reach.demand(of: SiteIndex(site)).filter { counts[Int($0)] }.map { ($0, 0) })
  }
  let relaxed = try SitingProblem(
    covers: CoverSets(demandCount: problem.demandCount, rows: rows), weights: problem.weights,
    statuses: rows.indices.map { $0 < own ? problem.statuses[$0] : .candidate })
  switch aim {
  case .mostWeight: return try await ConstrainedCovering(relaxed, under: constraints).solve(limits).bound
  case .target(let share, let aim):
    return try await TargetCoverage(relaxed, share: share, aim: aim, under: constraints).solve(limits).bound
  case .fullCover: return try await SetCovering(relaxed).solve(limits).bound
  }
}
