/// One worker of the general search: bounds nodes, fixes columns, tries plans. Copies of it work side by side.
struct PlanWorker<Core: PlanCore>: Sendable {
  let core: Core
  let rules: PlanRules
  var control: SearchControl
  private(set) var plan: [Int32]?
  private(set) var value: Double
  var visits = 0
  /// Visits of the local search alone.
  private(set) var wandered = 0
  /// Visits at which to pause.
  var leg = Int.max
  private var improver: Core.Improver
  /// What the relaxation liked last, best first.
  private var proposal: [Int] = []
  /// What a better plan must at least be worth more.
  let unit: Double
  /// Of which all values are multiples; 0 when they are not whole numbers.
  private let grain: Double
  /// What rounding may take from a bound of whole numbers.
  private let slack: Double
  /// The rules' limits, and for bounds alone the sets of conflicting columns that no partition holds.
  private let boundRules: PlanRules

  struct Node: BoundedNode, Sendable {
    /// Per column 1 in, 0 out, -1 open.
    var fixed: [Int8]
    var bound: Double
    var multipliers: [Float]
    var usage: [Float]
    /// Of the bound's search, to begin with.
    var step = 0.1
  }

  /// - Parameter floor: plans worth less are of no interest; those found all the same may be returned.
  init(core: Core, rules: PlanRules, control: SearchControl, floor: Double? = nil) {
    self.core = core
    self.rules = rules
    self.control = control
    boundRules = rules.withCliqueLimits
    improver = Core.Improver(core: core, rules: rules, seed: control.limits.seed) { control.interruption != nil }
    let isWhole = core.isWhole && rules.fees.allSatisfy { $0 == $0.rounded() }
    let range = core.worthRange
    let size = max(range.upperBound, rules.fees.reduce(0, +))
    grain = !isWhole ? 0 : core.isScalable ? commonDivisor(rules.fees) : 1
    // Sums of large whole numbers with fractions between them round by far less.
    slack = min(0.45, 1e-6 + 1e-12 * size)
    unit = isWhole ? grain - slack : 1e-9 * max(size, 1e-12)
    let lowest = range.lowerBound - rules.fees.reduce(0, +) - 1 - 1e-6 * size
    value = max(lowest, (floor ?? -.infinity) - unit - 1e-9 * max(size, 1e-12))
    if floor != nil, !core.isScalable { improver.beat(value, by: unit) }
  }

  /// A first plan, by greedy and local search.
  /// - Returns: why nothing more is to be done, nil to go on.
  mutating func start(from proposal: [Int32] = []) -> SitingSolution.Stop? {
    control.report(.presolve, objective: max(value, core.worthRange.lowerBound), bound: upper, visits: 0)
    guard control.remaining(after: visits) > 0 || control.interruption != nil else { return .work }
    improver.drop(core.dominated(rules))
    visits += core.pairCount
    // Small problems are soon proven: only large ones deserve a long search before the first bound.
    let first = min(20 * SearchControl.pairsPerUnit, 40 * core.pairCount)
    if !proposal.isEmpty {
      keep(proposal)
      let end = improver.visits + min(first, control.remaining(after: visits))
      if let found = improver.polish(proposal.map { Int($0) }, until: end) { keep(found) }
    }
    for found in improver.begin(until: improver.visits + min(first, control.remaining(after: visits))) { keep(found) }
    absorb()
    return stop(bound: upper)
  }

  /// Takes a plan found elsewhere, if it is better.
  mutating func adopt(_ columns: [Int32]) {
    keep(columns)
    if plan != nil { improver.beat(value, by: unit) }
  }

  mutating func propose(_ columns: [Int32]) { proposal = columns.map { Int($0) } }

  /// Takes over what a copy of this worker has found since it was made.
  mutating func join(_ other: PlanWorker, since start: PlanWorker, isSearch: Bool) {
    visits += other.visits - start.visits
    wandered += other.wandered - start.wandered
    if isSearch { improver = other.improver } else { proposal = other.proposal }
    if other.value > value {
      (plan, value) = (other.plan, other.value)
    }
    if plan != nil { improver.beat(value, by: unit) }
  }

  /// Local search from what the relaxation liked last and from the best plan, for so many pairs.
  mutating func wander(for part: Int) {
    let end = improver.visits + min(part, control.remaining(after: visits))
    if !proposal.isEmpty, let found = improver.polish(proposal, until: end) { keep(found) }
    if let found = improver.wander(until: end) { keep(found) }
    absorb()
  }

