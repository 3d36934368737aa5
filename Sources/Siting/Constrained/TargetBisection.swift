import Model
import Synchronization

/// The fewest sites for a share where only their number counts, by halving: at each number ``MaximalCovering`` tells
/// whether its best plan reaches the share, or its bound that none does.
///
/// That search is much the stronger one; the general search with the share as a floor knows only a weak bound.
struct TargetBisection: Sendable {
  let problem: SitingProblem
  /// Weight to cover, its tolerance taken off.
  let need: Double
  /// Most sites allowed.
  let most: Int

  struct Outcome: Sendable {
    /// nil when no number tried reached the share.
    var chosen: [SiteIndex]?
    /// No plan of fewer sites reaches it.
    var fewest: Int
    var stopped: SitingSolution.Stop
    var trace = SearchTrace()
  }

  /// - Complexity: a solve per halving of the numbers between what the heaviest sites and what greedy choice need.
  func run(_ limits: SolveLimits) async throws(SitingError) -> Outcome {
    let control = SearchControl(limits: limits)
    let required = problem.sites(.required).count
    var low = max(required, leastByWeight)
    var outcome = Outcome(chosen: nil, fewest: low, stopped: .proved)
    let greedy = greedyPlan
    guard low <= most, greedy.weight >= need else { return outcome }
    if greedy.sites.count <= most { outcome.chosen = greedy.sites }
    // Above `high` nothing needs to be tried: a plan of that many is known, or more are not allowed.
    var high = min(most + 1, greedy.sites.count)
    var undecided: SitingSolution.Stop?
    while low < high {
      // Near the greedy number first: it is rarely far off, and a number too small is proven too small quickly.
      let middle = high - max(1, (high - low) / 4)
      var part = control.limits(after: outcome.trace.visits)
      part.work = min(part.work, max(1, limits.work / 4))
      part.timeLimit = part.timeLimit.map { Seconds($0.value / 2) }
      let solution = try await decided(middle, part)
      outcome.trace.add(solution.trace)
      if let value = solution.objective, value >= need {
        high = middle
        outcome.chosen = solution.chosen
      } else if let bound = solution.bound, bound < need {
        low = middle + 1
      } else {
        // Open: smaller numbers may still be proven too small.
        undecided = solution.stopped
        let below = middle - 1
        guard below >= low, solution.stopped != .interrupted else { break }
        let smaller = try await decided(below, part)
        outcome.trace.add(smaller.trace)
        guard let bound = smaller.bound, bound < need else { break }
        low = below + 1
        break
      }
    }
    outcome.fewest = low
    if let undecided { outcome.stopped = control.interruption ?? undecided }
    return outcome
  }

  /// Ends as soon as the bound shows that the number is too small; a plan that reaches the share is worked on to the
  /// end, so that the answer does not depend on when that was seen.
  private func decided(_ count: Int, _ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    let isTooSmall = Latch()
    let need = need
    var limits = limits
    limits.gap = 0
    limits.progress = { if $0.bound < need { isTooSmall.set() } }
    let isCancelled = limits.isCancelled
    limits.isCancelled = { isTooSmall.isSet || isCancelled() }
    return try await MaximalCovering(problem, count: count).solve(limits)
  }

  /// So many of the heaviest sites could reach the share if they shared no demand.
  private var leastByWeight: Int {
    let isExisting = problem.covered(by: problem.sites(.existing))
    func weight(_ site: SiteIndex) -> Double {
      problem.covers.demand(of: site).reduce(0) { isExisting[Int($1)] ? $0 : $0 + problem.weights[Int($1)] }
    }
    var sum = 0.0
    for point in isExisting.indices where isExisting[point] { sum += problem.weights[point] }
    let free = (problem.sites(.candidate) + problem.sites(.required)).map(weight).sorted(by: >)
    return free.prefix { gain in
      guard sum < need else { return false }
      sum += gain
      return true
    }.count
  }

  /// Required sites, then the site that adds most until the share is reached or nothing adds.
  private var greedyPlan: (sites: [SiteIndex], weight: Double) {
    var sites = problem.sites(.required)
    var isCovered = problem.covered(by: problem.sites(.existing) + sites)
    var weight = 0.0
    for point in isCovered.indices where isCovered[point] { weight += problem.weights[point] }
    var left = problem.sites(.candidate)
    while weight < need {
      var best: (index: Int, gain: Double)?
      for (index, site) in left.enumerated() {
        let gain = problem.covers.demand(of: site).reduce(0) {
          isCovered[Int($1)] ? $0 : $0 + problem.weights[Int($1)]
        }
        if gain > best?.gain ?? 0 { best = (index, gain) }
      }
      guard let best else { break }
      let site = left.remove(at: best.index)
      for point in problem.covers.demand(of: site) { isCovered[Int(point)] = true }
      sites.append(site)
      // Afresh: what sums round on the way must not decide.
      weight = 0
      for point in isCovered.indices where isCovered[point] { weight += problem.weights[point] }
    }
    return (sites.sorted(), weight)
  }
}

/// A flag that tasks may set and read.
private final class Latch: Sendable {
  private let flag = Atomic(false)
  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}
