import Report
import Testing

/// Numbers as the page shows them.
struct DrawingTests {
  @Test func sharesNeverRoundToAllOrNothing() {
    #expect(grouped(101_835) == "101,835" && grouped(999) == "999" && grouped(1_000) == "1,000")
    #expect(grouped(1_234_567.891, decimals: 2) == "1,234,567.89" && grouped(0.5, decimals: 1) == "0.5")
    #expect(grouped(-1_234) == "-1,234" && grouped(-0.004, decimals: 2) == "0.00" && grouped(.infinity) == "–")
    #expect(trimmedNumber(12.5) == "12.5" && trimmedNumber(12) == "12" && trimmedNumber(0.125, decimals: 3) == "0.125")
    #expect(trimmedNumber(.nan) == "–" && trimmedNumber(-3.10) == "-3.1")
    #expect(shareText(1) == "100.0%")
    #expect(shareText(0.99996) == "99.9%")
    #expect(shareText(0) == "0.0%")
    #expect(shareText(0.0001) == "<0.1%")
    #expect(shareText(0.3725) == "37.3%")
    #expect(shareText(nil) == "–")
  }

  @Test func limitsRoundUp() {
    #expect(limitText(0.5412) == "54.2%")
    #expect(limitText(0.541) == "54.1%")
    #expect(limitText(1.3) == "100.0%")
    #expect(pointsUp(0.01041) == "1.05")
    #expect(pointsUp(0) == "0.00")
  }

  @Test func groupsOfThree() {
    #expect(grouped(0) == "0")
    #expect(grouped(999) == "999")
    #expect(grouped(101_835) == "101,835")
    #expect(grouped(-1_234_567.89, decimals: 1) == "-1,234,567.9")
    #expect(grouped(-0.01) == "0")
    #expect(grouped(.infinity) == "–")
  }
}
