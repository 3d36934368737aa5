import Analysis
import Model
import Testing

/// Whom to take on and where each reports, against trying everything.
struct RiderChoiceTests {
  private static func seen(_ riders: some Sequence<Int>, _ passed: [[Int]], _ weights: [Int]) -> Int {
    Set(riders.flatMap { passed[$0] }).reduce(0) { $0 + weights[$1] }
  }

  /// Seven riders at the most on twelve streets, by metres and by people: many streets have nobody.
  @Test func bestRidersAgainstAllChoices() async throws {
    for seed in 0..<500 {
      var random = SplitMix(seed: UInt64(seed))
      let streets = Int.random(in: 1...12, using: &random)
      let riders = Int.random(in: 1...7, using: &random)
      let most = Int.random(in: 0...4, using: &random)
      let passed = (0..<riders).map { _ in (0..<streets).filter { _ in Int.random(in: 0..<3, using: &random) == 0 } }
      let patrolling = (0..<riders).map { _ in Int.random(in: 0..<4, using: &random) == 0 }
      let metres = (0..<streets).map { _ in Int.random(in: 1...200_000, using: &random) }
      let people = metres.map { $0 % 3 == 0 ? $0 : 0 }
      for weights in [metres, people] {
        var best = 0
        for set in 0..<(1 << riders) {
          let chosen = (0..<riders).filter { set >> $0 & 1 == 1 }
          guard chosen.allSatisfy({ !patrolling[$0] }), chosen.count <= most else { continue }
          best = max(best, Self.seen(chosen + (0..<riders).filter { patrolling[$0] }, passed, weights))
        }
        let choice = try await bestRiders(passed, weights: weights, patrolling: patrolling, most: most)
        #expect(choice.value == best && choice.bound == best && choice.gap == 0, "seed \(seed)")
        #expect(choice.chosen.allSatisfy { !patrolling[$0] } && choice.chosen.count <= most, "seed \(seed)")
        let standing = (0..<riders).filter { patrolling[$0] }
        #expect(Self.seen(choice.chosen + standing, passed, weights) == best, "seed \(seed)")
        // Nobody is taken on for nothing.
        for rider in choice.chosen {
          let others = choice.chosen.filter { $0 != rider } + standing
          #expect(Self.seen(others, passed, weights) < best, "seed \(seed)")
        }
      }
    }
  }

  /// Five riders at the most, four communities: each reports to one.
  @Test func reportingAgainstAllAssignments() async throws {
    for seed in 0..<200 {
      var random = SplitMix(seed: UInt64(1000 + seed))
      let streets = Int.random(in: 1...14, using: &random)
      let riders = Int.random(in: 1...5, using: &random)
      let count = Int.random(in: 1...4, using: &random)
      let communities = (0..<streets).map { _ in Int.random(in: 0..<count, using: &random) }
      let weights = (0..<streets).map { _ in Int.random(in: 1...50_000, using: &random) }
      let passed = (0..<riders).map { _ in (0..<streets).filter { _ in Bool.random(using: &random) } }
      func seen(_ places: [Int?]) -> Int {
        var all: Set<Int> = []
        for (rider, place) in places.enumerated() {
          all.formUnion(passed[rider].filter { communities[$0] == place })
        }
        return all.reduce(0) { $0 + weights[$1] }
      }
      var best = 0
      var places = [Int](repeating: 0, count: riders)
      search: while true {
        best = max(best, seen(places))
        var digit = 0
        while true {
          guard digit < riders else { break search }
          places[digit] += 1
          if places[digit] < count { break }
          places[digit] = 0
          digit += 1
        }
      }
      let found = try await reportingPlaces(passed, communities: communities, weights: weights)
      #expect(found.choice.value == best && found.choice.bound == best, "seed \(seed)")
      #expect(seen(found.ofRider) == best, "seed \(seed)")
      for (rider, place) in found.ofRider.enumerated() {
        #expect(
          passed[rider].isEmpty ? place == nil : passed[rider].contains { communities[$0] == place }, "seed \(seed)")
      }
    }
  }

  /// Two riders pass the long street of the first community and each a short one of his own elsewhere: one stays, the other
  /// reports where his own is. A third whose streets others see reports where he has most.
  @Test func oneStaysAndOneGoes() async throws {
    let found = try await reportingPlaces(
      [[0, 1], [0, 2], [0, 2]], communities: [0, 1, 2], weights: [1000, 10, 20])
    #expect(found.choice.value == 1030 && Set(found.ofRider) == [0, 1, 2] && found.ofRider[0] == 1)
    let idle = try await reportingPlaces([[], [0]], communities: [3], weights: [5])
    #expect(idle.ofRider == [nil, 3] && idle.choice.value == 5)
  }
}
