import Analysis
import Geodata
import Model

/// Stations as an input: what is written here `run` reads again.
package struct StationExport {
  private let layer: OutputLayer

  /// - Parameter stations: in the order in which they are written.
  package init(_ stations: [Station]) {
    let prices = Set(stations.flatMap(\.prices.keys)).sorted()
    var layer = OutputLayer(
      name: "stations", about: "stations with the edits",
      columns: [
        .string("id", "id"), .string("name", "name"), .string("kind", "kind of host"),
        .string("services", "services, separated by commas"), .string("hours", "opening hours"),
        .number("capacity", 6, "visitors a day"), .number("seats", 6, "places to sit"),
        .number("visits", 6, "visitors a day that were counted"), .string("town", "town"),
        .number("extra_min", 10, "minutes added to every trip"),
      ] + prices.map { .number($0, 6, "yuan") })
    for station in stations {
      func text(_ text: String) -> OutputValue { text.isEmpty ? .empty : .text(text) }
      layer.append(
        station.id.rawValue, .point(station.position),
        [
          .text(station.id.rawValue), text(station.name), text(station.kind),
          text(station.services.sorted().map(\.rawValue).joined(separator: ",")), .optional(station.hours),
          .optional(station.capacity), .optional(station.seats), .optional(station.visits), text(station.town),
          station.extraTime.value > 0 ? .number(station.extraTime.minutes) : .empty,
        ] + prices.map { .optional(station.prices[$0]) })
    }
    self.layer = layer
  }

  package func geoJSON() throws(GeodataError) -> [UInt8] { try layer.geoJSON([]) }
  package func csv() throws(GeodataError) -> [UInt8] { try layer.csv() }
}
