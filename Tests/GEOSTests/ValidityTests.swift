import GEOS
import Geometry
import Testing

@Suite struct ValidityTests {
  @Test func aBowTieBecomesItsTwoLobesAndSaysSo() throws {
    #expect(try !bowTie.isValid())
    let (shape, repair) = try bowTie.repaired()
    let report = try #require(repair)
    #expect(report.invalidity.reason == "Self-intersection")
    #expect(report.invalidity.location == Coordinate(x: 5, y: 5))
    #expect([report.typeBefore, report.typeAfter] == ["Polygon", "MultiPolygon"])
    #expect([report.areaBefore, report.areaAfter] == [0, 50])
    #expect([report.polygonsBefore, report.polygonsAfter] == [1, 2])
    #expect([report.coordinatesBefore, report.coordinatesAfter] == [5, 8])
    #expect(try shape.isValid())
    #expect(try shape.planarArea() == 50)
  }

  @Test func aValidShapeIsLeftAlone() throws {
    let square = Shape.polygon(Polygon(outer: rectangle(0, 0, 2, 2)))
    let (shape, repair) = try square.repaired()
    #expect(shape == square)
    #expect(repair == nil)
    #expect(try square.invalidity() == nil)
  }

  struct Defect: Sendable {
    var reason: String
    var locations: [Coordinate]
    var shape: Shape
    var areaAfter: Double
  }

  // Areas and places by hand: where there are several, versions of GEOS differ in which they name.
  @Test(arguments: [
    Defect(
      reason: "Hole lies outside shell", locations: [Coordinate(x: 20, y: 20)],
      shape: .polygon(Polygon(rings: [rectangle(0, 0, 10, 10), rectangle(20, 20, 21, 21)])), areaAfter: 100),
    Defect(
      reason: "Self-intersection", locations: coordinates((3, 4), (4, 3)),
      shape: .polygon(Polygon(rings: [rectangle(0, 0, 10, 10), rectangle(2, 2, 4, 4), rectangle(3, 3, 5, 5)])),
      areaAfter: 100 - 7),
    Defect(
      reason: "Self-intersection", locations: coordinates((5, 10), (10, 5)),
      shape: .multiPolygon([Polygon(outer: rectangle(0, 0, 10, 10)), Polygon(outer: rectangle(5, 5, 15, 15))]),
      areaAfter: 175),
    Defect(
      reason: "Self-intersection", locations: coordinates((10, 0), (5, 0)),
      shape: .polygon(
        Polygon(outer: coordinates((0, 0), (10, 0), (5, 0), (10, 0), (10, 10), (0, 10)))), areaAfter: 100),
    Defect(
      reason: "Self-intersection", locations: coordinates((1, 1), (0, 0), (2, 2)),
      shape: .polygon(Polygon(outer: coordinates((0, 0), (1, 1), (2, 2)))), areaAfter: 0),
  ])
  func defectsAreNamedPlacedAndMended(_ defect: Defect) throws {
    let invalidity = try #require(try defect.shape.invalidity())
    #expect(invalidity.reason == defect.reason)
    #expect(defect.locations.contains { $0 == invalidity.location })
    let (shape, repair) = try defect.shape.repaired()
    #expect(try shape.isValid())
    #expect(try shape.planarArea() == defect.areaAfter)
    #expect(repair?.areaAfter == defect.areaAfter)
    #expect(repair?.invalidity == invalidity)
  }
}
