import Analysis
import Coverage
import Geodata
import Model

/// Why a place is covered or not, as JSON: members are called and rounded as the columns of the layers are.
extension AnalysisResult {
  /// - Parameter id: of a community, a firm or a route.
  package func why(_ kind: DemandKind, _ id: String, _ reason: PlaceReason) -> JSONValue {
    [
      "kind": .string(kind.rawValue), "id": .string(id), "covered_share": Self.number(reason.coverage.share, 4),
      "nearest_station": reason.nearest.map { .string($0.rawValue) } ?? .null,
      "nearest_min": Self.number(reason.coverage.nearestMinutes, 2),
      "reason": reason.coverage.reason.map { .string($0.name) } ?? .null,
      "stations": .array(
        reason.stations.map { ["id": .string($0.id.rawValue), "share": Self.number($0.share, 4)] }),
    ]
  }

  /// Whom a station covers: by kind the weight, how much of it no other station covers, and of how many places; and the
  /// routes, with the share of each.
  package func why(_ station: StationID, _ reason: StationReason) -> JSONValue {
    [
      "kind": "stations", "id": .string(station.rawValue),
      "serves": .object(
        DemandKind.allCases.map { kind in
          let served = reason.served[kind] ?? .init()
          return JSONMember(
            kind.rawValue,
            [
              "covered": .number(rounded(served.covered, 3)), "alone": .number(rounded(served.alone, 3)),
              "places": .int(served.places),
            ])
        }),
      "routes": .array(
        reason.routes.map { route, share in
          [
            "id": .string(inputs.routes[route].id.rawValue), "name": .string(inputs.routes[route].name),
            "share": Self.number(share, 4),
          ]
        }),
    ]
  }

  private static func number(_ value: Double?, _ decimals: Int) -> JSONValue {
    value.map { .number(rounded($0, decimals)) } ?? .null
  }
}
