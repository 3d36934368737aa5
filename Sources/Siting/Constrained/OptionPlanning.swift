import Model

/// Something that money can be spent on: a new station with some services, more services in an old one, longer hours.
package struct SitingOption: Hashable, Sendable {
  package enum Kind: String, Hashable, CaseIterable, Sendable {
    /// A new station with services.
    case build
    /// More services in an existing station.
    case upgrade
    /// Longer hours of an existing station.
    case extend
  }

  package var kind: Kind
  package var cost: Double
  /// The demand rows it covers, rising: of a point that wants two services each is a row of its own.
  package var covers: [Int32]
  /// Options of one group exclude each other: the fittings of one place, the hours of one station. nil for none.
  package var group: Int?

  package init(kind: Kind, cost: Double, covers: [Int32], group: Int? = nil) {
    self.kind = kind
    self.cost = cost
    self.covers = covers
    self.group = group
  }
}

/// The best mix of new stations, upgrades and longer hours within one budget.
///
/// Demand rows are what can be covered or not: a point and a service, a point and a period. Options are sites with their
/// own cover sets, so all of ``ConstrainedCovering`` holds for them:
///
///     maximise    sum_r w[r] y[r]                                                     (1)
///     subject to  y[r] <= sum of x[o] over options o that cover r      for rows no station covers today    (2)
///                 sum_o c[o] x[o] <= budget                                           (3)
///                 sum of x[o] over the options of a group <= 1                        (4)
///                 spacing between builds, floors, number as in ConstrainedCovering    (5)
///                 x[o], y[r] in {0, 1}                                                (6)
///
/// In the answer site 0 is the ground (what stations cover today) and site k + 1 is option k; ``options(in:)`` gives
/// them back. Spacing and floors may be added by ``SitingConstraints`` in terms of these sites.
/// Source: the options of one place follow the multiple-choice knapsack, Sinha, Zoltners (1979),
/// doi:10.1287/opre.27.3.503, over the cover of Church, ReVelle (1974), doi:10.1007/BF01942293.
package struct OptionPlanning: CoveringModel {
  package let options: [SitingOption]
  package let problem: SitingProblem
  package let constraints: SitingConstraints

  /// - Parameters:
  ///   - options: at least one.
  ///   - weights: one per demand row.
  ///   - coveredToday: rows that stations cover as they are, rising.
  ///   - budget: for all options together; nil for any sum.
  ///   - count: most options; nil for any number.
  ///   - mostBuilds: most options that build; nil for any number.
  ///   - tooClose: pairs of positions in `options` that may not both be taken.
  ///   - floors: members are demand rows.
  /// - Throws: ``SitingError`` as ``SitingProblem`` and ``ConstrainedCovering``.
  package init(
    _ options: [SitingOption], weights: [Double], coveredToday: [Int32], budget: Double?, count: Int? = nil,
    mostBuilds: Int? = nil, tooClose: [(Int, Int)] = [], floors: [CoverageFloor] = []
  ) throws(SitingError) {
    var offsets = [0, coveredToday.count]
    var rows = coveredToday
    for option in options {
      rows += option.covers
      offsets.append(rows.count)
    }
    let covers = CoverSets(
      demandCount: weights.count, offsets: offsets, demand: rows, costs: [Double](repeating: 0, count: rows.count))
    problem = try SitingProblem(
      covers: covers, weights: weights, statuses: [.existing] + options.map { _ in .candidate })
    var groups: [Int: [SiteIndex]] = [:]
    for (index, option) in options.enumerated() {
      if let group = option.group { groups[group, default: []].append(SiteIndex(index + 1)) }
    }
    var constraints = SitingConstraints(
      count: count, costs: [0] + options.map(\.cost), budget: budget,
      tooClose: tooClose.map { SitePair(SiteIndex($0.0 + 1), SiteIndex($0.1 + 1)) },
      exclusive: groups.sorted { $0.key < $1.key }.map(\.value), floors: floors)
    if let mostBuilds {
      let builds = options.indices.filter { options[$0].kind == .build }
      constraints.limits = [SiteLimit(builds.map { SiteIndex($0 + 1) }, most: mostBuilds)]
    }
    try constraints.validate(for: problem)
    self.constraints = constraints
    self.options = options
  }

  /// Positions in ``options`` of what a solution takes, rising.
  package func options(in solution: SitingSolution) -> [Int] { solution.chosen.map { $0.rawValue - 1 } }

  package func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var check = PlanCheck(problem, constraints, chosen)
    check.objective = check.coveredWeight
    return check
  }

  package func solve(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try await solve(limits, from: [])
  }

  /// - Parameter start: positions of options that a first plan may be made of.
  package func solve(_ limits: SolveLimits, from start: [Int]) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let setup = PlanSetup(problem, constraints)
    var limits = limits
    let meeting = try await ConstrainedCovering(problem, under: constraints)
      .meetingFloors(&limits, unless: start.map { SiteIndex($0 + 1) })
    var solution = try await setup.solve(setup.demandRows(), "options", limits, from: meeting.start) { check($0) }
    var trace = meeting.trace
    trace.add(solution.trace)
    solution.trace = trace
    return solution
  }

  /// The answer where there is no option at all.
  ///
  /// - Parameters:
  ///   - value: weight covered already.
  ///   - total: of all weights.
  package static func nothingToChoose(value: Double, of total: Double, _ limits: SolveLimits) -> SitingSolution {
    var solution = SitingSolution(
      problem: "options", status: .optimal, stopped: .proved, chosen: [], coveredWeight: value, totalWeight: total,
      uncoverable: [], rows: 0, rowsAfterPresolve: 0, warnings: [], seed: limits.seed,
      trace: SearchTrace(isTimed: limits.isTimed))
    solution.objective = value
    solution.bound = value
    return solution
  }
}
