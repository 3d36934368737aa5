import Report
import Testing

struct ShortNameTests {
  @Test func cutAndNumbered() {
    #expect(shortened(["id", "covered_share", "covered_share_with_plan"]) == ["id", "covered_sh", "covered_s2"])
    #expect(shortened(["covered_share", "covered_sh"]) == ["covered_s2", "covered_sh"], "a name that fits stays")
    #expect(shortened(["COVERED_SHARE", "covered_share"]) == ["COVERED_SH", "covered_s2"], "case tells nothing apart")
    // Three bytes a character: three of them fit.
    #expect(shortened(["开放时间"]) == ["开放时"])
    let many = shortened((1...12).map { "abcdefghij\($0)" })
    #expect(Set(many).count == 12 && many[11] == "abcdefgh12")
  }
}
