import GEOS
import Geometry
import Testing

@Suite struct FormatTests {
  @Test(arguments: everyType) func everyFormatReadsBackWhatItWrote(_ shape: Shape) throws {
    #expect(try Shape(wkb: shape.wkb()) == shape)
    #expect(try Shape(wkt: shape.wkt()) == shape)
    #expect(try Shape(geoJSON: shape.geoJSON()) == shape)
  }

  @Test func textIsWhatTheStandardsSay() throws {
    let polygon = Shape.polygon(Polygon(outer: coordinates((0, 0), (1, 0), (1, 1.5))))
    #expect(try polygon.wkt() == "POLYGON ((0 0, 1 0, 1 1.5, 0 0))")
    #expect(
      try polygon.geoJSON()
        == #"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,0.0],[1.0,1.5],[0.0,0.0]]]}"#)
    #expect(try Shape.point(Coordinate(x: 103.81641239, y: 29)).wkt(decimals: 4) == "POINT (103.8164 29)")
    // Byte order 1, type 1, then 1.0 and -2.0 little-endian: written out by hand from the OGC standard.
    let point: [UInt8] = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0]
    #expect(try Shape.point(Coordinate(x: 1, y: -2)).wkb() == point)
  }

  @Test func wkbOfEveryTornLengthIsAnError() throws {
    let bytes = try everyType[5].wkb()
    for length in 0..<bytes.count {
      #expect(refusal { try Shape(wkb: Array(bytes.prefix(length))) }?.code == .unreadable)
    }
  }

  @Test func aCountLargerThanTheFileIsAnErrorAndTakesNoMemory() {
    // A line string of 4,294,967,295 positions, then nothing.
    let bytes: [UInt8] = [1, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]
    #expect(refusal { try Shape(wkb: bytes) }?.code == .unreadable)
  }

  @Test func unreadableTextIsRefusedInGEOSsWords() throws {
    let error = try #require(refusal { try Shape(wkt: "POLYGON ((0 0, 1 0, 1 what))") })
    #expect(error.code == .unreadable)
    #expect(error.message.contains("what"))
  }

  @Test(arguments: [
    "", "{", #"{"type":"Point"}"#, #"{"type":"Point","coordinates":["a",1]}"#, #"{"type":"Triangle","coordinates":[]}"#,
    #"{"type":"Point","coordinates":[1e400,1]}"#, #"{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}"#,
  ])
  func badGeoJSONIsRefused(_ text: String) {
    #expect(refusal { try Shape(geoJSON: text) }?.code == .unreadable)
  }

  @Test(arguments: ["POINT (nan 1)", "LINESTRING (0 0, inf 1)", "POINT (1e400 1)"])
  func textThatIsNoPositionIsRefused(_ text: String) {
    #expect(refusal { try Shape(wkt: text) } != nil)
  }

  @Test func theMessageOfOneFailureDoesNotLeakIntoTheNext() throws {
    _ = refusal { try Shape(wkt: "NONSENSE") }
    let error = try #require(refusal { try GeometryHandle(.lineString(coordinates((5, 5)))) })
    #expect(!error.message.contains("NONSENSE"))
    #expect(error.message.contains("point array"))
  }
}
