import Foundation
import Geometry
import Model

/// The whole drawing in metres: quarters with their streets, roads between them, rivers.
struct District {
  struct Quarter {
    var name: String
    var outline: [Coordinate]
    var communities: [(name: String, guess: Coordinate?)]
    var block: Double
    var ring: String?
    var avenues: [Sketch.Avenue] = []
    var irregularity = 1.0
  }

  let sketch: Sketch
  let plane: Plane
  let quarters: [Quarter]
  let area: [Coordinate]?
  /// Smoothed centre lines, in the order of the sketch.
  let courses: [[Coordinate]]
  private(set) var plan = StreetPlan()

  init(_ sketch: Sketch) {
    let plane = Plane(origin: sketch.origin)
    self.sketch = sketch
    self.plane = plane
    var random = sketch.random("small towns")
    quarters =
      sketch.quarters.map {
        Quarter(
          name: $0.name, outline: $0.outline.map(plane.metres), communities: $0.communities, block: $0.block,
          ring: $0.ring, avenues: $0.avenues, irregularity: $0.irregularity)
      }
      + sketch.smallTowns.map { town in
        let center = plane.metres(town.center)
        let outline = (0..<12).map { step in
          let angle = (Double(step) + random.number(-0.25, 0.25)) * Double.pi / 6
          return center + Coordinate(x: cos(angle), y: sin(angle)) * (town.radius * random.number(0.75, 1.15))
        }
        return Quarter(
          name: town.name, outline: outline, communities: town.communities, block: town.block, ring: town.ring)
      }
    area = sketch.area?.map(plane.metres)
    courses = sketch.rivers.map { smoothed($0.course.map(plane.metres), spacing: 150) }
    drawStreets()
  }

  private mutating func drawStreets() {
    var rings: [String: Int] = [:]
    for quarter in quarters {
      rings[quarter.name] = plan.ways.count
      var division = BlockDivision(of: quarter, in: sketch, plane)
      division.fill(&plan)
    }
    var places: [Coordinate: Int] = [:]
    for road in sketch.roads { draw(road, rings: rings, places: &places) }
    guard case .ragged(let drivable) = sketch.edges else { return }
    var random = sketch.random("ragged edges")
    for quarter in quarters {
      let courses = courses
      plan.thin(way: rings[quarter.name]!, without: drivable ? ["footway", "steps"] : []) { middle in
        let isRiverside = courses.contains { $0.contains { $0.distance(middle) < 450 } }
        return !isRiverside && random.chance(0.45)
      }
    }
  }

  private mutating func draw(_ road: Sketch.Road, rings: [String: Int], places: inout [Coordinate: Int]) {
    func corner(of name: String, nearest target: Coordinate) -> Int {
      plan.ways[rings[name]!].vertices.min {
        plan.positions[$0].distance(target) < plan.positions[$1].distance(target)
      }!
    }
    func middle(of end: Sketch.End) -> Coordinate {
      switch end {
      case .quarter(let name): Box(quarters.first { $0.name == name }!.outline).center
      case .corner(_, let place), .place(let place): plane.metres(place)
      }
    }
    func vertex(_ end: Sketch.End, next: Coordinate) -> Int {
      switch end {
      case .quarter(let name):
        return corner(of: name, nearest: next)
      case .corner(let name, let place):
        return corner(of: name, nearest: plane.metres(place))
      case .place(let place):
        if let known = places[place] { return known }
        let new = plan.addVertex(plane.metres(place))
        places[place] = new
        return new
      }
    }
    let via = road.via.map(plane.metres)
    let (from, to) = (
      vertex(road.from, next: via.first ?? middle(of: road.to)),
      vertex(road.to, next: via.last ?? middle(of: road.from))
    )
    let (start, end) = (plan.positions[from], plan.positions[to])
    let bends = via.filter { $0.distance(start) > 30 && $0.distance(end) > 30 }
    let spacing = road.bridge ? .infinity : road.winding > 0 ? 36 : 110
    let curve = wound(smoothed([start] + bends + [end], spacing: spacing), by: road.winding)
    let inner = curve.dropFirst().dropLast().map { plan.addVertex($0) }
    // A later road may begin at a bend of this one.
    for bend in road.via {
      if let vertex = inner.first(where: { plan.positions[$0] == plane.metres(bend) }) { places[bend] = vertex }
    }
    plan.addWay(
      .init(
        vertices: [from] + inner + [to], highway: road.highway, name: road.name.isEmpty ? nil : road.name,
        quarter: "", bridge: road.bridge))
  }

  /// True inside the area that counts.
  func counts(_ place: Coordinate) -> Bool { area.map { contains($0, place) } ?? true }

  /// The banks of a river as one counterclockwise ring.
  func water(_ index: Int) -> [Coordinate] {
    let course = courses[index]
    let half = sketch.rivers[index].width / 2
    let banks = course.indices.map { at in
      (course[min(at + 1, course.count - 1)] - course[max(at - 1, 0)]).unit.left * half
    }
    let left = course.indices.map { course[$0] + banks[$0] }
    let right = course.indices.map { course[$0] - banks[$0] }
    let ring = right + left.reversed()
    return signedArea(ring) > 0 ? ring : ring.reversed()
  }
}

/// A straight piece of street between two vertices.
struct StreetPiece {
  var a: Int
  var b: Int
  var highway: String
  var length: Double
  var middle: Coordinate
}

extension StreetPlan {
  var streetPieces: [StreetPiece] {
    ways.flatMap { way in
      pieces(way.vertices).map { side in
        let (p, q) = (positions[side.from], positions[side.to])
        return StreetPiece(
          a: side.from, b: side.to, highway: way.highway, length: p.distance(q), middle: (p + q) * 0.5)
      }
    }
  }
}
