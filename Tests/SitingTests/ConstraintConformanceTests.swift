import Model
import Siting
import Testing

/// Every problem with constraints against trying every plan.
@Suite struct ConstraintConformanceTests {
  private static let blocks = Array(stride(from: UInt64(1), to: 501, by: 50))

  /// Compares an answer with the enumerated best, and has it checked from the cover sets.
  private func expect(
    _ model: some CoveringModel, _ best: Double?, isMinimum: Bool = false, exactly: Bool,
    _ instance: ConstrainedInstance,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let plan = try await model.solve()
    let word: Comment = "seed \(instance.seed)"
    guard let best, !instance.isHopeless else {
      #expect(plan.status == .infeasible, word, sourceLocation: sourceLocation)
      #expect(plan.objective == nil && plan.reason?.isEmpty == false, word, sourceLocation: sourceLocation)
      return
    }
    #expect(plan.status == .optimal && plan.stopped == .proved, word, sourceLocation: sourceLocation)
    let value = try #require(plan.objective, word, sourceLocation: sourceLocation)
    #expect(exactly ? value == best : abs(value - best) <= 1e-9, word, sourceLocation: sourceLocation)
    #expect(plan.bound == value && plan.gap == 0, word, sourceLocation: sourceLocation)
    #expect(model.faults(in: plan, isMinimum: isMinimum) == [], word, sourceLocation: sourceLocation)
  }

  @Test(arguments: blocks) func constrainedCovering(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      let instance = try ConstrainedInstance(seed: seed, fractional: seed % 3 == 0)
      let reach = instance.reach
      let best = instance.best(instance.constraints) { instance.earned($0, reach).reduce(0, +) }
      try await expect(
        ConstrainedCovering(instance.problem, under: instance.constraints), best, exactly: seed % 3 != 0, instance)
    }
  }

  @Test(arguments: blocks) func targetCoverage(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      let instance = try ConstrainedInstance(seed: seed, fractional: seed % 3 == 0)
      let reach = instance.reach
      let share = [0.3, 0.5, 0.7, 0.9, 1][Int(seed) % 5]
      let total = instance.problem.totalWeight
      let isCheap = instance.constraints.costs != nil && seed % 2 == 0
      let best = instance.best(instance.constraints) { plan -> Double? in
        guard instance.earned(plan, reach).reduce(0, +) >= share * total - 1e-9 * total else { return nil }
        guard isCheap, let costs = instance.constraints.costs else { return -Double(plan.nonzeroBitCount) }
        return -costs.indices.reduce(0.0) { plan >> $1 & 1 == 1 ? $0 + costs[$1] : $0 }
      }
      if total == 0 { continue }
      try await expect(
        TargetCoverage(
          instance.problem, share: share, aim: isCheap ? .leastCost : .fewestSites, under: instance.constraints),
        best.map { 0 - $0 }, isMinimum: true, exactly: seed % 3 != 0, instance)
    }
  }

  @Test(arguments: blocks) func backupCovering(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      let instance = try ConstrainedInstance(seed: seed)
      var constraints = instance.constraints
      // Full cover leaves little room for the rest: let every third instance have none.
      if seed % 3 == 0 { constraints = SitingConstraints() }
      if seed % 3 == 1 { constraints.count = nil }
      let reach = instance.reach
      let best = instance.best(constraints) { plan -> Double? in
        for row in reach where row & instance.usable != 0 && row & (plan | instance.existing) == 0 { return nil }
        return instance.earned(plan, reach, times: 2).reduce(0, +) - 1e6 * Double(plan.nonzeroBitCount)
      }
      let model = try BackupCovering(instance.problem, under: constraints)
      let sites = best.map { (-$0 / 1e6).rounded(.up) }
      try await expect(model, sites, isMinimum: true, exactly: true, instance)
      let plan = try await model.solve()
      if let best, let sites, !instance.isHopeless {
        #expect(plan.backupWeight == best + 1e6 * sites, "seed \(seed)")
        #expect(plan.backupBound == plan.backupWeight, "seed \(seed)")
      }
    }
  }

  @Test(arguments: blocks) func backupMaximalCovering(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      let instance = try ConstrainedInstance(seed: seed)
      let reach = instance.reach
      let backup = [0, 0.25, 0.5, 0.75, 1][Int(seed) % 5]
      let best = instance.best(instance.constraints) {
        (1 - backup) * instance.earned($0, reach).reduce(0, +)
          + backup * instance.earned($0, reach, times: 2).reduce(0, +)
      }
      try await expect(
        BackupMaximalCovering(instance.problem, backup: backup, under: instance.constraints), best, exactly: false,
        instance)
    }
  }
}
