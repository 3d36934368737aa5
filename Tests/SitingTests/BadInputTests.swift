import Geometry
import Model
import Siting
import Testing

@Suite struct BadInputTests {
  private func refusal(_ body: () throws(SitingError) -> Void) -> SitingError? {
    do {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func zeroCandidates() {
    let covers = CoverSets(demandCount: 1, rows: [[(demand: 0, cost: 0)]])
    let error = refusal { () throws(SitingError) in
      _ = try SitingProblem(covers: covers, weights: [1], statuses: [.existing])
    }
    #expect(error?.code == .badProblem)
    #expect(error?.message == "none of the 1 sites is a candidate; give at least one site to choose from")
  }

  @Test(arguments: [-1.0, .nan, .infinity]) func weightsThatAreNone(weight: Double) {
    let covers = CoverSets(demandCount: 1, rows: [[(demand: 0, cost: 0)]])
    let error = refusal { () throws(SitingError) in
      _ = try SitingProblem(covers: covers, weights: [weight], statuses: [.candidate])
    }
    #expect(error?.code == .badProblem && error?.context == "weights")
  }

  @Test func lengthsThatDiffer() {
    let covers = CoverSets(demandCount: 2, rows: [[(demand: 0, cost: 0)]])
    let weights = refusal { () throws(SitingError) in
      _ = try SitingProblem(covers: covers, weights: [1], statuses: [.candidate])
    }
    #expect(weights?.message == "1 weights for 2 demand points; give one per point")
    #expect(weights?.told.chinese == "weights：需求点有2个，权重却有1个；请每个填写一个")
    let statuses = refusal { () throws(SitingError) in
      _ = try SitingProblem(covers: covers, weights: [1, 1], statuses: [])
    }
    #expect(statuses?.message == "0 statuses for 1 sites; give one per site")
  }

  @Test func noDemandAtAll() {
    let error = refusal { () throws(SitingError) in
      _ = try SitingProblem(covers: CoverSets(demandCount: 0, rows: [[]]), weights: [], statuses: [.candidate])
    }
    #expect(error?.context == "demand")
  }

  @Test func pointsOutOfRangeOrRepeated() {
    for points in [[0, 2], [1, 1], [-1]] as [[Int32]] {
      let covers = CoverSets(
        demandCount: 2, offsets: [0, points.count], demand: points, costs: points.map { _ in 0 })
      let error = refusal { () throws(SitingError) in
        _ = try SitingProblem(covers: covers, weights: [1, 1], statuses: [.candidate])
      }
      #expect(error?.context == "covers", "\(points)")
    }
  }

  @Test func parametersOutOfRange() async throws {
    let problem = try Instance.problem([[0]], weights: [1])
    let count = refusal { () throws(SitingError) in _ = try MaximalCovering(problem, count: -1) }
    #expect(count?.code == .badParameter)
    for limits in [
      SolveLimits(gap: -0.1), SolveLimits(gap: .nan), SolveLimits(work: -1), SolveLimits(threads: 0),
      SolveLimits(timeLimit: Seconds(-1)),
    ] {
      await #expect(throws: SitingError.self) { _ = try await SetCovering(problem).solve(limits) }
    }
  }

  @Test func positionsThatAreNone() {
    let here = Coordinate(x: 0, y: 0)
    for bad in [Coordinate(x: .nan, y: 0), Coordinate(x: 0, y: .infinity), Coordinate(x: 29.4, y: 103.8)] {
      let close = refusal { () throws(SitingError) in
        _ = try closePairs([here, bad], nearerThan: Meters(1), geographic: true)
      }
      let places = refusal { () throws(SitingError) in
        _ = try circlePlaces(demand: [bad], weights: [1], radius: Meters(1), geographic: true)
      }
      #expect(close?.code == .badDistance && places?.code == .badDistance)
    }
    let spacing = refusal { () throws(SitingError) in
      _ = try closePairs([here], nearerThan: Meters(-1), geographic: false)
    }
    let radius = refusal { () throws(SitingError) in
      _ = try circlePlaces(demand: [here], weights: [1], radius: Meters(-1), geographic: false)
    }
    #expect(spacing?.context == "spacing" && radius?.context == "radius")
  }

  /// 0.002° of longitude at 16.8° S across the 180th meridian: 213.196 m by geographiclib 2.0.
  @Test func pairsAcrossThe180thMeridian() throws {
    let pair = [Coordinate(longitude: 179.999, latitude: -16.8), Coordinate(longitude: -179.999, latitude: -16.8)]
    #expect(try closePairs(pair, nearerThan: Meters(213.2), geographic: true).count == 1)
    #expect(try closePairs(pair, nearerThan: Meters(213.19), geographic: true).isEmpty)
  }
}
