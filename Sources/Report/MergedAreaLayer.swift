import Analysis
import GEOS
import Geometry

extension AnalysisResult {
  /// The service areas dissolved: of today's stations, and with the proposed sites.
  func mergedAreaLayer() throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(
      name: "service_area_merged", about: "what all stations together serve, without overlaps",
      columns: [
        .string("stations", "existing: those in operation; with-plan: the proposed sites too"),
        .integer("count", "stations and sites in it"),
      ])
    let existing = serviceAreas.filter { !$0.isProposed }
    var groups = [(name: "existing", areas: existing, color: "#c0392b")]
    if existing.count < serviceAreas.count { groups.append(("with-plan", serviceAreas, "#2471a3")) }
    for group in groups {
      let shape = try rfc7946(union(group.areas.map(\.shape)))
      layer.append(
        group.name, shape, at: shape.isEmpty ? nil : try shape.pointOnSurface(),
        [.text(group.name), .integer(group.areas.count)], style: LayerStyle(color: group.color))
    }
    return layer
  }
}
