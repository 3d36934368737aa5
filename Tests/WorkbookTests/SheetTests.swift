import Testing
import Words
import Workbook

@Suite struct SheetTests {
  /// At most 31 characters, none of seven signs, no quote at an end, no second of a name.
  @Test func namesAsWorkbooksHaveThem() {
    let long = String(repeating: "驿", count: 40)
    let names = ["汇总", "a/b:c[1]", "A B C 1 ", "'x'", "", long, long, "汇总"]
    let sound = names.map { Sheet(name: $0) }.soundNames
    #expect(
      sound == [
        "汇总", "a b c 1", "A B C 1 2", "x", "-", String(repeating: "驿", count: 31),
        String(repeating: "驿", count: 29) + " 2", "汇总 2",
      ])
  }
}
