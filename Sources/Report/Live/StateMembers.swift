import Analysis
import Coverage
import Geodata
import Model

/// Figures by period, hour, town and trade, and of the load, as JSON, rounded as the tables of a run are.
extension StateFigures {
  /// - Parameter parts: what is told of what was counted.
  func members(_ parts: Set<Part>) -> [JSONMember] {
    let told: [(part: Part, value: JSONValue?)] = [
      (.periods, periods.map(Self.json)), (.hours, hours.map(Self.json)), (.groups, groups.map(Self.json)),
      (.load, load.map(Self.json) ?? JSONValue.null),
    ]
    return told.compactMap { part, value in
      guard parts.contains(part), let value else { return nil }
      return JSONMember(part.rawValue, value)
    }
  }

  /// Of each station a character for each hour of the week, Monday 00:00 first: 1 open at some minute of it, 0 at none, ? where
  /// nobody knows. nil when hours were not asked for.
  package var openHours: JSONValue? {
    open.map { open in
      .object(
        open.sorted { precedes($0.key.rawValue, $1.key.rawValue) }.map { id, hours in
          JSONMember(id.rawValue, .string(String(hours.map { $0.map { $0 ? "1" : "0" } ?? "?" })))
        })
    }
  }

  private static func json(_ periods: [Period]) -> JSONValue {
    .object(
      periods.map { period in
        JSONMember(
          period.name,
          byKind { kind in
            let shares = period.byKind[kind]
            return [
              "person_hours": share(shares?.personHours.share), "throughout": share(shares?.throughout.share),
              "ever": share(shares?.ever.share),
            ]
          })
      })
  }

  private static func json(_ hours: [DemandKind: [Double?]]) -> JSONValue {
    byKind { kind in .array((hours[kind] ?? Array(repeating: nil, count: WeekMinutes.hours.count)).map(share)) }
  }

  private static func json(_ groups: [Group]) -> JSONValue {
    .array(
      groups.map { entry in
        [
          "level": .string(entry.group.level.rawValue), "id": .string(entry.group.id),
          "name": .string(entry.group.name), "kind": .string(entry.group.kind.rawValue),
          "weight": .number(rounded(entry.share.total, 3)), "share": share(entry.share.share),
        ]
      })
  }

  private static func json(_ load: Load) -> JSONValue {
    let (figures, stay) = (load.figures, load.figures.definition.dwellHours)
    return .object([
      JSONMember(
        "kinds",
        byKind { kind in
          [
            "expected_visits": .number(rounded(figures.expected[kind] ?? 0, 6)),
            "unserved_visits": .number(rounded(figures.today.unserved[kind] ?? 0, 6)),
          ]
        }),
      JSONMember(
        "stations",
        .array(
          zip(load.stations, figures.today.visits).map { station, visits in
            let peak = visits.peak(staying: stay)
            return [
              "id": .string(station.id.rawValue), "name": .string(station.name),
              "expected_visits": .number(rounded(visits.perDay, 6)),
              "busiest_day_visits": .number(rounded(visits.busiestDay, 6)),
              "peak_occupancy": .number(rounded(peak.map { visits.occupancy(staying: stay)[$0] } ?? 0, 6)),
              "peak_weekday": peak.map { .int($0 / 24 + 1) } ?? .null, "peak_hour": peak.map { .int($0 % 24) } ?? .null,
              "hours_over_seats": station.seats.map { .int(visits.hoursOver(seats: $0, staying: stay)) } ?? .null,
              "over_capacity": station.capacity.map { .bool(visits.isOver(capacity: $0)) } ?? .null,
            ]
          })),
    ])
  }

  private static func byKind(_ value: (DemandKind) -> JSONValue) -> JSONValue {
    .object(DemandKind.allCases.map { JSONMember($0.rawValue, value($0)) })
  }

  private static func share(_ value: Double?) -> JSONValue { value.map { .number(rounded($0, 6)) } ?? .null }
}
