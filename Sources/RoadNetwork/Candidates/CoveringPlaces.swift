import Geometry
import Model
import Synchronization
import Words

/// Places on the streets that stand for all others: wherever on a street a site might stand, one of these covers at
/// least as much.
package struct CoveringPlaces: Sendable {
  package struct Place: Hashable, Sendable {
    package var position: StreetPosition
    /// WGS84 degrees.
    package var coordinate: Coordinate
    /// Where three or more streets meet.
    package var isCorner: Bool
    /// The offsets of the street that cover the same, this place in their middle: what it may be moved by.
    package var range: ClosedRange<Int>
  }

  package var places: [Place]
  /// Rows in the order of `places`; costs are not kept.
  package var covers: CoverSets
  /// Where places were thinned, for each the demand that it or a place dropped in its favour covers: rows as `covers`.
  package var reach: CoverSets?
  /// Places that no other on their own street outdoes, before thinning.
  package var foundCount: Int
}

/// The finite dominating set of a street network for covering problems.
///
/// With a service cutoff, what a site covers changes along a street only at the places at exactly the cutoff from some
/// demand point: between two such places all cover the same. Of these stretches only those stay that no other stretch of
/// the street, and neither of its ends, outdoes; each is stood for by its middle, so that a small move loses nothing. A
/// stretch may be a single unit of cost: then the place at exactly the cutoff from both sides is meant. Street ends are
/// looked at by themselves, for there one is at the junction whatever the one-way says.
///
/// No place is made on a ferry, a bridge, in a tunnel, on another level or on a private street.
///
/// Claim: let sites stand at any whole offset (a millisecond or a millimetre) of any other street within the limits, without
/// an access leg. For every such place there is one among those returned that covers the same demand and possibly more.
/// Therefore the best plan among these is the best plan anywhere on the streets, for every objective that only grows
/// with the demand covered and does not tell sites apart otherwise. A place beside a street has an access leg to the
/// street and is outdone by the place where that leg meets it. One-ways, turn rules and slopes are in it, because the
/// costs are those of the same search that ``coverSets(_:sites:demand:cutoff:direction:threads:progress:isCancelled:)``
/// runs. Not in it: objectives that count the cost of a trip (medians), spacing between sites, sites at different prices.
///
/// With `thinning`, a street is cut into equal parts no longer than that, and of all parts and street ends in a square of
/// that side one place is kept, the one that covers most weight; `reach` then says what all of them may cover. The best plan among the rows of `reach`
/// cannot be worse than the best plan anywhere: its bound is a bound on what thinning lost.
///
/// - Parameters:
///   - onlyCorners: only where three or more streets meet; the claim then holds among these.
///   - demand: as ``RoadGraph/snap(_:limit:around:threads:)`` returns it.
///   - weights: of each demand point; points of weight 0 are not regarded, such as those covered already.
///   - cutoff: inclusive, of the graph's impedance.
///   - limits: where sites may stand.
///   - thinning: the side of the squares; nil keeps everything.
///   - mostPairs: with more pairs of place and demand point the search gives up.
///   - threads: workers; the result does not depend on it.
/// - Returns: places by rising node, then rising street and offset; nil when there are more than `mostPairs`.
/// - Throws: ``RoadNetworkError`` code `badCutoff`, `cancelled`.
/// - Complexity: three searches per street, and per street O(d log d + m² d) for d demand points within the cutoff of it
///   and m stretches that no neighbour outdoes.
/// Source: Church and Meadows (1979), Location modeling utilizing maximum service distance criteria,
/// doi:10.1111/j.1538-4632.1979.tb00702.x.
package func coveringPlaces(
  _ graph: RoadGraph, demand: [SnapResult], weights: [Double], cutoff: Cutoff, direction: Direction,
  limits: PlaceLimits = PlaceLimits(), onlyCorners: Bool = false, thinning: Meters? = nil, mostPairs: Int = .max,
  threads: Int = 1,
  isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
) async throws(RoadNetworkError) -> CoveringPlaces? {
  precondition(demand.count == weights.count, "\(weights.count) weights for \(demand.count) demand points")
  let limit = try graph.cost(of: cutoff)
  let open = zip(demand, weights).map { $1 > 0 ? $0 : .unreached(.noPath) }
  let index = DemandOnStreets(graph, open, direction)
  let corners = Set(graph.corners())
  let nodes = graph.placesOfNodes().enumerated().map { node, place in
    onlyCorners && !corners.contains(NodeIndex(node)) ? nil : place
  }
  let siteNodes = graph.siteNodes()
  let pairs = Atomic(0)
  let chunk = 32
  // Nodes first, then streets, in chunks of the same size: numbers tell them apart.
  let nodeChunks = (graph.nodeCount + chunk - 1) / chunk
  let streetChunks = onlyCorners ? 0 : (graph.streetCount + chunk - 1) / chunk
  let parts = Slots<[FoundPlace]>(count: nodeChunks + streetChunks)
  let squares = thinning.map { side in
    let scale = LocalScale(latitude: graph.extent.center.y)
    return Squares(
      corner: Coordinate(x: graph.extent.minX, y: graph.extent.minY),
      width: max(side.value, 1) / scale.metersPerDegreeX,
      height: max(side.value, 1) / scale.metersPerDegreeY)
  }
  let heaviest = Mutex<[Squares.Index: FoundPlace]>([:])
  await withWorkers(threads) {
    var search = PlaceSearch(graph, index, open, weights, limit: limit, direction, limits, siteNodes, thinning)
    while !isCancelled(), pairs.load(ordering: .relaxed) <= mostPairs, let part = parts.next() {
      var found: [FoundPlace] = []
      if part < nodeChunks {
        for node in (part * chunk)..<min((part + 1) * chunk, graph.nodeCount) {
          if let place = nodes[node] { search.node(node, at: place, &found) }
        }
      } else {
        let first = (part - nodeChunks) * chunk
        for street in first..<min(first + chunk, graph.streetCount) { search.street(street, &found) }
      }
      if let squares {
        // Neighbours follow each other: most meet here already, before the others wait.
        var own: [Squares.Index: FoundPlace] = [:]
        for place in found { _ = own.join(place, at: squares.index(of: graph.coordinate(at: place.middle))) }
        let grown = own
        heaviest.withLock { heaviest in
          for (square, place) in grown { pairs.add(heaviest.join(place, at: square), ordering: .relaxed) }
        }
        found = []
      }
      pairs.add(found.reduce(0) { $0 + $1.covered.count }, ordering: .relaxed)
      parts.fill(part, found)
    }
  }
  if isCancelled() {
    throw RoadNetworkError(.cancelled, Bilingual("已停止，道路尚未全部查看", "stopped before all streets were looked at"))
  }
  guard pairs.load(ordering: .relaxed) <= mostPairs else { return nil }
  let found =
    squares == nil
    ? parts.all().flatMap { $0 } : heaviest.withLock { $0.values.sorted { $0.precedes($1) } }
  func rows(_ of: (FoundPlace) -> [Int32]) -> CoverSets {
    var offsets = [0]
    var points: [Int32] = []
    for place in found {
      points.append(contentsOf: of(place))
      offsets.append(points.count)
    }
    return CoverSets(
      demandCount: demand.count, offsets: offsets, demand: points,
      costs: [Double](repeating: 0, count: points.count))
  }
  return CoveringPlaces(
    places: found.map { place in
      let position = place.middle
      return .init(
        position: position, coordinate: graph.coordinate(at: position),
        isCorner: place.node.map { corners.contains($0) } ?? false, range: place.range)
    }, covers: rows(\.covered), reach: thinning.map { _ in rows(\.reach) },
    foundCount: found.reduce(0) { $0 + $1.foundCount })
}

