/// Dynamic programming over choices that lose little: one rung for each county, one step of each rung.
///
/// A state is what the steps so far cost and bring, both counted from the choice that a rung would make for itself at the
/// price. What cheaper states bring at least as well is dropped, and so is what loses more than the limit however it goes
/// on. Everything within the limit is found, but for what is matched by something cheaper or better.
///
/// Rungs whose other steps lose least should come first: combinations of these soon lose almost nothing, and the limit
/// falls with them.
///
/// Costs and values are whole numbers, so states are exact. The loss of a state, `price · cost - value`, is only used to
/// drop; rounding there is far below the half unit by which the limit is widened.
///
/// Source: Pisinger (1995), A minimal algorithm for the multiple-choice knapsack problem, doi:10.1016/0377-2217(95)00015-I
/// (states and their bounds). Here the limit grows until the best within it is proven, and a second pass with a record of
/// choices for a few rungs at a time finds the way: memory stays at the square root of the rungs.
struct Ladder {
  struct Step {
    var cost: Int
    var value: Int
  }

  /// Cost ascending, value strictly ascending.
  struct States {
    var costs = [0]
    var values = [0]
    /// The step of the last rung; only where asked for.
    var steps: [UInt32] = []

    var count: Int { costs.count }
  }

  /// Each with one step or more, cost ascending.
  let rungs: [[Step]]
  /// Of a unit of cost.
  let price: Double
  /// The cost at which nothing is lost besides; each unit below it loses `under`, each above it `over`.
  let target: Int
  let under: Double
  /// Infinity where nothing may lie above.
  let over: Double
  /// A state that loses more is dropped.
  private(set) var limit: Double

  /// What the rungs from each on can still cost, at least and at most.
  private let least: [Int]
  private let most: [Int]

  /// Half of what two values differ in at least: far above what rounding does to a loss.
  static let tolerance = 0.5

  init(_ rungs: [LadderRung], price: Double, target: Int, under: Double, over: Double, limit: Double) {
    self.rungs = rungs.map(\.steps)
    self.price = price
    self.target = target
    self.under = under
    self.over = over
    self.limit = limit + Self.tolerance
    var least = [0]
    var most = [0]
    for rung in rungs.reversed() {
      least.append(least.last! + rung.steps.first!.cost)
      most.append(most.last! + rung.steps.last!.cost)
    }
    self.least = least.reversed()
    self.most = most.reversed()
  }

  /// What a state before rung `rung` loses at least in the end.
  @inline(__always)
  func loss(_ cost: Int, _ value: Int, before rung: Int) -> Double {
    var loss = price * Double(cost) - Double(value)
    let short = target - cost - most[rung]
    if short > 0 { loss += under * Double(short) }
    let beyond = cost + least[rung] - target
    if beyond > 0 { loss += over * Double(beyond) }
    return loss
  }

  /// The states behind the last rung, and those at every few rungs on the way.
  ///
  /// - Parameter tightens: lets the limit fall to what a state loses that goes on with the first choices: for a search of
  ///   the best alone.
  mutating func climb(tightens: Bool) -> (last: States, landings: [States]) {
    var states = States()
    var landings: [States] = []
    for rung in rungs.indices {
      if rung % stride == 0 { landings.append(states) }
      states = next(states, rung, keepsSteps: false)
      if states.count == 0 { break }
      if tightens { tighten(states) }
    }
    return (states, landings)
  }

  /// The step of each rung on the way to a state behind the last rung.
  func way(to cost: Int, _ landings: [States]) -> [Int] {
    var way = [Int](repeating: 0, count: rungs.count)
    var cost = cost
    for (place, landing) in landings.enumerated().reversed() {
      let part = place * stride..<min((place + 1) * stride, rungs.count)
      var states = landing
      var floors: [(costs: [Int], steps: [UInt32])] = []
      for rung in part {
        states = next(states, rung, keepsSteps: true)
        floors.append((states.costs, states.steps))
      }
      for rung in part.reversed() {
        let floor = floors[rung - part.lowerBound]
        way[rung] = Int(floor.steps[floor.costs.partitioningIndex { $0 >= cost }])
        cost -= rungs[rung][way[rung]].cost
      }
    }
    return way
  }

