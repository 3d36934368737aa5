import Model
import Siting

/// How many of the expected visits some sites can serve together within their capacities.
///
/// Demand points that the same sites cover are one, which makes the many questions about a plan cheap.
struct ServedVisits {
  private let model: CapacitatedCovering

  /// - Parameter sites: about which may be asked, besides those that exist.
  /// - Complexity: O(pairs).
  init(_ model: CapacitatedCovering, asking sites: [SiteIndex]) throws(SitingError) {
    let problem = model.problem
    var around = [[Int32]](repeating: [], count: problem.demandCount)
    let asked = (problem.sites(.existing) + sites).sorted()
    for site in asked {
      for point in problem.covers.demand(of: site) { around[Int(point)].append(Int32(site.rawValue)) }
    }
    var numbers: [[Int32]: Int] = [:]
    var weights: [Double] = []
    var rows = [[(demand: Int32, cost: Double)]](repeating: [], count: problem.siteCount)
    for (point, sites) in around.enumerated() where problem.weights[point] > 0 && !sites.isEmpty {
      if let number = numbers[sites] {
        weights[number] += problem.weights[point]
        continue
      }
      numbers[sites] = weights.count
      for site in sites { rows[Int(site)].append((Int32(weights.count), 0)) }
      weights.append(problem.weights[point])
    }
    let merged = try SitingProblem(
      covers: CoverSets(demandCount: weights.count, rows: rows), weights: weights, statuses: problem.statuses)
    self.model = try CapacitatedCovering(merged, capacities: model.capacities, under: SitingConstraints())
  }

  /// Visits a day by the stations in operation and some new ones.
  func visits(_ chosen: [SiteIndex]) -> Double { model.check(chosen).objective }

  /// The order to build in: each step the site that adds most, ties to the lower index.
  ///
  /// What more sites serve grows less with each (it is the worth of a maximum flow), so a gain that was found earlier is an
  /// upper bound and few are found anew.
  func buildOrder(_ chosen: [SiteIndex]) -> [BuildStep<SiteIndex>] {
    var left = chosen.sorted().map { (site: $0, gain: Double.infinity) }
    var built: [SiteIndex] = []
    var served = visits([])
    var steps: [BuildStep<SiteIndex>] = []
    while !left.isEmpty {
      var best: (place: Int, gain: Double)?
      for place in left.indices.sorted(by: { (-left[$0].gain, left[$0].site) < (-left[$1].gain, left[$1].site) }) {
        if let best, left[place].gain < best.gain { break }
        left[place].gain = max(0, visits(built + [left[place].site]) - served)
        if best.map({ (-left[place].gain, left[place].site) < (-$0.gain, left[$0.place].site) }) ?? true {
          best = (place, left[place].gain)
        }
      }
      let site = left.remove(at: best!.place).site
      built.append(site)
      let now = visits(built)
      steps.append(BuildStep(site: site, gain: max(0, now - served), cumulative: now))
      served = now
    }
    return steps
  }
}
