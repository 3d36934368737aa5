import Foundation
import Geometry

/// The shifted coordinates of Chinese map services: GCJ-02 (Amap, Tencent) and BD-09 (Baidu).
///
/// The forward formulas are public; the inverse here is iterated until it reproduces its input, so the error is below a
/// millimetre where the one-step inverse leaves 0.7 m at Leshan and 2 m at Shanghai. CGCS2000 equals WGS84 for this
/// work. Constants: a = 6378245 m, e² = 0.00669342162296594323 (Krasovsky 1940).
package enum ChineseDatum: String, Sendable {
  case gcj02
  case bd09

  /// WGS84 degrees of a shifted position; positions outside China are not shifted by these datums.
  /// - Complexity: about eight evaluations of the forward formula.
  package func toWGS84(_ shifted: Coordinate) -> Coordinate {
    guard Self.isInChina(shifted) else { return shifted }
    var guess = shifted
    for _ in 0..<20 {
      let forward = fromWGS84(guess)
      let dx = forward.x - shifted.x
      let dy = forward.y - shifted.y
      guess.x -= dx
      guess.y -= dy
      if abs(dx) < 1e-12, abs(dy) < 1e-12 { break }
    }
    return guess
  }

  /// The shifted position of WGS84 degrees.
  package func fromWGS84(_ position: Coordinate) -> Coordinate {
    guard Self.isInChina(position) else { return position }
    let gcj = Self.gcj02(position)
    return self == .gcj02 ? gcj : Self.bd09(gcj)
  }

  /// The rectangle in which the map services apply the shift.
  package static func isInChina(_ position: Coordinate) -> Bool {
    position.x >= 72.004 && position.x <= 137.8347 && position.y >= 0.8293 && position.y <= 55.8271
  }

  private static func gcj02(_ position: Coordinate) -> Coordinate {
    let semiMajor = 6_378_245.0
    let eccentricitySquared = 0.00669342162296594323
    let x = position.x - 105
    let y = position.y - 35
    let root = abs(x).squareRoot()
    let common = (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
    let north =
      -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
      + (20 * sin(y * .pi) + 40 * sin(y / 3 * .pi)) * 2 / 3
      + (160 * sin(y / 12 * .pi) + 320 * sin(y * .pi / 30)) * 2 / 3
    let east =
      300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
      + (20 * sin(x * .pi) + 40 * sin(x / 3 * .pi)) * 2 / 3
      + (150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)) * 2 / 3
    let latitude = position.y / 180 * .pi
    let w = 1 - eccentricitySquared * sin(latitude) * sin(latitude)
    let metersNorth = semiMajor * (1 - eccentricitySquared) / (w * w.squareRoot()) * .pi / 180
    let metersEast = semiMajor / w.squareRoot() * cos(latitude) * .pi / 180
    return Coordinate(x: position.x + east / metersEast, y: position.y + north / metersNorth)
  }

  private static func bd09(_ gcj: Coordinate) -> Coordinate {
    let xPi = Double.pi * 3000 / 180
    let radius = (gcj.x * gcj.x + gcj.y * gcj.y).squareRoot() + 0.00002 * sin(gcj.y * xPi)
    let angle = atan2(gcj.y, gcj.x) + 0.000003 * cos(gcj.x * xPi)
    return Coordinate(x: radius * cos(angle) + 0.0065, y: radius * sin(angle) + 0.006)
  }
}
