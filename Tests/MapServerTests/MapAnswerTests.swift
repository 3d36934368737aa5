import Analysis
import Foundation
import Geodata
import Geometry
import MapServer
import Model
import Report
import Testing

/// What the page asks, on a street whose figures are worked out by hand.
struct MapAnswerTests {
  private static func answers(_ more: String = "") async throws -> MapAnswers {
    MapAnswers(try await Scenes.town(Scenes.street(more)))
  }

  private static func evaluate(_ edits: String, _ answers: MapAnswers) async throws -> JSONValue {
    let answer = try #require(await answers.answer(.post(["api", "evaluate"], #"{"edits":[\#(edits)]}"#)))
    #expect(answer.status == 200)
    return try answer.json()
  }

  @Test func whatStands() async throws {
    let town = try #require(await Self.answers().answer(Question(.get, ["api", "town"]))).json()
    #expect(town["stations"]?.elements.map { $0["id"]?.text } == ["s"])
    #expect(town["figures", "coverage", "communities", "covered"]?.number == 1)
    // One of seven residents, and the other kinds have none: 1/7 in six decimals.
    #expect(town["figures", "coverage", "communities", "share"]?.number == 0.142857)
    #expect(town["figures", "coverage", "workers", "share"] == .null)
    // The host at the last home reaches four more.
    #expect(town["plan", "sites"]?.elements.map { $0["id"]?.text } == ["k2"])
    #expect(town["plan", "value"]?.number == 0.714285714)
    // Siting counts shares as whole billionths of half a weight: 71,428,571 of 500,000,000.
    #expect(town["curve"]?.elements.map { $0["value"]?.number } == [0.142857142, 0.714285714])
    #expect(town["figures", "value"]?.number == 0.142857142)
    #expect(town["new"]?.number == 1 && town["has_candidates"]?.isTrue == true && town["tiles"] == .null)
  }

