import Coverage
import Model
import Siting
import Words

/// Chooses what one budget is spent on: new stations, equipment, longer hours, year by year where the file says so.
struct ActStep {
  let prepared: PreparedAnalysis
  let asked: AnalysisFile.Acts
  let step: SitingStep
  private let week: CountedWeek
  private let points: ValueRows.Points
  private let floors: [CoverageFloor]
  private let nearSites: [SiteIndex: Set<SiteIndex>]

  var inputs: AnalysisInputs { step.inputs }
  var siting: AnalysisFile.Siting { step.file }
  /// Yuan of all years, or of the one budget; nil for any sum.
  var budget: Double? { asked.phases.isEmpty ? siting.budget : asked.phases.reduce(0) { $0 + $1.budget } }

  /// Yuan that one more of is told.
  static let more = 10_000.0
  /// Sums between nothing and the budget.
  private static let curveSteps = 20

  /// - Parameter step: its stations, candidates, cover sets and rules count, which may be others than those prepared.
  /// - Throws: ``AnalysisError`` for floors by a group that nobody is in.
  init(_ prepared: PreparedAnalysis, _ asked: AnalysisFile.Acts, _ step: SitingStep) throws {
    self.prepared = prepared
    self.asked = asked.isStated ? asked : asked.countingCoverage
    self.step = step
    week = CountedWeek(prepared.file.coverage)
    let demand = prepared.demand.points
    let siting = step.file
    floors = try siting.floors.map { try step.inputs.floors($0, demand, weights: siting.weights) } ?? []
    guard floors.isEmpty || asked.phases.isEmpty || asked.programme == .final else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "最低覆盖率以最后一年为准。使用siting.phases时请把siting.programme设为final，或删去最低覆盖率。",
          "floors hold for the last year. With siting.phases set siting.programme to final, or remove them."),
        at: .init(file: "siting.constraints.floors"))
    }
    var groupOf = [Int](repeating: 0, count: demand.count)
    for (index, floor) in floors.enumerated() { for point in floor.members { groupOf[point] = index + 1 } }
    let presence: (all: [Presence], ofOwner: [DemandKind: [Int]]) =
      asked.isStated ? step.inputs.presences(week) : ([.always], [:])
    points = ValueRows.Points(
      weights: prepared.pointValues, presences: presence.all,
      presenceOf: demand.map { presence.ofOwner[$0.kind]?[$0.owner] ?? 0 }, groupOf: groupOf)
    var near: [SiteIndex: Set<SiteIndex>] = [:]
    if let spacing = siting.spacing {
      for pair in try closePairs(step.inputs.sites.positions, nearerThan: spacing, geographic: true) {
        near[pair.first, default: []].insert(pair.second)
        near[pair.second, default: []].insert(pair.first)
      }
    }
    nearSites = near
  }

  /// What stations have today.
  var today: [SiteIndex: Fitting] {
    var fittings: [SiteIndex: Fitting] = [:]
    for (site, station) in zip(inputs.sites.stationIndices, inputs.stations) {
      fittings[site] = Fitting(
        services: station.services,
        open: StationWeek(station.hours, week, at: station.position).minutes(prepared.file.coverage.unknownHours))
    }
    return asked.isStated ? fittings : fittings.mapValues { _ in AnalysisFile.Acts.anyStation }
  }

  /// What could be done from some state on, and what it is worth.
  func problem(
    from standing: [SiteIndex: Fitting], built: Int = 0, isAllowed: (Act) -> Bool = { _ in true }
  ) throws -> ActProblem {
    let catalog = try ActCatalog(inputs, asked, standing: standing, week) { act in
      isAllowed(act)
        && (act.kind != .build || (nearSites[act.site] ?? []).allSatisfy { standing[$0] == nil })
    }
    return ActProblem(
      catalog, asked.value, points, step.covers, floors: floors, nearSites: nearSites,
      mostBuilds: siting.new.map { max(0, $0 - built) })
  }

  /// What some sites serve, as a share of all that could be: by another way than the search.
  func served(_ fittings: [SiteIndex: Fitting], _ value: ServiceValue) -> Double {
    let covers = step.covers
    let served = value.served(
      demandCount: covers.demandCount,
      sites: fittings.sorted { $0.key < $1.key }.map { (covers.demand(of: $0.key), $0.value) },
      presences: points.presences, ofPoint: points.presenceOf)
    var (sum, most) = (0.0, 0.0)
    for (point, weight) in points.weights.enumerated() {
      sum += weight * served[point]
      most += weight * value.most(points.presences[points.presenceOf[point]])
    }
    return most > 0 ? sum / most : 0
  }

  /// - Throws: ``Defect`` when the plan's value is not what its stations serve.
  func plan(_ options: RunOptions) async throws -> ActPlan {
    let problem = try problem(from: today)
    let scale = problem.scale
    let limits = step.limits(options, scale, .plan)
    var plan = ActPlan(
      status: .unknown, stopped: .work, today: scale > 0 ? problem.today / scale : 0, budget: budget)
    plan.options = problem.catalog.acts.count
    plan.warnings = warnings(problem.catalog)
    guard scale > 0 else {
      plan.status = .optimal
      plan.stopped = .proved
      plan.reason = Bilingual(
        "在计入的时间内没有需求的权重大于零，各方案之间无法比较",
        "no demand has a weight at a time that counts, so nothing is better than anything else")
      return plan
    }
    let (acts, solution) = try await problem.solve(budget: budget, limits)
    plan.take(solution, scale)
    guard solution.objective != nil else { return plan }
    options.resultStands()
    var stages = [ActStage(problem: problem, acts: acts, budget: budget ?? .infinity)]
    if !asked.phases.isEmpty {
      options.progress.report(Bilingual("选址：正在安排各年", "siting: years"))
      try await programme(&plan, &stages, final: acts, step.within(limits, .curve))
    }
    fill(&plan, stages, isOver: { options.isCancelled() })
    try verify(&plan)
    options.progress.report(Bilingual("选址：正在计算不同预算的效果", "siting: curve by budget"))
    try await curve(&plan, problem, acts, step.within(limits, .curve))
    try await mixes(&plan, problem, step.within(limits, .reasons))
    return plan
  }

  /// The acts of each stage in the order of doing.
  private func fill(_ plan: inout ActPlan, _ stages: [ActStage], isOver: () -> Bool) {
    var spent = 0.0
    for stage in stages {
      let problem = stage.problem
      let cost = stage.acts.reduce(0) { $0 + problem.catalog.acts[$1].yuan }
      let others = Set(
        stages.filter { $0.year != stage.year }.flatMap { other in other.acts.map { other.problem.catalog.acts[$0] } })
      let steps = problem.steps(
        stage.acts, left: max(0, stage.budget - spent - cost), except: { others.contains($0) }, isOver: isOver)
      plan.acts += steps.enumerated().map { index, step in
        PlannedAct(
          rank: plan.acts.count + index + 1, year: stage.year, act: shown(problem.catalog.acts[step.act]),
          gain: step.gain / problem.scale, cumulative: step.worth / problem.scale, loss: step.loss / problem.scale,
          substitute: step.substitute.map { shown(problem.catalog.acts[$0]) },
          lossWithSubstitute: step.lossWithSubstitute / problem.scale)
      }
      spent += cost
      plan.fittings.merge(problem.fittings(with: stage.acts)) { $1 }
    }
    plan.yuan = spent
  }

  /// As the file has it: where coverage alone counts, a new station is built with what `siting.builds_with` says.
  private func shown(_ act: Act) -> Act {
    guard !asked.isStated else { return act }
    var act = act
    act.services = siting.buildsWith.services.sorted()
    act.hours = siting.buildsWith.hours
    return act
  }

  private func verify(_ plan: inout ActPlan) throws {
    let after = today.merging(plan.fittings) { $1 }
    let found = served(after, asked.value)
    guard abs(found - (plan.value ?? 0)) <= 1e-6 else {
      throw Defect(
        Bilingual(
          "各事项的服务水平为\(found)，而求解结果为\(plan.value ?? 0)", "the acts serve \(found), the search says \(plan.value ?? 0)"))
    }
    if plan.status == .optimal, asked.phases.isEmpty { plan.bound = plan.value }
    guard asked.isStated else {
      plan.fittings = [:]
      return
    }
    func part(_ name: String, _ value: ServiceValue) -> ServedPart {
      ServedPart(name: name, today: served(today, value), withPlan: served(after, value))
    }
    let services = Dictionary(uniqueKeysWithValues: asked.value.services.map { ($0.service, $0.value) })
    plan.periods = prepared.file.coverage.periods.map { period in
      part(period.name, ServiceValue(services: services, periods: [(period.minutes, 1)]))
    }
    plan.services = asked.value.services.map { valued in
      part(
        valued.service.rawValue,
        ServiceValue(services: [valued.service: 1], periods: asked.value.parts.map { ($0.minutes, $0.value) }))
    }
  }

  /// The best for each sum: each a small, fixed amount of work.
  private func curve(
    _ plan: inout ActPlan, _ problem: ActProblem, _ acts: [Int], _ limits: SolveLimits
  ) async throws {
    let top = budget ?? acts.reduce(0) { $0 + problem.catalog.acts[$1].yuan }
    var limits = limits
    limits.work = 300
    limits.progress = nil
    let deadline = SolveDeadline(limits.timeLimit)
    var points: [BudgetPoint] = []
    var start: [Int] = []
    for step in 0...Self.curveSteps where !limits.isCancelled() && top > 0 {
      let yuan = step == Self.curveSteps ? top : (top * (Double(step) / Double(Self.curveSteps))).rounded()
      guard points.last.map({ $0.yuan < yuan }) ?? true else { continue }
      if step == Self.curveSteps {
        guard let bound = plan.finalBound ?? plan.bound, let value = plan.finalValue else { break }
        points.append(BudgetPoint(yuan: yuan, value: value, bound: bound))
        break
      }
      guard let point = try await point(problem, yuan, from: &start, limits.within(deadline, share: 0.5)) else {
        continue
      }
      points.append(point)
    }
    plan.curve = points.monotone
    guard let budget, !limits.isCancelled() else { return }
    limits.work = 1_000
    var best = acts
    if var next = try await point(problem, budget + Self.more, from: &best, limits.within(deadline)) {
      next.value = max(next.value, plan.finalValue ?? 0)
      plan.next = next
    }
  }

  private func point(
    _ problem: ActProblem, _ yuan: Double, from start: inout [Int], _ limits: SolveLimits
  ) async throws -> BudgetPoint? {
    let (acts, solution) = try await problem.solve(budget: yuan, from: start, limits)
    guard let value = solution.objective, let bound = solution.bound else { return nil }
    start = acts
    return BudgetPoint(yuan: yuan, value: value / problem.scale, bound: bound / problem.scale)
  }

  /// The best of some kinds alone, where the plan could have had others.
  private func mixes(_ plan: inout ActPlan, _ problem: ActProblem, _ limits: SolveLimits) async throws {
    var limits = limits
    limits.work = 1_000
    limits.progress = nil
    let deadline = SolveDeadline(limits.timeLimit)
    let there = Set(problem.catalog.acts.map(\.kind))
    var seen: Set<Set<SitingOption.Kind>> = [there]
    for name in ActMix.Name.allCases where !limits.isCancelled() {
      let kinds = there.intersection(name.kinds)
      guard !kinds.isEmpty, seen.insert(kinds).inserted else { continue }
      let (acts, solution) = try await problem.solve(
        budget: budget, kinds: Array(kinds), limits.within(deadline, share: 0.4))
      guard let value = solution.objective, let bound = solution.bound else { continue }
      let chosen = acts.map { problem.catalog.acts[$0] }
      plan.mixes.append(
        ActMix(
          name: name,
          best: BudgetPoint(
            yuan: chosen.reduce(0) { $0 + $1.yuan }, value: value / problem.scale, bound: bound / problem.scale),
          counts: Dictionary(chosen.map { ($0.kind, 1) }, uniquingKeysWith: +)))
    }
  }
}

extension ActPlan {
  mutating func take(_ solution: SitingSolution, _ scale: Double) {
    status = solution.status
    stopped = solution.stopped
    value = solution.objective.map { $0 / scale }
    bound = solution.bound.map { $0 / scale }
    gap = solution.gap
    rows = solution.rowsAfterPresolve
    warnings += solution.warnings
    reason = solution.reason
    finalValue = value
  }
}

extension AnalysisFile.Acts {
  fileprivate static let covered = Service(rawValue: "any")
  static let anyStation = Fitting(services: [covered], open: .all)

  /// The same where nothing counts but that a station is within the cutoff, whatever it has and whenever it opens.
  fileprivate var countingCoverage: AnalysisFile.Acts {
    var acts = self
    acts.services = [Self.covered: 1]
    acts.value = ServiceValue(services: acts.services, periods: [(.all, 1)])
    for host in acts.builds.keys {
      for index in acts.builds[host]!.indices {
        acts.builds[host]![index].services = [Self.covered]
        acts.builds[host]![index].hours = "24/7"
      }
    }
    return acts
  }
}
