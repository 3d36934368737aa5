import Geometry
import PROJ
import Testing

/// Values: pyproj 3.7.2 (PROJ 9.5.1), Geod(ellps="WGS84").
@Suite struct GeodesicTests {
  let leshan = Coordinate(longitude: 103.8164, latitude: 29.4072)

  @Test func distanceAndAzimuthsBothWays() throws {
    let path = try Geodesic.wgs84.path(from: leshan, to: Coordinate(longitude: 103.7653, latitude: 29.5521))
    #expect(abs(path.distance - 16808.494946379895) < 1e-6)
    #expect(abs(path.startAzimuth - -17.135912453995186) < 1e-9)
    #expect(abs(path.endAzimuth - (162.83894047867682 - 180)) < 1e-9)
    // A quarter of the equator: a x pi / 2.
    let quarter = try Geodesic.wgs84.distance(Coordinate(x: 0, y: 0), Coordinate(x: 90, y: 0))
    #expect(abs(quarter - 6_378_137 * Double.pi / 2) < 1e-6)
    #expect(try Geodesic.wgs84.distance(leshan, leshan) == 0)
  }

  @Test func destinationIsWherePyprojPutsIt() throws {
    let end = try Geodesic.wgs84.destination(from: leshan, azimuth: 37, distance: 667)
    #expect(abs(end.x - 103.82053612187829) < 1e-12)
    #expect(abs(end.y - 29.41200576056802) < 1e-12)
    let beyond = try Geodesic.wgs84.destination(from: Coordinate(x: 179.9, y: 0), azimuth: 90, distance: 50_000)
    #expect(beyond.x > 180)
  }

  @Test func lengthAddsTheParts() throws {
    let line = [leshan, Coordinate(longitude: 103.82, latitude: 29.41), Coordinate(longitude: 103.9, latitude: 29.3)]
    #expect(abs(try Geodesic.wgs84.length(line) - 14924.367025421829) < 1e-6)
    #expect(try Geodesic.wgs84.length([leshan]) == 0)
    #expect(try Geodesic.wgs84.length([]) == 0)
  }

  @Test func areaTakesHolesOutWhateverTheWinding() throws {
    func ring(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Coordinate] {
      [(west, south), (east, south), (east, north), (west, north)].map { Coordinate(x: $0.0, y: $0.1) }
    }
    let outer = ring(103.8, 29.4, 103.9, 29.5)
    let hole = ring(103.82, 29.42, 103.85, 29.45)
    let expected = 107533308.75791931 - 9679399.434114456
    for rings in [[outer, hole], [outer.reversed(), hole], [outer, hole.reversed()]] {
      #expect(abs(try Geodesic.wgs84.area(Polygon(rings: rings)) - expected) < 1e-3)
    }
    let pair = Shape.multiPolygon([Polygon(outer: outer), Polygon(outer: outer)])
    #expect(abs(try Geodesic.wgs84.area(pair) - 2 * 107533308.75791931) < 1e-3)
    #expect(try Geodesic.wgs84.area(Polygon(rings: [])) == 0)
    #expect(try Geodesic.wgs84.area(.point(leshan)) == 0)
  }

  @Test func everyCornerOfACircleIsAtTheRadius() throws {
    let circle = try geodesicCircle(center: leshan, radius: 667)
    #expect(circle.ringCount == 1)
    #expect(circle.coordinates.count == 65)
    for corner in circle.coordinates { #expect(abs(try Geodesic.wgs84.distance(leshan, corner) - 667) < 1e-6) }
    #expect(abs(try Geodesic.wgs84.area(circle) - 1395415.920219332) < 1e-3)
    // Counter-clockwise from north: the second corner lies to the west.
    #expect(circle.coordinates[0].y > leshan.y)
    #expect(circle.coordinates[1].x < leshan.x)
    // Four corners: north, west, south, east.
    #expect(try geodesicCircle(center: leshan, radius: 667, segments: 4).coordinates.count == 5)
  }

  @Test func aCircleOverTheDateLineIsInOnePiece() throws {
    let circle = try geodesicCircle(center: Coordinate(longitude: 179.999, latitude: -17), radius: 1_000)
    #expect(Box(circle.coordinates).width < 0.02)
  }

  @Test func whatHasNoOutlineIsRefused() {
    let nearPole = Coordinate(longitude: 0, latitude: 89.999)
    #expect(refusal { try geodesicCircle(center: nearPole, radius: 667) }?.code == .outsideDomain)
    for radius in [0, -1] { #expect(refusal { try geodesicCircle(center: leshan, radius: Double(radius)) } != nil) }
    #expect(refusal { try geodesicCircle(center: leshan, radius: .nan) }?.code == .notFinite)
    #expect(refusal { try geodesicCircle(center: Coordinate(x: .nan, y: 0), radius: 1) }?.code == .notFinite)
  }

  @Test func swappedAxesAndNumbersThatAreNoPositionAreRefused() {
    let swapped = Coordinate(x: 29.4072, y: 103.8164)
    #expect(refusal { try Geodesic.wgs84.distance(swapped, swapped) }?.code == .outsideDomain)
    #expect(refusal { try Geodesic.wgs84.length([leshan, Coordinate(x: 1, y: .infinity)]) }?.code == .notFinite)
    #expect(refusal { try Geodesic.wgs84.destination(from: leshan, azimuth: .nan, distance: 1) }?.code == .notFinite)
    #expect(refusal { try Geodesic.wgs84.area(Polygon(outer: [leshan, swapped, leshan])) }?.code == .outsideDomain)
  }
}
