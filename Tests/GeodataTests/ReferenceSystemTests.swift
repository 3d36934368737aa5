import Geodata
import Geometry
import Testing

/// Values by a program of its own in Python 3.11 from the published formulas (transformLat, transformLon, bd_encrypt);
/// distances with pyproj 3.7.2 (PROJ 9.5.1), as is the projected position.
struct ReferenceSystemTests {
  static let wutongqiao = Coordinate(x: 103.8166, y: 29.4066)

  @Test(arguments: [
    (103.8166, 29.4066, 103.8187362119, 29.4037105809, 103.8251908665, 29.4098848558),
    (121.4737, 31.2304, 121.4782230593, 31.2284577376, 121.4847814685, 31.2343105937),
    (116.3913, 39.9075, 116.3975411816, 39.9089012762, 116.4039139435, 39.9152446637),
    (87.6168, 43.8256, 87.6196499495, 43.8268053931, 87.6260997708, 43.8329497948),
  ])
  func shiftedPositions(lon: Double, lat: Double, gcjLon: Double, gcjLat: Double, bdLon: Double, bdLat: Double) {
    let position = Coordinate(x: lon, y: lat)
    let gcj = ChineseDatum.gcj02.fromWGS84(position)
    #expect(abs(gcj.x - gcjLon) < 1e-9 && abs(gcj.y - gcjLat) < 1e-9)
    let bd = ChineseDatum.bd09.fromWGS84(position)
    #expect(abs(bd.x - bdLon) < 1e-9 && abs(bd.y - bdLat) < 1e-9)
  }

  /// Two public implementations, prcoords 1.0.2 and coord-convert 0.2.1, which agree in every digit here.
  @Test(arguments: [
    (103.817034, 29.409834, 103.8191695138, 29.4069455225, 103.8256289685, 29.4131147681),
    (121.473701, 31.230416, 121.4782240574, 31.2284737422, 121.4847824724, 31.2343265814),
    (116.397389, 39.908722, 116.4036325533, 39.9101254757, 116.4100054147, 39.9164651088),
    (87.616848, 43.825592, 87.6196979982, 43.8267974361, 87.6261481020, 43.8329412703),
    (126.534967, 45.803775, 126.5410074673, 45.8057566149, 126.5476263492, 45.8113708797),
    (91.140856, 29.645554, 91.1423854103, 29.6428180430, 91.1489764418, 29.6485476551),
    (110.3312, 20.031, 110.3355708388, 20.0289537479, 110.3421185590, 20.0346296497),
    (75.98951, 39.47042, 75.9924640337, 39.4706461637, 75.9989709191, 39.4766124958),
    (113.264434, 23.129162, 113.2697636190, 23.1264853835, 113.2761847033, 23.1327736081),
    (104.066541, 30.572269, 104.0690459795, 30.5698145875, 104.0755222120, 30.5758245400),
  ])
  func publicImplementations(lon: Double, lat: Double, gcjLon: Double, gcjLat: Double, bdLon: Double, bdLat: Double) {
    shiftedPositions(lon: lon, lat: lat, gcjLon: gcjLon, gcjLat: gcjLat, bdLon: bdLon, bdLat: bdLat)
  }

  /// 381.524 m at azimuth 147.08° and 909.807 m at this point.
  @Test func shiftAtWutongqiao() {
    let gcj = ChineseDatum.gcj02.fromWGS84(Self.wutongqiao)
    #expect(abs(shortDistance(Self.wutongqiao, gcj) - 381.524) < 0.001)
    #expect(gcj.x > Self.wutongqiao.x && gcj.y < Self.wutongqiao.y, "south-east")
    #expect(abs(shortDistance(Self.wutongqiao, ChineseDatum.bd09.fromWGS84(Self.wutongqiao)) - 909.807) < 0.001)
  }

  /// A real pair of both datums (Vonng/adcode, the district's point, six decimals).
  @Test func publishedPair() {
    let wgs = ChineseDatum.gcj02.toWGS84(Coordinate(x: 103.818014, y: 29.406945))
    #expect(abs(wgs.x - 103.815876) < 1e-6 && abs(wgs.y - 29.409831) < 1e-6)
  }

  @Test(arguments: [ChineseDatum.gcj02, .bd09])
  func roundTrip(datum: ChineseDatum) {
    for column in 0..<40 {
      for row in 0..<30 {
        let position = Coordinate(x: 74 + Double(column) * 1.53, y: 4 + Double(row) * 1.61)
        let shifted = datum.fromWGS84(position)
        let back = datum.toWGS84(shifted)
        #expect(abs(back.x - position.x) < 1e-9 && abs(back.y - position.y) < 1e-9, "\(position)")
        let again = datum.fromWGS84(back)
        #expect(abs(again.x - shifted.x) < 1e-9 && abs(again.y - shifted.y) < 1e-9, "\(position)")
      }
    }
  }

  @Test(arguments: [Coordinate(x: -8.61, y: 41.15), Coordinate(x: 2.35, y: 48.85), Coordinate(x: 140, y: 40)])
  func nothingIsShiftedOutsideChina(position: Coordinate) {
    #expect(ChineseDatum.gcj02.fromWGS84(position) == position)
    #expect(ChineseDatum.bd09.toWGS84(position) == position)
  }

