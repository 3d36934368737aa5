import Geometry

/// A street that runs alongside a line at one of its places.
struct StreetAlongside {
  /// Without a leg: the line follows it.
  var spot: StreetSpot
  /// From the line.
  var distance: Double
  /// Whether the line runs against the street's one-way.
  var isAgainst: Bool
}

/// The streets beside a place of a line that run the way it does; no ferries and, as in snapping, no islands.
struct StreetsAlongside {
  /// A line follows a street no farther away than this.
  static let limit = 30.0
  /// The cosine of the largest angle between both, 50 degrees.
  private static let leastCosine = 0.643
  /// No more are looked at: the nearest.
  private static let most = 8

  private let graph: RoadGraph
  private let grid: SegmentGrid
  private let limit: Double

  init(_ graph: RoadGraph, limit: Double) {
    self.graph = graph
    self.limit = min(limit, Self.limit)
    grid = graph.segments.grid(of: graph)
  }

  /// - Parameters:
  ///   - headings: the ways in which the line comes to the place and leaves it, in degrees; of any length.
  /// - Returns: each street once where it passes once, the nearest first, then by street.
  func streets(
    at point: Coordinate, _ headings: [Coordinate], _ metres: inout StreetMetres
  ) -> [StreetAlongside] {
    let scale = LocalScale(latitude: point.y)
    let (dx, dy) = (limit / scale.metersPerDegreeX, limit / scale.metersPerDegreeY)
    let box = graph.extent
    guard point.x >= box.minX - dx, point.x <= box.maxX + dx, point.y >= box.minY - dy, point.y <= box.maxY + dy else {
      return []
    }
    var pieces: [Int32] = []
    for row in grid.row(point.y - dy)...grid.row(point.y + dy) {
      for column in grid.column(point.x - dx)...grid.column(point.x + dx) {
        pieces += grid.pieces(column: column, row: row)
      }
    }
    pieces.sort()
    var found: [StreetAlongside] = []
    var previous: Int32 = -1
    for piece in pieces where piece != previous {
      previous = piece
      if let street = alongside(Int(piece), point, headings, scale, &metres) { found.append(street) }
    }
    found.sort { ($0.distance, $0.spot.street, $0.spot.metres) < ($1.distance, $1.spot.street, $1.spot.metres) }
    var kept: [StreetAlongside] = []
    for street in found where kept.count < Self.most {
      // Neighbouring pieces of one street are one place.
      let isNew = !kept.contains {
        $0.spot.street == street.spot.street && abs($0.spot.metres - street.spot.metres) < limit
      }
      if isNew { kept.append(street) }
    }
    return kept
  }

  private func alongside(
    _ piece: Int, _ point: Coordinate, _ headings: [Coordinate], _ scale: LocalScale, _ metres: inout StreetMetres
  ) -> StreetAlongside? {
    guard !graph.traits(ofPiece: piece).contains(.aboard) else { return nil }
    let street = Int(grid.streets[piece])
    guard !graph.isIsland(component: graph.component(of: StreetID(street))) else { return nil }
    let (a, b) = graph.ends(ofPiece: piece, on: street)
    let (ax, ay) = ((a.x - point.x) * scale.metersPerDegreeX, (a.y - point.y) * scale.metersPerDegreeY)
    let (dx, dy) = ((b.x - a.x) * scale.metersPerDegreeX, (b.y - a.y) * scale.metersPerDegreeY)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return nil }
    let share = max(0, min(1, -(ax * dx + ay * dy) / (length * length)))
    let (x, y) = (ax + share * dx, ay + share * dy)
    let distance = (x * x + y * y).squareRoot()
    guard distance <= limit else { return nil }
    var cosine = 0.0
    for heading in headings {
      let (hx, hy) = (heading.x * scale.metersPerDegreeX, heading.y * scale.metersPerDegreeY)
      let size = (hx * hx + hy * hy).squareRoot()
      let own = size > 0 ? (hx * dx + hy * dy) / (size * length) : 0
      if abs(own) > abs(cosine) { cosine = own }
    }
    guard abs(cosine) >= Self.leastCosine else { return nil }
    let vertices = metres.vertices(street)
    let vertex = piece - graph.firstPiece(of: street)
    let allowed = graph.allows(street, .fromStation)
    let spot = StreetSpot(
      street: street, metres: vertices[vertex] + (vertices[vertex + 1] - vertices[vertex]) * share,
      length: vertices.last!, leg: 0)
    return StreetAlongside(spot: spot, distance: distance, isAgainst: cosine > 0 ? !allowed.up : !allowed.down)
  }
}
