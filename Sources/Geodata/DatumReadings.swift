import Geometry

/// A way in which the coordinates of a layer may be meant.
package struct DatumReading: Hashable, Sendable {
  /// For people.
  package var name: String
  /// What to write as `crs:` of a layer.
  package var crs: String

  package var system: ReferenceSystem { crs == "wgs84" ? .wgs84 : ReferenceSystem(crs) }
}

/// The readings that coordinates of this size allow near a place, what is usual first.
///
/// Degrees: WGS84 and, where the map services shift, GCJ-02 and BD-09; the same with the axes exchanged; whole
/// millionths of a degree. Metres: Web Mercator, the CGCS2000 Gauss-Krüger zones (EPSG:4513...4554 of 3 degrees and
/// 4491...4501 of 6 degrees), the UTM zones nearby; the same with the axes exchanged. The 6-degree zones without a prefix
/// (EPSG:4502...4512) have the coordinates of the 3-degree zones with the same meridian and are not listed again.
/// - Parameters:
///   - positions: as the file has them.
///   - place: WGS84 degrees of the middle of the boundary or the streets.
/// - Returns: none when there are no finite positions.
package func datumReadings(of positions: [Coordinate], near place: Coordinate) -> [DatumReading] {
  let finite = positions.filter(\.isFinite)
  guard !finite.isEmpty else { return [] }
  // Medians: a few records at 0, 0 or with a slip of the pen change nothing.
  let x = finite.map(\.x).sorted()[finite.count / 2]
  let y = finite.map(\.y).sorted()[finite.count / 2]
  let size = max(abs(x), abs(y))
  if size <= 180 {
    return degreeReadings(near: place, unit: "", suffix: "")
  }
  var readings: [DatumReading] = []
  let metric = metricReadings(Coordinate(x: x, y: y), near: place)
  let swapped = metricReadings(Coordinate(x: y, y: x), near: place)
  readings += metric
  readings += swapped.map {
    DatumReading(name: "\($0.name) with the axes exchanged", crs: "\($0.crs)-swapped")
  }
  // Whole millionths: from a hundredth of a degree on.
  if size >= 10_000, size <= 180e6 {
    readings += degreeReadings(near: place, unit: " in millionths of a degree", suffix: "-e6")
  }
  return readings
}

private func degreeReadings(near place: Coordinate, unit: String, suffix: String) -> [DatumReading] {
  var readings = [DatumReading(name: "WGS84\(unit)", crs: "wgs84\(suffix)")]
  if ChineseDatum.isInChina(place) {
    readings.append(DatumReading(name: "GCJ-02 (Amap, Tencent)\(unit)", crs: "gcj02\(suffix)"))
    readings.append(DatumReading(name: "BD-09 (Baidu)\(unit)", crs: "bd09\(suffix)"))
  }
  return readings
    + readings.map {
      DatumReading(name: "\($0.name) with latitude before longitude", crs: "\($0.crs)-swapped")
    }
}

/// Readings of one position in metres, easting first.
private func metricReadings(_ position: Coordinate, near place: Coordinate) -> [DatumReading] {
  let (easting, northing) = (position.x, position.y)
  var readings: [DatumReading] = []
  if ChineseDatum.isInChina(place), (1_600_000...6_100_000).contains(northing) {
    readings += gaussKruger(easting, near: place)
  }
  if (100_000...900_000).contains(easting), (0...10_000_000).contains(northing) {
    let zone = Int(((place.x + 180) / 6).rounded(.down)) + 1
    for zone in (zone - 1)...(zone + 1) where (1...60).contains(zone) {
      readings.append(
        DatumReading(
          name: "UTM zone \(zone)\(place.y < 0 ? "S" : "N")", crs: "EPSG:\((place.y < 0 ? 32700 : 32600) + zone)"))
    }
  }
  if abs(easting) <= 20_037_509, abs(northing) <= 20_048_967 {
    readings.append(DatumReading(name: "Web Mercator", crs: "EPSG:3857"))
  }
  return readings
}

private func gaussKruger(_ easting: Double, near place: Coordinate) -> [DatumReading] {
  guard (0..<1e8).contains(easting) else { return [] }
  let zone = Int(easting / 1e6)
  func reading(_ degrees: Int, _ meridian: Int, _ code: Int, _ prefix: String) -> DatumReading {
    DatumReading(name: "CGCS2000 \(degrees)-degree Gauss-Krüger, meridian \(meridian)° E\(prefix)", crs: "EPSG:\(code)")
  }
  switch zone {
  case 0:
    // The coordinates do not say the zone; those far from the place would only be sent home again.
    return (0...20).compactMap { zone in
      let meridian = 75 + 3 * zone
      return abs(Double(meridian) - place.x) <= 4.6 ? reading(3, meridian, 4534 + zone, ", no zone prefix") : nil
    }
  case 25...45: return [reading(3, 3 * zone, 4513 + zone - 25, ", zone prefix \(zone)")]
  case 13...23: return [reading(6, 6 * zone - 3, 4491 + zone - 13, ", zone prefix \(zone)")]
  default: return []
  }
}
