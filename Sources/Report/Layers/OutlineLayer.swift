import Analysis
import GEOS
import Model

extension AnalysisResult {
  /// The boundary and the analysis area as they were given, so that maps of several counties can draw each; none where
  /// neither was.
  func outlineLayers() throws(GEOSError) -> [OutputLayer] {
    var layer = OutputLayer(
      name: "outlines", about: "the boundary and the area of the analysis",
      columns: [.string("kind", "boundary: of the county; area: within which shares, gaps and sites are counted")])
    for (kind, shape) in [("boundary", inputs.boundary), ("area", inputs.area)] {
      guard let shape, !shape.isEmpty else { continue }
      let drawn = try rfc7946(shape)
      layer.append(kind, drawn, at: try drawn.pointOnSurface(), [.text(kind)], style: LayerStyle(color: "#4b3f72"))
    }
    return layer.rows.isEmpty ? [] : [layer]
  }
}
