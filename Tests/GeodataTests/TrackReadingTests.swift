import Geodata
import Geometry
import Model
import Testing

@Suite struct TrackReadingTests {
  private func read(
    _ name: String, _ text: String, crs: String? = nil, fields: [String: String] = [:]
  ) throws -> (tracks: [RecordedTrack], findings: [QualityFinding]) {
    let layer = try layer(name, text, role: "tracks", crs: crs, fields: fields)
    var findings = layer.notes
    return (try layer.tracks(&findings), findings)
  }

  private func x(_ track: RecordedTrack) -> [Double] { track.coordinates.map(\.x) }

  @Test(arguments: [
    // A day is 86,400 s; 1970-01-02 08:00:02.5 in Beijing is 00:00:02.5 in Greenwich.
    ("1970-01-02T00:00:01Z", 86_401, false), ("1970-01-02T08:00:02.5+08:00", 86_402.5, false),
    ("1970-01-02 00:01", 86_460, true), ("1970/1/2 0:00:07", 86_407, true), ("1970.1.2", 86_400, true),
    ("1970-01-01T00:00:10-0130", 5_410, false), ("19700102000010", 86_410, true), ("12.5", 12.5, false),
    ("1777593600", 1_777_593_600, false), ("1777593600123", 1_777_593_600.123, false),
    ("1777593600123456", 1_777_593_600.123456, false),
  ])
  func times(text: String, seconds: Double, isLocal: Bool) throws {
    let moment = try #require(Moment(text))
    #expect(abs(moment.seconds - seconds) < 1e-6 && moment.isLocal == isLocal)
  }

