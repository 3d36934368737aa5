import Geometry
import Model

/// Matches tracks to the streets of one mode: the workspace of one worker, used again and again.
///
/// ```swift
/// var matcher = TrackMatcher(graph)
/// let match = try matcher.match(Track(places, seconds: times), MatchOptions())
/// print(match.matchedLength, match.gapCount)
/// ```
/// The likeliest way by a hidden Markov model (``MatchLattice``): points that lie within their noise of each other are taken
/// together (``TrackLayers``), every layer's possible places on streets are its states, and the ways between them follow
/// one-ways and rules of turns. Where the noise is not told it is estimated along the track, and once more from the
/// matched streets if those say otherwise.
///
/// It deliberately does not know where a street is missing from the map: what lies within the radius of another street
/// goes there.
/// Source: Newson and Krumm (2009), Hidden Markov map matching through noise and sparseness,
/// doi:10.1145/1653771.1653818.
package struct TrackMatcher: ~Copyable {
  private let graph: RoadGraph
  private var lattice: MatchLattice

  /// - Complexity: O(streets) time and memory.
  package init(_ graph: RoadGraph) {
    self.graph = graph
    lattice = MatchLattice(graph)
  }

  /// The way of a track along streets, with what lies off them as drawn.
  ///
  /// - Returns: parts in the order of travel; of equally likely ways that on streets of lower number.
  /// - Throws: ``RoadNetworkError`` code `badValue` when times and points differ in number, most times run backwards, most
  ///   steps are too fast for the mode, or an option is no usable number.
  /// - Complexity: O(points + layers (places squared + searches)), a search reaching about twice as far as the step.
  /// Deterministic.
  package mutating func match(_ track: Track, _ options: MatchOptions = MatchOptions()) throws(RoadNetworkError)
    -> TrackMatch
  {
    try options.check()
    lattice.model = options.model
    let line = DenseLine(track, largestGap: options.largestGap.value)
    let sound = try SoundTrack(line.track, options, fastest: fastest(options))
    let noise = sound.noise ?? TrackNoise.drawn
    var match = match(line.track, sound, noise: noise, options)
    if options.noise == nil, track.seconds != nil,
      let beside = TrackNoise.beside(match.points.compactMap { $0?.distance.value }),
      max(beside / noise, noise / beside) > 1.5
    {
      match = self.match(line.track, sound, noise: beside, options)
    }
    if let vertices = line.vertices { match.points = vertices.map { match.points[$0] } }
    match.unreadablePoints = sound.unreadable
    match.pointsBackInTime = sound.backInTime
    match.pointsOutOfReach = sound.outOfReach
    return match
  }

  /// Metres a second that nobody exceeds.
  private func fastest(_ options: MatchOptions) -> Double? {
    var speed = options.speed
    if speed == nil, case .time(let own) = graph.impedance { speed = own }
    return speed.map { SoundTrack.haste * $0.value / 3.6 }
  }

  private mutating func match(
    _ track: Track, _ sound: SoundTrack, noise: Double, _ options: MatchOptions
  ) -> TrackMatch {
    let layers = TrackLayers(track.coordinates, track.seconds, sound, noise: noise, options.model).layers
    let radius = options.radius?.value ?? max(30, 3.5 * noise)
    let chains = lattice.chains(layers, radius: radius)
    var result = TrackMatch()
    result.noise = Meters(noise)
    result.points = [MatchedPoint?](repeating: nil, count: track.coordinates.count)
    var between = PartsBetween(track, sound)
    for chain in chains {
      result.price += chain.price
      var way = MatchedWay(chain, layers, &lattice)
      let points = layers[chain.layers[0]].points.lowerBound..<layers[chain.layers.last!].points.upperBound
      extend(&way, layers[chain.layers[0]], track.coordinates[sound.kept[points.lowerBound]], isStart: true)
      extend(&way, layers[chain.layers.last!], track.coordinates[sound.kept[points.upperBound - 1]], isStart: false)
      place(track, sound, chain, layers, way, &result)
      result.parts += between.parts(
        before: points, from: graph.coordinate(at: way.start), to: graph.coordinate(at: way.end))
      let stretches = way.stretches.filter { $0.from != $0.to }.map {
        MatchedStretch(
          street: StreetID(rawValue: $0.street), from: $0.from, to: $0.to, isForward: $0.isForward,
          isAgainstOneWay: !graph.isOpen($0.street, isForward: $0.isForward), length: Meters($0.length))
      }
      if !stretches.isEmpty { result.parts.append(.streets(stretches)) }
    }
    result.parts += between.partsAtEnd()
    return result
  }

  /// To the first or last point of a layer, as far as it lies on the same street: the mean lies in the middle of them.
  private mutating func extend(_ way: inout MatchedWay, _ layer: TrackLayer, _ point: Coordinate, isStart: Bool) {
    guard layer.points.count > 1 else { return }
    let distance = shortDistance(layer.position, point)
    let end = isStart ? way.stretches[0] : way.stretches[way.stretches.count - 1]
    let meters = isStart ? end.fromMeters : end.toMeters
    let near = lattice.placesNear(point, radius: distance + 3 * layer.noise).filter {
      $0.street == end.street && Double(abs($0.meters - meters)) <= distance + 1
    }
    guard let nearest = near.min(by: { $0.distance < $1.distance }) else { return }
    if isStart { way.begin(at: nearest) } else { way.end(at: nearest) }
  }

  private func place(
    _ track: Track, _ sound: SoundTrack, _ chain: MatchLattice.Chain, _ layers: [TrackLayer], _ way: MatchedWay,
    _ result: inout TrackMatch
  ) {
    let onWay = PointsOnWay(graph, way)
    for (index, layer) in chain.layers.enumerated() {
      let first = way.layerStretches[max(0, index - 1)]
      let last = way.layerStretches[min(chain.layers.count - 1, index + 1)]
      for point in layers[layer].points {
        let number = sound.kept[point]
        result.points[number] = onWay.nearest(to: track.coordinates[number], first...last)
      }
    }
  }
}
