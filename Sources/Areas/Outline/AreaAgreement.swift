import GEOS
import Geometry

extension MetricFrame {
  /// - Parameters:
  ///   - area: in the metric frame.
  ///   - box: of degrees, at least that of the area.
  ///   - row: the places within the largest cutoff, with their cost.
  ///   - reached: the reached streets in the metric frame.
  func agreeing(
    _ area: Shape, within box: Box, _ places: AreaPlaces, _ row: [(place: Int, cost: Int)], cutoff: Int,
    reached streets: [[Coordinate]]
  ) throws -> Shape {
    let costs = Dictionary(
      row.filter { $0.cost <= cutoff }.map { ($0.place, $0.cost) }, uniquingKeysWith: { min($0, $1) })
    var box = box
    for (place, _) in costs { box.add(places.positions[place]) }
    if box.isEmpty { return area }
    let near = places.positions.indices.filter { box.contains(places.positions[$0]) }
    if near.isEmpty { return area }
    var planar: [Coordinate] = []
    try meters(.multiPoint(near.map { places.positions[$0] })).forEachCoordinate { planar.append($0) }
    let positions = Dictionary(uniqueKeysWithValues: zip(near, planar))

    func inside(_ area: Shape, _ asked: [Int]) throws -> [Bool] {
      if area.isEmpty { return asked.map { _ in false } }
      return try PreparedGeometry(area).contains(asked.map { positions[$0]! })
    }
    var shape = area
    let wanted = near.filter { costs[$0] != nil }
    let unwanted = near.filter { costs[$0] == nil }
    let missing = zip(wanted, try inside(shape, wanted)).filter { !$1 }.map(\.0)
    if !missing.isEmpty {
      var spurs: [Shape] = []
      for place in missing {
        let position = positions[place]!
        var line = [position]
        if let foot = places.foot(place), costs[place]! >= foot.accessCost,
          case .point(let foot) = try meters(.point(foot.position)), foot != position
        {
          line.append(foot)
        }
        let spine = line.count == 1 ? Shape.point(position) : .lineString(line)
        spurs.append(try spine.buffer(AreaPlaces.spur, quadrantSegments: 2))
      }
      shape = try union(spurs + (shape.isEmpty ? [] : [shape]))
    }
    let surplus = zip(unwanted, try inside(shape, unwanted)).filter(\.1).map(\.0)
    if !surplus.isEmpty {
      let holes = try surplus.map { place -> Shape in
        let position = positions[place]!
        let neighbour = wanted.map { planarDistance(position, positions[$0]!) }.min() ?? .infinity
        let street = streets.map { distance(position, to: $0) }.min() ?? .infinity
        // The street beside stays whole, unless the place lies on it.
        let room = min(neighbour / 2, street > 2 * AreaMeasures.ribbon.value ? street * 0.8 : .infinity)
        return try Shape.point(position).buffer(min(AreaPlaces.hole, max(room, 0.02)), quadrantSegments: 2)
      }
      shape = try shape.difference(union(holes))
    }
    return shape
  }

  private func distance(_ place: Coordinate, to line: [Coordinate]) -> Double {
    let box = Box(line)
    let outside = max(box.minX - place.x, place.x - box.maxX, box.minY - place.y, place.y - box.maxY)
    if outside > 1 { return outside }
    return zip(line, line.dropFirst()).map { planarDistance(place, $0.0, $0.1) }.min() ?? .infinity
  }
}
