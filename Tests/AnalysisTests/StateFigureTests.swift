import Analysis
import Coverage
import Foundation
import Geometry
import Model
import Testing

/// Figures by period, hour, town and trade under edits: by hand, and against fresh runs with the same stations.
struct StateFigureTests {
  private static let all = Set(StateFigures.Part.allCases)

  /// A street along the equator, 111.3 m a thousandth of a degree. Within 500 m of the station live one of seven and work
  /// three of four, who are there on Mondays from 9 to 11.
  private static func street() async throws -> Session {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv, workers: {file: w.csv, weight: heads}}
      circle: {cutoff: 500m}
      coverage: {periods: {day: "Mo-Fr 08:00-18:00", late: "Mo 10:00-12:00"}}
      """, "s.csv": "id,lon,lat,hours\ns,105,0,Mo-Fr 08:00-11:00\n",
      "c.csv": "id,population,town,lon,lat\nnear,1,East,105.004,0\nnext,2,East,105.005,0\nfar,4,West,105.02,0\n",
      "w.csv": "id,heads,trade,hours,lon,lat\na,3,food,Mo 09:00-11:00,105.001,0\nb,1,post,24/7,105.02,0\n",
    ])
    return Session(try await PreparedAnalysis(folder.analysis()))
  }

  private static let station = StationID(rawValue: "s")

  @Test func onlyWhatIsAskedFor() async throws {
    let session = try await Self.street()
    #expect(try await session.evaluate(Scenario()).figures == StateFigures())
    for part in StateFigures.Part.allCases {
      let figures = try await session.evaluate(Scenario(), with: [part]).figures
      #expect((figures.periods != nil) == (part == .periods) && (figures.hours != nil) == (part == .hours))
      #expect((figures.groups != nil) == (part == .groups))
    }
  }

  @Test func periodsFollowHours() async throws {
    let session = try await Self.street()
    func day(_ edits: [Scenario.Edit]) async throws -> StateFigures.Period {
      let periods = try #require(try await session.evaluate(Scenario(edits), with: [.periods]).figures.periods)
      #expect(periods.map(\.name) == ["day", "late"])
      return periods[0]
    }
    // 8 to 11 of 8 to 18 on five days: 3/10 of the hours of one of seven.
    let today = try await day([])
    let minutes = 5.0 * 10 * 60
    let residents = try #require(today.byKind[.communities])
    #expect(residents.personHours == CoveredShare(total: 7 * minutes, covered: 0.3 * minutes))
    #expect(residents.throughout == CoveredShare(total: 7, covered: 0))
    #expect(residents.ever == CoveredShare(total: 7, covered: 1))
    // Three are there for two hours and served throughout, one for all and never.
    let workers = try #require(today.byKind[.workers])
    #expect(workers.personHours == CoveredShare(total: 3 * 120 + minutes, covered: 3 * 120))
    #expect(workers.throughout == CoveredShare(total: 4, covered: 3))
    #expect(workers.ever == CoveredShare(total: 4, covered: 3))
    #expect(today.byKind[.routes] == nil)
    let longer = try await day([.setHours(Self.station, "24/7")])
    #expect(longer.byKind[.communities]?.throughout == CoveredShare(total: 7, covered: 1))
    // Nobody knows when: open, as the analysis takes it.
    #expect(try await day([.setHours(Self.station, nil)]) == longer)
    let closed = try await day([.close(Self.station)])
    #expect(closed.byKind[.workers]?.ever == CoveredShare(total: 4, covered: 0))
    let evening = try await day([
      .add(
        Station(
          id: StationID(rawValue: "t"), name: "t", hours: "Mo 17:00-24:00", position: Coordinate(x: 105.02, y: 0)))
    ])
    #expect(evening.byKind[.communities]?.ever == CoveredShare(total: 7, covered: 5))
    #expect(evening.byKind[.communities]?.personHours.covered == 0.3 * minutes + 4 * 60)
    #expect(try await day([]) == today)
  }

  @Test func hoursOfTheWeek() async throws {
    let session = try await Self.street()
    let hours = try #require(try await session.evaluate(Scenario(), with: [.hours]).figures.hours)
    let residents = try #require(hours[.communities])
    #expect(residents.count == 168)
    for hour in 0..<168 {
      #expect(residents[hour] == (hour < 120 && (8..<11).contains(hour % 24) ? 1.0 / 7 : 0), "\(hour)")
    }
    // On Monday at 9 three of four are there and served, at 11 one of one is not.
    #expect(hours[.workers]?[9] == 0.75 && hours[.workers]?[11] == 0 && hours[.routes] == nil)
    let moved = Scenario([
      .move(Self.station, to: Coordinate(x: 105.02, y: 0)), .setHours(Self.station, "Su 23:00-24:00"),
    ])
    let then = try #require(try await session.evaluate(moved, with: [.hours]).figures.hours)
    #expect(then[.communities]?[167] == 4.0 / 7 && then[.communities]?[166] == 0 && then[.workers]?[167] == 1)
  }

  @Test func townsAndTrades() async throws {
    let session = try await Self.street()
    let scenario = Scenario([.move(Self.station, to: Coordinate(x: 105.002, y: 0))])
    let groups = try #require(try await session.evaluate(scenario, with: [.groups]).figures.groups)
    #expect(
      groups.map(\.group) == [
        DemandGroup(.town, id: "East", name: "East", .communities),
        DemandGroup(.town, id: "West", name: "West", .communities),
        DemandGroup(.trade, id: "food", name: "food", .workers),
        DemandGroup(.trade, id: "post", name: "post", .workers),
      ])
    #expect(groups.map(\.share.total) == [3, 4, 3, 1] && groups.map(\.share.covered) == [3, 0, 3, 0])
  }

  /// Made-up towns with profiles, firms that close, unknown hours and hours by the sun: figures under random edits are
  /// those of runs, bit by bit.
  @Test(arguments: 1...6) func figuresAreThoseOfFreshRuns(seed: UInt64) async throws {
    var random = SplitMix(seed: seed)
    let file = try Self.madeUpTown(&random)
    let prepared = try await PreparedAnalysis(file)
    let session = Session(prepared)
    for number in 0..<12 {
      let scenario = EditedHours(prepared.inputs.stations, number, &random).scenario
      try await Self.compare(session, scenario, file)
    }
  }

  /// Streets, modes and areas of the worked example.
  @Test func figuresOfTheWorkedExample() async throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("analyses/wutongqiao.yaml").path
    let file = try AnalysisFile(path: path, overrides: ["siting.new=0"])
    let prepared = try await PreparedAnalysis(file)
    let session = Session(prepared)
    var random = SplitMix(seed: 20261130)
    for number in 0..<3 {
      try await Self.compare(session, EditedHours(prepared.inputs.stations, number, &random).scenario, file)
    }
  }

  private static func compare(_ session: Session, _ scenario: Scenario, _ file: AnalysisFile) async throws {
    let figures = try await session.evaluate(scenario, with: all).figures
    var layers = session.prepared.inputs
    layers.stations = try scenario.stations(from: layers.stations)
    let tables = try await PreparedAnalysis(file, layers).figures().coverage.figures
    for kind in DemandKind.allCases {
      for period in figures.periods ?? [] {
        let measures = [
          ("person-hours", period.byKind[kind]?.personHours), ("throughout", period.byKind[kind]?.throughout),
          ("ever", period.byKind[kind]?.ever),
        ]
        for (measure, share) in measures {
          let row = tables.periods.first {
            $0.group == DemandGroup(.district, kind) && $0.subject == period.name && $0.figure == measure
          }
          #expect(share?.share == row?.today, "\(period.name) \(kind) \(measure) \(scenario)")
        }
      }
      let hours = tables.hours.filter { $0.group == DemandGroup(.district, kind) }
      #expect(figures.hours?[kind] ?? [] == hours.map(\.today), "\(kind) \(scenario)")
    }
    #expect(figures.periods?.map(\.name) == file.coverage.periods.map(\.name))
    #expect(!tables.hours.isEmpty && !tables.periods.isEmpty)
    let groups = tables.groups.filter { $0.figure == "covered-share" && $0.group.level != .district }
    #expect(figures.groups?.map(\.group) == groups.map(\.group))
    #expect(figures.groups?.map(\.share.share) == groups.map(\.today), "\(scenario)")
    #expect(figures.groups?.map(\.share.total) == groups.map(\.weight))
  }

  /// Two by one and a half kilometres, five stations.
  private static func madeUpTown(_ random: inout SplitMix) throws -> AnalysisFile {
    func place() -> String {
      "\(105 + Double.random(in: 0...0.02, using: &random)),\(30 + Double.random(in: 0...0.015, using: &random))"
    }
    func rows(_ header: String, _ count: Int, _ row: (Int) -> String) -> String {
      header + "\n" + (0..<count).map { row($0) + "\n" }.joined()
    }
    let towns = ["East", "West", ""]
    let trades = ["food", "post", ""]
    let routes = (0..<3).map { number in
      """
      {"type":"Feature","properties":{"id":"r\(number)","trips":\(number + 1),"trade":"\(trades[number])"},
      "geometry":{"type":"LineString","coordinates":[[\(place())],[\(place())]]}}
      """
    }
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs:
        stations: s.csv
        communities: c.csv
        workers: {file: w.csv, weight: heads}
        routes: {file: r.geojson, weight: trips}
      circle: {cutoff: 600m}
      coverage:
        periods: {day: "Mo-Fr 08:00-18:00", noon: "11:30-13:10", night: "Fr-Su 22:00-06:00"}
        hours_unknown: \(Bool.random(using: &random) ? "open" : "closed")
        profiles: p.csv
      """,
      "s.csv": rows("id,lon,lat,hours", 5) { "s\($0),\(place()),\"\(EditedHours.hours(&random) ?? "")\"" },
      "c.csv": rows("id,population,town,lon,lat", 14) {
        "c\($0),\(Double.random(in: 1...900, using: &random)),\(towns[$0 % 3]),\(place())"
      },
      "w.csv": rows("id,heads,trade,town,hours,lon,lat", 9) {
        "w\($0),\(Int.random(in: 1...40, using: &random)),\(trades[$0 % 3]),\(towns[$0 % 2]),"
          + "\"\(EditedHours.hours(&random) ?? "")\",\(place())"
      },
      "r.geojson": "{\"type\":\"FeatureCollection\",\"features\":[\(routes.joined(separator: ","))]}",
      "p.csv": rows("hour,group,share", 48) {
        "\($0 % 24),\($0 < 24 ? "food" : "communities"),\($0 % 24 == 4 ? 0 : Double.random(in: 0.1...1, using: &random))"
      },
    ])
    return try folder.analysis()
  }
}

