import GEOS
import Geometry

/// Many areas as one without overlaps: WGS84 degrees, ready to be written.
package func mergedArea(_ areas: [Shape]) throws(GEOSError) -> Shape { try rfc7946(union(areas)) }
