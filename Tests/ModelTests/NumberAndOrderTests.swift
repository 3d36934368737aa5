import Model
import Testing

@Suite struct NumberAndOrderTests {
  @Test func sumsShowNoRounding() {
    #expect(tidy(0.1 + 0.2) == 0.3 && tidy(0.1 * 3 + 0.35) == 0.65)
    #expect(tidy(59.99999999999999) == 60 && tidy(-59.99999999999999) == -60)
    // Fourteen digits stay, and what is whole or large stays as it is.
    #expect(tidy(85.5182933611) == 85.5182933611 && tidy(5_731_159_103.675) == 5_731_159_103.675)
    #expect(
      tidy(123_456_789_012_345) == 123_456_789_012_345 && tidy(1e308) == 1e308 && tidy(0) == 0)
    // What is left of numbers that cancel: 0.3 - 0.1 - 0.2.
    #expect(tidy(0.3 - 0.1 - 0.2) == 0)
    #expect(plainNumber(0.1 + 0.2) == "0.3" && plainNumber(2.9999999999999996) == "3")
  }

  @Test func idsStandInTheOrderOfTheirNumbers() {
    let ids = [
      "host-10", "host-9", "a", "host-9b", "HD002", "HD010", "HD9", "7", "007", "", "邮局2", "邮局10",
    ]
    #expect(
      ids.sorted(by: precedes) == [
        "", "007", "7", "HD002", "HD9", "HD010", "a", "host-9", "host-9b", "host-10", "邮局2", "邮局10",
      ])
    for a in ids {
      for b in ids {
        #expect(!(precedes(a, b) && precedes(b, a)) && (a == b || precedes(a, b) || precedes(b, a)))
      }
    }
  }
}
