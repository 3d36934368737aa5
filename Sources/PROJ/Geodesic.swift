import CPROJ
import Geometry
import Words

/// Shortest lines on the WGS84 ellipsoid, exact to nanometres at any distance; CGCS2000 differs by less.
///
/// All positions are longitude and latitude in degrees. For street segments `LocalScale` is a hundred times quicker.
/// - Complexity: less than 1 µs per pair.
/// Source: Karney (2013), Algorithms for geodesics, doi:10.1007/s00190-012-0578-z.
package struct Geodesic: Sendable {
  package static let wgs84 = Geodesic(semiMajorAxis: 6_378_137, flattening: 1 / 298.257223563)

  private let ellipsoid: geod_geodesic

  /// - Parameter semiMajorAxis: metres.
  package init(semiMajorAxis: Double, flattening: Double) {
    var ellipsoid = geod_geodesic()
    geod_init(&ellipsoid, semiMajorAxis, flattening)
    self.ellipsoid = ellipsoid
  }

  /// The way from one position to another.
  package struct Path: Hashable, Sendable {
    /// Metres.
    package var distance: Double
    /// Degrees clockwise from north at the start, -180 to 180.
    package var startAzimuth: Double
    /// Degrees clockwise from north at the end, in the direction of travel.
    package var endAzimuth: Double
  }

  /// - Throws: ``PROJError`` `notFinite`, or `outsideDomain` for a latitude beyond 90 degrees.
  package func path(from start: Coordinate, to end: Coordinate) throws(PROJError) -> Path {
    try check(start, Bilingual("起点", "the start"))
    try check(end, Bilingual("终点", "the end"))
    var path = Path(distance: 0, startAzimuth: 0, endAzimuth: 0)
    withUnsafePointer(to: ellipsoid) { ellipsoid in
      geod_inverse(
        ellipsoid, start.y, start.x, end.y, end.x, &path.distance, &path.startAzimuth, &path.endAzimuth)
    }
    return path
  }

  /// Metres between two positions.
  package func distance(_ start: Coordinate, _ end: Coordinate) throws(PROJError) -> Double {
    try path(from: start, to: end).distance
  }

  /// The position reached by going `distance` metres from `start` at `azimuth` degrees clockwise from north.
  ///
  /// - Returns: its longitude is counted on from the start's and may pass 180 degrees.
  package func destination(
    from start: Coordinate, azimuth: Double, distance: Double
  ) throws(PROJError) -> Coordinate {
    try check(start, Bilingual("起点", "the start"))
    guard azimuth.isFinite, distance.isFinite else {
      throw .notFinite(
        Coordinate(x: azimuth, y: distance), Bilingual("方位角和距离", "azimuth and distance"),
        at: Bilingual(same: "geod_gendirect"))
    }
    var end = Coordinate(x: 0, y: 0)
    withUnsafePointer(to: ellipsoid) { ellipsoid in
      _ = geod_gendirect(
        ellipsoid, start.y, start.x, azimuth, UInt32(GEOD_LONG_UNROLL.rawValue), distance, &end.y, &end.x, nil, nil,
        nil, nil, nil, nil)
    }
    return end
  }

  /// Length of a line in metres; 0 for fewer than two positions.
  package func length(_ line: some Collection<Coordinate>) throws(PROJError) -> Double {
    var sum = 0.0
    var previous: Coordinate?
    for coordinate in line {
      if let previous { sum += try distance(previous, coordinate) }
      previous = coordinate
    }
    return sum
  }

  /// Area of a polygon in square metres, holes taken out, whatever the winding.
  package func area(_ polygon: Polygon) throws(PROJError) -> Double {
    var total = 0.0
    for index in 0..<polygon.ringCount {
      let ring = try abs(signedArea(polygon.ring(index)))
      total += index == 0 ? ring : -ring
    }
    return total
  }

  /// Area of all polygons of a shape in square metres; they must not overlap.
  package func area(_ shape: Shape) throws(PROJError) -> Double {
    var total = 0.0
    for polygon in shape.polygons { total += try area(polygon) }
    return total
  }

  private func signedArea(_ ring: ArraySlice<Coordinate>) throws(PROJError) -> Double {
    var state = geod_polygon()
    geod_polygon_init(&state, 0)
    var area = 0.0
    for coordinate in ring.dropLast() { try check(coordinate, Bilingual("面的拐点", "a corner of the polygon")) }
    withUnsafePointer(to: ellipsoid) { ellipsoid in
      // The closing position would count as a corner of its own.
      for coordinate in ring.dropLast() { geod_polygon_addpoint(ellipsoid, &state, coordinate.y, coordinate.x) }
      _ = geod_polygon_compute(ellipsoid, &state, 0, 1, &area, nil)
    }
    return area
  }

  /// The polygon with corners at exactly `radius` metres from the center, counter-clockwise from north.
  ///
  /// It lies inside the true circle by at most radius x (1 - cos(180° / segments)): 0.12 % for 64 segments.
  /// - Parameters:
  ///   - center: longitude and latitude in degrees.
  ///   - radius: metres, above zero.
  ///   - segments: corners, at least 3.
  /// - Returns: longitudes are continuous and pass 180 degrees where the circle does.
  /// - Throws: ``PROJError`` `notFinite`, or `outsideDomain` when the circle reaches a pole or `radius` is not positive.
  package func circle(center: Coordinate, radius: Double, segments: Int = 64) throws(PROJError) -> Polygon {
    precondition(segments >= 3, "segments is \(segments); give at least 3")
    try check(center, Bilingual("圆心", "the center"))
    guard radius.isFinite else {
      throw .notFinite(
        Coordinate(x: radius, y: radius), Bilingual("半径", "the radius"), at: Bilingual("球面圆", "geodesic circle"))
    }
    let toPole = try distance(center, Coordinate(x: center.x, y: center.y < 0 ? -90 : 90))
    guard radius > 0, radius < toPole else {
      throw PROJError(
        code: .outsideDomain,
        message: Bilingual(
          "以（\(center.x)，\(center.y)）为圆心、半径\(radius)米的圆无法用经纬度画出；半径须大于0，且不到达极点",
          "a circle of \(radius) m around (\(center.x), \(center.y)) has no outline in longitude and latitude; "
            + "give a radius above 0 that does not reach the pole"),
        at: Bilingual("球面圆", "geodesic circle"))
    }
    var ring: [Coordinate] = []
    ring.reserveCapacity(segments + 1)
    for index in 0..<segments {
      let azimuth = -360 * Double(index) / Double(segments)
      ring.append(try destination(from: center, azimuth: azimuth, distance: radius))
    }
    return Polygon(outer: ring)
  }

  private func check(_ coordinate: Coordinate, _ part: Bilingual) throws(PROJError) {
    if !coordinate.isFinite { throw .notFinite(coordinate, part, at: Bilingual("球面计算", "geodesic")) }
    guard abs(coordinate.y) <= 90 else {
      throw PROJError(
        code: .outsideDomain,
        message: part
          + Bilingual(
            "的纬度是\(coordinate.y)，超过90度；请对调两轴，或先换算为经纬度",
            " has latitude \(coordinate.y), beyond 90 degrees; swap the axes or transform to degrees first"),
        at: Bilingual("球面计算", "geodesic"))
    }
  }
}

/// See ``Geodesic/circle(center:radius:segments:)``, on WGS84.
package func geodesicCircle(center: Coordinate, radius: Double, segments: Int = 64) throws(PROJError) -> Polygon {
  try Geodesic.wgs84.circle(center: center, radius: radius, segments: segments)
}
