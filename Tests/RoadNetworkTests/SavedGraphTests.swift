import Foundation
import Geometry
import Model
import OSM
import RoadNetwork
import Testing

/// A file in a folder of its own.
private func scratchFile(_ bytes: Data) throws -> String {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("graph-\(UUID().uuidString).scgraph").path
  try bytes.write(to: URL(fileURLWithPath: path))
  return path
}

private func saved(_ graph: RoadGraph, origin: String = "") -> Data {
  var bytes = Data()
  graph.save(origin: origin) { bytes.append(contentsOf: $0) }
  return bytes
}

private func opened(_ bytes: Data) throws -> (graph: RoadGraph, origin: String) {
  let path = try scratchFile(bytes)
  // The mapping outlives the name.
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try RoadGraph.open(path)
}

@Suite struct SavedGraphTests {
  @Test func aGraphComesBackWhole() async throws {
    let crossing = try osm(
      TurnTests.crossing + TurnTests.restriction(["restriction": "no_left_turn"])
        + "<way id='5'><nd ref='1'/><nd ref='3'/><tag k='highway' v='primary'/><tag k='oneway' v='yes'/></way>")
    var graphs = [
      try RoadGraph.build(osm: crossing, rules: .truck, impedance: .time(KilometersPerHour(30))),
      try RoadGraph.build(osm: crossing, impedance: .distance, keepsNodeIDs: false),
    ]
    for seed in 0..<20 {
      graphs.append(
        try RandomMap(seed: seed).graph(
          seed % 2 == 0 ? .distance : .time(KilometersPerHour(4)), seed % 4 == 1 ? RandomMap.hills(seed: seed) : nil))
    }
    for (index, graph) in graphs.enumerated() {
      let back = try opened(saved(graph, origin: "map \(index), 暖新驿站"))
      #expect(back.origin == "map \(index), 暖新驿站")
      #expect(back.graph.mode == graph.mode && back.graph.impedance == graph.impedance)
      #expect(back.graph.notes == graph.notes && back.graph.byteCount == graph.byteCount)
      #expect(Array(back.graph.streets) == Array(graph.streets), "graph \(index)")
      #expect(arcs(back.graph).map { [$0.from, $0.to, $0.cost] } == arcs(graph).map { [$0.from, $0.to, $0.cost] })
      for id in 1...5 { #expect(back.graph.position(ofNode: Int64(id)) == graph.position(ofNode: Int64(id))) }
      let points = RandomMap.points(seed: index, count: 30)
      let snapped = graph.snap(points, limit: Meters(500))
      #expect(back.graph.snap(points, limit: Meters(500)) == snapped)
      let cutoff: Cutoff = graph.impedance == .distance ? .distance(Meters(900)) : .time(Seconds(700))
      for direction in [Direction.toStation, .fromStation] {
        let rows = try await coverSets(graph, sites: snapped, demand: snapped, cutoff: cutoff, direction: direction)
        #expect(
          try await coverSets(back.graph, sites: snapped, demand: snapped, cutoff: cutoff, direction: direction) == rows
        )
      }
    }
  }

  /// A grid of 80 x 80 junctions: a file of some 500 KB.
  private static func grid() throws -> Data {
    var lines: [StreetLine] = []
    for row in 0..<80 {
      let east = (0..<80).map { Scene.position(east: Double($0) * 60, north: Double(row) * 60) }
      let north = (0..<80).map { Scene.position(east: Double(row) * 60, north: Double($0) * 60) }
      lines += [StreetLine(coordinates: east), StreetLine(coordinates: north)]
    }
    return saved(try RoadGraph.build(lines: lines, impedance: .distance))
  }

  @Test func aTornOrDamagedFileIsRefused() throws {
    let whole = try Self.grid()
    #expect(whole.count > 300_000)
    #expect(try opened(whole).graph.nodeCount == 6396)
    for end in stride(from: 0, to: whole.count, by: 4096) {
      let error = #expect(throws: RoadNetworkError.self, "torn at \(end)") { try opened(whole.prefix(end)) }
      #expect(error?.code == .graphFile)
      // A page that was never written.
      var hole = whole
      hole.replaceSubrange(
        end..<min(end + 4096, whole.count), with: repeatElement(0, count: min(4096, whole.count - end)))
      if hole != whole { #expect(throws: RoadNetworkError.self, "hole at \(end)") { try opened(hole) } }
      // One flipped bit.
      var flipped = whole
      flipped[min(end + 1000, whole.count - 1)] ^= 4
      #expect(throws: RoadNetworkError.self, "flipped in \(end)") { try opened(flipped) }
    }
    #expect(throws: RoadNetworkError.self) { try opened(whole + Data(count: 64)) }
  }

  /// Someone writes over the file while a run uses it: the run goes on with what it read.
  @Test func aFileCutShortInUseDoesNoHarm() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("cut-\(UUID().uuidString).scgraph")
    defer { try? FileManager.default.removeItem(at: file) }
    try Self.grid().write(to: file)
    let graph = try RoadGraph.open(file.path).graph
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: 0)
    try handle.close()
    var query = ReachQuery(graph)
    query.run(from: NodeIndex(0), cutoff: 100_000_000, direction: .fromStation)
    #expect(query.reachedCount == 6396)
  }

  @Test func otherFilesAreRefusedByName() throws {
    var version = try Self.grid()
    version[7] = 200
    var order = try Self.grid()
    order.replaceSubrange(8..<16, with: order[8..<16].reversed())
    for (bytes, word) in [
      (version, "another version"), (order, "order of bytes"),
      (Data("node,lon,lat\n".utf8) + Data(count: 100), "no saved graph"),
      (Data(count: 10), "no saved graph"), (Data(), "empty"),
    ] {
      let error = #expect(throws: RoadNetworkError.self) { try opened(bytes) }
      #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
    }
    for path in ["/nowhere/x.scgraph", "/tmp"] {
      let error = #expect(throws: RoadNetworkError.self) { try RoadGraph.open(path) }
      #expect(error?.code == .graphFile && error?.context == path)
    }
  }

  /// Steps beyond 16 bits and streets longer than the packing's stride keep every vertex to 1e-7 degree.
  @Test func farVerticesAreKept() throws {
    var numbers = SplitMix(seed: 5)
    let lines = (0..<40).map { record in
      StreetLine(
        coordinates: (0..<Int.random(in: 2...70, using: &numbers)).map { _ in
          Coordinate(
            x: 103.8 + Double(Int.random(in: 0...200_000, using: &numbers)) * 1e-7,
            y: 29.4 + Double(Int.random(in: 0...200_000, using: &numbers)) * 1e-7)
        }, record: record)
    }
    let graph = try opened(saved(try RoadGraph.build(lines: lines, impedance: .distance, tolerance: Meters(0)))).graph
    func keys(_ line: [Coordinate]) -> [[Int]] {
      line.map { [Int(($0.x * 1e7).rounded()), Int(($0.y * 1e7).rounded())] }
    }
    let found = Set(graph.streets.map { keys($0.coordinates) }.map { min($0, Array($0.reversed())) })
    let expected = Set(lines.map { keys($0.coordinates) }.map { min($0, Array($0.reversed())) })
    #expect(found == expected)
  }
}

private func < (a: [[Int]], b: [[Int]]) -> Bool { a.lexicographicallyPrecedes(b) { $0.lexicographicallyPrecedes($1) } }
private func min(_ a: [[Int]], _ b: [[Int]]) -> [[Int]] { b < a ? b : a }
