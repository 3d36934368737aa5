import Model

/// Why floors cannot be met, and the smallest change of one constraint that would meet them.
///
/// In order: a floor beyond what all usable sites reach; a floor beyond what number, budget and spacing allow even for
/// it alone; floors that only together ask for too much.
/// - Returns: a reason that names group, share and demand; repairs, each enough by itself and proven.
func explainFloors(
  _ setup: PlanSetup, _ limits: SolveLimits, covering: [Bool]? = nil
) -> SitingImpossibility {
  let problem = setup.problem
  let constraints = setup.constraints
  guard limits.findsRepairs else { return SitingImpossibility(reason: "the floors cannot all be met") }
  let limits = ExplainLimits(limits, parts: 4 + 4 * constraints.floors.count)
  var isReached = [Bool](repeating: false, count: problem.demandCount)
  for site in setup.standing + setup.columns.map({ SiteIndex(Int($0)) }) {
    for point in problem.covers.demand(of: site) { isReached[Int(point)] = true }
  }
  if let covering, covering.indices.contains(where: { covering[$0] && !isReached[$0] }) {
    let missed = covering.indices.filter { covering[$0] && !isReached[$0] }
    return SitingImpossibility(
      reason:
        "\(missed.count) demand points must be covered and are reached only by sites that spacing or budget rule out",
      repairs: otherRepairs(setup, limits, covering: covering), demand: missed)
  }
  // All of them: of several that are too high, each must be lowered.
  let best = constraints.floors.map { bestShare(of: $0, setup, limits) }
  func floorRepairs() -> [SitingRepair] {
    loweredFloors(setup, best, limits, covering: covering).map { [$0] } ?? []
  }
  for floor in constraints.floors {
    let total = floor.members.reduce(0) { $0 + problem.weights[$1] }
    let reached = floor.members.reduce(0) { $0 + (isReached[$1] ? problem.weights[$1] : 0) }
    guard reached < floorLimit(floor.share, of: total) else { continue }
    let missed = floor.members.filter { !isReached[$0] && problem.weights[$0] > 0 }.sorted()
    return SitingImpossibility(
      reason: "the \(floor.words) is \(plainShare(floor.share)), but all sites that may be chosen reach"
        + " \(plainShare(reached / total)): \(missed.count) of its demand points are out of reach",
      repairs: floorRepairs() + otherRepairs(setup, limits, covering: covering), demand: missed)
  }
  for (floor, share) in zip(constraints.floors, best) {
    guard let share else { continue }
    let total = floor.members.reduce(0) { $0 + problem.weights[$1] }
    guard share * total < floorLimit(floor.share, of: total) else { continue }
    return SitingImpossibility(
      reason: "the \(floor.words) is \(plainShare(floor.share)), but \(limitsInWords(constraints)) allow at"
        + " most \(plainShare(share)) even for it alone",
      repairs: floorRepairs() + otherRepairs(setup, limits, covering: covering))
  }
  let what = covering == nil ? "the floors" : constraints.floors.isEmpty ? "full cover" : "full cover and floors"
  return SitingImpossibility(
    reason: "\(what) cannot all be met within \(limitsInWords(constraints))",
    repairs: floorRepairs() + otherRepairs(setup, limits, covering: covering))
}

/// What required sites decide already, with repairs that are enough for everything else too.
func explainStanding(
  _ why: SitingImpossibility, _ setup: PlanSetup, _ limits: SolveLimits, covering: [Bool]? = nil
) -> SitingImpossibility {
  var why = why
  why.repairs = otherRepairs(setup, ExplainLimits(limits, parts: 3), covering: covering)
  return why
}

/// Repairs of number, budget and spacing.
private func otherRepairs(_ setup: PlanSetup, _ limits: ExplainLimits, covering: [Bool]?) -> [SitingRepair] {
  var repairs: [SitingRepair] = []
  let constraints = setup.constraints
  if constraints.budget != nil {
    var relaxed = constraints
    relaxed.budget = nil
    if let cost = LeastPlan(setup.problem, relaxed, aim: .leastCost, covering: covering).least(limits.next) {
      repairs.append(.budget(cost))
    }
  }
  if constraints.count != nil {
    var relaxed = constraints
    relaxed.count = nil
    if let count = LeastPlan(setup.problem, relaxed, aim: .fewestSites, covering: covering).least(limits.next) {
      repairs.append(.count(Int(count)))
    }
  }
  if !constraints.tooClose.isEmpty || !constraints.exclusive.isEmpty {
    var relaxed = constraints
    relaxed.tooClose = []
    relaxed.exclusive = []
    if isFeasible(setup.problem, relaxed, limits, covering) { repairs.append(.withoutSpacing) }
  }
  return repairs
}

private func limitsInWords(_ constraints: SitingConstraints) -> String {
  var words: [String] = []
  if let count = constraints.count { words.append("\(count) new sites") }
  if let budget = constraints.budget { words.append("a budget of \(plainNumber(budget))") }
  if !constraints.tooClose.isEmpty { words.append("the spacing") }
  if !constraints.exclusive.isEmpty { words.append("the exclusive groups") }
  return words.isEmpty ? "the sites there are" : words.joined(separator: " and ")
}

extension CoverageFloor {
  fileprivate var words: String { name == Self.target ? "target" : "floor of \(name)" }
}
