import Geometry
import OSM
import Testing

/// Areas drawn as relations, and what the Overpass service writes into its answers.
@Suite struct AreaTests {
  /// Nodes at (x, y) in units of 0.001 degree.
  private static func node(_ id: Int, _ x: Int, _ y: Int) -> String {
    "<node id=\"\(id)\" lat=\"0.00\(y)\" lon=\"0.00\(x)\"/>"
  }

  private static func way(_ id: Int, _ nodes: [Int], _ tags: String = "") -> String {
    "<way id=\"\(id)\">\(nodes.map { "<nd ref=\"\($0)\"/>" }.joined())\(tags)</way>"
  }

  private static func tag(_ key: String, _ value: String) -> String { "<tag k=\"\(key)\" v=\"\(value)\"/>" }

  private static func data(_ members: [(way: Int, role: String)], _ ways: [String]) throws -> OSMData {
    // A square of 0.006 degree with a square of 0.002 inside, and one of 0.001 beside it.
    let corners = [
      node(1, 0, 0), node(2, 6, 0), node(3, 6, 6), node(4, 0, 6), node(5, 2, 2), node(6, 4, 2), node(7, 4, 4),
      node(8, 2, 4), node(9, 7, 0), node(10, 8, 0), node(11, 8, 1),
    ]
    let drawn = members.map { "<member type=\"way\" ref=\"\($0.way)\" role=\"\($0.role)\"/>" }.joined()
    let text =
      "<osm>" + corners.joined() + ways.joined()
      + "<relation id=\"1\">\(drawn)\(tag("type", "multipolygon"))\(tag("natural", "water"))</relation></osm>"
    return try withFile(Array(text.utf8)) { try OSMFile.read($0) }
  }

  /// The order and sense of ways is free: 1-2-3 and 1-4-3 close to a ring.
  @Test func ringsOfSeveralWaysAndHoles() throws {
    let data = try Self.data(
      [(1, "outer"), (2, "outer"), (3, "inner")],
      [Self.way(1, [1, 2, 3]), Self.way(2, [1, 4, 3]), Self.way(3, [5, 6, 7, 8, 5])])
    let area = data.area(0)
    #expect(area.outerRings.count == 1 && area.isComplete)
    #expect(area.outerRings[0].map { data.nodeIDs[Int($0)] } == [1, 2, 3, 4, 1])
    #expect(area.innerRings.map(\.outer) == [0])
    // The mean of the outer corners.
    let water = try data.features(matching: [TagFilter("natural=water")])
    #expect(water.map(\.id) == ["relation/1"] && water[0].position == Coordinate(x: 0.003, y: 0.003))
  }

  /// Without roles the ring inside is the hole; one beside is a second surface.
  @Test func rolesThatAreNotSaid() throws {
    let data = try Self.data(
      [(1, ""), (2, ""), (3, "")],
      [Self.way(1, [5, 6, 7, 8, 5]), Self.way(2, [1, 2, 3, 4, 1]), Self.way(3, [9, 10, 11, 9])])
    let area = data.area(0)
    #expect(area.outerRings.map(\.count) == [5, 4] && area.innerRings.count == 1 && area.innerRings[0].outer == 0)
  }

  /// A hole beside its shell bounds nothing; a member or node that is not there leaves an open piece.
  @Test func whatDoesNotCloseIsTold() throws {
    let stray = try Self.data(
      [(1, "outer"), (2, "inner")], [Self.way(1, [1, 2, 3, 4, 1]), Self.way(2, [9, 10, 11, 9])]
    ).area(0)
    #expect(stray.strayCount == 1 && stray.innerRings.isEmpty && !stray.isComplete)
    let missingWay = try Self.data([(1, "outer"), (2, "outer")], [Self.way(1, [1, 2, 3])]).area(0)
    #expect(missingWay.missingCount == 1 && missingWay.outerRings.isEmpty && missingWay.openPieces.count == 1)
    let missingNode = try Self.data([(1, "outer")], [Self.way(1, [1, 2, 3, 99, 1])]).area(0)
    #expect(missingNode.missingCount == 1 && missingNode.openPieces.map(\.count) == [3])
  }

  /// The outline of a building that matches as well is the same building.
  @Test func anOutlineIsNoSecondHost() throws {
    let bank = Self.tag("amenity", "bank")
    let text =
      "<osm>" + [Self.node(1, 0, 0), Self.node(2, 2, 0), Self.node(3, 2, 2)].joined() + Self.way(5, [1, 2, 3, 1], bank)
      + "<relation id=\"4\"><member type=\"way\" ref=\"5\" role=\"outer\"/>\(bank)\(Self.tag("type", "multipolygon"))"
      + "</relation></osm>"
    let data = try withFile(Array(text.utf8)) { try OSMFile.read($0) }
    #expect(try data.features(matching: [TagFilter("amenity=bank")]).map(\.id) == ["relation/4"])
  }

  @Test func positionsInsideWaysAndRelations() throws {
    let text = """
      <osm><way id="10"><bounds minlat="1" minlon="2" maxlat="1" maxlon="2.5"/>
      <nd ref="1" lat="1" lon="2"/><nd ref="2" lat="1" lon="2.5"/><nd ref="3"/></way>
      <relation id="1"><member type="way" ref="20" role="outer"><nd lat="0" lon="0"/><nd lat="0" lon="1"/></member>
      <member type="way" ref="21" role="outer"><nd lat="0" lon="1"/><nd lat="1" lon="1"/><nd lat="0" lon="0"/></member>
      <tag k="type" v="multipolygon"/><tag k="amenity" v="bank"/></relation></osm>
      """
    let data = try withFile(text) { try OSMFile.read($0) }
    #expect(data.nodes(ofWay: 0).map { $0 == OSMData.missingNode ? nil : data.position($0).x } == [2, 2.5, nil])
    let ring = try #require(data.area(0).outerRings.first)
    let corners = [Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0), Coordinate(x: 1, y: 1), Coordinate(x: 0, y: 0)]
    #expect(data.positions(ring) == corners)
  }

  @Test func centresAndRemarks() throws {
    let text = """
      <osm><way id="12"><bounds minlat="0" minlon="0" maxlat="1" maxlon="1"/><center lat="29.4005" lon="103.8025"/>
      <nd ref="5"/><nd ref="6"/><tag k="amenity" v="bank"/></way>
      <relation id="3"><bounds minlat="10" minlon="20" maxlat="11" maxlon="22"/>
      <member type="way" ref="77" role="outer"/><tag k="type" v="multipolygon"/><tag k="amenity" v="bank"/></relation>
      <remark> runtime error: Query timed out in "query" &amp; more
      </remark></osm>
      """
    let data = try withFile(text) { try OSMFile.read($0) }
    let banks = try data.features(matching: [TagFilter("amenity=bank")])
    #expect(banks.map(\.position) == [Coordinate(x: 103.8025, y: 29.4005), Coordinate(x: 21, y: 10.5)])
    // The centres stand for nodes that were not asked for: no way is cut at the edge, and they are where the data lie.
    #expect(data.clippedWayCount == 0)
    #expect(data.bounds == Box(minX: 21, minY: 10.5, maxX: 103.8025, maxY: 29.4005))
    #expect(data.remark == "runtime error: Query timed out in \"query\" & more")
  }
}
