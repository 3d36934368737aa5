import Coverage
import Model
import Testing

/// Services around a point, and what closes with a station, by hand.
struct PointServicesTests {
  /// Point 0: a warm station with drink and rest, and one with the other four of the six: the full set together, at none
  /// alone. Point 1: an outdoor station whose kind wants drink and rest alone. Point 2: nobody.
  @Test func fullSetOfEachKind() {
    let definition = ServiceDefinition(fullSetOfKind: ["outdoor": [.drink, .rest]])
    let rows: [Int32] = [0, 0, 1]
    let services = PointServices(
      demandCount: 3, definition,
      sites: [
        (rows[0..<1], [.drink, .rest], "warm"), (rows[1..<2], [.heatFood, .charge, .warm, .cool], "warm"),
        (rows[2..<3], [.drink, .rest], "outdoor"),
      ])
    #expect(services.isCovered == [true, true, false])
    #expect(services.isFullAtOne == [false, true, false])
    #expect(services.isFullTogether == [true, true, false])
    #expect(services.isCovered(with: .charge) == [true, false, false])
    #expect(services.missing(of: [.drink, .charge], at: 1) == [.charge])
    #expect(services.missing(of: [.drink, .charge], at: 2) == [.drink, .charge])
    #expect(!services.has(Service(rawValue: "sauna"), at: 0))
  }

  /// Weights are powers of two. Site 0 covers 0, 1; site 1 covers 1, 2; site 2 covers 2, 3. Alone 0 loses point 0 and 2
  /// loses point 3; 0 and 1 together lose 0 and 1, 1 and 2 lose 2 and 3, 0 and 2 lose 0 and 3.
  @Test func whatClosesWithAStation() {
    let covers = CoverSets(
      demandCount: 4,
      rows: [[(0, 1), (1, 1)], [(1, 1), (2, 1)], [(2, 1), (3, 1)]])
    let found = closures(
      of: (0..<3).map { SiteIndex($0) }, covers, value: { [1.0, 2, 4, 8][$0] }, worst: 3)
    #expect(found.map(\.closed) == [[0], [1], [2], [0, 1], [0, 2], [1, 2]].map { $0.map { SiteIndex($0) } })
    #expect(found.map(\.lost) == [[0], [], [3], [0, 1], [0, 3], [2, 3]])
    // Of the two that lose most, 2 and 0, there is one pair.
    let pairs = closures(of: (0..<3).map { SiteIndex($0) }, covers, value: { [1.0, 2, 4, 8][$0] }, worst: 2)
    #expect(pairs.count == 4 && pairs[3].closed == [SiteIndex(0), SiteIndex(2)])
  }
}
