import OSM
import Testing

@Suite struct XMLTests {
  static let text = """
    <?xml version='1.0' encoding='UTF-8'?>
    <!-- a comment with <node id="99"/> inside -->
    <osm version="0.6" generator="by hand">
      <note>text & nothing</note>
      <bounds minlat="0" minlon="0" maxlat="1" maxlon="1"/>
      <node id="1" lat="29.4" lon="103.8"/>
      <node id="2" lat="29.40000005" lon='-0.00000015' version="3">
        <tag k="name" v="A &amp; B &lt;&#x4E2D;&#22269;&gt; &quot;&apos;"/>
        <tag k="amenity" v="post_office"/>
      </node>
      <node id="3" lat="+1e1" lon="103.9"></node>
      <node id="4" visible="false"/>
      <node id="5" action="delete" lat="1" lon="1"><tag k="amenity" v="bank"/></node>
      <way id="7">
        <nd ref="1"/><nd ref="3"/><nd ref="8"/><nd ref="1"/>
        <tag k="highway" v="residential"/>
      </way>
      <relation id="1"><member type="way" ref="7" role=""/><tag k="type" v="route"/></relation>
    </osm>

    """

  @Test func readsWhatTheTextSays() throws {
    let data = try withFile(Self.text) { try OSMFile.read($0) }
    #expect(data.nodeIDs == [1, 2, 3])
    #expect(data.latitudes == [294_000_000, 294_000_001, 100_000_000])
    #expect(data.longitudes == [1_038_000_000, -2, 1_039_000_000])
    #expect(data.wayIDs == [7])
    #expect(Array(data.nodes(ofWay: 0)) == [0, 2, -1, 0])
    #expect(data.missingNodeCount == 1 && data.clippedWayCount == 1 && data.relationCount == 1)
    let office = try #require(try data.features(matching: [TagFilter("amenity=bank|post_office")]).first)
    #expect(office.name == "A & B <中国> \"'")
    #expect(try data.features(matching: [TagFilter("amenity=*")]).count == 1)
  }

  @Test func gzipOfOneAndOfTwoMembers() throws {
    let bytes = Array(Self.text.utf8)
    let plain = try withFile(bytes) { try OSMFile.read($0) }
    for members in [[bytes], [Array(bytes[..<300]), Array(bytes[300...])]] {
      let data = try withFile(members.flatMap(gzip), named: "any.name") { try OSMFile.read($0) }
      #expect(contents(data) == contents(plain))
    }
  }

  @Test func truncatedAtEveryByteIsToldWithItsLine() throws {
    let bytes = Array(Self.text.utf8)
    let root = bytes.count - "\n</osm>\n".utf8.count
    for length in 200..<(root + 7) {
      let cut = Array(bytes[..<length])
      let error = #expect(throws: OSMError.self) { try withFile(cut) { try OSMFile.read($0) } }
      #expect(error?.code == .truncated)
      let line = 1 + cut.count { $0 == 0x0a }
      #expect(error?.context.hasSuffix("line \(line)") == true)
    }
  }

  @Test func truncatedGzip() throws {
    let packed = gzip(Array(Self.text.utf8))
    for length in [12, 100, packed.count - 1] {
      let error = #expect(throws: OSMError.self) {
        try withFile(Array(packed[..<length])) { try OSMFile.read($0) }
      }
      #expect(error?.code == .truncated)
    }
  }

  @Test(arguments: [
    ("<osm><node id='1' lat='91' lon='0'/></osm>", OSMError.Code.malformed),
    ("<osm><node id='1' lat='NaN' lon='0'/></osm>", .malformed),
    ("<osm><node id='1' lat='1e400' lon='0'/></osm>", .malformed),
    ("<osm><node id='1' lat='' lon='0'/></osm>", .malformed),
    ("<osm><node id='1' lon='0'/></osm>", .malformed),
    ("<osm><node id='x' lat='1' lon='0'/></osm>", .malformed),
    ("<osm><node id='99999999999999999999' lat='1' lon='0'/></osm>", .malformed),
    ("<osm><way id='1'><nd/></way></osm>", .malformed),
    ("<osm><way id='1'><tag k='a'/></way></osm>", .malformed),
    ("<osm><way id='1'><tag k='a' v='&b;'/></way></osm>", .malformed),
    ("<osm><way id='1'><tag k='a' v='& b'/></way></osm>", .malformed),
    ("<osm><way id='1'></node></osm>", .malformed),
    ("<osm><way id=1></way></osm>", .malformed),
    ("<osm><way id='1' <nd ref='1'/></way></osm>", .malformed),
    ("</osm>", .malformed),
    ("<gpx></gpx>", .unknownFormat),
    ("<osmChange></osmChange>", .unsupported),
    ("<?xml version='1.0' encoding='ISO-8859-1'?><osm></osm>", .unsupported),
    ("<!DOCTYPE osm [<!ENTITY a 'b'>]><osm></osm>", .unsupported),
    ("<!-- nothing -->", .unknownFormat),
  ])
  func refused(text: String, code: OSMError.Code) throws {
    let error = #expect(throws: OSMError.self) { try withFile(text) { try OSMFile.read($0) } }
    #expect(error?.code == code)
    #expect(error?.message.isEmpty == false)
  }

  @Test func aTagLongerThanTheWindowIsRead() throws {
    let long = String(repeating: "长", count: 200_000)
    let data = try withFile("<osm><node id='1' lat='1' lon='2'><tag k='name' v='\(long)'/></node></osm>") {
      try OSMFile.read($0)
    }
    #expect(data.features(matching: [TagFilter(key: "name")]).first?.name == long)
  }

  /// Last place rounded half away from zero; units of 1e-7.
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("1", 10_000_000), ("-1.5", -15_000_000), (".5", 5_000_000), ("5.", 50_000_000),
    ("0.00000005", 1), ("-0.00000005", -1), ("0.00000004999", 0), ("103.80000001", 1_038_000_000),
    ("1.25e1", 125_000_000), ("1000", 10_000_000_000),
  ])
  func decimals(text: String, expected: Int64) {
    #expect(Array(text.utf8).withUnsafeBufferPointer(fixedPoint) == expected)
  }

  @Test(arguments: ["", "-", ".", "abc", "1x", "nan", "inf", "1e400", "1001", "--1", "1.2.3", "99999999999999999999"])
  func noDecimals(text: String) {
    #expect(Array(text.utf8).withUnsafeBufferPointer(fixedPoint) == nil)
  }
}

