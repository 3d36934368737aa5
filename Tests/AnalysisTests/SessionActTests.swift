import Analysis
import Geometry
import Model
import Testing

/// What money is spent on under edits of the stations, against fresh runs with the same stations.
struct SessionActTests {
  private static func edits(_ town: ActTown) -> [Scenario.Edit] {
    let first = StationID(rawValue: "s0")
    var edits: [Scenario.Edit] = [
      .setServices(first, [.drink]), .setHours(first, "06:00-12:00"),
      .add(
        Station(
          id: StationID(rawValue: "n"), name: "new", services: [.rest], hours: "Mo-Su 20:00-22:00",
          position: Coordinate(x: 105.007, y: 0.004))),
    ]
    if town.stations.count > 1 { edits.append(.close(StationID(rawValue: "s1"))) }
    return edits
  }

  @Test(arguments: [false, true]) func asAFreshRun(hasPhases: Bool) async throws {
    var tried = 0
    for seed in UInt64(1)...4 {
      let town = ActTown(seed: (hasPhases ? 10_000 : 0) + seed, phases: hasPhases)
      guard !town.isDoubtful, town.most > 0 else { continue }
      tried += 1
      let file = try town.folder().analysis()
      let prepared = try await PreparedAnalysis(file)
      let session = Session(prepared)
      for edits in [[], Self.edits(town)] {
        let scenario = Scenario(edits)
        let found = try #require(
          try await session.acts(scenario, budget: file.siting.budget, new: file.siting.new, RunOptions()))
        var layers = prepared.inputs
        layers.stations = try scenario.stations(from: layers.stations)
        let fresh = try await PreparedAnalysis(file, layers).run()
        #expect(found.plan == fresh.siting.acts, "town \(seed)")
        #expect(found.sites == fresh.inputs.sites, "town \(seed)")

        // With the acts done as edits the stations serve what the plan says.
        let done = Scenario(
          edits
            + found.edits { host, act in
              Station(
                id: StationID(rawValue: "new-\(host.id.rawValue)"), name: host.name, services: Set(act.services),
                hours: act.hours, position: host.position)
            })
        layers.stations = try done.stations(from: prepared.inputs.stations)
        let after = try #require(try await PreparedAnalysis(file, layers).run().siting.acts)
        #expect(abs(after.today - (found.plan.value ?? 0)) < 1e-7, "town \(seed)")
      }
    }
    #expect(tried > 1)
  }

  @Test func anotherBudget() async throws {
    let town = ActTown(seed: 1, phases: false)
    let folder = try town.folder()
    let session = Session(try await PreparedAnalysis(folder.analysis()))
    let new = session.prepared.file.siting.new
    let found = try await session.acts(Scenario(), budget: 7, new: new, RunOptions())
    let fresh = try await runAnalysis(folder.analysis(["siting.budget=7"]))
    #expect(try #require(found).plan == fresh.siting.acts)
  }
}
