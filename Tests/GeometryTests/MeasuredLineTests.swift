import Geometry
import Testing

/// Lines along the equator: a degree of longitude is 6378137 π / 180 = 111319.490793 m there.
@Suite struct MeasuredLineTests {
  private static let degree = 111_319.490793
  private static let line = MeasuredLine([0, 0.003, 0.003, 0.01].map { Coordinate(x: $0, y: 0) })

  @Test func placesByMetres() {
    #expect(abs(Self.line.length - 0.01 * Self.degree) < 1e-6)
    for x in [0, 0.001, 0.003, 0.0099, 0.01] {
      #expect(abs(Self.line.position(at: x * Self.degree).x - x) < 1e-12)
    }
    #expect(Self.line.position(at: -5).x == 0 && Self.line.position(at: 1e9).x == 0.01)
  }

  @Test func partsKeepTheVerticesBetween() {
    let part = Self.line.part(from: 0.001 * Self.degree, to: 0.008 * Self.degree)
    #expect(part.count == 4 && part[1].x == 0.003 && part[2].x == 0.003)
    #expect(abs(part[0].x - 0.001) < 1e-12 && abs(part[3].x - 0.008) < 1e-12)
  }

  @Test func aPointAndNothing() {
    let point = MeasuredLine([Coordinate(x: 3, y: 4)])
    #expect(point.length == 0 && point.position(at: 7) == Coordinate(x: 3, y: 4))
    #expect(MeasuredLine([]).length == 0 && MeasuredLine([]).line.isEmpty)
  }
}
