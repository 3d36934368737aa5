import Geometry
import Glibc
import Model
import OSM
import RoadNetwork

/// How cost grows with the network: one town laid out again and again, a grid of copies joined by single streets.
///
///     grown-graph ROADS COPIES          one JSON object on standard output
@main
enum GrownGraph {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let copies = Int(arguments[2]), copies > 0 else {
      print("usage: grown-graph ROADS COPIES")
      exit(2)
    }
    let town = try lines(of: arguments[1])
    var clock = Lap()
    let lines = tile(town.lines, town.box, copies)
    let tiled = clock.lap()
    let graph = try RoadGraph.build(lines: lines, impedance: .distance, tolerance: Meters(0))
    let build = clock.lap()
    graph.prepareSnapping()
    let index = clock.lap()

    var fields = [
      "\"copies\": \(copies)", "\"places\": \(graph.placeCount)", "\"nodes\": \(graph.nodeCount)",
      "\"edges\": \(graph.arcCount)", "\"bytes_per_edge\": \(Double(graph.byteCount) / Double(graph.arcCount))",
    ]
    // The same pseudo-random nodes of the whole, whatever its size: neighbours in time are strangers in memory.
    var query = ReachQuery(graph)
    for (name, cutoff, count) in [("800m", 800_000, 5000), ("5km", 5_000_000, 200)] {
      var state: UInt64 = 1
      var settled = 0
      _ = clock.lap()
      for _ in 0..<count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        query.run(
          from: NodeIndex(Int((state >> 33) % UInt64(graph.nodeCount))), cutoff: cutoff, direction: .fromStation)
        settled += query.reachedCount
      }
      let seconds = clock.lap()
      fields.append("\"us_\(name)\": \(seconds / Double(count) * 1e6)")
      fields.append("\"ns_per_node_\(name)\": \(seconds / Double(max(settled, 1)) * 1e9)")
    }
    fields.append("\"seconds\": {\"tile\": \(tiled), \"build\": \(build), \"index\": \(index)}")
    print("{\(fields.joined(separator: ", "))}")
  }

  private static func lines(of path: String) throws -> (lines: [StreetLine], box: Box) {
    let graph = try RoadGraph.build(osm: try OSMFile.read(path), impedance: .distance, keepsNodeIDs: false)
    let lines = graph.streets.map { StreetLine(coordinates: $0.coordinates) }
    return (lines, graph.extent)
  }

  /// Copies side by side around the equator, where a degree is as long everywhere; each is joined to the ones west and
  /// south of it by a street between their south-west corners.
  private static func tile(_ town: [StreetLine], _ box: Box, _ copies: Int) -> [StreetLine] {
    let side = Int(Double(copies).squareRoot().rounded(.up))
    let step = Coordinate(x: box.width + 0.002, y: box.height + 0.002)
    var lines: [StreetLine] = []
    lines.reserveCapacity(town.count * copies)
    func corner(_ copy: Int) -> Coordinate {
      Coordinate(x: Double(copy % side) * step.x, y: Double(copy / side) * step.y - step.y * Double(side) / 2)
    }
    guard let anchor = town.first?.coordinates.first else { return [] }
    for copy in 0..<copies {
      let shift = Coordinate(x: corner(copy).x - box.minX, y: corner(copy).y - box.minY)
      func moved(_ place: Coordinate) -> Coordinate { Coordinate(x: place.x + shift.x, y: place.y + shift.y) }
      for line in town { lines.append(StreetLine(coordinates: line.coordinates.map(moved))) }
      let here = moved(anchor)
      if copy % side > 0 { lines.append(StreetLine(coordinates: [here, Coordinate(x: here.x - step.x, y: here.y)])) }
      if copy >= side { lines.append(StreetLine(coordinates: [here, Coordinate(x: here.x, y: here.y - step.y)])) }
    }
    return lines
  }
}

private struct Lap {
  private var last = ContinuousClock.now

  mutating func lap() -> Double {
    let now = ContinuousClock.now
    defer { last = now }
    return Double((now - last) / .seconds(1))
  }
}
