import Foundation
import Testing

/// Keys of `coverage` and their tables as a planner may get them wrong: each is refused with its place and what to
/// write instead, or counted and told; none ends in a wrong number or a crash.
struct CoverageKeyTests {
  /// The town on one street, where s1 covers c1 alone: 100 of 700 residents.
  private static func folder(_ lines: String, _ files: [String: String] = [:]) throws -> ScratchFolder {
    let folder = try Town.folder()
    let analysis = """
      inputs:
        roads:       roads.geojson
        stations:    stations.csv
        communities: communities.csv
        candidates:  candidates.csv
        workers:     {file: workers.csv, weight: heads}
      circle: {cutoff: 500m}
      output: {dir: out}

      """
    try folder.file("workers.csv", "id,name,heads,trade,lon,lat\nw1,W1,10,takeaway,105.002,0\n")
    try folder.file("analysis.yaml", analysis + lines + "\n")
    for (name, text) in files { try folder.file(name, text) }
    return folder
  }

  private static func run(_ lines: String, _ files: [String: String] = [:]) throws -> (Command.Outcome, ScratchFolder) {
    let folder = try Self.folder(lines, files)
    return (try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"]), folder)
  }

  private static func rows(_ folder: ScratchFolder, _ table: String) throws -> [[String: String]] {
    try TownRun(results: folder.bytes("out")).table(table)
  }

  private static func findings(_ lines: String, _ files: [String: String] = [:]) throws -> [[String: Any]] {
    let folder = try Self.folder(lines, files)
    let answer = try Command.run(["check", folder.path + "/analysis.yaml", "--json"]).object()
    return try #require(answer["findings"] as? [[String: Any]])
  }

  /// Lines of the analysis file, and words of the one message that refuses them.
  struct Refusal: CustomTestStringConvertible {
    var lines: String
    var words: [String]

    init(_ lines: String, _ words: String...) {
      self.lines = lines
      self.words = words
    }

    var testDescription: String { lines.replacingOccurrences(of: "\n", with: "\\n") }
  }

  static let refusals: [Refusal] = [
    // Periods.
    Refusal("coverage: {periods: {none: off}}", "coverage.periods.none", "“off” has no minute", "Correct it"),
    Refusal(
      "coverage: {periods: {zero: \"08:00-08:00\"}}", "coverage.periods.zero", "ends when it begins", "write 24/7"),
    Refusal("coverage: {periods: {winter: \"Dec-Feb 08:00-18:00\"}}", "coverage.periods.winter", "name a week"),
    Refusal("coverage: {periods: {holiday: \"PH 08:00-18:00\"}}", "coverage.periods.holiday", "no minute"),
    Refusal("coverage: {periods: {x: whenever}}", "coverage.periods.x", "“whenever”", "not understood"),
    Refusal("coverage: {periods: {sun: \"sunrise-sunset\"}}", "coverage.periods.sun", "write times by the clock"),
    Refusal("coverage: {periods: [\"Mo-Fr 08:00-18:00\"]}", "coverage.periods", "a list is not a group of keys"),
    Refusal("coverage: {week: next}", "coverage.week", "“next” is no date", "2026-11-30"),
    Refusal("coverage: {week: 2026-13-01}", "coverage.week", "“2026-13-01” is no date"),
    Refusal("coverage: {week: 2027-02-29}", "coverage.week", "is no date"),
    Refusal("coverage: {hours_unknown: maybe}", "coverage.hours_unknown", "open, closed"),
    // Holidays.
    Refusal("holidays: {public: [2026-10-01, 2026-10-01]}", "holidays.public", "2026-10-01 is named twice"),
    Refusal("holidays: {public: [2026-10-01..2026-10-07, 2026-10-03]}", "2026-10-03 is named twice", "each day once"),
    Refusal("holidays: {public: [2026-10-01], workdays: [2026-10-01]}", "holidays.workdays", "Leave one of them out"),
    Refusal("holidays: {public: [2026-10-32]}", "holidays.public", "“2026-10-32” is no day"),
    Refusal("holidays: {public: [2026-10-07..2026-10-01]}", "runs backwards"),
    Refusal("holidays: {bank: [2026-10-01]}", "holidays.bank", "public, workdays, school"),
    // Services.
    Refusal("coverage: {full_set: []}", "coverage.full_set", "is empty", "Name a service"),
    Refusal("coverage: {full_set: {outdoor: []}}", "coverage.full_set", "“outdoor”", "is empty"),
    Refusal("coverage: {full_set: drink}", "coverage.full_set", "is not a list"),
    Refusal(
      "coverage: {services: [\((1...65).map { "s\($0)" }.joined(separator: ", "))]}", "coverage.services",
      "at most 64"),
    Refusal("synonyms: {药品箱: ''}", "synonyms.药品箱", "is not a text"),
    // Access.
    Refusal("coverage: {access: {zones: [6min, 3min], weights: [1, 0.5]}}", "coverage.access.zones", "zones rise"),
    Refusal("coverage: {access: {zones: [3min, 3min], weights: [1, 0.5]}}", "coverage.access.zones", "zones rise"),
    Refusal("coverage: {access: {zones: [3min, 500m], weights: [1, 0.5]}}", "all times or all lengths"),
    Refusal("coverage: {access: {zones: [0min, 3min], weights: [1, 0.5]}}", "coverage.access.zones"),
    Refusal("coverage: {access: {zones: [], weights: []}}", "coverage.access.zones", "[3min, 6min, 10min]"),
    Refusal("coverage: {access: {zones: [3min, 6min], weights: [1]}}", "2 zones and 1 weights", "for each zone"),
    Refusal("coverage: {access: {weights: [1, -0.5, 0.1]}}", "coverage.access.weights.2", "“-0.5”", "above 0"),
    Refusal("coverage: {access: {supply: beds}}", "coverage.access.supply", "seats, visits, one"),
    // Visits.
    Refusal("coverage: {visits: {residents: -1}}", "coverage.visits.residents", "“-1”", "a number"),
    Refusal("coverage: {visits: {residents: 2000}}", "coverage.visits.residents", "too many", "1000 at the most"),
    Refusal("coverage: {visits: {}}", "coverage.visits", "no rate is given", "residents: 0.01"),
    Refusal(
      "coverage: {visits: {residents: 0.1, communities: 0.2}}", "coverage.visits.communities", "“residents”",
      "Keep one of the two"),
    Refusal("coverage: {dwell: 20min}", "coverage.dwell", "no visits for it", "visits: {"),
    Refusal("coverage: {visits_scale: observed}", "coverage.visits_scale", "no visits for it"),
    Refusal("coverage: {visits: {residents: 0.1}, dwell: 0min}", "coverage.dwell", "“0min”", "20min"),
    Refusal("coverage: {visits: {residents: 0.1}, dwell: 48h}", "coverage.dwell", "“48h”"),
    Refusal("coverage: {visits: {residents: 0.1}, dwell: 2880min}", "coverage.dwell", "a day at the most"),
    Refusal("coverage: {visits: {residents: 0.1}, visits_to: farthest}", "coverage.visits_to", "nearest, e2sfca"),
    Refusal(
      "siting: {constraints: {capacity: visits}, builds_with: {capacity: 30}}", "siting.constraints.capacity",
      "no visits are expected", "visits: {"),
    Refusal(
      "coverage: {visits: {residents: 0.1}}\nsiting: {constraints: {capacity: visits}}", "siting.constraints.capacity",
      "a new station has no capacity", "builds_with: {capacity: 30}"),
    Refusal(
      "coverage: {visits: {residents: 0.1}}\nsiting: {constraints: {capacity: seats}}", "siting.constraints.capacity",
      "visits"),
    Refusal(
      "coverage: {visits: {residents: 0.1}}\nsiting: {objective: full-coverage, constraints: {capacity: visits}, "
        + "builds_with: {capacity: 30}}", "siting.constraints", "max-coverage"),
    Refusal(
      "coverage: {visits: {residents: 0.1}}\nsiting: {alternatives: {count: 2}, constraints: {capacity: visits}, "
        + "builds_with: {capacity: 30}}", "siting.alternatives", "Remove one of the two"),
    Refusal(
      "coverage: {visits: {residents: 0.1}}\nsiting: {floor_curve: town, constraints: {capacity: visits}, "
        + "builds_with: {capacity: 30}}", "siting.floor_curve", "Remove one of the two"),
    // What is built.
    Refusal("siting: {builds_with: {hours: whenever}}", "siting.builds_with.hours", "“whenever”", "not understood"),
    Refusal("siting: {builds_with: {hours: off}}", "siting.builds_with.hours", "“off”"),
    Refusal("siting: {builds_with: {hours: \"sunrise-sunset\"}}", "siting.builds_with.hours"),
    // A part of the period that nobody knows would be left out without a word.
    Refusal("coverage: {periods: {x: \"Mo 08:00-10:00; Tu 08:00-10:00 unknown\"}}", "coverage.periods.x", "unknown"),
    Refusal("coverage: {periods: {evening: \"20:00+\"}}", "coverage.periods.evening", "end"),
    // `any` and `full-set-at-one` are rows of the table of services already.
    Refusal("coverage: {services: [drink, any]}", "coverage.services", "any"),
  ]

  @Test(arguments: refusals) func refused(_ refusal: Refusal) throws {
    let (outcome, folder) = try Self.run(refusal.lines)
    #expect(outcome.code == 1 && outcome.output.isEmpty, "\(outcome)")
    let messages = outcome.errors.split(separator: "\n")
    #expect(messages.count == 1 && outcome.errors.contains("analysis.yaml, line "), "\(outcome.errors)")
    for word in refusal.words { #expect(outcome.errors.contains(word), "\(word): \(outcome.errors)") }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
  }

  // MARK: Profiles

  /// A table of profiles, and words of the message that refuses it.
  static let brokenProfiles: [Refusal] = [
    Refusal("hour,group,share\n12,communities,-1\n13,communities,2\n", "record 1, line 2", "“share”", "negative"),
    Refusal("hour,group,share\n12,communities,1\n24,communities,1\n", "record 2, line 3", "“hour”", "0 to 23"),
    Refusal("hour,group,share\n12.5,communities,1\n", "“hour”", "0 to 23"),
    Refusal("hour,share\n12,1\n", "record 1", "group", "a kind of demand or a trade"),
    Refusal("group,share\ncommunities,1\n", "no hour", "hour, weekday, group and share"),
    Refusal("hour,group\n12,communities\n", "no share", "hour, weekday, group and share"),
    Refusal("hour,group,share\n12,communities,0\n", "“communities”", "all zero"),
    Refusal("hour,group,share\n12,communities,many\n", "“share”", "“many” is not a number"),
    Refusal("hour,group,share\n12,communities,1e308\n13,communities,1e308\n", "“share”"),
    Refusal("hour,group,share\n12,communities,1\n12,communities,1\n", "record 2, line 3", "record 1", "once"),
    // Without a weekday the hour is that of all seven.
    Refusal("hour,weekday,group,share\n12,,communities,1\n12,Mo,communities,1\n", "record 2, line 3", "record 1"),
    Refusal("hour,weekday,group,share\n12,Xx,communities,1\n", "“weekday”", "“Xx” is no weekday", "Mo to Su"),
    Refusal("", "the file is empty"),
  ]

  @Test(arguments: brokenProfiles) func profileRefused(_ refusal: Refusal) throws {
    let lines = "coverage: {periods: {day: \"08:00-18:00\"}, profiles: profiles.csv}"
    let (outcome, _) = try Self.run(lines, ["profiles.csv": refusal.lines])
    #expect(outcome.code == 1 && outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    for word in ["profiles.csv, layer profiles"] + refusal.words {
      #expect(outcome.errors.contains(word), "\(word): \(outcome.errors)")
    }
    let (missing, _) = try Self.run("coverage: {profiles: nowhere.csv}")
    #expect(missing.code == 1 && missing.errors.contains("key “coverage.profiles”: there is no file"))
  }

  /// Twice the share at every hour is the same profile, and told.
  @Test func profileThatDoesNotSumToOne() throws {
    let lines = "coverage: {periods: {day: \"08:00-18:00\"}, profiles: profiles.csv}"
    let header = "hour,group,share\n"
    let twice = ["profiles.csv": header + "12,communities,1\n22,communities,1\n"]
    let finding = try #require(try Self.findings(lines, twice).first { $0["rule"] as? String == "profile-sum" })
    #expect(finding["file"] as? String == "profiles.csv" && finding["record"] as? String == "communities")
    #expect((finding["message"] as? String)?.contains("sum to 14") == true, "2 on each of seven days: \(finding)")
    let once = ["profiles.csv": header + "12,communities,0.5\n22,communities,0.5\n"]
    #expect(try !Self.findings(lines, once).contains { $0["rule"] as? String == "profile-sum" })
    let tables = try [twice, once].map { try Self.rows(Self.run(lines, $0).1, "periods") }
    #expect(tables[0] == tables[1] && !tables[0].isEmpty)
  }

  /// Nobody is called so: the profile would be passed over without a word.
  @Test func profileOfNobody() throws {
    let lines = "coverage: {periods: {day: \"08:00-18:00\"}, profiles: profiles.csv}"
    let findings = try Self.findings(lines, ["profiles.csv": "hour,group,share\n12,astronauts,1\n"])
    let finding = try #require(findings.first { $0["layer"] as? String == "profiles" }, "\(findings)")
    #expect("\(finding)".contains("astronauts"))
  }

  // MARK: Told

  private static func stations(hours: String, services: String = "六能") -> [String: String] {
    ["stations.csv": "id,name,kind,services,hours,lon,lat\ns1,One,outdoor,\(services),\"\(hours)\",105,0\n"]
  }

  /// Closed for good is told once, and counts as closed; what is not understood is told and is nobody's guess.
  @Test(arguments: [
    ("off", "never-open", 0.0), ("Mo-Fr 09:00-17:00; Mo-Su off", "never-open", 0),
    ("Feb 30 09:00-17:00", "unreadable-hours", 1), ("Mo 25:00-27:00", "unreadable-hours", 1),
    ("09:00-09:00", "unreadable-hours", 1),
  ])
  func hoursOfAStation(_ hours: String, rule: String, share: Double) throws {
    let lines = "coverage: {periods: {day: \"08:00-18:00\"}}"
    let findings = try Self.findings(lines, Self.stations(hours: hours)).filter { $0["layer"] as? String == "stations" }
    #expect(findings.map { $0["rule"] as? String } == [rule], "\(findings)")
    #expect(findings.first?["record"] as? String == "s1" && findings.first?["field"] as? String == "hours")
    let periods = try Self.rows(Self.run(lines, Self.stations(hours: hours)).1, "periods")
    let row = periods.first { $0["name"] == "" && $0["kind"] == "communities" && $0["figure"] == "person-hours" }
    #expect(
      abs((row?["today"].flatMap(Double.init) ?? -1) - share * 100 / 700) < 1e-6, "unknown hours are open: \(periods)")
  }

