import GEOS
import Geometry
import Testing

@Suite struct RFC7946Tests {
  @Test func overlayWindsClockwiseAndTheResultIsTurned() throws {
    let square = Shape.polygon(Polygon(outer: rectangle(0, 0, 10, 10)))
    let ring = try square.difference(.polygon(Polygon(outer: rectangle(2, 2, 4, 4))))
    // GEOS's overlay turns exteriors clockwise, against the right-hand rule.
    let raw = try #require(ring.polygons.first)
    #expect(doubledArea(raw.ring(0)) == -200)
    #expect(doubledArea(raw.ring(1)) == 8)
    for turned in [try oriented(ring), try rfc7946(ring)] {
      let polygon = try #require(turned.polygons.first)
      #expect(doubledArea(polygon.ring(0)) == 200)
      #expect(doubledArea(polygon.ring(1)) == -8)
    }
  }

  @Test func orientingKeepsEverythingButTheWinding() throws {
    let clockwise = Shape.collection([
      .lineString(coordinates((3, 3), (0, 0))),
      .polygon(Polygon(rings: [rectangle(0, 0, 9, 9).reversed(), rectangle(1, 1, 2, 2)])),
    ])
    #expect(
      try oriented(clockwise)
        == .collection([
          .lineString(coordinates((3, 3), (0, 0))),
          .polygon(Polygon(rings: [rectangle(0, 0, 9, 9), rectangle(1, 1, 2, 2).reversed()])),
        ]))
    #expect(try oriented(try oriented(clockwise)) == oriented(clockwise))
  }

  @Test func coordinatesHaveSevenDecimals() throws {
    let point = try rfc7946(.point(Coordinate(longitude: 103.81641234567, latitude: 29.40729876543)))
    #expect(point == .point(Coordinate(x: 103.8164123, y: 29.4072988)))
  }

  @Test func linesMayCrossThemselves() throws {
    let line = Shape.lineString(coordinates((0, 0), (10, 10), (10, 0), (0, 10)))
    #expect(try rfc7946(line) == line)
  }

  @Test func aBowTieIsWrittenAsTwoValidPolygons() throws {
    let written = try rfc7946(bowTie)
    #expect(try written.isValid())
    #expect(try written.planarArea() == 50)
    #expect(written.polygons.map { doubledArea($0.ring(0)) } == [50, 50])
  }

  @Test func whatCollapsesIsDropped() throws {
    let speck = rectangle(0, 0, 4e-8, 4e-8)
    let square = rectangle(1, 1, 2, 2)
    #expect(try rfc7946(.polygon(Polygon(outer: speck))).isEmpty)
    #expect(try rfc7946(.multiPolygon([Polygon(outer: speck), Polygon(outer: square)])).polygons.count == 1)
    #expect(
      try rfc7946(.polygon(Polygon(rings: [square, rectangle(1.5, 1.5, 1.50000002, 1.50000002)])))
        .polygons.first?.ringCount == 1)
    #expect(try rfc7946(.lineString(coordinates((5, 5), (5.00000001, 5)))).isEmpty)
    #expect(try rfc7946(.polygon(Polygon(outer: coordinates((0, 0), (1, 1), (2, 2))))).isEmpty)
    // Rings and lines too short for GEOS to build at all.
    #expect(try rfc7946(.lineString(coordinates((5, 5)))).isEmpty)
    let short = coordinates((1.2, 1.2), (1.3, 1.3), (1.2, 1.2))
    #expect(try rfc7946(.polygon(Polygon(rings: [square, short]))).polygons.first?.ringCount == 1)
    #expect(try rfc7946(.multiPolygon([Polygon(rings: [short]), Polygon(outer: square)])).polygons.count == 1)
  }

  /// A square with a notch narrower than a step of the grid: rounding alone would lay its sides upon each other.
  @Test func whatTouchesItselfAfterRoundingIsMended() throws {
    let notched = coordinates(
      (0, 0), (1, 0), (1, 1), (0.50000001, 1), (0.50000001, 0.5), (0.49999999, 0.5), (0.49999999, 1), (0, 1), (0, 0))
    let written = try rfc7946(.polygon(Polygon(outer: notched)))
    #expect(try written.isValid())
    #expect(try abs(written.planarArea() - 1) < 1e-7)
  }

  @Test func aPolygonKeepsItsCornersRounded() throws {
    let ring = coordinates((0, 0), (1.00000004, 0), (1, 0.99999996), (0.3333333333, 0.6666666667), (0, 0))
    #expect(
      try rfc7946(.polygon(Polygon(outer: ring)))
        == .polygon(Polygon(outer: coordinates((0, 0), (1, 0), (1, 1), (0.3333333, 0.6666667), (0, 0)))))
  }

  @Test func randomStarsStayValidOnTheGridAndKeepTheirArea() throws {
    for seed in UInt64(0)..<300 {
      var random = SplitMix64(seed: seed)
      // A few metres wide, so that the grid matters, and often crossing themselves.
      let center = Coordinate(longitude: 103.8, latitude: 29.4)
      let ring = (0..<Int.random(in: 3...24, using: &random)).map { _ in
        Coordinate(
          x: center.x + Double.random(in: -2e-6...2e-6, using: &random),
          y: center.y + Double.random(in: -2e-6...2e-6, using: &random))
      }
      let written = try rfc7946(.polygon(Polygon(outer: ring)))
      #expect(try written.isValid(), "seed \(seed)")
      #expect(try rfc7946(written).equals(written), "seed \(seed)")
      written.forEachCoordinate { coordinate in
        #expect((coordinate.x * 1e7).rounded() / 1e7 == coordinate.x, "seed \(seed)")
        #expect((coordinate.y * 1e7).rounded() / 1e7 == coordinate.y, "seed \(seed)")
      }
      for polygon in written.polygons {
        // Relative to the center, where the cross products of the small rings are exact enough to have a sign.
        let rings = polygon.rings.map { $0.map { Coordinate(x: $0.x - center.x, y: $0.y - center.y) } }
        #expect(doubledArea(rings[0]) > 0, "seed \(seed)")
        for hole in rings.dropFirst() { #expect(doubledArea(hole) < 0, "seed \(seed)") }
      }
      let exact = try Shape.polygon(Polygon(outer: ring)).repaired().shape.planarArea()
      let snapped = try written.planarArea()
      // No vertex moves by more than half a grid step in each axis.
      let perimeter = try Shape.polygon(Polygon(outer: ring)).planarLength()
      #expect(abs(exact - snapped) <= perimeter * 1e-7, "seed \(seed)")
    }
  }

  @Test func numbersThatAreNoPositionAreRefused() {
    #expect(refusal { try rfc7946(.point(Coordinate(x: .nan, y: 0))) } != nil)
  }
}
