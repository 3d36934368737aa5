import Analysis
import Coverage
import Model

extension AnalysisResult {
  /// Expected visits against what is observed and what there is room for: per station, then for the district.
  func loadTable(_ load: LoadFigures) -> OutputLayer {
    var table = OutputLayer(
      name: "load", about: "expected visits against observed ones, seats and capacity; who is there hour by hour",
      columns: [
        .string("level", "station or district"), .string("name", "name of the station or host; empty for the district"),
        .string("kind", "kind of host; for the district communities, workers or routes, empty for all together"),
        .string("id", "id of the station or proposed site"),
        .string("town", "town by its record; empty where it has none"),
        .string("figure", "what the number is: docs/coverage.md"),
        .integer("weekday", "1 is Monday; empty where the figure is of no hour"),
        .integer("hour", "0 to 23: from this hour to the next; empty where the figure is of no hour"),
        .number("today", 6, "by the stations in operation; empty for a proposed site and where nobody says"),
        .number("with_plan", 6, "the same with the plan built; empty without a plan"),
      ], hasGeometry: false)
    let rows =
      (load.withPlan ?? load.today).sites.flatMap { site in
        let host = host(site)
        return stationRows(load, site).map { row in
          [
            .text("station"), .text(inputs.sites.name(site)), host.kind, .text(inputs.sites.id(site).rawValue),
            host.town,
          ]
            + values(row)
        }
      }
      + districtRows(load).map { kind, row in
        [.text("district"), .text(""), kind.map { .text($0.rawValue) } ?? .empty, .text(""), .empty] + values(row)
      }
    for (index, row) in rows.enumerated() { table.append("\(index + 1)", row) }
    return table
  }

  /// A figure of a station or the district.
  private struct Row {
    var figure: String
    /// Of the week, 0 is Monday 00:00.
    var hour: Int?
    var today: Double?
    var withPlan: Double?
  }

  private func values(_ row: Row) -> [OutputValue] {
    [
      .text(row.figure), row.hour.map { .integer($0 / 24 + 1) } ?? .empty, row.hour.map { .integer($0 % 24) } ?? .empty,
      .optional(row.today), .optional(row.withPlan),
    ]
  }

  private func host(_ site: SiteIndex) -> (kind: OutputValue, town: OutputValue) {
    func text(_ text: String) -> OutputValue { text.isEmpty ? .empty : .text(text) }
    if let candidate = inputs.sites.candidate(site) { return (text(inputs.candidates[candidate].host), .empty) }
    return (text(inputs.stations[site.rawValue].kind), text(inputs.stations[site.rawValue].town))
  }

  private func stationRows(_ load: LoadFigures, _ site: SiteIndex) -> [Row] {
    let loads = StationLoad(self, load, site)
    let stay = load.definition.dwellHours
    func row(_ figure: String, _ value: (HourlyVisits) -> Double?) -> Row {
      Row(figure: figure, today: loads.today.flatMap(value), withPlan: loads.withPlan.flatMap(value))
    }
    func stated(_ figure: String, _ value: Double?) -> Row? {
      value.map { value in
        Row(figure: figure, today: loads.today.map { _ in value }, withPlan: loads.withPlan.map { _ in value })
      }
    }
    let seats = loads.seats
    let stays = (loads.today?.occupancy(staying: stay), loads.withPlan?.occupancy(staying: stay))
    return [
      row("expected-visits", \.perDay), loads.observed.map { Row(figure: "observed-visits", today: $0) },
      stated("seats", seats), stated("capacity", loads.capacity),
      row("peak-occupancy") { visits in visits.peak(staying: stay).map { visits.occupancy(staying: stay)[$0] } ?? 0 },
      row("peak-weekday") { $0.peak(staying: stay).map { Double($0 / 24 + 1) } },
      row("peak-hour") { $0.peak(staying: stay).map { Double($0 % 24) } },
      row("busiest-day-visits", \.busiestDay),
      seats.map { seats in row("hours-over-seats") { Double($0.hoursOver(seats: seats, staying: stay)) } },
    ].compactMap(\.self)
      + (0..<168).filter { stays.0?[$0] ?? 0 > 0 || stays.1?[$0] ?? 0 > 0 }.map {
        Row(figure: "occupancy", hour: $0, today: stays.0?[$0], withPlan: stays.1?[$0])
      }
  }

  private func districtRows(_ load: LoadFigures) -> [(kind: DemandKind?, Row)] {
    func sum(_ amounts: [DemandKind: Double]) -> Double { DemandKind.allCases.reduce(0) { $0 + (amounts[$1] ?? 0) } }
    let all =
      [
        Row(
          figure: "expected-visits", today: sum(load.expected), withPlan: load.withPlan.map { _ in sum(load.expected) }),
        Row(
          figure: "unserved-visits", today: sum(load.today.unserved), withPlan: load.withPlan.map { sum($0.unserved) }),
      ]
      + [
        Row(figure: "observed-visits", today: self.sum(\.visits)), Row(figure: "seats", today: self.sum(\.seats)),
        Row(figure: "capacity", today: self.sum(\.capacity)),
      ].filter { $0.today != nil }
    return all.map { (nil, $0) }
      + DemandKind.allCases.filter { load.expected[$0] ?? 0 > 0 }.flatMap { kind in
        [
          (
            kind,
            Row(
              figure: "expected-visits", today: load.expected[kind],
              withPlan: load.withPlan.map { _ in load.expected[kind]! })
          ),
          (
            kind,
            Row(
              figure: "unserved-visits", today: load.today.unserved[kind] ?? 0,
              withPlan: load.withPlan.map { $0.unserved[kind] ?? 0 })
          ),
        ]
      }
  }

  /// Over the stations in operation that state it; nil when none does.
  private func sum(_ amount: KeyPath<Station, Double?>) -> Double? {
    let known = inputs.stations.compactMap { $0[keyPath: amount] }
    return known.isEmpty ? nil : known.reduce(0, +)
  }
}
