import Geometry
import Testing

struct DateLineTests {
  private func isCrossed(_ longitudes: [Double]) -> Bool {
    var dateLine = DateLine()
    for longitude in longitudes { dateLine.add(longitude) }
    return dateLine.isCrossed
  }

  /// Fiji lies on both sides; a lost sign among Chinese places, and a file of the whole world, are something else.
  @Test(arguments: [
    ([179.9, -179.9], true), ([177, 178.4, -178.2], true), ([179.9], false), ([-179.9, -170], false),
    ([0.1, -0.1], false),
    ([103.8, 103.9, -103.8], false), ([-180, 180, 0], false), ([], false),
  ])
  func crossings(longitudes: [Double], expected: Bool) { #expect(isCrossed(longitudes) == expected) }
}
