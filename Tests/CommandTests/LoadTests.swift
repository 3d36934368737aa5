import Foundation
import Testing

/// Expected visits, seats and capacities in the town of `HandMadeTown`, by hand.
///
/// Rates a day: residents 0.24, takeaway 0.8, workers (so express) 0.1, routes 0.3 a trip. Nobody has a profile; w2 is there
/// 8 hours a day. Each goes to the nearest station within two blocks that is open: s1 always, s2 Tu-Su 9-21 (72 of 168
/// hours), s3 20-2, s4 (nobody knows: open), s5 54 hours; k1 and k2 8-20.
///
///     s1  c1 100, c2 80 (s2 is as far and stands later): 43.2; w1 20 x 0.8 = 16           59.2 a day
///     s2  c4 120: 28.8, r1 10 x 0.3 = 3, of both 72/168                                   13.628571
///     s3  c6 90: 21.6 x 6/24 = 5.4; w2 30 x 0.8 = 24 in 8 hours, of which 20-23: 9        14.4
///     s4  c7 70 (nearer than s3 by millimetres), c8 110, c10 50                           55.2
///     s5  c11 150: 36, w3 40 x 0.1 = 4, of both 54/168                                    12.857143
///     k1  c12 100: 24, w4 1, r2 20 x 0.3 = 6, of all half                                 15.5
///     k2  c3 60: 14.4 x 1/2; w3 in the 30 hours in which s5 is closed: 4 x 30/168         7.914286
struct LoadTests {
  private static let visits = "visits: {residents: 0.24, takeaway: 0.8, workers: 0.1, routes: 0.3}"

