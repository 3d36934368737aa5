import Analysis
import Foundation
import Geodata
import MapServer
import Report
import Testing
import Words

/// Edited layers, as other programs read them.
struct PublishedTests {
  private static func desk(_ folder: ScratchFolder) async throws -> Desk {
    let desk = Desk()
    desk.begin(
      try await Scenes.town(folder),
      about: ServiceText(
        title: Bilingual(same: "Street"), description: Bilingual(same: ""), version: "1", needsToken: false,
        hasProcesses: true))
    return desk
  }

  private static func ended(_ name: String, _ desk: Desk) async throws -> JSONValue {
    for _ in 0..<1200 {
      let told = try await desk.answer(Question(.get, ["api", "published", name])).json()
      if !["queued", "running"].contains(told["state"]?.text) { return told }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("\(name) is not made")
    return .null
  }

  private static func items(_ collection: String, _ desk: Desk) async throws -> [JSONValue] {
    let answer = await desk.answer(Question(.get, ["ogc", "collections", collection, "items"]))
    #expect(answer.status == 200, "\(collection)")
    return try answer.json()["features"]?.elements ?? []
  }

  /// Every layer is that of a run of what is exported with the same edits, to the last digit.
  @Test func layersAreThoseOfARunOfTheExport() async throws {
    let folder = try Scenes.drawnStreet()
    let desk = try await Self.desk(folder)
    let today = try await Self.items("stations", desk)
    let move = #"{"move":{"id":"s","lon":105.02,"lat":0}}"#
    let edits = #""edits":[\#(move),{"add":{"id":"n","lon":105.005,"lat":0,"services":["drink"]}}]"#
    let asked = await desk.answer(.post(["api", "published"], #"{"name":"A",\#(edits)}"#))
    #expect(asked.status == 202 && asked.header("Location") == "/api/published/A")
    let told = try await Self.ended("A", desk)
    #expect(told["state"]?.text == "done" && told["reason"] == .null)

    for (form, name) in [("csv", "stations-edited.csv"), ("yaml", "analysis-edited.yaml")] {
      try folder.write(name, await desk.answer(.post(["api", "export"], #"{\#(edits),"as":"\#(form)"}"#)).body)
    }
    let run = try await runAnalysis(AnalysisFile(path: folder.path + "/analysis-edited.yaml"))
    let layers = try run.featureLayers()
    #expect(told["collections"]?.elements.map(\.text) == layers.map { "edited-A-\($0.name)" } && layers.count > 5)
    for layer in layers {
      let features = try layer.features.map { try JSONValue($0.json, named: layer.name) }
      let items = try await Self.items("edited-A-\(layer.name)", desk)
      #expect(items.map { $0["geometry"] } == features.map { $0["geometry"] }, "\(layer.name)")
      #expect(items.map { $0["properties"] } == features.map { $0["properties"] }, "\(layer.name)")
    }
    #expect(try await Self.items("stations", desk) == today, "those of today stay")
    let about = try await desk.answer(Question(.get, ["ogc", "collections", "edited-A-stations"])).json()
    #expect(about["title"]?.text?.contains("Scenario A") == true)
    let definition = try await desk.answer(Question(.get, ["ogc", "api"])).json()
    #expect(definition["paths", "/ogc/collections/edited-A-stations/items"] != nil)
    // The page's own layers are those of today alone.
    #expect(await desk.answer(Question(.get, ["api", "layers", "edited-A-stations"])).status == 404)
  }

  /// Published again, the layers follow the edits; taken away, they are gone.
  @Test func theyFollowTheEdits() async throws {
    let desk = try await Self.desk(Scenes.street())
    func longitudes() async throws -> [Double?] {
      try await Self.items("edited-B-stations", desk).map {
        $0["geometry", "coordinates"]?.elements.first?.number
      }
    }
    _ = await desk.answer(
      .post(["api", "published"], #"{"name":"B","edits":[{"move":{"id":"s","lon":105.01,"lat":0}}]}"#))
    _ = try await Self.ended("B", desk)
    #expect(try await longitudes() == [105.01])
    // Two in a row: the last stands.
    for place in ["105.015", "105.02"] {
      let body = #"{"name":"B","edits":[{"move":{"id":"s","lon":\#(place),"lat":0}}]}"#
      #expect(await desk.answer(.post(["api", "published"], body)).status == 202)
    }
    // Until they are made the old ones stand.
    #expect([[105.01], [105.015], [105.02]].contains(try await longitudes()))
    #expect(try await Self.ended("B", desk)["state"]?.text == "done")
    #expect(try await longitudes() == [105.02])

    let list = try await desk.answer(Question(.get, ["api", "published"])).json()
    #expect(list["published"]?.elements.map { $0["name"]?.text } == ["B"])
    #expect(await desk.answer(Question(.delete, ["api", "published", "B"])).status == 200)
    #expect(await desk.answer(Question(.get, ["api", "published", "B"])).status == 404)
    #expect(await desk.answer(Question(.get, ["ogc", "collections", "edited-B-stations"])).status == 404)
    #expect(await desk.answer(Question(.get, ["ogc", "collections", "stations"])).status == 200)
  }

  @Test func whatCannotBePublished() async throws {
    let desk = try await Self.desk(Scenes.street())
    func status(_ body: String) async -> Int { await desk.answer(.post(["api", "published"], body)).status }
    #expect(await status(#"{"edits":[]}"#) == 400)
    for name in ["", "a b", "../x", "方案", String(repeating: "a", count: 21)] {
      #expect(await status(#"{"name":"\#(name)"}"#) == 400, "\(name)")
    }
    #expect(await status(#"{"name":"A","edits":[{"close":"x"}]}"#) == 400)
    #expect(await status(#"{"name":"A","definition":"9min~~"}"#) == 404)
    for number in 1...PublishedScenarios.mostNames {
      #expect(await status(#"{"name":"n\#(number)"}"#) == 202)
      _ = try await Self.ended("n\(number)", desk)
    }
    #expect(await status(#"{"name":"more"}"#) == 409)
    // Its own place it has.
    #expect(await status(#"{"name":"n1"}"#) == 202)
  }
}
