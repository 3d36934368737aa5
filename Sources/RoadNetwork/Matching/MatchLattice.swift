import Geometry
import Model

/// How one comes from a place of one layer to a place of the next.
enum MatchMove: UInt8 {
  /// Out of the street and by the cheapest way.
  case route
  /// On the same street.
  case along
  /// On the same street a little backwards: noise, for one stands still.
  case stand
  /// Turned round inside the street.
  case turn
}

/// The likeliest places of a track's layers: a hidden Markov model whose states are places on streets with the sense of
/// travel, solved by Viterbi's recursion.
///
/// A state costs half the squared distance to the point in variances. A move costs what its length differs from the straight
/// distance in units of ``MatchModel/beta(straight:noise:)``, a metre too few ``MatchModel/short``; turning round inside a
/// street or at its end ``MatchModel/turn`` more. Going back on a street without turning is standing still, priced by how
/// far noise must have carried the points: up to three times the noise, on a one-way up to twice the step. These are the
/// negative logarithms of the model's densities but for what all states share. Longer moves than ``limit(straight:noise:)``
/// are none; states that cost ``MatchModel/beam`` more than their layer's best are not followed, nor reached when their
/// place alone does.
/// Source: Newson and Krumm (2009), Hidden Markov map matching through noise and sparseness,
/// doi:10.1145/1653771.1653818, equations 1 and 2; Viterbi (1967), doi:10.1109/TIT.1967.1054010.
struct MatchLattice: ~Copyable {
  /// A chain of layers that hang together, with the state of each.
  struct Chain {
    var layers: [Int] = []
    /// Twice the place's number, and one more against the street's order.
    var states: [Int] = []
    /// The negative logarithm of their likelihood, but for what all share.
    var price = 0.0
  }

  let graph: RoadGraph
  let meters: StreetMeters
  var model = MatchModel()
  var search: RouteSearch
  private var finder: PlaceFinder
  private(set) var places: [PossiblePlace] = []
  /// Layer `l` has the places `starts[l] ..< starts[l + 1]`.
  private(set) var starts: [Int] = []
  private var scores: [Double] = []
  private var back: [Int32] = []
  private var moves: [MatchMove] = []
  /// Sources of a step by their exits, and targets with what the step needs of them.
  private var sources: [Source] = []
  private var targets: [Target] = []

  private struct Source {
    var exit: Int32
    var state: Int32
    /// To the exit.
    var rest: Float
  }

  private struct Target {
    var entry: Int32
    var state: Int32
    /// From the entry.
    var way: Float
    /// From the exit of the search at hand; infinite for none.
    var reached: Float
  }

  init(_ graph: RoadGraph) {
    self.graph = graph
    meters = StreetMeters(graph)
    search = RouteSearch(graph, meters)
    finder = PlaceFinder(graph, meters)
  }

  /// Where moves may be longer than this in metres only the best states are followed: such searches are large.
  private static let farLimit: Float = 1500
  private static let mostFarSources = 8

  /// The greatest length of a move.
  static func limit(straight: Double, noise: Double) -> Double { 2 * straight + 150 + 4 * noise }

  /// - Returns: the chains in order; layers without a place, or passed over, are in none.
  mutating func chains(_ layers: [TrackLayer], radius: Double) -> [Chain] {
    findPlaces(layers, radius)
    var chains: [Chain] = []
    var next = 0
    while let first = (next..<layers.count).first(where: { starts[$0] < starts[$0 + 1] }) {
      let chain = chain(layers, from: first, bridge: max(100, model.bridge * radius))
      next = chain.layers.last! + 1
      chains.append(chain)
    }
    return chains
  }

