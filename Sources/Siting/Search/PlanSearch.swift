/// What the general search found and proved, in terms of columns.
struct PlanOutcome: Sendable {
  /// Rising; nil when no feasible plan was found.
  var plan: [Int32]?
  /// Worth less fees of the plan.
  var value: Double
  /// No feasible plan is worth more.
  var bound: Double
  var stopped: SitingSolution.Stop
  var visits: Int
  /// Of a ``CombinedSearch``, what each stage took.
  var trace = SearchTrace()
}

/// The general search for every problem with side rules: presolve, a first plan, bound and local search in turn, columns
/// fixed by reduced cost, then branch and bound, best bound first.
///
/// ``MaximalCoveringSearch`` is stronger where only the number of sites is bounded. Nodes are expanded four at a time,
/// beside the local search; how many workers there are changes nothing. Ties fall to the lower column.
struct PlanSearch<Core: PlanCore> {
  typealias Worker = PlanWorker<Core>

  private var worker: Worker
  /// Hears of each better plan.
  var onImprovement: (([Int32]) -> Void)?
  /// What is still open; nil before the first node.
  private var frontier: OpenNodes<Worker.Node>?
  private var nodeCount = 0
  /// What the last nodes took.
  private var lastVisits = 0

  private static var batch: Int { 4 }

  var plan: [Int32]? { worker.plan }
  var value: Double { worker.value }
  var visits: Int { worker.visits }
  /// Of these the local search's.
  var wandered: Int { worker.wandered }
  var control: SearchControl {
    get { worker.control }
    set { worker.control = newValue }
  }

  /// - Parameter floor: plans worth less are of no interest; those found all the same may be returned.
  init(core: Core, rules: PlanRules, control: SearchControl, floor: Double? = nil) {
    worker = Worker(core: core, rules: rules, control: control, floor: floor)
  }

  /// One worker alone.
  /// - Parameter first: columns that a first plan may be made of.
  mutating func run(from first: [Int32] = []) -> PlanOutcome {
    if let stopped = start(from: first) { return standing(stopped) }
    return prove()
  }

  /// One round, with as many workers as the limits allow: the root alone in the first.
  /// - Returns: nil to go on.
  mutating func advance() async -> PlanOutcome? {
    let jobs: [Job]
    switch next() {
    case .done(let outcome): return outcome
    case .jobs(let found): jobs = found
    }
    let (start, threads) = (worker, min(worker.control.limits.threads, jobs.count))
    guard threads > 1 else {
      take(jobs.map { Self.done($0, by: start) }, since: start)
      return nil
    }
    var results = [Result?](repeating: nil, count: jobs.count)
    await withTaskGroup(of: (Int, Result).self) { group in
      var begun = 0
      func begin() {
        guard begun < jobs.count else { return }
        let (index, job) = (begun, jobs[begun])
        begun += 1
        group.addTask { (index, Self.done(job, by: start)) }
      }
      for _ in 0..<threads { begin() }
      for await (index, result) in group {
        results[index] = result
        begin()
      }
    }
    take(results.compactMap(\.self), since: start)
    return nil
  }

  /// A first plan, by greedy and local search.
  /// - Returns: why nothing more is to be done, nil to go on.
  mutating func start(from proposal: [Int32] = []) -> SitingSolution.Stop? {
    let stopped = worker.start(from: proposal)
    if let plan { onImprovement?(plan) }
    return stopped
  }

  /// What is known before anything is proven here.
  func standing(_ stopped: SitingSolution.Stop) -> PlanOutcome { outcome(stopped, bound: worker.upper) }

  /// Goes on until the plan is proven, the control says stop, or `work` pairs more are looked at; can be called again
  /// after a stop.
  mutating func prove(within work: Int = .max) -> PlanOutcome {
    worker.leg = work == .max ? .max : visits + work
    while true {
      switch next() {
      case .done(let outcome): return outcome
      case .jobs(let jobs):
        let start = worker
        take(jobs.map { Self.done($0, by: start) }, since: start)
      }
    }
  }

  /// Takes a plan found elsewhere, if it is better.
  mutating func adopt(_ columns: [Int32]) { worker.adopt(columns) }

