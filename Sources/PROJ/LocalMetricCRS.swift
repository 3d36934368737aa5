import Geometry
import Words

/// The metric system an analysis works in, and why.
package struct LocalMetricCRS: Hashable, Sendable {
  /// Such as `EPSG:4544`.
  package var code: String
  /// One sentence for the manifest and the report.
  package var reason: String
  /// Degrees of longitude in which the system's lengths are truest.
  package var centralMeridian: Double
}

/// The local metric system for data with the given extent: in China the CGCS2000 3-degree Gauss-Krüger zone (codes
/// without the zone in the easting), elsewhere the WGS84 UTM zone with its exceptions for Norway and Svalbard.
///
/// The middle of the extent decides. Lengths are off by at most 0.03 % in the middle zone and 0.04 % on the central
/// meridian of UTM; an extent wider than its zone is served by the zone of its middle, with up to 0.6 % at 6 degrees
/// from the meridian.
/// - Parameter box: longitudes and latitudes in degrees.
/// - Throws: ``PROJError`` `notFinite`, or `noLocalCRS` when the box is empty, is not in degrees, is wider than 12 degrees
///   or lies near a pole.
/// Source: EPSG dataset, codes 4534-4554 and 32601-32760; Snyder (1987), Map projections: a working manual, p. 57.
package func localMetricCRS(for box: Box) throws(PROJError) -> LocalMetricCRS {
  let place = Bilingual("选择本地平面坐标系", "choice of a local metric system")
  func refuse(_ message: Bilingual) -> PROJError { PROJError(code: .noLocalCRS, message: message, at: place) }
  if box.isEmpty {
    throw refuse(
      Bilingual(
        "没有坐标，无从选择平面坐标系；请检查图层",
        "there are no coordinates to choose a metric system for; check the layer"))
  }
  for corner in [Coordinate(x: box.minX, y: box.minY), Coordinate(x: box.maxX, y: box.maxY)] {
    if !corner.isFinite {
      throw .notFinite(corner, Bilingual("范围的角点", "corner of the extent"), at: place)
    }
    guard abs(corner.x) <= 180, abs(corner.y) <= 90 else {
      throw refuse(
        Bilingual(
          "（\(corner.x)，\(corner.y)）不是经纬度；请注明图层的坐标系，或对调两轴",
          "(\(corner.x), \(corner.y)) is no longitude and latitude; state the layer's system or swap the axes"))
    }
  }
  if box.width > 12 {
    throw refuse(
      Bilingual(
        "数据横跨经度\(decimal(box.width))度，一个平面坐标系容纳不下；请检查有无位于（0，0）的记录，或指定坐标系",
        "the data spans \(decimal(box.width)) degrees of longitude, too wide for one metric system; "
          + "look for records at (0, 0) or give a system"))
  }
  let center = box.center
  if center.y < -80 || center.y > 84 {
    throw refuse(
      Bilingual(
        "纬度\(decimal(center.y))超出UTM的范围（-80至84）；请指定极地坐标系",
        "latitude \(decimal(center.y)) is outside UTM (-80 to 84); give a polar system"))
  }
  let isInChina = box.minX >= 73 && box.maxX <= 135.1 && box.minY >= 16.7 && box.maxY <= 54
  return isInChina ? gaussKruger(for: center) : universalTransverseMercator(for: center)
}

private func gaussKruger(for center: Coordinate) -> LocalMetricCRS {
  // EPSG names 21 zones, with central meridians 75, 78, ... 135.
  let zone = Int(((center.x - 75) / 3).rounded()).clamped(to: 0...20)
  let meridian = 75 + 3 * zone
  return LocalMetricCRS(
    code: "EPSG:\(4534 + zone)",
    reason: "The middle of the data, \(decimal(center.x))° E, lies nearest to the central meridian \(meridian)° E of "
      + "the CGCS2000 3-degree Gauss-Krüger zones used in China.",
    centralMeridian: Double(meridian))
}

private func universalTransverseMercator(for center: Coordinate) -> LocalMetricCRS {
  let zone = utmZone(for: center)
  let isNorthern = center.y >= 0
  let hemisphere = isNorthern ? "N" : "S"
  return LocalMetricCRS(
    code: "EPSG:\((isNorthern ? 32600 : 32700) + zone)",
    reason: "The middle of the data, \(decimal(abs(center.x)))° \(center.x < 0 ? "W" : "E"), lies in UTM zone "
      + "\(zone)\(hemisphere) of WGS84.",
    centralMeridian: Double(zone * 6 - 183))
}

private func utmZone(for center: Coordinate) -> Int {
  let (longitude, latitude) = (center.x, center.y)
  if (56..<64).contains(latitude), (3..<12).contains(longitude) { return 32 }
  if latitude >= 72, (0..<42).contains(longitude) {
    return longitude < 9 ? 31 : longitude < 21 ? 33 : longitude < 33 ? 35 : 37
  }
  return (Int(((longitude + 180) / 6).rounded(.down)) + 1).clamped(to: 1...60)
}

/// Two decimals, without Foundation's formatting.
private func decimal(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