  /// - Parameters:
  ///   - coverage: lines of the group.
  ///   - siting, access: in place of those of the town.
  private static func town(
    _ coverage: String, _ files: [String: String] = [:], siting: String? = nil, access: String = "{supply: seats}",
    replacing change: (old: String, new: String)? = nil
  ) throws -> ScratchFolder {
    var analysis = HandMadeTown.analysis("  \(coverage)")
      .replacingOccurrences(of: "access: {supply: seats}", with: "access: \(access)")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in siting.map { line.hasPrefix("siting:") ? "siting: \($0)" : String(line) } ?? String(line) }
      .joined(separator: "\n")
    if let change { analysis = analysis.replacingOccurrences(of: change.old, with: change.new) }
    return try ScratchFolder(
      HandMadeTown.layers.merging(files) { $1 }.merging(["analysis.yaml": analysis]) { $1 })
  }

  private static func run(_ folder: ScratchFolder) throws -> TownRun {
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"])
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try TownRun(results: folder.bytes("out"))
  }

  /// Figures of stations, such as `s1 expected-visits` and `s1 occupancy 2 9`.
  private static func stations(_ run: TownRun) throws -> TownFigures {
    TownFigures(
      try run.table("load").filter { $0["level"] == "station" }, by: ["id", "figure", "weekday", "hour"])
  }

  /// Figures of the district, such as `expected-visits` and `workers unserved-visits`.
  private static func district(_ run: TownRun) throws -> TownFigures {
    TownFigures(try run.table("load").filter { $0["level"] == "district" }, by: ["kind", "figure"])
  }

  /// The stations with another column.
  private static func stationLayer(_ column: String, _ values: [String: String]) -> [String: String] {
    let lines = HandMadeTown.layers["stations.csv"]!.split(separator: "\n").map { line in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells.insert(cells[0] == "id" ? column : values[cells[0]] ?? "", at: cells.count - 2)
      return cells.joined(separator: ",")
    }
    return ["stations.csv": lines.joined(separator: "\n") + "\n"]
  }

  @Test func visitsOccupancyAndWhoIsLeft() throws {
    let run = try Self.run(Self.town(Self.visits + "\n  dwell: 20min"))
    let all = try Self.stations(run)
    for (id, today, plan) in [
      ("s1", 59.2, 59.2), ("s2", 13.628571, 13.628571), ("s3", 14.4, 14.4), ("s4", 55.2, 55.2),
      ("s5", 12.857143, 12.857143),
    ] {
      all.expect("\(id) expected-visits", today, plan, within: 2e-6)
    }
    all.expect("k1 expected-visits", nil, 15.5, within: 2e-6)
    all.expect("k2 expected-visits", nil, 7.914286, within: 2e-6)
    // A third of an hour each: 59.2/24/3; (28.8 + 3)/24/3; at 20:00 21.6/24 and 24/8 an hour; (36 + 4)/24/3.
    all.expect("s1 peak-occupancy", 0.822222, 0.822222)
    all.expect("s2 peak-occupancy", 0.441667, 0.441667)
    all.expect("s3 peak-occupancy", 1.3, 1.3)
    all.expect("s5 peak-occupancy", 0.555556, 0.555556)
    for (id, weekday, hour) in [("s1", 1.0, 0.0), ("s2", 2, 9), ("s3", 1, 20), ("s5", 1, 8)] {
      all.expect("\(id) peak-weekday", weekday, weekday)
      all.expect("\(id) peak-hour", hour, hour)
    }
    all.expect("s3 occupancy 7 22", 1.3, 1.3)
    all.expect("s3 occupancy 7 23", 0.3, 0.3)
    all.expect("s3 occupancy 7 1", 0.3, 0.3)
    all.expect("k2 occupancy 6 8", nil, (14.4 + 4) / 24 / 3)
    all.expect("k2 occupancy 6 12", nil, 14.4 / 24 / 3)
    // Hours without arrivals have no row; s2 is open 12 hours on six days.
    #expect(all.rows.count { $0["id"] == "s2" && $0["figure"] == "occupancy" } == 72)
    all.expect("s1 seats", 10, 10)
    all.expect("s1 hours-over-seats", 0, 0)
    #expect(!all.rows.contains { $0["id"] == "s3" && ["seats", "hours-over-seats"].contains($0["figure"]) })
    all.expect("s2 busiest-day-visits", 28.8 / 2 + 1.5, 28.8 / 2 + 1.5)

    let district = try Self.district(run)
    district.expect("communities expected-visits", 240, 240)
    district.expect("communities unserved-visits", 112.285714, 93.085714, within: 2e-6)
    district.expect("workers expected-visits", 45, 45)
    district.expect("workers unserved-visits", 18.714286, 17.5, within: 2e-6)
    district.expect("routes expected-visits", 9, 9)
    district.expect("routes unserved-visits", 7.714286, 4.714286, within: 2e-6)
    district.expect("expected-visits", 294, 294)
    district.expect("unserved-visits", 138.714286, 115.3, within: 2e-6)
  }

  /// Five hours each: 12.3 are at s1 at every hour of the week, which has ten seats. Ten visits fewer than it expects are
  /// more than it can serve.
  @Test func overSeatsAllDay() throws {
    let folder = try Self.town(
      Self.visits + "\n  dwell: 300min", Self.stationLayer("capacity", ["s1": "49.2", "s2": "14", "s3": "0"]))
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"])
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.contains { $0.hasPrefix("load ") && $0.contains("294 visits a day expected, 138.7 of them") }, "\(outcome)")
    let over = try #require(lines.first { $0.hasPrefix("over ") }, "\(outcome)")
    #expect(
      over.contains(
        "S1 (12.3 there at Mo 0:00 for 10 seats, over them in 168 hours of the week; 59.2 visits a day for a capacity of 49.2)"
      )
        && over.contains("S3 (14.4 visits a day for a capacity of 0)") && !over.contains("S2") && !over.contains("S4"),
      "\(over)")
    let run = try TownRun(results: folder.bytes("out"))
    let rows = try Self.stations(run)
    rows.expect("s1 hours-over-seats", 168, 168)
    rows.expect("s1 capacity", 49.2, 49.2)
    rows.expect("s3 capacity", 0, 0)
    rows.expect("s2 hours-over-seats", 0, 0)
    let coverage = try #require(try run.object("summary.json")["coverage"] as? [String: Any])
    let load = try #require(coverage["load"] as? [String: Any])
    let stationsOver = try #require(load["over"] as? [[String: Any]])
    #expect(stationsOver.map { $0["station"] as? String } == ["s1", "s3"])
    #expect(load["dwell_min"] as? Double == 300 && load["factor"] is NSNull)
    let page = try run.text("report.html")
    #expect(page.contains("超出座位或接待能力：S1（周一0时约12.3人、座位10个，一周有168小时超座"), "the sentence of the page")
  }

  /// s1 and s4 saw 57.2 visits a day together where 114.4 are expected: all rates are halved.
  @Test func scaledToWhatWasObserved() throws {
    let run = try Self.run(
      Self.town(
        Self.visits + "\n  visits_scale: observed", Self.stationLayer("日均服务人次", ["s1": "20", "s4": "37.2"])))
    let rows = try Self.stations(run)
    rows.expect("s1 expected-visits", 29.6, 29.6)
    rows.expect("s1 observed-visits", 20, nil)
    rows.expect("s4 expected-visits", 27.6, 27.6)
    let district = try Self.district(run)
    district.expect("communities unserved-visits", 56.142857, 46.542857, within: 2e-6)
    district.expect("observed-visits", 57.2, nil)
    let assumptions = try #require(try run.object("summary.json")["assumptions"] as? [[String: Any]])
    let told = assumptions.first { $0["id"] as? String == "visits-scale" }?["en"] as? String
    #expect(
      told?.contains("multiplied by 0.5, so that the 2 stations with observed visits expect 57.2") == true,
      "\(assumptions)")
  }

  @Test(
    arguments: [
      ([:], "no station says how many visits", "inputs.stations.fields.visits"),
      (["s5": "0"], "sum to 0", "Correct them"),
      // No takeaway near s5.
      (["s5": "5"], "no visit is expected at a station with observed visits", "Give a rate"),
    ] as [([String: String], String, String)])
  func nothingToScaleBy(_ observed: [String: String], _ words: String, _ remedy: String) throws {
    let folder = try Self.town(
      "visits: {takeaway: 1}\n  visits_scale: observed", Self.stationLayer("visits", observed))
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"])
    #expect(outcome.code != 0 && outcome.errors.contains("coverage.visits_scale"), "\(outcome)")
    #expect(outcome.errors.contains(words) && outcome.errors.contains(remedy), "\(outcome.errors)")
  }

  /// One block is in the first zone, two in the second, which counts half. c2 and w1 have s1 and s2 two blocks away, c7 has
  /// s3 and s4: while both are open each has half.
  ///
  ///     s1  24 + (19.2 + 16) x (1 - 72/168 x 1/2)    s2  13.628571 + 35.2 x 72/168 x 1/2
  ///     s3  14.4 + 16.8 x 6/24 x 1/2                 s4  38.4 + 16.8 x (1 - 6/24 x 1/2)
  @Test func sharedByZones() throws {
    let rows = try Self.stations(
      Self.run(Self.town(Self.visits + "\n  visits_to: e2sfca", access: "{zones: [3min, 5min], weights: [1, 0.5]}")))
    for (id, value) in [("s1", 51.657143), ("s2", 21.171429), ("s3", 16.5), ("s4", 53.1)] {
      rows.expect("\(id) expected-visits", value, value, within: 2e-6)
    }
  }

  /// s1 and s2 alone, always open, and c1 (1 and 3 blocks away), c2 (2 and 2), c5 (3 and 3). A zone of one block, shorter
  /// than the cutoff, leaves c2 and c5 out; one of four, longer than it, has all of them, half each.
  @Test(arguments: [("3min", 24.0, 0.0, 28.8), ("10min", 26.4, 26.4, 0)])
  func zonesAreTheReach(_ zone: String, _ s1: Double, _ s2: Double, _ unserved: Double) throws {
    let stations = HandMadeTown.layers["stations.csv"]!.split(separator: "\n").prefix(3).joined(separator: "\n")
      .replacingOccurrences(of: "周二至周日 9:00-21:00", with: "24/7")
    let communities = HandMadeTown.layers["communities.csv"]!.split(separator: "\n")
      .filter { line in ["id,", "c1,", "c2,", "c5,"].contains { line.hasPrefix($0) } }.joined(separator: "\n")
    let run = try Self.run(
      Self.town(
        "visits: {residents: 0.24}\n  visits_to: e2sfca",
        ["stations.csv": stations + "\n", "communities.csv": communities + "\n"], siting: "{new: 0}",
        access: "{zones: [\(zone)], weights: [1]}"))
    let rows = try Self.stations(run)
    rows.expect("s1 expected-visits", s1, s1)
    rows.expect("s2 expected-visits", s2, s2)
    try Self.district(run).expect("communities unserved-visits", unserved, unserved)
  }

  /// Nobody open all week: everybody is unserved, and nothing falls over.
  @Test func allClosedAllWeek() throws {
    let stations = "id,name,kind,hours,seats,lon,lat\ns1,S1,station,off,4,105,0\n"
    let run = try Self.run(
      Self.town("visits: {residents: 0.24}", ["stations.csv": stations], siting: "{new: 0}"))
    let rows = try Self.stations(run)
    rows.expect("s1 expected-visits", 0, 0)
    rows.expect("s1 peak-occupancy", 0, 0)
    rows.expect("s1 peak-hour", nil, nil)
    rows.expect("s1 hours-over-seats", 0, 0)
    try Self.district(run).expect("unserved-visits", 240, 240)
  }

  /// A column of seats is no capacity in visits a day, unless the file says so.
  @Test func seatsAreNoCapacity() throws {
    let plain = try Self.stations(Self.run(Self.town(Self.visits)))
    #expect(!plain.rows.contains { $0["figure"] == "capacity" })
    let stated = try Self.town(
      Self.visits, replacing: ("stations.csv, crs: wgs84!", "stations.csv, crs: wgs84!, fields: {capacity: seats}"))
    try Self.stations(Self.run(stated)).expect("s1 capacity", 10, 10)
  }

  /// The trade names nobody: the message lists who there is.
  @Test(arguments: ["run", "check"]) func rateOfNobody(_ command: String) throws {
    let folder = try Self.town("visits: {takeaways: 0.3}")
    let outcome = try Command.run([command, folder.path + "/analysis.yaml", "--quiet"])
    #expect(outcome.code == 1, "\(outcome)")
    for words in [
      "coverage.visits.takeaways", "“takeaways” is no kind of demand", "Did you mean “takeaway”?",
      "the trades are express, takeaway",
    ] {
      #expect(outcome.errors.contains(words), "\(words): \(outcome.errors)")
    }
  }

  // MARK: Capacities

  /// Residents alone, 0.24 a day. s1 and s2 have room for 50 of the 72 of c1, c2 and c4; s3 for 30 of the 38.4 of c6 and c7,
  /// s4 for 40 of the 38.4 of c8 and c10 and of c7: 70 in all; s5 for 30 of 36: 150 of 240 today. New stations serve 20 each:
  /// k1 20 of the 24 of c12, k2 the 14.4 of c3, k3 the 9.6 of c5.
  @Test(arguments: [(1, 170.0, ["k1"]), (2, 184.4, ["k1", "k2"]), (3, 194, ["k1", "k2", "k3"])])
  func visitsServedWithinCapacities(_ new: Int, _ served: Double, _ chosen: [String]) throws {
    let stations = Self.stationLayer("capacity", ["s1": "30", "s2": "20", "s3": "30", "s4": "40", "s5": "30"])
    let run = try Self.run(
      Self.town(
        "visits: {residents: 0.24}", stations,
        siting: "{new: \(new), constraints: {capacity: visits}, builds_with: {capacity: 20}}"))
    let plan = try #require(try run.object("summary.json")["siting"] as? [String: Any])
    #expect(plan["status"] as? String == "optimal" && plan["chosen"] as? [String] == chosen, "\(plan)")
    #expect(
      abs((plan["value"] as? Double ?? 0) - served / 240) < 1e-9 && plan["bound"] as? Double == plan["value"] as? Double
    )
    #expect(plan["bound_by"] as? [String] == [new == 3 ? "candidates" : "number"], "\(plan)")
    let order = try run.table("build_order")
    #expect(order.map { $0["id"] } == chosen)
    #expect(abs((order[0]["cumulative_share"].flatMap(Double.init) ?? 0) - 170.0 / 240) < 1e-6, "\(order)")
    // The allocation that was solved: nobody serves more than it can, and nobody is served more than asked for.
    let allocation = try run.table("allocation")
    func sum(_ column: String, _ id: String) -> Double {
      allocation.filter { $0[column] == id }.reduce(0) { $0 + ($1["visits"].flatMap(Double.init) ?? .nan) }
    }
    let rooms = ["s1": 30.0, "s2": 20, "s3": 30, "s4": 40, "s5": 30, "k1": 20, "k2": 14.4, "k3": 9.6]
    for (site, room) in rooms where site.hasPrefix("s") || chosen.contains(site) {
      #expect(sum("station", site) <= room + 1e-6, "\(site)")
    }
    for (owner, visits) in ["c1": 24.0, "c2": 19.2, "c4": 28.8, "c6": 21.6, "c7": 16.8, "c8": 26.4, "c11": 36] {
      #expect(sum("demand", owner) <= visits + 1e-6, "\(owner)")
    }
    #expect(abs(rooms.keys.reduce(0) { $0 + sum("station", $1) } - served) < 1e-5)
    #expect(abs(sum("demand", "c11") - 30) < 1e-6 && abs(sum("station", "k1") - 20) < 1e-6)
    let assumptions = try #require(try run.object("summary.json")["assumptions"] as? [[String: Any]])
    let told = assumptions.first { $0["id"] as? String == "capacities" }?["en"] as? String
    #expect(told?.contains("the weights of the kinds do not apply") == true)
  }

  /// One host beyond the budget. One two blocks from c1 alone would take c1 from s1, which then has room for c2: money is
  /// what is missing. One where nobody lives would serve nobody.
  @Test(arguments: [("k,K,100,104.9946100,-0.0040698", "budget"), ("k,K,100,105.0134750,0.0122094", "nothing-left")])
  func whatBindsThePlan(_ host: String, _ limit: String) throws {
    var files = Self.stationLayer("capacity", ["s1": "30", "s2": "20", "s3": "30", "s4": "40", "s5": "30"])
    files["candidates.csv"] = "id,name,cost_yuan,lon,lat\n\(host)\n"
    let run = try Self.run(
      Self.town(
        "visits: {residents: 0.24}", files,
        siting: "{budget: 50, constraints: {capacity: visits}, builds_with: {capacity: 20}}"))
    let plan = try #require(try run.object("summary.json")["siting"] as? [String: Any])
    #expect(plan["new"] as? Int == 0 && plan["bound_by"] as? [String] == [limit], "\(plan)")
    #expect(abs((plan["value"] as? Double ?? 0) - 150.0 / 240) < 1e-9)
  }

  /// A station without a capacity is named, with how to mend it.
  @Test func everyStationHasACapacity() throws {
    let folder = try Self.town(
      "visits: {residents: 0.24}", Self.stationLayer("capacity", ["s1": "30", "s3": "0", "s4": "40", "s5": "30"]),
      siting: "{constraints: {capacity: visits}, builds_with: {capacity: 20}}")
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"])
    #expect(outcome.code == 1, "\(outcome)")
    for words in ["stations, record s2 (S2): no capacity", "inputs.stations.fields.capacity"] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
  }

  /// Stations of capacity 0 serve nobody; with a budget for one host the dearer one is out of reach.
  @Test func nothingToServeWith() throws {
    let stations = Self.stationLayer("capacity", ["s1": "0", "s2": "0", "s3": "0", "s4": "0", "s5": "0"])
    let run = try Self.run(
      Self.town(
        "visits: {residents: 0.24}", stations,
        siting: "{new: 2, budget: 150, constraints: {capacity: visits}, builds_with: {capacity: 0}}"))
    let plan = try #require(try run.object("summary.json")["siting"] as? [String: Any])
    #expect(plan["value"] as? Double == 0 && plan["bound"] as? Double == 0, "\(plan)")
    #expect(try run.table("allocation").isEmpty)
  }
}
