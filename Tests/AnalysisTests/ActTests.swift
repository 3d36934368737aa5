import Analysis
import Foundation
import Model
import Testing

/// Plans of acts against trying everything, in towns small enough for that.
struct ActTests {
  /// 1,000 towns in all with `make test-slow`, else the first of them.
  private static let count: UInt64 = ProcessInfo.processInfo.environment["SERVICECIRCLE_SLOW"] == nil ? 15 : 500

  @Test func oneBudget() async throws {
    var tried: UInt64 = 0
    for seed in 1...Self.count {
      let town = ActTown(seed: seed, phases: false)
      guard !town.isDoubtful, town.most > 0 else { continue }
      tried += 1
      let result = try await runAnalysis(try town.folder().analysis())
      let plan = try #require(result.siting.acts)
      let acts = town.after(plan.acts, from: town.today)
      let value = try #require(plan.value)
      #expect(plan.status == .optimal, "town \(seed)")
      #expect(isNear(value * Double(town.most), Double(town.worth(acts)), 1e-4), "town \(seed)")
      #expect(town.worth(acts) == town.best(from: town.today, budget: town.budget), "town \(seed)")
      #expect(plan.acts.reduce(0) { $0 + $1.act.yuan } <= Double(town.budget), "town \(seed)")
      // The order adds up, and each act's loss is the value without it.
      var sum = plan.today
      for planned in plan.acts {
        sum += planned.gain
        #expect(isNear(planned.cumulative, sum, 1e-9), "town \(seed)")
        let rest = plan.acts.filter { $0 != planned }
        let without = Double(town.worth(town.after(rest, from: town.today))) / Double(town.most)
        #expect(isNear(planned.loss, value - without, 1e-7), "town \(seed)")
      }
      for point in plan.curve.enumerated().filter({ $0.offset % 7 == 3 }).map(\.element) {
        let best = town.best(from: town.today, budget: Int(point.yuan))
        #expect(isNear(point.value * Double(town.most), Double(best), 1e-4), "town \(seed), \(point.yuan) yuan")
      }
    }
    #expect(tried * 2 > Self.count)
  }

  @Test func aProgramme() async throws {
    var tried: UInt64 = 0
    for seed in 1...Self.count {
      let town = ActTown(seed: 10_000 + seed, phases: true)
      guard !town.isDoubtful, town.most > 0 else { continue }
      tried += 1
      let most = Double(town.most)
      let result = try await runAnalysis(try town.folder("each-year").analysis())
      let plan = try #require(result.siting.acts)
      #expect(plan.status == .optimal, "town \(seed)")
      var sites = town.today
      var (budget, spent, built) = (0, 0, 0)
      var extended: Set<Int> = []
      for (phase, year) in zip(town.phases, plan.eachYear) {
        budget += phase.budget
        let acts = plan.acts.filter { $0.year == phase.year }
        let best = town.best(from: sites, budget: budget - spent, builds: built, extended: extended)
        sites = town.after(acts, from: sites)
        spent += acts.reduce(0) { $0 + Int($1.act.yuan) }
        built += acts.count { $0.act.kind == .build }
        extended.formUnion(acts.filter { $0.act.kind == .extend }.map(\.act.site.rawValue))
        #expect(spent <= budget && year.spent == Double(spent) && year.budget == Double(budget), "town \(seed)")
        #expect(town.worth(sites) == best, "town \(seed), \(phase.year)")
        #expect(isNear(year.value * most, Double(best), 1e-4), "town \(seed), \(phase.year)")
      }
      // All the money at once.
      let end = town.best(from: town.today, budget: budget)
      #expect(isNear((plan.finalBound ?? 0) * most, Double(end), 1e-4), "town \(seed)")
      #expect((plan.value ?? 2) <= (plan.finalBound ?? 0) + 1e-9, "town \(seed)")
      let final = try #require(try await runAnalysis(try town.folder("final").analysis()).siting.acts)
      #expect(isNear((final.value ?? 0) * most, Double(end), 1e-4), "town \(seed)")
      var (done, money) = (town.today, 0)
      for (phase, year) in zip(town.phases, final.towardsFinal) {
        let acts = final.acts.filter { $0.year == phase.year }
        money += phase.budget
        done = town.after(acts, from: done)
        #expect(isNear(year.value * most, Double(town.worth(done)), 1e-4), "town \(seed), \(phase.year)")
        #expect(year.spent <= Double(money), "town \(seed), \(phase.year)")
      }
    }
    #expect(tried * 2 > Self.count)
  }
}

private func isNear(_ found: Double, _ expected: Double, _ tolerance: Double) -> Bool {
  abs(found - expected) <= tolerance
}
