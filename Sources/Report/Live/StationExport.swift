import Analysis
import Geodata
import Model

/// Stations as an input: what is written here `run` reads again.
package struct StationExport {
  private let layer: OutputLayer

  /// - Parameters:
  ///   - stations: in the order in which they are written.
  ///   - isIllustrative: some of the input is made up: what comes of it says so.
  package init(_ stations: [Station], isIllustrative: Bool) {
    let prices = Set(stations.flatMap(\.prices.keys)).sorted()
    func number(_ name: String, _ about: String, _ value: (Station) -> Double?) -> OutputColumn {
      .number(name, Self.decimals(stations.compactMap(value)), about)
    }
    let origin: [OutputColumn] = isIllustrative ? [.string("origin", "illustrative: made-up sample data")] : []
    var layer = OutputLayer(
      name: "stations", about: "stations with the edits",
      columns: [
        .string("id", "id"), .string("name", "name"), .string("kind", "kind of host"),
        .string("services", "services, separated by commas"), .string("hours", "opening hours"),
        number("capacity", "visitors a day", \.capacity), number("seats", "places to sit", \.seats),
        number("visits", "visitors a day that were counted", \.visits), .string("town", "town"),
        number("extra_min", "minutes added to every trip", \.extraTime.minutes),
      ] + prices.map { price in number(price, "yuan") { $0.prices[price] } } + origin)
    for station in stations {
      func text(_ text: String) -> OutputValue { text.isEmpty ? .empty : .text(text) }
      layer.append(
        station.id.rawValue, .point(station.position),
        [
          .text(station.id.rawValue), text(station.name), text(station.kind),
          text(station.services.sorted().map(\.rawValue).joined(separator: ",")), .optional(station.hours),
          .optional(station.capacity), .optional(station.seats), .optional(station.visits), text(station.town),
          station.extraTime.value > 0 ? .number(station.extraTime.minutes) : .empty,
        ] + prices.map { .optional(station.prices[$0]) } + origin.map { _ in .text("illustrative") })
    }
    self.layer = layer
  }

  /// As many as the numbers have, nine at the most.
  private static func decimals(_ numbers: [Double]) -> Int {
    (0..<9).first { places in numbers.allSatisfy { rounded($0, places) == $0 } } ?? 9
  }

  package func geoJSON() throws(GeodataError) -> [UInt8] { try layer.geoJSON([]) }
  package func csv() throws(GeodataError) -> [UInt8] { try layer.csv() }
}