  /// Counts pairs that a proof from elsewhere has looked at.
  mutating func count(_ pairs: Int) { worker.visits += pairs }

  /// Local search beside other work, side by side when there are threads for it; each depends on what stood before.
  mutating func wander<Other: Sendable>(
    for pairs: Int, beside other: @escaping @Sendable () async -> Other
  ) async -> Other {
    let start = worker
    @Sendable func wandered() -> Worker {
      var worker = start
      if pairs > 0 { worker.wander(for: pairs) }
      return worker
    }
    guard control.limits.threads > 1 else {
      worker.join(wandered(), since: start, isSearch: true)
      return await other()
    }
    async let next = other()
    worker.join(wandered(), since: start, isSearch: true)
    return await next
  }

  /// Columns that local search should look at first, best first.
  mutating func propose(_ columns: [Int32]) { worker.propose(columns) }

  /// Multipliers of the best open node; empty when there is none.
  var multipliers: [Float] { frontier?.first?.multipliers ?? [] }

  /// No plan that its own nodes have not closed is worth more.
  var openBound: Double { frontier?.bound ?? worker.upper }

  /// Smallest amount by which a plan can be better than another.
  var unit: Double { worker.unit }

  /// What is known with a bound from elsewhere, if the search ends with it; reports it.
  func ending(bound: Double) -> PlanOutcome? {
    let known = worker.rounded(max(value, bound))
    worker.control.report(.prove, objective: value, bound: known, visits: visits)
    if bound < value + unit { return outcome(.proved, bound: value) }
    return worker.stop(bound: bound).map { outcome($0, bound: bound) }
  }

  private func outcome(_ stopped: SitingSolution.Stop, bound proven: Double) -> PlanOutcome {
    let bound = stopped == .proved ? (plan == nil ? -.infinity : value) : max(value, worker.rounded(proven))
    return PlanOutcome(plan: plan, value: value, bound: bound, stopped: stopped, visits: visits)
  }
}

extension PlanSearch {
  private enum Job: Sendable {
    case expand(Worker.Node, number: Int)
    case wander(Int)
  }

  private struct Result: Sendable {
    var worker: Worker
    var children: [Worker.Node]
    var isSearch: Bool
  }

  private enum Step {
    case done(PlanOutcome)
    case jobs([Job])
  }

  private static func done(_ job: Job, by worker: Worker) -> Result {
    var worker = worker
    switch job {
    case .expand(let node, let number):
      let children = worker.expand(node, number: number)
      return Result(worker: worker, children: children, isSearch: number == 1)
    case .wander(let part):
      worker.wander(for: part)
      return Result(worker: worker, children: [], isSearch: true)
    }
  }

  /// What to do next: the root alone, then a few nodes and the local search.
  private mutating func next() -> Step {
    var open = frontier ?? worker.rooted
    frontier = nil
    defer { frontier = open }
    let goal = value + worker.unit
    guard !open.isEmpty, open.bound >= goal else { return .done(outcome(.proved, bound: value)) }
    if let reason = worker.stop(bound: open.bound) { return .done(outcome(reason, bound: open.bound)) }
    var jobs: [Job] = []
    if nodeCount > 0 { jobs.append(.wander(lastVisits / 2)) }
    let most = nodeCount == 0 ? 1 : Self.batch
    while jobs.count(where: { if case .expand = $0 { true } else { false } }) < most, open.bound >= goal,
      let node = open.popFirst()
    {
      nodeCount += 1
      jobs.append(.expand(node, number: nodeCount))
    }
    return .jobs(jobs)
  }

  private mutating func take(_ results: [Result], since start: Worker) {
    guard var open = frontier else { return }
    frontier = nil
    lastVisits = 0
    for result in results {
      worker.join(result.worker, since: start, isSearch: result.isSearch)
      if !result.isSearch || nodeCount == 1 { lastVisits += result.worker.visits - start.visits }
    }
    for child in results.flatMap(\.children) where child.bound >= value + worker.unit { open.insert(child) }
    frontier = open
    if value > start.value, let plan { onImprovement?(plan) }
    worker.control.report(
      .prove, objective: value, bound: worker.rounded(max(value, open.bound)), visits: visits)
  }
}
