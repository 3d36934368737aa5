import Areas
import GEOS
import Geometry
import Model
import Testing

extension DrawnArea {
  fileprivate func holds(_ east: Double, _ north: Double) throws -> Bool {
    try shape.contains(.point(Star.at(east, north)))
  }
}

@Suite struct ServiceAreaTests {
  private let street = Star(arms: [(500, 0), (-500, 0)], cutoff: 200_000)

  /// Thirty metres to the side where thirty are left, none at the cut: ten metres before it what a circle of 30 m, 20 m
  /// back, is wide.
  @Test func areasEndWhereTheirCutoffsDoAndHoldEachOther() async throws {
    let areas = try await street.areas(cutoffs: [100_000, 200_000])
    for (area, meters) in zip(areas, [100.0, 200]) {
      for side in [-1.0, 1] {
        #expect(try area.holds(side * (meters - 0.2), 0) && !area.holds(side * (meters + 0.2), 0))
        #expect(try area.holds(0, side * 29.9) && !area.holds(0, side * 30.1))
        #expect(try area.holds(side * (meters - 10), 20) && !area.holds(side * (meters - 10), 23))
      }
      #expect(area.reason == nil && area.shares.inside! < 1e-3 && area.shares.outside! < 1e-3)
    }
    #expect(try areas[1].shape.contains(areas[0].shape))
  }

  @Test func whatReachesNothingSaysWhy() async throws {
    let areas = try await drawServiceAreas(
      [SiteStreets<Star>.unreached(.island), .reached(street)], cutoffs: [0, 100_000], Star.metric(), threads: 2)
    #expect(areas[0].map(\.reason) == [.unreached(.island), .unreached(.island)])
    #expect(areas[0].allSatisfy { $0.shape.isEmpty && $0.shares == FalseShares() })
    #expect(areas[1].map(\.reason) == [.longAccess, nil])
  }

  /// An unreached street beside the reached one takes four metres to both of its sides, and what lies behind it goes.
  @Test func unreachedStreetIsCutOut() async throws {
    var town = street
    town.others = [[(-600, 15), (600, 15)]]
    let area = try await town.areas(cutoffs: [200_000])[0]
    #expect(try area.holds(50, 10.9) && !area.holds(50, 11.1) && !area.holds(50, 15) && !area.holds(50, 25))
    #expect(try area.holds(50, -29))
    #expect(area.shares.inside! < 1e-3)
  }

  /// A wall 10 m north from 50 to 150 m east: its shadow falls square to the street.
  @Test func barriersCastShadows() async throws {
    let wall = Obstacles([.lineString([Star.at(50, 10), Star.at(150, 10)])])
    let area = try await street.areas(cutoffs: [200_000], around: wall)[0]
    #expect(try area.holds(100, 9.8) && !area.holds(100, 10.2) && !area.holds(100, 25))
    #expect(try area.holds(48, 25) && area.holds(152, 25) && area.holds(100, -25))
  }

  /// The first place is 80 m off and reached: a spur leads there. The second, beside the street, is not: a hole of half a
  /// metre. The third is within the larger cutoff only.
  @Test func areaAndTableAgree() async throws {
    let positions = [Star.at(60, 80), Star.at(20, 10), Star.at(150, 40)]
    let feet = [60.0, 20, 150].map { AreaPlaces.Foot(position: Star.at($0, 0), accessCost: 20_000) }
    let places = AreaPlaces(positions: positions, foot: { feet[$0] }) { _ in [(0, 80_000), (2, 170_000)] }
    let areas = try await street.areas(cutoffs: [100_000, 200_000], agreeingAt: places)
    for (area, isThird) in zip(areas, [false, true]) {
      #expect(try area.holds(60, 80) && area.holds(60, 50) && !area.holds(61, 50))
      #expect(try !area.holds(20, 10) && !area.holds(20.3, 10) && area.holds(20.7, 10))
      #expect(try area.holds(150, 40) == isThird)
    }
  }

  @Test func threadsAgree() async throws {
    let sites = (1...7).map { SiteStreets.reached(Star(arms: [(Double($0) * 60, 40), (-300, 20)], cutoff: 150_000)) }
    let one = try await drawServiceAreas(sites, cutoffs: [150_000], Star.metric(), threads: 1)
    #expect(try await drawServiceAreas(sites, cutoffs: [150_000], Star.metric(), threads: 3) == one)
    #expect(Set(one.map { $0[0].shape }).count == 7)
  }
}
