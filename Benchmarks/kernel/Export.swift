import Geometry
import Glibc
import Model
import RoadNetwork

extension ReachKernel {
  /// Writes the places between junctions for the kernels, and the network before contraction for programs that want
  /// every node.
  static func export(_ graph: RoadGraph, to folder: String) throws {
    let costs = arcCosts(graph)
    var places = "street,from,to,offset,rest\n"
    var nodes = "node,lon,lat\n"
    var edges = "from,to,metres\n"
    for (node, position) in graph.exportedNodes { nodes += "\(node),\(position.x),\(position.y)\n" }
    var next = graph.nodeCount
    graph.forEachStreet { street in
      let (from, to) = (Int(street.from.rawValue), Int(street.to.rawValue))
      let length = Int((street.length.value * 1000).rounded())
      let along = nearest(costs[Ends(from, to)], length)
      let against = nearest(costs[Ends(to, from)], length)
      var previous = from
      var run = 0.0
      for (index, point) in street.coordinates.enumerated().dropFirst() {
        let piece = lengthInMeters([street.coordinates[index - 1], point])
        run += piece
        let isLast = index == street.coordinates.count - 1
        edges += "\(previous),\(isLast ? to : next),\(piece)\n"
        if isLast { break }
        nodes += "\(next),\(point.x),\(point.y)\n"
        let offset = min(Int((run * 1000).rounded()), along ?? against ?? length)
        let toEnd = along.map { $0 - offset } ?? -1
        places += "\(street.id.rawValue),\(from),\(to),\(against == nil ? -1 : offset),\(toEnd)\n"
        previous = next
        next += 1
      }
    }
    try write(places, folder + "/places.csv")
    try write(nodes, folder + "/full-nodes.csv")
    try write(edges, folder + "/full-edges.csv")
  }

  private struct Ends: Hashable {
    var from: Int
    var to: Int

    init(_ from: Int, _ to: Int) {
      self.from = from
      self.to = to
    }
  }

  private static func arcCosts(_ graph: RoadGraph) -> [Ends: [Int]] {
    var costs: [Ends: [Int]] = [:]
    graph.forEachArc { from, to, metres, _, _ in
      costs[Ends(from, to), default: []].append(Int((metres * 1000).rounded()))
    }
    return costs
  }

  /// The arc of a street among parallel ones: the one of its length.
  private static func nearest(_ costs: [Int]?, _ length: Int) -> Int? {
    guard let best = costs?.min(by: { abs($0 - length) < abs($1 - length) }) else { return nil }
    return abs(best - length) <= 1 + length / 10_000 ? best : nil
  }

  private static func write(_ text: String, _ path: String) throws {
    guard let file = fopen(path, "w") else { throw MissingFile(path: path) }
    defer { fclose(file) }
    fputs(text, file)
  }
}
