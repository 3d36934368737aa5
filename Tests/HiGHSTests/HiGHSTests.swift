import HiGHS
import Testing

#if HiGHS
@Suite struct HiGHSTests {
  @Test func theVersionIsThePinnedOne() { #expect(highsVersion == "1.15.1") }
}
#else
@Suite struct HiGHSTests {
  @Test func aMinimalBuildHasNoHiGHS() { #expect(highsVersion == nil) }
}
#endif
