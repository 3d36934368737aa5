import Coverage
import Geometry
import Model
import Testing

@Suite struct CircleCoverSetsTests {
  @Test func theBoundaryBelongsToTheCircle() throws {
    // 3-4-5 triangles: exactly 500 m away is in, the next number above is out.
    let demand = [Coordinate(x: 300, y: 400), Coordinate(x: 300, y: (400.0).nextUp + 1e-9), Coordinate(x: 0, y: 0)]
    let covers = try coverSets(
      sites: [Coordinate(x: 0, y: 0)], demand: demand, radius: Meters(500), geographic: false)
    #expect(Array(covers.demand) == [0, 2])
    #expect(covers.costs == [500, 0])
  }

  @Test func aRadiusOfNothingFindsOnlyTheSpot() throws {
    let demand = [Coordinate(x: 1, y: 1), Coordinate(x: 1, y: 2), Coordinate(x: 1, y: 1)]
    let covers = try coverSets(sites: [Coordinate(x: 1, y: 1)], demand: demand, radius: Meters(0), geographic: false)
    #expect(Array(covers.demand) == [0, 2])
  }

  @Test func noDemandGivesEmptyRows() throws {
    let covers = try coverSets(sites: [Coordinate(x: 1, y: 1)], demand: [], radius: Meters(5), geographic: true)
    #expect(covers.siteCount == 1 && covers.pairCount == 0)
  }

  @Test(arguments: [10.0, 300, 4_000, 1e9]) func theGridFindsWhatAllPairsFind(radius: Double) throws {
    var random = SplitMix(seed: 7)
    func places(_ count: Int, _ side: Double) -> [Coordinate] {
      (0..<count).map { _ in
        Coordinate(
          x: Double.random(in: 0..<1, using: &random) * side - 500,
          y: Double.random(in: 0..<1, using: &random) * side / 3)
      }
    }
    let sites = places(40, 6_000)
    let demand = places(400, 5_000)
    let covers = try coverSets(sites: sites, demand: demand, radius: Meters(radius), geographic: false)
    for (index, site) in sites.enumerated() {
      let near = demand.indices.filter { point in
        let (dx, dy) = (demand[point].x - site.x, demand[point].y - site.y)
        return (dx * dx + dy * dy).squareRoot() <= radius
      }
      #expect(covers.demand(of: SiteIndex(index)).map { Int($0) } == near, "site \(index)")
    }
  }

  @Test(arguments: [0.0, 29.4, -60, 89.95]) func degreesFindWhatAllPairsFind(latitude: Double) throws {
    var random = SplitMix(seed: 11)
    func places(_ count: Int) -> [Coordinate] {
      (0..<count).map { _ in
        Coordinate(
          longitude: 103.7 + Double.random(in: 0..<1, using: &random) * 0.1,
          latitude: min(90, latitude + Double.random(in: 0..<1, using: &random) * 0.04))
      }
    }
    let sites = places(30)
    let demand = places(300)
    let covers = try coverSets(sites: sites, demand: demand, radius: Meters(800), geographic: true)
    for (index, site) in sites.enumerated() {
      let near = demand.indices.filter { shortDistance(site, demand[$0]) <= 800 }
      #expect(covers.demand(of: SiteIndex(index)).map { Int($0) } == near, "site \(index)")
    }
  }

  /// 0.002° of longitude at 16.8° S across the 180th meridian: geographiclib 2.0 gives 213.196 m. A place exactly on it is
  /// the same from both sides.
  @Test func circlesAcrossThe180thMeridian() throws {
    let west = Coordinate(longitude: 179.999, latitude: -16.8)
    let east = Coordinate(longitude: -179.999, latitude: -16.8)
    let covers = try coverSets(
      sites: [west, east], demand: [east, west, Coordinate(longitude: 180, latitude: -16.8)], radius: Meters(500),
      geographic: true)
    #expect(covers.demand(of: SiteIndex(0)) == [0, 1, 2] && covers.demand(of: SiteIndex(1)) == [0, 1, 2])
    #expect(abs(covers.costs(of: SiteIndex(0))[0] - 213.196) < 0.001)
  }

  @Test func aGivenDistanceDecides() throws {
    let site = Coordinate(longitude: 103.8, latitude: 29.4)
    let covers = try coverSets(
      sites: [site], demand: [site], radius: Meters(10), geographic: true, distance: { _, _ in 10 })
    #expect(covers.costs == [10])
  }

  /// A 3-4-5 triangle.
  @Test func distancesOfAllPairs() throws {
    let costs = try distanceCosts(
      sites: [Coordinate(x: 0, y: 0)], demand: [Coordinate(x: 3, y: 4), Coordinate(x: 0, y: 0)])
    #expect(costs.costs == [5, 0] && costs.pairCount == 2)
    let own = try distanceCosts(sites: [Coordinate(x: 0, y: 0)], demand: [Coordinate(x: 3, y: 4)]) { $0.x + $1.y }
    #expect(own.costs == [4])
    #expect(throws: CoverageError.self) {
      try distanceCosts(sites: [Coordinate(x: .nan, y: 0)], demand: [Coordinate(x: 0, y: 0)])
    }
  }

  private func refusal(_ body: () throws(CoverageError) -> Void) -> CoverageError? {
    do throws(CoverageError) { try body() } catch { return error }
    return nil
  }

  @Test func positionsThatAreNone() {
    let here = Coordinate(x: 0, y: 0)
    for bad in [Coordinate(x: .nan, y: 0), Coordinate(x: 0, y: .infinity), Coordinate(x: 29.4, y: 103.8)] {
      let error = refusal { () throws(CoverageError) in
        _ = try coverSets(sites: [here], demand: [bad], radius: Meters(1), geographic: true)
      }
      #expect(error?.code == .badDistance)
    }
    for radius in [-1, .nan, .infinity] {
      let error = refusal { () throws(CoverageError) in
        _ = try coverSets(sites: [here], demand: [here], radius: Meters(radius), geographic: false)
      }
      #expect(error?.context == "radius")
    }
    let swapped = refusal { () throws(CoverageError) in
      _ = try coverSets(sites: [here], demand: [Coordinate(x: 29.4, y: 103.8)], radius: Meters(1), geographic: true)
    }
    #expect(swapped?.message == "demand point 0 is at longitude 29.4, latitude 103.8; give degrees, longitude first")
    #expect(swapped?.told.chinese == "coordinates：需求点0的经度为29.4、纬度为103.8；请填写以度为单位的坐标，经度在前")
  }
}
