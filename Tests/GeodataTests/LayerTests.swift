import GDALData
import Geodata
import Geometry
import Model
import Testing

/// Records of files as nouns of the model.
struct LayerTests {
  private var findings: [QualityFinding] = []

  private static func points(_ rows: String) -> String { "id,name,services,weight,lon,lat\n" + rows }

  @Test mutating func stationWithTheWordsPlannersUse() throws {
    let text = """
      编号,名称,设施,开放时间,经度,纬度
      s1,茶花,能喝水、可歇脚；能热饭，charging / Warm|纳凉 library,Mo-Su 08:00-18:00,103.8,29.4
      s2,,六能,,103.81,29.4
      s3,Three,,,103.82,29.4

      """
    let stations = try layer("s.csv", text).stations(&findings)
    #expect(stations.map(\.id.rawValue) == ["s1", "s2", "s3"])
    #expect(
      stations[0].services == [
        .drink, .rest, .heatFood, .charge, .warm, Service(rawValue: "纳凉 library"),
      ])
    #expect(stations[1].services == Set(Service.fullSet) && stations[1].name == "s2" && stations[1].hours == nil)
    #expect(stations[2].services.isEmpty)
    #expect(stations[0].hours == "Mo-Su 08:00-18:00")
  }

  @Test mutating func servicesAsAList() throws {
    let text = #"""
      {"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{"services":["drink","充电"]},
      "geometry":{"type":"MultiPoint","coordinates":[[103.8,29.4]]}}]}
      """#
    let station = try #require(try layer("s.geojson", text).stations(&findings).first)
    #expect(station.services == [.drink, .charge] && station.position == Coordinate(x: 103.8, y: 29.4))
  }

  @Test(arguments: ["12", " 3.5 ", "-1"]) mutating func numberWhereServicesShouldBe(cell: String) throws {
    let read = try layer("s.csv", Self.points("a,x,drink,1,103.8,29.4\nb,x,\(cell),1,103.8,29.4\n"))
    let error = try geodataError { _ = try read.stations(&findings) }
    #expect(error.code == .badValue && error.context.record == "2" && error.context.field == "services")
    #expect(error.context.line == 3 && error.message.contains("text"))
  }

  @Test mutating func sameIdTwice() throws {
    let read = try layer("s.csv", Self.points("a,x,drink,1,103.8,29.4\nb,x,,1,103,29\na,x,,1,103,29\n"))
    let error = try geodataError { _ = try read.stations(&findings) }
    #expect(error.code == .duplicateIdentifier && error.context.record == "3" && error.message.contains("record 1"))
  }

  @Test mutating func routesOfOneRecordShareNoIdWithAnother() throws {
    func route(_ id: String, _ type: String, _ coordinates: String) -> String {
      #"{"type":"Feature","id":"\#(id)","properties":{"trips":3},"geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}"#
    }
    let multi = route("r", "MultiLineString", "[[[103,29],[103.1,29]],[[103.2,29],[103.3,29]]]")
    let alone = route("q", "LineString", "[[103,29],[103.1,29]]")
    let both = try layer("r.geojson", #"{"type":"FeatureCollection","features":[\#(multi),\#(alone)]}"#, role: "routes")
    let routes = try both.routes(&findings)
    #expect(routes.map(\.id.rawValue) == ["r-1", "r-2", "q"] && routes.map(\.tripsPerDay) == [3, 3, 3])
    #expect(routes[1].line == [Coordinate(x: 103.2, y: 29), Coordinate(x: 103.3, y: 29)])

    let clash = route("r-2", "LineString", "[[103,29],[103.1,29]]")
    let read = try layer("r.geojson", #"{"type":"FeatureCollection","features":[\#(multi),\#(clash)]}"#, role: "routes")
    #expect(try geodataError { _ = try read.routes(&findings) }.code == .duplicateIdentifier)
    let point = try layer("r.csv", "id,lon,lat\na,103,29\n", role: "routes")
    #expect(try geodataError { _ = try point.routes(&findings) }.message.contains("line"))
  }

  @Test mutating func absentWeightIsOneWithAWarning() throws {
    let read = try layer("c.csv", "id,lon,lat,population\na,103.8,29.4,250\nb,103.8,29.4,\n", role: "communities")
    #expect(try read.communities(&findings).map(\.residents) == [250, 1])
    #expect(findings.map(\.record) == ["b"] && findings[0].severity == .warning)
  }

  @Test(arguments: [("-1", "negative"), ("many", "not a number"), ("1e400", "not a number"), ("nan", "not a number")])
  mutating func badWeight(cell: String, words: String) throws {
    let read = try layer("w.csv", "id,lon,lat,riders\na,103,29,1\nb,103,29,\(cell)\n", role: "workers")
    let error = try geodataError { _ = try read.workerGroups(&findings) }
    #expect(error.code == .badValue && error.message.contains(words))
    #expect(error.context.record == "2" && error.context.field == "riders" && error.context.line == 3)
  }

  @Test(arguments: ["24/7", "Mo-Fr 08:00-18:00; Sa 09:00-12:00", "Mo,We 10:00-12:00"])
  mutating func hoursStayAsTheyAre(hours: String) throws {
    let station = try layer("s.csv", "id,hours,lon,lat\na,\"\(hours)\",103,29\n").stations(&findings)[0]
    #expect(station.hours == hours)
  }

  @Test mutating func amountThatNothingHas() throws {
    let read = try layer("w.csv", "id,riders,lon,lat\na,1e30,103,29\n", role: "workers")
    let error = try geodataError { _ = try read.workerGroups(&findings) }
    #expect(error.code == .badValue && error.context.field == "riders" && error.message.contains("1e30"))
  }

  @Test mutating func mappedFieldThatIsNotThere() throws {
    let read = try layer("w.csv", "id,lon,lat,riders\na,103,29,1\n", role: "workers", fields: ["weight": "heads"])
    let error = try geodataError { _ = try read.workerGroups(&findings) }
    #expect(error.code == .missingField && error.message.contains("“heads”") && error.message.contains("riders"))
    let column = try geodataError { _ = try layer("w.csv", "id,lon,lat\na,103,29\n", fields: ["lon": "东经"]) }
    #expect(column.code == .missingField && column.message.contains("“东经”"))
  }

  @Test(arguments: [
    ("id,lon\na,103\n", GeodataError.Code.missingField, "partner"), ("id,lon,lat\na,103,\n", .badCoordinate, "missing"),
    ("id,lon,lat\na,103\n", .badCoordinate, "missing"), ("id,lon,lat\na,\"103,8,5\",29\n", .badCoordinate, "“103,8,5”"),
    ("id,lon,lat\na,NaN,29\n", .badCoordinate, "“NaN”"), ("id,lon,lat\na,1e400,29\n", .badCoordinate, "“1e400”"),
    ("id,wkt\na,POINT(103\n", .badCoordinate, "WKT"),
  ])
  func badPositionInATable(text: String, code: GeodataError.Code, words: String) throws {
    let error = try geodataError { _ = try layer("s.csv", text) }
    #expect(error.code == code && error.message.contains(words), "\(error)")
  }

  /// As QGIS names the only layer of a file; another name is another file's.
  @Test func layerNamedAfterItsFile() throws {
    let file = try ScratchFile("t.csv", "id,lon,lat\na,103,29\n")
    let stem = try #require(file.path.split(separator: "/").last).dropLast(4)
    var reader = LayerReader()
    #expect(try reader.read(LayerSource(role: "stations", path: "\(file.path)|layername=\(stem)")).records.count == 1)
    let error = try geodataError {
      var reader = LayerReader()
      _ = try reader.read(LayerSource(role: "stations", path: "\(file.path)|layername=other"))
    }
    #expect(error.code == .wrongLayer, "\(error)")
  }

  @Test mutating func recordsWithoutAPlace() throws {
    let table = try layer("s.csv", "id,name\na,x\n")
    #expect(try geodataError { _ = try table.stations(&findings) }.code == .missingField)
    let empty = #"{"type":"Feature","id":"a","properties":{},"geometry":{"type":"Polygon","coordinates":[]}}"#
    let community = try layer("c.geojson", empty, role: "communities")
    #expect(try geodataError { _ = try community.communities(&findings) }.code == .missingField)
    let line = #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}"#
    let station = try layer("s.geojson", line)
    #expect(try geodataError { _ = try station.stations(&findings) }.message.contains("LineString"))
    #expect(try geodataError { _ = try station.area() }.message.contains("polygon"))
  }

  @Test func filtersAndFirst() throws {
    let rows = "a,x,,1,103,29\nb,y,,1,103,29\nc,z,,1,103,29\nd,x,,1,103,29\n"
    #expect(try layer("s.csv", Self.points(rows), filters: ["name=x|z"]).records.map(\.number) == [1, 3, 4])
    #expect(try layer("s.csv", Self.points(rows), filters: ["name=x|z"], first: 2).records.map(\.number) == [1, 3])
    #expect(try layer("s.csv", Self.points(rows), filters: ["services=*"]).records.isEmpty)
  }

  /// A filter on a field that is nowhere is a slip of the pen, not an empty layer.
  @Test func filterOnAFieldThatIsNowhere() throws {
    let file = try ScratchFile("s.csv", "id,kind,lon,lat\na,x,1,2\n")
    var reader = LayerReader()
    let error = try geodataError {
      _ = try reader.read(
        LayerSource(role: "stations", path: file.path, filters: [try #require(AttributeFilter("typ=x"))]))
    }
    #expect(error.code == .missingField && error.context.field == "typ" && error.message.contains("id, kind, lat, lon"))
  }

  @Test func wellKnownTextOfPostGIS() throws {
    let file = try ScratchFile("s.csv", "id,wkt\na,SRID=4490;POINT(103 29)\n")
    var reader = LayerReader()
    #expect(
      try reader.read(LayerSource(role: "stations", path: file.path)).records[0].shape == .point(.init(x: 103, y: 29)))
    let empty = try ScratchFile("e.csv", "id,wkt\na,POINT EMPTY\n")
    let layer = try reader.read(LayerSource(role: "stations", path: empty.path))
    var findings: [QualityFinding] = []
    let error = try geodataError { _ = try layer.stations(&findings) }
    #expect(error.message.contains("the geometry is empty"), "\(error)")
  }

  @Test func rowThatIsFilteredOutNeedsNoPosition() throws {
    let read = try layer("s.csv", Self.points("a,x,,1,103,29\nb,y,,1,,\n"), filters: ["name=x"])
    #expect(read.records.map(\.number) == [1])
  }

  @Test func wrongExtensionIsAnsweredWithTheWayOut() throws {
    let error = try geodataError { _ = try layer("s.xyz", "x") }
    #expect(error.code == .wrongFormat)
    #expect(error.message.contains(gdalVersion == nil ? "ogr2ogr" : "GDAL can read"), "\(error)")
  }

  @Test(.enabled(if: gdalVersion == nil), arguments: ["s.shp", "s.GPKG", "s.xlsx", "PG:dbname=town"])
  func formatOfALargerBuildIsAnsweredWithItsName(path: String) throws {
    var reader = LayerReader()
    let error = try geodataError { _ = try reader.read(LayerSource(role: "stations", path: path)) }
    #expect(error.code == .missingPart && error.message.contains("without GDAL"), "\(error)")
    #expect(error.message.contains("make full"), "\(error)")
  }

  @Test func openStreetMapTags() throws {
    let text = """
      <?xml version='1.0' encoding='UTF-8'?>
      <osm version="0.6">
        <node id="1" lat="29.400" lon="103.800"/>
        <node id="2" lat="29.400" lon="103.801"/>
        <node id="3" lat="29.401" lon="103.801"><tag k="amenity" v="bank"/><tag k="name" v="邮政"/></node>
        <node id="4" lat="29.402" lon="103.801"><tag k="amenity" v="fuel"/></node>
        <way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
        <way id="8"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="amenity" v="bank"/></way>
      </osm>

      """
    let banks = try layer("city.osm", text, role: "candidates", filters: ["amenity=bank"])
    #expect(banks.records.map(\.id) == ["node/3", "way/8"])
    #expect(banks.records[0].fields["name"] == .text("邮政"))
    #expect(banks.records[0].shape == .point(Coordinate(x: 103.801, y: 29.401)))

    let streets = try layer("city.osm", text, role: "communities", filters: ["highway=residential"])
    #expect(
      streets.records.map(\.shape) == [.lineString([Coordinate(x: 103.8, y: 29.4), Coordinate(x: 103.801, y: 29.4)])])
    // 0.001° of longitude at 29.4° N: pyproj 3.7.2, geodesic on WGS84.
    guard case .number(let length)? = streets.records[0].fields["length_m"] else {
      Issue.record("a computed length was expected")
      return
    }
    #expect(abs(length - 97.0614) < 0.001)
    let error = try geodataError { _ = try layer("city.osm", text) }
    #expect(error.code == .missingField && error.message.contains("filter"))
    let torn = try geodataError { _ = try layer("city.osm", String(text.prefix(300)), filters: ["amenity=bank"]) }
    #expect(torn.code == .malformed && torn.context.file?.hasSuffix("city.osm") == true)
  }
}
