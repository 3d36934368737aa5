import Geometry
import Model
import Siting
import Testing

/// Repairs, reasons, spacing and bad input of the problems with constraints.
struct ConstraintTests {
  /// Five places in a row, each covers one of five points; weights 5, 4, 3, 2, 1.
  private func row(_ statuses: [SiteStatus]? = nil) throws -> SitingProblem {
    try Instance.problem([[0], [1], [2], [3], [4]], weights: [5, 4, 3, 2, 1], statuses)
  }

  /// Every repair is enough by itself, and those of number and budget are the smallest: by trying every plan.
  @Test(arguments: Array(stride(from: UInt64(1), to: 401, by: 50))) func repairsRepair(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      let instance = try ConstrainedInstance(seed: seed)
      let plan = try await TargetCoverage(instance.problem, share: 0.8, under: instance.constraints).solve()
      guard plan.status == .infeasible else { continue }
      var constraints = instance.constraints
      constraints.floors.append(
        CoverageFloor(name: "all demand", members: Array(0..<instance.problem.demandCount), share: 0.8))
      for repair in plan.repairs {
        var repaired = constraints
        switch repair {
        case .count(let count):
          repaired.count = count - 1
          #expect(count == 0 || instance.best(repaired, { _ in 0 }) == nil, "seed \(seed): \(repair)")
          repaired.count = count
        case .budget(let budget):
          repaired.budget = max(0, budget - 0.5)
          #expect(budget < 0.5 || instance.best(repaired, { _ in 0 }) == nil, "seed \(seed): \(repair)")
          repaired.budget = budget
        case .floor(let name, let share):
          for index in repaired.floors.indices where repaired.floors[index].name == name {
            repaired.floors[index].share = share
            // Not one of its points more.
            var higher = repaired
            higher.floors[index].share = share + 1e-6
            #expect(instance.best(higher, { _ in 0 }) == nil, "seed \(seed): \(repair) is not the most")
          }
        case .floors(let floors):
          #expect(floors.count > 1, "seed \(seed)")
          func index(_ floor: LoweredFloor) -> Int { repaired.floors.firstIndex { $0.name == floor.name }! }
          for floor in floors { repaired.floors[index(floor)].share = floor.share }
          for floor in floors {
            var higher = repaired
            higher.floors[index(floor)].share = floor.share + 1e-6
            #expect(instance.best(higher, { _ in 0 }) == nil, "seed \(seed): \(repair), \(floor.name) is not the most")
          }
        case .withoutSpacing:
          repaired.tooClose = []
          repaired.exclusive = []
        }
        #expect(instance.best(repaired, { _ in 0 }) != nil, "seed \(seed): \(repair)")
      }
    }
  }

  /// 12 of 15 for three sites, 80 %: two are not enough, and 9 of 15 is what they cover.
  @Test func theReasonNamesShareAndRepairs() async throws {
    let plan = try await TargetCoverage(row(), share: 0.8, under: SitingConstraints(count: 2)).solve()
    #expect(plan.status == .infeasible && plan.repairs == [.floor(name: "all demand", share: 0.6), .count(3)])
    #expect(plan.reason?.english.contains("the target is 80.0 %, but 2 new sites allow at most 60.0 %") == true)
    #expect(plan.reason?.english.contains("lower the target to 60.0 %") == true)
    #expect(
      plan.reason?.chinese
        == "目标覆盖率为80.0%，而在新建2处的条件下，最多只能达到60.0%。请任选一项（其余条件不变）：把目标覆盖率降到60.0%；或把新建数量的上限提高到3处")
  }

  @Test func demandThatNoSiteReachesIsNamed() async throws {
    let problem = try row([.candidate, .candidate, .candidate, .excluded, .candidate])
    let floor = CoverageFloor(name: "east", members: [3, 4], share: 0.5)
    let plan = try await ConstrainedCovering(problem, under: SitingConstraints(floors: [floor])).solve()
    #expect(plan.status == .infeasible && plan.blockingDemand == [3])
    #expect(plan.repairs == [.floor(name: "east", share: 1.0 / 3)])
  }

  @Test func spacingIsStrictAndSparesExistingSites() async throws {
    let places = [0.0, 300, 599, 900, 1200].map { Coordinate(x: $0, y: 0) }
    let close = try closePairs(places, nearerThan: Meters(300), geographic: false)
    #expect(close == [SitePair(SiteIndex(1), SiteIndex(2))], "300 m exactly is far enough")
    // Two existing stations side by side are as they are; a new one beside an existing one is not.
    let both = try await ConstrainedCovering(
      row([.candidate, .existing, .existing, .candidate, .candidate]),
      under: SitingConstraints(count: 5, tooClose: close)
    ).solve()
    #expect(both.objective == 15)
    let one = try await ConstrainedCovering(
      row([.candidate, .existing, .candidate, .candidate, .candidate]),
      under: SitingConstraints(count: 5, tooClose: close)
    ).solve()
    #expect(one.objective == 12 && one.chosen == [0, 3, 4].map { SiteIndex($0) })
    let clash = try await ConstrainedCovering(
      row([.candidate, .existing, .required, .candidate, .candidate]),
      under: SitingConstraints(count: 5, tooClose: close)
    ).solve()
    #expect(clash.status == .infeasible && clash.blockingSites == [1, 2].map { SiteIndex($0) })
    #expect(clash.repairs == [.withoutSpacing])
  }

  @Test func requiredSitesBeyondTheBudgetNameWhatTheyCost() async throws {
    let plan = try await ConstrainedCovering(
      row([.required, .required, .candidate, .candidate, .candidate]),
      under: SitingConstraints(costs: [7, 6, 1, 1, 1], budget: 12)
    ).solve()
    #expect(plan.status == .infeasible && plan.repairs == [.budget(13)])
  }

  /// Costs of 0.1 and 0.2 sum to a little more than 0.3: the budget is inclusive all the same.
  @Test func decimalBudgetsAreInclusive() async throws {
    let plan = try await ConstrainedCovering(
      row(), under: SitingConstraints(costs: [0.1, 0.2, 9, 9, 9], budget: 0.3)
    ).solve()
    #expect(plan.objective == 9 && plan.status == .optimal)
  }

  @Test func nothingToGiveAndNothingToWeigh() async throws {
    let none = try await ConstrainedCovering(
      row(), under: SitingConstraints(count: 0, costs: [1, 1, 1, 1, 1], budget: 9)
    ).solve()
    #expect(none.objective == 0 && none.chosen.isEmpty && none.status == .optimal)
    let weightless = try Instance.problem([[0], [1]], weights: [0, 0])
    let plan = try await ConstrainedCovering(weightless, under: SitingConstraints(costs: [1, 1], budget: 9)).solve()
    #expect(plan.objective == 0 && plan.chosen.isEmpty && !plan.warnings.isEmpty)
    let large = try Instance.problem([[0], [1]], weights: [9_007_199_254_740_992, 9])
    let told = try await ConstrainedCovering(large, under: SitingConstraints(costs: [1, 1], budget: 1)).solve()
    #expect(told.warnings.contains { $0.english.contains("2^53") })
    let tight = try await CapacitatedCovering(row(), capacities: [1, 1, 1, 1, 1], under: SitingConstraints()).solve()
    #expect(tight.objective == 5 && tight.warnings.contains { $0.english.contains("less than all demand") })
  }

  @Test func badInputIsRefused() throws {
    let problem = try row()
    for constraints in [
      SitingConstraints(count: -1), SitingConstraints(budget: 5),
      SitingConstraints(costs: [1, 1, 1, 1, -1], budget: 5), SitingConstraints(costs: [1, 1, 1, 1, .nan]),
      SitingConstraints(costs: [1, 1]), SitingConstraints(costs: [1, 1, 1, 1, 1], budget: .nan),
      SitingConstraints(tooClose: [SitePair(SiteIndex(0), SiteIndex(9))]),
      SitingConstraints(tooClose: [SitePair(SiteIndex(1), SiteIndex(1))]),
      SitingConstraints(exclusive: [[SiteIndex(1), SiteIndex(1)]]),
      SitingConstraints(floors: [CoverageFloor(name: "a", members: [0], share: 1.5)]),
      SitingConstraints(floors: [CoverageFloor(name: "a", members: [7], share: 0.5)]),
      SitingConstraints(floors: [CoverageFloor(name: "a", members: [0, 0], share: 0.5)]),
    ] {
      #expect(throws: SitingError.self) { try ConstrainedCovering(problem, under: constraints) }
    }
    #expect(throws: SitingError.self) { try TargetCoverage(problem, share: 0) }
    #expect(throws: SitingError.self) { try TargetCoverage(problem, share: 0.5, aim: .leastCost) }
    #expect(throws: SitingError.self) {
      try BackupMaximalCovering(problem, backup: 1.1, under: SitingConstraints())
    }
    #expect(throws: SitingError.self) {
      try CapacitatedCovering(problem, capacities: [1, 1, 1, 1, -1], under: SitingConstraints())
    }
    #expect(throws: SitingError.self) {
      try GradualCovering(problem, decay: .linear(full: 5, none: 5), under: SitingConstraints())
    }
    #expect(throws: SitingError.self) {
      try GradualCovering(
        problem, decay: .steps([.init(upTo: 5, factor: 0.5), .init(upTo: 9, factor: 0.7)]), under: SitingConstraints())
    }
    #expect(throws: SitingError.self) {
      try closePairs([Coordinate(x: 0, y: 0)], nearerThan: Meters(.nan), geographic: false)
    }
  }

  /// An answer with a wrong value or plan does not pass the check.
  @Test func theCheckFindsPlantedFaults() async throws {
    let model = try ConstrainedCovering(row(), under: SitingConstraints(costs: [1, 1, 1, 1, 1], budget: 2))
    let plan = try await model.solve()
    #expect(model.faults(in: plan) == [])
    var wrong = plan
    wrong.objective = 10
    #expect(!model.faults(in: wrong).isEmpty)
    wrong = plan
    wrong.bound = 8
    #expect(!model.faults(in: wrong).isEmpty)
    wrong = plan
    wrong.chosen = [0, 1, 2].map { SiteIndex($0) }
    #expect(model.faults(in: wrong).contains { $0.contains("budget") })
  }
}
