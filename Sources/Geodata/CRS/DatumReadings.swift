import Geometry
import Words

/// A way in which the coordinates of a layer may be meant.
package struct DatumReading: Hashable, Sendable {
  /// For people.
  package var name: Bilingual
  /// What to write as `crs:` of a layer.
  package var crs: String

  package var system: ReferenceSystem { crs == "wgs84" ? .wgs84 : ReferenceSystem(crs) }
}

/// The readings that coordinates of this size allow near a place, what is usual first.
///
/// Degrees: WGS84 and, where the map services shift, GCJ-02 and BD-09; the same with the axes exchanged; whole
/// millionths of a degree. Metres: Web Mercator, the CGCS2000 Gauss-Krüger zones (EPSG:4513...4554 of 3 degrees and
/// 4491...4501 of 6 degrees; `cgcs2000-gk` where the eastings have several zone numbers), the UTM zones nearby; the same with the axes exchanged. The 6-degree zones without a prefix
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
    return degreeReadings(near: place, unit: Bilingual(same: ""), suffix: "")
  }
  var readings: [DatumReading] = []
  let metric = metricReadings(Coordinate(x: x, y: y), finite.lazy.map(\.x), near: place)
  let swapped = metricReadings(Coordinate(x: y, y: x), finite.lazy.map(\.y), near: place)
  readings += metric
  readings += swapped.map {
    DatumReading(name: $0.name + Bilingual("（两轴对调）", " with the axes exchanged"), crs: "\($0.crs)-swapped")
  }
  // Whole millionths: from a hundredth of a degree on.
  if size >= 10_000, size <= 180e6 {
    readings += degreeReadings(
      near: place, unit: Bilingual("（以百万分之一度为单位）", " in millionths of a degree"), suffix: "-e6")
  }
  return readings
}

private func degreeReadings(near place: Coordinate, unit: Bilingual, suffix: String) -> [DatumReading] {
  var readings = [DatumReading(name: Bilingual(same: "WGS84") + unit, crs: "wgs84\(suffix)")]
  if ChineseDatum.isInChina(place) {
    readings.append(DatumReading(name: ChineseDatum.gcj02.words + unit, crs: "gcj02\(suffix)"))
    readings.append(DatumReading(name: ChineseDatum.bd09.words + unit, crs: "bd09\(suffix)"))
  }
  return readings
    + readings.map {
      DatumReading(
        name: $0.name + Bilingual("（纬度在前）", " with latitude before longitude"), crs: "\($0.crs)-swapped")
    }
}

/// Readings of one position in metres, easting first; the eastings of all show whether they lie in several zones.
private func metricReadings(
  _ position: Coordinate, _ eastings: some Sequence<Double>, near place: Coordinate
) -> [DatumReading] {
  let (easting, northing) = (position.x, position.y)
  var readings: [DatumReading] = []
  if ChineseDatum.isInChina(place), (1_600_000...6_100_000).contains(northing) {
    readings += severalZones(eastings, near: place).map { [$0] } ?? gaussKruger(easting, near: place)
  }
  if (100_000...900_000).contains(easting), (0...10_000_000).contains(northing) {
    let zone = Int(((place.x + 180) / 6).rounded(.down)) + 1
    for zone in (zone - 1)...(zone + 1) where (1...60).contains(zone) {
      let name = "\(zone)\(place.y < 0 ? "S" : "N")"
      readings.append(
        DatumReading(
          name: Bilingual("UTM第\(name)带", "UTM zone \(name)"), crs: "EPSG:\((place.y < 0 ? 32700 : 32600) + zone)"))
    }
  }
  if abs(easting) <= 20_037_509, abs(northing) <= 20_048_967 {
    readings.append(DatumReading(name: Bilingual("Web墨卡托", "Web Mercator"), crs: "EPSG:3857"))
  }
  return readings
}

/// Each easting in the zone that stands before it, when there are several zones and all are near the place: another
/// number is a slip of the pen.
private func severalZones(_ eastings: some Sequence<Double>, near place: Coordinate) -> DatumReading? {
  var zones: Set<Int> = []
  for easting in eastings where ZonePrefix.code(ofEasting: easting) != nil {
    let zone = Int(easting / 1e6)
    let meridian = Double(zone < 25 ? 6 * zone - 3 : 3 * zone)
    if abs(meridian - place.x) <= (zone < 25 ? 7.6 : 4.6) { zones.insert(zone) }
  }
  guard zones.count > 1 else { return nil }
  let numbers = zones.sorted().map(String.init)
  return DatumReading(
    name: Bilingual(
      "CGCS2000高斯-克吕格投影，东坐标前带带号\(numbers.joined(separator: "、"))",
      "CGCS2000 Gauss-Krüger, zone prefixes \(numbers.joined(separator: " and "))"), crs: "cgcs2000-gk")
}

private func gaussKruger(_ easting: Double, near place: Coordinate) -> [DatumReading] {
  guard (0..<1e8).contains(easting) else { return [] }
  let zone = Int(easting / 1e6)
  func reading(_ degrees: Int, _ meridian: Int, _ code: Int, prefix: Int?) -> DatumReading {
    DatumReading(
      name: Bilingual(
        "CGCS2000高斯-克吕格\(degrees)度带，中央经线东经\(meridian)度，"
          + (prefix.map { "东坐标前带带号\($0)" } ?? "东坐标前不带带号"),
        "CGCS2000 \(degrees)-degree Gauss-Krüger, meridian \(meridian)° E, "
          + (prefix.map { "zone prefix \($0)" } ?? "no zone prefix")), crs: "EPSG:\(code)")
  }
  switch zone {
  case 0:
    // The coordinates do not say the zone; those far from the place would only be sent home again.
    return (0...20).compactMap { zone in
      let meridian = 75 + 3 * zone
      return abs(Double(meridian) - place.x) <= 4.6 ? reading(3, meridian, 4534 + zone, prefix: nil) : nil
    }
  case 25...45: return [reading(3, 3 * zone, 4513 + zone - 25, prefix: zone)]
  case 13...23: return [reading(6, 6 * zone - 3, 4491 + zone - 13, prefix: zone)]
  default: return []
  }
}

extension ChineseDatum {
  /// For people.
  package var words: Bilingual {
    self == .gcj02
      ? Bilingual("GCJ-02（高德、腾讯）", "GCJ-02 (Amap, Tencent)") : Bilingual("BD-09（百度）", "BD-09 (Baidu)")
  }
}
