import Geometry

#if GDAL
import CGDAL

/// A geometry with arcs, given as well-known text, as lines with a corner every 4 degrees; nil for what GDAL cannot read.
package func shapeOfCurves(_ text: String) -> Shape? {
  MessageLog().listen {
    text.withCString { start -> Shape? in
      var geometry: OGRGeometryH?
      var position: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: start)
      guard OGR_G_CreateFromWkt(&position, nil, &geometry) == OGRERR_NONE, let geometry else { return nil }
      defer { OGR_G_DestroyGeometry(geometry) }
      var feature = VectorFeature(id: 0, values: [])
      var reading = GeometryReading()
      reading.read(geometry, into: &feature)
      return feature.shape
    }
  }
}
#else
/// nil: this build is without GDAL.
package func shapeOfCurves(_ text: String) -> Shape? { nil }
#endif
