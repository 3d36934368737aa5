import Coverage
import Model
import Testing

/// Minutes of a week as opening hours.
struct WeekHoursTests {
  private static let cases: [(ranges: [Range<Int>], text: String)] = [
    ([0..<10_080], "24/7"),
    ([], "off"),
    // Tuesday 08:00-18:00, and Wednesday, and Saturday in two stretches.
    ([1920..<2520, 3360..<3960, 7740..<7920, 8040..<8220], "Tu-We 08:00-18:00; Sa 09:00-12:00,14:00-17:00"),
    // Over midnight.
    ([1320..<1800], "Mo 22:00-24:00; Tu 00:00-06:00"),
    // Two days alike that are not neighbours.
    ([61..<62, 2941..<2942], "Mo 01:01-01:02; We 01:01-01:02"),
  ]

  @Test func written() {
    for (ranges, text) in Self.cases { #expect(WeekMinutes(ranges).openingHours == text) }
  }

  /// What is written is read again as the same minutes.
  @Test func readAgain() throws {
    let monday = try #require(CivilMinute(parsing: "2026-04-13"))
    for seed in UInt64(1)...200 {
      var random = SplitMix(seed: seed)
      let minutes = WeekMinutes(
        (0..<Int.random(in: 1...12, using: &random)).map { _ in
          let start = Int.random(in: 0..<10_080, using: &random)
          return start..<start + Int.random(in: 1...3_000, using: &random)
        })
      let spans = try OpeningHours(parsing: minutes.openingHours)
        .spans(from: monday, to: CivilMinute(monday.value + 10_080))
      #expect(spans.allSatisfy { !$0.isUnknown })
      let read = WeekMinutes(
        spans.map { $0.minutes.lowerBound - monday.value..<$0.minutes.upperBound - monday.value })
      #expect(read == minutes, "seed \(seed): \(minutes.openingHours)")
    }
  }
}
