import GEOS
import Geometry
import Testing

@Suite struct OverlayTests {
  // A 10 x 10 square with a 2 x 2 hole, and a 9 x 5 rectangle that takes a unit square of the hole.
  let holed = Shape.polygon(Polygon(rings: [rectangle(0, 0, 10, 10), rectangle(2, 2, 4, 4)]))
  let other = Shape.polygon(Polygon(outer: rectangle(3, 3, 12, 8)))

  @Test func areasOfOverlaysAddUpByHand() throws {
    #expect(try holed.planarArea() == 96)
    #expect(try holed.planarLength() == 48)
    #expect(try holed.intersection(other).planarArea() == 7 * 5 - 1)
    #expect(try holed.difference(other).planarArea() == 96 - 34)
    #expect(try holed.union(other).planarArea() == 96 + 45 - 34)
    #expect(try union([holed, other, other]).planarArea() == 107)
  }

  @Test func centroidTurnsAwayFromTheHole() throws {
    // (100 * 5 - 4 * 3) / 96 in both axes.
    let centroid = try #require(try holed.centroid())
    #expect(abs(centroid.x - 488.0 / 96) < 1e-12)
    #expect(abs(centroid.y - 488.0 / 96) < 1e-12)
  }

  @Test func aPointOnTheSurfaceIsInsideEvenOfACrescent() throws {
    let crescent = try Shape.polygon(Polygon(outer: rectangle(0, 0, 10, 10)))
      .difference(.polygon(Polygon(outer: rectangle(1, 1, 10, 9))))
    let centroid = try #require(try crescent.centroid())
    let inside = try #require(try crescent.pointOnSurface())
    #expect(try !crescent.contains(.point(centroid)))
    #expect(try crescent.contains(.point(inside)))
  }

  @Test func predicatesTreatTheBorderAsDocumented() throws {
    let border = Shape.point(Coordinate(x: 10, y: 5))
    #expect(try holed.intersects(border))
    #expect(try !holed.contains(border))
    #expect(try holed.contains(.point(Coordinate(x: 9, y: 5))))
    #expect(try !holed.intersects(.point(Coordinate(x: 3, y: 3))))
    #expect(try !holed.intersects(.point(Coordinate(x: 10.0001, y: 5))))
  }

  @Test func equalityIgnoresWhereARingStarts() throws {
    let turned = Shape.polygon(Polygon(outer: coordinates((9, 9), (0, 9), (0, 0), (4, 0), (9, 0), (9, 9))))
    #expect(try turned.equals(.polygon(Polygon(outer: rectangle(0, 0, 9, 9)))))
    #expect(try !turned.equals(.polygon(Polygon(outer: rectangle(0, 0, 9, 8)))))
  }

  @Test func distanceIsEuclideanAndUnknownForEmptyShapes() throws {
    // From the corner (10, 10): 3 right, 4 up.
    #expect(try holed.planarDistance(to: .point(Coordinate(x: 13, y: 14))) == 5)
    #expect(try holed.planarDistance(to: other) == 0)
    #expect(try holed.planarDistance(to: .collection([])) == nil)
    #expect(try Shape.lineString([]).planarDistance(to: holed) == nil)
  }

  @Test(arguments: [(8, 312.14451522580526), (16, 313.6548490545941)])
  func circlesAreInscribedPolygons(_ segments: Int, _ area: Double) throws {
    // shapely 2.2.0 (GEOS 3.14.1); by hand 4q triangles of 100 sin(90° / q) / 2.
    let circle = try Shape.point(Coordinate(x: 0, y: 0)).buffer(10, quadrantSegments: segments)
    #expect(abs(try circle.planarArea() - area) < 1e-9)
  }

