import Analysis
import Geodata
import MapServer
import Report
import Testing

/// What a budget is best spent on from edited stations, worked out by hand and against runs.
struct ActJobTests {
  /// The street with a station that has drinks from 8 to 20, and prices for all kinds of acts. Of two services at every hour
  /// of the day seven residents could be served 336 resident-hours.
  private static func street(_ siting: String = "budget: 30", _ stations: String = "") throws -> ScratchFolder {
    let folder = try Scenes.street()
    try folder.write(
      "analysis.yaml",
      Array(
        """
        inputs: {stations: s.csv, communities: c.csv, candidates: k.csv}
        circle: {cutoff: 500m}
        coverage: {services: [drink, rest], periods: {evening: "20:00-22:00"}}
        siting:
          \(siting)
          options:
            build: {default: {cost: 100, hours: "24/7", services: [drink, rest]}}
            upgrade: {rest: 10}
            extend: [{hours: "24/7", cost: 20\(stations)}]
        """.utf8))
    try folder.write("s.csv", Array("id,name,lon,lat,services,hours\ns,Old,105,0,drink,08:00-20:00\n".utf8))
    return folder
  }

  private static func searched(_ body: String, _ jobs: SitingJobs) async throws -> JSONValue {
    let begun = try #require(await jobs.answer(.post(["api", "siting"], body)))
    #expect(begun.status == 202, "\(String(decoding: begun.body, as: UTF8.self))")
    return try await ended(try #require(begun.json()["id"]?.text), jobs)
  }

  /// The acts of a run, as they are read out of an answer.
  private static func acts(_ result: AnalysisResult) throws -> JSONValue? {
    let plan = try #require(result.siting.acts)
    let answer = result.acts(ScenarioActs(plan: plan, sites: result.inputs.sites))
    return try JSONValue(answer.utf8(), named: "acts")["acts"]
  }

  private static func jobs(_ folder: ScratchFolder) async throws -> SitingJobs {
    SitingJobs(try await Scenes.town(folder))
  }

  /// The resident that the station reaches has 12 hours of drinks. Rest too is 12 more, all day 12 more, and both 36.
  @Test func equipmentAndLongerHours() async throws {
    let job = try await Self.searched(#"{"budget":30}"#, Self.jobs(Self.street()))
    #expect(job["state"]?.text == "done" && job["status"]?.text == "optimal" && job["unit"]?.text == "served")
    #expect(job["today"]?.number == 0.035714286 && job["value"]?.number == 0.142857143)
    #expect(job["bound"]?.number == 0.142857143 && job["gap"]?.number == 0 && job["reason"] == .null)
    #expect(job["budget_yuan"]?.number == 30 && job["spent_yuan"]?.number == 30 && job["left_yuan"]?.number == 0)
    let acts = job["acts"]?.elements ?? []
    #expect(acts.map { $0["act"]?.text } == ["upgrade", "extend"] && acts.map { $0["id"]?.text } == ["s", "s"])
    #expect(
      acts.map { $0["cost_yuan"]?.number } == [10, 20] && acts.map { $0["cumulative_cost_yuan"]?.number } == [10, 30])
    // 12 of 336, then 24 more; without either 24 are lost.
    #expect(acts.map { $0["gain"]?.number } == [0.035714286, 0.071428571])
    #expect(acts.map { $0["loss"]?.number } == [0.071428571, 0.071428571])
    #expect(acts[0]["services"]?.elements.map(\.text) == ["rest"] && acts[0]["hours_then"] == .null)
    #expect(acts[1]["hours"]?.text == "24/7" && acts[1]["hours_then"]?.text == "24/7")
    // As many are covered as before, now in the evening, too.
    #expect(job["figures", "coverage", "communities", "covered"]?.number == 1)
    #expect(job["figures", "periods", "evening", "communities", "throughout"]?.number == 0.142857)
    #expect(job["curve"]?.elements.last?["value"]?.number == 0.142857143)
    #expect(job["curve"]?.elements.allSatisfy { $0["proven"]?.isTrue == true } == true)
  }

  /// What is lacking follows from the edits.
  @Test(arguments: [
    // Nothing is left to buy at the station: the host at the last home serves four all day, 144 with the resident's 48.
    (
      #"{"services":{"id":"s","services":["drink","rest"]}},{"hours":{"id":"s","hours":"24/7"}}"#, 100.0,
      ["build k2"], 0.714285714
    ),
    // At the last home rest serves four for 12 hours: 48 beside 12 and 48 of drinks.
    (
      #"{"add":{"id":"t","lon":105.02,"lat":0,"services":["drink"],"hours":"08:00-20:00"}}"#, 10, ["upgrade t"],
      0.321428571
    ),
    // Opened in the evening alone it serves two hours: all day is 22 more, rest only 2.
    (#"{"hours":{"id":"s","hours":"20:00-22:00"}}"#, 20, ["extend s"], 0.071428571),
    (#"{"close":"s"}"#, 100, ["build k2"], 0.571428571),
  ])
  func underEdits(edits: String, budget: Double, acts: [String], value: Double) async throws {
    let job = try await Self.searched(#"{"edits":[\#(edits)],"budget":\#(budget)}"#, Self.jobs(Self.street()))
    #expect(job["acts"]?.elements.map { "\($0["act"]?.text ?? "") \($0["id"]?.text ?? "")" } == acts)
    #expect(job["value"]?.number == value && job["bound"]?.number == value)
  }

  /// At most so many are built, whatever the money.
  @Test func aLimitOfNewStations() async throws {
    let jobs = try await Self.jobs(Self.street("new: 1"))
    let some = try await Self.searched(#"{"budget":230}"#, jobs)
    // The host at the last home, and all that can be done at the station.
    #expect(some["acts"]?.elements.count == 3 && some["value"]?.number == 0.714285714)
    #expect(some["left_yuan"]?.number == 100)
    let all = try await Self.searched(#"{"new":2,"budget":230}"#, jobs)
    #expect(all["value"]?.number == 1 && all["acts"]?.elements.count == 2 && all["spent_yuan"]?.number == 200)
    // Any sum: the file names none.
    let any = try await Self.searched("{}", jobs)
    #expect(any["budget_yuan"] == .null && any["left_yuan"] == .null && any["value"]?.number == 0.714285714)
  }

  @Test func nothingCanBeBought() async throws {
    let jobs = try await Self.jobs(Self.street("budget: 30", ", stations: [s]"))
    func warnings(_ body: String) async throws -> [String] {
      let job = try await Self.searched(body, jobs)
      #expect(job["acts"]?.elements == [] && job["state"]?.text == "done" && job["status"]?.text == "optimal")
      #expect(job["value"] == job["today"])
      return job["warnings"]?.elements.compactMap { $0["en"]?.text } ?? []
    }
    let few = try await warnings(#"{"budget":9}"#)
    #expect(few == ["the cheapest act costs 10 yuan, the budget is 9: nothing can be bought"])
    let closed = try await warnings(#"{"edits":[{"close":"s"}],"budget":30}"#)
    #expect(
      closed == [
        "siting.options.upgrade.rest: no station lacks it and has a price, so nothing is bought",
        "siting.options.extend “24/7”: there is no station “s”",
        "siting.options.extend “24/7”: no station that has a price would open longer, so nothing is bought",
        "the cheapest act costs 100 yuan, the budget is 30: nothing can be bought",
      ])
  }

  /// A floor that the money cannot meet: why, and what would do.
  @Test func aFloorThatCannotBeMet() async throws {
    let folder = try Self.street("budget: 200\n  constraints: {floors: {by: kind, share: 90%}}")
    let town = try await Scenes.town(folder)
    let jobs = SitingJobs(town)
    #expect(try await Self.searched("{}", jobs)["value"]?.number == 1)
    let job = try await Self.searched(#"{"budget":130}"#, jobs)
    #expect(job["state"]?.text == "done" && job["status"]?.text == "infeasible" && job["acts"]?.elements == [])
    #expect(job["value"] == .null)
    let file = try AnalysisFile(path: folder.path + "/analysis.yaml", overrides: ["siting.budget=130"])
    let reason = try #require(try await runAnalysis(file).siting.acts?.reason)
    #expect(job["reason", "en"]?.text == reason.english && job["reason", "zh"]?.text == reason.chinese)
    // The whole street takes both hosts: 200 yuan.
    #expect(reason.english.contains("200"))
  }

  /// Years have budgets of their own.
  @Test func aProgramme() async throws {
    let phases = "phases: [{year: 2027, budget: 10}, {year: 2028, budget: 20}]"
    let jobs = try await Self.jobs(Self.street(phases))
    let job = try await Self.searched("{}", jobs)
    #expect(job["acts"]?.elements.map { $0["year"]?.number } == [2027, 2028])
    #expect(job["acts"]?.elements.map { $0["act"]?.text } == ["upgrade", "extend"])
    let refused = try #require(await jobs.answer(.post(["api", "siting"], #"{"budget":30}"#)))
    #expect(refused.status == 400)
    #expect(try refused.json()["error", "code"]?.text == "has-phases")
  }

  @Test func whatCannotBegin() async throws {
    let jobs = try await Self.jobs(Self.street())
    for budget in ["-1", "1e15", "NaN", "\"30\"", "true", "1e999"] {
      let answer = try #require(await jobs.answer(.post(["api", "siting"], #"{"budget":\#(budget)}"#)))
      #expect(answer.status == 400, "\(budget)")
    }
    let without = SitingJobs(try await Scenes.town(Scenes.street()))
    let refused = try #require(await without.answer(.post(["api", "siting"], #"{"budget":30}"#)))
    #expect(refused.status == 400)
    #expect(try refused.json()["error", "code"]?.text == "no-options")
  }

  @Test func whatTheTownOffers() async throws {
    let town = try await Scenes.town(Self.street())
    let answers = MapAnswers(town)
    let acts = try #require(await answers.answer(Question(.get, ["api", "town"]))?.json()["acts"])
    #expect(acts["budget_yuan"]?.number == 30 && acts["phases"]?.elements == [])
    #expect(acts["acts"]?.elements.map { $0["act"]?.text } == ["upgrade", "extend"])
    let options = acts["options"]
    #expect(options?["build"]?.elements.map { $0["yuan"]?.number } == [100])
    #expect(options?["upgrade"]?.elements == [["service": "rest", "yuan": 10]])
    #expect(options?["extend"]?.elements == [["hours": "24/7", "yuan": 20, "stations": .null]])
    // Nothing, 2, 3, 5, 6, 8… yuan: rounded twentieths. From 10 on rest is had, and from 20 on not both.
    let curve = acts["curve"]?.elements ?? []
    #expect(curve.count == 21 && curve.first?["yuan"]?.number == 0 && curve.last?["yuan"]?.number == 30)
    for point in curve {
      let yuan = try #require(point["yuan"]?.number)
      #expect(point["value"]?.number == (yuan < 10 ? 0.035714286 : yuan < 30 ? 0.071428571 : 0.142857143), "\(yuan)")
      #expect(point["bound"] == point["value"] && point["proven"]?.isTrue == true)
    }
    let without = MapAnswers(try await Scenes.town(Scenes.street()))
    #expect(try await without.answer(Question(.get, ["api", "town"]))?.json()["acts"] == .null)
  }

  /// The acts of a town are those of its run; under edits those of a run on what is exported.
  @Test func asRunHasThem() async throws {
    let overrides = ["siting.budget=20000"]
    let town = try await Town(
      AnalysisFile(
        path: Scenes.root.appendingPathComponent("analyses/wutongqiao-budget.yaml").path, overrides: overrides),
      overrides: overrides)
    let jobs = SitingJobs(town)
    let job = try await Self.searched("{}", jobs)
    let summary = town.result.summary
    for key in ["value", "bound", "spent_yuan", "budget_yuan"] {
      #expect(job[key]?.number == summary["siting", "acts", key]?.number, "\(key)")
    }
    let planned = try Self.acts(town.result)
    #expect(job["acts"] == planned)
    #expect(job["acts"]?.elements.isEmpty == false)
    for kind in ["communities", "workers", "routes"] {
      #expect(
        job["figures", "coverage"]?[kind]?["covered"]?.number
          == summary["coverage_with_plan", kind, "covered"]?.number)
    }

    let edits = #"""
      "edits":[{"close":"station-2"},{"move":{"id":"station-3","lon":103.8,"lat":29.43}},
      {"services":{"id":"station-4","services":["rest"]}},{"hours":{"id":"station-1","hours":"Mo-Fr 09:00-17:00"}},
      {"add":{"id":"new-1","lon":103.81,"lat":29.44,"services":["drink"],"hours":"Mo-Su 08:00-12:00"}}]
      """#
    let folder = try ScratchFolder()
    for (form, name) in [("csv", "stations-edited.csv"), ("yaml", "analysis.yaml")] {
      let answer = try #require(
        await MapAnswers(town).answer(.post(["api", "export"], #"{\#(edits),"as":"\#(form)"}"#)))
      try folder.write(name, answer.body)
    }
    let edited = try await Self.searched("{\(edits)}", jobs)
    let fresh = try await runAnalysis(AnalysisFile(path: folder.path + "/analysis.yaml", overrides: overrides))
    let best = try Self.acts(fresh)
    #expect(edited["acts"] == best)
    #expect(edited["acts"] != job["acts"])
    for key in ["value", "bound", "spent_yuan"] {
      #expect(edited[key]?.number == fresh.summary["siting", "acts", key]?.number, "\(key)")
    }
    for kind in ["communities", "workers", "routes"] {
      #expect(
        edited["figures", "coverage"]?[kind]?["covered"]?.number
          == fresh.summary["coverage_with_plan", kind, "covered"]?.number)
    }
  }
}