/// A gzip member of stored blocks.
func gzip(_ content: [UInt8]) -> [UInt8] {
  var check: UInt32 = 0xffff_ffff
  for byte in content {
    check ^= UInt32(byte)
    for _ in 0..<8 { check = check >> 1 ^ (check & 1 == 0 ? 0 : 0xedb8_8320) }
  }
  check = ~check
  let count = UInt16(content.count)
  let lengths = [UInt8(count & 0xff), UInt8(count >> 8), UInt8(~count & 0xff), UInt8(~count >> 8)]
  let head: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 0x01]
  let tail = [check, UInt32(content.count)].flatMap { number in (0..<4).map { UInt8(number >> (8 * $0) & 0xff) } }
  return head + lengths + content + tail
}

@Suite struct RestrictionTests {
  /// Members as kind, position (-1 where missing) and role.
  private func members(_ data: OSMData) -> [[String]] {
    data.restrictions.map { restriction in
      restriction.members.map { "\($0.kind) \($0.reference) \(data.string($0.role))" }
    }
  }

  @Test func xmlKeepsRestrictionsOnly() throws {
    let text = """
      <osm><node id="1" lat="0" lon="0"/><node id="5" lat="0" lon="1"/>
      <way id="7"><nd ref="1"/><nd ref="5"/></way><way id="7"><nd ref="1"/><nd ref="5"/></way>
      <way id="8"><nd ref="5"/><nd ref="1"/></way>
      <relation id="3"><member type="way" ref="8" role="from"/><member type="node" ref="5" role="via"/>
      <member type="way" ref="99"/><tag k="restriction" v="no_u_turn"/><tag k="type" v="restriction"/></relation>
      <relation id="4"><member type="way" ref="7" role="outer"/><tag k="type" v="multipolygon"/></relation></osm>
      """
    let data = try withFile(text) { try OSMFile.read($0) }
    #expect(data.relationCount == 2)
    #expect(data.restrictions.map(\.id) == [3])
    // The way drawn twice stands once: the second is at place 1.
    #expect(members(data) == [["way 1 from", "node 1 via", "way -1 "]])
    #expect(data.restrictions[0].tags.map(data.string) == ["restriction", "no_u_turn", "type", "restriction"])
  }

  @Test func pbfKeepsRestrictionsOnly() throws {
    func relation(_ id: Int64, value: UInt64, roles: [UInt64]) -> [UInt8] {
      TinyPBF.field(
        4,
        TinyPBF.field(1, value: id) + TinyPBF.field(2, TinyPBF.varint(1)) + TinyPBF.field(3, TinyPBF.varint(value))
          + TinyPBF.field(8, roles.flatMap(TinyPBF.varint)) + TinyPBF.field(9, TinyPBF.deltas([7, 5, 99]))
          + TinyPBF.field(10, [1, 0, 1].flatMap(TinyPBF.varint)))
    }
    func file(_ roles: [UInt64]) -> [UInt8] {
      var file = TinyPBF()
      file.appendHeader()
      let strings = ["", "type", "restriction", "from", "via", "to", "multipolygon"]
      let nodes = TinyPBF.denseNodes(ids: [1, 5], latitudes: [0, 0], longitudes: [0, 1])
      file.append("OSMData", TinyPBF.block(strings: strings, group: nodes))
      file.append("OSMData", TinyPBF.block(strings: strings, group: TinyPBF.way(id: 7, refs: [1, 5])))
      let relations = relation(3, value: 2, roles: roles) + relation(4, value: 6, roles: roles)
      file.append("OSMData", TinyPBF.block(strings: strings, group: relations))
      return file.bytes
    }
    let data = try withFile(file([3, 4, 5])) { try OSMFile.read($0) }
    #expect(data.relationCount == 2 && data.restrictions.map(\.id) == [3])
    #expect(members(data) == [["way 0 from", "node 1 via", "way -1 to"]])
    for roles in [[3, 4], [3, 4, 5, 5], [3, 4, 77]] as [[UInt64]] {
      let error = #expect(throws: OSMError.self) { try withFile(file(roles)) { try OSMFile.read($0) } }
      #expect(error?.code == .malformed)
    }
  }
}
