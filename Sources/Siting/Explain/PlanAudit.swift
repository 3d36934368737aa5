import Model
import Words

/// A given plan judged: what each site brings, what doubles, what to move, and how far it is from the best.
public struct PlanAudit: Hashable, Sendable {
  package enum Verdict: String, Hashable, CaseIterable, Sendable {
    /// Brings something, and moving it brings nothing worth telling.
    case keep
    /// Another site in its place covers more, the moves before it made.
    case move
    /// Brings nothing worth telling on top of the others.
    case drop
  }

  /// One site of the plan, in the order of building.
  package struct Site: Hashable, Sendable {
    package var site: SiteIndex
    /// Weight it adds to existing sites and those before it.
    package var gain: Double
    /// Weight covered after it.
    package var cumulative: Double
    /// Weight only it covers.
    package var unique: Double
    package var verdict: Verdict
    /// Where the moves that improve the plan put it; nil when they leave it where it is. No two share one.
    package var replacement: SiteIndex?
    /// Weight that brings, as one of the moves in their order; 0 without a replacement.
    package var moveGain: Double
  }

  /// Two sites of which one does most of the other's work.
  package struct RedundantPair: Hashable, Sendable {
    /// Of the plan.
    package var first: SiteIndex
    /// Of the plan, or in operation.
    package var second: SiteIndex
    package var isSecondExisting: Bool
    /// Weight both cover; between two new sites without what existing sites cover.
    package var shared: Double
    /// The same as a part of what the first covers, between two new sites of what the lesser one does; 0...1.
    package var sharedShare: Double
    /// Weight lost without the two new ones, of a new and an existing site without the new one.
    package var joint: Double

    package init(
      first: SiteIndex, second: SiteIndex, isSecondExisting: Bool, shared: Double, sharedShare: Double, joint: Double
    ) {
      self.first = first
      self.second = second
      self.isSecondExisting = isSecondExisting
      self.shared = shared
      self.sharedShare = sharedShare
      self.joint = joint
    }
  }

  /// A swap that gains, after those before it.
  package struct Move: Hashable, Sendable {
    package var from: SiteIndex
    package var to: SiteIndex
    package var gain: Double
    /// Weight covered after it.
    package var value: Double

    package init(from: SiteIndex, to: SiteIndex, gain: Double, value: Double) {
      self.from = from
      self.to = to
      self.gain = gain
      self.value = value
    }
  }

  /// Weight covered, existing coverage included; recomputed from the cover sets.
  public var value: Double
  /// Weight below which a difference is not worth telling.
  package var worth: Double
  /// Constraints that the plan does not keep to. With any, no moves are searched.
  package var brokenRules: [BrokenRule]
  package var sites: [Site]
  /// The largest part in common first.
  package var pairs: [RedundantPair]
  /// Each the best swap after those before it, until no swap gains.
  package var moves: [Move]
  /// The best plan of as many new sites that keeps to the constraints, with its bound. Never worth less than the given
  /// plan or its moves, if that keeps to them, too.
  package var best: SitingSolution
  /// The best plan, of any number of sites, that costs no more than the given one; nil without costs. Never worth less
  /// than the given plan.
  package var sameBudget: SitingSolution?

  /// Weight that a plan of the same size covers more, at least.
  public var loss: Double { max(0, (best.objective ?? value) - value) }
  /// The same at most.
  public var lossAtMost: Double { max(loss, (best.bound ?? value) - value) }
}

