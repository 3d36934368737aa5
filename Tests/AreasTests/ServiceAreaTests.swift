import Areas
import GEOS
import Geometry
import Model
import Testing

extension DrawnArea {
  func holds(_ east: Double, _ north: Double) throws -> Bool {
    try shape.contains(.point(Town.at(east, north)))
  }
}

@Suite struct ServiceAreaTests {
  /// 990 m, its samples 19.8 m apart, one of them in its middle.
  private let street = Town(streets: [[(-495, 0), (495, 0)]])

  private func reached(_ town: Town, _ meters: [Double]) -> SiteStreets {
    .reached(meters.map { $0 > 0 ? [town.range(0, 495 - $0, 495 + $0)] : [] })
  }

  private func areas(
    _ town: Town, _ meters: [Double], agreeingAt places: AreaPlaces? = nil
  ) async -> [DrawnArea] {
    await drawServiceAreas(
      [reached(town, meters)], cutoffs: meters.map { Int($0 * 1000) }, in: town.territories(), agreeingAt: places,
      threads: 1)[0]
  }

  /// The sides of cells are chords from corner to corner, √(100² - 9.9²) = 99.51 m away. The cell that is cut at 105 m ends
  /// at 108.9 m, the one at 204 m at 207.9 m: there the border begins at the side, and half-way to the cut it is 1.95 m
  /// farther than the cut.
  @Test func areasEndWhereTheirCutoffsDoAndHoldEachOther() async throws {
    let areas = await areas(street, [105, 204])
    for (area, meters) in zip(areas, [105.0, 204]) {
      for side in [-1.0, 1] {
        #expect(try area.holds(side * (meters - 0.02), 0) && !area.holds(side * (meters + 0.02), 0))
        #expect(try area.holds(0, side * 99.4) && !area.holds(0, side * 99.6))
        #expect(try area.holds(side * (meters + 1.9), side * 49.75) && !area.holds(side * (meters + 2), side * 49.75))
      }
      #expect(area.reason == nil && area.shares.inside == 0 && area.shares.outside == 0)
    }
    #expect(try areas[1].shape.contains(areas[0].shape))
  }

  @Test func whatReachesNothingSaysWhy() async throws {
    let areas = await drawServiceAreas(
      [.unreached(.island), reached(street, [0, 100])], cutoffs: [0, 100_000], in: street.territories(), threads: 2)
    #expect(areas[0].map(\.reason) == [.unreached(.island), .unreached(.island)])
    #expect(areas[0].allSatisfy { $0.shape.isEmpty && $0.shares == FalseShares() })
    #expect(areas[1].map(\.reason) == [.longAccess, nil])
    #expect(areas[0][0].reason?.words.chinese == "所在道路与主路网不相连" && areas[0][0].reason?.words.english == "island")
    #expect(areas[1][0].reason?.words.chinese == "仅走到道路就已达到服务圈的上限")
  }

  /// An unreached street 15 m beside the reached one has the ground from the middle between them, and all behind it.
  @Test func unreachedStreetHasItsOwnGround() async throws {
    var town = street
    town.streets.append([(-495, 15), (495, 15)])
    let area = await areas(town, [200])[0]
    #expect(try area.holds(50, 7.4) && !area.holds(50, 7.6) && !area.holds(50, 15) && !area.holds(50, 40))
    #expect(try area.holds(50, -99))
    #expect(area.shares.inside == 0)
  }

  /// A wall 10 m north from 50 to 150 m east, as long as no way around it is shorter than 100 m: behind it lies ground of no
  /// street, up to where the street is nearer than the wall.
  @Test func groundEndsAtBarriers() async throws {
    var town = street
    town.walls = [[(-100, 10), (150, 10)]]
    let area = await areas(town, [300])[0]
    for east in stride(from: -95.0, through: 145, by: 3) {
      #expect(try area.holds(east, 9.9) && !area.holds(east, 10.1), "\(east)")
    }
    #expect(try !area.holds(25, 25) && !area.holds(25, 90) && area.holds(25, -90))
    // 20 m beside its end: 15 m from the street.
    #expect(try area.holds(170, 15) && area.holds(-120, 15))
  }

  /// The first place is 80 m off and reached. The second, 10 m beside the street, is not: half of the way to the street is
  /// its. The third is within the larger cutoff only.
  @Test func areaAndTableAgree() async throws {
    var town = street
    town.places = [(60, 80), (19.8, 10), (150, 40)]
    let places = AreaPlaces { _ in [(0, 80_000), (2, 170_000)] }
    let areas = await areas(town, [100, 200], agreeingAt: places)
    for (area, isThird) in zip(areas, [false, true]) {
      #expect(try area.holds(60, 80) && area.holds(60, 60) && area.holds(60, 150))
      #expect(try !area.holds(19.8, 10) && !area.holds(19.8, 5.1) && area.holds(19.8, 4.9))
      #expect(try area.holds(150, 40) == isThird)
    }
    // Of whom nothing is known goes by the street.
    let unknown = AreaPlaces(isKnown: { _ in false }) { _ in [] }
    let street = await self.areas(town, [100], agreeingAt: unknown)[0]
    #expect(try street.holds(60, 80) && street.holds(19.8, 10) && !street.holds(150, 40))
  }

  @Test func threadsAgree() async throws {
    let sites = (1...7).map { reached(street, [Double($0) * 30]) }
    let territories = street.territories()
    let one = await drawServiceAreas(sites, cutoffs: [150_000], in: territories, threads: 1)
    #expect(await drawServiceAreas(sites, cutoffs: [150_000], in: territories, threads: 3) == one)
    #expect(Set(one.map { $0[0].shape }).count == 7)
  }
}
