import Areas
import GEOS
import Geometry
import Model
import Testing

struct RingAssemblyTests {
  private typealias Ring = [(Int32, Int32)]

  private func edges(_ ring: Ring) -> [BorderEdge] {
    let corners = ring.map { GridPoint(x: $0.0, y: $0.1) }
    return corners.indices.map { BorderEdge(corners[$0], corners[($0 + 1) % corners.count]) }
  }

  private func square(_ x: Int32, _ y: Int32, side: Int32 = 1) -> Ring {
    [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
  }

  /// The polygons of rings, and their area in units of the grid; checked as every output of it must be.
  private func assembled(_ rings: [Ring], _ name: String) throws -> (polygons: [Polygon], area: Double) {
    var borders = rings.flatMap(edges)
    let polygons = polygons(&borders)
    let shape = Shape.multiPolygon(polygons)
    #expect(try shape.isValid(), "\(name)")
    var area = 0.0
    for polygon in polygons {
      for index in 0..<polygon.ringCount {
        let ring = polygon.ring(index)
        let own = signedArea(ring, about: polygon.coordinates[0])
        #expect((own > 0) == (index == 0), "\(name): outer rings turn left, holes right")
        #expect(Set(ring).count == ring.count - 1 && ring.first == ring.last, "\(name): corners once")
        area += own
      }
    }
    return (polygons, area * 1e14)
  }

  @Test func squaresSideBySideAreOne() throws {
    let (polygons, area) = try assembled([square(0, 0), square(1, 0)], "two squares")
    #expect(polygons.map(\.ringCount) == [1] && abs(area - 2) < 1e-6)
    let board = (0..<64).map { square(Int32($0 % 8), Int32($0 / 8)) }
    let whole = try assembled(board, "board")
    #expect(whole.polygons.map(\.ringCount) == [1] && abs(whole.area - 64) < 1e-6)
    #expect(whole.polygons[0].coordinates.count == 33)
  }

  @Test func whatRunsBothWaysCancels() throws {
    #expect(try assembled([square(0, 0), square(0, 0).reversed()], "there and back").polygons.isEmpty)
    var borders = edges(square(0, 0, side: 5))
    let (a, b) = (GridPoint(x: 5, y: 5), GridPoint(x: 9, y: 9))
    borders += [BorderEdge(a, b), BorderEdge(b, a), BorderEdge(a, a)]
    #expect(polygons(&borders).map { $0.coordinates.count } == [5])
    var none: [BorderEdge] = []
    #expect(polygons(&none).isEmpty)
  }

  /// Thirty-two black squares of a board touch at corners only; so do the holes of a board of which they are taken.
  @Test func checkerboards() throws {
    let all: [(Int32, Int32)] = (0..<64).map { (Int32($0 % 8), Int32($0 / 8)) }
    let black: [Ring] = all.filter { ($0.0 + $0.1) % 2 == 0 }.map { square($0.0, $0.1) }
    let (polygons, area) = try assembled(black, "black")
    #expect(polygons.count == 32 && abs(area - 32) < 1e-6)
    let holes: [Ring] = black.map { $0.reversed() }
    let frame = try assembled([square(-1, -1, side: 10)] + holes, "frame")
    #expect(abs(frame.area - 68) < 1e-6)
  }

  @Test func ringsTouchingAtACorner() throws {
    let (apart, area) = try assembled([square(0, 0), square(1, 1)], "two squares")
    #expect(apart.map(\.ringCount) == [1, 1] && abs(area - 2) < 1e-6)
    // A hole with a corner on the outer ring: 100 less 8.
    let shell: Ring = [(0, 0), (10, 0), (10, 5), (10, 10), (0, 10)]
    let hole: Ring = [(10, 5), (6, 3), (6, 7)]
    let touching = try assembled([shell, hole], "a hole at the shell")
    #expect(abs(touching.area - 92) < 1e-6 && touching.polygons.count == 1)
    // Two holes with a common corner, and one around an island that touches it.
    let holes: [Ring] = [square(0, 0, side: 20), square(2, 2, side: 3).reversed(), square(5, 5, side: 3).reversed()]
    let two = try assembled(holes, "two holes")
    #expect(abs(two.area - (400 - 18)) < 1e-6 && two.polygons.count == 1)
    let island = try assembled(
      [square(0, 0, side: 20), square(2, 2, side: 10).reversed(), [(2, 2), (6, 4), (4, 6)], square(20, 20)], "island")
    #expect(abs(island.area - (400 - 100 + 6 + 1)) < 1e-6 && island.polygons.count == 3)
  }

  /// Areas within holes within areas: each hole goes to the ring right around it.
  @Test func ringsInRings() throws {
    let rings = (0..<6).map { depth -> Ring in
      let ring = square(Int32(depth), Int32(depth), side: Int32(20 - 2 * depth))
      return depth % 2 == 0 ? ring : ring.reversed()
    }
    let (polygons, area) = try assembled(rings, "six rings")
    #expect(polygons.map(\.ringCount) == [2, 2, 2])
    #expect(abs(area - (400 - 324 + 256 - 196 + 144 - 100)) < 1e-6)
  }

  @Test func randomBoards() throws {
    for seed in 1...80 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      let wanted: [Int] = (0..<100).filter { _ in random.below(100) < 30 + Int(seed % 5) * 10 }
      let squares: [Ring] = wanted.map { square(Int32($0 % 10) - 5, Int32($0 / 10) - 5) }
      let (polygons, area) = try assembled(squares, "seed \(seed)")
      #expect(abs(area - Double(squares.count)) < 1e-6, "seed \(seed)")
      let shapes = squares.map { ring -> Shape in
        let corners = (ring + [ring[0]]).map { Coordinate(x: Double($0.0) / 1e7, y: Double($0.1) / 1e7) }
        return .polygon(Polygon(outer: corners))
      }
      let joined = try union(shapes)
      #expect(try joined.equals(.multiPolygon(polygons)), "seed \(seed)")
    }
  }
}
