import Analysis
import Areas
import GEOS
import Geometry
import Model

extension AnalysisResult {
  /// The service areas dissolved: of today's stations, and with the proposed sites; for each mode on its own.
  func mergedAreaLayer() throws(GEOSError) -> OutputLayer {
    var groups: [[TravelMode]] = []
    for area in maps.serviceAreas where !groups.contains(area.modes) { groups.append(area.modes) }
    let hasModes = groups.count > 1
    var layer = OutputLayer(
      name: "service_area_merged", about: "what all stations together serve, without overlaps",
      columns: [
        .string("stations", "existing: those in operation; with-plan: the proposed sites too"),
        .integer("count", "stations and sites in it"),
      ] + (hasModes ? [.string("mode", "travel mode")] : []))
    for modes in groups.isEmpty ? [[]] : groups {
      let areas = maps.serviceAreas.filter { $0.modes == modes }
      let existing = areas.filter { !$0.isProposed }
      let mode = modes.map(\.rawValue).joined(separator: ",")
      var states = [(name: "existing", areas: existing, color: "#c0392b")]
      if existing.count < areas.count { states.append(("with-plan", areas, "#2471a3")) }
      for state in states {
        let shape = try mergedArea(state.areas.map(\.shape))
        layer.append(
          hasModes ? "\(state.name) \(mode)" : state.name, shape, at: shape.isEmpty ? nil : try shape.pointOnSurface(),
          [.text(state.name), .integer(state.areas.count)] + (hasModes ? [.text(mode)] : []),
          style: LayerStyle(color: state.color))
      }
    }
    return layer
  }
}