  /// Of whole numbers the next lower multiple that a value can be.
  func rounded(_ bound: Double) -> Double {
    grain > 0 && bound.isFinite ? ((bound + slack) / grain).rounded(.down) * grain : bound
  }

  var upper: Double { min(core.worthRange.upperBound, rules.ceiling) }

  /// Keeps a plan that is feasible and better, counted afresh.
  mutating func keep(_ columns: [Int32]) {
    guard rules.allow(columns) else { return }
    var fresh = RuledPlan(rules, core.emptyState())
    for column in columns { fresh.open(Int(column)) }
    visits += core.pairCount
    guard fresh.merit.shortfall == 0, fresh.merit.worth > value else { return }
    plan = fresh.columns
    value = fresh.merit.worth
  }

  func stop(bound: Double) -> SitingSolution.Stop? {
    if plan != nil, control.limits.gap > 0, relativeGap(objective: value, bound: rounded(bound)) <= control.limits.gap {
      return .gap
    }
    if control.remaining(after: visits + improver.visits) == 0 || visits >= leg { return .work }
    return control.interruption
  }

  private mutating func absorb() {
    visits += improver.visits
    wandered += improver.visits
    improver.visits = 0
  }

  /// The root alone.
  var rooted: OpenNodes<Node> {
    mutating get {
      var fixed = rules.costs.map { Int8($0 > rules.budget ? 0 : -1) }
      for (column, isDominated) in core.dominated(rules).enumerated() where isDominated { fixed[column] = 0 }
      visits += core.pairCount
      var frontier = OpenNodes<Node>()
      guard let room = rules.close(&fixed) else { return frontier }
      frontier.insert(Node(fixed: fixed, bound: upper, multipliers: bestStart(fixed, room), usage: []))
      return frontier
    }
  }

  private mutating func bestStart(_ fixed: [Int8], _ room: (slots: Int, budget: Double)) -> [Float] {
    var best: (bound: Double, multipliers: [Float]) = (.infinity, [])
    let starts = core.firstMultipliers
    for first in starts {
      let multipliers = (first + boundRules.limits.map { _ in 0 }).map { Float($0) }
      if starts.count == 1 { return multipliers }
      let (relaxed, _) = relaxation(Node(fixed: fixed, bound: upper, multipliers: multipliers, usage: []), room)
      visits += relaxed.visits
      if relaxed.bound < best.bound || best.multipliers.isEmpty { best = (relaxed.bound, multipliers) }
    }
    return best.multipliers
  }

  private func relaxation(
    _ node: Node, _ room: (slots: Int, budget: Double)
  ) -> (PlanBound<Core>, PlanPart<Core>) {
    let part = core.part(node.fixed)
    let relaxed = PlanBound(
      core: part.core, rules: ChoiceRules(rules, columns: part.columns, slots: room.slots, budget: room.budget),
      limits: boundRules.limits(node.fixed, columns: part.columns), multipliers: part.multipliers(node.multipliers),
      usage: node.usage.isEmpty ? nil : part.columns.map { Double(node.usage[Int($0)]) }, step: node.step)
    return (relaxed, part)
  }

  /// Bounds a node, fixes what its bound allows, tries the plans it suggests, and splits it in two; none when nothing
  /// better is in it.
  mutating func expand(_ start: Node, number: Int) -> [Node] {
    var node = start
    let isRoot = number == 1
    while true {
      guard let room = rules.close(&node.fixed) else { return [] }
      let inside = node.fixed.indices.filter { node.fixed[$0] == 1 }
      let fees = inside.reduce(0) { $0 + rules.fees[$1] }
      var (relaxed, part) = relaxation(node, room)
      visits += core.pairCount
      if part.core.isHopeless { return [] }
      guard !part.columns.isEmpty else {
        keep(inside.map { Int32($0) })
        return []
      }
      let decided = improve(&relaxed, part, inside, fees, number)
      visits += relaxed.visits
      let bound = min(node.bound, relaxed.bound - fees)
      if bound < value + unit { return [] }
      node.bound = bound
      part.store(relaxed.best, in: &node.multipliers)
      node.step = min(0.1, max(1e-3, relaxed.step.share * 10))
      if node.usage.isEmpty { node.usage = [Float](repeating: 0, count: core.columnCount) }
      for (index, column) in part.columns.enumerated() { node.usage[Int(column)] = Float(relaxed.usage[index]) }
      for column in decided.out { node.fixed[Int(part.columns[column])] = 0 }
      for column in decided.into { node.fixed[Int(part.columns[column])] = 1 }
      let isMuch = !decided.into.isEmpty || decided.out.count * 10 >= part.columns.count
      if isRoot, isMuch { improver.drop(node.fixed.map { $0 == 0 }) }
      // Columns fixed in change the part, a tenth fixed out shrinks it: worth another round before splitting.
      if isMuch, stop(bound: bound) == nil { continue }
      return split(node, relaxed, part, decided.out + decided.into, fees)
    }
  }

