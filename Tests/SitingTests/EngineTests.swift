import Model
import Siting
import Testing

/// What a build with a general solver does, and what one without says.
@Suite struct EngineTests {
  /// 90 sites in a town of 900 points; neighbours in the list may not stand together.
  private func town() throws -> ConstrainedCovering {
    let problem = try Instance.town(sites: 90, points: 900, side: 6_000, radius: 700, seed: 11)
    var constraints = SitingConstraints(count: 12)
    for site in 0..<89 where site % 3 != 0 {
      constraints.tooClose.append(SitePair(SiteIndex(site), SiteIndex(site + 1)))
    }
    constraints.floors = (0..<3).map { group in
      CoverageFloor(name: "third \(group)", members: (0..<900).filter { $0 % 3 == group }, share: 0.3)
    }
    return try ConstrainedCovering(problem, under: constraints)
  }

  /// Limits of work, from too little for a proof to enough, end every part at the same place on any number of threads.
  @Test(arguments: [SolveEngine.auto, .highs].filter(\.isAvailable), [5, 60, 400, 4_000])
  func equalInputGivesEqualOutput(engine: SolveEngine, work: Int) async throws {
    let model = try town()
    var found: [SitingSolution] = []
    for threads in [1, 4] {
      var limits = SolveLimits(engine)
      limits.work = work
      limits.threads = threads
      found.append(try await model.solve(limits))
    }
    #expect(found[0] == found[1] && model.faults(in: found[0]) == [], "\(engine), \(work)")
  }

  @Test(.enabled(if: SolveEngine.highs.isAvailable)) func bothEnginesProveTheSame() async throws {
    let model = try town()
    var limits = SolveLimits(.highs)
    limits.work = 40_000
    let highs = try await model.solve(limits)
    limits.engine = .own
    let own = try await model.solve(limits)
    #expect(highs.status == .optimal && own.status == .optimal)
    #expect(highs.objective == own.objective && highs.bound == own.bound)
  }

  @Test func whatIsMissingIsNamed() async throws {
    let instance = try ConstrainedInstance(seed: 4)
    let floors = [0, 1].map { CoverageFloor(name: "group \($0)", members: [0], share: 0.5) }
    let error = await #expect(throws: SitingError.self) {
      _ = try await CapacitatedCovering(
        instance.problem, capacities: instance.capacities, under: SitingConstraints(floors: floors)
      ).solve(SolveLimits(.highs))
    }
    guard SolveEngine.highs.isAvailable else {
      #expect(error?.code == .missingPart && error?.message.contains("make full") == true)
      let other = await #expect(throws: SitingError.self) {
        _ = try await SetCovering(instance.problem).solve(SolveLimits(.highs))
      }
      #expect(other?.code == .missingPart && other?.message.contains("make full") == true)
      return
    }
    #expect(error?.code == .badParameter && error?.message.contains("group 0 and group 1") == true, "\(error as Any)")
  }
}
