import GEOS
import Geometry
import Model
import PROJ

/// A geodesic circle in WGS84 degrees, ready to be written; empty without a radius: a cutoff of zero serves the spot alone.
package func circleArea(_ center: Coordinate, radius: Meters) throws -> Shape {
  guard radius.value > 0 else { return .multiPolygon([]) }
  return try rfc7946(
    .polygon(geodesicCircle(center: center, radius: radius.value, segments: DrawnArea.circleCorners)))
}
