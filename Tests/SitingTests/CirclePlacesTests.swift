import Coverage
import Geometry
import Model
import Siting
import Testing

struct CirclePlacesTests {
  private func places(
    _ points: [(Double, Double)], radius: Double, thinning: Double? = nil, allows: ((Coordinate) -> Bool)? = nil
  ) throws -> CirclePlaces {
    let found = try circlePlaces(
      demand: points.map { Coordinate(x: $0.0, y: $0.1) }, weights: points.map { _ in 1 }, radius: Meters(radius),
      geographic: false, thinning: thinning.map { Meters($0) }, allows: allows)
    return try #require(found)
  }

  private func sets(_ covers: CoverSets) -> [Set<Int32>] {
    (0..<covers.siteCount).map { Set(covers.demand(of: SiteIndex($0))) }
  }

  /// Circles of 800 m around points 1,600 m apart touch halfway.
  @Test func circlesThatTouch() throws {
    let found = try places([(0, 0), (1600, 0), (5000, 0)], radius: 800)
    let touching = found.places.indices.filter { sets(found.covers)[$0] == [0, 1] }
    #expect(touching.map { found.places[$0].position } == [Coordinate(x: 800, y: 0)])
    #expect(sets(found.covers).contains([2]))
    let apart = try places([(0, 0), (1600, 0)], radius: 799.999999)
    #expect(Set(sets(apart.covers)) == [[0], [1]])
  }

  /// The smallest circle around a right triangle with legs 6 and 8 has its centre in the middle of the hypotenuse.
  @Test func threePointsOnOneCircle() throws {
    let corners: [(Double, Double)] = [(0, 0), (6, 0), (0, 8)]
    let found = try places(corners, radius: 5)
    let all = found.places.indices.filter { sets(found.covers)[$0].count == 3 }
    #expect(all.map { found.places[$0].position } == [Coordinate(x: 3, y: 4)])
    #expect(try places(corners, radius: 4.9999).covers.siteCount > 0)
    let none = try sets(places(corners, radius: 4.9999).covers).contains { $0.count == 3 }
    #expect(!none)
  }

