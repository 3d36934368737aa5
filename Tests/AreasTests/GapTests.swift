import Areas
import GEOS
import Geometry
import Model
import Testing

struct GapTests {
  private func residents(_ owner: Int, _ weight: Double, _ east: Double) -> DemandPoint {
    DemandPoint(kind: .communities, owner: owner, position: Star.at(east, 0), weight: weight)
  }

  /// Discs of 100 m with 16 corners: 8 x 100² x sin 22.5° = 30,615 m².
  @Test func uncoveredPeopleByCommunity() async throws {
    let demand = [
      residents(0, 10, 0), residents(1, 30, 1000), residents(1, 10, -1000), residents(2, 10, 500),
      residents(3, 99, 700),
    ]
    let minutes: [Double?] = [nil, 20, 40, 7, 8]
    let gaps = try await drawGaps(
      demand, isCovered: [false, false, false, false, true], minutes: { minutes[$0] }, Star.metric(), threads: 2)
    #expect(gaps.map(\.community) == [1, 0, 2], "by weight, then as they stand")
    #expect(gaps.map(\.weight) == [40, 10, 10])
    // (30 x 20 + 10 x 40) / 40.
    #expect(gaps.map(\.nearestMinutes) == [25, nil, 7])
    #expect(gaps[0].shape.polygons.count == 2)
    for (gap, discs) in zip(gaps, [2.0, 1, 1]) {
      #expect(abs(gap.areaSquareKilometers / (discs * 0.030615) - 1) < 1e-3)
    }
    #expect(try gaps[1].shape.contains(.point(Star.at(0, 97))) && !gaps[1].shape.contains(.point(Star.at(0, 101))))
  }

  @Test func onlyResidentsCount() async throws {
    var worker = residents(0, 5, 0)
    worker.kind = .workers
    let gaps = try await drawGaps(
      [worker, residents(1, 0, 0)], isCovered: [false, false], minutes: { _ in nil }, Star.metric(), threads: 1)
    #expect(gaps.isEmpty)
  }

  @Test func circlesAndMergedAreas() throws {
    let one = try circleArea(Star.center, radius: Meters(300))
    let two = try circleArea(Star.at(400, 0), radius: Meters(300))
    #expect(one.polygons[0].coordinates.count == 97)
    for corner in one.polygons[0].coordinates { #expect(abs(shortDistance(corner, Star.center) - 300) < 0.02) }
    let merged = try mergedArea([one, two])
    #expect(merged.polygons.count == 1)
    #expect(try merged.contains(.point(Star.at(-290, 0))) && merged.contains(.point(Star.at(690, 0))))
    #expect(try circleArea(Star.center, radius: Meters(0)).isEmpty && mergedArea([]).isEmpty)
  }
}
