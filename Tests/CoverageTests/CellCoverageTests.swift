import Coverage
import GEOS
import Geometry
import Model
import Testing

/// Shares of cells by hand, and of random polygons against GEOS, which cuts every cell out of the polygon.
struct CellCoverageTests {
  private static func parts(_ polygons: [Polygon], columns: Int, rows: Int) -> [[CellCoverage.Part]] {
    var parts = [[CellCoverage.Part]](repeating: [], count: columns * rows)
    CellCoverage(polygons, columns: columns, rows: rows).forEachCell { parts[$0.row * columns + $0.column].append($0) }
    return parts
  }

  private static func ring(_ corners: [(Double, Double)]) -> [Coordinate] {
    corners.map { Coordinate(x: $0.0, y: $0.1) }
  }

  /// The triangle (0,0) (2,0) (0,2): the first cell whole, the two beside it half; the centre of gravity of a half cell is
  /// a third of a side from its right angle.
  @Test(arguments: [false, true]) func triangleByHand(isReversed: Bool) {
    let ring = Self.ring([(0, 0), (2, 0), (0, 2), (0, 0)])
    let found = Self.parts([Polygon(outer: isReversed ? ring.reversed() : ring)], columns: 2, rows: 2)
    #expect(found.map(\.count) == [1, 1, 1, 0])
    #expect(found.flatMap(\.self).map(\.share) == [1, 0.5, 0.5])
    #expect(found[0][0].middle == Coordinate(x: 0.5, y: 0.5))
    #expect(planarDistance(found[1][0].middle, Coordinate(x: 1 + 1.0 / 3, y: 1.0 / 3)) < 1e-12)
    #expect(planarDistance(found[2][0].middle, Coordinate(x: 1.0 / 3, y: 1 + 1.0 / 3)) < 1e-12)
  }

  /// A square of 2.5 with a hole of 1 x 0.5 in the middle of it, sides at quarters of cells.
  @Test func holeByHand() {
    let square = Self.ring([(0.25, 0.25), (2.75, 0.25), (2.75, 2.75), (0.25, 2.75)])
    let hole = Self.ring([(1, 1.25), (2, 1.25), (2, 1.75), (1, 1.75)])
    let found = Self.parts([Polygon(rings: [square, hole])], columns: 4, rows: 3).map { $0.first?.share ?? 0 }
    let expected = [0.5625, 0.75, 0.5625, 0, 0.75, 0.5, 0.75, 0, 0.5625, 0.75, 0.5625, 0]
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  /// What lies beyond the grid counts for nothing, on every side, and a grid far away has nothing.
  @Test func polygonBeyondTheGrid() {
    let wide = Polygon(outer: Self.ring([(-50, -20), (50, -20), (50, 30), (-50, 30)]))
    #expect(Self.parts([wide], columns: 3, rows: 2).map { $0.map(\.share) } == [[Double]](repeating: [1], count: 6))
    let left = Polygon(outer: Self.ring([(-9, -9), (0.5, -9), (0.5, 9), (-9, 9)]))
    #expect(Self.parts([left], columns: 2, rows: 1).map { $0.map(\.share) } == [[0.5], []])
    let away = Polygon(outer: Self.ring([(10, 10), (12, 10), (11, 12)]))
    #expect(Self.parts([away], columns: 2, rows: 2).flatMap(\.self).isEmpty)
    #expect(Self.parts([], columns: 2, rows: 2).flatMap(\.self).isEmpty)
    let point = Polygon(outer: Self.ring([(1, 1), (1, 1)]))
    #expect(Self.parts([point], columns: 2, rows: 2).flatMap(\.self).isEmpty)
  }

  /// Corners on the edges of cells and edges along them are where walks along cells go wrong.
  @Test func cornersOnEdgesOfCells() {
    let diamond = Polygon(outer: Self.ring([(2, 0), (4, 2), (2, 4), (0, 2)]))
    let found = Self.parts([diamond], columns: 4, rows: 4).map { $0.first?.share ?? 0 }
    #expect(found == [0, 0.5, 0.5, 0, 0.5, 1, 1, 0.5, 0.5, 1, 1, 0.5, 0, 0.5, 0.5, 0])
  }

  /// Star-shaped polygons of 3 to 40 corners with a hole, partly outside of a grid of 9 x 7 cells: each cell's share and
  /// centre as GEOS cuts them.
  @Test(arguments: 0..<60) func randomPolygonsAsGEOSCutsThem(seed: Int) throws {
    var chance = SplitMix(seed: UInt64(seed))
    func number(_ low: Double, _ high: Double) -> Double { low + (high - low) * Double(chance.below(1 << 30)) / 0x1p30 }
    let corners = 3 + chance.below(38)
    let middle = Coordinate(x: number(-1, 10), y: number(-1, 8))
    // Some corners stand on whole and half cells.
    let grain = seed % 3 == 0 ? 0.5 : 0
    let outer = (0..<corners).map { index -> Coordinate in
      let angle = (Double(index) + number(0, 0.9)) / Double(corners) * 2 * Double.pi
      let length = number(1, 6)
      let (x, y) = (middle.x + length * turn(angle).x, middle.y + length * turn(angle).y)
      return grain > 0
        ? Coordinate(x: (x / grain).rounded() * grain, y: (y / grain).rounded() * grain) : Coordinate(x: x, y: y)
    }
    let hole = [(-0.3, -0.2), (0.3, -0.25), (0.1, 0.4)].map { Coordinate(x: middle.x + $0.0, y: middle.y + $0.1) }
    let shape = try Shape.polygon(Polygon(rings: corners > 8 ? [outer, hole] : [outer])).repaired().shape
    let found = Self.parts(shape.polygons, columns: 9, rows: 7)
    for row in 0..<7 {
      for column in 0..<9 {
        let (x, y) = (Double(column), Double(row))
        let cell = Shape.polygon(Polygon(outer: Self.ring([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)])))
        let cut = try cell.intersection(shape)
        let share = try cut.planarArea()
        let part = found[row * 9 + column].first
        #expect(abs((part?.share ?? 0) - share) < 1e-9, "seed \(seed), column \(column), row \(row)")
        if share > 1e-3, let part, let center = try Shape.multiPolygon(cut.polygons).centroid() {
          #expect(planarDistance(part.middle, center) < 1e-6, "seed \(seed), column \(column), row \(row)")
        }
      }
    }
  }