/// A stretch of a street that covers one set of demand.
struct FoundPlace: Sendable {
  var street: StreetID
  var range: ClosedRange<Int>
  var node: NodeIndex?
  /// Rising.
  var covered: [Int32]
  /// With thinning: weight of what it covers.
  var weight = 0.0
  /// Of all that it stands for; empty without thinning.
  var reach: [Int32] = []
  /// How many it was chosen from.
  var foundCount = 1

  var middle: StreetPosition {
    StreetPosition(street: street, offset: (range.lowerBound + range.upperBound) / 2)
  }

  /// The order of the result: street ends first.
  func precedes(_ other: FoundPlace) -> Bool {
    switch (node, other.node) {
    case (let own?, let other?): own < other
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): (street, range.lowerBound) < (other.street, other.range.lowerBound)
    }
  }
}

extension [Squares.Index: FoundPlace] {
  /// Keeps the heavier of a square's two places, of equals the first; it then stands for what both may cover. The result
  /// does not depend on the order of joining.
  /// - Returns: by how many pairs its reach grew: never less than 0, so that giving up does not depend on the order.
  fileprivate mutating func join(_ place: FoundPlace, at square: Squares.Index) -> Int {
    guard let standing = self[square] else {
      self[square] = place
      return place.reach.count
    }
    let isHeavier = place.weight > standing.weight || (place.weight == standing.weight && place.precedes(standing))
    var kept = isHeavier ? place : standing
    kept.reach = union(standing.reach, place.reach)
    kept.foundCount = standing.foundCount + place.foundCount
    self[square] = kept
    return kept.reach.count - standing.reach.count
  }
}

/// All elements of two rising lists, rising, each once.
private func union(_ a: [Int32], _ b: [Int32]) -> [Int32] {
  var result: [Int32] = []
  result.reserveCapacity(max(a.count, b.count))
  var (i, j) = (0, 0)
  while i < a.count || j < b.count {
    if j == b.count || (i < a.count && a[i] < b[j]) {
      result.append(a[i])
      i += 1
    } else {
      if i < a.count, a[i] == b[j] { i += 1 }
      result.append(b[j])
      j += 1
    }
  }
  return result
}
