import Model

/// The floors that have to be lowered, and to what, so that all can be met with nothing else changed; nil when that could
/// not be proven within the limits.
///
/// One floor alone where that is enough: the one that is too high by itself, else the one that has to give least. Several
/// where several are too high: each to the best share of its group, or, where number or money do not suffice for all of
/// these, first all of them to one whole per cent and then, in their order, each as high as the others let it.
/// - Parameter best: of each floor's group alone, within number, budget and spacing; nil where it is not known.
/// - Complexity: a few bounded searches for each floor.
func loweredFloors(
  _ setup: PlanSetup, _ best: [Double?], _ limits: ExplainLimits, covering: [Bool]?
) -> SitingRepair? {
  let (problem, floors) = (setup.problem, setup.constraints.floors)
  guard !floors.isEmpty, covering == nil || isFeasible(problem, setup.constraints.lowering { _ in 0 }, limits, covering)
  else { return nil }
  func isMet(_ floor: CoverageFloor, by share: Double) -> Bool {
    let total = floor.members.reduce(0) { $0 + problem.weights[$1] }
    return share * total >= floorLimit(floor.share, of: total)
  }
  func isEnough(_ shares: [Double]) -> Bool {
    isFeasible(problem, setup.constraints.lowering { shares[$0] }, limits, covering)
  }
  func repair(_ shares: [Double]) -> SitingRepair? {
    let lowered = floors.indices.filter { shares[$0] < floors[$0].share }
    if lowered.count == 1 { return .floor(name: floors[lowered[0]].name, share: shares[lowered[0]]) }
    return lowered.isEmpty
      ? nil : .floors(lowered.map { LoweredFloor(name: floors[$0].name, share: shares[$0]) })
  }
  let asked = floors.map(\.share)
  let short = floors.indices.filter { index in best[index].map { !isMet(floors[index], by: $0) } ?? false }
  var shares = asked
  for index in short { shares[index] = best[index]! }
  if !short.isEmpty, isEnough(shares) { return repair(shares) }
  // One that gives way to the others.
  if short.count <= 1, covering == nil {
    var least: (index: Int, share: Double)?
    for index in short.isEmpty ? Array(floors.indices) : short {
      guard
        let share = bestShare(
          of: floors[index], setup, limits,
          keeping: setup.constraints.lowering { other in
            other == index ? 0 : asked[other]
          })
      else { continue }
      if least.map({ asked[index] - share < asked[$0.index] - $0.share }) ?? true { least = (index, share) }
    }
    if let least {
      shares = asked
      shares[least.index] = min(least.share, asked[least.index])
      return repair(shares)
    }
  }
  return ladder(floors, to: shares, isEnough).flatMap { common in
    var shares = common
    for index in floors.indices where covering == nil && shares[index] < asked[index] {
      let kept = setup.constraints.lowering { other in other == index ? 0 : shares[other] }
      guard let share = bestShare(of: floors[index], setup, limits, keeping: kept) else { continue }
      shares[index] = min(asked[index], max(shares[index], share))
    }
    return repair(shares)
  }
}

/// No floor above one whole per cent, the highest for which there is a plan.
private func ladder(
  _ floors: [CoverageFloor], to most: [Double], _ isFeasible: ([Double]) -> Bool
) -> [Double]? {
  func shares(_ percent: Int) -> [Double] { most.map { min($0, Double(percent) / 100) } }
  guard isFeasible(shares(0)) else { return nil }
  var (low, high) = (0, 100)
  while high - low > 1 {
    let middle = (low + high) / 2
    if isFeasible(shares(middle)) { low = middle } else { high = middle }
  }
  return shares(low)
}

/// The best share of one group under number, budget and spacing, if it is proven within little work.
///
/// - Parameter others: floors that are kept meanwhile; none by default.
func bestShare(
  of floor: CoverageFloor, _ setup: PlanSetup, _ limits: ExplainLimits, keeping others: SitingConstraints? = nil
) -> Double? {
  let weights = setup.problem.weights
  let total = floor.members.reduce(0) { $0 + weights[$1] }
  guard total > 0 else { return nil }
  // Without the fees that the setup of a cheapest plan has.
  let setup = PlanSetup(setup.problem, others ?? setup.constraints)
  var rows = setup.demandRows()
  if others == nil { rows.floors = [] }
  for row in rows.once.indices { rows.once[row] = 0 }
  for point in floor.members { rows.once[point] = weights[point] }
  let core = RowCore(rows, columns: setup.columns, standing: setup.standing)
  var search = PlanSearch(core: core, rules: setup.rules, control: SearchControl(limits: limits.next))
  let outcome = search.run()
  return outcome.plan != nil && outcome.stopped == .proved ? outcome.value / total : nil
}

func isFeasible(
  _ problem: SitingProblem, _ constraints: SitingConstraints, _ limits: ExplainLimits, _ covering: [Bool]? = nil
) -> Bool {
  LeastPlan(problem, constraints, aim: .fewestSites, covering: covering).least(limits.next) != nil
}

/// What the questions behind one explanation may take, each little work, all together what is left of the time.
struct ExplainLimits {
  private let limits: SolveLimits
  private let deadline: SolveDeadline

  /// - Parameter parts: how many questions there may be.
  init(_ limits: SolveLimits, parts: Int) {
    var part = limits
    part.gap = 0
    part.work = min(limits.work / parts, 200)
    part.progress = nil
    self.limits = part
    deadline = SolveDeadline(limits.timeLimit)
  }

  var next: SolveLimits { limits.within(deadline, share: 0.5) }
}

extension SitingConstraints {
  /// The same with other shares.
  fileprivate func lowering(_ share: (_ floor: Int) -> Double) -> SitingConstraints {
    var lowered = self
    for index in floors.indices { lowered.floors[index].share = share(index) }
    return lowered
  }
}
