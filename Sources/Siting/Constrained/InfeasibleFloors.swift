import Model
import Words

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
  guard limits.findsRepairs else {
    return SitingImpossibility(reason: Bilingual("各项最低覆盖率无法同时满足", "the floors cannot all be met"))
  }
  let limits = ExplainLimits(limits, parts: 4 + 4 * constraints.floors.count)
  var isReached = [Bool](repeating: false, count: problem.demandCount)
  for site in setup.standing + setup.columns.map({ SiteIndex(Int($0)) }) {
    for point in problem.covers.demand(of: site) { isReached[Int(point)] = true }
  }
  if let covering, covering.indices.contains(where: { covering[$0] && !isReached[$0] }) {
    let missed = covering.indices.filter { covering[$0] && !isReached[$0] }
    return SitingImpossibility(
      reason:
        Bilingual(
          "有\(missed.count)个必须覆盖的需求点，能服务它们的站点都因站间距离或预算而不能选",
          "\(missed.count) demand points must be covered and are reached only by sites that spacing or budget rule out"),
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
      reason: floor.words + plainShare(floor.share)
        + Bilingual("，而全部可选的站点只能覆盖", ", but all sites that may be chosen reach ") + plainShare(reached / total)
        + Bilingual(
          "：其中有\(missed.count)个需求点服务不到", ": \(missed.count) of its demand points are out of reach"),
      repairs: floorRepairs() + otherRepairs(setup, limits, covering: covering), demand: missed)
  }
  for (floor, share) in zip(constraints.floors, best) {
    guard let share else { continue }
    let total = floor.members.reduce(0) { $0 + problem.weights[$1] }
    guard share * total < floorLimit(floor.share, of: total) else { continue }
    let isOnlyOne = constraints.floors.count == 1
    return SitingImpossibility(
      reason: floor.words + plainShare(floor.share) + Bilingual("，而在", ", but ") + limitsInWords(constraints)
        + Bilingual(isOnlyOne ? "的条件下，最多只能达到" : "的条件下，即使只考虑这一项，最多也只能达到", " allow at most ")
        + plainShare(share) + Bilingual("", isOnlyOne ? "" : " even for it alone"),
      repairs: floorRepairs() + otherRepairs(setup, limits, covering: covering))
  }
  let within = limitsInWords(constraints)
  let (chinese, english) =
    covering == nil
    ? ("无法同时满足各项最低覆盖率", "the floors")
    : constraints.floors.isEmpty
      ? ("无法做到全部覆盖", "full cover") : ("无法同时做到全部覆盖并满足各项最低覆盖率", "full cover and floors")
  return SitingImpossibility(
    reason: Bilingual(
      "在\(within.chinese)的条件下，\(chinese)", "\(english) cannot all be met within \(within.english)"),
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

private func limitsInWords(_ constraints: SitingConstraints) -> Bilingual {
  var words: [Bilingual] = []
  if let count = constraints.count { words.append(Bilingual("新建\(count)处", "\(count) new sites")) }
  if let budget = constraints.budget {
    words.append(Bilingual("预算\(plainNumber(budget))", "a budget of \(plainNumber(budget))"))
  }
  if !constraints.tooClose.isEmpty { words.append(Bilingual("站间距离", "the spacing")) }
  if !constraints.exclusive.isEmpty { words.append(Bilingual("互斥组", "the exclusive groups")) }
  return words.isEmpty ? Bilingual("现有可选站点", "the sites there are") : words.joined("、", " and ")
}

extension CoverageFloor {
  /// Before its share.
  fileprivate var words: Bilingual {
    name == Self.target
      ? Bilingual("目标覆盖率为", "the target is ") : Bilingual("“\(name)”的最低覆盖率为", "the floor of \(name) is ")
  }
}