  @Test(arguments: [
    (#"{"move":{"id":"s","lon":105.001,"lat":0}}"#, 3.0), (#"{"close":"s"}"#, 0),
    (#"{"add":{"id":"t","lon":105.02,"lat":0}}"#, 5),
    // 54.7 m are left to walk at 4 km/h: 49 s cost 54.4 m, 50 s 55.6 m.
    (#"{"extra_min":{"id":"s","minutes":0.81}}"#, 1), (#"{"extra_min":{"id":"s","minutes":0.84}}"#, 0),
    (#"{"close":"s"},{"add":{"id":"s","lon":105.02,"lat":0}}"#, 4),
  ])
  func editsCount(edits: String, residents: Double) async throws {
    let answer = try await Self.evaluate(edits, Self.answers())
    #expect(answer["figures", "coverage", "communities", "covered"]?.number == residents)
    #expect(answer["today", "coverage", "communities", "covered"]?.number == 1)
  }

  @Test func servicesAndHoursFollow() async throws {
    let answers = try await Self.answers()
    let has = try await Self.evaluate(#"{"services":{"id":"s","services":["charge","rest"]}}"#, answers)
    #expect(has["figures", "services", "communities", "charge"]?.number == 0.142857)
    #expect(has["figures", "services", "communities", "drink"]?.number == 0)
    #expect(has["changed"]?.elements == [])
    let opens = try await Self.evaluate(#"{"hours":{"id":"s","hours":"Mo-Fr 08:00-18:00"}}"#, answers)
    #expect(opens["figures", "services", "communities", "drink"]?.number == 0.142857)
  }

  /// Two residents gained, one lost: the larger change first.
  @Test func whoChanges() async throws {
    let answer = try await Self.evaluate(#"{"move":{"id":"s","lon":105.0086,"lat":0}}"#, Self.answers())
    let changes = answer["changed"]?.elements.map { ($0["id"]?.text, $0["before"]?.number, $0["after"]?.number) } ?? []
    #expect(changes.map(\.0) == ["next", "near"])
    #expect(changes.map(\.1) == [0, 1] && changes.map(\.2) == [2, 0])
  }

  /// One of seven residents, from 8 to 18 on workdays after the edit: of a noon of seven days 5/7.
  @Test func figuresOverTime() async throws {
    let answers = try await Self.answers(
      "coverage: {periods: {noon: \"12:00-13:00\", workday: \"Mo-Fr 08:00-18:00\"}}")
    let body = #"{"edits":[{"hours":{"id":"s","hours":"Mo-Fr 08:00-18:00"}}],"with":["groups","hours","periods"]}"#
    let answer = try #require(await answers.answer(.post(["api", "evaluate"], body))).json()
    let figures = try #require(answer["figures"])
    #expect(figures.keys == ["coverage", "services", "value", "periods", "hours", "groups"])
    #expect(figures["periods"]?.keys == ["noon", "workday"])
    let noon = figures["periods", "noon", "communities"]
    #expect(noon?["person_hours"]?.number == 0.102041 && noon?["throughout"]?.number == 0)
    #expect(noon?["ever"]?.number == 0.142857)
    #expect(figures["periods", "workday", "communities", "throughout"]?.number == 0.142857)
    for kind in ["workers", "routes"] {
      #expect(figures["periods", "noon", kind] == ["person_hours": .null, "throughout": .null, "ever": .null])
      #expect(figures["hours", kind] == .array(Array(repeating: .null, count: 168)))
    }
    let hours = figures["hours", "communities"]?.elements.map(\.number) ?? []
    #expect(hours == (0..<168).map { $0 < 120 && (8..<18).contains($0 % 24) ? 0.142857 : 0 })
    #expect(figures["groups"] == .array([]))
    // Nobody knows when it is open today: at all hours.
    #expect(answer["today", "periods", "noon", "communities", "throughout"]?.number == 0.142857)
    #expect(answer["today", "hours", "communities"]?.elements.allSatisfy { $0.number == 0.142857 } == true)
    #expect(answer["today"]?.keys == figures.keys)

    let less = try #require(await answers.answer(.post(["api", "evaluate"], #"{"edits":[],"with":["periods"]}"#)))
      .json()
    #expect(less["figures"]?.keys == ["coverage", "services", "value", "periods"] && less["today"] == less["figures"])
    let none = try await Self.evaluate("", answers)
    #expect(none["figures"]?.keys == ["coverage", "services", "value"] && none["today"] == none["figures"])
    let town = try #require(await answers.answer(Question(.get, ["api", "town"]))).json()
    #expect(town["figures"] == none["figures"] && town["hours_known"] == .bool(false))
  }

  /// Half a visit a day of each of seven residents, one of whom has the station near: 1/48 in an hour, and each stays for
  /// a third of it.
  @Test func theLoadIsTold() async throws {
    let answers = try await Self.answers("coverage: {visits: {residents: 0.5}}")
    let edits = #"{"capacity":{"id":"s","capacity":0.4}},{"seats":{"id":"s","seats":0}}"#
    let body = #"{"edits":[\#(edits)],"with":["load"]}"#
    let answer = try #require(await answers.answer(.post(["api", "evaluate"], body))).json()
    #expect(answer["figures"]?.keys == ["coverage", "services", "value", "load"])
    let residents = answer["figures", "load", "kinds", "communities"]
    #expect(residents?["expected_visits"]?.number == 3.5 && residents?["unserved_visits"]?.number == 3)
    #expect(answer["figures", "load", "kinds", "workers", "expected_visits"]?.number == 0)
    let station = answer["figures", "load", "stations"]?.elements.first
    #expect(station?["id"]?.text == "s" && station?["expected_visits"]?.number == 0.5)
    #expect(station?["peak_occupancy"]?.number == 0.006944 && station?["peak_weekday"]?.number == 1)
    #expect(station?["hours_over_seats"]?.number == 168 && station?["over_capacity"] == .bool(true))
    let today = answer["today", "load", "stations"]?.elements.first
    #expect(today?["hours_over_seats"] == .null && today?["over_capacity"] == .null)
    #expect(today?["expected_visits"] == station?["expected_visits"])

    let without = try #require(await Self.answers().answer(.post(["api", "evaluate"], #"{"with":["load"]}"#))).json()
    #expect(without["figures", "load"] == .null)
  }

  /// From half past nine to eleven on Mondays: open at some minute of the hours from nine and from ten.
  @Test func whoIsOpenIsTold() async throws {
    let answers = try await Self.answers()
    let unknown = try #require(await answers.answer(.post(["api", "evaluate"], #"{"with":["hours"]}"#))).json()
    #expect(unknown["open", "s"]?.text == String(repeating: "?", count: 168))
    let body =
      #"{"edits":[{"hours":{"id":"s","hours":"Mo 09:30-11:00"}},{"add":{"id":"n","lon":105.1,"lat":0,"hours":"24/7"}}],"#
      + #""with":["hours"]}"#
    let known = try #require(await answers.answer(.post(["api", "evaluate"], body))).json()
    #expect(
      known["open", "s"]?.text
        == String(repeating: "0", count: 9) + "11" + String(repeating: "0", count: 157))
    #expect(known["open", "n"]?.text == String(repeating: "1", count: 168))
    #expect(known["open"]?.keys == ["n", "s"])
    let without = try #require(await answers.answer(.post(["api", "evaluate"], #"{"with":["periods"]}"#))).json()
    #expect(without["open"] == nil)
  }

  /// 201 different opening hours are more than a town has.
  @Test func hoursHaveALimit() async throws {
    let answers = try await Self.answers()
    func body(_ count: Int) -> String {
      let edits = (0..<count).map {
        #"{"hours":{"id":"s","hours":"Mo 00:00-\#(String(format: "%02d:%02d", 1 + $0 / 60, $0 % 60))"}}"#
      }
      return #"{"edits":[\#(edits.joined(separator: ","))]}"#
    }
    #expect(await answers.answer(.post(["api", "evaluate"], body(200)))?.status == 200)
    let refused = try #require(await answers.answer(.post(["api", "evaluate"], body(201))))
    #expect(refused.status == 400)
    #expect(try refused.json()["error", "code"]?.text == "too-many-hours")
  }

  /// A new station has what the analysis gives it.
  @Test func whatNewStationsHaveIsTold() async throws {
    let built = "siting.builds_with={services: [drink, charge], hours: \"09:00-17:00\"}"
    let answers = MapAnswers(
      try await Town(AnalysisFile(path: Scenes.street().path + "/analysis.yaml", overrides: [built])))
    let town = try #require(await answers.answer(Question(.get, ["api", "town"]))).json()
    #expect(
      town["builds_with"] == ["services": ["charge", "drink"], "hours": "09:00-17:00", "capacity": .null])
  }

  @Test func townsAreTold() async throws {
    let folder = try Scenes.street()
    try folder.write("c.csv", Array("id,population,town,lon,lat\na,1.5,East,105.004,0\nb,2,East,105.005,0\n".utf8))
    try folder.write("s.csv", Array("id,name,lon,lat,hours\ns,Old,105,0,24/7\n".utf8))
    let answers = MapAnswers(try await Scenes.town(folder))
    let answer = try #require(await answers.answer(.post(["api", "evaluate"], #"{"with":["groups"]}"#))).json()
    // 1.5 of 3.5.
    #expect(
      answer["figures", "groups"] == [
        [
          "level": "town", "id": "East", "name": "East", "kind": "communities", "weight": .number(3.5),
          "share": .number(0.428571),
        ]
      ])
    #expect(answer["figures"]?.keys.contains("periods") == false)
    let town = try #require(await answers.answer(Question(.get, ["api", "town"]))).json()
    #expect(town["hours_known"] == .bool(true))
    // An analysis without periods has none.
    let periods = try #require(await answers.answer(.post(["api", "evaluate"], #"{"with":["periods"]}"#))).json()
    #expect(periods["figures", "periods"] == .object([]))
  }

  @Test(arguments: [
    (#"{"edits":[{"mvoe":{}}]}"#, "unknown-key", "edits[0].mvoe"),
    (#"{"edits":[],"with":["hours","period"]}"#, "bad-value", "“with[1]” is “period”. Did you mean “periods”?"),
    (#"{"edits":[],"with":"hours"}"#, "wrong-type", "with"),
    (#"{"edits":[],"with":[7]}"#, "wrong-type", "with[0]"),
    (#"{"edit":[]}"#, "unknown-key", "edit"),
    (#"{"edits":{}}"#, "wrong-type", "edits"),
    (#"{"edits":[[]]}"#, "wrong-type", "edits[0]"),
    (#"{"edits":[{"close":"s","move":{}}]}"#, "bad-edit", "edits[0]"),
    (#"{"edits":[{"close":7}]}"#, "wrong-type", "edits[0].close"),
    (#"{"edits":[{"close":"s"},{"move":{"id":"s","lon":"105","lat":0}}]}"#, "wrong-type", "edits[1].move.lon"),
    (#"{"edits":[{"move":{"id":"s","lon":200,"lat":0}}]}"#, "bad-value", "edits[0].move.lon"),
    (#"{"edits":[{"move":{"id":"s","lon":105}}]}"#, "missing-key", "edits[0].move.lat"),
    (#"{"edits":[{"move":{"id":"s","lon":NaN,"lat":0}}]}"#, "bad-json", "NaN"),
    (#"{"edits":[{"move":{"id":"s","lon":1e999,"lat":0}}]}"#, "bad-json", "1e999"),
    (#"{"edits":[{"extra_min":{"id":"s","minutes":1e300}}]}"#, "bad-value", "minutes"),
    (#"{"edits":[{"services":{"id":"s","services":["Tea & cake"]}}]}"#, "bad-value", "services[0]"),
    (#"{"edits":[{"hours":{"id":"s","hours":"whenever"}}]}"#, "bad-hours", "whenever"),
    (#"{"edits":[{"capacity":{"id":"s","capacity":-1}}]}"#, "bad-value", "edits[0].capacity.capacity"),
    (#"{"edits":[{"capacity":{"id":"s","seats":12}}]}"#, "unknown-key", "edits[0].capacity.seats"),
    (#"{"edits":[{"seats":{"id":"s","seats":"12"}}]}"#, "wrong-type", "edits[0].seats.seats"),
    (#"{"edits":[{"add":{"id":"s","lon":0,"lat":0}}]}"#, "duplicate-id", "“s”"),
    (#"{"edits":[{"close":"x"}]}"#, "unknown-station", "“x”"),
    (#"{"edits":[],"edits":[]}"#, "duplicate-key", "edits"),
    ("[]", "wrong-type", "the body"), ("{", "bad-json", "JSON"), ("", "bad-json", "JSON"),
  ])
  func strictReading(body: String, code: String, named: String) async throws {
    let answer = try #require(await Self.answers().answer(.post(["api", "evaluate"], body)))
    let error = try answer.json()["error"]
    #expect(answer.status == 400 && error?["code"]?.text == code, "\(error?["code"]?.text ?? "")")
    #expect(error?["message"]?["en"]?.text?.contains(named) == true, "\(error?["message"]?["en"]?.text ?? "")")
    #expect(error?["message"]?["zh"]?.text?.unicodeScalars.contains { $0.value > 0x3000 } == true)
  }

  /// Room is no coverage: it counts in the export, and in what is run with that.
  @Test func roomIsExported() async throws {
    let edits = #"""
      {"capacity":{"id":"s","capacity":40}},{"seats":{"id":"s","seats":12}},
      {"add":{"id":"t","lon":105.1,"lat":0,"capacity":30,"seats":8}},{"seats":{"id":"t"}}
      """#
    let answers = try await Self.answers()
    let body = #"{"edits":[\#(edits)],"as":"csv"}"#
    let table = try #require(await answers.answer(.post(["api", "export"], body)))
    let lines = String(decoding: table.body, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    #expect(lines.first?.contains("hours,capacity,seats,visits") == true)
    #expect(
      lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[5...7].map(String.init) }
        == [["40", "12", ""], ["30", "", ""]])
    let town = try #require(await answers.answer(Question(.get, ["api", "town"]))).json()
    #expect(
      town["stations"]?.elements.first?["capacity"] == .null && town["stations"]?.elements.first?["seats"] == .null)
  }

  @Test func tooManyEdits() async throws {
    let edit = #"{"extra_min":{"id":"s","minutes":0}}"#
    func ask(_ count: Int) async throws -> Answer {
      let edits = Array(repeating: edit, count: count).joined(separator: ",")
      return try #require(await Self.answers().answer(.post(["api", "evaluate"], #"{"edits":[\#(edits)]}"#)))
    }
    #expect(try await ask(10_000).status == 200)
    #expect(try await ask(10_001).json()["error"]?["code"]?.text == "too-many-edits")
  }

  @Test func methodsAndTypes() async throws {
    let answers = try await Self.answers()
    let get = try #require(await answers.answer(Question(.get, ["api", "evaluate"])))
    #expect(get.status == 405 && get.header("Allow") == "POST")
    let post = try #require(await answers.answer(Question(.post, ["api", "town"])))
    #expect(post.status == 405 && post.header("Allow") == "GET, HEAD")
    let plain = Question(.post, ["api", "evaluate"], body: Array("{}".utf8), contentType: "text/plain")
    #expect(await answers.answer(plain)?.status == 415)
    #expect(await answers.answer(Question(.get, ["api", "layers", "statoins"]))?.status == 404)
    #expect(await answers.answer(Question(.get, ["api", "nothing"])) == nil)
    #expect(await answers.answer(Question(.get, ["ogc"])) == nil)
  }

  /// A circle of 500 m has 0.785 km²; a place of 0.0045 degrees is 500.9 m away.
  @Test func anAreaOfANewStation() async throws {
    let body = #"{"edits":[{"add":{"id":"t","name":"New","lon":105.1,"lat":0}}],"station":"t"}"#
    let answers = try await Self.answers()
    let area = try #require(await answers.answer(.post(["api", "area"], body))).json()
    let features = area["features"]?.elements ?? []
    #expect(features.count == 1 && features.first?["properties", "name"]?.text == "New")
    let ring = features.first?["geometry", "coordinates"]?.elements.first?.elements ?? []
    let longitudes = ring.compactMap { $0.elements.first?.number }
    #expect(abs((longitudes.max() ?? 0) - 105.1045) < 0.0001 && abs((longitudes.min() ?? 0) - 105.0955) < 0.0001)
    let none = try #require(await answers.answer(.post(["api", "area"], #"{"station":"t"}"#)))
    #expect(none.status == 400)
  }

  /// The street ends at 105.03, and a river runs at 0.001 degrees, 111 m, north of it: behind it, in it and far off nothing is served,
  /// and the area says why.
  @Test(arguments: [(105.01, 0.0015, "water"), (105.01, 0.001, "water"), (105.1, 0.0, "snap limit")])
  func aStationInTheRiverOrOffTheNetwork(longitude: Double, latitude: Double, why: String) async throws {
    let folder = try Scenes.drawnStreet()
    try folder.write(
      "water.geojson",
      Array(
        #"""
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
        "geometry":{"type":"Polygon","coordinates":
        [[[104.9,0.0009],[105.2,0.0009],[105.2,0.0011],[104.9,0.0011],[104.9,0.0009]]]}}]}
        """#.utf8))
    let file = try String(contentsOfFile: folder.path + "/analysis.yaml", encoding: .utf8)
    try folder.write(
      "analysis.yaml",
      Array(
        (file.replacing("roads: roads.geojson", with: "roads: roads.geojson, water: water.geojson") + "\nlanguage: en")
          .utf8))
    let answers = MapAnswers(try await Scenes.town(folder))
    let edits = #""edits":[{"move":{"id":"s","lon":\#(longitude),"lat":\#(latitude)}}]"#
    let figures = try #require(await answers.answer(.post(["api", "evaluate"], "{\(edits)}"))).json()["figures"]
    #expect(figures?["coverage", "communities", "covered"]?.number == 0)
    let area = try #require(await answers.answer(.post(["api", "area"], #"{\#(edits),"station":"s"}"#))).json()
    let feature = try #require(area["features"]?.elements.first)
    #expect(feature["geometry"] == .null)
    let said = feature["properties"]?.members.compactMap(\.value.text) ?? []
    #expect(said.contains { $0.contains(why) }, "\(said)")
  }
}

/// The worked example against runs and files of its own.
struct WutongqiaoServedTests {
  private static let town = Task { try await Town(AnalysisFile(path: Scenes.wutongqiao)) }

  /// One station moved through the map, and the same in its table for a run.
  @Test func figuresAreThoseOfARun() async throws {
    let answers = MapAnswers(try await Self.town.value)
    let edits = #"{"edits":[{"move":{"id":"station-3","lon":103.8,"lat":29.43}}]}"#
    let figures = try #require(await answers.answer(.post(["api", "evaluate"], edits))).json()["figures"]
    let table = try String(
      contentsOf: Scenes.root.appendingPathComponent("geodata/wutongqiao/stations.csv"), encoding: .utf8)
    #expect(table.contains("103.8215001,29.4224999"))
    let folder = try ScratchFolder(["s.csv": table.replacing("103.8215001,29.4224999", with: "103.8,29.43")])
    let file = try AnalysisFile(
      path: Scenes.wutongqiao, overrides: ["inputs.stations.file=\(folder.path)/s.csv", "siting.new=0"])
    let summary = try await runAnalysis(file).summary
    for kind in ["communities", "workers", "routes"] {
      for figure in ["total", "covered", "share"] {
        let expected = try #require(summary["coverage", kind, figure]?.number)
        #expect(figures?["coverage"]?[kind]?[figure]?.number == expected)
      }
      for service in ["drink", "heat-food", "warm"] {
        let expected = try #require(summary["coverage", "services", service, kind]?.number)
        #expect(figures?["services"]?[kind]?[service]?.number == expected)
      }
    }
    #expect(figures?["value"]?.number == summary["siting", "value"]?.number)
  }

  /// Opening hours changed through the map, and the same in its table for a run.
  @Test func figuresOverTimeAreThoseOfARun() async throws {
    let town = try await Self.town.value
    let body =
      #"{"edits":[{"hours":{"id":"station-3","hours":"Mo-Su 12:00-23:00"}}],"with":["periods","hours","groups"]}"#
    let figures = try #require(await MapAnswers(town).answer(.post(["api", "evaluate"], body))).json()["figures"]
    let table = try String(
      contentsOf: Scenes.root.appendingPathComponent("geodata/wutongqiao/stations.csv"), encoding: .utf8)
    #expect(table.contains("Mo-Fr 09:00-17:30,20,10,,103.8215001"))
    let folder = try ScratchFolder([
      "s.csv": table.replacing("Mo-Fr 09:00-17:30,20,10,,103.8215001", with: "Mo-Su 12:00-23:00,20,10,,103.8215001")
    ])
    let file = try AnalysisFile(
      path: Scenes.wutongqiao, overrides: ["inputs.stations.file=\(folder.path)/s.csv", "siting.new=0"])
    let result = try await runAnalysis(file)
    let periods = result.summary["coverage", "periods"]
    #expect(periods?.keys == ["day", "noon", "night"] && figures?["periods"]?.keys == ["day", "noon", "night"])
    for period in figures?["periods"]?.members ?? [] {
      for kind in period.value.members {
        #expect(kind.value.keys == ["person_hours", "throughout", "ever"])
        for measure in kind.value.members {
          let expected = periods?[period.key]?[measure.key]?[kind.key]
          #expect(measure.value == expected, "\(period.key) \(kind.key) \(measure.key)")
        }
      }
    }
    try writeOutputs(result, to: folder.path + "/out")
    // level, name, kind, id, town, weekday, hour, today
    let hours = try Self.rows(folder.path + "/out/tables/hours.csv")
    for kind in ["communities", "workers", "routes"] {
      let told = figures?["hours", kind]?.elements.map(\.number)
      #expect(told == hours.filter { $0[0] == "district" && $0[2] == kind }.map { Double($0[7]) })
      #expect(told?.count == 168)
    }
    // level, name, kind, id, town, figure, weight, today
    let groups = try Self.rows(folder.path + "/out/tables/groups.csv")
      .filter { $0[0] != "district" && $0[5] == "covered-share" }
    let told = figures?["groups"]?.elements ?? []
    #expect(told.map { $0["name"]?.text } == groups.map { $0[1] } && !told.isEmpty)
    #expect(told.map { $0["share"]?.number } == groups.map { Double($0[7]) })
    #expect(told.map { $0["weight"]?.number } == groups.map { Double($0[6]) })
  }

  /// The cells of a table without quotes, its heading left out.
  private static func rows(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func layersAreTheFilesOfARun() async throws {
    let town = try await Self.town.value
    let folder = try ScratchFolder()
    try writeOutputs(town.result, to: folder.path + "/out")
    var compared = 0
    for layer in town.layers {
      guard let file = FileManager.default.contents(atPath: folder.path + "/out/\(layer.name).geojson") else {
        continue
      }
      #expect(layer.collection == Array(file), "\(layer.name)")
      compared += 1
    }
    #expect(compared >= 8)
    for name in ["candidates", "boundary", "area", "water", "roads"] {
      #expect(town.layer(name)?.features.isEmpty == false, "\(name)")
    }
    #expect(town.layer("candidates")?.features.count == town.result.inputs.candidates.count)
  }

  /// What is exported, run again, has the figures that the map showed.
  @Test func anExportRunsAgain() async throws {
    let answers = MapAnswers(try await Self.town.value)
    let edits = #"""
      "edits":[{"close":"station-2"},{"move":{"id":"station-3","lon":103.8,"lat":29.43}},
      {"add":{"id":"new-1","name":"新站, \"甲\"","lon":103.81,"lat":29.44,"services":["drink","warm"],"hours":"24/7","extra_min":1.5}}]
      """#
    let folder = try ScratchFolder()
    for (form, name) in [("csv", "stations-edited.csv"), ("yaml", "analysis.yaml"), ("geojson", "s.geojson")] {
      let answer = try #require(await answers.answer(.post(["api", "export"], #"{\#(edits),"as":"\#(form)"}"#)))
      #expect(answer.status == 200 && answer.header("Content-Disposition")?.contains("attachment") == true)
      try folder.write(name, answer.body)
    }
    let shown = try #require(await answers.answer(.post(["api", "evaluate"], "{\(edits)}"))).json()["figures"]
    for overrides in [[], ["inputs.stations=\(folder.path)/s.geojson"]] {
      let file = try AnalysisFile(path: folder.path + "/analysis.yaml", overrides: overrides + ["siting.new=0"])
      let summary = try await runAnalysis(file).summary
      for kind in ["communities", "workers", "routes"] {
        #expect(shown?["coverage"]?[kind]?["covered"]?.number == summary["coverage", kind, "covered"]?.number)
        #expect(shown?["services"]?[kind]?["warm"]?.number == summary["coverage", "services", "warm", kind]?.number)
      }
      #expect(summary["illustrative"]?.isTrue == true)
    }
  }
}
