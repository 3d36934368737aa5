import Analysis
import Foundation
import Geodata
import MapServer
import Report
import Testing

/// Why a place is covered or not under edits: on a street by hand, and in a town against a fresh run.
struct WhyTests {
  private static func why(_ body: String, _ answers: MapAnswers) async throws -> JSONValue {
    let answer = try #require(await answers.answer(.post(["api", "why"], body)))
    try #require(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
    return try answer.json()
  }

  /// Moved to 105.0086, the station stands 512.1 m from the first home and 400.8 m from the second: 7.68 and 6.01 minutes
  /// at 4 km/h.
  private static let moved = #""edits":[{"move":{"id":"s","lon":105.0086,"lat":0}}]"#

  @Test func aHomeOnTheStreet() async throws {
    let answers = MapAnswers(try await Scenes.town(Scenes.street()))
    let near = try await Self.why(#"{\#(Self.moved),"kind":"communities","id":"near"}"#, answers)
    #expect(
      near == [
        "kind": "communities", "id": "near", "covered_share": .int(0), "nearest_station": "s",
        "nearest_min": .number(7.68), "reason": "beyond-cutoff", "stations": .array([]),
      ])
    let next = try await Self.why(#"{\#(Self.moved),"kind":"communities","id":"next"}"#, answers)
    #expect(next["covered_share"]?.number == 1 && next["nearest_min"]?.number == 6.01 && next["reason"] == .null)
    #expect(next["stations"] == .array([["id": "s", "share": .int(1)]]))
    let closed = try await Self.why(#"{"edits":[{"close":"s"}],"kind":"communities","id":"next"}"#, answers)
    #expect(closed["nearest_station"] == .null && closed["nearest_min"] == .null && closed["stations"] == .array([]))
    // Today it is 556.6 m.
    let today = try await Self.why(#"{"kind":"communities","id":"next"}"#, answers)
    #expect(today["nearest_min"]?.number == 8.35 && today["covered_share"]?.number == 0)
  }

  /// Beside the moved station one at the second home: it has the first home alone, and the second with the other.
  @Test func whomAStationCovers() async throws {
    let answers = MapAnswers(try await Scenes.town(Scenes.street()))
    let alone = try await Self.why(#"{\#(Self.moved),"kind":"stations","id":"s"}"#, answers)
    #expect(
      alone["serves", "communities"] == ["covered": .int(2), "alone": .int(2), "places": .int(1)])
    #expect(alone["serves", "workers"] == ["covered": .int(0), "alone": .int(0), "places": .int(0)])
    #expect(alone["routes"] == .array([]))
    let both = Self.moved.replacing("]", with: #",{"add":{"id":"t","lon":105.005,"lat":0}}]"#)
    let other = try await Self.why(#"{\#(both),"kind":"stations","id":"t"}"#, answers)
    #expect(
      other["serves", "communities"] == ["covered": .int(3), "alone": .int(1), "places": .int(2)])
    let shared = try await Self.why(#"{\#(both),"kind":"stations","id":"s"}"#, answers)
    #expect(shared["serves", "communities", "alone"]?.number == 0)
    let home = try await Self.why(#"{\#(both),"kind":"communities","id":"next"}"#, answers)
    #expect(home["nearest_station"]?.text == "t" && home["nearest_min"]?.number == 0)
    #expect(home["stations"]?.elements.map { $0["id"]?.text } == ["s", "t"])
  }

  /// A route of 2,226.4 m past the station at its beginning, in 23 pieces of 96.8 m: the middles of five lie within 500 m.
  @Test func aRoundOnTheStreet() async throws {
    let folder = try Scenes.street()
    try folder.write(
      "r.geojson",
      Array(
        #"""
        {"type":"FeatureCollection","features":[{"type":"Feature","id":"r1","properties":{"name":"Round","trips":2},
        "geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}]}
        """#.utf8))
    let file = try AnalysisFile(path: folder.path + "/analysis.yaml", overrides: ["inputs.routes=r.geojson"])
    let answers = MapAnswers(try await Town(file))
    let far = try await Self.why(#"{"kind":"routes","id":"r1","lon":105.02,"lat":0.001}"#, answers)
    #expect(far["nearest_station"]?.text == "s" && far["reason"]?.text == "beyond-cutoff")
    // The last piece's middle is 48.4 m before the end: 32.67 minutes.
    #expect(abs((far["nearest_min"]?.number ?? 0) - 32.67) < 0.02)
    let near = try await Self.why(#"{"kind":"routes","id":"r1","lon":105,"lat":0}"#, answers)
    #expect(abs((near["nearest_min"]?.number ?? 9) - 0.73) < 0.02)
    #expect(abs((near["covered_share"]?.number ?? 0) - 5 / 23) < 0.001)
    let station = try await Self.why(#"{"kind":"stations","id":"s"}"#, answers)
    #expect(station["routes"]?.elements.map { $0["id"]?.text } == ["r1"])
    #expect(station["routes"]?.elements.first?["share"] == near["covered_share"])
    #expect(station["serves", "routes", "places"]?.number == 1)
  }

  @Test(arguments: [
    (#"{"kind":"communities","id":"nexd"}"#, "unknown-place", "Did you mean “next”"),
    (#"{"kind":"stations","id":"x"}"#, "unknown-place", "“x”"),
    (#"{"edits":[{"close":"s"}],"kind":"stations","id":"s"}"#, "unknown-place", "“s”"),
    (#"{"kind":"homes","id":"next"}"#, "bad-value", "communities"),
    (#"{"kind":"routes","id":"r"}"#, "unknown-place", "route"),
    (#"{"kind":"communities"}"#, "missing-key", "id"), (#"{"id":"next"}"#, "missing-key", "kind"),
    (#"{"kind":"communities","id":"next","lon":200,"lat":0}"#, "bad-value", "lon"),
    (#"{"kind":"communities","id":"next","lon":105}"#, "missing-key", "lat"),
    (#"{"edits":[{"close":"y"}],"kind":"communities","id":"next"}"#, "unknown-station", "“y”"),
  ])
  func whatIsWrongIsTold(body: String, code: String, named: String) async throws {
    let answers = MapAnswers(try await Scenes.town(Scenes.street()))
    let answer = try #require(await answers.answer(.post(["api", "why"], body)))
    let error = try answer.json()["error"]
    #expect(error?["code"]?.text == code, "\(String(decoding: answer.body, as: UTF8.self))")
    #expect(answer.status == (code == "unknown-place" ? 404 : 400))
    #expect(error?["message"]?["en"]?.text?.contains(named) == true)
  }

  /// One station moved and one closed through the map, and the same in its table for a run: every community and firm of
  /// the layers has the same station, minutes, share and reason.
  @Test func reasonsAreThoseOfARun() async throws {
    let answers = MapAnswers(try await Town(AnalysisFile(path: Scenes.wutongqiao)))
    let edits = #""edits":[{"move":{"id":"station-3","lon":103.8,"lat":29.43}},{"close":"station-1"}]"#
    let table = try #require(await answers.answer(.post(["api", "export"], #"{\#(edits),"as":"csv"}"#)))
    let folder = try ScratchFolder()
    try folder.write("stations-edited.csv", table.body)
    let yaml = try #require(await answers.answer(.post(["api", "export"], #"{\#(edits),"as":"yaml"}"#)))
    try folder.write("analysis.yaml", yaml.body)
    let fresh = try await Town(AnalysisFile(path: folder.path + "/analysis.yaml", overrides: ["siting.new=0"]))
    var compared = 0
    var changed = 0
    for layer in ["communities", "workers"] {
      let now = try JSONValue(try #require(fresh.layer(layer)).collection, named: layer)
      let before = try #require(await answers.answer(Question(.get, ["api", "layers", layer]))).json()
      for (feature, old) in zip(now["features"]?.elements ?? [], before["features"]?.elements ?? []) {
        let id = try #require(feature["properties", "id"]?.text)
        let why = try await Self.why(#"{\#(edits),"kind":"\#(layer)","id":"\#(id)"}"#, answers)
        for name in ["covered_share", "nearest_station", "nearest_min", "reason"] {
          #expect(why[name] == feature["properties", name] ?? .null, "\(layer) \(id) \(name)")
          if feature["properties", name] != old["properties", name] { changed += 1 }
        }
        compared += 1
      }
    }
    #expect(compared > 100 && changed > 20)
  }
}