  /// Lowers the bound while it pays: until the node closes, columns can be fixed, or progress fades.
  mutating func improve(
    _ relaxed: inout PlanBound<Core>, _ part: PlanPart<Core>, _ inside: [Int], _ fees: Double, _ number: Int
  ) -> (out: [Int], into: [Int]) {
    let isRoot = number == 1
    var legs = 0
    var faded = 0
    while true {
      let before = relaxed.bound
      for _ in 0..<20 where relaxed.bound - fees >= value + unit && !relaxed.isSettled {
        // Without a plan the target is a guess; it only sets the length of steps.
        let target = plan != nil ? value + unit : relaxed.bound - fees - max(0.05 * abs(relaxed.bound - fees), 1e-3)
        relaxed.advance(target: target + fees)
        if part.core.pairCount > 200_000, control.interruption != nil { break }
      }
      legs += 1
      if relaxed.bound - fees < value + unit { return ([], []) }
      if isRoot ? legs % 4 == 1 : legs == 1 { propose(relaxed, part, inside, number) }
      let goal = value + unit + fees
      let decided = relaxed.decided(below: goal)
      if !decided.into.isEmpty || decided.out.count * 10 >= part.columns.count { return decided }
      let gained = before - relaxed.bound
      faded = gained < (isRoot ? 0.002 : 0.05) * (relaxed.bound - goal) ? faded + 1 : 0
      if faded >= (isRoot ? 60 : 1) || relaxed.isSettled { return decided }
      if isRoot { control.report(.improve, objective: value, bound: rounded(relaxed.bound - fees), visits: visits) }
      visits += relaxed.visits
      let reason = stop(bound: relaxed.bound - fees)
      visits -= relaxed.visits
      if reason != nil { return decided }
    }
  }

  mutating func propose(_ relaxed: PlanBound<Core>, _ part: PlanPart<Core>, _ inside: [Int], _ number: Int) {
    proposal = inside + relaxed.proposal.map { Int(part.columns[$0]) }
    let most = number == 1 ? 20 * core.pairCount : 6 * core.pairCount
    let end = improver.visits + min(most, control.remaining(after: visits + relaxed.visits))
    if let found = improver.polish(proposal, until: end) { keep(found) }
    absorb()
  }

  /// Splits on the column the relaxation is least sure of; ties to the lower column.
  mutating func split(
    _ node: Node, _ relaxed: PlanBound<Core>, _ part: PlanPart<Core>, _ decided: [Int], _ fees: Double
  ) -> [Node] {
    var isDecided = [Bool](repeating: false, count: part.columns.count)
    for column in decided { isDecided[column] = true }
    var best = -1
    var bestScore = -1.0
    for column in isDecided.indices where !isDecided[column] {
      let share = relaxed.usage[column]
      let score = min(share, 1 - share) + 1e-3 * share
      if score > bestScore {
        best = column
        bestScore = score
      }
    }
    guard best >= 0 else {
      var fixed = node.fixed
      guard rules.close(&fixed) != nil else { return [] }
      keep(fixed.indices.filter { fixed[$0] == 1 }.map { Int32($0) })
      return []
    }
    let bounds = relaxed.boundsWith(best)
    var (with, without) = (node, node)
    with.fixed[Int(part.columns[best])] = 1
    with.bound = min(node.bound, bounds.inside - fees)
    without.fixed[Int(part.columns[best])] = 0
    without.bound = min(node.bound, bounds.outside - fees)
    return [with, without]
  }
}

/// The greatest number of which all are multiples, 1 where there is none to tell.
private func commonDivisor(_ numbers: [Double]) -> Double {
  var divisor = 0.0
  for number in numbers where number > 0 {
    var (a, b) = (number, divisor)
    while b > 0 { (a, b) = (b, a.truncatingRemainder(dividingBy: b)) }
    divisor = a
  }
  return max(1, divisor)
}
