/// What a field means to the model. The raw value is the key under `fields:` in the analysis file.
package enum FieldRole: String, CaseIterable, Sendable {
  case id, name, services, hours, capacity, seats, visits, kind, weight, town, community, group, cost, status
  case extraMinutes = "extra_min"
  case lon, lat, x, y, wkt
  case highway = "class"
  case oneway
  /// Of a building.
  case storeys
  /// Of a route.
  case corridor, rider, patrol
  /// Of a recorded track: whose points belong together, when each was taken, and which round it is a day of.
  case track, time, round
  /// The ids of a cost table.
  case demand, site

  /// For people.
  package var words: String {
    switch self {
    case .extraMinutes: "extra minutes"
    case .highway: "class of street"
    default: rawValue
    }
  }
}

/// Which fields the user names for which roles.
package struct FieldMapping: Hashable, Sendable {
  /// Role name to the field's name in the file.
  package var named: [String: String]

  package init(_ named: [String: String] = [:]) {
    self.named = named
  }

  package subscript(role: FieldRole) -> String? { named[role.rawValue] }
}
