import GEOS
import Geometry
import Testing

@Suite struct ConversionTests {
  @Test(arguments: everyType) func shapesComeBackAsTheyWent(_ shape: Shape) throws {
    #expect(try GeometryHandle(shape).shape() == shape)
  }

  @Test(arguments: [
    Shape.multiPoint([]), .lineString([]), .multiLineString([]), .polygon(Polygon(rings: [])), .multiPolygon([]),
    .collection([]),
  ])
  func emptyShapesKeepTheirType(_ shape: Shape) throws {
    let handle = try GeometryHandle(shape)
    #expect(try handle.isEmpty())
    #expect(try handle.shape() == shape)
    #expect(try handle.shape(orientingRings: true) == shape)
    #expect(try handle.area() == 0)
    #expect(try handle.length() == 0)
    #expect(try handle.isValid())
    #expect(try handle.centroid() == nil)
    #expect(try handle.pointOnSurface() == nil)
    #expect(try rfc7946(shape).isEmpty)
  }

  @Test func anEmptyPointHasNoPosition() throws {
    #expect(try Shape(wkt: "POINT EMPTY") == .multiPoint([]))
  }

  @Test func heightsAreDropped() throws {
    #expect(try Shape(wkt: "LINESTRING Z (0 0 7, 1 2 8)") == .lineString(coordinates((0, 0), (1, 2))))
    #expect(try Shape(wkt: "POINT ZM (1 2 3 4)") == .point(Coordinate(x: 1, y: 2)))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func numbersThatAreNoPositionAreRefusedWithTheirPlace(_ bad: Double) throws {
    let hole = coordinates((1, 1), (2, 1), (bad, 2), (1, 1))
    let polygon = Polygon(rings: [rectangle(0, 0, 9, 9), hole])
    let shape = Shape.collection([.point(Coordinate(x: 0, y: 0)), .multiPolygon([polygon])])
    let error = try #require(refusal { try GeometryHandle(shape) })
    #expect(error.code == .notFinite)
    #expect(error.context == "shape 1, position 2 of ring 1 of polygon 0")
    #expect(error.place.chinese == "图形1，面0的环1的点2")
    #expect(refusal { try GeometryHandle(.point(Coordinate(x: 0, y: bad))) } != nil)
    #expect(refusal { try GeometryHandle(.lineString(coordinates((0, 0), (0, bad)))) } != nil)
    #expect(refusal { try GeometryHandle(Box(minX: 0, minY: bad, maxX: 1, maxY: 1)) } != nil)
  }

  @Test func aRingOfOnePositionIsRefusedInGEOSsWords() throws {
    let flat = Polygon(rings: [rectangle(0, 0, 9, 9), coordinates((1, 1))])
    let error = try #require(refusal { try GeometryHandle(.polygon(flat)) })
    #expect(error.code == .malformed)
    #expect(error.message.contains("ring 1 of polygon has 1 positions"))
    #expect(error.message.contains("IllegalArgumentException: point array must contain 0 or >1 elements"))
    #expect(error.told.chinese.hasPrefix("面的环1有1个点；一个环至少要有4个，且首尾相同；IllegalArgumentException"))
    #expect(error.told.chinese.hasSuffix("（面的环1）"))
  }

  @Test func aRingOfThreePositionsIsInvalidAndHasNoWinding() throws {
    let flat = Shape.polygon(Polygon(outer: coordinates((1, 1), (2, 2))))
    #expect(try flat.invalidity()?.reason == "Too few points in geometry component")
    #expect(try oriented(flat) == flat)
    #expect(try flat.repaired().shape.isEmpty)
  }

  @Test func aLineOfOnePositionIsRefused() throws {
    let error = try #require(
      refusal { try GeometryHandle(.multiLineString([coordinates((0, 0), (1, 1)), coordinates((5, 5))])) })
    #expect(error.code == .malformed)
    #expect(error.context == "line 1")
  }

  @Test func boxesMayBeFlat() throws {
    #expect(try GeometryHandle(Box(minX: 1, minY: 2, maxX: 4, maxY: 6)).area() == 12)
    #expect(try GeometryHandle(Box(minX: 1, minY: 2, maxX: 4, maxY: 2)).length() == 3)
    #expect(try GeometryHandle(Box([Coordinate(x: 1, y: 2)])).shape() == .point(Coordinate(x: 1, y: 2)))
    #expect(try GeometryHandle(Box()).isEmpty())
  }
}
