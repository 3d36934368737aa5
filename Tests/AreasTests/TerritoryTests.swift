import Areas
import GEOS
import Geometry
import Model
import Testing

/// Ground by hand: each place belongs to the street that is nearest to it.
struct TerritoryTests {
  /// 990 m of street, samples 19.8 m apart: chords √(100² - 9.9²) = 99.51 m to both sides, rounds of corners every 15° at
  /// the most around the ends.
  @Test func oneStreet() throws {
    var town = Town(streets: [[(-495, 0), (495, 0)]])
    let side = 2000.0
    town.communities = [[Polygon(outer: Town.ring([(-side, -side), (side, -side), (side, side), (-side, side)]))], []]
    var drawing = TerritoryDrawing(town.territories())
    let half = drawing.communities([town.range(0, 0, 490)], kinds: GroundKind.allCases)
    let all = drawing.communities([town.whole(0)], kinds: GroundKind.allCases)
    // 990 x 199.02 m², and a disc: with corners every 15° 31,058 m², a whole one 31,416 m².
    let (least, most) = (197_030.0 + 31_000, 197_030.0 + 31_420)
    #expect(all[0][0].squareKilometers * 1e6 > least && all[0][0].squareKilometers * 1e6 < most)
    #expect(all[1][0].shape.isEmpty && all[0][1].shape.isEmpty && all[2][1].shape.isEmpty)
    #expect(abs((all[0][0].squareKilometers + all[2][0].squareKilometers) / (side * side * 4e-6) - 1) < 1e-3)
    // The half that is reached ends 5 m west of the middle, in a cell from -9.9 to 9.9.
    let served = half[0][0].squareKilometers * 1e6
    let gap = half[1][0].squareKilometers * 1e6
    #expect(abs(served + gap - all[0][0].squareKilometers * 1e6) < 1)
    // The cut runs from (-9.9, ±99.51) to (-5, 0): a triangle of 4.9 m x 99.51 m of the cell's 19.8 m x 199.02 m is served.
    #expect(abs((gap - served) - (19.8 * 199.02 - 2 * 4.9 * 99.51)) < 5)
    #expect(half[2][0] == all[2][0])
  }

  /// Two streets that cross without a junction: each has the ground to its two sides, as far as the diagonals.
  @Test func crossingWithoutJunction() throws {
    let town = Town(streets: [[(-200, 0), (200, 0)], [(0, -200), (0, 200)]])
    let area = town.area([town.whole(0)])
    for east in [0.5, 2, 5, 20, 60, 190] {
      for sign in [-1.0, 1] {
        #expect(try area.holds(sign * east, 0) && !area.holds(0, sign * east))
        guard east < 100 else { continue }
        #expect(try area.holds(sign * east, east * 0.8) && !area.holds(sign * east * 0.8, east))
      }
    }
    #expect(area.shares.inside == 0 && area.shares.outside == 0)
  }

  @Test(arguments: [0.6, 3, 12, 60])
  func parallelStreets(apart: Double) throws {
    let town = Town(streets: [[(0, 0), (300, 0)], [(0, apart), (300, apart)]])
    let (south, north) = (town.area([town.whole(0)]), town.area([town.whole(1)]))
    for east in stride(from: 1.0, to: 300, by: 7) {
      let (below, above) = (apart / 2 * 0.9, apart / 2 * 1.1)
      #expect(try south.holds(east, below) && !south.holds(east, above))
      #expect(try north.holds(east, above) && !north.holds(east, below))
    }
    #expect(try south.holds(150, -98) && !south.holds(150, apart + 50) && north.holds(150, apart + 98))
  }

  /// A river from 10 to 40 m north, a bridge 2.5 m from whose middle the water begins. The bridge is reached as far as its
  /// middle at 25 m.
  @Test func bridgeOverARiver() throws {
    var town = Town(streets: [
      [(-200, 0), (0, 0)], [(0, 0), (200, 0)], [(0, 0), (0, 50)], [(-200, 50), (0, 50), (200, 50)],
    ])
    town.bridges = [2]
    town.lakes = [[(-400, 10), (400, 10), (400, 40), (-400, 40)]]
    let area = town.area([town.whole(0), town.whole(1), town.range(2, 0, 25)])
    #expect(try area.holds(0, 24.9) && !area.holds(0, 25.1) && area.holds(1, 20) && !area.holds(2, 20))
    for east in [-150.0, -50, 50, 150] {
      #expect(try area.holds(east, 9.9) && !area.holds(east, 10.1) && !area.holds(east, 25) && !area.holds(east, 50))
    }
    let all = town.area(town.streets.indices.map { town.whole($0) })
    #expect(try all.holds(0, 30) && all.holds(0, 45) && all.holds(100, 40.1) && !all.holds(100, 39.9))
    #expect(all.shape.polygons.count == 1)
  }

