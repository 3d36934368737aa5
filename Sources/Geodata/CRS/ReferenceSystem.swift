import Geometry
import PROJ
import Words

/// The reference system of a layer's coordinates and how they become WGS84 degrees.
package struct ReferenceSystem: Hashable, Sendable {
  private enum Path: Hashable, Sendable {
    case geographic
    case shifted(ChineseDatum)
    /// CGCS2000 Gauss-Krüger, each position in the zone whose number stands before its easting.
    case zonePrefixed
    case proj(String)
  }

  private var path: Path
  /// The file has latitude or northing first.
  private var isSwapped = false
  /// Degrees in one unit of the file; 1e-6 in files of whole numbers.
  private var unit = 1.0
  /// The words of the user or of the file; nil when nothing was stated.
  private var stated: String?

  /// WGS84 longitude and latitude, as RFC 7946 has it.
  package static let wgs84 = ReferenceSystem(path: .geographic, stated: nil)

  private init(path: Path, stated: String?) {
    self.path = path
    self.stated = stated
  }

  /// - Parameter text: `wgs84`, `cgcs2000`, `gcj02`, `bd09`, `cgcs2000-gk` (Gauss-Krüger with zone numbers before the
  ///   eastings, any number of zones), an authority code such as `EPSG:4544` (also as an OGC URN), or anything PROJ
  ///   understands.
  ///   `-swapped` behind it exchanges the axes, `-e6` reads whole millionths of a degree.
  package init(_ words: String) {
    // A number alone is a code of EPSG.
    let text = Int(words.trimmed) == nil ? words.trimmed : "EPSG:\(words.trimmed)"
    for (suffix, isSwap) in [("-swapped", true), ("-e6", false)] where text.lowercased().hasSuffix(suffix) {
      self.init(String(text.dropLast(suffix.count)))
      if isSwap { isSwapped = true } else { unit = 1e-6 }
      stated = text
      return
    }
    let name = text.lowercased()
    switch name {
    case "wgs84", "cgcs2000", "epsg:4326", "epsg:4490", "ogc:crs84", "urn:ogc:def:crs:ogc:1.3:crs84",
      "urn:ogc:def:crs:epsg::4326", "urn:ogc:def:crs:epsg::4490":
      self.init(path: .geographic, stated: text)
    case "gcj02", "gcj-02": self.init(path: .shifted(.gcj02), stated: text)
    case "bd09", "bd-09": self.init(path: .shifted(.bd09), stated: text)
    case "cgcs2000-gk": self.init(path: .zonePrefixed, stated: text)
    default:
      let urn = "urn:ogc:def:crs:epsg::"
      self.init(path: .proj(name.hasPrefix(urn) ? "EPSG:" + name.dropFirst(urn.count) : text), stated: text)
    }
  }

  package var isStated: Bool { stated != nil }

  /// What was stated, as it was.
  package var words: String { stated ?? "WGS84" }

  /// Whether its numbers are longitudes and latitudes; of what only PROJ knows, false.
  package var isOfDegrees: Bool {
    switch path {
    case .geographic, .shifted: unit == 1
    case .zonePrefixed, .proj: false
    }
  }

  /// “Beijing 1954”, “Xian 1980” or “New Beijing” for systems on these datums, whose ways to WGS84 are not public; nil
  /// for others.
  package var oldChineseDatum: String? {
    guard case .proj(let text) = path, let system = try? CRSDescription(text) else { return nil }
    let names = (system.datumNames + [system.name]).map { $0.replacing("_", with: " ") }
    return ["Beijing 1954", "Xian 1980", "New Beijing"].first { datum in names.contains { $0.contains(datum) } }
  }

  /// A definition by its name, for people.
  package static func shown(_ text: String) -> String {
    text.contains("[") ? (try? CRSDescription(text).name) ?? "WKT" : text
  }

  /// Replaces every record's coordinates by WGS84 degrees, longitude first.
  /// - Returns: the path taken, for the manifest.
  /// - Throws: ``GeodataError`` `referenceSystem` when PROJ does not know it, `badCoordinate` with the record when a
  ///   position cannot be converted or is no longitude and latitude.
  package func toWGS84(_ records: inout [Record], at context: GeodataError.Context) throws(GeodataError) -> Bilingual {
    let description: Bilingual
    if isSwapped || unit != 1 {
      for index in records.indices { records[index].shape = records[index].shape?.map(normalized) }
    }
    switch path {
    case .geographic:
      description =
        stated.map { Bilingual("\($0)（经度、纬度；在此等同于WGS84）", "\($0) (longitude, latitude; equal to WGS84 here)") }
        ?? Bilingual("WGS84（推定：未注明坐标系）", "WGS84 (assumed: nothing stated)")
    case .shifted(let datum):
      description = Bilingual(
        "\(datum.rawValue) -> WGS84（迭代反算，误差小于1毫米）",
        "\(datum.rawValue) -> WGS84 (iterated inverse, error below 1 mm)")
      for index in records.indices { records[index].shape = records[index].shape?.map(datum.toWGS84) }
    case .zonePrefixed: description = try Self.transformByZone(&records, context)
    case .proj(let name):
      description = try Self.transform(&records, from: name, context)
    }
    for record in records { try Self.checkRange(record, context) }
    return description
  }

  /// x first, in degrees or metres.
  private func normalized(_ position: Coordinate) -> Coordinate {
    isSwapped
      ? Coordinate(x: position.y * unit, y: position.x * unit) : Coordinate(x: position.x * unit, y: position.y * unit)
  }

  /// WGS84 degrees of each position, NaN where it has no place.
  ///
  /// - Throws: ``GeodataError`` `referenceSystem` when PROJ does not know the system.
  package func positionsInWGS84(_ positions: [Coordinate]) throws(GeodataError) -> [Coordinate] {
    let nowhere = Coordinate(x: .nan, y: .nan)
    let own = positions.map(normalized)
    let degrees: [Coordinate]
    switch path {
    case .geographic: degrees = own
    case .shifted(let datum): degrees = own.map(datum.toWGS84)
    case .zonePrefixed: degrees = try Self.positionsByZone(own)
    case .proj(let name):
      do throws(PROJError) {
        let transformer = try Transformer(from: name, to: "OGC:CRS84")
        var all = own
        do throws(PROJError) {
          try transformer.transform(&all)
        } catch {
          // One of them has no place: the others may.
          for index in all.indices {
            do throws(PROJError) { all[index] = try transformer.transform(own[index]) } catch { all[index] = nowhere }
          }
        }
        degrees = all
      } catch {
        throw GeodataError(
          .referenceSystem, Self.unusable(name, error), underlying: error)
      }
    }
    return degrees.map { abs($0.x) <= 180 && abs($0.y) <= 90 ? $0 : nowhere }
  }

  /// The other way, for what is known to be of this system; nil where it is not said plainly.
  func positionsFromWGS84(_ positions: [Coordinate]) -> [Coordinate]? {
    switch path {
    case .geographic where !isSwapped && unit == 1: return positions
    case .proj(let name) where !isSwapped && unit == 1:
      guard let transformer = try? Transformer(from: "OGC:CRS84", to: name) else { return nil }
      var own = positions
      do throws(PROJError) { try transformer.transform(&own) } catch { return nil }
      return own
    default: return nil
    }
  }

  static func transform(
    _ records: inout [Record], from name: String, _ context: GeodataError.Context
  ) throws(GeodataError) -> Bilingual {
    var current: Record?
    do throws(PROJError) {
      let transformer = try Transformer(from: name, to: "OGC:CRS84")
      for index in records.indices {
        current = records[index]
        if let shape = records[index].shape { records[index].shape = try transformer.transform(shape) }
      }
      let used = transformer.operationUsed?.name
      return Bilingual(
        "\(shown(name)) -> WGS84（\(used ?? "没有记录")）", "\(shown(name)) -> WGS84 (\(used ?? "no records"))")
    } catch {
      guard let current else {
        throw GeodataError(
          .referenceSystem, unusable(name, error), at: context, underlying: error)
      }
      var place = context
      place.record = "\(current.number)"
      place.line = current.line
      throw GeodataError(.badCoordinate, error.words, at: place, underlying: error)
    }
  }

  private static func unusable(_ name: String, _ error: PROJError) -> Bilingual {
    Bilingual("坐标系“\(shown(name))”无法使用：", "the reference system “\(shown(name))” cannot be used: ") + error.words
      + Bilingual(
        "。本程序自有的名称是wgs84、cgcs2000、gcj02（高德、腾讯）、bd09（百度）和cgcs2000-gk。",
        ". Names of our own are wgs84, cgcs2000, gcj02 (Amap, Tencent), bd09 (Baidu) and cgcs2000-gk.")
  }

  private static func checkRange(_ record: Record, _ context: GeodataError.Context) throws(GeodataError) {
    guard let shape = record.shape else { return }
    var bad: Coordinate?
    shape.forEachCoordinate { position in
      let inRange = abs(position.x) <= 180 && abs(position.y) <= 90  // false for NaN
      if !inRange, bad == nil { bad = position }
    }
    guard let bad else { return }
    var place = context
    place.record = "\(record.number)"
    place.line = record.line
    let swapped = abs(bad.y) <= 180 && abs(bad.x) <= 90 && abs(bad.y) > 90
    throw GeodataError(
      .badCoordinate,
      swapped
        ? Bilingual(
          "\(bad.x), \(bad.y)的纬度超过90：经度和纬度颠倒了。请把经度写在前面。",
          "\(bad.x), \(bad.y) has a latitude beyond 90: longitude and latitude are swapped. Put longitude first.")
        : Bilingual(
          "\(bad.x), \(bad.y)不是以度为单位的经纬度。请注明该图层的`crs`（例如EPSG:4544）。",
          "\(bad.x), \(bad.y) is not a longitude and latitude in degrees. State the layer's `crs` (for example EPSG:4544)."
        ),
      at: place)
  }
}
