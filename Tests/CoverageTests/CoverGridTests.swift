import Coverage
import Geometry
import Model
import Testing

@Suite struct CoverGridTests {
  /// Weight of each distinct cover set, by measuring every distance.
  private static func plainly(_ sites: [Coordinate], _ radius: Double, _ values: [Double]) -> [[Int]: Double] {
    var weights: [[Int]: Double] = [:]
    for point in 0..<(values.count / 3) {
      let set = sites.indices.filter {
        let dx = values[3 * point] - sites[$0].x
        let dy = values[3 * point + 1] - sites[$0].y
        return (dx * dx + dy * dy).squareRoot() <= radius
      }
      weights[set, default: 0] += values[3 * point + 2]
    }
    return weights
  }

  private static func sets(_ covers: CoverSets, _ weights: [Double]) -> [[Int]: Double] {
    var sets = [[Int]](repeating: [], count: covers.demandCount)
    for site in 0..<covers.siteCount {
      for point in covers.demand(of: SiteIndex(site)) { sets[Int(point)].append(site) }
    }
    return Dictionary(zip(sets, weights), uniquingKeysWith: +)
  }

  /// Spread sites, sites on top of each other (more circles through a cell than are tabled), and a coarse grid.
  @Test(arguments: [(12, 4000.0, 1024), (40, 60, 64), (30, 2500, 7), (1, 10, 1)])
  func rowsAreTheDistinctCoverSets(siteCount: Int, side: Double, resolution: Int) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      var numbers = SplitMix(seed: seed)
      let sites = (0..<siteCount).map { _ in
        Coordinate(x: .random(in: 0...side, using: &numbers), y: .random(in: 0...side, using: &numbers))
      }
      var values: [Double] = []
      for _ in 0..<20_000 {
        values += [
          .random(in: -900...side + 900, using: &numbers), .random(in: -900...side + 900, using: &numbers),
          Double(Int.random(in: 0...9, using: &numbers)),
        ]
      }
      // On the circle itself, east and north of the first site.
      values += [sites[0].x + 800, sites[0].y, 5, sites[0].x, sites[0].y - 800, 7]
      let grid = try CoverGrid(sites: sites, radius: Meters(800), resolution: resolution)
      let (covers, weights, points) = grid.merged(grid.tally(values))
      #expect(points == 20_002)
      let expected = Self.plainly(sites, 800, values).filter { $0.value > 0 }
      let isSame = Self.sets(covers, weights) == expected
      #expect(isSame, "seed \(seed)")
      // Pieces give the same rows.
      var pieces = grid.tally([])
      for start in stride(from: 0, to: values.count, by: 3 * 999) {
        pieces.add(grid.tally(Array(values[start..<min(start + 3 * 999, values.count)])))
      }
      let again = grid.merged(pieces)
      let isEqual = again.covers == covers && again.weights == weights
      #expect(isEqual, "seed \(seed)")
    }
  }

  @Test func badPointsAreNamed() throws {
    let grid = try CoverGrid(sites: [Coordinate(x: 0, y: 0)], radius: Meters(10))
    #expect(grid.tally([0, 0, 1, 1, 1, 2]).firstBad == nil)
    for bad in [[Double.nan, 0, 1], [0, .infinity, 1], [0, 0, -1], [0, 0, .nan]] {
      #expect(grid.tally([0, 0, 1] + bad + [0, 0, -5]).firstBad == 1)
    }
    #expect(throws: CoverageError.self) { try CoverGrid(sites: [], radius: Meters(10)) }
    #expect(throws: CoverageError.self) { try CoverGrid(sites: [Coordinate(x: .nan, y: 0)], radius: Meters(10)) }
    #expect(throws: CoverageError.self) { try CoverGrid(sites: [Coordinate(x: 0, y: 0)], radius: Meters(0)) }
  }

  @Test func nothingReachedIsAProblemWithoutRows() throws {
    let grid = try CoverGrid(sites: [Coordinate(x: 0, y: 0)], radius: Meters(10))
    let (covers, weights, points) = grid.merged(grid.tally([100, 100, 3]))
    #expect(points == 1 && weights == [3] && covers.pairCount == 0)
  }
}
