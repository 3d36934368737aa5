import Analysis
import Coverage
import Foundation
import Geometry
import Model
import Testing

/// A session's answers against fresh runs with the same stations, and against figures worked out by hand.
struct SessionTests {
  private static let wutongqiao = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("analyses/wutongqiao.yaml").path

  /// A street along the equator, 111.3 m a thousandth of a degree. Homes 445.3 m, 556.6 m and 2,226 m from the station.
  private static func street(_ more: String = "") throws -> ScratchFolder {
    try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv}
      circle: {cutoff: 500m}
      \(more)
      """, "s.csv": "id,lon,lat,services\ns,105,0,drink\n",
      "c.csv": "id,population,lon,lat\nnear,1,105.004,0\nnext,2,105.005,0\nfar,4,105.02,0\n",
    ])
  }

  private static func session(_ folder: ScratchFolder) async throws -> Session {
    Session(try await PreparedAnalysis(folder.analysis()))
  }

  private static let station = StationID(rawValue: "s")

  private static func residents(_ answer: Evaluation) -> Double? { answer.coverage.byKind[.communities]?.covered }

  @Test func nothingChangedIsToday() async throws {
    let answer = try await Self.session(Self.street()).evaluate(Scenario())
    #expect(Self.residents(answer) == 1 && answer.changed.isEmpty)
  }

  @Test func eachEditCountsAsItSays() async throws {
    let session = try await Self.session(Self.street())
    let moved = try await session.evaluate(Scenario([.move(Self.station, to: Coordinate(x: 105.001, y: 0))]))
    #expect(Self.residents(moved) == 3)
    #expect(
      moved.changed == [
        ChangedOwner(
          kind: .communities, owner: moved.changed[0].owner, before: CoveredShare(total: 2),
          after: CoveredShare(total: 2, covered: 2))
      ])
    #expect(session.prepared.inputs.communities[moved.changed[0].owner].id.rawValue == "next")
    let closed = try await session.evaluate(Scenario([.close(Self.station)]))
    #expect(Self.residents(closed) == 0)
    let added = try await session.evaluate(
      Scenario([.add(Station(id: StationID(rawValue: "t"), name: "t", position: Coordinate(x: 105.02, y: 0)))]))
    #expect(Self.residents(added) == 5)
    // One has the service, the other has not.
    #expect(added.coverage.byService[.drink]?[.communities]?.covered == 1)
    // 54.7 m are left to walk at 4 km/h; 49 s cost 54.4 m, 50 s 55.6 m.
    let slower = try await session.evaluate(Scenario([.setExtraTime(Self.station, Seconds(49))]))
    #expect(Self.residents(slower) == 1)
    let slow = try await session.evaluate(Scenario([.setExtraTime(Self.station, Seconds(50))]))
    #expect(Self.residents(slow) == 0)
    let equipped = try await session.evaluate(Scenario([.setServices(Self.station, [.charge])]))
    #expect(equipped.coverage.byService[.charge]?[.communities]?.covered == 1 && Self.residents(equipped) == 1)
    #expect(equipped.coverage.byService[.drink]?[.communities]?.covered ?? 0 == 0 && equipped.changed.isEmpty)
    let hours = Scenario([.setHours(Self.station, "Mo-Fr 09:00-17:30")])
    #expect(try hours.stations(from: session.prepared.inputs.stations).map(\.hours) == ["Mo-Fr 09:00-17:30"])
    #expect(Self.residents(try await session.evaluate(hours)) == 1)
    let room = Scenario([
      .setCapacity(Self.station, 40), .setSeats(Self.station, 12.5), .setCapacity(Self.station, nil),
    ])
    let roomy = try room.stations(from: session.prepared.inputs.stations)
    #expect(roomy.map(\.seats) == [12.5] && roomy.map(\.capacity) == [nil])
    // Asked again, nothing has stuck.
    #expect(Self.residents(try await session.evaluate(Scenario())) == 1)
  }

  /// Two modes share their circles as long as no station has extra minutes, whichever it is that is drawn.
  @Test func circlesAreSharedAsInAFreshRun() async throws {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv, workers: {file: w.csv, weight: heads}}
      circle: {cutoff: 500m, modes: {workers: e-bike}}
      """, "s.csv": "id,lon,lat,extra_min\ns,105,0,\nt,105.01,0,2\n", "c.csv": "id,population,lon,lat\nc,1,105.001,0\n",
      "w.csv": "id,heads,lon,lat\nw,1,105.001,0\n",
    ])
    let session = Session(try await PreparedAnalysis(folder.analysis()))
    let other = StationID(rawValue: "t")
    #expect(try await session.area(of: Self.station).count == 2)
    #expect(try await session.area(of: Self.station, in: Scenario([.close(other)])).map(\.modes) == [[.walk, .eBike]])
    #expect(try await session.area(of: Self.station, in: Scenario([.setExtraTime(other, Seconds(0))])).count == 1)
  }

  @Test(arguments: [
    (Scenario.Edit.close(StationID(rawValue: "sx")), ScenarioError.Code.unknownStation),
    (.move(StationID(rawValue: "s"), to: Coordinate(x: 205, y: 0)), .badPosition),
    (.setExtraTime(StationID(rawValue: "s"), Seconds(-1)), .badExtraTime),
    (.setHours(StationID(rawValue: "s"), "whenever"), .badHours),
    (.setServices(StationID(rawValue: "sx"), []), .unknownStation),
    (.setCapacity(StationID(rawValue: "sx"), 1), .unknownStation),
    (.setCapacity(StationID(rawValue: "s"), -1), .badAmount),
    (.setSeats(StationID(rawValue: "s"), .nan), .badAmount),
    (
      .add(Station(id: StationID(rawValue: "t"), name: "", capacity: .infinity, position: Coordinate(x: 0, y: 0))),
      .badAmount
    ),
    (.add(Station(id: StationID(rawValue: "s"), name: "", position: Coordinate(x: 0, y: 0))), .duplicateID),
  ])
  func editsThatCannotBeMade(edit: Scenario.Edit, code: ScenarioError.Code) async throws {
    let session = try await Self.session(Self.street())
    let error = await #expect(throws: ScenarioError.self) {
      try await session.evaluate(Scenario([.setExtraTime(Self.station, Seconds(1)), edit]))
    }
    #expect(error?.code == code && error?.edit == 1)
  }

  /// Six come near the station and two near the far host. While the station has room for six, the far host is best: all
  /// eight are served; with room for one alone, the near host serves three of the five that are left.
  @Test func capacitiesDecideWhereToBuild() async throws {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv, candidates: k.csv}
      circle: {cutoff: 500m}
      coverage: {visits: {residents: 1}}
      siting: {new: 1, constraints: {capacity: visits}, builds_with: {capacity: 3}}
      """, "s.csv": "id,lon,lat,capacity\ns,105,0,10\n",
      "c.csv": "id,population,lon,lat\nnear,6,105.001,0\nfar,2,105.02,0\n",
      "k.csv": "id,name,lon,lat\nk1,One,105.002,0\nk2,Two,105.02,0\n",
    ])
    let session = try await Self.session(folder)
    for (capacity, host, value) in [(10.0, "k2", 1.0), (1, "k1", 0.5)] {
      let scenario = Scenario([.setCapacity(Self.station, capacity)])
      let found = try #require(try await session.siting(scenario))
      #expect(found.plan.proposed.map { found.candidates[$0.candidate].id.rawValue } == [host])
      #expect(abs(try #require(found.plan.value) - value) < 1e-9)
      var layers = session.prepared.inputs
      layers.stations = try scenario.stations(from: layers.stations)
      #expect(try await Session(PreparedAnalysis(folder.analysis(), layers)).siting() == found)
    }
  }

  /// Random scenarios of up to six edits: the coverage, the areas' shapes and the plan are those of a fresh preparation.
  @Test(arguments: [1, 2]) func answersAreThoseOfFreshRuns(threads: Int) async throws {
    let file = try AnalysisFile(path: Self.wutongqiao)
    let options = RunOptions(threads: threads)
    let prepared = try await PreparedAnalysis(file, options)
    let session = Session(prepared, options)
    var random = SplitMix(seed: 20261129 + UInt64(threads))
    for number in 0..<12 {
      let scenario = RandomScenario(prepared, number, &random).scenario
      var layers = prepared.inputs
      layers.stations = try scenario.stations(from: layers.stations)
      let fresh = Session(try await PreparedAnalysis(file, layers, RunOptions(threads: 1)), RunOptions(threads: 1))
      let answer = try await session.evaluate(scenario)
      let expected = try await fresh.evaluate(Scenario())
      #expect(answer.coverage == expected.coverage && answer.tally == expected.tally, "\(scenario)")
      #expect(
        answer.changed
          == (try await session.evaluate(Scenario())).tally.changes(to: expected.tally))
      guard number % 4 == 0, let last = layers.stations.last else { continue }
      let area = try await session.area(of: last.id, in: scenario)
      let whole = try await fresh.area(of: last.id)
      #expect(area == whole && !area.isEmpty)
      let plan = try await session.siting(scenario)
      let best = try await fresh.siting()
      #expect(plan == best)
    }
  }
}

/// Edits that are possible, drawn by a seed.
private struct RandomScenario {
  private(set) var scenario = Scenario()

  init(_ prepared: PreparedAnalysis, _ number: Int, _ random: inout SplitMix) {
    var ids = prepared.inputs.stations.map(\.id)
    let box = Box(prepared.inputs.stations.map(\.position))
    func place() -> Coordinate {
      Coordinate(
        x: .random(in: box.minX...box.maxX, using: &random), y: .random(in: box.minY...box.maxY, using: &random))
    }
    for edit in 0..<Int.random(in: 1...6, using: &random) {
      let old = ids.randomElement(using: &random)!
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        let id = StationID(rawValue: "new-\(number)-\(edit)")
        scenario.edits.append(.add(Station(id: id, name: "", services: [.drink, .charge], position: place())))
        ids.append(id)
      case 1: scenario.edits.append(.move(old, to: place()))
      case 2 where ids.count > 1:
        scenario.edits.append(.close(old))
        ids.removeAll { $0 == old }
      case 3: scenario.edits.append(.setServices(old, Bool.random(using: &random) ? [.drink, .heatFood] : []))
      default: scenario.edits.append(.setExtraTime(old, Seconds(Double(Int.random(in: 0...300, using: &random)))))
      }
    }
  }
}
