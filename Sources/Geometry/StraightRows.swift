/// For each site the points within a straight distance: rows one behind the other, each by rising point.
package struct StraightRows {
  /// One more than there are sites.
  package private(set) var offsets = [0]
  package private(set) var points: [Int32] = []
  /// Metres, one for each entry of `points`.
  package private(set) var meters: [Double] = []

  /// - Parameters:
  ///   - sites, points: planar positions in metres, or degrees (longitude first) if `geographic`; by
  ///     ``unusablePosition(_:_:geographic:)``.
  ///   - radius: metres, 0 or more; the boundary belongs to it. Infinite for every pair.
  ///   - distance: metres between two geographic positions; not below 0.99 times ``shortDistance(_:_:)``.
  /// - Complexity: O(sites + points + pairs log pairs per site) for points spread over an area larger than the circle.
  package init(
    sites: [Coordinate], points all: [Coordinate], radius: Double, geographic: Bool,
    distance: ((Coordinate, Coordinate) -> Double)? = nil
  ) {
    let reach = geographic ? Self.degrees(of: radius, around: sites) : (x: radius, y: radius)
    let grid = PointGrid(all, reach: reach)
    offsets.reserveCapacity(sites.count + 1)
    var near: [(point: Int32, meters: Double)] = []
    for site in sites {
      near.removeAll(keepingCapacity: true)
      // The same place, one turn of the earth to the east and to the west.
      for turn in geographic ? [0, 360, -360] as [Double] : [0] {
        let here = Coordinate(x: site.x + turn, y: site.y)
        grid.forEach(near: here) { point in
          let meters: Double
          if geographic {
            meters = distance?(site, all[Int(point)]) ?? shortDistance(here, all[Int(point)])
          } else {
            let dx = all[Int(point)].x - site.x
            let dy = all[Int(point)].y - site.y
            meters = (dx * dx + dy * dy).squareRoot()
          }
          if meters <= radius { near.append((point, meters)) }
        }
      }
      near.sort { ($0.point, $0.meters) < ($1.point, $1.meters) }
      for (index, entry) in near.enumerated() where index == 0 || near[index - 1].point != entry.point {
        points.append(entry.point)
        meters.append(entry.meters)
      }
      offsets.append(points.count)
    }
  }

  /// The points of a row, rising.
  package func points(of site: Int) -> ArraySlice<Int32> { points[offsets[site]..<offsets[site + 1]] }

  /// Their distances.
  package func meters(of site: Int) -> ArraySlice<Double> { meters[offsets[site]..<offsets[site + 1]] }

  /// Degrees that surely hold `meters` around every one of the positions.
  private static func degrees(of meters: Double, around positions: [Coordinate]) -> (x: Double, y: Double) {
    // One hundredth more than needed: the grid only preselects, the distance decides.
    let y = meters * 1.01 / LocalScale(latitude: 0).metersPerDegreeY
    let farthest = positions.reduce(0) { max($0, abs($1.y)) } + y
    guard farthest < 89.9 else { return (360, y) }
    return (min(360, meters * 1.01 / LocalScale(latitude: farthest).metersPerDegreeX), y)
  }
}
