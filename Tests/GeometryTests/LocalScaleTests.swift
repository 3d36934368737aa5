import Geometry
import Testing

@Suite struct LocalScaleTests {
  /// Expected metres by GeographicLib through pyproj 3.7.2: `Geod(ellps="WGS84").inv(lon1, lat1, lon2, lat2)[2]`.
  @Test(arguments: [
    (103.80, 29.40, 103.81, 29.40, 970.6140180249035),
    (103.80, 29.40, 103.80, 29.41, 1108.424764317085),
    (103.80, 29.40, 103.85, 29.44, 6572.734838229749),
    (-8.61, 41.15, -8.60, 41.16, 1392.0914628468834),
    (1.5, 42.5, 1.58, 42.55, 8605.644803123454),
  ])
  func agreesWithTheGeodesic(lon1: Double, lat1: Double, lon2: Double, lat2: Double, expected: Double) {
    let distance = shortDistance(Coordinate(x: lon1, y: lat1), Coordinate(x: lon2, y: lat2))
    #expect(abs(distance - expected) < expected * 1e-6)
  }
}
