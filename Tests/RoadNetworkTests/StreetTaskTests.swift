import Foundation
import Geometry
import Model
import OSM
import RoadNetwork
import Testing

/// Parts of a search along streets against the whole: the rows of their own points are the same, to the last unit.
@Suite struct StreetTaskTests {
  private static func covers(_ task: StreetTask) async throws -> CoverSets {
    try await task.covers(threads: 1, isCancelled: { false })
  }

  /// The rows of all parts together are those of the whole.
  private static func expectSame(_ task: StreetTask, tiles: [[Int]], _ name: String) async throws {
    var parts: [SitedRows] = []
    for owned in tiles {
      guard let (part, sites) = task.part(owning: owned) else { continue }
      let again = try reread(part)
      let rows = try await covers(again)
      let direct = try await covers(part)
      #expect(rows == direct, "\(name): a part that was kept in a file finds other rows")
      parts.append(SitedRows(rows, sites: sites.map { Int32($0) }, points: owned.map { Int32($0) }))
    }
    let joined = CoverSets(siteCount: task.sites.count, demandCount: task.demand.count, joining: parts)
    let whole = try await covers(task)
    #expect(joined == whole, "\(name)")
  }

  /// What a file of the graph and one of the numbers give back.
  private static func reread(_ task: StreetTask) throws -> StreetTask {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("task-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var (graph, numbers) = (Data(), Data())
    task.graph.save(origin: "") { graph.append(contentsOf: $0) }
    task.numbers.save { numbers.append(contentsOf: $0) }
    try graph.write(to: folder.appendingPathComponent("graph"))
    try numbers.write(to: folder.appendingPathComponent("numbers"))
    let opened = try RoadGraph.open(folder.path + "/graph").graph
    return try #require(StreetTask(opened, try NumberFile.open(folder.path + "/numbers")))
  }

  /// Points by chance in three tiles: a tile's points need not lie together.
  private static func tiles(_ count: Int, seed: Int) -> [[Int]] {
    var numbers = SplitMix(seed: seed)
    let owner = (0..<count).map { _ in Int.random(in: 0..<3, using: &numbers) }
    return (0..<3).map { tile in (0..<count).filter { owner[$0] == tile } }
  }

  /// One-ways, turn rules, streets on which nobody turns round; every place is a site and a point, and so are places beside
  /// the streets.
  @Test(arguments: 0..<60) func townsWithTurnRules(seed: Int) async throws {
    let town = RandomTown(seed: seed)
    let graph = try RoadGraph.build(osm: osm(town.text), rules: .truck, impedance: .distance)
    var numbers = SplitMix(seed: seed &+ 5)
    let beside = (0..<30).map { _ in
      Coordinate(
        x: Double.random(in: -0.0005...0.0045, using: &numbers), y: Double.random(in: -0.0005...0.0045, using: &numbers)
      )
    }
    for direction in [Direction.toStation, .fromStation] {
      let demand = graph.snap(town.places + beside, limit: Meters(80), for: .ofDemand(direction))
      let sites = graph.snap(town.places + beside.reversed(), limit: Meters(80), for: .ofSites(direction))
      // Millimetres; the third has no way at all.
      let limits = demand.indices.map { [250_000, 600_000, 0, 123_456][$0 % 4] }
      let task = StreetTask(graph: graph, demand: demand, sites: sites, limits: limits, direction: direction)
      try await Self.expectSame(
        task, tiles: Self.tiles(demand.count, seed: seed), "town \(seed), \(direction.rawValue)")
    }
  }

  /// Islands, streets on each other, slopes; times and lengths.
  @Test(arguments: 0..<60) func mapsWithSlopes(seed: Int) async throws {
    let graph = try RandomMap(seed: seed, shift: seed % 3 == 0 ? 20 : 0).graph(
      seed % 2 == 0 ? .distance : .time(KilometersPerHour(4)), seed % 4 == 1 ? RandomMap.hills(seed: seed) : nil)
    for direction in [Direction.toStation, .fromStation] {
      let demand = graph.snap(RandomMap.points(seed: seed, count: 60), limit: Meters(120), for: .ofDemand(direction))
      let sites = graph.snap(RandomMap.points(seed: seed + 1, count: 40), limit: Meters(120), for: .ofSites(direction))
      let task = StreetTask(
        graph: graph, demand: demand, sites: sites, limits: demand.map { _ in 300_000 }, direction: direction)
      try await Self.expectSame(task, tiles: Self.tiles(demand.count, seed: seed), "map \(seed), \(direction.rawValue)")
    }
  }

  /// Eleven junctions 100 m apart on a line, each with a lane of 30 m and the two at the ends with another, so that all stay
  /// junctions. The point at the first of them has 250 m: the junctions 0, 1 and 2 are near, and the ends of their four lanes
  /// (30, 30, 130, 230 m). Sites stand at the junctions; one of 2 or 3 may have been brought to the street between these, and 3 is
  /// there with it.
  @Test func aPartHoldsOneCutoff() async throws {
    func places(north: Double) -> [Coordinate] { (0...10).map { Scene.position(east: Double($0) * 100, north: north) } }
    let (along, lanes, others) = (places(north: 0), places(north: 30), places(north: -30))
    let lines =
      [StreetLine(coordinates: along)] + zip(along, lanes).map { StreetLine(coordinates: [$0, $1]) }
      + [0, 10].map { StreetLine(coordinates: [along[$0], others[$0]]) }
    let graph = try RoadGraph.build(lines: lines, impedance: .distance, tolerance: Meters(0))
    #expect(graph.nodeCount == 24)
    let demand = graph.snap([along[0], along[10]], limit: Meters(10))
    let sites = graph.snap(along, limit: Meters(10))
    let task = StreetTask(
      graph: graph, demand: demand, sites: sites, limits: [250_000, 250_000], direction: .toStation)
    let (part, near) = try #require(task.part(owning: [0]))
    #expect(near.starts(with: [0, 1, 2]) && near.count <= 4)
    #expect((7...8).contains(part.graph.nodeCount))
    let rows = try await Self.covers(part)
    // 0, 100 and 200 m, give or take what a degree in ten millionths is.
    #expect((0..<3).map { rows.costs(of: SiteIndex($0)).map { ($0 / 1000).rounded() } } == [[0], [100], [200]])
    #expect((3..<near.count).allSatisfy { rows.demand(of: SiteIndex($0)).isEmpty })
  }

  @Test func whatNobodyReachesHasNoPart() async throws {
    let graph = try RandomMap(seed: 1).graph()
    let far = graph.snap([Scene.position(east: 90_000, north: 0)], limit: Meters(50))
    let task = StreetTask(graph: graph, demand: far, sites: far, limits: [1000], direction: .toStation)
    #expect(task.part(owning: [0]) == nil)
  }

  /// A file of numbers tells when it is cut short, changed, or something else.
  @Test func numbersComeBackOrAreRefused() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("numbers-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = NumberFile("暖新驿站", whole: [[1, -2, .max], []], real: [[0.1, -.infinity]])
    var bytes = Data()
    file.save { bytes.append(contentsOf: $0) }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try NumberFile.open(path) == file)
    #expect(file.checksum == NumberFile("暖新驿站", whole: [[1, -2, .max], []], real: [[0.1, -.infinity]]).checksum)
    #expect(file.checksum != NumberFile("暖新驿站", whole: [[1, -2], [.max]], real: [[0.1, -.infinity]]).checksum)
    for (change, word) in [
      ({ $0.removeLast() }, "torn"), ({ $0[$0.count - 60] ^= 1 }, "damaged"), ({ $0[0] = 0 }, "no file of a tile"),
    ] as [((inout Data) -> Void, String)] {
      var other = bytes
      change(&other)
      try other.write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: RoadNetworkError.self) { try NumberFile.open(path) }
      #expect(error?.code == .graphFile && error?.message.contains(word) == true, "\(String(describing: error))")
    }
  }
}