  /// - Complexity: O(layers (searches + states squared)).
  private mutating func chain(_ layers: [TrackLayer], from first: Int, bridge: Double) -> Chain {
    begin(first, layers)
    var passed = [first]
    var last = first
    var next = first + 1
    var drawn = 0.0
    while next < layers.count, !layers[next].startsRun {
      drawn += shortDistance(layers[next - 1].position, layers[next].position)
      if starts[next] < starts[next + 1], advance(from: last, to: next, layers) {
        passed.append(next)
        last = next
        drawn = 0
      } else if drawn > bridge {
        break
      }
      next += 1
    }
    var states = [Int](repeating: 0, count: passed.count)
    var state = bestState(of: last)
    for index in passed.indices.reversed() {
      states[index] = state
      state = Int(back[state])
    }
    return Chain(layers: passed, states: states, price: scores[states[states.count - 1]])
  }

  private func price(_ length: Double, _ straight: Double, _ perMeter: Double) -> Double {
    (length < straight ? (straight - length) * model.short : length - straight) * perMeter
  }

  func move(to state: Int) -> MatchMove { moves[state] }

  private mutating func findPlaces(_ layers: [TrackLayer], _ radius: Double) {
    places.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    for layer in layers {
      starts.append(places.count)
      finder.find(layer.position, radius: radius, most: model.mostPlaces, into: &places)
    }
    starts.append(places.count)
    scores = [Double](repeating: .infinity, count: 2 * places.count)
    back = [Int32](repeating: -1, count: 2 * places.count)
    moves = [MatchMove](repeating: .route, count: 2 * places.count)
  }

  mutating func placesNear(_ point: Coordinate, radius: Double) -> [PossiblePlace] {
    var found: [PossiblePlace] = []
    finder.find(point, radius: radius, most: model.mostPlaces, into: &found)
    return found
  }

  private func emission(_ place: Int, _ layer: TrackLayer) -> Double {
    let distance = Double(places[place].distance)
    return distance * distance / (2 * layer.noise * layer.noise)
  }

  /// The least emission of a layer.
  private func leastEmission(_ layer: Int, _ layers: [TrackLayer]) -> Double {
    var least = Double.infinity
    for place in starts[layer]..<starts[layer + 1] { least = min(least, emission(place, layers[layer])) }
    return least
  }

  private func isOpen(_ state: Int) -> Bool {
    graph.isOpen(places[state >> 1].street, isForward: state & 1 == 0)
  }

  private mutating func begin(_ layer: Int, _ layers: [TrackLayer]) {
    for place in starts[layer]..<starts[layer + 1] {
      for state in [2 * place, 2 * place + 1] {
        scores[state] = isOpen(state) ? emission(place, layers[layer]) : .infinity
        back[state] = -1
      }
    }
  }

  private func bestState(of layer: Int) -> Int {
    var best = 2 * starts[layer]
    for state in (2 * starts[layer])..<(2 * starts[layer + 1]) where scores[state] < scores[best] { best = state }
    return best
  }

  /// - Returns: false when no move leads to the layer, which is then as it was.
  private mutating func advance(from last: Int, to next: Int, _ layers: [TrackLayer]) -> Bool {
    let straight = shortDistance(layers[last].position, layers[next].position)
    let noise = max(layers[last].noise, layers[next].noise)
    let limit = Float(Self.limit(straight: straight, noise: noise))
    let perMeter = 1 / model.beta(straight: straight, noise: noise)
    gatherSources(last, most: limit > Self.farLimit ? Self.mostFarSources : .max)
    gatherTargets(next, layers)
    var isReached = moveInside(straight, noise, perMeter)
    var first = 0
    while first < sources.count {
      var end = first + 1
      while end < sources.count, sources[end].exit == sources[first].exit { end += 1 }
      search.search(from: sources[first].exit, within: limit)
      for index in targets.indices {
        targets[index].reached = search.meters(to: targets[index].entry).map { $0 + targets[index].way } ?? .infinity
      }
      if moveOut(first..<end, straight, limit, perMeter) { isReached = true }
      first = end
    }
    guard isReached else { return false }
    for target in targets {
      scores[Int(target.state)] += emission(Int(target.state >> 1), layers[next])
    }
    return true
  }

