#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Metres per degree on the WGS84 ellipsoid at one latitude: the metric of short distances.
///
/// Choose it over a geodesic solver for street segments and access legs: it costs a few multiplications. For pairs up
/// to 10 km the relative error against the geodesic is below 1e-6 when the latitude is the mean of the two ends.
/// Source: mid-latitude formula with the meridional and prime-vertical radii of curvature, e.g. Rapp (1991),
/// Geometric Geodesy part I, section 3.5.
package struct LocalScale: Hashable, Sendable {
  /// Metres per degree of longitude.
  package let metersPerDegreeX: Double
  /// Metres per degree of latitude.
  package let metersPerDegreeY: Double

  /// - Parameter latitude: degrees, -90...90.
  package init(latitude: Double) {
    let semiMajor = 6_378_137.0
    let flattening = 1 / 298.257223563
    let eccentricitySquared = flattening * (2 - flattening)
    let radians = latitude * .pi / 180
    let sine = sin(radians)
    let w = 1 - eccentricitySquared * sine * sine
    let primeVertical = semiMajor / w.squareRoot()
    let meridional = semiMajor * (1 - eccentricitySquared) / (w * w.squareRoot())
    metersPerDegreeX = primeVertical * cos(radians) * .pi / 180
    metersPerDegreeY = meridional * .pi / 180
  }

  /// Straight distance in metres between two geographic positions (degrees) near this latitude.
  package func distance(_ a: Coordinate, _ b: Coordinate) -> Double {
    let dx = (b.x - a.x) * metersPerDegreeX
    let dy = (b.y - a.y) * metersPerDegreeY
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// Ellipsoidal distance in metres between two geographic positions (degrees) up to some ten kilometres apart.
///
/// Complexity: O(1). Relative error below 1e-6 up to 10 km; not for continental distances.
@usableFromInline
package func shortDistance(_ a: Coordinate, _ b: Coordinate) -> Double {
  LocalScale(latitude: (a.y + b.y) / 2).distance(a, b)
}

/// Length in metres of a geographic line (degrees).
@inlinable
public func lengthInMeters(_ line: some Collection<Coordinate>) -> Double {
  var sum = 0.0
  var previous: Coordinate?
  for coordinate in line {
    if let previous { sum += shortDistance(previous, coordinate) }
    previous = coordinate
  }
  return sum
}
