import Geodata
import Geometry
import Testing

@Suite struct GPXTests {
  private func tracks(_ text: String) throws -> [GPXTrack] {
    try gpxTracks(path: ScratchFile("round.gpx", text).path)
  }

  @Test func tracksSegmentsAndTimesAreRead() throws {
    let tracks = try tracks(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- a round -->
      <gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
        <metadata><time>2026-01-01T00:00:00Z</time><name>file</name></metadata>
        <wpt lat="1" lon="2"><name>elsewhere</name></wpt>
        <trk><name>早 &amp; <![CDATA[<晚>]]></name>
          <trkseg>
            <trkpt lat="29.4" lon="103.8"><ele>360</ele><time>1970-01-02T00:00:01Z</time></trkpt>
            <trkpt lon='103.9' lat='29.5'><time>1970-01-02T08:00:02.5+08:00</time>
              <extensions><time>1999-01-01T00:00:00Z</time></extensions></trkpt>
          </trkseg>
          <trkseg></trkseg>
          <trkseg><trkpt lat="-90" lon="180"/></trkseg>
        </trk>
        <trk><name>nothing</name></trk>
        <rte><rtept lat="1" lon="2"/><rtept lat="3" lon="4"/></rte>
      </gpx>
      """)
    try #require(tracks.map(\.name) == ["早 & <晚>", "nothing", nil])
    #expect(tracks.map(\.isRoute) == [false, false, true])
    #expect(tracks.map(\.line) == [6, 15, 16] && tracks[1].segments.isEmpty)
    // A day is 86,400 s.
    #expect(tracks[0].segments.map(\.seconds) == [[86_401, 86_402.5], nil])
    #expect(
      tracks[0].segments[0].coordinates == [Coordinate(x: 103.8, y: 29.4), Coordinate(x: 103.9, y: 29.5)])
    #expect(tracks[2].segments[0].coordinates.count == 2)
  }

  @Test func timesThatCannotBeReadAreCounted() throws {
    func points(_ times: [String]) -> String {
      "<gpx><trk><trkseg>"
        + times.map { "<trkpt lat='1' lon='2'><time>\($0)</time></trkpt>" }.joined() + "</trkseg></trk></gpx>"
    }
    let some = try tracks(points(["1970-01-01T00:00:10Z", "soon", "1970-01-01T00:00:30"]))[0].segments[0]
    let seconds = try #require(some.seconds)
    #expect(seconds[0] == 10 && seconds[1].isNaN && seconds[2] == 30)
    #expect(some.unreadableTimes == 1)
    let none = try tracks(points(["1970-13-01T00:00:10Z", "1970-01-01 25:00:00", "1970-01-01T00:00:30Z"]))[0].segments[
      0]
    #expect(none.seconds == nil && none.unreadableTimes == 2)
  }

  @Test(arguments: [
    ("<gpx><trk><trkseg><trkpt lat='91' lon='2'/></trkseg></trk></gpx>", GeodataError.Code.badCoordinate),
    ("<gpx><trk><trkseg><trkpt lat='nan' lon='2'/></trkseg></trk></gpx>", .badCoordinate),
    ("<gpx><trk><trkseg><trkpt lon='2'/></trkseg></trk></gpx>", .badCoordinate),
    ("<kml></kml>", .wrongFormat), ("<gpx><trk></gpx>", .malformed), ("<gpx><trk>", .malformed),
    ("<gpx", .malformed), ("<gpx a></gpx>", .malformed), ("<gpx a=1></gpx>", .malformed),
    ("<gpx>&x;</gpx>", .malformed),
    ("<gpx/><gpx/>", .malformed), ("words", .malformed), ("", .empty), ("  \n", .empty), ("<gpx><!-- ", .malformed),
    ("<!DOCTYPE gpx [<!ENTITY a 'b'>]><gpx/>", .malformed), ("<gpx>&#xD800;</gpx>", .malformed), ("</gpx>", .malformed),
    (String(repeating: "<a>", count: 1000), .wrongFormat),
    ("<gpx>" + String(repeating: "<a>", count: 1000), .malformed),
    ("<>", .malformed), ("<gpx><![X[]]></gpx>", .malformed),
  ])
  func whatIsNoGPXIsRefused(text: String, code: GeodataError.Code) throws {
    let error = try #require(throws: GeodataError.self) { try tracks(text) }
    #expect(error.code == code, "\(error)")
    #expect(code == .empty || error.context.line == 1, "\(error)")
  }

  /// Cut anywhere a file is read or refused, never worse.
  @Test func cutFilesAreRefused() throws {
    let whole = Array(
      "<gpx><trk><trkseg><trkpt lat='1' lon='2'><time>1970-01-01T00:00:10Z</time></trkpt></trkseg></trk></gpx>".utf8)
    for count in 0..<whole.count {
      let file = try ScratchFile("cut.gpx", whole.prefix(count))
      #expect(throws: GeodataError.self) { try gpxTracks(path: file.path) }
    }
  }
}
