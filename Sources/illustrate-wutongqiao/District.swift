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
  }

  let plane = Plane()
  let quarters: [Quarter]
  let area: [Coordinate]
  /// Smoothed centre lines, in the order of the sketch.
  let courses: [[Coordinate]]
  private(set) var plan = StreetPlan()

  init() {
    let plane = plane
    var random = SplitMix(stream: "small towns")
    quarters =
      Sketch.mainQuarters.map {
        Quarter(
          name: $0.name, outline: $0.outline.map(plane.metres), communities: $0.communities, block: $0.block)
      }
      + Sketch.smallTowns.map { town in
        let center = plane.metres(town.center)
        let outline = (0..<12).map { step in
          let angle = (Double(step) + random.number(-0.25, 0.25)) * Double.pi / 6
          return center + Coordinate(x: cos(angle), y: sin(angle)) * (town.radius * random.number(0.75, 1.15))
        }
        return Quarter(name: town.name, outline: outline, communities: town.communities, block: 10_000)
      }
    area = Sketch.area.map(plane.metres)
    courses = Sketch.rivers.map { smoothed($0.course.map(plane.metres), spacing: 150) }
    drawStreets()
  }

  private mutating func drawStreets() {
    var rings: [String: Int] = [:]
    for quarter in quarters {
      rings[quarter.name] = plan.ways.count
      var division = BlockDivision(
        quarter: quarter.name, outline: quarter.outline, center: Box(quarter.outline).center, block: quarter.block)
      division.fill(&plan, outline: quarter.outline)
    }
    var places: [Coordinate: Int] = [:]
    for road in Sketch.roads { draw(road, rings: rings, places: &places) }
    for village in Sketch.villages {
      let road = Sketch.Road(
        name: "", highway: "unclassified", from: .quarter(village.quarter), via: village.via,
        to: .place(village.place))
      draw(road, rings: rings, places: &places)
    }
    var random = SplitMix(stream: "ragged edges")
    for quarter in quarters {
      let courses = courses
      plan.thin(way: rings[quarter.name]!) { middle in
        let isRiverside = courses.contains { $0.contains { $0.distance(middle) < 450 } }
        return !isRiverside && random.chance(0.45)
      }
    }
  }

  private mutating func draw(_ road: Sketch.Road, rings: [String: Int], places: inout [Coordinate: Int]) {
    func vertex(_ end: Sketch.End, next: Coordinate?) -> Int {
      switch end {
      case .quarter(let name):
        let target = next ?? Box(quarters.first { $0.name == name }!.outline).center
        return plan.ways[rings[name]!].vertices.min {
          plan.positions[$0].distance(target) < plan.positions[$1].distance(target)
        }!
      case .place(let place):
        if let known = places[place] { return known }
        let new = plan.addVertex(plane.metres(place))
        places[place] = new
        return new
      }
    }
    let via = road.via.map(plane.metres)
    let (from, to) = (vertex(road.from, next: via.first), vertex(road.to, next: via.last))
    let (start, end) = (plan.positions[from], plan.positions[to])
    let middle = via.filter { $0.distance(start) > 30 && $0.distance(end) > 30 }
    let curve = smoothed([start] + middle + [end], spacing: road.bridge ? .infinity : 110)
    let inner = curve.dropFirst().dropLast().map { plan.addVertex($0) }
    plan.addWay(
      .init(
        vertices: [from] + inner + [to], highway: road.highway, name: road.name.isEmpty ? nil : road.name,
        quarter: "", bridge: road.bridge))
  }

  /// The banks of a river as one counterclockwise ring.
  func water(_ index: Int) -> [Coordinate] {
    let course = courses[index]
    let half = Sketch.rivers[index].width / 2
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
