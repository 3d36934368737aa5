import Analysis
import Coverage
import Foundation
import Geodata
import Geometry
import Model
import Testing

/// Tracks over streets on the equator, where 0.01° are 1,113.195 m eastwards and 1,105.743 m northwards: a main street of
/// two pieces, 干道, and at its middle an arm to the north, 支路.
struct TrackTests {
  private static let roads =
    #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"干道"},"geometry":{"type":"#
    + #""LineString","coordinates":[[105,0],[105.01,0],[105.02,0]]}},{"type":"Feature","properties":{"name":"支路"},"#
    + #""geometry":{"type":"LineString","coordinates":[[105.01,0],[105.01,0.01]]}}]}"#

  /// One point every 0.001° (111 m) and 40 s, 2.8 m/s: an ordinary bicycle.
  private static func points(_ name: String, _ corners: [(Double, Double)], offset: Double = 0) -> [String] {
    var rows: [String] = []
    for (from, to) in zip(corners, corners.dropFirst()) {
      let steps = Int((max(abs(to.0 - from.0), abs(to.1 - from.1)) / 0.001).rounded())
      for step in (rows.isEmpty ? 0 : 1)...max(steps, 1) {
        let share = Double(step) / Double(max(steps, 1))
        rows.append(
          "\(name),\(1_777_593_600 + 40 * rows.count),\(from.0 + (to.0 - from.0) * share),"
            + "\(from.1 + (to.1 - from.1) * share + offset)")
      }
    }
    return rows
  }

  private static let along: [(Double, Double)] = [(105, 0), (105.02, 0)]
  private static let turning: [(Double, Double)] = [(105, 0), (105.01, 0), (105.01, 0.01)]

