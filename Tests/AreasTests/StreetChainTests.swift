import Areas
import Geometry
import Testing

@Suite struct StreetChainTests {
  private func line(_ positions: (Double, Double)...) -> [Coordinate] { positions.map { Coordinate(x: $0.0, y: $0.1) } }

  @Test func straightestGoesFirst() {
    // At (10, 0) one line goes on at 11 degrees, one at 45, one at a right angle.
    let chains = chained([
      line((0, 0), (10, 0)), line((10, 0), (20, 10)), line((10, 0), (20, 2)), line((10, 10), (10, 0)),
    ])
    #expect(Set(chains.map(\.count)) == [2, 3])
    #expect(chains.contains(line((20, 2), (10, 0), (0, 0))) || chains.contains(line((0, 0), (10, 0), (20, 2))))
    // From one to the other of those left it is a turn by 135 degrees.
    #expect(chains.count == 3)
  }

  @Test func aLineIsTurnedWhereTheChainRunsAgainstIt() {
    let chains = chained([line((5, 0), (0, 0)), line((5, 0), (9, 1)), line((12, 1), (9, 1))])
    #expect(chains == [line((12, 1), (9, 1), (5, 0), (0, 0))] || chains == [line((0, 0), (5, 0), (9, 1), (12, 1))])
  }

  @Test func aRightAngleParts() {
    #expect(chained([line((0, 0), (10, 0)), line((10, 0), (10, 10))]).count == 2)
  }

  @Test func aLoopIsOneChainAndEveryLineStandsOnce() {
    let around = [
      line((0, 0), (4, -2)), line((4, -2), (8, 0)), line((8, 0), (8, 3)), line((8, 3), (4, 5)), line((4, 5), (0, 3)),
      line((0, 3), (0, 0)),
    ]
    let chains = chained(around)
    #expect(chains.count == 1)
    #expect(chains[0].count == 7)
    #expect(chains[0].first == chains[0].last)
    #expect(chained([]).isEmpty)
  }
}

@Suite struct SliverTests {
  private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Coordinate] {
    [(west, south), (east, south), (east, north), (west, north), (west, south)].map { Coordinate(x: $0.0, y: $0.1) }
  }

  @Test func onlyThinRingsAndSmallHolesGo() {
    // A hole of 10 x 0.03 m is thin, one of 0.9 x 0.9 m small, one of 1.2 x 1 m stays.
    let ground = box(0, 0, 100, 100)
    let kept = box(40, 40, 41.2, 41)
    let area = Shape.multiPolygon([
      Polygon(rings: [ground, box(10, 10, 20, 10.03), box(30, 30, 30.9, 30.9), kept]),
      Polygon(outer: box(200, 0, 260, 0.03)), Polygon(outer: box(300, 0, 308, 0.1)),
    ])
    #expect(
      area.withoutSlivers(thinnerThan: 0.04, hole: 1)
        == .multiPolygon([Polygon(rings: [ground, kept]), Polygon(outer: box(300, 0, 308, 0.1))]))
    // At the coordinates of a metric system the areas are as small against the numbers.
    let far = area.map { Coordinate(x: $0.x + 500_000, y: $0.y + 4_500_000) }
    #expect(far.withoutSlivers(thinnerThan: 0.04, hole: 1).polygons.map(\.ringCount) == [2, 1])
  }
}
