import Analysis
import Foundation
import Model
import Testing

/// What is refused of `siting.options`, `siting.value` and `siting.phases`, what is only told, and a scene by hand.
struct ActKeyTests {
  /// A station at the origin with drink, open 08:00-12:00; 100 people beside it, 300 people 1,113 m east, where a host is.
  private static func scene(_ siting: String, _ more: [String: String] = [:]) throws -> ScratchFolder {
    var files = [
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv, candidates: {file: k.csv, cost: yuan}}
      circle: {cutoff: 500m, measure: circle}
      coverage:
        services: [drink, heat-food]
        periods: {day: "08:00-16:00", night: "20:00-24:00"}
      siting:
        \(siting.replacing("\n", with: "\n  "))
      """, "s.csv": "id,name,services,hours,microwave,lon,lat\ns,S,drink,08:00-12:00,70,105,0\n",
      "c.csv": "id,name,population,lon,lat\nc1,c1,100,105.001,0\nc2,c2,300,105.01,0\n",
      "k.csv": "id,name,yuan,lon,lat\nk,K,1000,105.0101,0\n",
    ]
    files.merge(more) { $1 }
    return try ScratchFolder(files)
  }

  @Test(arguments: [
    ("options: {upgrade: {heat-food: 600}}", "options need a limit"),
    ("budget: 5\noptions: {upgrade: {heat-food: }}", "siting.options.upgrade"),
    ("budget: 5\noptions: {upgrade: {heat-food: -3}}", "a price of -3"),
    ("budget: 5\noptions: {upgrade: {sauna: 600}}", "nobody counts the service sauna"),
    ("budget: 5\noptions: {upgrade: {六能: 600}}", "stands for several services"),
    ("budget: 5\noptions: {upgrade: {微波炉: 600, heat-food: 5}}", "has a price already"),
    ("budget: 5\noptions: {extend: [{hours: 06:00-22:00}]}", "“06:00-22:00” has no price"),
    ("budget: 5\noptions: {extend: [{cost: 30000}]}", "has a price and no hours"),
    ("budget: 5\noptions: {extend: [{hours: soon, cost: 3}]}", "“soon” is not understood"),
    ("budget: 5\noptions: {build: {default: {cost: 5, hours: x}}}", "“x” is not understood"),
    (
      "budget: 5\noptions: {upgrade: {heat-food: 6}}\nvalue: {periods: {noon: 1}}",
      "no period “noon” under coverage.periods: day, night"
    ),
    ("budget: 5\noptions: {upgrade: {heat-food: 6}}\nvalue: {services: {charge: 1}}", "charge is not counted"),
    ("budget: 5\noptions: {upgrade: {heat-food: 6}}\nvalue: {services: {drink: 0}}", "every value is zero"),
    ("budget: 5\nvalue: {services: {drink: 1}}", "value belongs to siting.options"),
    ("budget: 5\nprogramme: final\noptions: {upgrade: {heat-food: 6}}", "programme belongs to siting.phases"),
    ("phases: [{year: 2028, budget: 5}, {year: 2027, budget: 5}]", "2027 stands after 2028"),
    ("phases: [{year: 2028, budget: 5}, {year: 2028, budget: 5}]", "2028 stands after 2028"),
    ("phases: [{year: 2028}]", "a phase has a year and a budget"),
    ("budget: 9\nphases: [{year: 2028, budget: 5}]", "siting.phases has the budget of each year"),
    ("objective: full-coverage\noptions: {upgrade: {heat-food: 6}}", "belong to max-coverage"),
    ("budget: 5\nalternatives: {count: 2}\noptions: {upgrade: {heat-food: 6}}", "alternatives does not go with"),
  ])
  func mistakes(siting: String, words: String) throws {
    let folder = try Self.scene(siting)
    #expect {
      try folder.analysis()
    } throws: { error in
      "\(error)".contains(words)
    }
  }

  private func plan(_ siting: String, _ more: [String: String] = [:]) async throws -> ActPlan {
    try #require(try await runAnalysis(try Self.scene(siting, more).analysis()).siting.acts)
  }

  /// Drink and food in twelve hours of a day: 2 x 12 x 400 = 9,600 person-hours in all. Today the station gives drink to 100
  /// people in four hours: 400. Food there adds 400 more.
  @Test func byHand() async throws {
    let values = "\nvalue: {periods: {day: 1, night: 1}}"
    let options = "options: {build: false, upgrade: {heat-food: 600}, extend: [{hours: 08:00-16:00, cost: 900}]}"
    let food = try await plan("budget: 600\n\(options)\(values)")
    #expect(food.acts.map(\.act.kind) == [.upgrade] && food.status == .optimal)
    #expect(isNear(food.today, 400 / 9600) && isNear(food.value, 800 / 9600))
    // 900 yuan: four hours more of drink are worth as much as food, and either may be taken, not both.
    let either = try await plan("budget: 1400\n\(options)\(values)")
    #expect(either.acts.count == 1 && isNear(either.value, 800 / 9600))
    // Both: drink and food in eight hours. The first brings most for its yuan: food.
    let both = try await plan("budget: 1500\n\(options)\(values)")
    #expect(both.acts.map(\.act.kind) == [.upgrade, .extend] && isNear(both.value, 1600 / 9600))
    #expect(isNear(both.acts[0].gain, 400 / 9600) && isNear(both.acts[1].gain, 800 / 9600))
    // Without one of them the other serves 800: each is missed by what it adds to the other.
    #expect(both.acts.allSatisfy { isNear($0.loss, 800 / 9600) })
    #expect(isNear(both.acts[1].gainPerTenThousand, 800 / 9600 / 900 * 10_000))
    #expect(both.yuan == 1500 && both.mixes.map(\.name) == [.equipment])
  }

  /// A minute of the night counts three times: 300 people for four hours at night are worth 3,600, and 2,400 by day.
  @Test func theValueOfMinutes() async throws {
    let siting = """
      budget: 1000
      options:
        build: {default: [{hours: 08:00-16:00, services: [drink]}, {hours: 20:00-24:00, services: [drink]}]}
      value: {periods: {day: 1, night: VALUE}}
      """
    let night = try await plan(siting.replacing("VALUE", with: "3"))
    #expect(night.acts.map(\.act.hours) == ["20:00-24:00"])
    #expect(isNear(night.value, Double(400 + 3600) / Double(2 * 400 * (8 + 12))))
    let day = try await plan(siting.replacing("VALUE", with: "1"))
    #expect(day.acts.map(\.act.hours) == ["08:00-16:00"])
    #expect(day.periods.map(\.name) == ["day", "night"])
    #expect(isNear(day.periods[0].withPlan, Double(400 + 2400) / Double(2 * 400 * 8)) && day.periods[1].withPlan == 0)
  }

  /// The price stands in a column of the stations; a blank cell means that it cannot be had.
  @Test func pricesOfTheLedger() async throws {
    let siting = "budget: 100\noptions: {build: false, upgrade: {heat-food: microwave}}"
    #expect(try await plan(siting).acts.map(\.act.yuan) == [70])
    let blank = try await plan(
      siting, ["s.csv": "id,name,services,hours,microwave,lon,lat\ns,S,drink,08:00-12:00,,105,0\n"])
    #expect(blank.acts.isEmpty && blank.status == .optimal && blank.value == blank.today)
    #expect(blank.warnings.contains { $0.english.contains("no station lacks it and has a price") })
    await #expect {
      try await plan(siting, ["s.csv": "id,name,services,hours,lon,lat\ns,S,drink,08:00-12:00,105,0\n"])
    } throws: { error in
      "\(error)".contains("there is no field “microwave”")
    }
  }

  @Test func oddPrices() async throws {
    let shorter = try await plan("budget: 9\noptions: {extend: [{hours: 09:00-11:00, cost: 3}]}")
    #expect(shorter.warnings.contains { $0.english.contains("no station that has a price would open longer") })
    let dear = try await plan("budget: 9\noptions: {upgrade: {heat-food: 5000}}")
    #expect(
      dear.acts.isEmpty
        && dear.warnings.contains { $0.english.contains("more than the cheapest new station (1000 yuan)") })
    #expect(dear.warnings.contains { $0.english.contains("the cheapest act costs 1000 yuan, the budget is 9") })
    let rich = try await plan("budget: 1e12\noptions: {upgrade: {heat-food: 600}}")
    #expect(rich.acts.count == 2 && rich.yuan == 1600 && rich.status == .optimal)
    let unknown = try await plan("budget: 9\noptions: {extend: [{hours: 24/7, cost: 3, stations: [zz]}]}")
    #expect(unknown.warnings.contains { $0.english.contains("there is no station “zz”") })
  }

  /// Coverage alone, by phases without options: 1,000 yuan build the host in the second year.
  @Test func phasesOfPlaces() async throws {
    let plan = try await plan("phases: [{year: 2027, budget: 600}, {year: 2028, budget: 600}]")
    #expect(plan.acts.map(\.year) == [2028] && plan.yuan == 1000)
    #expect(isNear(plan.today, 0.25) && isNear(plan.value, 1))
    #expect(plan.eachYear.map(\.spent) == [0, 1000] && plan.eachYear.map(\.budget) == [600, 1200])
  }

  /// One schedule for a station, over all years too: 250 buys four hours of drink for 100 people in the first year, and the
  /// second year's money buys nothing more; all the money at once buys eight.
  @Test func oneScheduleOverAllYears() async throws {
    let plan = try await plan(
      "phases: [{year: 2027, budget: 250}, {year: 2028, budget: 600}]\n"
        + "options: {build: false, extend: [{hours: 12:00-16:00, cost: 250}, {hours: 12:00-20:00, cost: 600}]}")
    #expect(plan.acts.map(\.act.hours) == ["12:00-16:00"] && plan.acts.map(\.year) == [2027])
    let most = 2.0 * 400 * 24
    #expect(isNear(plan.value, 800 / most) && isNear(plan.finalBound, 1200 / most))
    #expect(plan.eachYear.map(\.spent) == [250, 250] && plan.towardsFinal.map(\.spent) == [0, 600])
  }

  /// With the plan the tables count what stations have then: food for all, by services and by periods.
  @Test func figuresWithThePlan() async throws {
    let result = try await runAnalysis(
      try Self.scene(
        "budget: 2500\noptions: {upgrade: {heat-food: 600}, extend: [{hours: 08:00-16:00, cost: 900}]}"
      ).analysis())
    let plan = try #require(result.siting.acts)
    #expect(plan.acts.count == 3 && plan.yuan == 2500)
    func figure(_ rows: [GroupFigure], _ subject: String, _ name: String) -> Double? {
      rows.first { $0.group.level == .district && $0.subject == subject && $0.figure == name }?.withPlan
    }
    #expect(figure(result.coverage.figures.services, "heat-food", "covered-share") == 1)
    // New stations close at 18:00 and open at 8:00: all of the day, nothing of the night.
    #expect(figure(result.coverage.figures.periods, "day", "person-hours") == 1)
    #expect(figure(result.coverage.figures.periods, "night", "person-hours") == 0)
  }
}

/// Visits of those who are never there are not made, and no capacity is kept for them.
struct AbsentVisitTests {
  /// 100 residents make 10 visits at the station, 200 make 20 at k1; 300 riders beside k2 have no hour at which they are there.
  @Test func capacitiesServeNobodyAbsent() async throws {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv, workers: {file: w.csv, group: trade}, candidates: k.csv}
      circle: {cutoff: 300m, measure: circle}
      coverage: {visits: {residents: 0.1, takeaway: 1}}
      siting: {new: 1, constraints: {capacity: visits}, builds_with: {capacity: 30}}
      """, "s.csv": "id,hours,capacity,lon,lat\ns,24/7,30,105,0\n",
      "c.csv": "id,population,lon,lat\nc1,100,105,0\nc2,200,105.01,0\n",
      "w.csv": "id,riders,trade,hours,lon,lat\nf1,300,takeaway,off,105.03,0\n",
      "k.csv": "id,lon,lat\nk1,105.01,0\nk2,105.03,0\n",
    ])
    let result = try await runAnalysis(try folder.analysis())
    let plan = try #require(result.siting.plan)
    #expect(plan.proposed.map(\.candidate) == [0] && isNear(plan.value, 1))
    #expect(result.coverage.figures.load?.expected[.workers] == 0)
  }
}

private func isNear(_ found: Double?, _ expected: Double) -> Bool { found.map { abs($0 - expected) < 1e-9 } ?? false }
