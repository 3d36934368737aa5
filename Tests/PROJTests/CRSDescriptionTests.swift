import Geometry
import PROJ
import Testing

/// Facts of the EPSG dataset, read with pyproj 3.7.2 (PROJ 9.5.1).
@Suite struct CRSDescriptionTests {
  @Test func cgcs2000IsLatitudeFirst() throws {
    let crs = try CRSDescription("EPSG:4490")
    #expect(crs.name == "China Geodetic Coordinate System 2000")
    #expect(crs.authorityCode == "EPSG:4490")
    #expect(crs.kind == .geographic)
    #expect(crs.axes.map(\.direction) == ["north", "east"])
    #expect(crs.axes.map(\.unit) == ["degree", "degree"])
    #expect(crs.isNorthingFirst)
    #expect(crs.metersPerUnit == nil)
    #expect(crs.areaOfUse?.contains(Coordinate(longitude: 103.8, latitude: 29.4)) == true)
  }

  @Test func gaussKrugerHasXToTheNorth() throws {
    let crs = try CRSDescription("EPSG:4544")
    #expect(crs.name == "CGCS2000 / 3-degree Gauss-Kruger CM 105E")
    #expect(crs.kind == .projected)
    #expect(crs.axes.map(\.abbreviation) == ["X", "Y"])
    #expect(crs.axes.map(\.direction) == ["north", "east"])
    #expect(crs.axes.map(\.unit) == ["metre", "metre"])
    #expect(crs.metersPerUnit == 1)
  }

  @Test func crs84IsLongitudeFirst() throws {
    let crs = try CRSDescription("OGC:CRS84")
    #expect(crs.authorityCode == "OGC:CRS84")
    #expect(!crs.isNorthingFirst)
    #expect(crs.kind == .geographic)
  }

  @Test func aPrjFileIsRecognised() throws {
    let crs = try CRSDescription(TransformerTests.wkt)
    #expect(crs.authorityCode == "EPSG:4544")
    #expect(crs.axes.map(\.direction) == ["east", "north"])
  }

  @Test func unitsAndCompoundsAreSeenThrough() throws {
    // New York Long Island in US survey feet: 1200 / 3937 m.
    #expect(abs((try CRSDescription("EPSG:2263").metersPerUnit ?? 0) - 1200.0 / 3937) < 1e-12)
    let compound = try CRSDescription("EPSG:4326+5773")
    #expect(compound.kind == .geographic)
    #expect(compound.axes.count == 2)
    #expect(try CRSDescription("EPSG:4978").kind == .other)
    #expect(try CRSDescription("+proj=tmerc +lon_0=104.2 +ellps=GRS80").authorityCode == nil)
  }
}
