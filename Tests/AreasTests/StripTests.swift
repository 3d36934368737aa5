import Areas
import Geometry
import Model
import Testing

/// Ground made in strips is the ground made at once.
struct StripTests {
  /// Three towns side by side, so that a strip does not see all of them.
  private static func wide(_ seed: UInt64, isWinding: Bool) -> RandomTown {
    var scene = isWinding ? RandomTown(windingSeed: seed) : RandomTown(seed: seed)
    for step in 1...2 {
      let other = isWinding ? RandomTown(windingSeed: seed + 10_000) : RandomTown(seed: seed + 10_000 * UInt64(step))
      let (east, first) = (Double(step) * (RandomTown.side + 150), scene.town.streets.count)
      func moved(_ lines: [Town.Line]) -> [Town.Line] { lines.map { $0.map { ($0.east + east, $0.north) } } }
      scene.town.streets += moved(other.town.streets)
      scene.town.bridges.formUnion(other.town.bridges.map { $0 + first })
      scene.town.walls += moved(other.town.walls)
      scene.town.lakes += moved(other.town.lakes)
      for site in scene.reached.indices {
        scene.reached[site] += other.reached[site].map {
          ReachedRange(street: $0.street + Int32(first), first: $0.first, last: $0.last)
        }
      }
    }
    return scene
  }

  private struct Border: Hashable {
    var from: GridPoint
    var to: GridPoint
    var left: Int32
    var right: Int32

    /// The same whichever way the edge runs.
    init(_ edge: PartEdge) {
      let isForward = (edge.from.x, edge.from.y) < (edge.to.x, edge.to.y)
      (from, to) = isForward ? (edge.from, edge.to) : (edge.to, edge.from)
      (left, right) = isForward ? (edge.left, edge.right) : (edge.right, edge.left)
    }
  }

  private static func borders(_ territories: Territories) -> [Border: Int] {
    Dictionary(territories.edges.map { (Border($0), 1) }, uniquingKeysWith: +)
  }

  @Test(arguments: [false, true])
  func stripsGiveTheSameGround(isWinding: Bool) {
    for seed in 1...40 as ClosedRange<UInt64> {
      let scene = Self.wide(seed, isWinding: isWinding)
      let one = scene.town.territories()
      let borders = Self.borders(one)
      #expect(borders.count > 100)
      var whole = TerritoryDrawing(one)
      let areas = scene.reached.map { whole.area($0) }
      let grounds = whole.communities(joined(scene.reached), kinds: GroundKind.allCases)
      for count in [2, 3, 7] {
        let several = scene.town.territories(leastInStrip: one.cellCount / count)
        #expect(Self.borders(several) == borders, "seed \(seed), \(count) strips")
        var drawing = TerritoryDrawing(several)
        #expect(scene.reached.map { drawing.area($0) } == areas, "seed \(seed), \(count) strips")
        #expect(
          drawing.communities(joined(scene.reached), kinds: GroundKind.allCases) == grounds,
          "seed \(seed), \(count) strips")
      }
    }
  }

  /// Places 0 … 99 m east: two strips of fifty, four of 25, and never one with fewer than the least.
  @Test func stripsHaveTheirLeastNumberOfPlaces() {
    let places = (0..<100).map { PlanePoint(Double(($0 * 37) % 100), 0) }
    #expect(Strip.bounds(places, least: 101) == [-.infinity, .infinity])
    #expect(Strip.bounds(places, least: 50) == [-.infinity, 50, .infinity])
    #expect(Strip.bounds(places, least: 25) == [-.infinity, 25, 50, 75, .infinity])
    #expect(Strip.bounds(places, least: 1).count == 17)
    #expect(Strip.bounds([], least: 1) == [-.infinity, .infinity])
  }
}