  private mutating func gatherSources(_ layer: Int, most: Int) {
    sources.removeAll(keepingCapacity: true)
    let worst = scores[bestState(of: layer)] + model.beam
    for state in (2 * starts[layer])..<(2 * starts[layer + 1]) where scores[state] <= worst {
      let place = places[state >> 1]
      let exits = graph.exits(Int(place.street), .fromStation)
      let isForward = state & 1 == 0
      let rest = isForward ? max(0, meters.streets[Int(place.street)] - place.meters) : place.meters
      sources.append(Source(exit: isForward ? exits.end : exits.start, state: Int32(state), rest: rest))
    }
    if sources.count > most {
      sources.sort { (scores[Int($0.state)], $0.state) < (scores[Int($1.state)], $1.state) }
      sources.removeLast(sources.count - most)
    }
    sources.sort { ($0.exit, $0.state) < ($1.exit, $1.state) }
  }

  private mutating func gatherTargets(_ layer: Int, _ layers: [TrackLayer]) {
    targets.removeAll(keepingCapacity: true)
    search.wantNothing()
    let worst = leastEmission(layer, layers) + model.beam
    for state in (2 * starts[layer])..<(2 * starts[layer + 1]) {
      scores[state] = .infinity
      back[state] = -1
      guard isOpen(state), emission(state >> 1, layers[layer]) <= worst else { continue }
      let place = places[state >> 1]
      let entries = graph.entries(onto: Int(place.street), .fromStation)
      let isForward = state & 1 == 0
      let way = isForward ? place.meters : max(0, meters.streets[Int(place.street)] - place.meters)
      let entry = isForward ? entries.start : entries.end
      search.want(entry)
      targets.append(Target(entry: entry, state: Int32(state), way: way, reached: .infinity))
    }
  }

  private mutating func moveInside(_ straight: Double, _ noise: Double, _ perMeter: Double) -> Bool {
    var isReached = false
    for source in sources {
      let from = places[Int(source.state >> 1)]
      for target in targets where places[Int(target.state >> 1)].street == from.street {
        let to = places[Int(target.state >> 1)]
        let ahead = Double(source.state & 1 == 0 ? to.meters - from.meters : from.meters - to.meters)
        let move: MatchMove
        var cost = scores[Int(source.state)]
        if source.state & 1 != target.state & 1 {
          move = .turn
          cost += price(abs(ahead), straight, perMeter) + model.turn
        } else if ahead >= 0 {
          move = .along
          cost += price(ahead, straight, perMeter)
        } else if -ahead <= (isOpen(Int(source.state) ^ 1) ? 3 * noise : max(3 * noise, 2 * straight)) {
          move = .stand
          // Twice the variance of a layer is that of a step.
          cost += price(0, straight, perMeter) + ahead * ahead / (4 * noise * noise)
        } else {
          continue
        }
        isReached = true
        improve(target.state, cost, source.state, move)
      }
    }
    return isReached
  }

  private mutating func moveOut(_ group: Range<Int>, _ straight: Double, _ limit: Float, _ perMeter: Double) -> Bool {
    var isReached = false
    for target in targets where target.reached <= limit {
      for index in group {
        let source = sources[index]
        let length = source.rest + target.reached
        guard length <= limit else { continue }
        var cost = scores[Int(source.state)] + price(Double(length), straight, perMeter)
        // At the end of the street back onto it.
        if target.reached == target.way, source.state & 1 != target.state & 1,
          places[Int(source.state >> 1)].street == places[Int(target.state >> 1)].street
        {
          cost += model.turn
        }
        isReached = true
        improve(target.state, cost, source.state, .route)
      }
    }
    return isReached
  }

  @inline(__always)
  private mutating func improve(_ state: Int32, _ cost: Double, _ source: Int32, _ move: MatchMove) {
    guard cost < scores[Int(state)] else { return }
    scores[Int(state)] = cost
    back[Int(state)] = source
    moves[Int(state)] = move
  }
}
