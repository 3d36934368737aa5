import Geometry
import PROJ
import Words

/// CGCS2000 Gauss-Krüger coordinates with the zone number before the easting: 35385121.96 lies in the 3-degree zone 35.
///
/// The number tells the zone and its width, since 3-degree zones over China are 25 to 45 and 6-degree zones 13 to 23. One
/// file may so hold a city that two zones share.
/// Systems: EPSG:4491-4501 (6 degrees) and EPSG:4513-4533 (3 degrees).
enum ZonePrefix {
  /// The EPSG system of an easting; nil when no zone number over China stands before it.
  static func code(ofEasting easting: Double) -> String? {
    guard easting.isFinite, easting >= 1e6, easting < 1e8 else { return nil }
    let zone = Int(easting / 1e6)
    return switch zone {
    case 13...23: "EPSG:\(4491 + zone - 13)"
    case 25...45: "EPSG:\(4513 + zone - 25)"
    default: nil
    }
  }
}

extension ReferenceSystem {
  /// One way to WGS84 for each zone met; a shape that reaches over a zone's edge keeps the zone of its first position.
  static func transformByZone(
    _ records: inout [Record], _ context: GeodataError.Context
  ) throws(GeodataError) -> Bilingual {
    var members: [String: [Int]] = [:]
    for (index, record) in records.enumerated() {
      var first: Coordinate?
      record.shape?.forEachCoordinate { position in if first == nil { first = position } }
      guard let first else { continue }
      guard let code = ZonePrefix.code(ofEasting: first.x) else {
        var place = context
        place.record = "\(record.number)"
        place.line = record.line
        throw GeodataError(
          .badCoordinate,
          Bilingual(
            "东坐标\(first.x)之前没有中国范围内的带号（13-23或25-45）。请把东坐标写在前面，或用`crs`注明该带自己的坐标系，例如EPSG:4544。",
            "the easting \(first.x) begins with no zone number over China (13-23 or 25-45). Put the easting first, or state "
              + "the zone's own system as `crs`, such as EPSG:4544."), at: place)
      }
      members[code, default: []].append(index)
    }
    for (code, indices) in members.sorted(by: { $0.key < $1.key }) {
      var part = indices.map { records[$0] }
      _ = try transform(&part, from: code, context)
      for (index, record) in zip(indices, part) { records[index] = record }
    }
    let codes = members.keys.sorted()
    return Bilingual(
      "CGCS2000高斯-克吕格投影，按带号 -> WGS84（\(codes.joined(separator: "、"))）",
      "CGCS2000 Gauss-Kruger by zone number -> WGS84 (\(codes.joined(separator: ", ")))")
  }

  /// WGS84 degrees of each position, NaN where no zone number stands before the easting.
  static func positionsByZone(_ positions: [Coordinate]) throws(GeodataError) -> [Coordinate] {
    var degrees = [Coordinate](repeating: Coordinate(x: .nan, y: .nan), count: positions.count)
    let members = Dictionary(grouping: positions.indices) { ZonePrefix.code(ofEasting: positions[$0].x) }
    for case (let code?, let indices) in members {
      let part = try ReferenceSystem(code).positionsInWGS84(indices.map { positions[$0] })
      for (index, position) in zip(indices, part) { degrees[index] = position }
    }
    return degrees
  }
}
