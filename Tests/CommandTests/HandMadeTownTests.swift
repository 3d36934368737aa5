import Foundation
import Testing

/// With what and when, in the town of `HandMadeTown`: services, the full set, periods, hours, and where something
/// lacks.
struct HandMadeTownTests {
  private let run: TownRun

  init() throws { run = try HandMadeTown.typical.get() }

  // MARK: With what

  /// Who has a service is whoever has a station with it within two blocks. Of the residents s1 serves c1 c2 = 180, s2
  /// c2 c4 = 200, s3 c6 c7 = 160, s4 c7 c8 c10 = 230, s5 c11 = 150:
  ///
  ///     drink, rest    all stations        c1 c2 c4 c6 c7 c8 c10 c11 = 770, as any station
  ///     heat-food      s1 s4 s5            180 + 230 + 150 = 560
  ///     charge         all but s3          770 less c6 = 680 (c7 has s4 as well)
  ///     warm           s1 s2 s5            c1 c2 c4 c11 = 450
  ///     cool           s2 s5               c2 c4 c11 = 350
  ///     first-aid      s3 s4               c6 c7 c8 c10 = 320
  ///     full set       at one: s4 (its kind's four), s5 = 230 + 150 = 380; together: also c2, as s2 has the cool
  ///                    that s1 lacks and s1 the heat-food that s2 lacks = 460
  ///
  /// k1 and k2 bring drink, rest and charge to c12 and c3 = 160 more, and no full set.
  @Test func servicesOfResidents() throws {
    let services = try run.figures("services", by: ["level", "name", "kind", "service"])
    // Per service: the district, West (400), East (350), North (250); today, and what the plan adds to each.
    let served: [(service: String, today: [Double], more: [Double])] = [
      ("any", [770, 300, 320, 150], [160, 60, 0, 100]), ("drink", [770, 300, 320, 150], [160, 60, 0, 100]),
      ("rest", [770, 300, 320, 150], [160, 60, 0, 100]), ("heat-food", [560, 180, 230, 150], [0, 0, 0, 0]),
      ("charge", [680, 300, 230, 150], [160, 60, 0, 100]), ("warm", [450, 300, 0, 150], [0, 0, 0, 0]),
      ("cool", [350, 200, 0, 150], [0, 0, 0, 0]), ("first-aid", [320, 0, 320, 0], [0, 0, 0, 0]),
      ("full-set-at-one", [380, 0, 230, 150], [0, 0, 0, 0]),
      ("full-set-together", [460, 80, 230, 150], [0, 0, 0, 0]),
    ]
    let groups: [(key: String, people: Double)] = [
      ("district communities", 1000), ("town West communities", 400), ("town East communities", 350),
      ("town North communities", 250),
    ]
    for (service, today, more) in served {
      for (group, (key, people)) in groups.enumerated() {
        services.expect(
          "\(key) \(service)", weight: people, today[group] / people, (today[group] + more[group]) / people)
      }
    }
    // 3 districts, 3 towns of residents and 3 of workers, 2 trades of workers and 2 of routes, 12 communities, 2
    // routes: 27 groups, each with any, the seven and the full set in two ways.
    #expect(services.rows.count == 27 * 10)
    #expect(services.rows.allSatisfy { $0["figure"] == "covered-share" })
    // Every row carries its town, its name and the machine's id.
    let rows = services.rows.filter { $0["level"] == "community" && $0["id"] == "c7" }
    #expect(rows.count == 10 && rows.allSatisfy { $0["town"] == "East" && $0["name"] == "C7" })
  }

