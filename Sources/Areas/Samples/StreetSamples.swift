import Geometry
import Model

/// Places along streets, so dense that every place of a street is nearest to a sample of it: the cells of a street's
/// samples then hold the street.
///
/// Between two samples the street is straight, and no sample of another street lies in the circle over them (Gabriel's
/// rule); towards a junction all streets have their last sample equally far from it, so that their cells meet there and
/// nowhere else. Where streets lie closer than half of ``leastSpacing`` the rule is given up.
struct StreetSamples: Sendable {
  /// Metres.
  static let spacing = 20.0
  static let leastSpacing = 0.4
  /// How far from a junction its streets have their last sample, at the most.
  static let armLength = 5.0
  /// A bend within so much of the line between its neighbours has no sample.
  static let straight = 0.02

  /// Whole units of the plane.
  var places: [PlanePoint] = []
  var streets: [Int32] = []
  /// Costs from the street's first vertex: of the sample, and where its cell gives way to the next of its street.
  var offsets: [Int32] = []
  var ends: [Int32] = []
  /// The number of the junction next to which it stands, and -1.
  var nodes: [Int32] = []
  /// Nobody comes onto the street here from the ground.
  var isOffGround: [Bool] = []
  /// Street `s` has the samples `starts[s] ..< starts[s + 1]`.
  var starts: [Int32] = [0]
  /// Where the junction of each number is.
  private(set) var nodePlaces: [PlanePoint] = []

  var count: Int { places.count }

  /// - Parameter others: places beside the streets that have cells of their own.
  init(_ streets: NodedStreets, _ plane: ConformalPlane, beside others: [PlanePoint], threads: Int) {
    let sampler = StreetSampler(streets, plane, others)
    let parts = inRuns(streets.streetCount, threads: threads) { (run, parts: inout [StreetSamples]) in
      var part = StreetSamples()
      for street in run { sampler.sample(street, &part) }
      parts.append(part)
    }
    for part in parts { append(part) }
    nodePlaces = streets.placesByID
  }

  private init() {}

  private mutating func append(_ part: StreetSamples) {
    let first = Int32(count)
    places += part.places
    streets += part.streets
    offsets += part.offsets
    ends += part.ends
    nodes += part.nodes
    isOffGround += part.isOffGround
    starts += part.starts.dropFirst().map { $0 + first }
  }
}

private struct StreetSampler: Sendable {
  private let noded: NodedStreets
  private let grid: PieceGrid
  private let others: [PlanePoint]
  private let otherGrid: PieceGrid?
  private let unit: Double
  /// Whether streets part or end at a vertex: neither straight on nor a bend of one street.
  private var isNode: [Bool]
  /// By place number: how far its streets have their last sample; 0 at a dead end.
  private var radii: [Double]

  init(_ noded: NodedStreets, _ plane: ConformalPlane, _ others: [PlanePoint]) {
    self.noded = noded
    self.others = others
    unit = plane.unitsPerMeter(at: 0)
    let unit = unit
    grid = noded.grid
    otherGrid =
      others.isEmpty ? nil : PieceGrid(count: others.count, least: 20 * unit) { (others[$0], others[$0]) }
    isNode = [Bool](repeating: false, count: noded.places.count)
    radii = [Double](repeating: .infinity, count: noded.idCount)
    markNodes()
    setRadii()
  }

  private mutating func markNodes() {
    for street in 0..<noded.streetCount {
      let vertices = Int(noded.starts[street])..<Int(noded.starts[street + 1])
      for vertex in vertices {
        if vertex == vertices.lowerBound || vertex == vertices.upperBound - 1 {
          isNode[vertex] = true
        } else if noded.arms[Int(noded.ids[vertex])] != 2 {
          isNode[vertex] = true
        } else {
          // More than a right angle: each side is on its own.
          let (a, b, c) = (noded.places[vertex - 1], noded.places[vertex], noded.places[vertex + 1])
          let (d, e) = (b - a, c - b)
          isNode[vertex] = d.x * e.x + d.y * e.y <= 0
        }
      }
    }
  }

  private mutating func setRadii() {
    noded.forEachPiece { _, first in
      let length = noded.places[first].distance(to: noded.places[first + 1])
      for vertex in [first, first + 1] where isNode[vertex] {
        let id = Int(noded.ids[vertex])
        radii[id] = min(radii[id], 0.45 * length)
      }
    }
    var isDone = [Bool](repeating: false, count: noded.idCount)
    for vertex in noded.places.indices where isNode[vertex] {
      let id = Int(noded.ids[vertex])
      if isDone[id] { continue }
      isDone[id] = true
      if noded.arms[id] == 1 {
        radii[id] = 0
        continue
      }
      var radius = min(radii[id], StreetSamples.armLength * unit)
      let place = noded.places[vertex]
      _ = grid.contains(near: place, reach: 2 * radius) { piece in
        if Int(noded.ids[piece]) != id, Int(noded.ids[piece + 1]) != id {
          radius = min(radius, squaredDistance(place, noded.places[piece], noded.places[piece + 1]).squareRoot() / 2)
        }
        return false
      }
      if let otherGrid {
        _ = otherGrid.contains(near: place, reach: 2 * radius) { other in
          radius = min(radius, place.distance(to: others[other]) / 2)
          return false
        }
      }
      radii[id] = max(radius, 0.05 * unit)
    }
  }

