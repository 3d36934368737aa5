import Model
import Testing

struct ModeChoiceTests {
  private static let mixed = ModeChoice(
    communities: .walk, workers: .bicycle, trades: ["freight": .truck, "express": .eBike], routes: .eBike)

  @Test func everyModeStandsOnce() {
    // Trades by name: express, then freight.
    #expect(Self.mixed.all == [.walk, .bicycle, .eBike, .truck])
    #expect(ModeChoice(.truck).all == [.truck] && ModeChoice().all == [.walk])
    #expect(Self.mixed.mode(ofTrade: "freight") == .truck && Self.mixed.mode(ofTrade: "Freight") == .bicycle)
  }

  /// 10 min at 15 km/h are 2500 m; 500 m at 4 km/h take 7.5 min.
  @Test func eachModeHasItsOwnRadiusAndMinutes() {
    var circle = CircleDefinition(
      cutoff: .time(.minutes(10)), measure: .circle, speeds: [.eBike: KilometersPerHour(15)])
    #expect(circle.radius(of: .eBike) == Meters(2500) && circle.speed(of: .walk).value == 4)
    #expect(circle.minutes(cost: 90_000, by: .eBike) == 1.5 && circle.minutes(cost: 90_000, by: .walk) == 1.5)
    #expect(circle.cost(of: .minutes(2), by: .eBike) == 120_000)
    circle.cutoff = .distance(Meters(500))
    #expect(circle.radius(of: .eBike) == Meters(500) && circle.radius(of: .walk) == Meters(500))
    #expect(circle.minutes(cost: 500_000, by: .walk) == 7.5 && circle.minutes(cost: 500_000, by: .eBike) == 2)
    // Two minutes are 500 m at 15 km/h.
    #expect(circle.cost(of: .minutes(2), by: .eBike) == 500_000)
  }
}

struct JoinedCoverSetsTests {
  @Test func partsTakeTheirPlaces() {
    let walkers = CoverSets(demandCount: 2, rows: [[(0, 5), (1, 7)], []])
    let riders = CoverSets(demandCount: 2, rows: [[(1, 2)], [(0, 3)]])
    let joined = CoverSets(demandCount: 5, joining: [(walkers, [0, 3]), (riders, [1, 4])])
    #expect(joined == CoverSets(demandCount: 5, rows: [[(0, 5), (3, 7), (4, 2)], [(1, 3)]]))
  }

  @Test func onePartThatIsAllStaysAsItIs() {
    let all = CoverSets(demandCount: 2, rows: [[(1, 4)], [(0, 1), (1, 1)]])
    #expect(CoverSets(demandCount: 2, joining: [(all, [0, 1])]) == all)
    let some = CoverSets(demandCount: 4, joining: [(all, [1, 2])])
    #expect(some == CoverSets(demandCount: 4, rows: [[(2, 4)], [(1, 1), (2, 1)]]))
  }

  /// Demand dealt out at random over three parts and joined again is the whole.
  @Test(arguments: 1...50) func dealtOutAndJoined(seed: Int) {
    var numbers = SplitMix(seed: UInt64(seed))
    let demandCount = Int.random(in: 0...40, using: &numbers)
    let rows = (0..<Int.random(in: 0...6, using: &numbers)).map { _ in
      (0..<demandCount).filter { _ in Bool.random(using: &numbers) }.map {
        (demand: Int32($0), cost: Double(Int.random(in: 0...9, using: &numbers)))
      }
    }
    let owner = (0..<demandCount).map { _ in Int.random(in: 0..<3, using: &numbers) }
    let parts = (0..<3).map { part in
      let positions = owner.indices.filter { owner[$0] == part }
      let covers = CoverSets(
        demandCount: positions.count,
        rows: rows.map { row in
          row.compactMap { pair in
            positions.firstIndex(of: Int(pair.demand)).map { (demand: Int32($0), cost: pair.cost) }
          }
        })
      return (covers: covers, positions: positions)
    }
    let whole = CoverSets(demandCount: demandCount, rows: rows)
    #expect(CoverSets(demandCount: demandCount, joining: parts) == whole, "seed \(seed)")
  }
}
