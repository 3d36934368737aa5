import Geometry
import Testing

struct ObstacleTests {
  private func place(_ x: Double, _ y: Double) -> Coordinate { Coordinate(x: x, y: y) }

  @Test func crossingIsStrictAtTheEndsAndNotAtCorners() {
    let wall = Obstacles([.lineString([place(0, 0), place(100, 0), place(100, 100)])])
    for (a, b, isCrossed) in [
      (place(50, -10), place(50, 10), true), (place(50, -10), place(50, 0), false),
      (place(50, 10), place(60, 20), false), (place(90, 10), place(110, -10), true),
      (place(50, -10), place(150, 50), true), (place(99, 50), place(101, 50), true),
      (place(-10, 5), place(-10, -5), false), (place(50, -10), place(150, -5), false),
    ] {
      #expect(wall.cross(a, b) == isCrossed, "\(a) \(b)")
      #expect(wall.cross(b, a) == isCrossed, "\(b) \(a)")
    }
    #expect(!Obstacles([]).cross(place(0, 0), place(1, 1)))
    let ring = Obstacles([
      .polygon(
        Polygon(rings: [
          [place(0, 0), place(100, 0), place(100, 100), place(0, 100)],
          [place(40, 40), place(60, 40), place(60, 60), place(40, 60)],
        ]))
    ])
    #expect(ring.contain(place(20, 20)) && !ring.contain(place(50, 50)) && !ring.contain(place(120, 50)))
  }
}