  /// Heads: s1 and s2 serve w1 (20), together with all six; s3 serves w2 (30), which lacks charge of the four; s5
  /// serves w3 (40) with the six. k1 brings drink, rest and charge to w4 (10). Trip-km: s2 serves r1 (3) without
  /// heat-food; k1 brings the three to r2 (6).
  @Test func servicesOfWorkersAndRoutes() throws {
    let services = try run.figures("services", by: ["level", "name", "kind", "service"])
    for (service, takeaway, express, more) in [
      ("any", 50.0, 40.0, 10.0), ("drink", 50, 40, 10), ("rest", 50, 40, 10), ("heat-food", 20, 40, 0),
      ("charge", 20, 40, 10), ("warm", 20, 40, 0), ("cool", 20, 40, 0), ("first-aid", 30, 0, 0),
      ("full-set-at-one", 0, 40, 0), ("full-set-together", 20, 40, 0),
    ] {
      services.expect("trade takeaway workers \(service)", weight: 50, takeaway / 50, takeaway / 50)
      services.expect("trade express workers \(service)", weight: 50, express / 50, (express + more) / 50)
      let all = takeaway + express
      services.expect("district workers \(service)", weight: 100, all / 100, (all + more) / 100)
    }
    let three = ["any", "drink", "rest", "charge"]
    for service in three + ["warm", "cool"] { services.expect("trade takeaway routes \(service)", weight: 3, 1, 1) }
    for service in ["heat-food", "first-aid", "full-set-at-one", "full-set-together"] {
      services.expect("district routes \(service)", weight: 9, 0, 0)
    }
    for service in three { services.expect("route R2 routes \(service)", weight: 6, 0, 1) }
    services.expect("district routes charge", weight: 9, 3 / 9, 1)
    services.expect("district routes cool", weight: 9, 3 / 9, 3 / 9)
    // Workers have the town of their record; w4 has none.
    services.expect("town North workers any", weight: 40, 1, 1)
    services.expect("town East workers heat-food", weight: 30, 0, 0)
  }

  /// A community is a point, so it has a service or has it not.
  private static let had: [String: String] = [
    "C1": "any drink rest heat-food charge warm",
    "C2": "any drink rest heat-food charge warm cool full-set-together", "C3": "",
    "C4": "any drink rest charge warm cool", "C5": "", "C6": "any drink rest first-aid",
    "C7": "any drink rest heat-food charge first-aid full-set-at-one full-set-together",
    "C8": "any drink rest heat-food charge first-aid full-set-at-one full-set-together", "C9": "",
    "C10": "any drink rest heat-food charge first-aid full-set-at-one full-set-together",
    "C11": "any drink rest heat-food charge warm cool full-set-at-one full-set-together", "C12": "",
  ]
  private static let counted = ["drink", "rest", "heat-food", "charge", "warm", "cool", "first-aid"]

  @Test func servicesPerCommunity() throws {
    let services = try run.figures("services", by: ["level", "name", "kind", "service"])
    for (community, words) in Self.had {
      let had = Set(words.split(separator: " ").map(String.init))
      let built: Set<String> = ["C3", "C12"].contains(community) ? ["any", "drink", "rest", "charge"] : []
      for service in Self.counted + ["any", "full-set-at-one", "full-set-together"] {
        services.expect(
          "community \(community) communities \(service)", had.contains(service) ? 1 : 0,
          had.union(built).contains(service) ? 1 : 0)
      }
    }
  }

  /// What is missing where: of the seven, those that the table above does not name. Nobody has all seven.
  @Test func missingServices() throws {
    let layer = try run.properties("missing_services")
    let missing = Dictionary(
      uniqueKeysWithValues: layer.map { ($0["name"] as? String ?? "", $0["missing"] as? String ?? "") })
    let expected = Self.had.mapValues { words in
      let had = Set(words.split(separator: " ").map(String.init))
      return Self.counted.filter { !had.contains($0) }.joined(separator: ",")
    }
    #expect(missing == expected && missing["C6"] == "heat-food,charge,warm,cool" && missing["C11"] == "first-aid")
    #expect(layer.count == 12 && layer.first { $0["name"] as? String == "C6" }?["missing_count"] as? Int == 4)
    #expect(layer.reduce(0) { $0 + ($1["weight"] as? Double ?? 0) } == 1000)
  }

  // MARK: When