  /// Appends the samples of a street, the next one after those that are there.
  func sample(_ street: Int, _ samples: inout StreetSamples) {
    let vertices = Int(noded.starts[street])..<Int(noded.starts[street + 1])
    var from = vertices.lowerBound
    while from < vertices.upperBound - 1 {
      // A straight run over vertices that hardly bend.
      var to = from + 1
      if to < vertices.upperBound - 1, !isNode[to], isStraight(from, to, to + 1) { to += 1 }
      run(street, from, to, &samples)
      from = to
    }
    // The last cell of a street goes to its end.
    if samples.count > Int(samples.starts[samples.starts.count - 1]) {
      samples.ends[samples.count - 1] = noded.offsets[vertices.upperBound - 1]
    }
    samples.starts.append(Int32(samples.count))
  }

  private func isStraight(_ a: Int, _ b: Int, _ c: Int) -> Bool {
    squaredDistance(noded.places[b], noded.places[a], noded.places[c])
      < (StreetSamples.straight * unit) * (StreetSamples.straight * unit)
      && noded.isOffGround[a] == noded.isOffGround[b]
  }

  /// The samples of a run from vertex to vertex, its last one included, its first one only at a dead end or junction.
  private func run(_ street: Int, _ from: Int, _ to: Int, _ samples: inout StreetSamples) {
    let (a, b) = (noded.places[from], noded.places[to])
    let length = a.distance(to: b)
    let (costA, costB) = (Double(noded.offsets[from]), Double(noded.offsets[to]))
    func add(_ share: Double, node: Int = -1) {
      let place = (a + (b - a) * share).rounded(.toNearestOrAwayFromZero)
      let offset = Int32((costA + (costB - costA) * share).rounded())
      if samples.count > Int(samples.starts[samples.starts.count - 1]) {
        let last = samples.count - 1
        // At a junction between them its place parts the two, else the middle.
        if samples.nodes[last] >= 0, samples.nodes[last] == node {
          samples.ends[last] = noded.offsets[from]
        } else {
          samples.ends[last] = Int32((Int(samples.offsets[last]) + Int(offset)) / 2)
        }
      }
      samples.places.append(place)
      samples.streets.append(Int32(street))
      samples.offsets.append(offset)
      samples.ends.append(offset)
      samples.nodes.append(Int32(node))
      samples.isOffGround.append(noded.isOffGround[from])
    }
    let (idA, idB) = (Int(noded.ids[from]), Int(noded.ids[to]))
    if length < 0.1 * unit {
      // Too short to be told apart.
      if isNode[from] || isNode[to] { add(0.5) } else { add(1) }
      return
    }
    var first = 0.0
    if isNode[from] {
      first = radii[idA] / length
      add(first, node: noded.arms[idA] > 1 ? idA : -1)
    }
    let last = isNode[to] ? 1 - radii[idB] / length : 1
    let steps = max(1, Int((length * (last - first) / (StreetSamples.spacing * unit)).rounded(.up)))
    for step in 0..<steps {
      let (low, high) = (
        first + (last - first) * Double(step) / Double(steps), first + (last - first) * Double(step + 1) / Double(steps)
      )
      fill(from, to, low, high, length, add)
      if step + 1 < steps { add(high) }
    }
    if last > first || !isNode[from] { add(last, node: isNode[to] && noded.arms[idB] > 1 ? idB : -1) }
  }

  /// Halves a stretch until no other street comes into the circle over it.
  private func fill(
    _ from: Int, _ to: Int, _ low: Double, _ high: Double, _ length: Double, _ add: (Double, Int) -> Void
  ) {
    let half = (high - low) * length / 2
    guard half > StreetSamples.leastSpacing * unit / 2 else { return }
    let middle = (low + high) / 2
    let place = noded.places[from] + (noded.places[to] - noded.places[from]) * middle
    guard isBeside(place, within: half, from, to) else { return }
    fill(from, to, low, middle, length, add)
    add(middle, -1)
    fill(from, to, middle, high, length, add)
  }

  private func isBeside(_ place: PlanePoint, within reach: Double, _ from: Int, _ to: Int) -> Bool {
    let square = reach * reach
    let isFound = grid.contains(near: place, reach: reach) { piece in
      guard piece < from - 1 || piece > to else {
        // Its own run; the street's pieces before and after it where the street turns back there.
        return (piece == from - 1 && isNode[from] || piece == to && isNode[to])
          && squaredDistance(place, noded.places[piece], noded.places[piece + 1]) < square && !isTwin(piece, from, to)
      }
      return squaredDistance(place, noded.places[piece], noded.places[piece + 1]) < square && !isTwin(piece, from, to)
    }
    if isFound { return true }
    return otherGrid?.contains(near: place, reach: reach) { place.square(to: others[$0]) < square } ?? false
  }

  /// Two streets drawn on one line: nothing parts them.
  private func isTwin(_ piece: Int, _ from: Int, _ to: Int) -> Bool {
    let (a, b) = (noded.ids[piece], noded.ids[piece + 1])
    let (c, d) = (noded.ids[from], noded.ids[to])
    return (a == c && b == d) || (a == d && b == c)
  }
}
