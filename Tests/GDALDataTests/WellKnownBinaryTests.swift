import GDALData
import Geometry
import Testing

struct WellKnownBinaryTests {
  /// POINT (1 2), little end first, by shapely 2.0.
  @Test func point() {
    let bytes: [UInt8] = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0x40]
    #expect(WellKnownBinary.shape(bytes)?.shape == .point(Coordinate(x: 1, y: 2)))
    #expect(Shape.point(Coordinate(x: 1, y: 2)).wellKnownBinary == bytes)
  }
}
