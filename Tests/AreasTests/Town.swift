import Areas
import Geometry
import Model
import PROJ

/// Streets in metres east and north of a place, walked at one metre a second: costs are millimetres.
struct Town {
  typealias Line = [(east: Double, north: Double)]
  static let center = Coordinate(x: 103.8, y: 29.4)

  var streets: [Line]
  /// Streets that nobody comes onto from beside.
  var bridges: Set<Int> = []
  var walls: [Line] = []
  var lakes: [Line] = []
  var communities: [[Polygon]] = []
  var places: Line = []

  static func at(_ east: Double, _ north: Double) -> Coordinate {
    let scale = LocalScale(latitude: center.y)
    return Coordinate(x: center.x + east / scale.metersPerDegreeX, y: center.y + north / scale.metersPerDegreeY)
  }

  static func metric() throws -> LocalMetricCRS {
    try localMetricCRS(for: Box([at(-1000, -1000), at(1000, 1000)]))
  }

  /// A closed ring of the grid of written coordinates.
  static func ring(_ corners: Line) -> [Coordinate] {
    (corners + [corners[0]]).map {
      let place = at($0.east, $0.north)
      return Coordinate(x: (place.x * 1e7).rounded() / 1e7, y: (place.y * 1e7).rounded() / 1e7)
    }
  }

  static func meters(_ line: Line) -> Double {
    zip(line, line.dropFirst()).reduce(0) { sum, piece in
      let (east, north) = (piece.1.east - piece.0.east, piece.1.north - piece.0.north)
      return sum + (east * east + north * north).squareRoot()
    }
  }

  var plan: StreetPlan {
    var plan = StreetPlan()
    for (index, street) in streets.enumerated() {
      for vertex in street.indices {
        let place = Self.at(street[vertex].east, street[vertex].north)
        plan.longitudes.append(Int32((place.x * 1e7).rounded()))
        plan.latitudes.append(Int32((place.y * 1e7).rounded()))
        plan.offsets.append(Int32((Self.meters(Array(street[...vertex])) * 1000).rounded()))
        plan.isOffGround.append(bridges.contains(index) && vertex + 1 < street.count)
      }
      plan.starts.append(Int32(plan.offsets.count))
    }
    return plan
  }

  var obstacles: Obstacles? {
    let shapes =
      walls.map { Shape.lineString($0.map { Self.at($0.east, $0.north) }) }
      + lakes.map { Shape.polygon(Polygon(outer: Self.ring($0))) }
    return shapes.isEmpty ? nil : Obstacles(shapes)
  }

  /// The nearest place of a street on the ground within 100 m, not across an obstacle.
  private func foot(_ position: Coordinate, _ plan: StreetPlan, _ obstacles: Obstacles?) -> StreetFoot? {
    let scale = LocalScale(latitude: Self.center.y)
    var best = (distance: 100.0, foot: StreetFoot?.none)
    for street in 0..<plan.streetCount {
      for vertex in plan.vertices(of: street).dropLast() where !plan.isOffGround[vertex] {
        let (a, b) = (plan.position(vertex), plan.position(vertex + 1))
        let (dx, dy) = ((b.x - a.x) * scale.metersPerDegreeX, (b.y - a.y) * scale.metersPerDegreeY)
        let (px, py) = ((position.x - a.x) * scale.metersPerDegreeX, (position.y - a.y) * scale.metersPerDegreeY)
        let length = dx * dx + dy * dy
        let along = length > 0 ? max(0, min(1, (px * dx + py * dy) / length)) : 0
        let (ex, ey) = (px - dx * along, py - dy * along)
        let distance = (ex * ex + ey * ey).squareRoot()
        guard distance < best.distance else { continue }
        let place = Coordinate(x: a.x + (b.x - a.x) * along, y: a.y + (b.y - a.y) * along)
        if obstacles?.cross(position, place) ?? false { continue }
        let (from, to) = (Double(plan.offsets[vertex]), Double(plan.offsets[vertex + 1]))
        best = (distance, StreetFoot(street: Int32(street), offset: Int32((from + (to - from) * along).rounded())))
      }
    }
    return best.foot
  }

  /// Where one comes onto the streets from some positions.
  func feet(_ positions: [Coordinate]) -> [StreetFoot?] {
    let (plan, obstacles) = (plan, obstacles)
    return positions.map { foot($0, plan, obstacles) }
  }

  /// - Parameter isDrawn: by street; all without it.
  func territories(isDrawn: [Bool]? = nil, leastInStrip: Int = Strip.least) -> Territories {
    let (plan, obstacles) = (plan, obstacles)
    let positions = places.map { Self.at($0.east, $0.north) }
    return Territories(
      plan, around: obstacles,
      places: TerritoryPlaces(positions: positions, feet: positions.map { foot($0, plan, obstacles) }),
      part: isDrawn.map {
        NetworkPart(extent: plan.extent, isSampled: $0.map { _ in true }, isDrawn: $0)
      }, communities: communities, leastInStrip: leastInStrip
    ) { $0.map { foot($0, plan, obstacles) } }
  }

  /// A reached part of a street, in metres along it.
  func range(_ street: Int, _ from: Double, _ to: Double) -> ReachedRange {
    ReachedRange(street: Int32(street), first: Int32((from * 1000).rounded()), last: Int32((to * 1000).rounded()))
  }

  func whole(_ street: Int) -> ReachedRange { range(street, 0, Self.meters(streets[street])) }

  /// The place at some metres along a street.
  func place(_ street: Int, _ meters: Double) -> (east: Double, north: Double) {
    var rest = meters
    let line = streets[street]
    for (a, b) in zip(line, line.dropFirst()) {
      let length = Self.meters([a, b])
      if rest <= length, length > 0 {
        return (a.east + (b.east - a.east) * rest / length, a.north + (b.north - a.north) * rest / length)
      }
      rest -= length
    }
    return line[line.count - 1]
  }

  /// The line of some metres of a street.
  func line(_ street: Int, _ from: Double, _ to: Double) -> Line {
    var line = [place(street, from)]
    var along = 0.0
    for (a, b) in zip(streets[street], streets[street].dropFirst()) {
      along += Self.meters([a, b])
      if along > from, along < to { line.append(b) }
    }
    return line + [place(street, to)]
  }

  func area(_ ranges: [ReachedRange]) -> DrawnArea {
    var drawing = TerritoryDrawing(territories())
    return drawing.area(ranges)
  }
}