  private static func scene(
    _ rows: [String], header: String = "track,time,lon,lat", measure: String = "network", more: String = ""
  ) throws -> AnalysisFile {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, tracks: t.csv, roads: roads.geojson, communities: c.csv}
      circle: {cutoff: 500m, measure: \(measure), modes: {routes: bicycle}}
      \(more)
      """,
      "s.csv": "id,lon,lat\ns,105,0\n", "c.csv": "id,population,lon,lat\nc,1,105,0\n", "roads.geojson": roads,
      "t.csv": header + "\n" + rows.map { $0 + "\n" }.joined(),
    ])
    return try folder.analysis()
  }

  private func near(_ found: Double, _ expected: Double, _ tolerance: Double = 1) -> Bool {
    abs(found - expected) <= tolerance
  }

  /// Three tracks pass the first half of the main street, two the second and one the arm: with at least three only the first
  /// half counts, three trips a day over 1,113.2 m; 1,113.2 m and 1,105.7 m are withheld. With two the second half counts
  /// too, two trips a day. With one all.
  @Test(arguments: [(3, "network"), (2, "network"), (1, "network"), (3, "circle")])
  func streetsThatEnoughShare(least: Int, measure: String) async throws {
    let rows =
      Self.points("a", Self.along) + Self.points("b", Self.along.reversed(), offset: 0.00003)
      + Self.points("c", Self.turning)
    let file = try Self.scene(
      rows, measure: measure, more: least == 3 ? "" : "coverage: {least_trips: \(least)}")
    let prepared = try await PreparedAnalysis(file)
    let routes = prepared.inputs.routes
    #expect(routes.allSatisfy(\.isFromTracks) && routes.map(\.id.rawValue) == (1...(4 - least)).map { "track-\($0)" })
    #expect(Set(routes.map { "\($0.name) \($0.tripsPerDay)" }).count == routes.count)
    let found = Dictionary(
      uniqueKeysWithValues: routes.map { ("\($0.name) \($0.tripsPerDay)", lengthInMeters($0.line)) })
    let expected = ["干道 3.0": 1113.195, "干道 2.0": 1113.195, "支路 1.0": 1105.743]
    for (key, length) in found { #expect(near(length, expected[key] ?? .nan)) }
    let figures = try #require(prepared.inputs.trackFigures)
    let group = try #require(figures.groups.first)
    #expect(figures.count == 3 && figures.groups.count == 1 && group.tracks == 3 && group.refused == 0)
    #expect(near(group.matched.value, 2 * 2226.39 + 2218.938, 5) && group.offNetwork.value < 1 && group.gaps == 0)
    let kept = [3: 1113.195, 2: 2226.39, 1: 3332.133][least]!
    #expect(near(group.kept.value, kept) && near(group.withheld.value, 3332.133 - kept))
    let note = try #require(prepared.findings.first { $0.rule == .tracksWithheld })
    #expect(note.places.isEmpty && note.value == "\(Int((3332.133 - kept).rounded())) m")
  }

  /// Equal neighbours of one name are one route: all three along the whole main street.
  @Test func equalNeighboursAreJoined() async throws {
    let rows = ["a", "b", "c"].flatMap { Self.points($0, Self.along) }
    let routes = try await PreparedAnalysis(try Self.scene(rows)).inputs.routes
    #expect(routes.count == 1 && near(lengthInMeters(routes[0].line), 2226.39) && routes[0].tripsPerDay == 3)
  }

  /// Ridden both ways counts twice, crossing itself nothing more. Demand is trips x length: 6 trips over 2,226.4 m and
  /// nothing else; and no chain is told, since pieces are no rounds.
  @Test func becomesDemandAndNoRound() async throws {
    let both = Self.along + [(105, 0)]
    let rows = ["a", "b", "c"].flatMap { Self.points($0, both) }
    let result = try await runAnalysis(try Self.scene(rows))
    #expect(result.inputs.routes.map(\.tripsPerDay) == [6])
    #expect(result.coverage.figures.routes.isEmpty)
    let share = try #require(result.coverage.now.byKind[.routes])
    // The station stands at one end.
    #expect(near(share.share ?? 0, 500 / 2226.39, 0.01))
  }

  /// Fewer than three say nothing at all, neither a route nor a figure nor metres.
  @Test func tooFewTracksSayNothing() async throws {
    let rows = ["a", "b"].flatMap { Self.points($0, Self.along) }
    let prepared = try await PreparedAnalysis(try Self.scene(rows))
    #expect(prepared.inputs.routes.isEmpty && prepared.inputs.trackFigures?.groups == [])
    let note = try #require(prepared.findings.first { $0.rule == .tracksWithheld })
    #expect(note.message.contains("nothing of the 2") && !note.message.contains("2226"))
  }

  /// The order of the tracks in the file and the number of threads change nothing.
  @Test func orderAndThreadsChangeNothing() async throws {
    let names = ["a", "b", "c", "d", "e"]
    let header = "track,round,time,lon,lat"
    func rows(_ names: [String]) -> [String] {
      names.enumerated().flatMap { _, name in
        Self.points(name, name == "d" ? Self.turning : Self.along).map { row in
          // Three days: each track is a third of a trip.
          let day = ["a": 0.0, "b": 1, "c": 2, "d": 0, "e": 1][name]!
          let cells = row.split(separator: ",")
          return "\(name),东线,\(Double(cells[1])! + 86_400 * day),\(cells[2]),\(cells[3])"
        }
      }
    }
    let one = try await PreparedAnalysis(try Self.scene(rows(names), header: header), RunOptions(threads: 1))
    let other = try await PreparedAnalysis(
      try Self.scene(rows(names.reversed()), header: header), RunOptions(threads: 4))
    #expect(one.inputs.routes == other.inputs.routes && one.inputs.trackFigures == other.inputs.trackFigures)
    #expect(one.inputs.routes.map(\.tripsPerDay) == [1.666666667, 1.333333333])
    // The only round is no row of its own beside its trade unless it says as much.
    #expect(one.inputs.trackFigures?.groups.map(\.level) == [.trade, .round])
  }

  /// Rounds of three, three and one: telling both of three beside their trade would tell the one by a difference, so that one
  /// of them joins it. A trade of a single track is not told.
  @Test func noDifferenceTellsASingleTrack() async throws {
    let rounds = ["东", "东", "东", "西", "西", "西", "南"]
    var rows = rounds.enumerated().flatMap { index, round in
      Self.points("t\(index)", Self.along).map { "快递,\(round),\($0)" }
    }
    rows += Self.points("z", Self.turning).map { "外卖,,\($0)" }
    let prepared = try await PreparedAnalysis(try Self.scene(rows, header: "trade,round,track,time,lon,lat"))
    let groups = try #require(prepared.inputs.trackFigures?.groups)
    #expect(groups.map(\.tracks) == [7, 3, 4] && groups.map(\.level) == [.trade, .round, .round])
    #expect(groups[2].name == nil && groups[0].trade == "快递")
    #expect(prepared.inputs.routes.allSatisfy { $0.trade == "快递" })
  }

  /// What is wrong with single tracks, by their number: one point, wholly off the network, times that run backwards (as
  /// lines: points would be sorted), too fast, a point back in time.
  @Test func badTracksAreNamedByNumber() async throws {
    let good = ["a", "b", "c"].flatMap { Self.points($0, Self.along) }
    let rows =
      good + ["d,1777593600,105.001,0"] + Self.points("e", [(105, 1), (105.01, 1)])
      + (0..<10).map { "f,\(1_777_593_600 + $0),\(105 + 0.002 * Double($0)),0" }
    let prepared = try await PreparedAnalysis(try Self.scene(rows))
    let bad = prepared.findings.filter { $0.rule == .badTrack }
    // The first point of each: 3 x 21 rows stand before.
    #expect(bad.map(\.record) == ["64", "65", "76"])
    #expect(bad.allSatisfy { $0.places.isEmpty && $0.file == "t.csv" && $0.severity == .warning })
    #expect(bad[0].message.contains("one point") && bad[1].message.contains("off the streets"))
    #expect(bad[2].message.contains("too fast"))
    #expect(prepared.inputs.trackFigures?.groups.map(\.refused) == [3] && prepared.inputs.routes.count == 1)
  }

  /// Lines keep their order: times that run backwards refuse the track, jumps of 100 km tear it, and trips of 0 stand for
  /// nobody, who still passes.
  @Test func badLines() async throws {
    func line(_ places: [(Double, Double)], _ times: String, _ trips: Int) -> String {
      let text = places.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
      return
        #"{"type":"Feature","properties":{"weight":\#(trips),"times":[\#(times)]},"geometry":{"type":"LineString","#
        + #""coordinates":[\#(text)]}}"#
    }
    let places = (0...20).map { (105 + 0.001 * Double($0), 0.0) }
    let rising = places.indices.map { "\(40 * $0)" }.joined(separator: ",")
    let falling = places.indices.map { "\(40 * (20 - $0))" }.joined(separator: ",")
    let jumping = places.flatMap { [$0, ($0.0 + 1, 0.0)] }
    let features = [
      line(places, rising, 2), line(places, rising, 0), line(places, rising, 1), line(places, falling, 1),
      line(jumping, jumping.indices.map { "\(20 * $0)" }.joined(separator: ","), 1),
    ].joined(separator: ",")
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, tracks: t.geojson, roads: roads.geojson}
      circle: {cutoff: 500m, modes: {routes: bicycle}}
      """, "s.csv": "id,lon,lat\ns,105,0\n", "roads.geojson": Self.roads,
      "t.geojson": #"{"type":"FeatureCollection","features":[\#(features)]}"#,
    ])
    let prepared = try await PreparedAnalysis(try folder.analysis())
    #expect(prepared.inputs.routes.map(\.tripsPerDay) == [3])
    let bad = prepared.findings.filter { $0.rule == .badTrack }
    #expect(bad.map(\.record) == ["4", "5"] && bad[0].message.contains("backwards"))
  }

  /// Tracks of a telephone's map, stated as GCJ-02, lie on streets in WGS84: some 500 m elsewhere as they are.
  @Test func shiftedTracks() async throws {
    let corners = [(103.75, 29.4), (103.77, 29.4)]
    let rows = ["a", "b", "c"].flatMap { name in
      (-1...21).map { step -> String in
        let place = ChineseDatum.gcj02.fromWGS84(Coordinate(x: 103.75 + 0.001 * Double(step), y: 29.4))
        return "\(name),\(1_777_593_600 + 40 * step),\(place.x),\(place.y)"
      }
    }
    let street = corners.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: {file: s.csv, crs: wgs84!}, tracks: {file: t.csv, crs: gcj02!}, roads: roads.geojson}
      circle: {cutoff: 500m, modes: {routes: bicycle}}
      """, "s.csv": "id,lon,lat\ns,103.75,29.4\n", "t.csv": "track,time,lon,lat\n" + rows.map { $0 + "\n" }.joined(),
      "roads.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"#
        + #""LineString","coordinates":[\#(street)]}}]}"#,
    ])
    let prepared = try await PreparedAnalysis(try folder.analysis())
    #expect(prepared.inputs.routes.map(\.tripsPerDay) == [3])
    #expect(prepared.inputs.trackFigures?.groups.first.map { $0.offNetwork.value < 700 } == true)
  }

  private static func gpx(_ places: [Coordinate]) -> String {
    let points = places.enumerated().map { number, place in
      let clock = String(format: "10:%02d:%02d", 40 * number / 60, 40 * number % 60)
      return #"<trkpt lat="\#(place.y)" lon="\#(place.x)"><time>2026-05-01T\#(clock)Z</time></trkpt>"#
    }
    return #"<gpx version="1.1"><trk><name>x</name><trkseg>\#(points.joined())</trkseg></trk></gpx>"#
  }

  /// The files of a folder by name, numbered through; what is no GPX is told. The second holds one point alone.
  @Test func aFolderOfFiles() async throws {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, tracks: rounds, roads: roads.geojson, communities: c.csv}
      circle: {cutoff: 500m, modes: {routes: bicycle}}
      """,
      "s.csv": "id,lon,lat\ns,105,0\n", "c.csv": "id,population,lon,lat\nc,1,105,0\n", "roads.geojson": Self.roads,
    ])
    try FileManager.default.createDirectory(atPath: folder.path + "/rounds/old", withIntermediateDirectories: true)
    let error = try #require(throws: GeodataError.self) { try readInputs(try folder.analysis(), RunOptions()) }
    #expect("\(error)".contains("no .gpx file") && "\(error)".contains("rounds"))
    let along = (0...20).map { Coordinate(x: 105 + 0.001 * Double($0), y: 0) }
    for (name, places) in [("c.gpx", along), ("d.GPX", along), ("b.gpx", [along[0]]), ("a.gpx", along)] {
      try folder.write("rounds/" + name, Self.gpx(places))
    }
    try folder.write("rounds/notes.txt", "x")
    let prepared = try await PreparedAnalysis(try folder.analysis())
    #expect(prepared.inputs.routes.map(\.tripsPerDay) == [3])
    let bad = try #require(prepared.findings.first { $0.rule == .badTrack })
    #expect(bad.record == "2" && bad.message.contains("one point"))
    #expect(prepared.findings.contains { $0.layer == "tracks" && $0.message.contains("other things") })
    let record = try #require(prepared.inputs.records.first { $0.layer == "tracks" })
    #expect(record.recordCount == 4 && record.sha256.count == 64)
  }

  /// Tracks of a telephone's map that do not say so, in a format that is WGS84: refused, with what to write.
  @Test func shiftedTracksAreNoticed() throws {
    let places = (0...20).map {
      ChineseDatum.gcj02.fromWGS84(Coordinate(x: 103.75 + 0.001 * Double($0), y: 29.4 + ($0 > 10 ? 0.004 : 0)))
    }
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: {file: s.csv, crs: wgs84!}, tracks: t.gpx, roads: roads.geojson}
      circle: {cutoff: 500m, modes: {routes: bicycle}}
      """, "s.csv": "id,lon,lat\ns,103.75,29.4\n", "t.gpx": Self.gpx(places),
      "roads.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"#
        + #""LineString","coordinates":[[103.75,29.4],[103.76,29.4],[103.76,29.404],[103.77,29.404]]}}]}"#,
    ])
    let found = try checkAnalysis(try folder.analysis()).filter { $0.layer == "tracks" && $0.field == "crs" }
    #expect(found.count == 1 && found[0].message.contains("GCJ-02") && !found[0].message.contains("GeoJSON"))
    #expect(found.first?.fix.contains("crs: gcj02") == true && found.first?.places.isEmpty == true)
  }

  /// Nothing that is said of a file repeats what stands in it: it may be where somebody lives, or who he is. The file ends
  /// behind its last row, or within it; or commas stand before its decimals.
  @Test(arguments: [
    ("no line end", ",", "POINT(105.0077 0.0021)"), ("no line end", ",", "张秘密"), ("ends in the middle", ",", "张"),
    ("commas stand before decimals", ";", "105,0077"),
  ])
  func aFindingTellsNothing(words: String, comma: String, secret: String) async throws {
    let rows = ["a", "b", "c"].flatMap { Self.points($0, Self.along) }.map { row in
      let text = "\(row),骑手甲".replacing(",", with: comma)
      return comma == ";" ? text.replacing(".", with: ",") : text
    }
    let last =
      comma == ";" ? "c;1777600000;\(secret);0,0021;骑手甲\n" : "c,1777600000,105.02,0,\(secret)"
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, tracks: t.csv, roads: roads.geojson, communities: c.csv}
      circle: {cutoff: 500m, modes: {routes: bicycle}}
      """,
      "s.csv": "id,lon,lat\ns,105,0\n", "c.csv": "id,population,lon,lat\nc,1,105,0\n", "roads.geojson": Self.roads,
      "t.csv": (["track,time,lon,lat,骑手姓名".replacing(",", with: comma)] + (comma == ";" ? [last] : []) + rows)
        .joined(separator: "\n") + "\n" + (comma == ";" ? "" : last),
    ])
    let findings = try checkAnalysis(try folder.analysis())
    #expect(findings.contains { $0.layer == "tracks" && $0.message.contains(words) }, "\(findings)")
    #expect(findings.allSatisfy { !"\($0)".contains("“\(secret)") && !"\($0)".contains(secret + "”") })
  }

  /// A track without points keeps its number; a layer without any track is told.
  @Test func emptyTracksCount() async throws {
    let along = (0...20).map { Coordinate(x: 105 + 0.001 * Double($0), y: 0) }
    let whole = Self.gpx(along)
    let one = Self.gpx([along[0]])
    func inner(_ text: String) -> String {
      String(text.dropFirst(#"<gpx version="1.1">"#.count).dropLast("</gpx>".count))
    }
    func prepared(_ tracks: [String]) async throws -> PreparedAnalysis {
      let folder = try ScratchFolder([
        "analysis.yaml": """
        inputs: {stations: s.csv, tracks: t.gpx, roads: roads.geojson, communities: c.csv}
        circle: {cutoff: 500m, modes: {routes: bicycle}}
        """,
        "s.csv": "id,lon,lat\ns,105,0\n", "c.csv": "id,population,lon,lat\nc,1,105,0\n", "roads.geojson": Self.roads,
        "t.gpx": #"<gpx version="1.1">"# + tracks.joined() + "</gpx>",
      ])
      return try await PreparedAnalysis(try folder.analysis())
    }
    let some = try await prepared([inner(whole), "<trk/>", inner(one)])
    #expect(some.findings.filter { $0.rule == .badTrack }.map(\.record) == ["3"])
    let none = try await prepared(["<trk/>"])
    #expect(none.findings.contains { $0.rule == .emptyLayer && $0.layer == "tracks" })
  }

  /// 20 points within some metres of one another are no way, and not off the streets either.
  @Test func aStandingTrackIsCalledSo() async throws {
    let rows = (0..<20).map { "a,\(1_777_593_600 + 40 * $0),\(105.001 + 0.00001 * Double($0 % 3)),0.00002" }
    let bad = try await PreparedAnalysis(try Self.scene(rows)).findings.filter { $0.rule == .badTrack }
    #expect(bad.count == 1 && bad[0].message.contains("in one place"))
  }

  /// `check` finds what a run finds, and how the tracks lie on the streets.
  @Test func checksMatchTracks() async throws {
    let rows = ["a", "b", "c"].flatMap { Self.points($0, Self.along) } + ["d,1777593600,105.001,0"]
    let file = try Self.scene(rows)
    let report = try await qualityReport(file)
    let result = try await runAnalysis(file)
    #expect(report.findings == result.findings && report.findings.contains { $0.rule == .badTrack })
    #expect(report.tracks == result.inputs.trackFigures && report.tracks?.groups.first?.tracks == 3)
    #expect(report.tracks?.groups.first.map { near($0.matched.value, 3 * 2226.39, 5) } == true)
  }

  /// A fix each ten seconds with 50 m of noise, ridden at 2.8 m/s along the main street, 20 tracks: each metre is found, to
  /// one end by 100 m, and the arm, which no one rides, stays free.
  @Test func rareAndNoisyFixes() async throws {
    var numbers = SplitMix(seed: 5)
    func noise() -> Double {
      50 * (-2 * log(Double.random(in: 0.000001..<1, using: &numbers))).squareRoot()
        * cos(2 * .pi * Double.random(in: 0..<1, using: &numbers))
    }
    let rows = (0..<20).flatMap { track in
      (0...79).map { step in
        "t\(track),\(1_777_593_600 + 10 * step),\(105 + (28 * Double(step) + noise()) / 111_319.5),\(noise() / 110_574.3)"
      }
    }
    let prepared = try await PreparedAnalysis(try Self.scene(rows))
    let group = try #require(prepared.inputs.trackFigures?.groups.first)
    #expect(group.tracks == 20 && group.refused == 0)
    // Each rides 79 x 28 = 2,212 m.
    #expect(abs(group.matched.value / 20 - 2212) < 100, "\(group.matched.value / 20)")
    #expect((40...60).contains(group.noise.value), "\(group.noise.value)")
    #expect(!prepared.inputs.routes.contains { $0.name == "支路" })
  }

  @Test func tracksNeedStreets() throws {
    let folder = try ScratchFolder([
      "analysis.yaml": "inputs: {stations: s.csv, tracks: t.csv}", "s.csv": "id,lon,lat\ns,105,0\n",
      "t.csv": "track,lon,lat\na,105,0\n",
    ])
    let error = try #require(throws: AnalysisError.self) { try folder.analysis() }
    #expect(error.code == .missingKey && "\(error)".contains("inputs.roads"))
  }
}