  @Test func pointsInOnePlaceAndOfNoWeight() throws {
    let twins = try places([(3, 4), (3, 4), (90, 0)], radius: 10)
    #expect(Set(sets(twins.covers)) == [[0, 1], [2]])
    let found = try circlePlaces(
      demand: [Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0), Coordinate(x: 50, y: 0)], weights: [0, 1, 2],
      radius: Meters(10), geographic: false)
    #expect(found.map { Set(sets($0.covers)) } == [[1], [2]])
    #expect(found?.covers.demandCount == 3)
    let zero = try places([(0, 0), (1, 0)], radius: 0)
    #expect(Set(sets(zero.covers)) == [[0], [1]])
  }

  @Test func forbiddenGroundIsLeft() throws {
    // The best place for both is at 5, 0; nothing may stand east of 4.
    let found = try places([(0, 0), (10, 0)], radius: 7, allows: { $0.x < 4 })
    #expect(found.places.allSatisfy { $0.position.x < 4 })
    #expect(sets(found.covers).contains([0, 1]))
    let reach = try #require(found.reach)
    #expect(sets(reach).contains([0, 1]))
  }

  @Test func tooManyPairsAreRefused() throws {
    let points = (0..<30).map { Coordinate(x: Double($0), y: 0) }
    let found = try circlePlaces(
      demand: points, weights: points.map { _ in 1 }, radius: Meters(10), geographic: false, mostPairs: 20)
    #expect(found == nil)
  }

  // MARK: Properties

  /// Fewest circles by trying all: the fewest of `sets` (bits) whose union is everything.
  private func fewest(_ sets: Set<Int>, _ count: Int) -> Int? {
    var best = [Int?](repeating: nil, count: 1 << count)
    best[0] = 0
    for mask in 0..<(1 << count) {
      guard let here = best[mask] else { continue }
      for set in sets where best[mask | set].map({ $0 > here + 1 }) ?? true { best[mask | set] = here + 1 }
    }
    return best[(1 << count) - 1]
  }

  /// Places on a grid of 0.05 are worse than any place, and with a radius longer by half its diagonal better.
  @Test func fewestCirclesLieBetweenThoseOfAGrid() async throws {
    let step = 0.05
    for seed in 0..<40 {
      var random = Numbers(seed: UInt64(seed))
      let points = (0..<7).map { _ in
        Coordinate(x: Double(random.below(1000)) / 100, y: Double(random.below(1000)) / 100)
      }
      func gridSets(_ radius: Double) -> Set<Int> {
        var sets: Set<Int> = []
        for row in -60...260 {
          for column in -60...260 {
            let (x, y) = (Double(column) * step, Double(row) * step)
            var set = 0
            for (index, point) in points.enumerated() {
              let (dx, dy) = (point.x - x, point.y - y)
              if dx * dx + dy * dy <= radius * radius { set |= 1 << index }
            }
            if set > 0 { sets.insert(set) }
          }
        }
        return sets
      }
      let found = try #require(
        try circlePlaces(demand: points, weights: points.map { _ in 1 }, radius: Meters(3), geographic: false))
      let problem = try SitingProblem(
        covers: found.covers, weights: points.map { _ in 1 }, statuses: found.places.map { _ in .candidate })
      let solution = try await SetCovering(problem).solve()
      let count = try #require(solution.objective.map { Int($0) })
      let onGrid = try #require(fewest(gridSets(3), points.count))
      let beyond = try #require(fewest(gridSets(3 + step * 0.5.squareRoot()), points.count))
      #expect(solution.status == .optimal && beyond <= count && count <= onGrid, "seed \(seed)")
    }
  }

  /// A random place covers no more than some place found, thinned than some row of reach.
  @Test(arguments: [true, false]) func noPlaceIsBetter(geographic: Bool) throws {
    let radius = 800.0
    for seed in 0..<40 {
      var random = Numbers(seed: UInt64(seed))
      let scale = LocalScale(latitude: 60)
      func somewhere() -> Coordinate {
        let (x, y) = (Double(random.below(400_000)) / 100, Double(random.below(400_000)) / 100)
        guard geographic else { return Coordinate(x: x, y: y) }
        return Coordinate(x: 10 + x / scale.metersPerDegreeX, y: 60 + y / scale.metersPerDegreeY)
      }
      let points = (0..<40).map { _ in somewhere() }
      let weights = points.map { _ in Double(1 + random.below(9)) }
      let trials = (0..<200).map { _ in somewhere() }
      let tried = sets(
        try coverSets(sites: trials, demand: points, radius: Meters(radius * (1 - 1e-6)), geographic: geographic))
      for thinning in [nil, Meters(150)] {
        let found = try #require(
          try circlePlaces(
            demand: points, weights: weights, radius: Meters(radius), geographic: geographic, thinning: thinning))
        let most = sets(thinning == nil ? found.covers : try #require(found.reach))
        for (trial, set) in zip(trials, tried) where !set.isEmpty {
          let isHeld = most.contains { set.isSubset(of: $0) }
          #expect(isHeld, "seed \(seed), thinning \(thinning?.value ?? 0), \(trial): \(set.sorted())")
        }
        let own = sets(found.covers)
        for set in own { #expect(!set.isEmpty, "seed \(seed)") }
      }
    }
  }
}

struct DominatingSitesTests {
  @Test func whatAnotherOutdoesGoes() throws {
    let rows: [[Int32]] = [[0], [0, 1], [2], [0, 1], [], [1, 2], [3]]
    let covers = CoverSets(demandCount: 4, rows: rows.map { $0.map { (demand: $0, cost: 0) } })
    #expect(dominatingSites(covers, weights: [1, 1, 1, 1]).map(\.rawValue) == [1, 5, 6])
    // Without the last point the last site covers nothing.
    #expect(dominatingSites(covers, weights: [1, 1, 1, 0]).map(\.rawValue) == [1, 5])
  }
}
