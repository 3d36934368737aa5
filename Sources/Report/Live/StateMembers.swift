import Analysis
import Coverage
import Geodata
import Model

/// Figures by period, hour, town and trade as JSON, rounded as the tables of a run are.
extension StateFigures {
  /// - Parameter parts: what is told of what was counted.
  func members(_ parts: Set<Part>) -> [JSONMember] {
    [
      (.periods, periods.map(Self.json)), (.hours, hours.map(Self.json)), (.groups, groups.map(Self.json)),
    ].compactMap { (part: Part, value) in
      guard parts.contains(part), let value else { return nil }
      return JSONMember(part.rawValue, value)
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

  private static func byKind(_ value: (DemandKind) -> JSONValue) -> JSONValue {
    .object(DemandKind.allCases.map { JSONMember($0.rawValue, value($0)) })
  }

  private static func share(_ value: Double?) -> JSONValue { value.map { .number(rounded($0, 6)) } ?? .null }
}
