import Geometry
import Model

/// Sets the samples of streets.
final class StreetSampler: Sendable {
  private let noded: NodedStreets
  private let nodes: StreetNodes
  private let grid: PieceGrid
  private let others: [PlanePoint]
  private let otherGrid: PieceGrid?
  private let unit: Double

  init(_ noded: NodedStreets, _ plane: ConformalPlane, _ others: [PlanePoint], threads: Int) {
    let unit = plane.unitsPerMeter(at: 0)
    let otherGrid =
      others.isEmpty ? nil : PieceGrid(count: others.count, least: 20 * unit) { (others[$0], others[$0]) }
    self.noded = noded
    self.others = others
    self.unit = unit
    self.otherGrid = otherGrid
    grid = noded.grid
    nodes = StreetNodes(noded, others, otherGrid, unit: unit, threads: threads)
  }

  /// Appends the samples of a street, the next one after those that are there.
  ///
  /// - Parameter stretch: room to work in.
  func sample(_ street: Int, _ samples: inout StreetSamples, _ stretch: inout Stretch) {
    let vertices = Int(noded.starts[street])..<Int(noded.starts[street + 1])
    var from = vertices.lowerBound
    while from < vertices.upperBound - 1 {
      var to = from + 1
      while !nodes.isNode[to] { to += 1 }
      stretch.set(from, to, noded)
      sample(street, stretch, &samples)
      from = to
    }
    samples.starts.append(Int32(samples.count))
  }

  /// Appends the samples of a stretch, the next one after those of the stretches before it.
  private func sample(_ street: Int, _ stretch: Stretch, _ samples: inout StreetSamples) {
    let pieces = stretch.from...(stretch.to - 1)
    // What is behind the last border of a cell.
    var start = 0.0
    var last: Stretch.Place?
    func add(_ place: Stretch.Place, node: Int = -1) {
      if let last {
        let border = stretch.middle(last, place, noded)
        samples.ends[samples.count - 1] = stretch.offset(of: border, noded)
        samples.meters[samples.count - 1] = Float((border.along - start) / unit)
        start = border.along
      }
      last = place
      samples.places.append(place.place.rounded(.toNearestOrAwayFromZero))
      samples.streets.append(Int32(street))
      samples.offsets.append(stretch.offset(of: place, noded))
      samples.ends.append(0)
      samples.nodes.append(Int32(node))
      samples.meters.append(0)
    }
    func at(_ along: Double) -> Stretch.Place { stretch.place(along, noded, in: pieces) }
    if stretch.length < 0.1 * unit {
      // Too short to be told apart.
      add(at(stretch.length / 2))
    } else {
      let (idA, idB) = (Int(noded.ids[stretch.from]), Int(noded.ids[stretch.to]))
      let (first, end) = (nodes.radii[idA], stretch.length - nodes.radii[idB])
      let (from, to) = (at(first), at(end))
      add(from, node: noded.arms[idA] > 1 ? idA : -1)
      var between: [Stretch.Place] = []
      fill(from, to, stretch, &between)
      for place in between { add(place) }
      add(to, node: noded.arms[idB] > 1 ? idB : -1)
    }
    // The last cell of a stretch goes to its end.
    samples.ends[samples.count - 1] = noded.offsets[stretch.to]
    samples.meters[samples.count - 1] = Float((stretch.length - start) / unit)
  }

  /// Parts a piece of a stretch until it is straight and no other street comes into the circle over it.
  private func fill(
    _ from: Stretch.Place, _ to: Stretch.Place, _ stretch: Stretch, _ found: inout [Stretch.Place]
  ) {
    let length = to.along - from.along
    guard length > 0.1 * unit else { return }
    if let vertex = bend(from, to) {
      let corner = stretch.place(at: vertex, noded)
      fill(from, corner, stretch, &found)
      found.append(corner)
      fill(corner, to, stretch, &found)
      return
    }
    var parts = Int((length / (StreetSamples.spacing * unit)).rounded(.up))
    if parts < 2 {
      if length <= StreetSamples.leastSpacing * unit || isApart(from, to, stretch) { return }
      parts = 2
    }
    var last = from
    for part in 1...parts {
      let next =
        part == parts
        ? to : stretch.place(from.along + length * Double(part) / Double(parts), noded, in: from.piece...to.piece)
      fill(last, next, stretch, &found)
      if part < parts { found.append(next) }
      last = next
    }
  }

  /// The vertex farthest from the straight way; nil where the street hardly leaves it.
  private func bend(_ from: Stretch.Place, _ to: Stretch.Place) -> Int? {
    guard from.piece < to.piece else { return nil }
    let way = to.place - from.place
    var last = from.place
    var isStraight = true
    var (farthest, vertex) = (-1.0, to.piece)
    for inner in (from.piece + 1)...to.piece {
      let place = noded.places[inner]
      if !isForward(place - last, way) { isStraight = false }
      let square = squaredDistance(place, from.place, to.place)
      if square > farthest { (farthest, vertex) = (square, inner) }
      last = place
    }
    let most = StreetSamples.straight * unit
    return isStraight && isForward(to.place - last, way) && farthest < most * most ? nil : vertex
  }

  /// Whether every place of a straight part of a stretch is nearer to one of its ends than to any place of other streets.
  private func isApart(_ from: Stretch.Place, _ to: Stretch.Place, _ stretch: Stretch) -> Bool {
    let way = to.place - from.place
    let half = from.place.distance(to: to.place) / 2
    // Its own pieces before and after it lead away from it.
    var (low, high) = (from.piece, to.piece)
    if low == high {
      low = max(stretch.from, low - 1)
      high = min(stretch.to - 1, high + 1)
    }
    for _ in 0..<3 where low > stretch.from && isForward(noded.places[low] - noded.places[low - 1], way) { low -= 1 }
    for _ in 0..<3
    where high < stretch.to - 1 && isForward(noded.places[high + 2] - noded.places[high + 1], way) { high += 1 }
    let center = (from.place + to.place) / 2
    let square = half * half
    let isMet = grid.contains(near: center, reach: half) { piece in
      guard piece < low || piece > high else { return false }
      return squaredDistance(center, noded.places[piece], noded.places[piece + 1]) < square
        && !isTwin(piece, from.piece...to.piece)
    }
    if isMet { return false }
    // A little more: where they stand on the circle itself the cells of the two ends would meet in no more than a corner.
    let clear = half + StreetSamples.clearance * unit
    return !(otherGrid?.contains(near: center, reach: clear) { center.square(to: others[$0]) < clear * clear } ?? false)
  }

  /// Whether a piece leads within 45° of a way.
  @inline(__always)
  private func isForward(_ piece: PlanePoint, _ way: PlanePoint) -> Bool {
    let along = piece.x * way.x + piece.y * way.y
    return along >= 0
      && 2 * along * along >= (piece.x * piece.x + piece.y * piece.y) * (way.x * way.x + way.y * way.y)
  }

  /// Two streets drawn on one line: nothing parts them.
  private func isTwin(_ piece: Int, _ own: ClosedRange<Int>) -> Bool {
    let (a, b) = (noded.ids[piece], noded.ids[piece + 1])
    return own.contains {
      let (c, d) = (noded.ids[$0], noded.ids[$0 + 1])
      return (a == c && b == d) || (a == d && b == c)
    }
  }
}
