import Coverage
import Geometry
import Model
import Testing

/// Weights are powers of two, so that a sum names the points in it.
struct CoverageTallyTests {
  private static func point(_ kind: DemandKind, _ owner: Int, _ weight: Double) -> DemandPoint {
    DemandPoint(kind: kind, owner: owner, position: Coordinate(x: 0, y: 0), weight: weight)
  }

  private static let demand = [
    point(.communities, 0, 1), point(.communities, 0, 2), point(.communities, 2, 4), point(.workers, 0, 8),
    point(.workers, 1, 16), point(.workers, 1, 0),
  ]

  @Test func sumsByKindAndOwner() {
    let tally = CoverageTally(
      demand: Self.demand, isCovered: [true, false, true, false, true, true],
      ownerCounts: [.communities: 3, .workers: 2])
    #expect(tally.byKind[.communities] == CoveredShare(total: 7, covered: 5))
    #expect(tally.byKind[.workers] == CoveredShare(total: 24, covered: 16))
    #expect(tally.byKind[.routes] == CoveredShare(total: 0, covered: 0))
    #expect(tally.byOwner[.communities]?.map(\.share) == [1.0 / 3, nil, 1])
    #expect(tally.byOwner[.workers]?.map(\.covered) == [0, 16])
    #expect(tally.byOwner[.routes]?.isEmpty == true)
  }

  @Test func nothingToCoverHasNoShare() {
    #expect(CoveredShare().share == nil)
    #expect(CoveredShare(total: 4, covered: 1).share == 0.25)
  }

  @Test func pointsCoveredByASetOfSites() {
    let covers = CoverSets(demandCount: 5, rows: [[(0, 1), (3, 1)], [(3, 2), (4, 2)], [(1, 1)]])
    #expect(coveredPoints(by: [SiteIndex(0), SiteIndex(1)], covers) == [true, false, false, true, true])
    #expect(coveredPoints(by: [], covers) == [false, false, false, false, false])
  }

  /// More sites never uncover a point.
  @Test func coverageGrowsWithTheSites() {
    let covers = CoverSets(demandCount: 4, rows: [[(0, 1)], [(1, 1), (2, 1)], [(2, 1)], []])
    var sites: [SiteIndex] = []
    var last = 0
    for site in 0..<4 {
      sites.append(SiteIndex(site))
      let count = coveredPoints(by: sites, covers).count { $0 }
      #expect(count >= last)
      last = count
    }
    #expect(last == 3)
  }
}

struct NearestInStraightLineTests {
  @Test func tiesFallToTheLowerIndex() {
    let stations = [0.003, -0.001, 0.001, -0.001].map { Coordinate(x: $0, y: 0) }
    let nearest = nearestInStraightLine(
      stations: stations, demand: [Coordinate(x: 0, y: 0), Coordinate(x: 0.0021, y: 0)])
    #expect(nearest.map { $0?.station } == [1, 0])
    #expect(abs((nearest[0]?.distance.value ?? 0) - 111.319490793) < 1e-6)
  }

  @Test func withoutStationsThereIsNone() {
    #expect(nearestInStraightLine(stations: [], demand: [Coordinate(x: 0, y: 0)]).map { $0?.station } == [nil])
  }
}
