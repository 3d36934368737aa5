import Foundation
import Geometry
import OSM
import Testing

@Suite struct RecognitionTests {
  @Test(arguments: [
    ([], OSMError.Code.unknownFormat),
    (Array("{\"type\": \"FeatureCollection\"}".utf8), .unknownFormat),
    (Array("id,lon,lat\n".utf8), .unknownFormat),
    (Array("BZh91AY".utf8), .unsupported),
    ([0xff, 0xfe, 0x3c, 0x00], .unsupported),
    ([0x00], .unknownFormat),
    ([0x50, 0x4b, 0x03, 0x04], .unknownFormat),
  ])
  func refusedByContent(bytes: [UInt8], code: OSMError.Code) throws {
    let error = #expect(throws: OSMError.self) {
      try withFile(bytes, named: "right.osm.pbf") { try OSMFile.read($0) }
    }
    #expect(error?.code == code)
  }

  @Test func theNameDoesNotMatter() throws {
    let pbf = try withFile(PBFTests.smallFile().bytes, named: "wrong.osm") { try OSMFile.read($0) }
    #expect(pbf.nodeCount == 3)
    let xml = try withFile(Array("\u{feff} \n<osm></osm>".utf8), named: "wrong.osm.pbf") { try OSMFile.read($0) }
    #expect(xml.nodeCount == 0 && xml.bounds.isEmpty)
  }

  @Test func whereAndWhyInChinese() {
    let error = #expect(throws: OSMError.self) { try OSMFile.read("/nowhere/city.osm.pbf") }
    #expect(error?.told.chinese == "/nowhere/city.osm.pbf：无法打开：文件不存在")
    let torn = #expect(throws: OSMError.self) {
      try withFile("<osm>\n<node id='1' lon='0'/></osm>") { try OSMFile.read($0) }
    }
    #expect(torn?.place.chinese.hasSuffix("，第2行") == true && torn?.words.chinese == "node缺少lat")
  }

  @Test func missingFilesAndFolders() {
    for path in ["/nowhere/city.osm.pbf", "/"] {
      let error = #expect(throws: OSMError.self) { try OSMFile.read(path) }
      #expect(error?.code == .unreadable)
      #expect(error?.context == path)
    }
  }
}

@Suite struct TagFilterTests {
  @Test func readsTheForms() throws {
    #expect(try TagFilter("amenity=bank") == TagFilter(key: "amenity", values: ["bank"]))
    #expect(
      try TagFilter(" amenity = bank | post_office ") == TagFilter(key: "amenity", values: ["bank", "post_office"]))
    #expect(try TagFilter("shop=*") == TagFilter(key: "shop"))
    #expect(try TagFilter("shop") == TagFilter(key: "shop"))
    #expect(try TagFilter("ref=A=B") == TagFilter(key: "ref", values: ["A=B"]))
  }

  @Test(arguments: ["", "=", "=bank", "amenity=", "amenity=bank|", "amenity=|bank"])
  func refusesTheRest(text: String) {
    let error = #expect(throws: OSMError.self) { try TagFilter(text) }
    #expect(error?.code == .badFilter)
  }
}

@Suite struct FeatureTests {
  static let square = """
    <osm>
      <node id="1" lat="0" lon="0"/><node id="2" lat="0" lon="4"/><node id="3" lat="2" lon="4"/>
      <node id="4" lat="2" lon="0"/><node id="5" lat="7" lon="7"><tag k="amenity" v="bank"/></node>
      <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>
        <tag k="amenity" v="bank"/><tag k="name" v="Hall"/></way>
      <way id="11"><nd ref="1"/><nd ref="2"/><nd ref="90"/><nd ref="3"/><nd ref="4"/><nd ref="91"/><nd ref="5"/>
        <tag k="highway" v="residential"/></way>
      <way id="12"><nd ref="90"/><tag k="amenity" v="bank"/></way>
    </osm>
    """

  @Test func pointsComeFromNodesAndWays() throws {
    let data = try withFile(Self.square) { try OSMFile.read($0) }
    let banks = try data.features(matching: [TagFilter("amenity=bank"), TagFilter("name=*")])
    #expect(banks.map(\.id) == ["node/5", "way/10"])
    // The corners' mean; the first node, repeated to close the ring, counts once.
    #expect(banks[1].position == Coordinate(x: 2, y: 1))
    #expect(banks[1].name == "Hall")
    #expect(banks[1].tags == ["amenity": "bank", "name": "Hall"])
    #expect(try data.features(matching: [TagFilter("amenity=fuel")]).isEmpty)
    #expect(data.features(matching: []).isEmpty)
  }

  @Test func linesBreakWhereNodesAreMissing() throws {
    let data = try withFile(Self.square) { try OSMFile.read($0) }
    let lines = try data.lines(matching: [TagFilter("highway=residential|primary")])
    #expect(lines.map(\.id) == ["way/11", "way/11"])
    #expect(
      lines.map(\.coordinates) == [
        [Coordinate(x: 0, y: 0), Coordinate(x: 4, y: 0)], [Coordinate(x: 4, y: 2), Coordinate(x: 0, y: 2)],
      ])
    #expect(data.missingNodeCount == 3 && data.clippedWayCount == 2)
  }
}
