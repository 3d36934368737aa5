import Geometry

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// The ellipsoid's Mercator plane over some ground: angles are right everywhere, so which of two places is nearer to a
/// third is right as far as a territory goes; lengths are right in the middle and told elsewhere.
///
/// Its unit is a millimetre of ground in the middle, more where the ground is so wide that whole units would not suffice.
struct ConformalPlane: Sendable {
  /// WGS84.
  private static let semiMajorAxis = 6_378_137.0
  private static let eccentricity = 0.081_819_190_842_621_49
  /// The widest ground in units: differences to the fourth power are then exact in 128 bits.
  private static let widest = 134_217_728.0

  private let longitude: Double
  private let isometric: Double
  /// Units for a radian.
  private let scale: Double
  private let series: (Double, Double, Double, Double)
  /// By height, over the ground and a little beyond: latitudes in degrees, and units for a metre.
  private var latitudes: HeightTable?
  private var units: HeightTable?

  /// - Parameter box: WGS84 degrees, not empty.
  init(_ box: Box) {
    let middle = box.center
    longitude = middle.x
    isometric = Self.isometric(middle.y)
    let e2 = Self.eccentricity * Self.eccentricity
    let sine = sin(middle.y * .pi / 180)
    let radius = Self.semiMajorAxis / (1 - e2 * sine * sine).squareRoot() * cos(middle.y * .pi / 180)
    let height = Self.isometric(box.maxY) - Self.isometric(box.minY)
    let width = radius * max(box.width * .pi / 180, height)
    scale = radius * min(1000, Self.widest / max(width, 1))
    let (e4, e6, e8) = (e2 * e2, e2 * e2 * e2, e2 * e2 * e2 * e2)
    // From the conformal latitude to the geodetic one: Snyder, Map Projections (1987), 3-5.
    series = (
      e2 / 2 + 5 * e4 / 24 + e6 / 12 + 13 * e8 / 360, 7 * e4 / 48 + 29 * e6 / 240 + 811 * e8 / 11520,
      7 * e6 / 120 + 81 * e8 / 1120, 4279 * e8 / 161_280
    )
    let beyond = 1000 * Self.unitsPerMeter(0, isometric, scale)
    let (low, high) = (place(Coordinate(x: middle.x, y: box.minY)).y, place(Coordinate(x: middle.x, y: box.maxY)).y)
    let bare = self
    latitudes = HeightTable(from: low - beyond, to: high + beyond) { bare.latitude($0) }
    units = HeightTable(from: low - beyond, to: high + beyond) { Self.unitsPerMeter($0, bare.isometric, bare.scale) }
  }

  private static func isometric(_ latitude: Double) -> Double {
    let sine = sin(latitude * .pi / 180)
    return atanh(sine) - eccentricity * atanh(eccentricity * sine)
  }

  func place(_ position: Coordinate) -> PlanePoint {
    PlanePoint(
      (position.x - longitude) * (.pi / 180) * scale, (Self.isometric(position.y) - isometric) * scale)
  }

  func place(_ point: GridPoint) -> PlanePoint { place(point.position) }

  func position(_ place: PlanePoint) -> Coordinate {
    Coordinate(x: longitude + place.x / scale * 180 / .pi, y: latitudes?[place.y] ?? latitude(place.y))
  }

  private func latitude(_ y: Double) -> Double {
    let conformal = 2 * atan(exp(y / scale + isometric)) - .pi / 2
    let (sine, cosine) = (sin(2 * conformal), cos(2 * conformal))
    // Sines of multiples from the first two.
    let four = 2 * sine * cosine
    let six = sine * (3 - 4 * sine * sine)
    let eight = 2 * four * (1 - 2 * sine * sine)
    let latitude = conformal + series.0 * sine + series.1 * four + series.2 * six + series.3 * eight
    return latitude * 180 / .pi
  }

  /// A place in units of the grid of written coordinates, before it is rounded.
  func gridPlace(_ place: PlanePoint) -> PlanePoint {
    let position = position(place)
    return PlanePoint(position.x * 1e7, position.y * 1e7)
  }

  /// Units for a metre of ground at a height of the plane.
  func unitsPerMeter(at y: Double) -> Double { units?[y] ?? Self.unitsPerMeter(y, isometric, scale) }

  private static func unitsPerMeter(_ y: Double, _ isometric: Double, _ scale: Double) -> Double {
    let e2 = eccentricity * eccentricity
    // The geodetic latitude's sine from the conformal one's, to a few hundred-thousandths.
    let conformal = tanh(y / scale + isometric)
    let sine = conformal * (1 + e2 * (1 - conformal * conformal))
    return scale * (1 - e2 * sine * sine).squareRoot() / (semiMajorAxis * (1 - sine * sine).squareRoot())
  }
}

/// A place of the plane.
package typealias PlanePoint = SIMD2<Double>

extension SIMD2<Double> {
  func square(to other: Self) -> Double {
    let d = other - self
    return d.x * d.x + d.y * d.y
  }

  func distance(to other: Self) -> Double { square(to: other).squareRoot() }

  /// Positive where `c` lies to the left of the way from `self` to `b`.
  func turn(_ b: Self, _ c: Self) -> Double { (b.x - x) * (c.y - y) - (b.y - y) * (c.x - x) }
}

/// A place on the grid of written coordinates, in units of 1e-7 degree.
package struct GridPoint: Hashable, Sendable, BitwiseCopyable {
  package var x: Int32
  package var y: Int32

  package init(x: Int32, y: Int32) {
    self.x = x
    self.y = y
  }

  init(_ position: Coordinate) { self.init(rounding: PlanePoint(position.x * 1e7, position.y * 1e7)) }

  /// - Parameter place: in units of the grid.
  init(rounding place: PlanePoint) {
    x = Int32(place.x.rounded())
    y = Int32(place.y.rounded())
  }

  var position: Coordinate { Coordinate(x: Double(x) / 1e7, y: Double(y) / 1e7) }

  /// For sorting and looking up: by longitude, then latitude.
  var key: UInt64 { UInt64(UInt32(bitPattern: x) ^ 0x8000_0000) << 32 | UInt64(UInt32(bitPattern: y) ^ 0x8000_0000) }

  init(key: UInt64) {
    x = Int32(bitPattern: UInt32(key >> 32) ^ 0x8000_0000)
    y = Int32(bitPattern: UInt32(truncatingIfNeeded: key) ^ 0x8000_0000)
  }

  /// Positive where `c` lies to the left of the way from `self` to `b`; exact for places less than 100 degrees apart.
  func turn(_ b: GridPoint, _ c: GridPoint) -> Int64 {
    let (bx, by) = (Int64(b.x) - Int64(x), Int64(b.y) - Int64(y))
    let (cx, cy) = (Int64(c.x) - Int64(x), Int64(c.y) - Int64(y))
    return bx * cy - by * cx
  }
}
