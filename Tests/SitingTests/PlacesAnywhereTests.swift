import Geometry
import Model
import Siting
import Testing

struct PlacesAnywhereTests {
  /// 96 places, of which a thinning of s metres keeps 96 / s.
  private func sides(asked: Double?, most: Int, memory: Int = .max) async -> (count: Int, side: Double?)? {
    let thinning = Thinning(
      asked: asked.map { Meters($0) }, wider: [2, 4, 8].map { Meters($0) }, mostPlaces: most)
    let result = await thinning.search { side in
      let count = Int(96 / (side?.value ?? 1))
      return count <= memory ? count : nil
    } count: {
      $0
    }
    return result.map { ($0.found, $0.side?.value) }
  }

  @Test func thinnedUntilThereAreFewEnough() async throws {
    #expect(try #require(await sides(asked: nil, most: 96)) == (96, nil))
    #expect(try #require(await sides(asked: nil, most: 30)) == (24, 4))
    #expect(try #require(await sides(asked: nil, most: 1)) == (12, 8), "the widest, though there are still more")
    #expect(try #require(await sides(asked: 0, most: 1)) == (96, nil), "all, as was asked")
    #expect(try #require(await sides(asked: 3, most: 1)) == (32, 3))
    #expect(try #require(await sides(asked: 3, most: 1, memory: 24)) == (24, 4))
    #expect(await sides(asked: nil, most: 96, memory: 11) == nil)
  }

  /// Points 100 m apart share a place at 50 m, and not at 49.
  @Test func placesOfATable() async throws {
    let points = [Coordinate(x: 0, y: 0), Coordinate(x: 100, y: 0)]
    let shared = try #require(
      await PlacesAnywhere(demand: points, radius: Meters(50), geographic: false, thinning: nil))
    #expect(shared.kept.map { shared.found.places[$0.rawValue].position } == [Coordinate(x: 50, y: 0)])
    #expect(shared.thinning == nil)
    let apart = try #require(
      await PlacesAnywhere(demand: points, radius: Meters(49), geographic: false, thinning: nil))
    #expect(apart.kept.count == 2)
  }

  /// Two points of weight 3 and 4, a place for each; one that was left out may reach both.
  @Test func boundOfWhatWasLeftOut() async throws {
    let covers = CoverSets(demandCount: 3, rows: [[(0, 0)], [(1, 0)]])
    let problem = try SitingProblem(
      covers: covers, weights: [3, 4, 5], statuses: [SiteStatus](repeating: .candidate, count: 2))
    let reach = CoverSets(demandCount: 3, rows: [[(0, 0), (1, 0)], [(2, 0)]])
    func bound(_ aim: AnywhereAim, own: Int = 0, count: Int? = nil) async throws -> Double? {
      try await boundAnywhere(
        problem, own: own, reach: reach, aim, under: SitingConstraints(count: count), limits: SolveLimits())
    }
    #expect(try await bound(.mostWeight, count: 1) == 7)
    #expect(try await bound(.target(share: 0.6, .fewestSites)) == 2, "7 of 12 is too little")
    #expect(try await bound(.fullCover) == 1, "no site of the problem covers the third")
    #expect(try await bound(.mostWeight, own: 2, count: 2) == 12)
  }
}