  /// Hours of each period in which each station is open. Day is Mo-Fr 8-18, 5 x 10 = 50 h; night 22-6, 7 x 8 = 56 h;
  /// weekend Sa and Su 10-16, 2 x 6 = 12 h.
  ///
  ///     s1, s4 always (s4: nobody knows, counts as open)   50   56   12
  ///     s2 Tu-Su 9-21        day Tu-Fr 9-18 = 4 x 9        36    0   12
  ///     s3 20-2              night 22-2 = 7 x 4             0   28    0
  ///     s5 Mo-Fr 8-18, Sa 10-14                            50    0    4
  ///     k1, k2 8-20                                        50    0   12
  ///
  /// Stations relay: what c2 has is s1 or s2, c7 s3 or s4; both have a station that is always open.
  @Test func periodsPerCommunity() throws {
    let periods = try run.figures("periods", by: ["level", "name", "kind", "period", "figure"])
    let always: [Double] = [50, 56, 12]
    let none: [Double] = [0, 0, 0]
    let hours: [(community: String, people: Double, today: [Double], plan: [Double])] = [
      ("C1", 100, always, always), ("C2", 80, always, always), ("C3", 60, none, [50, 0, 12]),
      ("C4", 120, [36, 0, 12], [36, 0, 12]), ("C5", 40, none, none), ("C6", 90, [0, 28, 0], [0, 28, 0]),
      ("C7", 70, always, always), ("C8", 110, always, always), ("C9", 30, none, none), ("C10", 50, always, always),
      ("C11", 150, [50, 0, 4], [50, 0, 4]), ("C12", 100, none, [50, 0, 12]),
    ]
    for (community, people, today, plan) in hours {
      for (period, name) in ["day", "night", "weekend"].enumerated() {
        let key = "community \(community) communities \(name)"
        let (served, planned, whole) = (today[period], plan[period], always[period])
        periods.expect("\(key) person-hours", weight: people * whole, served / whole, planned / whole)
        periods.expect("\(key) throughout", weight: people, served == whole ? 1 : 0, planned == whole ? 1 : 0)
        periods.expect("\(key) ever", weight: people, served > 0 ? 1 : 0, planned > 0 ? 1 : 0)
      }
    }
    #expect(periods.rows.count == 27 * 3 * 4, "groups, periods, figures")
  }

  /// Person-hours today and with the plan, of so many; people throughout and ever, of so many.
  private struct Served {
    var key: String
    var hours: (today: Double, plan: Double, of: Double)
    var throughout: (today: Double, plan: Double)
    var ever: (today: Double, plan: Double)
    var people: Double

    func expect(in periods: TownFigures) {
      periods.expect("\(key) person-hours", weight: hours.of, hours.today / hours.of, hours.plan / hours.of)
      periods.expect("\(key) throughout", weight: people, throughout.today / people, throughout.plan / people)
      periods.expect("\(key) ever", weight: people, ever.today / people, ever.plan / people)
    }
  }

  /// By day c1 c2 c7 c8 c10 c11 = 560 are served throughout, c4 36 h, c6 never; by night c1 c2 c7 c8 c10 = 410
  /// throughout, c6 28 h; at weekends c1 c2 c4 c7 c8 c10 = 530 throughout, c11 4 h. The plan adds c3 and c12 = 160 by
  /// day and at weekends.
  @Test func periodsOfResidents() throws {
    let periods = try run.figures("periods", by: ["level", "name", "kind", "period", "figure"])
    for served in [
      // 560 x 50 + 120 x 36 = 32,320; + 160 x 50.
      Served(
        key: "district communities day", hours: (32_320, 40_320, 50_000), throughout: (560, 720), ever: (680, 840),
        people: 1000),
      // c1 c2 180 x 50 + c4 120 x 36 = 13,320; + c3 60 x 50.
      Served(
        key: "town West communities day", hours: (13_320, 16_320, 20_000), throughout: (180, 240), ever: (300, 360),
        people: 400),
      // c7 c8 c10 = 230.
      Served(
        key: "town East communities day", hours: (11_500, 11_500, 17_500), throughout: (230, 230), ever: (230, 230),
        people: 350),
      Served(
        key: "town North communities day", hours: (7500, 12_500, 12_500), throughout: (150, 250), ever: (150, 250),
        people: 250),
      // 410 x 56 + 90 x 28 = 25,480; the new stations are closed.
      Served(
        key: "district communities night", hours: (25_480, 25_480, 56_000), throughout: (410, 410), ever: (500, 500),
        people: 1000),
      Served(
        key: "town West communities night", hours: (10_080, 10_080, 22_400), throughout: (180, 180), ever: (180, 180),
        people: 400),
      // 230 x 56 + 90 x 28 = 15,400.
      Served(
        key: "town East communities night", hours: (15_400, 15_400, 19_600), throughout: (230, 230), ever: (320, 320),
        people: 350),
      Served(
        key: "town North communities night", hours: (0, 0, 14_000), throughout: (0, 0), ever: (0, 0), people: 250),
      // 530 x 12 + 150 x 4 = 6,960; + 160 x 12.
      Served(
        key: "district communities weekend", hours: (6960, 8880, 12_000), throughout: (530, 690), ever: (680, 840),
        people: 1000),
      Served(
        key: "town West communities weekend", hours: (3600, 4320, 4800), throughout: (300, 360), ever: (300, 360),
        people: 400),
      // c11 150 x 4 = 600; + c12 100 x 12.
      Served(
        key: "town North communities weekend", hours: (600, 1800, 3000), throughout: (0, 100), ever: (150, 250),
        people: 250),
    ] { served.expect(in: periods) }
  }

