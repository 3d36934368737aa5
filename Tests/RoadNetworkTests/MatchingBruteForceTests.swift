import Geometry
import Model
import RoadNetwork
import Testing

/// The recursion against all sequences of places, on straight streets with a one-way.
@Suite struct MatchingBruteForceTests {
  static let scene = Scene(
    """
    G   H   I
    |   |   |
    A---B---C
    |   |   |
    D->-E---F
    |   |   |
    J   K   L
    """, cell: 20)

  private struct State {
    var street: Int
    /// From the street's first node.
    var meters: Double
    var isForward: Bool
    var distance: Double
  }

  @Test(arguments: 1...60) func theLikeliestSequenceIsFound(seed: Int) throws {
    let graph = try Self.scene.graph(.distance)
    var random = SplitMix(seed: seed)
    func share() -> Double { Double(random.below(1_000_000)) / 1_000_000 }
    var places = [(east: 160 * share(), north: -25 - 70 * share())]
    while places.count < 4 {
      let next = (east: 160 * share(), north: -25 - 70 * share())
      // Nearer ones would become one layer.
      if lengthInMeters([position(places.last!), position(next)]) > 30 { places.append(next) }
    }
    var options = MatchOptions(noise: Meters(10), radius: Meters(35))
    options.model.beam = 1e6
    let track = Track(places.map(position), seconds: places.indices.map { Double($0) * 100 })
    let match = try matched(graph, track, options)
    let best = try #require(leastPrice(graph, places.map(position), options))
    #expect(match.gapCount == 0)
    // Lengths are kept as 32-bit numbers, offsets in millimetres.
    #expect(abs(match.price - best) < 0.01, "seed \(seed): \(match.price), \(best)")
  }

  private func position(_ place: (east: Double, north: Double)) -> Coordinate {
    Scene.position(east: place.east, north: place.north)
  }

  /// By trying everything; nil when nothing leads through.
  private func leastPrice(_ graph: RoadGraph, _ points: [Coordinate], _ options: MatchOptions) -> Double? {
    let noise = (10 * 10 + options.model.drift * options.model.drift).squareRoot()
    let streets = Array(graph.streets)
    let between = nodeDistances(graph)
    let isOneway = Self.isOneway(graph)
    let layers = points.map { states(streets, $0, isOneway: isOneway) }
    var best: Double?
    func extend(_ layer: Int, _ last: State?, _ price: Double) {
      if let best, price >= best { return }
      guard layer < layers.count else {
        best = price
        return
      }
      for state in layers[layer] {
        let own = price + state.distance * state.distance / (2 * noise * noise)
        guard let last else {
          extend(layer + 1, state, own)
          continue
        }
        let straight = lengthInMeters([points[layer - 1], points[layer]])
        let moves = prices(
          last, state, straight, noise, streets, between, options.model, isOneway: isOneway[state.street])
        if let least = moves.min() { extend(layer + 1, state, own + least) }
      }
    }
    extend(0, nil, 0)
    return best
  }

  /// The prices of all moves from one state to another, by the words of the model.
  private func prices(
    _ a: State, _ b: State, _ straight: Double, _ noise: Double, _ streets: [Street], _ between: [[Double?]],
    _ model: MatchModel, isOneway: Bool
  ) -> [Double] {
    let beta = model.betaBase + model.betaStep * straight + model.betaNoise * noise * noise / max(straight, noise)
    func price(_ length: Double) -> Double {
      (length >= straight ? length - straight : model.short * (straight - length)) / beta
    }
    var found: [Double] = []
    if a.street == b.street {
      let ahead = (a.isForward ? 1 : -1) * (b.meters - a.meters)
      if a.isForward != b.isForward {
        found.append(price(abs(ahead)) + model.turn)
      } else if ahead >= 0 {
        found.append(price(ahead))
      } else if -ahead <= (isOneway ? max(3 * noise, 2 * straight) : 3 * noise) {
        found.append(price(0) + ahead * ahead / (4 * noise * noise))
      }
    }
    let (from, to) = (streets[a.street], streets[b.street])
    let exit = a.isForward ? from.to : from.from
    let entry = b.isForward ? to.from : to.to
    let rest = a.isForward ? from.length.value - a.meters : a.meters
    let way = b.isForward ? b.meters : to.length.value - b.meters
    if let middle = between[Int(exit.rawValue)][Int(entry.rawValue)] {
      let length = rest + middle + way
      let isTurn = middle == 0 && a.street == b.street && a.isForward != b.isForward
      if length <= 2 * straight + 150 + 4 * noise { found.append(price(length) + (isTurn ? model.turn : 0)) }
    }
    return found
  }

  /// The nearest place on each straight street within the radius, in each open sense.
  private func states(_ streets: [Street], _ point: Coordinate, isOneway: [Bool]) -> [State] {
    let scale = LocalScale(latitude: point.y)
    return streets.indices.flatMap { index -> [State] in
      let street = streets[index]
      let (a, b) = (street.coordinates.first!, street.coordinates.last!)
      let (ax, ay) = ((a.x - point.x) * scale.metersPerDegreeX, (a.y - point.y) * scale.metersPerDegreeY)
      let (dx, dy) = ((b.x - a.x) * scale.metersPerDegreeX, (b.y - a.y) * scale.metersPerDegreeY)
      let share = max(0, min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy)))
      let (x, y) = (ax + share * dx, ay + share * dy)
      let distance = (x * x + y * y).squareRoot()
      guard distance <= 35 else { return [] }
      return [true, false].filter { $0 || !isOneway[index] }.map {
        State(street: index, meters: share * street.length.value, isForward: $0, distance: distance)
      }
    }
  }

  /// The streets with an arc one way only; the scene's runs as it is drawn.
  private static func isOneway(_ graph: RoadGraph) -> [Bool] {
    var arcs = [Int](repeating: 0, count: Array(graph.streets).count)
    graph.forEachArc { _, _, _, _, street in if let street { arcs[Int(street.rawValue)] += 1 } }
    return arcs.map { $0 == 1 }
  }

  private func nodeDistances(_ graph: RoadGraph) -> [[Double?]] {
    var arcs: [(from: Int, to: Int, cost: Double)] = []
    graph.forEachArc { from, to, metres, _, _ in arcs.append((from, to, metres)) }
    return (0..<graph.nodeCount).map {
      textbookDijkstra(nodeCount: graph.nodeCount, arcs: arcs, seeds: [($0, 0.0)])
    }
  }
}
