import Analysis
import Foundation
import Geodata
import MapServer
import Model
import Report
import Testing

/// `edits` of the analysis file: the words that the live map sends, and the figures that it is told.
struct EditFileTests {
  private static let edits = [
    #"[{"move":{"id":"s","lon":105.001,"lat":0}}]"#, #"[{"close":"s"}]"#,
    #"[{"add":{"id":"t","name":"New","lon":105.02,"lat":0,"services":["drink","rest"],"hours":"24/7","extra_min":0.5}}]"#,
    #"[{"extra_min":{"id":"s","minutes":0.84}}]"#, #"[{"services":{"id":"s","services":["charge"]}}]"#,
    #"[{"close":"s"},{"add":{"id":"s","lon":105.02,"lat":0}},{"move":{"id":"s","lon":105.004,"lat":0}}]"#,
    #"[{"hours":{"id":"s","hours":"Mo-Fr 08:00-18:00"}},{"capacity":{"id":"s","capacity":40}},{"seats":{"id":"s"}}]"#,
  ]

  @Test(arguments: edits) func theSameWordsGiveTheSameFigures(edits: String) async throws {
    let answers = MapAnswers(try await Scenes.town(Scenes.street()))
    let map = try #require(await answers.answer(.post(["api", "evaluate"], #"{"edits":\#(edits)}"#))).json()
    let run = try await runAnalysis(AnalysisFile(path: Scenes.street("edits: \(edits)").path + "/analysis.yaml"))
    for figure in ["covered", "share"] {
      let expected = run.summary["coverage", "communities", figure]?.number
      #expect(map["figures", "coverage", "communities", figure]?.number == expected && expected != nil)
    }
    for service in ["drink", "charge"] {
      let expected = run.summary["coverage", "services", service, "communities"]?.number
      #expect(map["figures", "services", "communities", service]?.number == expected && expected != nil)
    }
  }

  /// One of seven residents today, three with the station moved by 111 m: that it is moved stands on the first page.
  @Test func theScenarioIsSaid() async throws {
    let run = try await runAnalysis(
      AnalysisFile(path: Scenes.street("edits: \(Self.edits[0])\nlanguage: zh").path + "/analysis.yaml"))
    #expect(run.summary["coverage", "communities", "covered"]?.number == 3)
    let said = try #require(run.summary["assumptions"]?.elements.first)
    #expect(said["id"]?.text == "edits" && said["key"]?.text == "edits")
    #expect(said["zh"]?.text?.contains("“s”迁移") == true && said["en"]?.text?.contains("“s” moved") == true)
    let plain = try await runAnalysis(AnalysisFile(path: Scenes.street().path + "/analysis.yaml"))
    #expect(plain.summary["assumptions"]?.elements.contains { $0["id"]?.text == "edits" } == false)
  }

  /// Edits in the file come first, those of the map after them; what is exported has them all, once.
  @Test func editsOfTheMapComeAfterThoseOfTheFile() async throws {
    let add = #"[{"add":{"id":"t","lon":105.02,"lat":0}}]"#
    let answers = MapAnswers(try await Scenes.town(Scenes.street("edits: \(add)")))
    let town = try #require(await answers.answer(Question(.get, ["api", "town"]))).json()
    #expect(town["edits_note", "en"]?.text?.contains("“t” added") == true)
    let plain = MapAnswers(try await Scenes.town(Scenes.street()))
    let without = try #require(await plain.answer(Question(.get, ["api", "town"]))).json()
    #expect(without["edits_note"] == .null)
    let edits = #""edits":[{"move":{"id":"t","lon":105.005,"lat":0}}]"#
    let figures = try #require(await answers.answer(.post(["api", "evaluate"], "{\(edits)}"))).json()["figures"]
    #expect(figures?["coverage", "communities", "covered"]?.number == 3)
    let folder = try ScratchFolder()
    for (form, name) in [("csv", "stations-edited.csv"), ("yaml", "analysis.yaml")] {
      let answer = try #require(await answers.answer(.post(["api", "export"], #"{\#(edits),"as":"\#(form)"}"#)))
      try folder.write(name, answer.body)
    }
    let again = try await runAnalysis(AnalysisFile(path: folder.path + "/analysis.yaml"))
    #expect(again.summary["coverage", "communities", "covered"]?.number == 3)
    #expect(again.file.edits.isEmpty)
  }

  /// A list of services may be written in one text, as in a cell of a table.
  @Test func servicesArePartedAsInTables() async throws {
    let edits = #"[{services: {id: s, services: ["饮水、休息"]}}]"#
    let run = try await runAnalysis(AnalysisFile(path: Scenes.street("edits: \(edits)").path + "/analysis.yaml"))
    #expect(run.inputs.stations.map(\.services) == [[.drink, .rest]])
  }

  /// A station that is also among the hosts is no host, wherever an edit moves it, or when it closes it: as on the map.
  @Test(arguments: [#"[{"move":{"id":"s","lon":105.001,"lat":0}}]"#, #"[{"close":"s"}]"#])
  func aStationIsNoHost(edits: String) async throws {
    func town(_ more: String) async throws -> Town {
      let folder = try Scenes.street(more)
      try folder.write("k.csv", Array("id,name,lon,lat\ns,Old,105,0\nk1,One,105.005,0\nk2,Two,105.02,0\n".utf8))
      return try await Scenes.town(folder)
    }
    let edited = try await town("edits: \(edits)")
    #expect(edited.result.inputs.candidates.map(\.id.rawValue) == ["k1", "k2"])
    let body = #"{"edits":\#(edits),"kind":"communities","id":"next"}"#
    let map = try #require(await MapAnswers(try await town("")).answer(.post(["api", "why"], body)))
    let file = try #require(
      await MapAnswers(edited).answer(.post(["api", "why"], #"{"kind":"communities","id":"next"}"#)))
    #expect(map.status == 200 && map.body == file.body)
  }

  @Test(arguments: [
    ("[{close: x}]", "edit 1: there is no station “x”"), ("[{move: {id: s, lon: 105}}]", "edit 1: move lacks lat"),
    ("[{close: s}, {add: {lon: 105, lat: 0}}]", "edit 2: add lacks id"),
    ("[{close: s, move: {id: s, lon: 105, lat: 0}}]", "edit 1: one thing changes in each"),
    ("[{hours: {id: s, hours: whenever}}]", "edit 1: the hours “whenever”"),
    ("[{mvoe: {id: s}}]", "mvoe"), ("[{move: {id: s, lon: 105, lat: 0, town: x}}]", "town"),
    ("[{extra_min: {id: s}}]", "extra_min lacks minutes"), ("[{services: {id: s}}]", "services lacks services"),
    ("[{extra_min: {id: s, minutes: 1441}}]", "minutes is 1441"),
    ("[{capacity: {id: s, capacity: 1000001}}]", "capacity is"),
    (#"[{add: {id: " t", lon: 105, lat: 0}}]"#, "blanks at an end"),
    ("[{add: {id: s, lon: 105, lat: 0}}]", "there is a station “s” already"), ("{close: s}", "list"),
  ])
  func whatIsWrongIsNamed(edits: String, words: String) async throws {
    let path = try Scenes.street("edits: \(edits)").path + "/analysis.yaml"
    let error = await #expect(throws: AnalysisError.self) { try await runAnalysis(AnalysisFile(path: path)) }
    let told = error?.told.english ?? ""
    #expect(told.contains(words) && told.contains("edits") && told.contains("analysis.yaml"), "\(told)")
  }
}
