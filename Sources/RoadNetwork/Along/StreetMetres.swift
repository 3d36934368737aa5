import Geometry
import Model

/// Places on streets by metres from their first node, and the short ways between them.
struct StreetMetres {
  let graph: RoadGraph
  private let streetsAtNodes: StreetsAtNodes
  private var known: [Int: [Double]] = [:]

  init(_ graph: RoadGraph, _ streetsAtNodes: StreetsAtNodes) {
    self.graph = graph
    self.streetsAtNodes = streetsAtNodes
  }

  /// Metres from the first node to each vertex.
  mutating func vertices(_ street: Int) -> [Double] {
    if let metres = known[street] { return metres }
    var metres = [0.0]
    for vertex in 1..<graph.vertexCount(street) {
      let step = shortDistance(graph.vertexPosition(street, vertex - 1), graph.vertexPosition(street, vertex))
      metres.append(metres[vertex - 1] + step)
    }
    known[street] = metres
    return metres
  }

  mutating func length(_ street: Int) -> Double { vertices(street).last! }

  /// The whole-number place at some metres.
  mutating func place(_ street: Int, _ metres: Double) -> StreetPlace {
    let vertices = vertices(street)
    var (low, high) = (1, vertices.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if vertices[middle] < metres { low = middle + 1 } else { high = middle }
    }
    let length = vertices[low] - vertices[low - 1]
    let share = length > 0 ? max(0, min(1, (metres - vertices[low - 1]) / length)) : 0
    func between(_ a: UInt32, _ b: UInt32) -> Int { Int(a) + Int((Double(b - a) * share).rounded()) }
    return StreetPlace(
      street: street, there: between(graph.offset(street, low - 1), graph.offset(street, low)),
      back: between(graph.offsetBack(street, low - 1), graph.offsetBack(street, low)))
  }

  /// The metres of an offset.
  mutating func metres(_ street: Int, offset: Int) -> Double {
    let vertices = vertices(street)
    let next = graph.vertex(of: street, after: UInt32(clamping: offset))
    let (a, b) = (graph.offset(street, next - 1), graph.offset(street, next))
    let share = b > a ? max(0, min(1, Double(offset - Int(a)) / Double(b - a))) : 0
    return vertices[next - 1] + (vertices[next] - vertices[next - 1]) * share
  }

  /// The vertices strictly between two places of a street, in the order from the first to the second.
  mutating func vertices(_ street: Int, between a: Double, _ b: Double) -> [Double] {
    let inside = vertices(street).filter { $0 > min(a, b) + 1e-6 && $0 < max(a, b) - 1e-6 }
    return a <= b ? inside : inside.reversed()
  }

  /// The short way from one place to another whose length is nearest to what is expected: along one street, through a
  /// junction that both streets have, or over one more street; nil for none.
  mutating func way(_ a: StreetSpot, _ b: StreetSpot, expected: Double) -> StreetWay? {
    var best: StreetWay?
    func offer(_ length: Double, _ kind: StreetWay.Kind) {
      // The simpler way counts where both are as good.
      if best.map({ abs(length - expected) + 0.5 < abs($0.length - expected) }) ?? true {
        best = StreetWay(length: length, kind: kind)
      }
    }
    if a.street == b.street { offer(abs(a.metres - b.metres), .along) }
    let longest = 2 * expected + 20
    for exitsAtEnd in [false, true] {
      let exit = exitsAtEnd ? a.length - a.metres : a.metres
      guard exit <= longest else { continue }
      let node = exitsAtEnd ? graph.streetTo[a.street] : graph.streetFrom[a.street]
      for entersAtEnd in [false, true] {
        let entry = entersAtEnd ? b.length - b.metres : b.metres
        guard entry <= longest else { continue }
        let other = entersAtEnd ? graph.streetTo[b.street] : graph.streetFrom[b.street]
        if node == other {
          if a.street != b.street || exitsAtEnd != entersAtEnd {
            offer(exit + entry, .junction(exitsAtEnd: exitsAtEnd, entersAtEnd: entersAtEnd))
          }
        } else if a.street != b.street {
          for link in streetsAtNodes.streets(at: node) where link != a.street && link != b.street {
            let isForward = graph.streetFrom[link] == node
            guard (isForward ? graph.streetTo : graph.streetFrom)[link] == other else { continue }
            let length = exit + length(link) + entry
            guard length <= longest else { continue }
            offer(
              length,
              .link(exitsAtEnd: exitsAtEnd, street: link, isForward: isForward, entersAtEnd: entersAtEnd))
          }
        }
      }
    }
    return best
  }

  /// The parts of streets of a way between two places.
  mutating func parts(of way: StreetWay, _ a: StreetSpot, _ b: StreetSpot) -> [StreetWay.Part] {
    func exit(_ atEnd: Bool) -> StreetWay.Part { .init(street: a.street, from: a.metres, to: atEnd ? a.length : 0) }
    func entry(_ atEnd: Bool) -> StreetWay.Part { .init(street: b.street, from: atEnd ? b.length : 0, to: b.metres) }
    switch way.kind {
    case .along: return [.init(street: a.street, from: a.metres, to: b.metres)]
    case .junction(let exitsAtEnd, let entersAtEnd): return [exit(exitsAtEnd), entry(entersAtEnd)]
    case .link(let exitsAtEnd, let street, let isForward, let entersAtEnd):
      let length = length(street)
      let link = StreetWay.Part(street: street, from: isForward ? 0 : length, to: isForward ? length : 0)
      return [exit(exitsAtEnd), link, entry(entersAtEnd)]
    }
  }
}

/// A place on a street, and how far from the line it lies.
struct StreetSpot: Hashable {
  var street: Int
  /// From the street's first node.
  var metres: Double
  /// Of the whole street.
  var length: Double
  /// The straight leg between the line and the street; 0 where the line follows it.
  var leg: Double
}

/// A short way along streets that meet.
struct StreetWay {
  enum Kind {
    case along
    case junction(exitsAtEnd: Bool, entersAtEnd: Bool)
    case link(exitsAtEnd: Bool, street: Int, isForward: Bool, entersAtEnd: Bool)
  }

  struct Part {
    var street: Int
    /// Metres from the street's first node.
    var from: Double
    var to: Double
  }

  var length: Double
  var kind: Kind

  /// How many streets it changes to.
  var changes: Double {
    switch kind {
    case .along: 0
    case .junction: 1
    case .link: 2
    }
  }
}

/// The streets that end at each junction.
struct StreetsAtNodes: Sendable {
  private let starts: [Int32]
  private let ends: [Int32]

  /// - Complexity: O(streets).
  init(_ graph: RoadGraph) {
    var starts = [Int32](repeating: 0, count: graph.nodeCount + 1)
    for street in 0..<graph.streetCount {
      starts[Int(graph.streetFrom[street]) + 1] += 1
      starts[Int(graph.streetTo[street]) + 1] += 1
    }
    starts.countsToStarts()
    self.starts = starts
    var ends = [Int32](repeating: 0, count: 2 * graph.streetCount)
    for street in 0..<graph.streetCount {
      for node in [graph.streetFrom[street], graph.streetTo[street]] {
        ends[Int(starts[Int(node)])] = Int32(street)
        starts[Int(node)] += 1
      }
    }
    self.ends = ends
  }

  /// Rising; one that begins and ends here comes twice.
  func streets(at node: Int32) -> some Sequence<Int> {
    ends[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])].lazy.map(Int.init)
  }
}