  /// EPSG:4544 has its first axis north; x is easting here, whatever PROJ's order.
  @Test func projectedTable() throws {
    let read = try layer("s.csv", "id,x,y\na,385140.694987,3254918.978200\n", crs: "EPSG:4544")
    guard case .point(let position)? = read.records[0].shape else {
      Issue.record("a point was expected")
      return
    }
    #expect(abs(position.x - 103.8166) < 1e-9 && abs(position.y - 29.4066) < 1e-9)
    #expect(read.referenceSystemPath.hasPrefix("EPSG:4544 -> WGS84"))
  }

  /// A city on the edge of 3-degree zones 34 and 35, and 6-degree zone 18: one file. Eastings by pyproj 3.7.2.
  @Test func zoneNumbersBeforeTheEasting() throws {
    let text =
      "id,x,y\na,35385140.694987,3254918.978200\nb,34616478.126284,3254203.791993\nc,18385140.694987,3254918.978200\n"
    let read = try layer("s.csv", text, crs: "cgcs2000-gk")
    for (record, expected) in zip(read.records, [(103.8166, 29.4066), (103.2, 29.4), (103.8166, 29.4066)]) {
      guard case .point(let position)? = record.shape else {
        Issue.record("a point was expected")
        continue
      }
      #expect(abs(position.x - expected.0) < 1e-9 && abs(position.y - expected.1) < 1e-9)
    }
    #expect(read.referenceSystemPath.contains("EPSG:4496, EPSG:4522, EPSG:4523"))
    let bare = try geodataError {
      _ = try layer("s.csv", "id,x,y\na,35385140,3254918\nb,385140,3254918\n", crs: "cgcs2000-gk")
    }
    #expect(bare.code == .badCoordinate && bare.context.record == "2" && bare.message.contains("zone number"))
  }

  /// EPSG:4490 is latitude first by its registry; in files x is longitude.
  @Test(arguments: ["EPSG:4490", "epsg:4326", "cgcs2000", "urn:ogc:def:crs:OGC:1.3:CRS84", "WGS84"])
  func geographicTable(crs: String) throws {
    let read = try layer("s.csv", "id,lon,lat\na,103.8166,29.4066\n", crs: crs)
    #expect(read.records[0].shape == .point(Self.wutongqiao))
  }

  @Test(arguments: [("gcj02", "103.8187362119,29.4037105809"), ("BD-09", "103.8251908665,29.4098848558")])
  func shiftedTable(crs: String, position: String) throws {
    let read = try layer("s.csv", "id,经度,纬度\na,\(position)\n", crs: crs)
    guard case .point(let found)? = read.records[0].shape else {
      Issue.record("a point was expected")
      return
    }
    #expect(abs(found.x - 103.8166) < 1e-9 && abs(found.y - 29.4066) < 1e-9)
  }

  @Test func declaredSystemIsUsedAndAStatedOneWins() throws {
    let text = #"""
      {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4544"}},"features":[
      {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[385140.694987,3254918.9782]}}]}
      """#
    #expect(try layer("s.geojson", text).referenceSystemPath.hasPrefix("EPSG:4544 -> WGS84"))
    let error = try geodataError { _ = try layer("s.geojson", text, crs: "wgs84") }
    #expect(error.code == .badCoordinate && error.message.contains("crs"))
  }

  /// PROJ takes “bd” for the first system whose name resembles it; a full name, a number and blanks are understood.
  @Test(arguments: ["bd", "WGS", "china", "null", "pseudo", "高德"]) func partOfAName(text: String) throws {
    let error = try geodataError { _ = try layer("s.csv", "id,x,y\na,1,2\n", crs: text) }
    #expect(error.code == .referenceSystem && error.message.contains("bd09 (Baidu)"), "\(error)")
  }

  @Test(arguments: ["4544", " EPSG:4544 ", "CGCS2000 / 3-degree Gauss-Kruger CM 105E"]) func fullNames(text: String)
    throws
  {
    let found = try layer("s.csv", "id,x,y\na,3254918.9782,385140.694987\n", crs: text + "-swapped")
    let place = try #require(found.records[0].shape?.firstCoordinate)
    #expect(abs(place.x - 103.8166) < 1e-9 && abs(place.y - 29.4066) < 1e-9, "\(place)")
  }

  @Test func swappedAxesAreNamed() throws {
    let error = try geodataError { _ = try layer("s.csv", "id,lon,lat\na,103,29\nb,29.4,103.8\n") }
    #expect(error.code == .badCoordinate && error.message.contains("swapped"))
    #expect(error.context.record == "2" && error.context.line == 3)
  }

  @Test func unknownSystemAndImpossiblePosition() throws {
    let unknown = try geodataError { _ = try layer("s.csv", "id,x,y\na,1,2\n", crs: "EPSG:999999") }
    #expect(unknown.code == .referenceSystem && unknown.message.contains("EPSG:999999"))
    let far = try geodataError { _ = try layer("s.csv", "id,x,y\na,385140,3254918\nb,1e20,1e20\n", crs: "EPSG:4544") }
    #expect(far.code == .badCoordinate && far.context.record == "2")
  }
}
