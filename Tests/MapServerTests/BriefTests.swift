import Analysis
import Foundation
import Geodata
import MapServer
import Report
import Testing

/// The brief for the word processor under edits.
struct BriefTests {
  static let hasPrograms = AnalysisFile.Format.docx.lack() == nil

  private static func ended(_ id: String, _ jobs: BriefJobs) async throws -> JSONValue {
    for _ in 0..<1200 {
      let told = try #require(await jobs.answer(Question(.get, ["api", "export", id]))).json()
      if !["queued", "running"].contains(told["state"]?.text) { return told }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("brief \(id) does not end")
    return .null
  }

  /// Byte by byte that of a run of what is exported with the same edits.
  @Test(.enabled(if: hasPrograms)) func itIsThatOfARunOfTheExport() async throws {
    let folder = try Scenes.street()
    let town = try await Scenes.town(folder)
    let jobs = BriefJobs()
    let map = MapAnswers(Towns(town), forms: jobs.forms, brief: jobs.begin(_:of:))
    #expect(
      try #require(await map.answer(Question(.get, ["api", "town"]))).json()["exports"]?.elements.last?.text == "docx")
    let edits = #""edits":[{"move":{"id":"s","lon":105.02,"lat":0}},{"add":{"id":"n","lon":105.005,"lat":0}}]"#
    let ordered = try #require(await map.answer(.post(["api", "export"], #"{\#(edits),"as":"docx"}"#)))
    #expect(ordered.status == 202 && ordered.header("Location") == "/api/export/1")
    #expect(try await Self.ended("1", jobs)["state"]?.text == "done")
    let file = try #require(await jobs.answer(Question(.get, ["api", "export", "1", "file"])))
    #expect(file.status == 200 && file.type.contains("wordprocessingml"))
    #expect(file.header("Content-Disposition")?.contains("brief.docx") == true)

    for (form, name) in [("csv", "stations-edited.csv"), ("yaml", "analysis-edited.yaml")] {
      let answer = try #require(await map.answer(.post(["api", "export"], #"{\#(edits),"as":"\#(form)"}"#)))
      try folder.write(name, answer.body)
    }
    let run = try await runAnalysis(AnalysisFile(path: folder.path + "/analysis-edited.yaml"))
    #expect(run.summary["coverage", "communities", "covered"]?.number == 7)
    #expect(try briefFile(run) == file.body)

    #expect(await jobs.answer(Question(.delete, ["api", "export", "1"]))?.status == 200)
    #expect(await jobs.answer(Question(.get, ["api", "export", "1"]))?.status == 404)
    #expect(await jobs.answer(Question(.get, ["api", "export", "1", "file"]))?.status == 404)
  }

  @Test func whereTheProgramsAreMissingItSaysSo() async throws {
    let town = try await Scenes.town(Scenes.street())
    let jobs = BriefJobs(lack: AnalysisFile.Format.docx.lack(on: "/nowhere"))
    let map = MapAnswers(Towns(town), forms: jobs.forms, brief: jobs.begin(_:of:))
    let offered = try #require(await map.answer(Question(.get, ["api", "town"]))).json()["exports"]
    #expect(offered == ["geojson", "csv", "yaml"])
    let answer = try #require(await map.answer(.post(["api", "export"], #"{"edits":[],"as":"docx"}"#)))
    #expect(answer.status == 501)
    #expect(try answer.json()["error", "message", "en"]?.text?.contains("pandoc") == true)
    #expect(try answer.json()["error", "message", "zh"]?.text?.contains("pandoc") == true)
  }

  @Test func whatCannotBeOrdered() async throws {
    let town = try await Scenes.town(Scenes.street())
    let jobs = BriefJobs(lack: nil)
    let map = MapAnswers(Towns(town), forms: jobs.forms, brief: jobs.begin(_:of:))
    func status(_ body: String) async -> Int? { await map.answer(.post(["api", "export"], body))?.status }
    #expect(await status(#"{"edits":[{"close":"x"}],"as":"docx"}"#) == 400)
    #expect(await status(#"{"edits":[{"closes":"s"}],"as":"docx"}"#) == 400)
    let other = try #require(await map.answer(.post(["api", "export"], #"{"edits":[],"as":"odt"}"#)))
    #expect(other.status == 400)
    #expect(try other.json()["error", "message", "en"]?.text?.contains("docx") == true)
    for path in [["9"], ["9", "file"]] {
      #expect(await jobs.answer(Question(.get, ["api", "export"] + path))?.status == 404)
    }
    #expect(await jobs.answer(.post(["api", "export", "9"], "{}"))?.status == 405)
    #expect(await jobs.answer(Question(.get, ["api", "export"])) == nil)
  }
}