/// Audits a plan: its order, its doubles, its best moves, and the best plan of the same size.
///
/// Verdicts fall along the build order: a site that adds less than `worth` to existing sites and those before it is
/// dropped, so all dropped sites can go together and of two twins one stays; a site is moved when the moves that improve
/// the plan, best first, take it elsewhere and that gains at least `worth`; the rest is kept. Moves in their order, not
/// each by itself: one good host that the plan lacks would else draw every site. Two sites are redundant when what both cover is 80 % or more of what the
/// lesser one covers (existing coverage left aside), or when they overlap and nothing worth telling hangs on the two
/// together; a new site is redundant with an existing one that covers 80 % of what it covers.
/// - Parameters:
///   - plan: new sites, each a candidate or required, each once.
///   - constraints: what a plan should keep to; the given one may not, which is told. Its costs serve the best plan of
///     the same budget.
///   - worth: part of all weight below which a difference is not worth telling; 0.001 is a tenth of a percentage point.
///   - limits: of the solves for the best plans; the one within the budget gets a twentieth of the work, and what is left
///     of the time.
/// - Throws: ``SitingError`` code `badParameter` for a plan that is not one.
/// - Complexity: one ``ConstrainedCovering`` solve, another one with costs, and O(plan x pairs).
public func auditPlan(
  _ problem: SitingProblem, plan: [SiteIndex], under constraints: SitingConstraints = SitingConstraints(),
  worth: Double = 0.001, limits: SolveLimits = SolveLimits()
) async throws(SitingError) -> PlanAudit {
  let check = Verification(problem, chosen: plan)
  guard check.isFeasible else {
    throw SitingError(code: .badParameter, message: check.words.joined("；", "; "), context: "plan")
  }
  guard worth >= 0, worth <= 1 else {
    throw SitingError(
      code: .badParameter,
      message: Bilingual("值得改动的门槛为\(worth)；请填写0至1的数，例如0.001", "worth is \(worth); give 0 to 1, such as 0.001"),
      context: "worth")
  }
  let deadline = SolveDeadline(limits.timeLimit)
  var sameSize = constraints
  sameSize.count = plan.count
  var best = try await ConstrainedCovering(problem, under: sameSize).solve(limits.within(deadline, share: 0.8))
  let least = worth * check.totalWeight
  let broken = PlanCheck(problem, constraints, plan).brokenRules
  let moves =
    !broken.isEmpty
    ? []
    : improvingMoves(problem, plan: plan, under: constraints) { visits in
      visits / SearchControl.pairsPerUnit >= limits.work || limits.isCancelled() || deadline.isPast
    }
  if broken.isEmpty {
    best.adopt(problem, plan)
    best.adopt(problem, moves.reduce(into: plan) { plan, move in plan[plan.firstIndex(of: move.from)!] = move.to })
  }
  var sameBudget: SitingSolution?
  if let costs = constraints.costs, best.status != .infeasible {
    var sameCost = constraints
    sameCost.budget = min(constraints.budget ?? .infinity, plan.sorted().reduce(0) { $0 + costs[$1.rawValue] })
    var limits = limits.within(deadline)
    limits.work /= 20
    sameBudget = try await ConstrainedCovering(problem, under: sameCost).solve(limits)
    if broken.isEmpty { sameBudget?.adopt(problem, plan) }
    if let found = sameBudget, found.objective != nil, found.chosen.count <= plan.count {
      best.adopt(problem, found.chosen)
    }
  }
  let tolerance = 1e-9 * max(1, check.totalWeight)
  let order = buildOrder(problem, chosen: plan)
  let net = netMoves(moves, of: plan)
  let unique = uniqueContribution(problem, chosen: order.map(\.site))
  var left = plan
  let sites = zip(order, unique).map { step, unique in
    let move = net[step.site]
    var canGo = problem.statuses[step.site.rawValue] == .candidate
    if canGo, step.gain < max(least, tolerance) {
      // Even what adds next to nothing may be what a floor hangs on.
      let rest = left.filter { $0 != step.site }
      canGo =
        constraints.floors.isEmpty && constraints.musts.isEmpty
        || PlanCheck(problem, constraints, rest).brokenRules.count <= broken.count
      if canGo { left = rest }
    }
    let verdict: PlanAudit.Verdict =
      canGo && step.gain < max(least, tolerance) ? .drop : move.map { $0.gain >= least } ?? false ? .move : .keep
    return PlanAudit.Site(
      site: step.site, gain: step.gain, cumulative: step.cumulative, unique: unique, verdict: verdict,
      replacement: move?.to, moveGain: move?.gain ?? 0)
  }
  return PlanAudit(
    value: check.coveredWeight, worth: least, brokenRules: broken, sites: sites,
    pairs: redundantPairs(problem, plan: plan, worth: least),
    moves: moves, best: best,
    sameBudget: sameBudget)
}

extension SitingSolution {
  /// Takes a plan of the user's when it is better than what the search found in its time.
  fileprivate mutating func adopt(_ problem: SitingProblem, _ plan: [SiteIndex]) {
    let value = Verification(problem, chosen: plan).coveredWeight
    guard status == .feasible || status == .unknown, value > objective ?? -.infinity else { return }
    chosen = plan.sorted()
    objective = value
    coveredWeight = value
    bound = bound.map { max($0, value) }
  }
}

/// Best swaps in turn, each within the constraints; required sites stay where they are.
private func improvingMoves(
  _ problem: SitingProblem, plan: [SiteIndex], under constraints: SitingConstraints, _ isOver: (_ visits: Int) -> Bool
) -> [PlanAudit.Move] {
  guard constraints.isOnlyCount else { return ruledMoves(problem, plan: plan, under: constraints, isOver) }
  let presolve = CoveringPresolve(problem, dropWeightless: true, dropDominated: false)
  var columnOf: [SiteIndex: Int] = [:]
  for (column, origin) in presolve.rows.origins.enumerated() { columnOf[SiteIndex(Int(origin))] = column }
  let columns = plan.sorted().compactMap { columnOf[$0] }
  var search = CoverSwap(rows: presolve.rows, slots: columns.count)
  for column in columns { search.append(column) }
  let tolerance = 1e-9 * max(1, presolve.base + presolve.rows.totalWeight)
  var moves: [PlanAudit.Move] = []
  func site(_ column: Int) -> SiteIndex { SiteIndex(Int(presolve.rows.origins[column])) }
  while !isOver(search.visits), let swap = search.bestSwap(), swap.change > tolerance {
    let from = site(Int(search.plan[swap.slot]))
    search.replace(slot: swap.slot, by: swap.column)
    moves.append(
      PlanAudit.Move(from: from, to: site(swap.column), gain: swap.change, value: presolve.base + search.worth))
  }
  return moves
}