/// Edits that are possible, drawn by a seed: stations that open at other hours, move, close and come.
private struct EditedHours {
  private(set) var scenario = Scenario()

  static func hours(_ random: inout SplitMix) -> String? {
    [
      "24/7", "Mo-Fr 08:00-18:00", "Mo-Su 09:00-21:30", "Sa-Su 10:00-16:00", "20:00-04:00", "sunrise-sunset",
      "Tu 09:00+", "Mo-Fr 11:45-12:15", nil,
    ].randomElement(using: &random)!
  }

  init(_ stations: [Station], _ number: Int, _ random: inout SplitMix) {
    var ids = stations.map(\.id)
    let box = Box(stations.map(\.position))
    func place() -> Coordinate {
      Coordinate(
        x: .random(in: box.minX...box.maxX, using: &random), y: .random(in: box.minY...box.maxY, using: &random))
    }
    for edit in 0..<Int.random(in: 1...6, using: &random) {
      let old = ids.randomElement(using: &random)!
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        let id = StationID(rawValue: "new-\(number)-\(edit)")
        scenario.edits.append(.add(Station(id: id, name: "", hours: Self.hours(&random), position: place())))
        ids.append(id)
      case 1: scenario.edits.append(.move(old, to: place()))
      case 2 where ids.count > 1:
        scenario.edits.append(.close(old))
        ids.removeAll { $0 == old }
      default: scenario.edits.append(.setHours(old, Self.hours(&random)))
      }
    }
  }
}