  /// An island in a lake, on it a street that is not reached: from shore to shore nothing belongs to any street.
  @Test func island() throws {
    var town = Town(streets: [[(-200, -60), (200, -60)], [(-20, 0), (20, 0)]])
    town.walls = [[(-30, -8), (30, -8), (30, 8), (-30, 8), (-30, -8)], [(-150, -40), (150, -40)]]
    let mainland = town.area([town.whole(0)])
    let island = town.area([town.whole(1)])
    #expect(try mainland.holds(0, -41) && !mainland.holds(0, -39) && !mainland.holds(0, 0))
    #expect(try island.holds(0, 7.9) && !island.holds(0, 8.1) && island.holds(0, -7.9) && !island.holds(0, -8.1))
    #expect(try !island.holds(0, -20) && !island.holds(32, 0))
  }

  @Test func deadEnd() throws {
    let town = Town(streets: [[(0, 0), (100, 0)], [(0, 0), (0, 100)]])
    let area = town.area([town.range(0, 50.5, 100)])
    #expect(try area.holds(199, 0) && !area.holds(200.1, 0) && area.holds(51, 0) && !area.holds(50, 0))
  }

  /// There and back at a sharp angle, reached on the way there only.
  @Test func sharpBend() throws {
    let town = Town(streets: [[(0, 0), (100, 0), (0, 20)]])
    let area = town.area([town.range(0, 0, 85)])
    #expect(try area.holds(84.9, 0) && !area.holds(85.1, 0) && !area.holds(95, 0) && !area.holds(95, 1))
    for east in [5.0, 30, 60, 80] {
      // The second way is 0.2 m a metre farther north; the middle is half of the angle.
      let far = (100 - east) * 0.2
      #expect(try area.holds(east, far * 0.4) && !area.holds(east, far * 0.6) && !area.holds(east, far))
    }
  }

  /// Once around a block of 100 m, reached for its first 150 m.
  @Test func loopStreet() throws {
    let town = Town(streets: [[(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]])
    let area = town.area([town.range(0, 0, 150)])
    #expect(try area.holds(100, 49.9) && !area.holds(100, 50.1) && !area.holds(0, 50) && !area.holds(50, 100))
    #expect(try area.holds(50, 45) && area.holds(1, 0) && !area.holds(0, 1) && area.holds(50, -95))
    let whole = town.area([town.whole(0)])
    #expect(try whole.holds(50, 50) && whole.holds(0, 0) && whole.shape.polygons.map(\.ringCount) == [1])
  }

  /// Five centimetres of street: a round of 24 corners, 12 x 100² x sin 15° = 31,058 m².
  @Test func tinyStreet() throws {
    var town = Town(streets: [[(0, 0), (0.05, 0)]])
    town.communities = [[Polygon(outer: Town.ring([(-300, -300), (300, -300), (300, 300), (-300, 300)]))]]
    var drawing = TerritoryDrawing(town.territories())
    let served = drawing.communities([town.whole(0)], kinds: [.served])[0][0]
    #expect(abs(served.squareKilometers * 1e6 - 31_058) < 40)
    #expect(served.shape.polygons.map { $0.coordinates.count } == [25])
    // Between two others it parts them.
    let row = Town(streets: [[(-100, 0), (0, 0)], [(0, 0), (0.05, 0)], [(0.05, 0), (100, 0)]])
    let west = row.area([row.whole(0), row.whole(1)])
    #expect(try west.holds(-0.1, 0) && !west.holds(0.2, 0))
  }

  /// Two streets on one line have one ground: when one of them is reached, as much street lies inside wrongly.
  @Test func streetsDrawnTwice() throws {
    let line: Town.Line = [(0, 0), (100, 30), (200, 0)]
    let town = Town(streets: [line, line])
    let shares = [0, 1].map { town.area([town.whole($0)]).shares }
    let both = town.area([town.whole(0), town.whole(1)])
    #expect(both.shares.inside == 0 && both.shares.outside == 0)
    // One of the two holds the ground.
    let holder = try #require(shares.first { $0.outside == 0 })
    let other = try #require(shares.first { $0.outside != 0 })
    #expect(abs(holder.inside! - 0.5) < 0.01 && abs(other.outside! - 1) < 0.01)
  }
}
