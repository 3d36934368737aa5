import Geometry
import Model

/// Cover sets by straight distance: for each site the demand points at most `radius` away, with the distance in metres.
///
/// Choose it when there are no roads: tables of points, circles of a planning standard.
/// - Parameters:
///   - sites, demand: planar positions in metres, or degrees (longitude first) if `geographic`.
///   - radius: finite, 0 or more. The boundary belongs to it: `distance <= radius`, nothing rounded.
///   - geographic: distances on the WGS84 ellipsoid, by ``shortDistance(_:_:)`` unless `distance` is given; also
///     across the 180th meridian.
///   - distance: metres between two geographic positions, such as an exact geodesic; must not be below 0.99 times
///     ``shortDistance(_:_:)``. Not used for planar positions.
/// - Returns: rows in the order of `sites`.
/// - Throws: ``SitingError`` code `badDistance` when a position is not finite or no valid longitude and latitude, or the
///   radius is negative or not finite.
/// - Complexity: O(sites + demand + pairs log pairs per site) for points spread over an area larger than the circle.
public func coverSets(
  sites: [Coordinate], demand: [Coordinate], radius: Meters, geographic: Bool,
  distance: ((Coordinate, Coordinate) -> Double)? = nil
) throws(SitingError) -> CoverSets {
  guard radius.value >= 0, radius.value.isFinite else {
    throw SitingError(
      code: .badDistance, message: "radius is \(radius.value) m; give a finite length, 0 or more", context: "radius")
  }
  try check(sites, "site", geographic: geographic)
  try check(demand, "demand point", geographic: geographic)
  let reach = geographic ? degrees(of: radius.value, around: sites) : (x: radius.value, y: radius.value)
  let grid = PointGrid(demand, reach: reach)
  var offsets = [0]
  offsets.reserveCapacity(sites.count + 1)
  var points: [Int32] = []
  var costs: [Double] = []
  var near: [(point: Int32, cost: Double)] = []
  for site in sites {
    near.removeAll(keepingCapacity: true)
    // The same place, one turn of the earth to the east and to the west.
    for turn in geographic ? [0, 360, -360] as [Double] : [0] {
      let here = Coordinate(x: site.x + turn, y: site.y)
      grid.forEach(near: here) { point in
        let cost: Double
        if geographic {
          cost = distance?(site, demand[Int(point)]) ?? shortDistance(here, demand[Int(point)])
        } else {
          let dx = demand[Int(point)].x - site.x
          let dy = demand[Int(point)].y - site.y
          cost = (dx * dx + dy * dy).squareRoot()
        }
        if cost <= radius.value { near.append((point, cost)) }
      }
    }
    near.sort { ($0.point, $0.cost) < ($1.point, $1.cost) }
    for (index, entry) in near.enumerated() where index == 0 || near[index - 1].point != entry.point {
      points.append(entry.point)
      costs.append(entry.cost)
    }
    offsets.append(points.count)
  }
  return CoverSets(demandCount: demand.count, offsets: offsets, demand: points, costs: costs)
}

private func check(_ positions: [Coordinate], _ noun: String, geographic: Bool) throws(SitingError) {
  for (index, position) in positions.enumerated() {
    guard position.isFinite else {
      throw SitingError(
        code: .badDistance, message: "\(noun) \(index) is at (\(position.x), \(position.y)); coordinates are finite",
        context: "coordinates")
    }
    if geographic, abs(position.x) > 180 || abs(position.y) > 90 {
      throw SitingError(
        code: .badDistance,
        message:
          "\(noun) \(index) is at longitude \(position.x), latitude \(position.y); give degrees, longitude first",
        context: "coordinates")
    }
  }
}

/// Degrees that surely hold `meters` around every one of the positions.
private func degrees(of meters: Double, around positions: [Coordinate]) -> (x: Double, y: Double) {
  // One hundredth more than needed: the grid only preselects, the distance decides.
  let y = meters * 1.01 / LocalScale(latitude: 0).metersPerDegreeY
  let farthest = positions.reduce(0) { max($0, abs($1.y)) } + y
  guard farthest < 89.9 else { return (360, y) }
  return (min(360, meters * 1.01 / LocalScale(latitude: farthest).metersPerDegreeX), y)
}

/// Points in square cells no smaller than the reach, so that nine cells hold all neighbours.
private struct PointGrid {
  private let box: Box
  private let cell: (x: Double, y: Double)
  private let columns: Int
  private let lines: Int
  private var starts: [Int]
  private var points: [Int32]

  init(_ positions: [Coordinate], reach: (x: Double, y: Double)) {
    box = Box(positions)
    // Never many more cells than points, whatever the radius.
    let side = max(1, Double(positions.count).squareRoot())
    cell = (
      max(reach.x * 1.000001, box.width / side, .leastNormalMagnitude),
      max(reach.y * 1.000001, box.height / side, .leastNormalMagnitude)
    )
    columns = Int(box.width / cell.x) + 1
    lines = Int(box.height / cell.y) + 1
    starts = [Int](repeating: 0, count: columns * lines + 1)
    points = [Int32](repeating: 0, count: positions.count)
    for position in positions { starts[index(of: position) + 1] += 1 }
    starts.countsToStarts()
    var next = starts
    for (point, position) in positions.enumerated() {
      let cell = index(of: position)
      points[next[cell]] = Int32(point)
      next[cell] += 1
    }
  }

  func forEach(near position: Coordinate, _ body: (Int32) -> Void) {
    let column = Self.clamped((position.x - box.minX) / cell.x, columns)
    let line = Self.clamped((position.y - box.minY) / cell.y, lines)
    for y in max(0, line - 1)..<max(0, min(lines, line + 2)) {
      for x in max(0, column - 1)..<max(0, min(columns, column + 2)) {
        let cell = y * columns + x
        for entry in starts[cell]..<starts[cell + 1] { body(points[entry]) }
      }
    }
  }

  private func index(of position: Coordinate) -> Int {
    Self.clamped((position.y - box.minY) / cell.y, lines) * columns
      + Self.clamped((position.x - box.minX) / cell.x, columns)
  }

  /// The cell a position falls in; positions outside the box stand next to it, or farther than any neighbour.
  private static func clamped(_ value: Double, _ count: Int) -> Int {
    Int(min(max(value.rounded(.down), -2), Double(count) + 1))
  }
}