  /// A place of the unit circle by Taylor's series: no library is needed for a test.
  private func turn(_ angle: Double) -> Coordinate {
    func cosine(_ angle: Double) -> Double {
      let angle = angle - 2 * Double.pi * (angle / (2 * Double.pi)).rounded()
      var (term, sum) = (1.0, 1.0)
      for n in stride(from: 1.0, to: 26, by: 2) {
        term *= -angle * angle / (n * (n + 1))
        sum += term
      }
      return sum
    }
    return Coordinate(x: cosine(angle), y: cosine(angle - Double.pi / 2))
  }
}

/// Sums of people in polygons.
struct PopulationGridTests {
  /// Cells of a hundredth of a degree; 1 2 / none 4, of which a square covers the middle quarter of each.
  @Test func partsOfCellsAndNone() {
    let node = { (x: Double, y: Double) in Coordinate(x: 100 + x * 0.01, y: 30 - y * 0.01) }
    let grid = PopulationGrid(
      columns: 2, rows: 2, people: [1, 2, .nan, 4],
      places: CellPlaces(columns: 2, rows: 2, step: 2, nodes: [node(0, 0), node(2, 0), node(0, 2), node(2, 2)]))
    let middle = Polygon(
      outer: [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5)].map { Coordinate(x: $0.0, y: $0.1) })
    let sum = grid.sum(in: [middle])
    #expect(sum.people == 1.75 && sum.cells == 0.75)
    #expect(planarDistance(grid.places.position(Coordinate(x: 1.5, y: 0.25)), node(1.5, 0.25)) < 1e-12)
  }

  /// A lattice of nodes, between which places go linearly: (x, y²) at y = 1.5 with nodes at 0, 1, 2 is 2.5.
  @Test func placesBetweenNodes() {
    let nodes = [0, 1, 2, 3].flatMap { y in [0, 1, 2].map { Coordinate(x: Double($0), y: Double(y * y)) } }
    let places = CellPlaces(columns: 2, rows: 3, step: 1, nodes: nodes)
    #expect(places.position(Coordinate(x: 0.25, y: 1.5)) == Coordinate(x: 0.25, y: 2.5))
    #expect(CellPlaces.nodeCount(10, 4) == 4 && CellPlaces.nodeCount(1, 8) == 2)
  }

  /// A turned raster: a quarter turn about (10, 20), cells of 2; and the way back.
  @Test func turnedCells() throws {
    let turned = try #require(
      CellPlacement(
        origin: Coordinate(x: 10, y: 20), perColumn: Coordinate(x: 0, y: 2), perRow: Coordinate(x: 2, y: 0)))
    #expect(turned.coordinate(of: Coordinate(x: 3, y: 1)) == Coordinate(x: 12, y: 26))
    #expect(turned.cell(of: Coordinate(x: 12, y: 26)) == Coordinate(x: 3, y: 1))
    #expect(turned.cellArea == 4)
    #expect(turned.window(column: 1, row: 2).coordinate(of: Coordinate(x: 0, y: 0)) == Coordinate(x: 14, y: 22))
    let flat = CellPlacement(
      origin: Coordinate(x: 0, y: 0), perColumn: Coordinate(x: 1, y: 1), perRow: Coordinate(x: 2, y: 2))
    #expect(flat == nil)
  }
}
