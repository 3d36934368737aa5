import Geometry
import Testing

@Suite struct ConvexHullTests {
  /// The middle of a side and what lies inside are left out; places on one line have no hull.
  @Test func hulls() {
    func at(_ x: Double, _ y: Double) -> Coordinate { Coordinate(x: x, y: y) }
    let ring = convexHull([at(0, 0), at(2, 2), at(1, 1), at(0, 2), at(1, 0), at(2, 0), at(0, 0)])
    #expect(ring == [at(0, 0), at(2, 0), at(2, 2), at(0, 2)])
    #expect(convexHull([at(0, 0), at(1, 1), at(2, 2)]) == nil)
    #expect(convexHull([]) == nil)
  }
}
