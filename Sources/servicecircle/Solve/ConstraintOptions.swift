import ArgumentParser
import Geodata
import Model
import Siting
import Words

/// What a plan must keep to, for the problems of `solve` that allow it.
struct ConstraintOptions: ParsableArguments {
  @Option(
    help: .words("新建站点的费用合计不超过此数，费用取自--sites的cost列。", "The new sites cost at most this, by the column cost of --sites.")
  )
  var budget: Double?
  @Option(
    help: .words("新建站点与其他站点的直线距离不小于此数：300m。", "No new site nearer than this to another, in a straight line: 300m."))
  var spacing: String?
  @Option(
    help: .words(
      "每一组（--demand的group列或town列）至少覆盖此比例：0.5。",
      "At least this share of each group (column group or town of --demand): 0.5."))
  var floor: Double?
  @Option(help: .words("用于target：须覆盖全部权重的比例：0.9。", "target: the share of all weight to cover: 0.9."))
  var share: Double?
  @Flag(
    help: .words(
      "用于target：求费用最低的方案（费用取自--sites的cost列），而不是站点数最少的方案。",
      "target: the cheapest plan, by the column cost of --sites, instead of the fewest sites."))
  var leastCost = false

  var needsCosts: Bool { budget != nil || leastCost }

  var isEmpty: Bool { budget == nil && spacing == nil && floor == nil && share == nil && !leastCost }

  func validate(for problem: SolveCommand.Problem) throws {
    let allows = [.mclp, .target, .backup, .bclp, .capacitated, .gradual].contains(problem)
    guard allows || isEmpty else {
      throw ValidationError(
        "\(problem.rawValue)不能写--budget、--spacing、--floor、--share和--least-cost。",
        "\(problem.rawValue) knows no --budget, --spacing, --floor, --share or --least-cost.")
    }
    guard (problem == .target) == (share != nil) else {
      throw problem == .target
        ? ValidationError("target须写--share，如0.9。", "target needs --share, such as 0.9.")
        : ValidationError("--share只用于target。", "--share belongs to target.")
    }
    guard share.map({ $0 > 0 && $0 <= 1 }) ?? true else {
      throw ValidationError("--share应大于0、不大于1，如0.9。", "--share is above 0 and at most 1, such as 0.9.")
    }
    guard !leastCost || problem == .target else {
      throw ValidationError("--least-cost只用于target。", "--least-cost belongs to target.")
    }
    guard budget.map({ $0 >= 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--budget应为零或正数。", "--budget is a number, zero or more.")
    }
    guard floor.map({ $0 >= 0 && $0 <= 1 }) ?? true else {
      throw ValidationError("--floor应为0至1的比例。", "--floor is a share, 0 to 1.")
    }
    guard spacing.map({ Meters(parsing: $0).map { $0.value >= 0 } ?? false }) ?? true else {
      throw ValidationError(
        "--spacing应为带单位的长度，如300m。", "--spacing needs a length with its unit, such as 300m.")
    }
  }

  /// - Throws: ``GeodataError`` when a table lacks what a constraint is about.
  func constraints(count: Int?, _ sites: SitingTable, _ demand: SitingTable) throws -> SitingConstraints {
    var result = SitingConstraints(count: count, budget: budget)
    if needsCosts { result.costs = try costs(sites) }
    if let spacing, let distance = Meters(parsing: spacing) {
      guard let positions = sites.positions else {
        throw GeodataError(
          .missingField,
          Bilingual(
            "--spacing需要坐标：以米为单位的x,y，或以度为单位的lon,lat。",
            "--spacing needs coordinates: x,y in metres or lon,lat in degrees."),
          at: .init(file: sites.file))
      }
      result.tooClose = try closePairs(positions, nearerThan: distance, geographic: sites.isGeographic)
    }
    if let floor { result.floors = try floors(floor, demand) }
    return result
  }

  /// Existing sites are paid; any other without a cost is an error, not free.
  private func costs(_ table: SitingTable) throws -> [Double] {
    var result: [Double] = []
    for (index, cost) in table.costs.enumerated() {
      let isPaid = ["existing", "excluded"].contains(table.statuses[index] ?? "")
      guard cost != nil || isPaid else {
        throw GeodataError(
          .missingField,
          Bilingual("“\(table.ids[index])”没有费用。", "“\(table.ids[index])” has no cost. ")
            + adviceOnCost(table.costLookalikes, of: "sites"),
          at: .init(
            file: table.file, layer: "sites", record: "\(table.recordNumber(index))", field: "cost")
        )
      }
      result.append(cost ?? 0)
    }
    return result
  }

  private func floors(_ share: Double, _ table: SitingTable) throws -> [CoverageFloor] {
    var members: [String: [Int]] = [:]
    for (index, group) in table.groups.enumerated() {
      guard let group else {
        throw GeodataError(
          .missingField,
          Bilingual(
            "“\(table.ids[index])”没有所属的组。--floor需要“group”列或“town”列。",
            "“\(table.ids[index])” belongs to no group. --floor needs a column “group” or “town”."),
          at: .init(
            file: table.file, layer: "demand", record: "\(table.recordNumber(index))",
            field: "group"))
      }
      members[group, default: []].append(index)
    }
    return members.sorted { $0.key < $1.key }.map { CoverageFloor(name: $0.key, members: $0.value, share: share) }
  }
}

extension SolveCommand {
  /// The covering problems with constraints; nil for the plain ones, which have solvers of their own.
  func constrained(
    _ problem: SitingProblem, _ sites: SitingTable, _ demand: SitingTable
  ) throws -> (any CoveringModel)? {
    let rules = try constraints.constraints(count: count, sites, demand)
    switch self.problem {
    case .mclp:
      return rules == SitingConstraints(count: count) ? nil : try ConstrainedCovering(problem, under: rules)
    case .target:
      return try TargetCoverage(
        problem, share: constraints.share ?? 1, aim: constraints.leastCost ? .leastCost : .fewestSites, under: rules)
    case .backup: return try BackupCovering(problem, under: rules)
    case .bclp: return try BackupMaximalCovering(problem, backup: model.second ?? 0, under: rules)
    case .capacitated:
      return try CapacitatedCovering(problem, capacities: try ModelOptions.capacities(sites), under: rules)
    case .gradual:
      let end = cutoff ?? Meters(parsing: radius ?? "")?.value ?? 0
      return try GradualCovering(problem, decay: try model.decay(end: end, inMeters: costs == nil), under: rules)
    case .lscp, .pMedian, .pCenter: return nil
    }
  }

  /// Solves, and has the answer recomputed from the cover sets.
  /// - Throws: ``SitingError`` code `defect` when the two disagree.
  func solved(_ model: (any CoveringModel)?, _ limits: SolveLimits) async throws -> SitingSolution {
    guard let model else {
      throw SitingError(
        code: .defect, message: Bilingual("\(problem.rawValue)没有求解方法", "\(problem.rawValue) has no solver"),
        context: "problem")
    }
    let solution = try await model.solve(limits)
    let faults = model.faults(in: solution)
    guard faults.isEmpty else {
      throw SitingError(
        code: .defect, message: faults.map { Bilingual(same: $0) }.joined("；", "; "), context: "verification")
    }
    return solution
  }
}