  /// The station covers 100 of 700 residents; by day it is open, at night never, from 16 to 20 for half of the time.
  @Test func theNightGap() throws {
    let lines = "coverage: {periods: {day: \"09:00-17:00\", night: \"22:00-06:00\", late: \"16:00-20:00\"}}"
    let rows = try Self.rows(Self.run(lines, Self.stations(hours: "08:00-18:00")).1, "periods")
    func figure(_ period: String, _ name: String) -> Double? {
      rows.first {
        $0["level"] == "district" && $0["kind"] == "communities" && $0["period"] == period && $0["figure"] == name
      }?["today"].flatMap(Double.init)
    }
    let covered = 100.0 / 700
    for (period, hours, throughout, ever, gap) in [
      ("day", covered, covered, covered, 0.0), ("night", 0, 0, 0, covered), ("late", covered / 2, 0, covered, 0),
    ] {
      let expected = [hours, throughout, ever, gap]
      let found = ["person-hours", "throughout", "ever", "gap"].map { figure(period, $0) ?? -1 }
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(period): \(found), not \(expected)")
    }
  }

  /// Firms whose people are never there, or nobody knows when, are told like stations.
  @Test(arguments: ["off", "lunch"]) func hoursOfWorkers(_ hours: String) throws {
    let workers = "id,name,heads,trade,hours,lon,lat\nw1,W1,10,takeaway,\(hours),105.002,0\n"
    let findings = try Self.findings("coverage: {periods: {day: \"08:00-18:00\"}}", ["workers.csv": workers])
    #expect(
      findings.contains {
        $0["layer"] as? String == "workers" && $0["record"] as? String == "w1" && $0["field"] as? String == "hours"
      }, "\(findings)")
  }

  @Test func servicesNobodyOffers() throws {
    let lines = "coverage: {services: [drink, sauna]}"
    let finding = try Self.findings(lines).first { $0["value"] as? String == "sauna" }
    #expect((finding?["message"] as? String)?.contains("no station offers") == true, "\(String(describing: finding))")
    let services = try Self.rows(Self.run(lines).1, "services")
    let shares = services.filter { $0["level"] == "district" && $0["kind"] == "communities" }
      .map { "\($0["service"] ?? "") \($0["today"] ?? "")" }
    #expect(
      shares == [
        "any 0.142857", "drink 0.142857", "sauna 0.000000", "full-set-at-one 0.000000", "full-set-together 0.000000",
      ])
  }

  /// A kind that no station has is a slip, `Outdoor` for `outdoor` among them: its stations have the default's full
  /// set.
  @Test func fullSetOfNoKind() throws {
    let lines = "coverage: {full_set: {default: [drink, rest], Outdoor: [drink]}}"
    let findings = try Self.findings(lines, Self.stations(hours: "24/7"))
    #expect(findings.contains { "\($0)".contains("Outdoor") }, "\(findings)")
  }

  /// Visits are to be shared, and no station says how many it has: every community would be without access.
  @Test func supplyNobodyStates() throws {
    let findings = try Self.findings("coverage: {access: {supply: visits}}")
    #expect(findings.contains { $0["layer"] as? String == "stations" && "\($0)".contains("visits") }, "\(findings)")
  }

  /// One name in two towns, a kilometre apart: one of the towns is wrong, or they are two communities.
  @Test func communityInTwoTowns() throws {
    let header = "id,name,population,town,lon,lat\n"
    let findings = try Self.findings(
      "", ["communities.csv": header + "c1,茶花社区,100,东,105.001,0\nc2,茶花社区,200,西,105.011,0\n"])
    #expect(
      findings.contains { $0["layer"] as? String == "communities" && "\($0)".contains("茶花社区") }, "\(findings)")
  }

  @Test func twoCommunitiesOfOneID() throws {
    let communities = "id,name,population,town,lon,lat\nc1,A,1,东,105.001,0\nc1,A,1,西,105.011,0\n"
    let (outcome, _) = try Self.run("", ["communities.csv": communities])
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("communities.csv, layer communities, record 2, line 3, field “id”"), "\(outcome)")
  }

  // MARK: Alone

  /// With the only station all goes that it covers, and there is no pair.
  @Test func closingTheOnlyStation() throws {
    let (outcome, folder) = try Self.run("siting: {new: 1}")
    #expect(outcome.code == 0, "\(outcome)")
    let closures = try Self.rows(folder, "closures")
    let today = closures.filter { $0["state"] == "today" }
    #expect(today.map { $0["closed"] } == ["s1"])
    #expect(today.first?["lost_communities"] == "100.000" && today.first?["lost_workers"] == "10.000")
    #expect(today.first?["losing"] == "c1" && today.first?["flipped"] == "c1" && today.first?["communities"] == "1")
    // k2 covers c3, 400 of 700: with the plan there are two, and one pair.
    #expect(closures.filter { $0["state"] == "with-plan" }.map { $0["closed"] } == ["s1", "k2", "s1 k2"])
    // Without any, nothing can close, and nobody is reached.
    let (none, empty) = try Self.run("", ["stations.csv": "id,name,services,lon,lat\n"])
    #expect(none.code == 0, "\(none)")
    #expect(try Self.rows(empty, "closures").allSatisfy { $0["state"] == "with-plan" })
  }

  /// Groups of one: nothing is unequal, and the group is the worst of its kind.
  @Test(arguments: [("105.001", 0.0 as Double?), ("105", nil)])
  func oneCommunity(_ longitude: String, gini: Double?) throws {
    let (outcome, folder) = try Self.run(
      "", ["communities.csv": "id,name,population,town,lon,lat\nc1,C1,100,东,\(longitude),0\n"])
    #expect(outcome.code == 0, "\(outcome)")
    let rows = try Self.rows(folder, "fairness").filter { $0["kind"] == "communities" }
    func row(_ figure: String) -> [String: String]? { rows.first { $0["figure"] == figure } }
    // Where all are at the station there is nothing to share out, and neither index.
    for figure in ["gini-minutes", "theil-minutes", "theil-between", "theil-within"] {
      #expect(row(figure)?["today"] == (gini == nil ? "" : "0.000000"), "\(figure): \(rows)")
    }
    #expect(row("worst-group-covered-share")?["subject"] == "东")
    #expect(row("worst-group-covered-share")?["today"] == "1.000000")
    // 111.3 m at 4 km/h, or none.
    let minutes = row("worst-group-mean-minutes")?["today"].flatMap(Double.init) ?? -1
    #expect(abs(minutes - (gini == nil ? 0 : 1.67)) < 0.01, "\(rows)")
  }
}
