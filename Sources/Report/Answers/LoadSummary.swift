import Analysis
import Coverage
import Geodata
import Model

extension AnalysisResult {
  /// Expected visits of a state, in `summary.json`; null when none are asked for.
  func loadFigures(isWithPlan: Bool) -> JSONValue {
    guard let load = coverage.figures.load, let state = isWithPlan ? load.withPlan : load.today else { return .null }
    func amount(_ value: Double?) -> JSONValue { value.map { .number(rounded($0, 3)) } ?? .null }
    func byKind(_ amounts: [DemandKind: Double]) -> JSONValue {
      .object(DemandKind.allCases.map { JSONMember($0.rawValue, amount(amounts[$0] ?? 0)) })
    }
    let over = load.overloads(self, state)
    return .object([
      JSONMember("visits_per_day", byKind(load.expected)), JSONMember("unserved_per_day", byKind(state.unserved)),
      JSONMember("at_stations_per_day", amount(state.visits.reduce(0) { $0 + $1.perDay })),
      JSONMember("dwell_min", .number(rounded(load.definition.dwell.minutes, 3))),
      JSONMember("visits_to", .string(load.definition.sharing.rawValue)),
      JSONMember("factor", load.factor.map { .number(rounded($0, 9)) } ?? .null),
      JSONMember(
        "over",
        .array(
          over.map { overload in
            .object([
              JSONMember("station", .string(inputs.sites.id(overload.station.site).rawValue)),
              JSONMember("visits_per_day", amount(overload.visits.perDay)),
              JSONMember("capacity", amount(overload.station.capacity)),
              JSONMember("seats", amount(overload.station.seats)),
              JSONMember("hours_over_seats", .int(overload.hoursOver)),
              JSONMember("weekday", overload.peak.map { .int($0 / 24 + 1) } ?? .null),
              JSONMember("hour", overload.peak.map { .int($0 % 24) } ?? .null),
              JSONMember("occupancy", overload.peak.map { _ in amount(overload.occupancy) } ?? .null),
            ])
          })),
    ])
  }
}
