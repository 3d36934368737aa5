import Geometry
import Model

/// How high bridges and tunnels lie where their streets meet.
///
/// The ground says so only at the portals, where a span meets a street on the ground. Between them a place has the mean
/// of the portals that one comes to along the span without passing another, each weighted by one over its distance along
/// the span: between two portals that is a straight slope, however many ways the span has, and where it branches every
/// portal counts, the near ones most. A span without any portal has its dead ends for portals.
/// Source: Shepard (1968), A two-dimensional interpolation function for irregularly-spaced data,
/// doi:10.1145/800186.810616, here along the span.
struct SpanHeights {
  private let elevations: Elevations?
  /// Of raw nodes inside spans; nil where a portal's is not known.
  private var inside: [Int32: Double?] = [:]

  /// - Parameter elevations: nil where all is level.
  init(_ raw: RawStreets, _ chains: Contraction, _ elevations: Elevations?) {
    self.elevations = elevations
    guard elevations != nil, raw.classList.contains(where: \.isSpan) else { return }
    let isSpan = raw.classList.map(\.isSpan)
    var spans: [Int32: [(node: Int32, length: Double)]] = [:]
    for piece in raw.from.indices where raw.directions[piece] != 0 && isSpan[Int(raw.classes[piece])] {
      let (a, b) = (raw.from[piece], raw.to[piece])
      let length = shortDistance(raw.position(of: a), raw.position(of: b))
      spans[a, default: []].append((b, length))
      spans[b, default: []].append((a, length))
    }
    var portals: Set<Int32> = []
    for piece in raw.from.indices where raw.directions[piece] != 0 && !isSpan[Int(raw.classes[piece])] {
      for node in [raw.from[piece], raw.to[piece]] where spans[node] != nil { portals.insert(node) }
    }
    for chain in chains.directions.indices where isSpan[Int(chains.classes[chain])] {
      let nodes = chains.nodes[Int(chains.starts[chain])..<Int(chains.starts[chain + 1])]
      for node in [nodes.first!, nodes.last!] where !portals.contains(node) && inside[node] == nil {
        inside[node] = .some(height(inside: node, spans, portals, raw))
      }
    }
  }

  func height(at vertex: StreetVertex) -> Double? {
    inside[vertex.node] ?? elevations?.height(at: vertex.position)
  }

  private func height(
    inside start: Int32, _ spans: [Int32: [(node: Int32, length: Double)]], _ portals: Set<Int32>, _ raw: RawStreets
  ) -> Double? {
    var distances: [Int32: Int] = [start: 0]
    var heap = BinaryHeap<OpenNode<Int>>()
    heap.push(OpenNode(key: 0, node: start))
    var found: [(node: Int32, distance: Int)] = []
    var deadEnds: [(node: Int32, distance: Int)] = []
    while let open = heap.pop() {
      let (distance, node) = (open.key, open.node)
      guard distances[node] == distance else { continue }
      if portals.contains(node) {
        found.append((node, distance))
        continue
      }
      let neighbors = spans[node] ?? []
      if Set(neighbors.map(\.node)).count == 1 { deadEnds.append((node, distance)) }
      for neighbor in neighbors {
        let next = distance + max(1, Int((neighbor.length * 1000).rounded()))
        if next < distances[neighbor.node] ?? .max {
          distances[neighbor.node] = next
          heap.push(OpenNode(key: next, node: neighbor.node))
        }
      }
    }
    let ends = found.isEmpty ? deadEnds : found
    // A ring in the air, or the dead end itself: nothing but the ground below is known.
    if ends.isEmpty || ends.contains(where: { $0.distance == 0 }) {
      return elevations?.height(at: raw.position(of: start))
    }
    var sum = 0.0
    var weights = 0.0
    for end in ends {
      guard let height = elevations?.height(at: raw.position(of: end.node)) else { return nil }
      sum += height / Double(end.distance)
      weights += 1 / Double(end.distance)
    }
    return sum / weights
  }
}
