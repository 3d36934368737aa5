import GEOS
import Geometry
import Testing

@Suite struct FormatTests {
  @Test(arguments: everyType) func textReadsBackAsWhatItWas(_ shape: Shape) throws {
    #expect(try Shape(wkt: shape.wkt()) == shape)
  }

  @Test func textIsWhatTheStandardSays() throws {
    let polygon = Shape.polygon(Polygon(outer: coordinates((0, 0), (1, 0), (1, 1.5))))
    #expect(try polygon.wkt() == "POLYGON ((0 0, 1 0, 1 1.5, 0 0))")
    #expect(try Shape.point(Coordinate(x: 103.81641239, y: 29)).wkt(decimals: 4) == "POINT (103.8164 29)")
  }

  @Test func unreadableTextIsRefusedInGEOSsWords() throws {
    let error = try #require(refusal { try Shape(wkt: "POLYGON ((0 0, 1 0, 1 what))") })
    #expect(error.code == .unreadable)
    #expect(error.message.contains("what"))
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
