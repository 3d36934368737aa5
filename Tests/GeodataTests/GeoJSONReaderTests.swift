import Geodata
import Geometry
import Model
import Testing

struct GeoJSONReaderTests {
  static let collection = """
    {"type":"FeatureCollection","name":"s","features":[
     {"type":"Feature","id":"a","properties":{"name":"茶花 \\u8336\\u82B1 \\uD83D\\uDE00 \\"q\\" \\/ \\n","n":-1.5e2,"ok":true,
       "none":null,"list":["drink",2],"deep":{"x":{"y":[1,{"z":2}]}}},
      "geometry":{"type":"Point","coordinates":[103.8,29.4,310.5]}},
     {"geometry":{"coordinates":[[103.8,29.4],[103.9,29.5]],"type":"LineString"},"properties":null,"type":"Feature","id":7}
    ]}

    """

  @Test func featureCollection() throws {
    let records = try geoJSONRecords(Self.collection)
    try #require(records.count == 2)
    #expect(records[0].id == "a" && records[0].number == 1)
    #expect(records[0].shape == .point(Coordinate(x: 103.8, y: 29.4)), "the height is dropped")
    #expect(
      records[0].fields == [
        "name": .text("茶花 茶花 😀 \"q\" / \n"), "n": .number(-150), "ok": .bool(true), "none": .null,
        "list": .list([.text("drink"), .number(2)]), "deep": .null,
      ])
    #expect(records[1].id == "7" && records[1].fields.isEmpty && records[1].number == 2)
    #expect(records[1].shape == .lineString([Coordinate(x: 103.8, y: 29.4), Coordinate(x: 103.9, y: 29.5)]))
  }

  /// What ArcGIS answers to f=json, whichever member comes first.
  @Test(arguments: [
    #"{"displayFieldName":"","geometryType":"esriGeometryPoint","features":[]}"#,
    #"{"features":[{"attributes":{"id":1},"geometry":{"x":103.8,"y":29.4}}]}"#,
    #"{"features":[{"geometry":{"paths":[[[103.8,29.4],[103.9,29.4]]]},"attributes":{"id":1}}]}"#,
  ])
  func esriJSON(text: String) throws {
    let error = try geodataError { _ = try geoJSONRecords(text) }
    #expect(error.code == .wrongFormat && error.message.contains("Esri JSON"), "\(error)")
  }

  @Test func keysThatStandTwice() throws {
    func notes(_ features: String) throws -> [QualityFinding] {
      let file = try ScratchFile("t.geojson", #"{"type":"FeatureCollection","features":[\#(features)]}"#)
      var reader = LayerReader()
      return try reader.readRaw(LayerSource(role: "stations", path: file.path)).notes
    }
    let plain = #"{"type":"Feature","properties":{"a":1,"b":2},"geometry":null}"#
    let property = #"{"type":"Feature","properties":{"a":1,"b":2,"a":3},"geometry":null}"#
    let member = #"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{},"geometry":null}"#
    #expect(try notes(plain).isEmpty)
    let told = try notes([plain, property, plain, property].joined(separator: ","))
    #expect(told.map(\.field) == ["a"] && told[0].record == "2" && told[0].value == "2" && told[0].severity == .warning)
    #expect(try notes(member).map(\.field) == ["geometry"])
    let twice = #"{"type":"FeatureCollection","features":[],"features":[]}"#
    #expect(try geodataError { _ = try geoJSONRecords(twice) }.code == .malformed)
  }

  @Test func byteOrderMarkIsPassedOver() throws {
    #expect(try geoJSONRecords([0xEF, 0xBB, 0xBF] + Self.collection.utf8).records.count == 2)
  }

  @Test func membersInAnyOrder() throws {
    let text = #"""
      {"features":[{"id":"b","geometry":{"coordinates":[1,2],"type":"Point"},"properties":{"a":1},"bbox":[1,2,1,2],
      "type":"Feature"}],"bbox":[1,2,1,2],"type":"FeatureCollection"}
      """#
    let records = try geoJSONRecords(text)
    #expect(records.map(\.id) == ["b"] && records[0].shape == .point(Coordinate(x: 1, y: 2)))
  }

  @Test func singleFeatureAndBareGeometry() throws {
    let feature = try geoJSONRecords(
      #"{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"a":"b"},"type":"Feature","id":"x"}"#)
    #expect(feature.map(\.id) == ["x"] && feature[0].fields == ["a": .text("b")])
    let geometry = try geoJSONRecords(#"{"coordinates":[[1,2],[3,4]],"type":"MultiPoint"}"#)
    #expect(geometry.map(\.shape) == [.multiPoint([Coordinate(x: 1, y: 2), Coordinate(x: 3, y: 4)])])
  }

  @Test func nullGeometryIsARecordWithoutShape() throws {
    let records = try geoJSONRecords(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"id":"a"}}]}"#)
    #expect(records.count == 1 && records[0].shape == nil)
  }

  @Test func everyGeometryType() throws {
    func shape(_ text: String) throws -> Shape? { try geoJSONRecords(text)[0].shape }
    let ring = [(0.0, 0.0), (4, 0), (4, 4), (0, 0)].map { Coordinate(x: $0.0, y: $0.1) }
    let hole = [(1.0, 1.0), (2, 2), (2, 1), (1, 1)].map { Coordinate(x: $0.0, y: $0.1) }
    let rings = "[[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]"
    let polygon = Polygon(rings: [ring, hole])
    #expect(try shape(#"{"type":"Polygon","coordinates":\#(rings)}"#) == .polygon(polygon))
    #expect(try shape(#"{"type":"MultiPolygon","coordinates":[\#(rings)]}"#) == .multiPolygon([polygon]))
    #expect(
      try shape(#"{"type":"MultiLineString","coordinates":[[[0,0],[4,0]],[[4,4],[0,0]]]}"#)
        == .multiLineString([[ring[0], ring[1]], [ring[2], ring[3]]]))
    #expect(
      try shape(#"{"geometries":[{"type":"Point","coordinates":[4,0]}],"type":"GeometryCollection"}"#)
        == .collection([.point(ring[1])]))
    #expect(try shape(#"{"type":"MultiPolygon","coordinates":[]}"#)?.isEmpty == true)
  }

  @Test func referenceSystemOfOlderFiles() throws {
    let text = #"""
      {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4544"}},"features":[]}
      """#
    #expect(try geoJSONRecords(text.utf8).referenceSystem == "urn:ogc:def:crs:EPSG::4544")
    let null = try geoJSONRecords(#"{"type":"FeatureCollection","crs":null,"features":[]}"#.utf8)
    #expect(null.referenceSystem == nil)
  }

  /// A file cut anywhere is told, with its line; only the white space at its end may go.
  @Test func truncatedAtEveryByte() throws {
    let bytes = Array(Self.collection.utf8)
    let end = bytes.lastIndex(of: UInt8(ascii: "}"))! + 1
    for length in 0..<end {
      let error = try geodataError { _ = try geoJSONRecords(bytes[..<length]) }
      #expect(error.context.file?.hasSuffix("-layer.geojson") == true && error.context.line != nil, "\(length) bytes")
      #expect(!error.message.isEmpty && error.context.layer == "stations")
    }
    for length in end...bytes.count { #expect(try geoJSONRecords(bytes[..<length]).records.count == 2) }
  }

  /// Every byte replaced by marks that break JSON: an error or a file that still reads, never a crash.
  @Test func damagedAtEveryByte() throws {
    let bytes = Array(Self.collection.utf8)
    var refused = 0
    let marks = [UInt8(ascii: "{"), UInt8(ascii: "]"), UInt8(ascii: "\""), 0, 0xFF]
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] = marks[index % marks.count]
      do { _ = try geoJSONRecords(damaged) } catch is GeodataError { refused += 1 }
    }
    #expect(refused > bytes.count / 2)
  }

  private static func point(_ coordinates: String) -> String {
    """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
    {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":\(coordinates)}}]}
    """
  }

  @Test(arguments: [
    ("[NaN,29]", GeodataError.Code.badCoordinate, "NaN"), ("[1e400,29]", .badCoordinate, "1e400"),
    ("[103,-1e999]", .badCoordinate, "-1e999"), ("[\"103\",29]", .badCoordinate, "the text “103”"),
    ("[null,29]", .badCoordinate, "null"), ("[{},29]", .badCoordinate, "an object"), ("[103]", .badCoordinate, "one"),
    ("[-Infinity,29]", .malformed, "not a number"), ("[1 2]", .badCoordinate, "one"), ("[1,2,]", .malformed, "]"),
    ("[[1,2]]", .badCoordinate, "does not fit a Point"), ("[]", .badCoordinate, "does not fit a Point"),
    ("[[[[[1,2]]]]]", .malformed, "nested deeper"), ("[[1,2],[[3,4]]]", .malformed, "unevenly"),
    ("[[1,2],[]]", .malformed, "unevenly"), ("[01,2]", .malformed, "01"), ("[1.,2]", .malformed, "1."),
    ("[.5,2]", .malformed, "."), ("[+1,2]", .malformed, "+"), ("[0x10,2]", .badCoordinate, "one"),
    ("[1e,2]", .malformed, "1e"), ("null", .malformed, "["), ("\"x\"", .malformed, "["),
  ])
  func badPosition(coordinates: String, code: GeodataError.Code, words: String) throws {
    let error = try geodataError { _ = try geoJSONRecords(Self.point(coordinates)) }
    #expect(error.code == code)
    #expect(error.message.contains(words), "\(error)")
    #expect(error.context.record == "2" && error.context.line == 3, "\(error)")
  }

  @Test(arguments: [
    ("LineString", "[[1,2]]", "two positions"), ("LineString", "[1,2]", "does not fit"),
    ("MultiLineString", "[[[1,2],[3,4]],[[5,6]]]", "two positions"),
    ("Polygon", "[[[0,0],[1,0],[0,0]]]", "four"), ("Polygon", "[[0,0],[1,0],[1,1],[0,0]]", "does not fit"),
    ("MultiPolygon", "[[[[0,0],[1,0],[0,0]]]]", "four"), ("MultiPoint", "[1,2]", "does not fit"),
    ("Circle", "[1,2]", "not a GeoJSON geometry type"),
  ])
  func badGeometry(type: String, coordinates: String, words: String) throws {
    let error = try geodataError {
      _ = try geoJSONRecords(
        #"{"type":"Feature","properties":{},"geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}"#)
    }
    #expect(error.message.contains(words), "\(error)")
  }

  @Test(arguments: [
    ("", GeodataError.Code.empty), (" \n", .empty), ("[]", .wrongFormat), ("id,lon,lat\n", .wrongFormat),
    ("{}", .wrongFormat), (#"{"type":"Topology"}"#, .wrongFormat), (#"{"type":"FeatureCollection"}"#, .malformed),
    (#"{"type":"FeatureCollection","features":{}}"#, .malformed), (#"{"type":"Point"}"#, .malformed),
    (#"{"type":"FeatureCollection","features":[1]}"#, .malformed),
    (#"{"version":0.6,"osm3s":{},"elements":[]}"#, .wrongFormat), (#"{"elements":[{"type":"way"}]}"#, .wrongFormat),
    (#"{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]}]}"#, .malformed),
    (#"{"type":"FeatureCollection","features":[]} x"#, .malformed),
    (#"{"type":"FeatureCollection","features":[],}"#, .malformed),
    (#"{"type":"FeatureCollection" "features":[]}"#, .malformed),
    (#"{"type":"FeatureCollection","features":[],"a":tru}"#, .badValue),
    (#"{"type":"FeatureCollection","features":[],"a":1e400}"#, .badValue),
    (#"{"type":"FeatureCollection","features":[],"a":"\#u{9}"}"#, .malformed),
    (#"{"type":"FeatureCollection","features":[],"a":"\ud800"}"#, .malformed),
    (#"{"type":"FeatureCollection","features":[],"a":"\ud800\u0041"}"#, .malformed),
    (#"{"type":"FeatureCollection","features":[],"a":"\u00g0"}"#, .malformed),
    (#"{"type":"FeatureCollection","features":[],"a":"\x"}"#, .malformed),
  ])
  func notGeoJSON(text: String, code: GeodataError.Code) throws {
    #expect(try geodataError { _ = try geoJSONRecords(text) }.code == code)
  }

  @Test func whatIsLeftOutOrClosedIsTold() throws {
    let text =
      #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0,5],[1,0],[1,1],[0,1]]]}}"#
    let file = try ScratchFile("a.geojson", text)
    var reader = LayerReader()
    let raw = try reader.readRaw(LayerSource(role: "water", path: file.path))
    #expect(raw.notes.map(\.value) == ["1", "1"] && raw.notes.allSatisfy { $0.severity == .note })
    #expect(raw.notes[0].message.contains("heights") && raw.notes[1].message.contains("closed"))
  }

  /// A key that stands twice is told on every level, inside a geometry too.
  @Test(arguments: [
    (#"{"type":"Point","coordinates":[1,2],"coordinates":[103,29]}"#, "coordinates"),
    (#"{"type":"LineString","type":"Point","coordinates":[103,29]}"#, "type"),
    (#"{"type":"GeometryCollection","geometries":[{"type":"Point","type":"Point","coordinates":[103,29]}]}"#, "type"),
  ])
  func keyTwiceInAGeometry(geometry: String, key: String) throws {
    let file = try ScratchFile("t.geojson", #"{"type":"Feature","properties":{},"geometry":\#(geometry)}"#)
    var reader = LayerReader()
    let raw = try reader.readRaw(LayerSource(role: "stations", path: file.path))
    #expect(raw.notes.count == 1 && raw.notes[0].message.contains("“\(key)”"), "\(raw.notes)")
    #expect(raw.records[0].shape?.firstCoordinate == Coordinate(x: 103, y: 29))
  }

  @Test func textThatIsNotUTF8() throws {
    let head = #"{"type":"FeatureCollection","features":[],"a":""#
    let error = try geodataError { _ = try geoJSONRecords(Array(head.utf8) + [0xFF, 0xFF, 0xE3] + Array("\"}".utf8)) }
    #expect(error.code == .malformed && error.message.contains("UTF-8"))
  }

  /// Deep nesting is refused before the stack ends, wherever it stands.
  @Test(arguments: [
    (#"{"type":"Point","coordinates":"#, "[", 200_000), (#"{"type":"Point","a":"#, "[", 200_000),
    (#"{"type":"Point","a":"#, #"{"a":"#, 200_000),
    (#"{"type":"GeometryCollection","geometries":["#, #"{"type":"GeometryCollection","geometries":["#, 100_000),
  ])
  func nestedTooDeep(head: String, level: String, times: Int) throws {
    let error = try geodataError { _ = try geoJSONRecords(head + String(repeating: level, count: times)) }
    #expect(error.code == .malformed && error.message.contains("nested deeper"), "\(error.message)")
  }

  @Test func missingFileAndFolder() throws {
    #expect(try geodataError { _ = try GeoJSONReader(path: "/nowhere/x.geojson") }.code == .fileMissing)
    #expect(try geodataError { _ = try GeoJSONReader(path: "/tmp") }.code == .unreadable)
  }
}
