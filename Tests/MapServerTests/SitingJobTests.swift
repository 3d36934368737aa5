import Analysis
import Foundation
import Geodata
import MapServer
import Testing

struct SitingJobTests {
  /// With the station at the last home the best host is the one at the second: it reaches three residents more.
  @Test func aPlanUnderEdits() async throws {
    let jobs = SitingJobs(try await Scenes.town(Scenes.street()))
    let begun = try #require(
      await jobs.answer(
        .post(["api", "siting"], #"{"edits":[{"move":{"id":"s","lon":105.02,"lat":0}}],"new":1}"#)))
    #expect(begun.status == 202 && begun.header("Location") == "/api/siting/1")
    let job = try await ended("1", jobs)
    #expect(job["state"]?.text == "done" && job["status"]?.text == "optimal")
    #expect(job["sites"]?.elements.map { $0["id"]?.text } == ["k1"])
    #expect(job["value"]?.number == 1 && job["bound"]?.number == 1 && job["gap"]?.number == 0)
    #expect(job["figures", "coverage", "communities", "covered"]?.number == 7)
  }

  @Test func aHostWhoseIDIsTaken() async throws {
    let jobs = SitingJobs(try await Scenes.town(Scenes.street()))
    // Host k2 stands at 105.02: a station of its id elsewhere is refused, as in the files of a run…
    let far = #"{"edits":[{"close":"s"},{"add":{"id":"k2","lon":105.1,"lat":0}}],"new":1}"#
    let refused = try #require(await jobs.answer(.post(["api", "siting"], far)))
    #expect(refused.status == 400)
    #expect(
      try refused.json()["error", "message", "en"]?.text
        == "edit 2: the id “k2” is that of a host at another place. Give the station another id.")
    // …and at its place it is the host itself: the next best is chosen, which covers near and next.
    _ = await jobs.answer(
      .post(["api", "siting"], #"{"edits":[{"add":{"id":"k2","lon":105.02,"lat":0}}],"new":1}"#))
    let job = try await ended("1", jobs)
    #expect(job["state"]?.text == "done" && job["unit"]?.text == "share")
    #expect(job["sites"]?.elements.map { $0["id"]?.text } == ["k1"])
    #expect(job["value"]?.number == 1)
  }

  @Test func eventsEndWithThePlan() async throws {
    let jobs = SitingJobs(try await Scenes.town(Scenes.street()))
    _ = await jobs.answer(.post(["api", "siting"], "{}"))
    let stream = try #require(await jobs.answer(Question(.get, ["api", "siting", "1", "events"]))?.stream)
    var text = ""
    for await part in stream { text += String(decoding: part, as: UTF8.self) }
    let last = try #require(text.components(separatedBy: "event: end\ndata: ").last)
    #expect(try JSONValue(Array(last.utf8), named: "event")["sites"]?.elements.first?["id"]?.text == "k2")
  }

  /// One runs and four wait; what is stopped while it waits leaves its place to another.
  @Test func theQueueHasAnEnd() async throws {
    let town = try await Town(AnalysisFile(path: Scenes.wutongqiao, overrides: ["siting.new=5"]))
    let jobs = SitingJobs(town)
    var statuses: [Int] = []
    for _ in 0..<6 { statuses.append(await jobs.answer(.post(["api", "siting"], "{}"))?.status ?? 0) }
    #expect(statuses == [202, 202, 202, 202, 202, 429])
    let stopped = try #require(await jobs.answer(Question(.delete, ["api", "siting", "5"]))).json()
    #expect(stopped["state"]?.text == "stopped")
    #expect(await jobs.answer(.post(["api", "siting"], "{}"))?.status == 202)
    // The town's own plan, to the last digit.
    let job = try await ended("1", jobs)
    #expect(job["value"]?.number == town.result.summary["siting", "value"]?.number)
    let planned = town.result.summary["coverage_with_plan"]
    for kind in ["communities", "workers", "routes"] {
      #expect(job["figures", "coverage"]?[kind]?["covered"]?.number == planned?[kind]?["covered"]?.number)
    }
    await jobs.stopAll()
  }

  /// What was asked to stop says so, whatever it had found; the next one runs.
  @Test func oneThatRunsIsStopped() async throws {
    // At work for far longer than this takes: the shortest gaps of 28 stations.
    let overrides = ["siting.new=1", "siting.objective=shortest-gaps"]
    let jobs = SitingJobs(try await Town(AnalysisFile(path: Scenes.wutongqiao, overrides: overrides)))
    _ = await jobs.answer(.post(["api", "siting"], #"{"new":28}"#))
    _ = await jobs.answer(.post(["api", "siting"], #"{"new":1}"#))
    var seen: Double?
    for _ in 0..<6_000 where seen == nil {
      seen = try #require(await jobs.answer(Question(.get, ["api", "siting", "1"]))).json()["value"]?.number
      if seen == nil { try await Task.sleep(for: .milliseconds(5)) }
    }
    let stopping = try #require(await jobs.answer(Question(.delete, ["api", "siting", "1"])))
    #expect(stopping.status == 200)
    // A plan that was seen is not lost; a shorter gap is better.
    let first = try await ended("1", jobs)
    #expect(first["state"]?.text == "stopped" && first["sites"]?.elements.isEmpty == false)
    #expect(try #require(first["value"]?.number) <= (try #require(seen)))
    #expect(try await ended("2", jobs)["state"]?.text == "done")
  }

  @Test func whatCannotBegin() async throws {
    let jobs = SitingJobs(try await Scenes.town(Scenes.street()))
    func status(_ question: Question) async -> Int? { await jobs.answer(question)?.status }
    #expect(await status(.post(["api", "siting"], #"{"new":-1}"#)) == 400)
    #expect(await status(.post(["api", "siting"], #"{"edits":[{"close":"x"}]}"#)) == 400)
    #expect(await status(Question(.get, ["api", "siting"])) == 405)
    #expect(await status(Question(.get, ["api", "siting", "9"])) == 404)
    #expect(await status(Question(.get, ["api", "town"])) == nil)
  }
}

/// What a search ends with.
func ended(_ id: String, _ jobs: SitingJobs) async throws -> JSONValue {
  for _ in 0..<6_000 {
    let job = try #require(await jobs.answer(Question(.get, ["api", "siting", id]))).json()
    if !["queued", "running"].contains(job["state"]?.text) { return job }
    try await Task.sleep(for: .milliseconds(50))
  }
  Issue.record("siting \(id) does not end")
  return .null
}