  /// w2 is there 11-13 and 17-23 only: by day 11-13 and 17-18, 5 x 3 = 15 h; by night 22-23, 7 h, when s3 is open; at
  /// weekends 11-13, 4 h. Throughout and ever mean the time in which one is there.
  @Test func periodsOfWorkersAndRoutes() throws {
    let periods = try run.figures("periods", by: ["level", "name", "kind", "period", "figure"])
    for served in [
      // w1 20 x 50, w3 40 x 50 of 20 x 50 + w2 30 x 15 + 40 x 50 + w4 10 x 50 = 3,950; + w4.
      Served(
        key: "district workers day", hours: (3000, 3500, 3950), throughout: (60, 70), ever: (60, 70), people: 100),
      Served(
        key: "trade takeaway workers day", hours: (1000, 1000, 1450), throughout: (20, 20), ever: (20, 20), people: 50),
      Served(
        key: "trade express workers day", hours: (2000, 2500, 2500), throughout: (40, 50), ever: (40, 50), people: 50),
      // w1 20 x 56 and w2 30 x 7 of these, w3 40 x 56 and w4 10 x 56 = 4,130.
      Served(
        key: "district workers night", hours: (1330, 1330, 4130), throughout: (50, 50), ever: (50, 50), people: 100),
      Served(
        key: "trade takeaway workers night", hours: (1330, 1330, 1330), throughout: (50, 50), ever: (50, 50),
        people: 50),
      Served(key: "trade express workers night", hours: (0, 0, 2800), throughout: (0, 0), ever: (0, 0), people: 50),
      // w1 20 x 12 and w3 40 x 4 of 240 + w2 30 x 4 + w3 480 + w4 120 = 960; k2 opens for w3 all 12 h, k1 for w4.
      Served(
        key: "district workers weekend", hours: (400, 840, 960), throughout: (20, 70), ever: (60, 70), people: 100),
      Served(
        key: "trade express workers weekend", hours: (160, 600, 600), throughout: (0, 50), ever: (40, 50), people: 50),
      Served(key: "town East workers night", hours: (210, 210, 210), throughout: (30, 30), ever: (30, 30), people: 30),
      Served(
        key: "town North workers weekend", hours: (160, 480, 480), throughout: (0, 40), ever: (40, 40), people: 40),
      // r1 has s2: 3 x 36 of 9 x 50; k1 brings 6 x 50.
      Served(key: "district routes day", hours: (108, 408, 450), throughout: (0, 6), ever: (3, 9), people: 9),
      Served(key: "district routes night", hours: (0, 0, 504), throughout: (0, 0), ever: (0, 0), people: 9),
      Served(key: "trade takeaway routes weekend", hours: (36, 36, 36), throughout: (3, 3), ever: (3, 3), people: 3),
      Served(key: "route R2 routes weekend", hours: (0, 72, 72), throughout: (0, 6), ever: (0, 6), people: 6),
    ] { served.expect(in: periods) }
  }

  /// Of 1,000 residents 410 (c1 c2 c7 c8 c10) always have somebody; c4 120 with s2 Tu-Su 9-21; c6 90 with s3 20-2;
  /// c11 150 with s5 Mo-Fr 8-18, Sa 10-14; c3 and c12 160 with the new ones 8-20. Of the takeaway riders w1 20
  /// always; w2 30 is there at 11, 12 and 17 to 22 o'clock and served from 20 on.
  @Test func hoursOfTheWeek() throws {
    let table = try run.figures("hours", by: ["level", "name", "kind", "weekday", "hour"])
    for day in 1...7 {
      for hour in 0...23 {
        var people = 410.0
        if day >= 2, (9...20).contains(hour) { people += 120 }
        if hour >= 20 || hour < 2 { people += 90 }
        if day <= 5, (8...17).contains(hour) { people += 150 }
        if day == 6, (10...13).contains(hour) { people += 150 }
        let built = (8...19).contains(hour) ? 160.0 : 0
        table.expect("district communities \(day) \(hour)", people / 1000, (people + built) / 1000)
        let riders = [11, 12, 17, 18, 19].contains(hour) ? 20.0 / 50 : 1
        table.expect("trade takeaway workers \(day) \(hour)", riders, riders)
        // w2 is the only one of the town East: without anybody there a share has no meaning.
        let alone: Double? = (20...22).contains(hour) ? 1 : [11, 12, 17, 18, 19].contains(hour) ? 0 : nil
        table.expect("town East workers \(day) \(hour)", alone, alone)
      }
    }
    // 3 districts, 6 towns, 4 trades.
    #expect(table.rows.count == 13 * 168)
    #expect(try run.text("report.html").contains("5个驿站中1个全天24小时开放"), "s1; nobody knows of s4")
  }

