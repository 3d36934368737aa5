import GDALData
import Geometry
import Testing

struct GDALErrorTests {
  @Test func placesInBothLanguages() {
    let plain = GDALError(code: .broken, message: .init("数据中断", "it breaks"), context: "GDALRasterIO")
    #expect(plain.told.chinese == "数据中断（GDALRasterIO）" && "\(plain)" == "it breaks (GDALRasterIO)")
    let placed = GDALError(code: .broken, message: .init("数据中断", "it breaks"), at: .init("第2行", "row 2"))
    #expect(placed.told.chinese == "数据中断（第2行）" && placed.context == "row 2")
  }
}

/// Hexadecimal bytes by shapely 2.2.0 (GEOS 3.14.1).
struct WellKnownBinaryTests {
  private static let triangle = [
    Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0), Coordinate(x: 1, y: 1), Coordinate(x: 0, y: 0),
  ]
  private static let holed = Polygon(rings: [
    [Coordinate(x: 0, y: 0), Coordinate(x: 2, y: 0), Coordinate(x: 2, y: 2), Coordinate(x: 0, y: 0)],
    [Coordinate(x: 1, y: 0.5), Coordinate(x: 1.5, y: 0.5), Coordinate(x: 1.5, y: 1), Coordinate(x: 1, y: 0.5)],
  ])
  private static let step = [Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 1)]

  private static let known: [(Shape, String)] = [
    (.point(Coordinate(x: 1, y: 2)), "0101000000000000000000F03F0000000000000040"),
    (
      .lineString([Coordinate(x: 1, y: 2), Coordinate(x: 3, y: 4)]),
      "010200000002000000000000000000F03F000000000000004000000000000008400000000000001040"
    ),
    (
      .polygon(holed),
      "010300000002000000040000000000000000000000000000000000000000000000000000400000000000000000000000000000004000000000"
        + "000000400000000000000000000000000000000004000000000000000000F03F000000000000E03F000000000000F83F000000000000"
        + "E03F000000000000F83F000000000000F03F000000000000F03F000000000000E03F"
    ),
    (
      .multiPoint([Coordinate(x: 1, y: 2), Coordinate(x: 3, y: 4)]),
      "0104000000020000000101000000000000000000F03F0000000000000040010100000000000000000008400000000000001040"
    ),
    (
      .multiLineString([step, [Coordinate(x: 2, y: 2), Coordinate(x: 3, y: 3)]]),
      "01050000000200000001020000000200000000000000000000000000000000000000000000000000F03F000000000000F03F010200000002"
        + "0000000000000000000040000000000000004000000000000008400000000000000840"
    ),
    (
      .multiPolygon([Polygon(outer: triangle)]),
      "0106000000010000000103000000010000000400000000000000000000000000000000000000000000000000F03F00000000000000000000"
        + "00000000F03F000000000000F03F00000000000000000000000000000000"
    ),
    (
      .collection([.point(Coordinate(x: 1, y: 2)), .lineString(step)]),
      "0107000000020000000101000000000000000000F03F000000000000004001020000000200000000000000000000000000000000000000"
        + "000000000000F03F000000000000F03F"
    ),
  ]

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }

  @Test(arguments: known.indices) func bothWays(index: Int) {
    let (shape, text) = Self.known[index]
    let read = WellKnownBinary.shape(Self.bytes(text))
    #expect(read?.shape == shape && read?.hasMore == false)
    #expect(shape.wellKnownBinary == Self.bytes(text))
  }

  /// A byte too few is no geometry, wherever it is missing.
  @Test(arguments: known.indices) func torn(index: Int) {
    let whole = Self.bytes(Self.known[index].1)
    #expect((0..<whole.count).allSatisfy { WellKnownBinary.shape(Array(whole[..<$0])) == nil })
  }

  /// Heights by the type of ISO and by the flag of PostGIS, with its number of a system; the big end first.
  @Test(arguments: [
    ("01E9030000000000000000F03F00000000000000400000000000002240", 0, true),
    (
      "01020000A0E610000002000000000000000000F03F00000000000000400000000000001440000000000000084000000000000010400000000000"
        + "001840", 1, true
    ),
    (
      "00000000040000000200000000013FF00000000000004000000000000000000000000140080000000000004010000000000000", 3, false
    ),
  ])
  func otherSpellings(text: String, index: Int, hasMore: Bool) {
    let read = WellKnownBinary.shape(Self.bytes(text))
    #expect(read?.shape == Self.known[index].0 && read?.hasMore == hasMore)
  }

  @Test func emptyPoint() {
    #expect(WellKnownBinary.shape(Self.bytes("0101000000000000000000F87F000000000000F87F"))?.shape == .multiPoint([]))
  }

  /// An unknown type, a circular string, a count of four thousand millions, an infinity, a nesting without end.
  @Test func refused() {
    for text in [
      "010C270000", "010800000000000000", "0102000000FFFFFFFF", "0101000000000000000000F07F0000000000000040",
      String(repeating: "010700000001000000", count: 200),
    ] {
      #expect(WellKnownBinary.shape(Self.bytes(text)) == nil, "\(text.prefix(40))")
    }
  }
}
