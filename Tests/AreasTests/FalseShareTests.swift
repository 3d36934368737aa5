import Areas
import Geometry
import Testing

struct FalseShareTests {
  private func along(_ west: Double, _ east: Double, at latitude: Double) -> [Coordinate] {
    [Coordinate(x: west, y: latitude), Coordinate(x: east, y: latitude)]
  }

  /// Of 10 reached units 6 are inside, of 4 unreached ones 3.
  @Test func metersOnBothSidesOfTheBorder() {
    let area = Shape.polygon(
      Polygon(outer: [(0.0, 0.0), (6, 0), (6, 2), (0, 2), (0, 0)].map { Coordinate(x: $0.0 / 1000, y: $0.1 / 1000) }))
    let shares = FalseShares(
      area, reached: [along(0, 0.010, at: 0.001)], unreached: [along(0.003, 0.007, at: 0.001)])
    #expect(abs(shares.inside! - 3.0 / 9) < 1e-9)
    #expect(abs(shares.outside! - 4.0 / 10) < 1e-9)
  }

  /// A hole is outside: of 10 units 4 to 7 lie in it.
  @Test func holesAreOutside() {
    let ring = { (west: Double, east: Double, reach: Double) in
      [(west, -reach), (east, -reach), (east, reach), (west, reach), (west, -reach)]
        .map { Coordinate(x: $0.0 / 1000, y: $0.1 / 1000) }
    }
    let area = Shape.polygon(Polygon(rings: [ring(0, 10, 2), ring(4, 7, 1)]))
    let shares = FalseShares(area, reached: [along(0, 0.010, at: 0)], unreached: [])
    #expect(shares.inside == 0)
    #expect(abs(shares.outside! - 0.3) < 1e-9)
  }

  @Test func nothingReachedHasNoShares() {
    let shares = FalseShares(.multiPolygon([]), reached: [], unreached: [along(0, 1, at: 0)])
    #expect(shares.inside == nil && shares.outside == nil)
    // Reached street and no area at all: all of it is outside, and there is nothing inside.
    let none = FalseShares(.multiPolygon([]), reached: [along(0, 0.001, at: 0)], unreached: [])
    #expect(none.inside == nil && none.outside == 1)
  }
}
