import Geometry
import Model
import RoadNetwork

/// Cheapest ways between junctions, found over the exported arcs and not by any search of the library.
struct KnownRoutes {
  private struct Arc {
    var head: Int
    var milliseconds: Int
    var street: StreetID?
  }

  private struct Open: Comparable {
    var cost: Int
    var node: Int
    static func < (a: Open, b: Open) -> Bool { (a.cost, a.node) < (b.cost, b.node) }
  }

  private let graph: RoadGraph
  private var arcs: [[Arc]]

  init(_ graph: RoadGraph) {
    self.graph = graph
    var arcs = [[Arc]](repeating: [], count: graph.searchNodeCount)
    graph.forEachArc { from, to, _, seconds, street in
      arcs[from].append(Arc(head: to, milliseconds: Int(((seconds ?? 0) * 1000).rounded()), street: street))
    }
    self.arcs = arcs
  }

  /// Each as longitude, latitude and seconds of all its vertices.
  func draw(_ count: Int, seed: UInt64) -> [String] {
    var random = SplitMix(seed: seed)
    var routes: [String] = []
    var attempts = 0
    while routes.count < count, attempts < 100 * count {
      attempts += 1
      let from = random.below(graph.nodeCount)
      let to = random.below(graph.nodeCount)
      let (a, b) = (graph.position(of: NodeIndex(from)), graph.position(of: NodeIndex(to)))
      guard (1500...10_000).contains(lengthInMeters([a, b])), let streets = streets(from, to) else { continue }
      let length = streets.reduce(0) { $0 + graph.street($1.0).length.value }
      if (3000...10_000).contains(length) { routes.append(text(streets)) }
    }
    return routes
  }

  /// The streets of the cheapest way in order, with their milliseconds and whether they run as drawn.
  private func streets(_ start: Int, _ end: Int) -> [(StreetID, Int, Bool)]? {
    var best = [Int](repeating: .max, count: arcs.count)
    var previous = [(node: Int, arc: Arc)?](repeating: nil, count: arcs.count)
    var heap = BinaryHeap<Open>()
    // Where turns are ruled a junction is left by the nodes made for leaving it.
    let place = graph.position(of: NodeIndex(start))
    best[start] = 0
    heap.push(Open(cost: 0, node: start))
    if graph.searchNodeCount > graph.nodeCount {
      for node in graph.nodeCount..<graph.searchNodeCount where graph.position(of: NodeIndex(node)) == place {
        best[node] = 0
        heap.push(Open(cost: 0, node: node))
      }
    }
    while let open = heap.pop() {
      guard open.cost == best[open.node] else { continue }
      if open.node == end { break }
      for arc in arcs[open.node] where open.cost + arc.milliseconds < best[arc.head] {
        best[arc.head] = open.cost + arc.milliseconds
        previous[arc.head] = (open.node, arc)
        heap.push(Open(cost: best[arc.head], node: arc.head))
      }
    }
    guard best[end] < .max else { return nil }
    var found: [(StreetID, Int, Bool)] = []
    var node = end
    while let step = previous[node] {
      if let street = step.arc.street {
        let isForward = graph.position(of: graph.street(street).from) == graph.position(of: NodeIndex(step.node))
        found.append((street, step.arc.milliseconds, isForward))
      }
      node = step.node
    }
    return found.reversed()
  }

  private func text(_ streets: [(StreetID, Int, Bool)]) -> String {
    var seconds = 0.0
    var words: [String] = []
    for (id, milliseconds, isForward) in streets {
      let line = graph.street(id).coordinates
      let places = isForward ? line : line.reversed()
      let perMeter = Double(milliseconds) / 1000 / max(lengthInMeters(places), 0.001)
      if words.isEmpty { words += ["\(places[0].x)", "\(places[0].y)", "0"] }
      for (a, b) in zip(places, places.dropFirst()) {
        seconds += lengthInMeters([a, b]) * perMeter
        words += ["\(b.x)", "\(b.y)", "\(seconds)"]
      }
    }
    return words.joined(separator: " ")
  }
}
