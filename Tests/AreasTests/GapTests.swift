import Areas
import GEOS
import Geometry
import Model
import Testing

struct GapTests {
  private func residents(_ owner: Int, _ weight: Double, _ east: Double) -> DemandPoint {
    DemandPoint(kind: .communities, owner: owner, position: Town.at(east, 0), weight: weight)
  }

  /// Discs of 100 m with 16 corners: 8 x 100² x sin 22.5° = 30,615 m².
  @Test func uncoveredPeopleByCommunity() async throws {
    let demand = [
      residents(0, 10, 0), residents(1, 30, 1000), residents(1, 10, -1000), residents(2, 10, 500),
      residents(3, 99, 700),
    ]
    let minutes: [Double?] = [nil, 20, 40, 7, 8]
    let people = UncoveredPeople.all(
      demand, isCovered: [false, false, false, false, true], minutes: { minutes[$0] })
    let ground = try await drawPeople(
      people.map { ($0.points.map { demand[$0].position }, nil) }, Town.metric(), threads: 2)
    let gaps = zip(people, ground).map { $0.gap($1) }
    #expect(gaps.map(\.community) == [1, 0, 2], "by weight, then as they stand")
    #expect(gaps.map(\.weight) == [40, 10, 10])
    // (30 x 20 + 10 x 40) / 40.
    #expect(gaps.map(\.nearestMinutes) == [25, nil, 7])
    #expect(gaps[0].shape.polygons.count == 2)
    for (gap, discs) in zip(gaps, [2.0, 1, 1]) {
      #expect(abs(gap.areaSquareKilometers / (discs * 0.030615) - 1) < 1e-3)
    }
    #expect(try gaps[1].shape.contains(.point(Town.at(0, 97))) && !gaps[1].shape.contains(.point(Town.at(0, 101))))
  }

  @Test func onlyResidentsCount() {
    var worker = residents(0, 5, 0)
    worker.kind = .workers
    let people = UncoveredPeople.all(
      [worker, residents(1, 0, 0)], isCovered: [false, false], minutes: { _ in nil })
    #expect(people.isEmpty)
  }

  /// A community of 400 m by 400 m, less a circle of 300 m around the middle of its western side: a half disc of 96 corners,
  /// 48 / 2 x 300² x sin 3.75° = 141,271 m², is served but for what of it lies beyond 200 m to the north and south.
  @Test func circlesAreTakenFromCommunities() async throws {
    let community = Shape.polygon(Polygon(outer: Town.ring([(0, -200), (400, -200), (400, 200), (0, 200)])))
    let circle = try circleArea(Town.center, radius: Meters(300))
    let ground = try await drawPeople([([], community)], less: circle, Town.metric(), threads: 1)[0]
    // Of x² + y² < 300² with 0 < x and |y| < 200: 200 √(300² - 200²) + 300² asin(2/3).
    let served = 200 * 223.606_798 + 90_000 * 0.729_727_656
    #expect(abs(ground.squareKilometers * 1e6 - (160_000 - served)) < 200)
    #expect(try ground.shape.contains(.point(Town.at(301, 0))) && !ground.shape.contains(.point(Town.at(299, 0))))
  }

  @Test func circlesAndMergedAreas() throws {
    let one = try circleArea(Town.center, radius: Meters(300))
    let two = try circleArea(Town.at(400, 0), radius: Meters(300))
    #expect(one.polygons[0].coordinates.count == 97)
    for corner in one.polygons[0].coordinates { #expect(abs(shortDistance(corner, Town.center) - 300) < 0.02) }
    let merged = try mergedArea([one, two])
    #expect(merged.polygons.count == 1)
    #expect(try merged.contains(.point(Town.at(-290, 0))) && merged.contains(.point(Town.at(690, 0))))
    #expect(try circleArea(Town.center, radius: Meters(0)).isEmpty && mergedArea([]).isEmpty)
  }
}
