import Geometry

/// A place on a street at which a traveller may have been.
struct PossiblePlace {
  var street: Int32
  /// Cost from the street's first node.
  var offset: UInt32
  /// Metres from the street's first node.
  var meters: Float
  /// From the point, in metres.
  var distance: Float
  var position: Coordinate
}

/// Finds the places near a point, several on a street that comes near more than once. One worker's, used again and again.
struct PlaceFinder {
  private struct Near {
    var piece: Int32
    var share: Float
    var squaredDistance: Float
  }

  private let graph: RoadGraph
  private let grid: SegmentGrid
  private let meters: StreetMeters
  private var pieces: [Int32] = []
  private var near: [Near] = []

  init(_ graph: RoadGraph, _ meters: StreetMeters) {
    self.graph = graph
    self.meters = meters
    grid = graph.segments.grid(of: graph)
  }

  /// Adds the places within the radius at which the distance to a street is least, before it grows again to both sides:
  /// by rising street, then along it.
  /// - Parameter most: of more than this the farthest are left out.
  mutating func find(_ point: Coordinate, radius: Double, most: Int, into places: inout [PossiblePlace]) {
    let scale = LocalScale(latitude: point.y)
    gather(point, radius, scale)
    let first = places.count
    var index = 0
    while index < near.count {
      let here = near[index]
      let street = grid.streets[Int(here.piece)]
      func isNeighbour(_ other: Int) -> Bool {
        near.indices.contains(other) && abs(near[other].piece - here.piece) == 1
          && grid.streets[Int(near[other].piece)] == street
      }
      let isBelowLast = !isNeighbour(index - 1) || here.squaredDistance < near[index - 1].squaredDistance
      let isBelowNext = !isNeighbour(index + 1) || here.squaredDistance <= near[index + 1].squaredDistance
      if isBelowLast, isBelowNext { places.append(place(here, Int(street))) }
      index += 1
    }
    if places.count - first > most { keepNearest(most, from: first, in: &places) }
  }

  private mutating func gather(_ point: Coordinate, _ radius: Double, _ scale: LocalScale) {
    pieces.removeAll(keepingCapacity: true)
    near.removeAll(keepingCapacity: true)
    let (spanX, spanY) = (radius / scale.metersPerDegreeX, radius / scale.metersPerDegreeY)
    guard point.x + spanX >= grid.box.minX, point.x - spanX <= grid.box.maxX, point.y + spanY >= grid.box.minY,
      point.y - spanY <= grid.box.maxY
    else { return }
    for row in grid.row(point.y - spanY)...grid.row(point.y + spanY) {
      for column in grid.column(point.x - spanX)...grid.column(point.x + spanX) {
        pieces.append(contentsOf: grid.pieces(column: column, row: row))
      }
    }
    pieces.sort()
    let limit = Float(radius * radius)
    var last: Int32 = -1
    for piece in pieces where piece != last {
      last = piece
      let (a, b) = graph.ends(ofPiece: Int(piece), on: Int(grid.streets[Int(piece)]))
      let ax = (a.x - point.x) * scale.metersPerDegreeX
      let ay = (a.y - point.y) * scale.metersPerDegreeY
      let bx = (b.x - point.x) * scale.metersPerDegreeX
      let by = (b.y - point.y) * scale.metersPerDegreeY
      let (dx, dy) = (bx - ax, by - ay)
      let square = dx * dx + dy * dy
      let share = square > 0 ? max(0, min(1, -(ax * dx + ay * dy) / square)) : 0
      let x = share == 1 ? bx : ax + share * dx
      let y = share == 1 ? by : ay + share * dy
      let distance = Float(x * x + y * y)
      if distance <= limit { near.append(Near(piece: piece, share: Float(share), squaredDistance: distance)) }
    }
  }

  private func place(_ near: Near, _ street: Int) -> PossiblePlace {
    let piece = Int(near.piece)
    let vertex = piece - graph.firstPiece(of: street)
    let (a, b) = graph.ends(ofPiece: piece, on: street)
    let (from, to) = (graph.offset(street, vertex), graph.offset(street, vertex + 1))
    let share = Double(near.share)
    let isLast = vertex + 2 == graph.vertexCount(street)
    let (start, end) = (meters.pieceStarts[piece], isLast ? meters.streets[street] : meters.pieceStarts[piece + 1])
    return PossiblePlace(
      street: Int32(street), offset: from + UInt32((Double(to - from) * share).rounded()),
      meters: start + (end - start) * near.share, distance: near.squaredDistance.squareRoot(),
      position: Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share))
  }

  private func keepNearest(_ most: Int, from first: Int, in places: inout [PossiblePlace]) {
    let limit = places[first...].map(\.distance).sorted()[most - 1]
    var next = first
    for index in first..<places.count where places[index].distance <= limit && next - first < most {
      places[next] = places[index]
      next += 1
    }
    places.removeLast(places.count - next)
  }
}
