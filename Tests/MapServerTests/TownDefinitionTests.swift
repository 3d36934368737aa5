import Analysis
import Foundation
import Geodata
import MapServer
import Model
import Report
import Testing

/// Other definitions of the service circle, asked as the page asks for them.
struct TownDefinitionTests {
  private static func desk(_ folder: ScratchFolder) async throws -> Desk {
    let desk = Desk()
    desk.begin(try await Scenes.town(folder))
    return desk
  }

  /// Homes of 1, 2 and 4 residents at 445 m, 557 m and 2,226 m from the station; 500 m count.
  @Test func aLongerCutoff() async throws {
    let desk = try await Self.desk(Scenes.street())
    let asked = await desk.answer(.post(["api", "definitions"], #"{"cutoff":"600m"}"#))
    #expect(asked.status == 202 && asked.header("Location") == "/api/definitions/600m~~")
    let id = try await desk.prepared(#"{"cutoff":"600m"}"#)
    #expect(id == "600m~~")

    let town = try await desk.town(id)
    #expect(town["figures", "coverage", "communities", "covered"]?.number == 3)
    #expect(town["definition", "cutoff"]?.text == "600m" && town["definition", "amount"]?.number == 600)
    #expect(town["definition", "phrase", "en"]?.text == "600 m in a straight line")
    // Its own plan: the host at the last home adds the other four; one without it serves three of seven.
    #expect(town["plan", "value"]?.number == 1)
    #expect(town["curve"]?.elements.map { $0["value"]?.number } == [0.428571428, 1])

    let closed = try await desk.evaluate(#""edits":[{"close":"s"}],"definition":"600m~~""#)
    #expect(closed["figures", "coverage", "communities", "covered"]?.number == 0)
    #expect(closed["today", "coverage", "communities", "covered"]?.number == 3)
    let area = try await desk.answer(.post(["api", "area"], #"{"station":"s","definition":"600m~~"}"#)).json()
    let ring = area["features"]?.elements.first?["geometry", "coordinates"]?.elements.first?.elements ?? []
    let east = ring.compactMap { $0.elements.first?.number }.max() ?? 0
    // 600 m of 111,319 m a degree.
    #expect(abs(east - 105.00539) < 0.0001)
    let table = await desk.answer(.post(["api", "export"], #"{"as":"yaml","definition":"600m~~"}"#))
    #expect(String(decoding: table.body, as: UTF8.self).contains("cutoff: 600m"))
    _ = await desk.answer(.post(["api", "siting"], #"{"new":1,"edits":[{"close":"s"}],"definition":"600m~~"}"#))
    // Without the station the four at the second host are more than the three around the first: 285,714,286 of 500,000,000,
    // as siting counts whole billionths.
    #expect(try await desk.ended(["api", "siting", "1"])["value"]?.number == 0.571428572)

    // The file's own is as it was.
    #expect(try await desk.evaluate("")["figures", "coverage", "communities", "covered"]?.number == 1)
    #expect(try await desk.town(nil)["definition", "cutoff"]?.text == "500m")
  }

  /// Ten minutes are 667 m on foot, 2,000 m by bicycle, 2,500 m by e-bike.
  @Test(arguments: [("bicycle", 3.0), ("e-bike", 7)])
  func anotherMode(mode: String, residents: Double) async throws {
    let folder = try Scenes.street()
    try folder.write(
      "analysis.yaml",
      Array(
        """
        inputs: {stations: s.csv, communities: c.csv}
        coverage: {sensitivity: [{walk: 3km/h}]}
        """.utf8))
    let desk = try await Self.desk(folder)
    let own = try await desk.town(nil)
    #expect(own["figures", "coverage", "communities", "covered"]?.number == 3)
    #expect(own["definition", "mode"]?.text == "walk" && own["definition", "unit"]?.text == "min")
    #expect(own["definition", "measures"] == ["circle"])
    #expect(own["definition", "modes"]?.elements.map { $0["id"]?.text } == ["walk", "bicycle", "e-bike", "truck"])
    let id = try await desk.prepared(#"{"mode":"\#(mode)"}"#)
    let town = try await desk.town(id)
    #expect(town["figures", "coverage", "communities", "covered"]?.number == residents)
    #expect(town["definition", "mode"]?.text == mode)
  }

  /// What a file says of single kinds is everybody's under another cutoff; a preset's length outlives its measure, and a
  /// layer that belongs to streets is left out without them.
  @Test func whatAFileSaysBesides() async throws {
    let folder = try Scenes.drawnStreet()
    func write(_ more: String) throws {
      let inputs = "inputs: {stations: s.csv, communities: c.csv, roads: roads.geojson}\n"
      try folder.write("analysis.yaml", Array((inputs + more).utf8))
    }
    try write("circle: {cutoff: 500m, cutoffs: {communities: 600m}}")
    let own = try await Self.desk(folder)
    #expect(try await own.town(nil)["figures", "coverage", "communities", "covered"]?.number == 3)
    let wide = try await own.prepared(#"{"cutoff":"450 metres"}"#)
    #expect(try await own.town(wide)["figures", "coverage", "communities", "covered"]?.number == 1)

    try write("circle: {cutoff: gb50180-10min}\noutput: {layers: [territories]}")
    let preset = try await Self.desk(folder)
    let town = try await preset.town(try await preset.prepared(#"{"measure":"circle"}"#))
    #expect(town["definition", "measure"]?.text == "circle" && town["definition", "cutoff"]?.text == "500m")
    #expect(town["figures", "coverage", "communities", "covered"]?.number == 1)
    let layers = town["layers"]?.elements.map { $0["id"]?.text } ?? []
    #expect(layers.contains("service_areas") && !layers.contains("territories"))
  }

  @Test(arguments: [[("definitoin", "600m~~")], [("definition", ""), ("definition", "")], [("f", "json")]])
  func parametersThatAreNone(query: [(String, String)]) async throws {
    let desk = try await Self.desk(Scenes.street())
    let query = query.map { (name: $0.0, value: $0.1) }
    for path in [["api", "town"], ["api", "layers", "stations"]] {
      let answer = await desk.answer(Question(.get, path, query: query))
      #expect(answer.status == 400)
      #expect(try answer.json()["error", "code"]?.text == "bad-query")
    }
  }

  @Test(arguments: [
    (#"{"cutoff":"0min"}"#, "bad-value", "1 s to 4 h"), (#"{"cutoff":"1e9min"}"#, "bad-value", "“1e9min”"),
    (#"{"cutoff":"241min"}"#, "bad-value", "1 s to 4 h"), (#"{"cutoff":"101km"}"#, "bad-value", "100 km"),
    (#"{"cutoff":"-5min"}"#, "bad-value", "“-5min”"), (#"{"cutoff":"NaN"}"#, "bad-value", "“NaN”"),
    (#"{"cutoff":"15"}"#, "bad-value", "such as 10min"), (#"{"cutoff":"15m"}"#, "bad-value", "15 metres or 15 minutes"),
    (#"{"cutoff":15}"#, "wrong-type", "cutoff"), (#"{"cutoff":NaN}"#, "bad-json", "NaN"),
    (#"{"mode":"bicicle"}"#, "bad-value", "Did you mean “bicycle”?"),
    (#"{"measure":"circel"}"#, "bad-value", "Did you mean “circle”?"),
    (#"{"mode":"walk\ncoverage"}"#, "bad-value", "control characters"),
    (#"{"cutof":"15min"}"#, "unknown-key", "Did you mean “cutoff”?"),
    (#"{"mode":"walk","mode":"truck"}"#, "duplicate-key", "mode"),
    ("{}", "no-definition", "cutoff, mode, measure"), ("[]", "wrong-type", "the body"),
    // The file has no streets.
    (#"{"measure":"network"}"#, "missingKey", "inputs.roads"),
  ])
  func strictReading(body: String, code: String, named: String) async throws {
    let answer = try await Self.desk(Scenes.street()).answer(.post(["api", "definitions"], body))
    let error = try answer.json()["error"]
    #expect(answer.status == 400 && error?["code"]?.text == code, "\(error?["code"]?.text ?? "")")
    #expect(error?["message"]?["en"]?.text?.contains(named) == true, "\(error?["message"]?["en"]?.text ?? "")")
    #expect(error?["message"]?["zh"]?.text?.unicodeScalars.contains { $0.value > 0x3000 } == true)
  }

  @Test func whatIsNotThere() async throws {
    let desk = try await Self.desk(Scenes.street())
    for question in [
      Question(.get, ["api", "town"], query: [("definition", "5min~~")]),
      Question(.get, ["api", "layers", "stations"], query: [("definition", "")]),
      .post(["api", "evaluate"], #"{"definition":"5min~~"}"#),
      .post(["api", "area"], #"{"station":"s","definition":"5min~~"}"#),
      .post(["api", "export"], #"{"as":"csv","definition":"5min~~"}"#),
      .post(["api", "siting"], #"{"definition":"5min~~"}"#),
      Question(.get, ["api", "definitions", "5min~~"]), Question(.delete, ["api", "definitions", "5min~~"]),
    ] {
      let answer = await desk.answer(question)
      #expect(answer.status == 404)
      #expect(try answer.json()["error", "code"]?.text == "unknown-definition")
    }
    #expect(await desk.answer(.post(["api", "evaluate"], #"{"definition":7}"#)).status == 400)
    #expect(await desk.answer(Question(.get, ["api", "definitions"])).header("Allow") == "POST")
    #expect(await desk.answer(.post(["api", "definitions", "5min~~"], "{}")).status == 405)
    #expect(await desk.answer(Question(.get, ["api", "definitions", "5min~~", "more"])).status == 404)
  }

  /// A table that has been spoiled since: what is wrong with it is told, and the town stays.
  @Test func onePreparationFails() async throws {
    let folder = try Scenes.street()
    let desk = try await Self.desk(folder)
    try folder.write("c.csv", Array("id,population,lon,lat\nnear,many,105.004,0\n".utf8))
    _ = await desk.answer(.post(["api", "definitions"], #"{"cutoff":"600m"}"#))
    let failed = try await desk.ended(["api", "definitions", "600m~~"])
    #expect(failed["state"]?.text == "failed" && failed["step"] == .null)
    for language in ["zh", "en"] {
      let reason = try #require(failed["reason"]?[language]?.text)
      #expect(reason.contains("c.csv") && !reason.contains(folder.path), "\(reason)")
    }
    #expect(await desk.answer(.post(["api", "evaluate"], #"{"definition":"600m~~"}"#)).status == 404)
    #expect(try await desk.evaluate("")["figures", "coverage", "communities", "covered"]?.number == 1)
    // Asked again it is tried again.
    try folder.write("c.csv", Array("id,population,lon,lat\nnear,1,105.004,0\nnext,2,105.005,0\n".utf8))
    let id = try await desk.prepared(#"{"cutoff":"600m"}"#)
    #expect(try await desk.town(id)["figures", "coverage", "communities", "total"]?.number == 3)
  }

  /// One is prepared and four wait; who asks for the same waits for the same; one that is given up is not kept.
  @Test func theQueueHasAnEnd() async throws {
    let desk = Desk()
    desk.begin(try await Town(AnalysisFile(path: Scenes.wutongqiao, overrides: ["siting.new=1"])))
    @Sendable func ask(_ minutes: Int) async -> Int {
      await desk.answer(.post(["api", "definitions"], #"{"cutoff":"\#(minutes)min"}"#)).status
    }
    @Sendable func stop(_ minutes: Int) async throws -> String? {
      try await desk.answer(Question(.delete, ["api", "definitions", "\(minutes)min~~"])).json()["state"]?.text
    }
    // On a thread of their own: before the first is prepared all are asked for and given up, whatever other tests do.
    let (statuses, full, states) = try await Task(executorPreference: JobExecutor()) {
      var statuses: [Int] = []
      for minutes in [5, 5, 6, 7, 8, 9, 9, 11, 12] { statuses.append(await ask(minutes)) }
      let full = await desk.answer(.post(["api", "definitions"], #"{"cutoff":"11min"}"#))
      var states: [String?] = []
      for minutes in [5, 5, 6, 7, 8] { states.append(try await stop(minutes)) }
      return (statuses, full, states)
    }.value
    #expect(statuses == [202, 202, 202, 202, 202, 202, 202, 429, 429])
    #expect(full.header("Retry-After") == "10")
    // The first was asked for twice: it goes on until both give it up.
    #expect(states == ["running", "stopped", "stopped", "stopped", "stopped"])
    #expect(await ask(11) == 202)
    #expect(try await desk.ended(["api", "definitions", "9min~~"])["state"]?.text == "done")
    #expect(await desk.answer(.post(["api", "evaluate"], #"{"definition":"5min~~"}"#)).status == 404)
    #expect(await desk.answer(Question(.delete, ["api", "definitions", "9min~~"])).status == 200)
    #expect(await desk.answer(.post(["api", "evaluate"], #"{"definition":"9min~~"}"#)).status == 200)
    // Asked for at the very end: it cannot be done.
    #expect(await ask(12) == 202)
    await desk.end()
    #expect(try await desk.ended(["api", "definitions", "12min~~"])["state"]?.text == "stopped")
  }

  /// Of five the one goes that was not used for longest.
  @Test func theOldestUnusedGoes() async throws {
    let town = try await Scenes.town(Scenes.street())
    let towns = Towns(town)
    for id in ["a", "b", "c", "d"] { towns.keep(town, as: id) }
    #expect(towns.town("a") != nil)
    towns.keep(town, as: "c")
    towns.keep(town, as: "e")
    #expect(["a", "b", "c", "d", "e"].map { towns.town($0) != nil } == [true, false, true, true, true])
  }

  /// No two definitions have one id.
  @Test func idsSayWhatTheyMean() {
    let ids = [
      TownDefinition(cutoff: .time(.minutes(15))), TownDefinition(mode: TravelMode(rawValue: "e-bike")),
      TownDefinition(measure: .circle),
      TownDefinition(cutoff: .distance(Meters(50)), mode: .walk, measure: .network),
      TownDefinition(cutoff: .time(Seconds(90))),
    ].map(\.id)
    #expect(ids == ["15min~~", "~e-bike~", "~~circle", "50 metres~walk~network", "90s~~"])
  }
}

/// The worked example under other definitions, against runs of its own.
struct WutongqiaoDefinitionTests {
  /// Figures, their details, layers and plan of a run with the same settings, and with edits those of the same stations.
  @Test(arguments: [
    (#"{"cutoff":"5min","mode":"bicycle"}"#, ["circle.cutoff=5min", "circle.modes=bicycle"]),
    (#"{"cutoff":"700m","measure":"circle"}"#, ["circle.cutoff=700m", "circle.measure=circle"]),
  ])
  func figuresAreThoseOfARun(body: String, set: [String]) async throws {
    let plain = ["siting.new=2", "coverage.sensitivity=none"]
    let desk = Desk()
    desk.begin(try await Town(AnalysisFile(path: Scenes.wutongqiao, overrides: plain), overrides: plain))
    let id = try await desk.prepared(body)

    let fresh = try await runAnalysis(AnalysisFile(path: Scenes.wutongqiao, overrides: plain + set))
    let town = try await desk.town(id)
    try Self.compare(town["figures"], fresh.summary)
    #expect(town["plan", "value"]?.number == fresh.summary["siting", "value"]?.number)
    let folder = try ScratchFolder()
    try writeOutputs(fresh, to: folder.path + "/out")
    for layer in ["gaps", "service_areas", "communities", "routes"] {
      let answer = await desk.answer(Question(.get, ["api", "layers", layer], query: [("definition", id)]))
      #expect(
        Array(try #require(FileManager.default.contents(atPath: folder.path + "/out/\(layer).geojson"))) == answer.body)
    }

    let table = try String(
      contentsOf: Scenes.root.appendingPathComponent("geodata/wutongqiao/stations.csv"), encoding: .utf8)
    #expect(table.contains("103.8215001,29.4224999"))
    try folder.write("s.csv", Array(table.replacing("103.8215001,29.4224999", with: "103.8,29.43").utf8))
    let moved = try await runAnalysis(
      AnalysisFile(
        path: Scenes.wutongqiao, overrides: plain + set + ["inputs.stations.file=\(folder.path)/s.csv", "siting.new=0"])
    )
    let edits = #""edits":[{"move":{"id":"station-3","lon":103.8,"lat":29.43}}]"#
    let answer = try await desk.evaluate(#"\#(edits),"with":["periods"],"definition":"\#(id)""#)
    try Self.compare(answer["figures"], moved.summary)
    #expect(answer["figures", "value"]?.number == moved.summary["siting", "value"]?.number)
    try Self.compare(answer["today"], fresh.summary)
    for period in ["day", "noon", "night"] {
      for kind in ["communities", "workers", "routes"] {
        let expected = try #require(moved.summary["coverage", "periods", period, "person_hours", kind]?.number)
        #expect(answer["figures", "periods", period, kind, "person_hours"]?.number == expected)
      }
    }

    // What is exported, run again, has the figures that the map showed.
    for (form, name) in [("csv", "stations-edited.csv"), ("yaml", "analysis.yaml")] {
      let file = await desk.answer(.post(["api", "export"], #"{\#(edits),"as":"\#(form)","definition":"\#(id)"}"#))
      try folder.write(name, file.body)
    }
    let exported = try AnalysisFile(path: folder.path + "/analysis.yaml", overrides: ["siting.new=0"])
    try Self.compare(answer["figures"], try await runAnalysis(exported).summary)
  }

  private static func compare(_ figures: JSONValue?, _ summary: JSONValue) throws {
    for kind in ["communities", "workers", "routes"] {
      for figure in ["total", "covered", "share"] {
        let expected = try #require(summary["coverage", kind, figure]?.number)
        #expect(figures?["coverage"]?[kind]?[figure]?.number == expected)
      }
      let expected = try #require(summary["coverage", "services", "heat-food", kind]?.number)
      #expect(figures?["services"]?[kind]?["heat-food"]?.number == expected)
    }
  }
}

extension Desk {
  /// Asks for a definition and waits for it.
  fileprivate func prepared(_ body: String) async throws -> String {
    let id = try #require(await answer(.post(["api", "definitions"], body)).json()["id"]?.text)
    let ended = try await ended(["api", "definitions", id])
    #expect(ended["state"]?.text == "done", "\(ended["reason", "en"]?.text ?? "")")
    return id
  }

  /// A job once it is over.
  fileprivate func ended(_ path: [String]) async throws -> JSONValue {
    for _ in 0..<60_000 {
      let job = try await answer(Question(.get, path)).json()
      if !["queued", "running"].contains(job["state"]?.text) { return job }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("\(path) does not end")
    return .null
  }

  fileprivate func town(_ id: String?) async throws -> JSONValue {
    try await answer(Question(.get, ["api", "town"], query: id.map { [("definition", $0)] } ?? [])).json()
  }

  /// - Parameter members: of the question.
  fileprivate func evaluate(_ members: String) async throws -> JSONValue {
    try await answer(.post(["api", "evaluate"], "{\(members)}")).json()
  }
}