  /// Residents with nobody open at some or all minutes of a period, those far from any station among them.
  @Test func periodGaps() throws {
    let found = try run.properties("period_gaps").map { row in
      ["period", "community", "served"].map { row[$0] as? String ?? "" }.joined(separator: " ")
    }
    #expect(
      Set(found) == [
        "day c3 never", "day c4 sometimes", "day c5 never", "day c6 never", "day c9 never", "day c12 never",
        "night c3 never", "night c4 never", "night c5 never", "night c6 sometimes", "night c9 never",
        "night c11 never", "night c12 never", "weekend c3 never", "weekend c5 never", "weekend c6 never",
        "weekend c9 never", "weekend c11 sometimes", "weekend c12 never",
      ])
    #expect(found.count == 19)
  }

  // MARK: summary.json

  /// The district's rows of the tables once more.
  @Test func summary() throws {
    let summary = try run.object("summary.json")
    func figures(_ state: String, _ path: String...) throws -> [String: Double] {
      var object = try #require(summary[state] as? [String: Any])
      for key in path { object = try #require(object[key] as? [String: Any], "\(state) \(path)") }
      return object.compactMapValues { $0 as? Double }
    }
    func expect(_ found: [String: Double], _ residents: Double, _ workers: Double, _ routes: Double) {
      for (kind, share) in ["communities": residents, "workers": workers, "routes": routes] {
        #expect(abs((found[kind] ?? .infinity) - share) <= 1e-6, "\(kind): \(found), not \(share)")
      }
    }
    try expect(figures("coverage", "full_set", "full_set_at_one"), 0.38, 0.4, 0)
    try expect(figures("coverage", "full_set", "full_set_together"), 0.46, 0.6, 0)
    try expect(figures("coverage_with_plan", "full_set", "full_set_together"), 0.46, 0.6, 0)
    try expect(figures("coverage", "services", "charge"), 0.68, 0.6, 3.0 / 9)
    try expect(figures("coverage_with_plan", "services", "charge"), 0.84, 0.7, 1)
    try expect(figures("coverage", "periods", "day", "person_hours"), 0.6464, 3000.0 / 3950, 108.0 / 450)
    try expect(figures("coverage_with_plan", "periods", "day", "person_hours"), 0.8064, 3500.0 / 3950, 408.0 / 450)
    try expect(figures("coverage", "periods", "night", "person_hours"), 0.455, 1330.0 / 4130, 0)
    try expect(figures("coverage", "periods", "night", "throughout"), 0.41, 0.5, 0)
    try expect(figures("coverage_with_plan", "periods", "weekend", "ever"), 0.84, 0.7, 1)
    #expect(try figures("coverage", "communities")["share"] == 0.77)
    let siting = try #require(summary["siting"] as? [String: Any])
    // 0.2 x 0.93 + 0.4 x 1 + 0.4 x 1.
    #expect(siting["chosen"] as? [String] == ["k1", "k2"] && abs((siting["value"] as? Double ?? 0) - 0.986) < 1e-6)
    // s4: with it closed c8 c10 have nobody and c7 only s3, by day 32,320 - 230 x 50 = 20,820 of 50,000; at weekends,
    // which lose as much, 6,960 - 230 x 12 = 4,200 of 12,000.
    let assumptions = try #require(summary["assumptions"] as? [[String: Any]])
    let unknown = assumptions.first { $0["id"] as? String == "unknown-hours" }?["en"] as? String ?? ""
    #expect(
      unknown.contains("64.6%") && unknown.contains("41.6%") || unknown.contains("58.0%") && unknown.contains("35.0%"),
      "\(unknown)")
  }
}