/// The same with every swap scored anew, so that any constraint can be asked.
private func ruledMoves(
  _ problem: SitingProblem, plan: [SiteIndex], under constraints: SitingConstraints, _ isOver: (_ visits: Int) -> Bool
) -> [PlanAudit.Move] {
  let setup = PlanSetup(problem, constraints)
  let core = RowCore(setup.demandRows(), columns: setup.columns, standing: setup.standing)
  func site(_ column: Int) -> SiteIndex { SiteIndex(Int(setup.columns[column])) }
  let isPlanned = Set(plan)
  var ruled = RuledPlan(setup.rules, core.emptyState())
  for column in setup.columns.indices where isPlanned.contains(site(column)) { ruled.open(column) }
  let tolerance = 1e-9 * max(1, problem.totalWeight)
  var moves: [PlanAudit.Move] = []
  var visits = 0
  while true {
    let before = ruled.merit.worth
    var best: (from: Int, to: Int, worth: Double)?
    for from in ruled.columns.map({ Int($0) }) {
      if isOver(visits) { return moves }
      ruled.close(from)
      for to in setup.columns.indices where to != from && ruled.allows(to) {
        let merit = ruled.meritAfterOpening(to)
        visits += core.trialCount
        if merit.shortfall == 0, merit.worth > best?.worth ?? (before + tolerance) { best = (from, to, merit.worth) }
      }
      ruled.open(from)
    }
    guard let best else { return moves }
    ruled.close(best.from)
    ruled.open(best.to)
    moves.append(
      PlanAudit.Move(
        from: site(best.from), to: site(best.to), gain: best.worth - before, value: ruled.merit.worth))
  }
}

/// Where each site that leaves the plan ends, and the gains on its way.
///
/// A site that comes back stands for itself: who took its place then ends where it had gone.
private func netMoves(
  _ moves: [PlanAudit.Move], of plan: [SiteIndex]
) -> [SiteIndex: (to: SiteIndex, gain: Double)] {
  var end = Dictionary(uniqueKeysWithValues: plan.map { ($0, (to: $0, gain: 0.0)) })
  var startOf = Dictionary(uniqueKeysWithValues: plan.map { ($0, $0) })
  for move in moves {
    guard let start = startOf.removeValue(forKey: move.from) else { continue }
    startOf[move.to] = start
    end[start] = (move.to, end[start]!.gain + move.gain)
  }
  var net: [SiteIndex: (to: SiteIndex, gain: Double)] = [:]
  for site in plan where startOf[site] == nil {
    var last = end[site]!
    while let next = end[last.to] { last = (next.to, last.gain + next.gain) }
    net[site] = last
  }
  return net
}

/// What both cover counts as most of it from this part on.
private let redundantShare = 0.8

private func redundantPairs(_ problem: SitingProblem, plan: [SiteIndex], worth: Double) -> [PlanAudit.RedundantPair] {
  let existing = problem.sites(.existing)
  var hits = [Int32](repeating: 0, count: problem.demandCount)
  var isExisting = [Bool](repeating: false, count: problem.demandCount)
  for site in existing {
    for point in problem.covers.demand(of: site) {
      hits[Int(point)] += 1
      isExisting[Int(point)] = true
    }
  }
  for site in plan { for point in problem.covers.demand(of: site) { hits[Int(point)] += 1 } }
  func weight(_ points: some Sequence<Int32>, where isCounted: (Int) -> Bool) -> Double {
    points.reduce(0) { isCounted(Int($1)) ? $0 + problem.weights[Int($1)] : $0 }
  }
  let plan = plan.sorted()
  let own = plan.map { weight(problem.covers.demand(of: $0)) { !isExisting[$0] } }
  var pairs: [PlanAudit.RedundantPair] = []
  var isFirst = [Bool](repeating: false, count: problem.demandCount)
  for (index, first) in plan.enumerated() {
    let points = problem.covers.demand(of: first)
    for point in points { isFirst[Int(point)] = true }
    defer { for point in points { isFirst[Int(point)] = false } }
    let unique = weight(points) { hits[$0] == 1 }
    for (otherIndex, second) in plan.enumerated() where otherIndex > index {
      let others = problem.covers.demand(of: second)
      let shared = weight(others) { isFirst[$0] && !isExisting[$0] }
      guard shared > 0 else { continue }
      let joint = unique + weight(others) { hits[$0] == 1 } + weight(others) { isFirst[$0] && hits[$0] == 2 }
      let share = shared / min(own[index], own[otherIndex])
      guard share >= redundantShare || joint < worth else { continue }
      pairs.append(
        .init(first: first, second: second, isSecondExisting: false, shared: shared, sharedShare: share, joint: joint))
    }
    let all = weight(points) { _ in true }
    for second in existing {
      let shared = weight(problem.covers.demand(of: second)) { isFirst[$0] }
      guard shared > 0, shared / all >= redundantShare else { continue }
      pairs.append(
        .init(
          first: first, second: second, isSecondExisting: true, shared: shared, sharedShare: shared / all,
          joint: unique))
    }
  }
  return pairs.sorted { ($1.sharedShare, $0.first, $0.second) < ($0.sharedShare, $1.first, $1.second) }
}
