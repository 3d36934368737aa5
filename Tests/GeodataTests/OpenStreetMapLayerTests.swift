import Geodata
import Geometry
import Model
import Testing

/// What objects of an OpenStreetMap file become in each layer.
struct OpenStreetMapLayerTests {
  /// A pond as a closed way, a lake as a relation with an island, a canal, one in a culvert, a wall round a yard.
  private static let text = """
    <osm version="0.6">
      <node id="1" lat="0.00" lon="0.00"/><node id="2" lat="0.00" lon="0.06"/><node id="3" lat="0.06" lon="0.06"/>
      <node id="4" lat="0.02" lon="0.02"/><node id="5" lat="0.02" lon="0.04"/><node id="6" lat="0.04" lon="0.04"/>
      <node id="9" lat="0.05" lon="0.01"><tag k="natural" v="water"/></node>
      <way id="1"><nd ref="1"/><nd ref="2"/></way><way id="2"><nd ref="3"/><nd ref="2"/></way>
      <way id="3"><nd ref="3"/><nd ref="1"/></way>
      <way id="4"><nd ref="4"/><nd ref="5"/><nd ref="6"/><nd ref="4"/><tag k="natural" v="water"/></way>
      <way id="5"><nd ref="4"/><nd ref="5"/><tag k="waterway" v="canal"/></way>
      <way id="6"><nd ref="5"/><nd ref="6"/><tag k="waterway" v="canal"/><tag k="tunnel" v="culvert"/></way>
      <way id="7"><nd ref="4"/><nd ref="5"/><nd ref="6"/><nd ref="4"/><tag k="barrier" v="wall"/></way>
      <way id="8"><nd ref="4"/><nd ref="5"/><nd ref="6"/><nd ref="4"/><tag k="landuse" v="residential"/></way>
      <relation id="11"><member type="way" ref="1" role="outer"/><member type="way" ref="2" role="outer"/>
        <member type="way" ref="3" role="outer"/><member type="way" ref="7" role="inner"/>
        <tag k="type" v="multipolygon"/><tag k="natural" v="water"/></relation>
      <relation id="12"><member type="way" ref="1" role="outer"/><member type="way" ref="99" role="outer"/>
        <tag k="type" v="multipolygon"/><tag k="natural" v="wetland"/></relation>
    </osm>
    """

  private func kinds(_ role: String, _ filters: [String]) throws -> [String] {
    try read(role, filters).records.map { "\($0.id ?? "") \($0.shape?.typeName ?? "none")" }
  }

  private func read(_ role: String, _ filters: [String]) throws -> Layer {
    try layer("town.osm", Self.text, role: role, filters: filters)
  }

  @Test(arguments: ["water", "barriers"]) func obstaclesAreAsTheyAreDrawn(role: String) throws {
    #expect(try kinds(role, ["natural=water"]) == ["node/9 Point", "way/4 Polygon", "relation/11 Polygon"])
    let lake = try #require(try read(role, ["natural=water"]).records.last?.shape?.polygons.first)
    #expect(lake.ringCount == 2 && Array(lake.ring(1)).count == 4)
    #expect(try kinds(role, ["waterway=canal"]) == ["way/5 LineString"])
    #expect(try read(role, ["waterway=canal"]).notes.map(\.record) == ["way/6"])
    #expect(try kinds(role, ["barrier=wall"]) == ["way/7 LineString"])
    // Of the wetland one shore is there.
    let wetland = try read(role, ["natural=wetland"])
    #expect(wetland.records.first?.shape?.lines.count == 1)
    #expect(wetland.notes.map(\.record) == ["relation/12"] && wetland.notes[0].severity == .warning)
  }

  @Test(arguments: ["area", "boundary", "exclusions"]) func outlinesArePolygons(role: String) throws {
    let water = try read(role, ["natural=water"])
    #expect(water.records.map(\.id) == ["way/4", "relation/11"])
    #expect(water.records.allSatisfy { $0.shape?.polygons.isEmpty == false })
    #expect(water.notes.map(\.record) == ["node/9"])
  }

  /// Names in their order with the computed length behind them; of a key that stands twice the last value, and a length that
  /// the file has itself gives way where it is one's name.
  @Test func tagsAreFields() throws {
    let text = """
      <osm version="0.6">
        <node id="1" lat="0" lon="0"/><node id="2" lat="0" lon="0.001"/>
        <way id="1"><nd ref="1"/><nd ref="2"/><tag k="name" v="A"/><tag k="highway" v="path"/></way>
        <way id="2"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/><tag k="name" v="B"/></way>
        <way id="3"><nd ref="1"/><nd ref="2"/><tag k="name" v="C"/><tag k="highway" v="path"/></way>
        <way id="4"><nd ref="1"/><nd ref="2"/><tag k="length_m" v="7"/><tag k="highway" v="path"/><tag k="name" v=" "/></way>
        <way id="5"><nd ref="1"/><nd ref="2"/><tag k="length_m" v="7"/><tag k="shop" v="path"/></way>
      </osm>
      """
    let streets = try layer("streets.osm", text, role: "communities", filters: ["highway=path"]).records
    #expect(streets.map(\.id) == ["way/1", "way/2", "way/3", "way/4"])
    #expect(streets.map { $0.fields["name"]?.text } == ["A", "B", "C", nil])
    #expect(streets[0].fields.names == ["highway", "name", "length_m"])
    #expect(streets[3].fields.names == ["highway", "length_m", "name"])
    for street in streets {
      // A thousandth of a degree at the equator, on the ellipsoid.
      guard case .number(let length)? = street.fields["length_m"] else {
        Issue.record("no length")
        continue
      }
      #expect(abs(length - 111.319) < 0.001)
    }
    let shop = try #require(try layer("shop.osm", text, role: "workers", filters: ["shop=path"]).records.first)
    #expect(shop.fields["length_m"] == .text("7") && shop.fields.names == ["length_m", "shop"])
  }

  @Test func homesAndHosts() throws {
    #expect(try kinds("communities", ["landuse=residential"]) == ["way/8 Polygon"])
    #expect(try kinds("candidates", ["natural=water"]) == ["node/9 Point", "way/4 Point", "relation/11 Point"])
    #expect(try kinds("routes", ["waterway=canal"]) == ["way/5 LineString", "way/6 LineString"])
  }

  @Test func aRemarkOfTheServiceIsTold() throws {
    let text = Self.text.replacing("</osm>", with: "<remark>runtime error: timed out</remark></osm>")
    let notes = try layer("town.osm", text, role: "water", filters: ["natural=water"]).notes
    #expect(notes.map(\.value) == ["runtime error: timed out"] && notes[0].severity == .warning)
  }
}
