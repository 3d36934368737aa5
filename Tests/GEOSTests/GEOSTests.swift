import GEOS
import Geometry
import Testing

/// A closed rectangle, counter-clockwise from its lower left corner.
func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> [Coordinate] {
  [
    Coordinate(x: minX, y: minY), Coordinate(x: maxX, y: minY), Coordinate(x: maxX, y: maxY),
    Coordinate(x: minX, y: maxY), Coordinate(x: minX, y: minY),
  ]
}

@Suite struct OverlayTests {
  // A 10 x 10 square with a 2 x 2 hole, and a 9 x 5 rectangle that cuts a unit square out of the hole.
  let holed = Shape.polygon(Polygon(rings: [rectangle(0, 0, 10, 10), rectangle(2, 2, 4, 4)]))
  let other = Shape.polygon(Polygon(outer: rectangle(3, 3, 12, 8)))

  @Test func areasOfOverlaysAddUpByHand() throws {
    #expect(try holed.planarArea() == 96)
    #expect(try holed.planarLength() == 48)
    #expect(try holed.intersection(other).planarArea() == 7 * 5 - 1)
    #expect(try holed.difference(other).planarArea() == 96 - 34)
    #expect(try holed.union(other).planarArea() == 96 + 45 - 34)
  }

  @Test func centroidTurnsAwayFromTheHole() throws {
    // (100 * 5 - 4 * 3) / 96 in both axes.
    let centroid = try #require(try holed.centroid())
    #expect(abs(centroid.x - 488.0 / 96) < 1e-12)
    #expect(abs(centroid.y - 488.0 / 96) < 1e-12)
  }
}
