import Model
import Siting
import Words

/// A choice that sees as much as it can, with what is proven about it.
package struct RiderChoice: Hashable, Sendable {
  /// Positions of those chosen, without who is in any case; rising.
  package var chosen: [Int]
  /// Weight that these and those who are in any case pass.
  package var value: Int
  /// No choice passes more.
  package var bound: Int
  package var status: SitingSolution.Status
  package var stopped: SitingSolution.Stop

  /// |bound - value| / value, 0 where proven.
  package var gap: Double { bound == value ? 0 : Double(bound - value) / Double(max(value, 1)) }

  /// Nothing is left to choose.
  fileprivate init(value: Int) {
    self.init(chosen: [], value: value, bound: value, status: .optimal, stopped: .proved)
  }

  private init(
    chosen: [Int], value: Int, bound: Int, status: SitingSolution.Status, stopped: SitingSolution.Stop
  ) {
    (self.chosen, self.value, self.bound, self.status, self.stopped) = (chosen, value, bound, status, stopped)
  }

  fileprivate init(_ solution: SitingSolution, _ problem: SitingProblem, _ check: (([SiteIndex]) -> Double)) throws {
    // A search may fill the number up with some that add nothing.
    var chosen = solution.chosen.filter { problem.statuses[$0.rawValue] == .candidate }
    let value = check(chosen)
    if let found = solution.objective, found != value {
      throw Defect(
        Bilingual(
          "骑手方案未通过复核：实际经过\(value)，而求解结果为\(found)",
          "the verifier refuses the riders: they pass \(value), and the search says \(found)"))
    }
    for site in chosen.reversed() {
      let without = chosen.filter { $0 != site }
      if check(without) == value { chosen = without }
    }
    self.init(
      chosen: chosen.map(\.rawValue).sorted(), value: Int(value),
      bound: Int((solution.bound ?? problem.totalWeight).rounded(.down)),
      status: solution.status, stopped: solution.stopped)
  }
}

/// The best riders to take on: the most weight that those who patrol and at most `most` others pass together.
///
/// Maximal covering (``ConstrainedCovering``) with those who patrol as existing sites. Of choices as good, that which the
/// search finds; deterministic.
/// - Parameters:
///   - passed: for each rider the streets, rising.
///   - weights: of each street, 0 or more.
///   - patrolling: who is in any case, one for each rider.
/// - Throws: `SitingError`.
package func bestRiders(
  _ passed: [[Int]], weights: [Int], patrolling: [Bool], most: Int, _ limits: SolveLimits = SolveLimits()
) async throws -> RiderChoice {
  let seen = Set(passed.indices.filter { patrolling[$0] }.flatMap { passed[$0] })
  let canAdd = passed.indices.contains { rider in
    !patrolling[rider] && passed[rider].contains { weights[$0] > 0 && !seen.contains($0) }
  }
  guard most > 0, canAdd else { return RiderChoice(value: seen.reduce(0) { $0 + weights[$1] }) }
  let problem = try SitingProblem(
    covers: covers(passed, count: weights.count), weights: weights.map(Double.init),
    statuses: patrolling.map { $0 ? .existing : .candidate })
  let model = try ConstrainedCovering(problem, under: SitingConstraints(count: min(most, patrolling.count { !$0 })))
  return try RiderChoice(try await model.solve(limits), problem) { model.check($0).coveredWeight }
}

/// Which one community each rider reports to, so that the least goes unseen: a rider is expected to see, in the community
/// that is his, all that his rounds pass there, and nothing elsewhere.
///
/// Sites are pairs of a rider and a community that he passes, of each rider one at the most (``SiteLimit``). Who adds
/// nothing anywhere reports where most of his streets are, of equal ones to the first.
/// - Parameters:
///   - passed: for each rider the streets, rising.
///   - communities: of each street.
///   - weights: of each street, 0 or more.
/// - Returns: for each rider a community, nil for one who passes nothing; and what is seen.
/// - Throws: `SitingError`.
package func reportingPlaces(
  _ passed: [[Int]], communities: [Int], weights: [Int], _ limits: SolveLimits = SolveLimits()
) async throws -> (ofRider: [Int?], choice: RiderChoice) {
  var pairs: [(rider: Int, community: Int, streets: [Int])] = []
  for (rider, streets) in passed.enumerated() {
    for (community, own) in Dictionary(grouping: streets, by: { communities[$0] }).sorted(by: { $0.key < $1.key }) {
      pairs.append((rider, community, own))
    }
  }
  var ofRider = [Int?](repeating: nil, count: passed.count)
  func weight(of streets: [Int]) -> Int { streets.reduce(0) { $0 + weights[$1] } }
  for pair in pairs {
    let most = ofRider[pair.rider].map { best in
      weight(of: pairs.first { $0.rider == pair.rider && $0.community == best }!.streets)
    }
    if most.map({ weight(of: pair.streets) > $0 }) ?? true { ofRider[pair.rider] = pair.community }
  }
  guard pairs.contains(where: { weight(of: $0.streets) > 0 }) else { return (ofRider, RiderChoice(value: 0)) }
  let problem = try SitingProblem(
    covers: covers(pairs.map(\.streets), count: weights.count), weights: weights.map(Double.init),
    statuses: pairs.map { _ in .candidate })
  var constraints = SitingConstraints()
  constraints.limits = Dictionary(grouping: pairs.indices, by: { pairs[$0].rider }).sorted { $0.key < $1.key }
    .filter { $0.value.count > 1 }.map { SiteLimit($0.value.map { SiteIndex($0) }, most: 1) }
  let model = try ConstrainedCovering(problem, under: constraints)
  let choice = try RiderChoice(try await model.solve(limits), problem) { model.check($0).coveredWeight }
  for pair in choice.chosen { ofRider[pairs[pair].rider] = pairs[pair].community }
  return (ofRider, choice)
}

private func covers(_ rows: [[Int]], count: Int) -> CoverSets {
  CoverSets(demandCount: count, rows: rows.map { $0.map { (demand: Int32($0), cost: 0) } })
}