  @Test func lineBuffersAndShrunkPolygonsMatchShapely() throws {
    // shapely 2.2.0 (GEOS 3.14.1).
    let line = Shape.lineString(coordinates((0, 0), (30, 40), (30, 100)))
    #expect(abs(try line.buffer(5, quadrantSegments: 4).planarArea() - 1176.1090472901055) < 1e-6)
    #expect(try Shape.polygon(Polygon(outer: rectangle(0, 0, 10, 10))).buffer(-2).planarArea() == 36)
    #expect(try Shape.polygon(Polygon(outer: rectangle(0, 0, 10, 10))).buffer(-6).isEmpty)
  }

  @Test(arguments: [Double.nan, .infinity])
  func distancesThatAreNoNumberAreRefused(_ bad: Double) {
    #expect(refusal { try holed.buffer(bad) } != nil)
    #expect(refusal { try holed.snapped(toGrid: bad) } != nil)
    #expect(refusal { try holed.simplified(tolerance: bad) } != nil)
    #expect(refusal { try unionOfBuffers([holed], radius: bad) } != nil)
  }

  @Test func simplificationKeepsEndsAndRings() throws {
    // shapely 2.2.0 (GEOS 3.14.1), preserve_topology=True.
    let line = coordinates(
      (0, 0), (1, 0.1), (2, -0.1), (3, 5), (4, 6), (5, 7), (6, 8.1), (7, 9), (8, 9), (9, 9))
    let simplified = try Shape.lineString(line).simplified(tolerance: 1)
    #expect(simplified == .lineString(coordinates((0, 0), (2, -0.1), (3, 5), (7, 9), (9, 9))))
    let ring = try Shape.polygon(Polygon(outer: rectangle(0, 0, 1, 1))).simplified(tolerance: 100)
    #expect(ring.polygons.first?.coordinates.count ?? 0 >= 4)
  }

  @Test func snappingRefusesInvalidInput() throws {
    let crossing = Shape.polygon(Polygon(outer: coordinates((0, 0), (10, 10), (10, 0), (0, 10), (-5, 5))))
    let error = try #require(refusal { try crossing.snapped(toGrid: 1) })
    #expect(error.context == "GEOSGeom_setPrecision_r")
  }

  @Test func tenThousandBuffersDissolveAtOnce() throws {
    let centers = (0..<10_000).map { Shape.point(Coordinate(x: Double($0 % 100), y: Double($0 / 100))) }
    // Radius 0.4 keeps the circles apart: by hand 10,000 x 16 x 0.16 x sin(11.25°).
    let apart = try unionOfBuffers(centers, radius: 0.4)
    #expect(apart.polygons.count == 10_000)
    #expect(abs(try apart.planarArea() - 4994.312243612886) < 1e-6)
    // Radius 0.75 closes every gap: shapely 2.2.0 (GEOS 3.14.1).
    let together = try unionOfBuffers(centers, radius: 0.75)
    #expect(together.polygons.count == 1)
    #expect(together.polygons.first?.ringCount == 1)
    #expect(abs(try together.planarArea() - 10074.918042043158) < 1e-6)
    #expect(try union(centers.map { center throws in try center.buffer(0.75) }).equals(together))
  }

  /// Two lines of 10 cross and a third lies apart: by hand 2 x 20 - 4 and 20 square units.
  @Test func theBufferOfManyLinesIsOneUnion() throws {
    let lines = [
      coordinates((0, 0), (10, 0)), coordinates((5, -5), (5, 5)), coordinates((0, 20), (10, 20)),
    ]
    let together = try GeometryHandle(bufferOf: lines, radius: 1, quadrantSegments: 2, caps: .flat).shape()
    #expect(try together.isValid())
    #expect(together.polygons.count == 2)
    #expect(try abs(together.planarArea() - 56) < 1e-9)
    #expect(try GeometryHandle(bufferOf: [], radius: 1).shape().isEmpty)
  }

  @Test func unionOfNothingIsEmpty() throws {
    #expect(try union([]).isEmpty)
    #expect(try unionOfBuffers([], radius: 1).isEmpty)
    #expect(try union([.polygon(Polygon(rings: [])), holed]).planarArea() == 96)
  }
}
