import Model

/// A first plan for ``PCenter``: sites for the farthest points in turn, then swaps that shorten the longest way.
///
/// Sources: Gonzalez (1985), Clustering to minimize the maximum intercluster distance, doi:10.1016/0304-3975(85)90224-5;
/// Mladenović, Labbé, Hansen (2003), Solving the p-center problem with tabu search and variable neighborhood search,
/// doi:10.1002/net.10081.
struct CenterSwap: Sendable {
  /// Cost of each demand point by existing and required sites; infinite where none reaches it, -1 where no site can.
  let base: [Double]
  /// No plan's largest cost is smaller: every point's cheapest site.
  let least: Double
  let uncoverable: [Int]
  /// Candidates of the plan.
  private(set) var plan: [SiteIndex] = []
  /// Largest cost of the plan; infinite when it does not reach all demand.
  private(set) var worst = Double.infinity
  /// Pairs looked at.
  private(set) var visits = 0

  private let input: AssignmentInput
  private var slotOf: [Int32]
  /// Slot of the cheapest site of the plan, -1 for the base, with its cost, and the cost of the second cheapest.
  private var near: [Int32]
  private var nearCost: [Double]
  private var nextCost: [Double]
  /// Cost of each point by the site under trial; infinite between trials.
  private var trial: [Double]

  init(_ input: AssignmentInput) {
    self.input = input
    let problem = input.problem
    var base = [Double](repeating: .infinity, count: problem.demandCount)
    var cheapest = base
    for site in 0..<problem.siteCount where problem.statuses[site] != .excluded {
      for entry in problem.covers.offsets[site]..<problem.covers.offsets[site + 1] {
        let point = Int(problem.covers.demand[entry])
        cheapest[point] = min(cheapest[point], problem.covers.costs[entry])
        if problem.statuses[site] != .candidate { base[point] = min(base[point], problem.covers.costs[entry]) }
      }
    }
    uncoverable = cheapest.indices.filter { cheapest[$0] == .infinity }
    for point in uncoverable { base[point] = -1 }
    least = cheapest.reduce(0) { $1 < .infinity ? max($0, $1) : $0 }
    self.base = base
    slotOf = [Int32](repeating: -1, count: problem.siteCount)
    near = [Int32](repeating: -1, count: problem.demandCount)
    nearCost = base
    nextCost = base
    trial = [Double](repeating: .infinity, count: problem.demandCount)
    refresh()
  }

  /// Opens the given sites, then for the farthest point in turn its cheapest site; ties to the lower index.
  mutating func build(_ start: [SiteIndex]) {
    for site in start { open(site) }
    refresh()
    guard input.slots > plan.count else { return }
    var cheapestOf: [Int: (site: SiteIndex, cost: Double)] = [:]
    while plan.count < input.slots, let farthest = nearCost.indices.max(by: { nearCost[$0] < nearCost[$1] }) {
      if cheapestOf[farthest] == nil {
        for site in input.candidates {
          if let cost = cost(site, farthest), cost < cheapestOf[farthest]?.cost ?? .infinity {
            cheapestOf[farthest] = (site, cost)
          }
        }
      }
      guard let cheapest = cheapestOf[farthest], cheapest.cost < nearCost[farthest] else { break }
      open(cheapest.site)
      refresh()
    }
  }

  /// Swaps as long as one shortens the longest way, each time the best one; ties to the lower site, then slot.
  /// - Parameter isStopped: asked with the pairs looked at so far.
  mutating func descend(isStopped: (Int) -> Bool) {
    while worst > least, !plan.isEmpty, let critical = nearCost.firstIndex(of: worst) {
      var best: (slot: Int, site: SiteIndex)?
      var bestWorst = worst
      for site in input.candidates where slotOf[site.rawValue] < 0 {
        guard !isStopped(visits) else { return }
        guard let own = cost(site, critical), own < worst else { continue }
        let (slot, value) = bestExchange(site)
        if value < bestWorst {
          best = (slot, site)
          bestWorst = value
        }
      }
      guard let best else { return }
      slotOf[plan[best.slot].rawValue] = -1
      plan[best.slot] = best.site
      slotOf[best.site.rawValue] = Int32(best.slot)
      refresh()
    }
  }

  /// The slot to give up for this site, and the largest cost then.
  private mutating func bestExchange(_ site: SiteIndex) -> (slot: Int, worst: Double) {
    let covers = input.problem.covers
    let entries = covers.offsets[site.rawValue]..<covers.offsets[site.rawValue + 1]
    for entry in entries { trial[Int(covers.demand[entry])] = covers.costs[entry] }
    // Largest cost among the points of each slot if it stays and if it goes.
    var stay = [Double](repeating: -1, count: plan.count)
    var gone = stay
    var rest = -1.0
    for point in nearCost.indices {
      let slot = Int(near[point])
      if slot < 0 {
        rest = max(rest, min(nearCost[point], trial[point]))
      } else {
        stay[slot] = max(stay[slot], min(nearCost[point], trial[point]))
        gone[slot] = max(gone[slot], min(nextCost[point], trial[point]))
      }
    }
    visits += nearCost.count
    for entry in entries { trial[Int(covers.demand[entry])] = .infinity }
    let top = stay.indices.max { stay[$0] < stay[$1] } ?? 0
    let second = stay.indices.reduce(-1.0) { $1 == top ? $0 : max($0, stay[$1]) }
    var best = (slot: 0, worst: Double.infinity)
    for slot in stay.indices {
      let value = max(rest, gone[slot], slot == top ? second : stay[top])
      if value < best.worst { best = (slot, value) }
    }
    return best
  }

  private mutating func open(_ site: SiteIndex) {
    slotOf[site.rawValue] = Int32(plan.count)
    plan.append(site)
  }

  private mutating func refresh() {
    for point in base.indices {
      near[point] = -1
      nearCost[point] = base[point]
      nextCost[point] = base[point]
    }
    let covers = input.problem.covers
    for (slot, site) in plan.enumerated() {
      for entry in covers.offsets[site.rawValue]..<covers.offsets[site.rawValue + 1] {
        let point = Int(covers.demand[entry])
        let cost = covers.costs[entry]
        if cost < nearCost[point] {
          nextCost[point] = nearCost[point]
          nearCost[point] = cost
          near[point] = Int32(slot)
        } else if cost < nextCost[point] {
          nextCost[point] = cost
        }
        visits += 1
      }
    }
    worst = nearCost.max() ?? 0
  }

  /// - Complexity: O(log points).
  private func cost(_ site: SiteIndex, _ point: Int) -> Double? {
    let covers = input.problem.covers
    var low = covers.offsets[site.rawValue]
    var high = covers.offsets[site.rawValue + 1]
    while low < high {
      let middle = (low + high) / 2
      if Int(covers.demand[middle]) < point { low = middle + 1 } else { high = middle }
    }
    return low < covers.offsets[site.rawValue + 1] && Int(covers.demand[low]) == point ? covers.costs[low] : nil
  }
}
