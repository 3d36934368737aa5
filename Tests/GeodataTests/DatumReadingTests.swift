import Geodata
import Geometry
import Testing

/// Which readings coordinates of one size allow, and the words that name them.
struct DatumReadingTests {
  private static let wutongqiao = Coordinate(x: 103.82, y: 29.41)
  private static let liege = Coordinate(x: 5.57, y: 50.63)

  private static func codes(_ x: Double, _ y: Double, near place: Coordinate) -> [String] {
    datumReadings(of: [Coordinate(x: x, y: y)], near: place).map(\.crs)
  }

  @Test func degrees() {
    #expect(
      Self.codes(103.8, 29.4, near: Self.wutongqiao)
        == ["wgs84", "gcj02", "bd09", "wgs84-swapped", "gcj02-swapped", "bd09-swapped"])
    // The map services shift nothing there.
    #expect(Self.codes(5.6, 50.6, near: Self.liege) == ["wgs84", "wgs84-swapped"])
    #expect(Self.codes(5_600_000, 50_600_000, near: Self.liege).contains("wgs84-e6"))
    #expect(datumReadings(of: [Coordinate(x: .nan, y: 1)], near: Self.liege) == [])
  }

  /// 385,300 m east of nothing and 3,254,600 m north: zones whose meridian is within 4.6° of 103.82.
  @Test func gaussKruger() {
    let plain = Self.codes(385_300, 3_254_600, near: Self.wutongqiao)
    #expect(plain.contains("EPSG:4543") && plain.contains("EPSG:4544") && plain.contains("EPSG:32648"))
    #expect(!plain.contains("EPSG:4546") && !plain.contains("gcj02"))
    #expect(Self.codes(3_254_600, 385_300, near: Self.wutongqiao).contains("EPSG:4544-swapped"))
    // Prefix 35 is the 3-degree zone of 105° E, prefix 18 the 6-degree zone of 105° E.
    #expect(Self.codes(35_385_300, 3_254_600, near: Self.wutongqiao).contains("EPSG:4523"))
    #expect(Self.codes(18_385_300, 3_254_600, near: Self.wutongqiao).contains("EPSG:4496"))
    // A number that no zone has.
    #expect(!Self.codes(1e30, 3_000_000, near: Self.wutongqiao).contains { $0.hasPrefix("EPSG:45") })
    #expect(!Self.codes(385_300, 3_254_600, near: Self.liege).contains { $0.hasPrefix("EPSG:45") })
  }

  /// Prefixes of two zones near the place stand for their own zones; 45 is a slip of the pen.
  @Test func severalZones() {
    func codes(_ eastings: [Double]) -> [String] {
      datumReadings(of: eastings.map { Coordinate(x: $0, y: 3_254_600) }, near: Self.wutongqiao).map(\.crs)
    }
    let two = codes([35_385_300, 34_675_300, 35_385_400])
    #expect(two.contains("cgcs2000-gk") && !two.contains("EPSG:4523"))
    let slip = codes([35_385_300, 45_385_300, 35_385_400])
    #expect(!slip.contains("cgcs2000-gk") && slip.contains("EPSG:4523"))
    let swapped = [35_385_300.0, 34_675_300].map { Coordinate(x: 3_254_600, y: $0) }
    #expect(datumReadings(of: swapped, near: Self.wutongqiao).map(\.crs).contains("cgcs2000-gk-swapped"))
  }

  /// Every zone's meridian is the one its name says: a place on it has the easting 500,000 and the prefix.
  @Test(arguments: [(25, 75.0), (35, 105.0), (45, 135.0), (13, 75.0), (18, 105.0), (23, 135.0)])
  func meridians(prefix: Int, meridian: Double) throws {
    let place = Coordinate(x: meridian, y: 30)
    let position = Coordinate(x: Double(prefix) * 1e6 + 500_000, y: 3_320_113.4)
    let reading = try #require(
      datumReadings(of: [position], near: place).first { $0.name.english.contains("zone prefix \(prefix)") })
    let degrees = try reading.system.positionsInWGS84([position])[0]
    // Meridian arc to 30° on the ellipsoid: 3,320,113.4 m (pyproj 3.7.2).
    #expect(abs(degrees.x - meridian) < 1e-9 && abs(degrees.y - 30) < 1e-6)
  }

  @Test(arguments: [
    ("wgs84-swapped", 29.4, 103.8), ("WGS84-e6", 103_800_000, 29_400_000),
    ("wgs84-e6-swapped", 29_400_000, 103_800_000),
    ("EPSG:4326-swapped", 29.4, 103.8),
  ])
  func suffixes(text: String, x: Double, y: Double) throws {
    var records = [Record(number: 1, shape: .point(Coordinate(x: x, y: y)))]
    let path = try ReferenceSystem(text).toWGS84(&records, at: .init())
    #expect(path.english.contains(text) && path.chinese.contains(text))
    let center = try #require(records[0].shape?.box.center)
    #expect(abs(center.x - 103.8) < 1e-9 && abs(center.y - 29.4) < 1e-9)
  }

  @Test func positionsWithoutAPlaceAreNaN() throws {
    let places = try ReferenceSystem("EPSG:4544").positionsInWGS84([
      Coordinate(x: 500_000, y: 3_320_113.4), Coordinate(x: 1e30, y: 1e30),
    ])
    #expect(abs(places[0].x - 105) < 1e-9 && !places[1].isFinite)
  }
}
