import Geometry
import Model

/// The way through the chosen states of a chain, street by street.
struct MatchedWay {
  /// A stretch with metres from its street's first node.
  struct Stretch {
    var street: Int32
    var isForward: Bool
    var from: Int
    var to: Int
    var fromMeters: Float
    var toMeters: Float

    var length: Double { Double(abs(toMeters - fromMeters)) }
  }

  private(set) var stretches: [Stretch] = []
  /// Of each layer of the chain the stretch on which its place lies.
  private(set) var layerStretches: [Int] = []

  var start: StreetPosition {
    StreetPosition(street: StreetID(rawValue: stretches[0].street), offset: stretches[0].from)
  }
  var end: StreetPosition {
    StreetPosition(
      street: StreetID(rawValue: stretches[stretches.count - 1].street), offset: stretches[stretches.count - 1].to)
  }

  init(_ chain: MatchLattice.Chain, _ layers: [TrackLayer], _ lattice: inout MatchLattice) {
    for index in chain.states.indices {
      let state = chain.states[index]
      let place = lattice.places[state >> 1]
      if index == 0 {
        begin(place, isForward: state & 1 == 0)
      } else {
        let before = layers[chain.layers[index - 1]]
        step(chain.states[index - 1], state, before, layers[chain.layers[index]], &lattice)
      }
      layerStretches.append(stretches.count - 1)
    }
  }

  private mutating func begin(_ place: PossiblePlace, isForward: Bool) {
    stretches.append(
      Stretch(
        street: place.street, isForward: isForward, from: Int(place.offset), to: Int(place.offset),
        fromMeters: place.meters, toMeters: place.meters))
  }

  private mutating func step(
    _ last: Int, _ next: Int, _ before: TrackLayer, _ here: TrackLayer, _ lattice: inout MatchLattice
  ) {
    let (from, to) = (lattice.places[last >> 1], lattice.places[next >> 1])
    if lattice.move(to: next) == .stand {
      goBack(to, noise: max(before.noise, here.noise))
      return
    }
    // Whoever went back too far for noise turns round again.
    if stretches[stretches.count - 1].isForward != (last & 1 == 0) { turn() }
    switch lattice.move(to: next) {
    case .stand, .along: advance(to: to)
    case .turn:
      advance(to: to)
      turn()
      advance(to: to)
    case .route:
      advanceToEnd(lattice.graph, lattice.meters)
      let exits = lattice.graph.exits(Int(from.street), .fromStation)
      let entries = lattice.graph.entries(onto: Int(to.street), .fromStation)
      let entry = next & 1 == 0 ? entries.start : entries.end
      let straight = shortDistance(before.position, here.position)
      lattice.search.wantNothing()
      lattice.search.want(entry)
      lattice.search.search(
        from: last & 1 == 0 ? exits.end : exits.start,
        within: Float(MatchLattice.limit(straight: straight, noise: max(before.noise, here.noise))))
      var between: [(street: Int32, tail: Int32)] = []
      lattice.search.forEachStreetBack(from: entry) { between.append(($0, $1)) }
      for (street, tail) in between.reversed() {
        enter(street, isForward: lattice.graph.isForward(street, from: tail), lattice.graph, lattice.meters)
        advanceToEnd(lattice.graph, lattice.meters)
      }
      enter(to.street, isForward: next & 1 == 0, lattice.graph, lattice.meters)
      advance(to: to)
    }
  }

  /// A little backwards is noise; what adds up to more was a way, though it be against a one-way.
  private mutating func goBack(_ place: PossiblePlace, noise: Double) {
    let last = stretches[stretches.count - 1]
    let isBack = last.isForward ? place.meters < last.toMeters : place.meters > last.toMeters
    if isBack, Double(abs(place.meters - last.toMeters)) > 3 * noise { turn() }
    advance(to: place)
  }

  /// Onto a street at the end where its sense begins.
  private mutating func enter(_ street: Int32, isForward: Bool, _ graph: RoadGraph, _ meters: StreetMeters) {
    let offset = isForward ? 0 : Int(graph.streetCosts[Int(street)])
    let length = isForward ? 0 : meters.streets[Int(street)]
    stretches.append(
      Stretch(
        street: street, isForward: isForward, from: offset, to: offset, fromMeters: length, toMeters: length))
  }

  /// Along the street at hand; a place behind changes nothing.
  private mutating func advance(to place: PossiblePlace) {
    let last = stretches.count - 1
    let isAhead =
      stretches[last].isForward
      ? place.meters > stretches[last].toMeters : place.meters < stretches[last].toMeters
    guard isAhead else { return }
    stretches[last].to = Int(place.offset)
    stretches[last].toMeters = place.meters
  }

  private mutating func advanceToEnd(_ graph: RoadGraph, _ meters: StreetMeters) {
    let last = stretches.count - 1
    let street = Int(stretches[last].street)
    stretches[last].to = stretches[last].isForward ? Int(graph.streetCosts[street]) : 0
    stretches[last].toMeters = stretches[last].isForward ? meters.streets[street] : 0
  }

  private mutating func turn() {
    let last = stretches[stretches.count - 1]
    stretches.append(
      Stretch(
        street: last.street, isForward: !last.isForward, from: last.to, to: last.to, fromMeters: last.toMeters,
        toMeters: last.toMeters))
  }

  /// Begins earlier, at the place of the track's first point, if that lies behind the first on the same street.
  mutating func begin(at place: PossiblePlace) {
    guard place.street == stretches[0].street else { return }
    let isBehind =
      stretches[0].isForward
      ? place.meters < stretches[0].fromMeters : place.meters > stretches[0].fromMeters
    guard isBehind else { return }
    stretches[0].from = Int(place.offset)
    stretches[0].fromMeters = place.meters
  }

  /// Ends later, at the place of the track's last point, if that lies ahead on the same street.
  mutating func end(at place: PossiblePlace) {
    if place.street == stretches[stretches.count - 1].street { advance(to: place) }
  }
}

extension RoadGraph {
  func isOpen(_ street: Int32, isForward: Bool) -> Bool {
    let allowed = allows(Int(street), .fromStation)
    return isForward ? allowed.up : allowed.down
  }

  /// Whether a street entered at this node of the search is travelled in its own order; a loop is where it may be.
  func isForward(_ street: Int32, from tail: Int32) -> Bool {
    let node = streetEnds.isEmpty ? tail : streetEnds.junction(of: tail)
    return node == streetFrom[Int(street)]
      && (node != streetTo[Int(street)] || allows(Int(street), .fromStation).up)
  }
}