  /// What a state loses that ends as it is, costs being counted from the first choices.
  func lossAtEnd(_ cost: Int, _ value: Int) -> Double {
    let loss = price * Double(cost) - Double(value)
    return cost < target
      ? loss + under * Double(target - cost) : cost > target ? loss + over * Double(cost - target) : loss
  }

  private mutating func tighten(_ states: States) {
    for state in 0..<states.count {
      limit = min(limit, lossAtEnd(states.costs[state], states.values[state]) + Self.tolerance)
    }
  }

  private var stride: Int { max(1, Int(Double(rungs.count).squareRoot())) }

  /// The states behind a rung.
  private func next(_ states: States, _ rung: Int, keepsSteps: Bool) -> States {
    let steps = rungs[rung]
    guard let first = states.costs.first, let last = states.costs.last else { return states }
    let lowest = first + steps[0].cost
    var highest = last + steps.last!.cost
    if over == .infinity { highest = min(highest, target - least[rung + 1]) }
    guard lowest <= highest else { return States(costs: [], values: []) }
    let span = highest - lowest + 1
    return span <= max(1024, 2 * states.count * steps.count)
      ? spread(states, rung, lowest, span, keepsSteps) : merged(states, rung, highest, keepsSteps)
  }

  /// Where the costs lie close together: a place for each.
  private func spread(_ states: States, _ rung: Int, _ lowest: Int, _ span: Int, _ keepsSteps: Bool) -> States {
    var best = [Int](repeating: .min, count: span)
    var steps = [UInt32](repeating: 0, count: keepsSteps ? span : 0)
    for (index, step) in rungs[rung].enumerated() {
      let shift = step.cost - lowest
      for state in 0..<states.count {
        let place = states.costs[state] &+ shift
        if place >= span { break }
        let value = states.values[state] &+ step.value
        if value > best[place] {
          best[place] = value
          if keepsSteps { steps[place] = UInt32(index) }
        }
      }
    }
    var found = States(costs: [], values: [])
    var highest = Int.min
    for place in 0..<span where best[place] > highest {
      highest = best[place]
      guard loss(place + lowest, highest, before: rung + 1) <= limit else { continue }
      found.costs.append(place + lowest)
      found.values.append(highest)
      if keepsSteps { found.steps.append(steps[place]) }
    }
    return found
  }

  /// Where they lie far apart: the shifted lists merged.
  private func merged(_ states: States, _ rung: Int, _ highest: Int, _ keepsSteps: Bool) -> States {
    func shifted(_ index: Int) -> States {
      let step = rungs[rung][index]
      var list = States(costs: [], values: [])
      for state in 0..<states.count {
        let (cost, value) = (states.costs[state] + step.cost, states.values[state] + step.value)
        if cost > highest { break }
        guard loss(cost, value, before: rung + 1) <= limit else { continue }
        list.costs.append(cost)
        list.values.append(value)
        if keepsSteps { list.steps.append(UInt32(index)) }
      }
      return list
    }
    func tree(_ range: Range<Int>) -> States {
      guard range.count > 1 else { return shifted(range.lowerBound) }
      let middle = (range.lowerBound + range.upperBound) / 2
      return tree(range.lowerBound..<middle).merged(with: tree(middle..<range.upperBound))
    }
    return tree(rungs[rung].indices)
  }
}

extension Ladder.States {
  /// Both lists, without what the other has as good for no more; at a tie this one's.
  fileprivate func merged(with other: Self) -> Self {
    if other.count == 0 { return self }
    if count == 0 { return other }
    var all = Self(costs: [], values: [])
    all.costs.reserveCapacity(count + other.count)
    all.values.reserveCapacity(count + other.count)
    var (mine, theirs) = (0, 0)
    var highest = Int.min
    while mine < count || theirs < other.count {
      let takesMine =
        theirs == other.count
        || (mine < count
          && (costs[mine], -values[mine]) <= (other.costs[theirs], -other.values[theirs]))
      let value = takesMine ? values[mine] : other.values[theirs]
      if value > highest {
        highest = value
        all.costs.append(takesMine ? costs[mine] : other.costs[theirs])
        all.values.append(value)
        if !steps.isEmpty { all.steps.append(takesMine ? steps[mine] : other.steps[theirs]) }
      }
      if takesMine { mine += 1 } else { theirs += 1 }
    }
    return all
  }
}
