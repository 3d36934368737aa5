import Model
import Siting
import Testing

/// Every problem with constraints against trying every plan.
@Suite struct ConstraintConformanceTests {
  private static let blocks = Array(stride(from: UInt64(1), to: 501, by: 50))

  /// Compares an answer with the enumerated best, and has it checked from the cover sets.
  private func expect(
    _ model: some CoveringModel, _ best: Double?, exactly: Bool,
    _ instance: ConstrainedInstance,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for engine in engines {
      try await expect(model, best, exactly: exactly, instance, by: engine, sourceLocation: sourceLocation)
    }
  }

  private func expect(
    _ model: some CoveringModel, _ best: Double?, exactly: Bool, _ instance: ConstrainedInstance,
    by engine: SolveEngine, sourceLocation: SourceLocation
  ) async throws {
    let plan = try await model.solve(SolveLimits(engine))
    let word: Comment = "seed \(instance.seed), \(engine)"
    guard let best, !instance.isHopeless else {
      #expect(plan.status == .infeasible, word, sourceLocation: sourceLocation)
      #expect(plan.objective == nil && plan.reason?.english.isEmpty == false, word, sourceLocation: sourceLocation)
      return
    }
    #expect(plan.status == .optimal && plan.stopped == .proved, word, sourceLocation: sourceLocation)
    let value = try #require(plan.objective, word, sourceLocation: sourceLocation)
    #expect(exactly ? value == best : abs(value - best) <= 1e-9, word, sourceLocation: sourceLocation)
    #expect(plan.bound == value && plan.gap == 0, word, sourceLocation: sourceLocation)
    #expect(model.faults(in: plan) == [], word, sourceLocation: sourceLocation)
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
        best.map { 0 - $0 }, exactly: seed % 3 != 0, instance)
    }
  }

  /// The number alone, which is found by halving.
  @Test(arguments: blocks) func targetCoverageWithANumberAlone(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      var instance = try ConstrainedInstance(seed: seed, fractional: seed % 3 == 0)
      instance.constraints = SitingConstraints(count: seed % 4 == 0 ? 3 : nil)
      let reach = instance.reach
      let share = [0.3, 0.5, 0.7, 0.9, 1][Int(seed) % 5]
      let total = instance.problem.totalWeight
      if total == 0 { continue }
      let best = instance.best(instance.constraints) { plan -> Double? in
        instance.earned(plan, reach).reduce(0, +) >= share * total - 1e-9 * total ? -Double(plan.nonzeroBitCount) : nil
      }
      try await expect(
        TargetCoverage(instance.problem, share: share, under: instance.constraints), best.map { 0 - $0 }, exactly: true,
        instance)
    }
  }

  /// What the number allows is often what the other constraints allow.
  @Test(arguments: blocks) func constraintsThatBindNothing(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      var instance = try ConstrainedInstance(seed: seed)
      instance.constraints.count = 1 + Int(seed % 4)
      instance.constraints.costs = (0..<instance.problem.siteCount).map { Double($0 % 3) }
      instance.constraints.budget = 3 + Double(seed % 7)
      let reach = instance.reach
      let best = instance.best(instance.constraints) { instance.earned($0, reach).reduce(0, +) }
      try await expect(
        ConstrainedCovering(instance.problem, under: instance.constraints), best, exactly: true, instance)
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
      try await expect(model, sites, exactly: true, instance)
      for engine in engines {
        let plan = try await model.solve(SolveLimits(engine))
        if let best, let sites, !instance.isHopeless {
          #expect(plan.backupWeight == best + 1e6 * sites, "seed \(seed), \(engine)")
          #expect(plan.backupBound == plan.backupWeight, "seed \(seed), \(engine)")
        }
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

/// The same for capacities, fading cover and options.
@Suite struct ExtendedConformanceTests {
  private static let blocks = Array(stride(from: UInt64(1), to: 501, by: 50))

  /// The most weight the open sites serve, by the other side of the flow: the least cut over all sets of open sites
  /// (max-flow min-cut), not by finding a flow.
  private func served(_ instance: ConstrainedInstance, _ open: UInt32, _ reach: [UInt32]) -> Double {
    var least = Double.infinity
    var subset = open
    while true {
      // Sites in the subset are on the source's side: their points are cut at the demand, the others at the site.
      var cut = 0.0
      for site in 0..<instance.problem.siteCount where (open & ~subset) >> site & 1 == 1 {
        cut += instance.capacities[site]
      }
      for point in reach.indices where reach[point] & subset != 0 { cut += instance.problem.weights[point] }
      least = min(least, cut)
      if subset == 0 { return least }
      subset = (subset - 1) & open
    }
  }

  @Test(arguments: blocks) func capacitatedCovering(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      var instance = try ConstrainedInstance(seed: seed, fractional: seed % 3 == 0)
      instance.constraints.floors = []
      let reach = instance.reach
      let model = try CapacitatedCovering(
        instance.problem, capacities: instance.capacities, under: instance.constraints)
      let best = instance.best(instance.constraints) { served(instance, $0 | instance.existing, reach) }
      for engine in engines {
        let plan = try await model.solve(SolveLimits(engine))
        guard let best, !instance.isHopeless else {
          #expect(plan.status == .infeasible && plan.reason != nil, "seed \(seed), \(engine)")
          continue
        }
        #expect(plan.status == .optimal, "seed \(seed), \(engine)")
        #expect(abs((plan.objective ?? -1) - best) <= 1e-9, "seed \(seed), \(engine): \(best)")
        #expect(model.faults(in: plan) == [], "seed \(seed), \(engine)")
      }
    }
  }

  /// Floors beside capacities, for builds with a general solver. A plan can meet them when no set of groups needs more
  /// than the open sites can serve of its points (the condition of a polymatroid), again by least cuts.
  @Test(.enabled(if: SolveEngine.highs.isAvailable), arguments: blocks)
  func capacitatedCoveringWithFloors(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      var instance = try ConstrainedInstance(seed: seed)
      let points = instance.problem.weights.indices
      let shares = [Double(seed % 7) / 10, Double(seed % 5) / 8]
      let groups = (0..<2).map { group in points.filter { $0 % 3 == group } }
      instance.constraints.floors = zip(groups, shares).map {
        CoverageFloor(name: "third \($1)", members: $0, share: $1)
      }
      let reach = instance.reach
      var plain = instance.constraints
      plain.floors = []
      let best = instance.best(plain) { plan -> Double? in
        let open = plan | instance.existing
        for set in [[0], [1], [0, 1]] {
          let members = Set(set.flatMap { groups[$0] })
          let need = set.reduce(0.0) { sum, group in
            sum + shares[group] * groups[group].reduce(0) { $0 + instance.problem.weights[$1] }
          }
          let most = served(instance, open, reach.indices.map { members.contains($0) ? reach[$0] : 0 })
          if most < need - 1e-9 * max(1, need) { return nil }
        }
        return served(instance, open, reach)
      }
      let model = try CapacitatedCovering(
        instance.problem, capacities: instance.capacities, under: instance.constraints)
      let plan = try await model.solve()
      guard let best, !instance.isHopeless else {
        #expect(plan.status == .infeasible && plan.reason?.english.isEmpty == false, "seed \(seed)")
        continue
      }
      #expect(plan.status == .optimal, "seed \(seed)")
      #expect(abs((plan.objective ?? -1) - best) <= 1e-9, "seed \(seed): \(best)")
      #expect(model.faults(in: plan) == [], "seed \(seed)")
    }
  }

  @Test(arguments: blocks) func gradualCovering(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      let plain = try ConstrainedInstance(seed: seed)
      var random = Numbers(seed: seed &+ 5)
      let covers = plain.problem.covers
      let costs = covers.demand.map { _ in Double(random.below(12)) }
      let problem = try SitingProblem(
        covers: CoverSets(
          demandCount: covers.demandCount, offsets: covers.offsets, demand: covers.demand, costs: costs),
        weights: plain.problem.weights, statuses: plain.problem.statuses)
      let isLinear = seed % 2 == 0
      let decay: CoverageDecay =
        isLinear
        ? .linear(full: 3, none: 11)
        : .steps([.init(upTo: 2, factor: 1), .init(upTo: 5, factor: 0.5), .init(upTo: 9, factor: 0.25)])
      // The same rules written out.
      func factor(_ cost: Double) -> Double {
        if isLinear { return cost <= 3 ? 1 : cost >= 11 ? 0 : (11 - cost) / 8 }
        return cost <= 2 ? 1 : cost <= 5 ? 0.5 : cost <= 9 ? 0.25 : 0
      }
      var constraints = plain.constraints
      if seed % 5 == 0 { constraints = SitingConstraints(count: Int(seed / 5) % 5) }
      var best: Double?
      for plan in plain.plans(constraints) {
        var earned = [Double](repeating: 0, count: problem.demandCount)
        for site in 0..<problem.siteCount where (plan | plain.existing) >> site & 1 == 1 {
          for entry in covers.offsets[site]..<covers.offsets[site + 1] {
            let point = Int(covers.demand[entry])
            earned[point] = max(earned[point], factor(costs[entry]) * problem.weights[point])
          }
        }
        if plain.meets(constraints, earned) { best = max(best ?? 0, earned.reduce(0, +)) }
      }
      let model = try GradualCovering(problem, decay: decay, under: constraints)
      for engine in engines {
        let plan = try await model.solve(SolveLimits(engine))
        if plan.status == .infeasible {
          #expect(best == nil || best == 0, "seed \(seed), \(engine): \(plan.reason?.english ?? "")")
          continue
        }
        #expect(plan.status == .optimal, "seed \(seed), \(engine)")
        #expect(abs((plan.objective ?? -1) - (best ?? -2)) <= 1e-9, "seed \(seed), \(engine): \(best ?? -2)")
        #expect(model.faults(in: plan) == [], "seed \(seed), \(engine)")
      }
    }
  }

  @Test(arguments: blocks) func optionPlanning(block: UInt64) async throws {
    for seed in block..<(block + 50) {
      var random = Numbers(seed: seed &+ 900)
      let rows = 1 + random.below(14)
      let options = (0..<(2 + random.below(8))).map { _ in
        SitingOption(
          kind: SitingOption.Kind.allCases[random.below(3)], cost: Double(random.below(8)),
          covers: (0..<Int32(rows)).filter { _ in random.below(10) < 3 },
          group: random.below(2) == 0 ? random.below(3) : nil)
      }
      let today = (0..<Int32(rows)).filter { _ in random.below(6) == 0 }
      let weights = (0..<rows).map { _ in Double(random.below(6)) }
      let budget = Double(random.below(20))
      let tooClose = random.below(3) == 0 ? [(0, options.count - 1)] : []
      var best = 0.0
      for plan in UInt32(0)..<(1 << options.count) {
        let taken = options.indices.filter { plan >> $0 & 1 == 1 }
        let groups = taken.compactMap { options[$0].group }
        guard Set(groups).count == groups.count, taken.reduce(0, { $0 + options[$1].cost }) <= budget,
          tooClose.allSatisfy({ !(taken.contains($0.0) && taken.contains($0.1)) })
        else { continue }
        let covered = taken.reduce(into: Set(today)) { $0.formUnion(options[$1].covers) }
        best = max(best, covered.reduce(0) { $0 + weights[Int($1)] })
      }
      let model = try OptionPlanning(
        options, weights: weights, coveredToday: today, budget: budget, tooClose: tooClose)
      for engine in engines {
        let plan = try await model.solve(SolveLimits(engine))
        if plan.status == .infeasible {
          #expect(best == 0 && plan.uncoverable.count == rows, "seed \(seed), \(engine)")
          continue
        }
        #expect(plan.objective == best && plan.status == .optimal, "seed \(seed), \(engine): \(best)")
        #expect(model.faults(in: plan) == [], "seed \(seed), \(engine)")
        #expect((plan.cost ?? 99) <= budget, "seed \(seed), \(engine)")
      }
    }
  }
}