  @Test(arguments: [
    "", "soon", "8:00", "1970-13-01 00:00", "1970-01-01T25:00", "1970-01-01 00:60", "1970-1/1 00:00", "19701301000000",
    "1970-01-01T00:00:10+8", "1970-01-01T00:00:10Zx", "1e30", "nan",
  ])
  func noTimes(text: String) { #expect(Moment(text) == nil) }

  /// 23:30 and 00:30 in Greenwich are one morning at 105° east; a clock without a zone is that of the place.
  @Test func days() throws {
    func day(_ text: String) throws -> Int? { try #require(Moment(text)).day(atLongitude: 105) }
    #expect(try day("1980-01-01T23:30:00Z") == day("1980-01-02T00:30:00Z"))
    #expect(try day("1980-01-01 23:30:00") != day("1980-01-02 00:30:00"))
    // 7 hours ahead at 105°.
    #expect(
      try day("1970-01-02 16:59:59") == 1 && day("1980-01-01T16:59:59Z") == 3652 && day("1980-01-01T17:00:00Z") == 3653)
    #expect(try day("3600") == nil)
  }

  private let gpx = """
    <gpx><trk><name>张三 早班</name><type>外卖</type>
      <trkseg><trkpt lat="0" lon="1"><time>2026-05-01T00:00:00Z</time></trkpt>
        <trkpt lat="0" lon="2"><time>2026-05-01T00:00:10Z</time></trkpt></trkseg>
      <trkseg><trkpt lat="0" lon="4"/></trkseg></trk>
      <rte><name>计划</name><rtept lat="0" lon="7"/><rtept lat="0" lon="8"/></rte></gpx>
    """

  @Test func gpxIsTracksWithTimes() throws {
    let (tracks, findings) = try read("a.gpx", gpx, fields: ["group": "type"])
    #expect(tracks.map(x) == [[1, 2, 4], [7, 8]] && tracks.map(\.record) == [1, 2])
    #expect(tracks.map(\.trade) == ["外卖", ""] && tracks[1].seconds == nil)
    let seconds = try #require(tracks[0].seconds)
    #expect(seconds[1] - seconds[0] == 10 && seconds[2].isNaN)
    #expect(findings.map(\.value) == ["1"] && findings[0].message.contains("straight across"))
    #expect(tracks.map(\.tripsPerDay) == [1, 1])
  }

  /// The same file as drawn routes: one line for each track, whatever the build.
  @Test func gpxIsRoutes() throws {
    let layer = try layer("a.gpx", gpx, role: "routes", fields: ["weight": "2"])
    var findings: [QualityFinding] = []
    let routes = try layer.routes(&findings)
    #expect(routes.map(\.name) == ["张三 早班", "计划"] && routes.map(\.id.rawValue) == ["routes-1", "routes-2"])
    #expect(routes.map { $0.line.map(\.x) } == [[1, 2, 4], [7, 8]] && routes.map(\.tripsPerDay) == [2, 2])
    #expect(findings.isEmpty && layer.notes.count == 1)
  }

  @Test func layersOfGPX() throws {
    for (name, count) in [("tracks", 1), ("routes", 1)] {
      let file = try ScratchFile("a.gpx", gpx)
      var reader = LayerReader()
      #expect(try reader.read(LayerSource(role: "routes", path: file.path, layerName: name)).records.count == count)
    }
    let file = try ScratchFile("a.gpx", gpx)
    var reader = LayerReader()
    let error = try geodataError {
      _ = try reader.read(LayerSource(role: "tracks", path: file.path, layerName: "waypoints"))
    }
    #expect(error.code == .wrongLayer)
  }

  private func line(_ properties: String, _ geometry: String = #""LineString","coordinates":[[1,0],[2,0],[3,0]]"#)
    -> String
  {
    #"{"type":"Feature","properties":{\#(properties)},"geometry":{"type":\#(geometry)}}"#
  }

  private func collection(_ features: [String]) -> String {
    #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
  }

  @Test func linesHaveTheirTimesInAProperty() throws {
    let parts = #""MultiLineString","coordinates":[[[1,0],[2,0]],[[3,0],[4,0]]]"#
    let (tracks, findings) = try read(
      "a.geojson",
      collection([
        line(#""coordTimes":["1970-01-01T00:00:01Z","1970-01-01T00:00:02Z","1970-01-01T00:00:03Z"]"#),
        line(#""times":[5,6,7],"trade":"快递","weight":2"#), line(""), line(#""times":[1,2]"#),
        line(#""coordTimes":[["1970-01-01T00:00:01Z",null],["1970-01-01T00:00:03Z","1970-01-01T00:00:04Z"]]"#, parts),
        line("", #""Polygon","coordinates":[[[1,0],[2,0],[2,1],[1,0]]]"#),
      ]))
    #expect(tracks.map { $0.seconds?.first } == [1, 5, nil, nil, 1])
    #expect(x(tracks[4]) == [1, 2, 3, 4] && tracks[4].seconds?[1].isNaN == true)
    #expect(tracks.map(\.trade) == ["", "快递", "", "", ""] && tracks.map(\.tripsPerDay) == [1, 2, 1, 1, 1])
    #expect(findings.map(\.rule) == [.badTrack, .badTrack])
    #expect(findings.map(\.record) == ["6", "4"] && findings.map(\.field) == ["geometry", "times"])
  }

  @Test func pointsArePutTogetherAndSortedByTime() throws {
    let (tracks, findings) = try read(
      "a.csv",
      """
      轨迹编号,定位时间,经度,纬度,骑手姓名
      a,2026-05-01 08:00:20,103.2,29,张三
      b,2026-05-01 08:00:00,103.7,29,李四
      a,2026-05-01 08:00:00,103.0,29,张三
      ,2026-05-01 08:00:00,103.0,29,张三
      a,2026/5/1 8:00:10,103.1,29,张三
      b,later,103.8,29,李四
      b,2026-05-01 07:59:00,103.9,29,李四
      a,2026-05-01 08:00:30,,,张三

      """)
    #expect(tracks.map(\.record) == [1, 2])
    #expect(Array(x(tracks[0]).prefix(3)) == [103.0, 103.1, 103.2] && tracks[0].coordinates[3].x.isNaN)
    #expect(tracks[0].seconds.map { $0.map { $0 - tracks[0].seconds![0] } } == [0, 10, 20, 30])
    // Times that are not all readable sort nothing.
    #expect(x(tracks[1]) == [103.7, 103.8, 103.9] && tracks[1].seconds?[1].isNaN == true)
    #expect(findings.map(\.rule) == [.trackPoints, .trackOrder] && findings.map(\.record) == ["4", "1"])
    #expect(!"\(tracks)\(findings)".contains("张三"))
  }

  @Test func pointsWithoutATrackAreRefused() throws {
    let error = try geodataError { _ = try read("a.csv", "id,time,lon,lat\n1,5,103,29\n") }
    #expect(error.code == .missingField && error.message.contains("track"))
  }

  /// Days instead of times order nothing, but count: five tracks of a round on two days are 2.5 trips a day, one of which
  /// has no day of its own; a weight says what it says.
  @Test func tracksOfARound() throws {
    let times = ["2026-05-01", "2026-05-01", "2026-05-02", "2026-05-02", "?"]
    var rows = times.enumerated().flatMap { track, time in
      (0..<2).map { "t\(track),\(time),东线,,103.\($0),29" }
    }
    rows += ["u1,2026-05-01,,,103.1,29", "u2,2026-05-01,西线,7,103.1,29", "u3,?,北线,,103.1,29", "u4,?,北线,,103.1,29"]
    let (tracks, findings) = try read(
      "a.csv", "track,time,线路,趟次,lon,lat\n" + rows.map { $0 + "\n" }.joined())
    #expect(tracks.map(\.tripsPerDay) == [0.5, 0.5, 0.5, 0.5, 0.5, 1, 7, 1, 1])
    #expect(tracks.prefix(5).allSatisfy { $0.seconds == nil } && findings.isEmpty)
  }
}
