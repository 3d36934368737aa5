import Geodata
import Geometry
import Testing

struct GeoJSONWriterTests {
  @Test func oneFeaturePerLine() throws {
    var writer = try GeoJSONWriter(name: "places", members: [JSONMember("attribution", "© us")], writesBox: true)
    try writer.append(
      GeoJSONFeature(
        id: "a", shape: .point(Coordinate(longitude: 103.80694100001, latitude: -0.00000001)),
        properties: [JSONMember("name", "竹根镇"), JSONMember("minutes", nil)]))
    try writer.append(
      GeoJSONFeature(id: "b", shape: .lineString([Coordinate(x: 1, y: 2), Coordinate(x: 3.25, y: 4.12345678)])))
    try writer.append(GeoJSONFeature(id: "c", shape: nil))
    let expected = """
      {"type":"FeatureCollection","name":"places","attribution":"© us","bbox":[1,0,103.806941,4.1234568],"features":[
      {"type":"Feature","id":"a","properties":{"name":"竹根镇","minutes":null},"geometry":\
      {"type":"Point","coordinates":[103.806941,0]}},
      {"type":"Feature","id":"b","properties":{},"geometry":\
      {"type":"LineString","coordinates":[[1,2],[3.25,4.1234568]]}},
      {"type":"Feature","id":"c","properties":{},"geometry":null}
      ]}

      """
    #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
  }

  @Test func emptyCollection() throws {
    let writer = try GeoJSONWriter(name: "none", writesBox: true)
    let expected = """
      {"type":"FeatureCollection","name":"none","features":[
      ]}

      """
    #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    (Shape.point(Coordinate(x: 1, y: 2)), #"{"type":"Point","coordinates":[1,2]}"#),
    (.multiPoint([Coordinate(x: 1, y: 2)]), #"{"type":"MultiPoint","coordinates":[[1,2]]}"#),
    (
      .multiLineString([[Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 1)]]),
      #"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}"#
    ),
    (
      .multiPolygon([Polygon(outer: square(0, 2))]),
      #"{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,2],[0,0]]]]}"#
    ),
    (
      .collection([.point(Coordinate(x: 1, y: 2)), .multiPoint([])]),
      #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"MultiPoint","coordinates":[]}]}"#
    ),
  ])
  func everyType(shape: Shape, expected: String) throws {
    var bytes: [UInt8] = []
    try appendGeometry(shape, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func polygonWithHoleIsClosed() throws {
    var bytes: [UInt8] = []
    let polygon = Polygon(rings: [square(0, 9), square(3, 3).reversed()])
    try appendGeometry(.polygon(polygon), to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[3,6],[6,6],[6,3],[3,3],[3,6]]]}
        """)
  }

  @Test func emptyShapesAreNull() throws {
    var writer = try GeoJSONWriter(name: "x")
    try writer.append(GeoJSONFeature(id: "1", shape: .multiPolygon([])))
    #expect(String(decoding: writer.finish(), as: UTF8.self).contains(#""geometry":null"#))
  }

  @Test func windingIsRecognised() {
    #expect(isWoundRight(.polygon(Polygon(rings: [square(0, 9), square(3, 3).reversed()]))))
    #expect(!isWoundRight(.polygon(Polygon(outer: square(0, 9).reversed()))))
    #expect(!isWoundRight(.polygon(Polygon(rings: [square(0, 9), square(3, 3)]))))
  }

  @Test(arguments: [
    (Shape.point(Coordinate(x: .nan, y: 0)), GeodataError.Code.notFinite),
    (.point(Coordinate(x: 0, y: -.infinity)), .notFinite),
    (.point(Coordinate(x: 481_000, y: 3_254_000)), .outOfRange),
    (.point(Coordinate(x: 29.4, y: 103.8)), .outOfRange),
    (.lineString([Coordinate(x: 0, y: 0)]), .invalidGeometry),
    (.polygon(Polygon(outer: [Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0)])), .invalidGeometry),
  ])
  func badGeometryIsNamed(shape: Shape, code: GeodataError.Code) throws {
    var writer = try GeoJSONWriter(name: "layer")
    let error = try #require(throws: GeodataError.self) {
      try writer.append(GeoJSONFeature(id: "r7", shape: shape))
    }
    #expect(error.code == code)
    #expect(error.context == GeodataError.Context(layer: "layer", record: "r7"))
    try writer.append(GeoJSONFeature(id: "r7", shape: nil))
  }

  @Test func badPropertyIsNamed() throws {
    var writer = try GeoJSONWriter(name: "layer")
    let error = try #require(throws: GeodataError.self) {
      try writer.append(GeoJSONFeature(id: "r", shape: nil, properties: [JSONMember("weight", .number(.nan))]))
    }
    #expect(
      error.description
        == "layer layer, record r, field “weight”: nan cannot stand in JSON; write null for what is not known")
  }

  @Test func duplicateIdIsRefused() throws {
    var writer = try GeoJSONWriter(name: "layer")
    try writer.append(GeoJSONFeature(id: "1", shape: nil))
    let error = try #require(throws: GeodataError.self) { try writer.append(GeoJSONFeature(id: "1", shape: nil)) }
    #expect(error.code == .duplicateIdentifier)
  }
}

/// Counterclockwise, not closed.
private func square(_ origin: Double, _ side: Double) -> [Coordinate] {
  [
    Coordinate(x: origin, y: origin), Coordinate(x: origin + side, y: origin),
    Coordinate(x: origin + side, y: origin + side), Coordinate(x: origin, y: origin + side),
  ]
}
