import Geometry
import Testing

@Suite struct ShapeTests {
  @Test func polygonClosesItsRingsAndKeepsThemApart() {
    let square = [(0, 0), (4, 0), (4, 4), (0, 4)].map { Coordinate(x: Double($0.0), y: Double($0.1)) }
    let hole = [(1, 1), (2, 1), (2, 2), (1, 1)].map { Coordinate(x: Double($0.0), y: Double($0.1)) }
    let polygon = Polygon(rings: [square, hole])
    #expect(polygon.ringCount == 2)
    #expect(polygon.ring(0).count == 5)
    #expect(polygon.ring(0).first == polygon.ring(0).last)
    #expect(Array(polygon.ring(1)) == hole)
  }

  @Test func emptyPolygonsAreNone() {
    let nothing = Polygon(rings: [])
    #expect(Shape.polygon(nothing).polygons.isEmpty && Shape.multiPolygon([nothing]).polygons.isEmpty)
  }

  @Test func boxHoldsItsBorderAndNothingElse() {
    let box = Shape.lineString([Coordinate(x: 1, y: 2), Coordinate(x: 3, y: -1)]).box
    #expect(box.contains(Coordinate(x: 3, y: 2)))
    #expect(!box.contains(Coordinate(x: 3.0000001, y: 2)))
    #expect(Box().isEmpty)
    #expect(!Box().contains(Coordinate(x: 0, y: 0)))
  }
}
