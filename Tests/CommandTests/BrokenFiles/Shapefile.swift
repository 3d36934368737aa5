/// Two stations as a shapefile, byte by byte, sound or spoiled in one way.
///
/// Source: ESRI Shapefile Technical Description, 1998; dBase III table layout.
struct Shapefile {
  private let stem: String

  init(_ stem: String) { self.stem = stem }

  private static let degrees =
    #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],"#
    + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
  private static let metres =
    #"PROJCS["UTM",\#(degrees),PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],"#
    + #"PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9996],"#
    + #"PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#

  func files(spoiled: String) -> [String: [UInt8]] {
    let points = [(105.0, 0.0), (105.001, 0.0)]
    let second: (Double, Double)? = spoiled == "null shape" ? nil : points[1]
    var files = shapes([points[0], second])
    let name: [UInt8] = spoiled.hasPrefix("cpg lies") ? [0xC3, 0xFB, 0xB3, 0xC6] : Array("One".utf8)
    files["\(stem).dbf"] = table(
      Array([("s1", name), ("s2", Array("Two".utf8))].prefix(spoiled == "one record" ? 1 : 2)))
    files["\(stem).prj"] = Array(Self.degrees.utf8)
    files["\(stem).cpg"] = Array("UTF-8".utf8)
    switch spoiled {
    case "torn": files["\(stem).shp"]!.removeLast(20)
    case "without shx": files["\(stem).shx"] = nil
    case "without dbf": files["\(stem).dbf"] = nil
    case "without prj": files["\(stem).prj"] = nil
    case "short dbf": files["\(stem).dbf"]!.removeLast(30)
    case "text": files["\(stem).shp"] = Array("id,lon,lat\ns1,105,0\n".utf8)
    case "prj lies": files["\(stem).prj"] = Array(Self.metres.utf8)
    case "prj garbage": files["\(stem).prj"] = Array("the usual one".utf8)
    case "cpg nonsense": files["\(stem).cpg"] = Array("klingon".utf8)
    default: break
    }
    return files
  }

  private func shapes(_ points: [(Double, Double)?]) -> [String: [UInt8]] {
    var bodies: [[UInt8]] = []
    for point in points {
      guard let point else {
        bodies.append(little(Int32(0)))
        continue
      }
      bodies.append(little(Int32(1)) + little(point.0.bitPattern) + little(point.1.bitPattern))
    }
    var main: [UInt8] = []
    var index: [UInt8] = []
    for (number, body) in bodies.enumerated() {
      index += big(Int32((100 + main.count) / 2)) + big(Int32(body.count / 2))
      main += big(Int32(number + 1)) + big(Int32(body.count / 2)) + body
    }
    func head(_ size: Int) -> [UInt8] {
      var head = big(Int32(9994)) + [UInt8](repeating: 0, count: 20) + big(Int32((100 + size) / 2))
      head += little(Int32(1000)) + little(Int32(1))
      for bound in [105.0, 0, 105.001, 0, 0, 0, 0, 0] { head += little(bound.bitPattern) }
      return head
    }
    return ["\(stem).shp": head(main.count) + main, "\(stem).shx": head(index.count) + index]
  }

  private func table(_ rows: [(id: String, name: [UInt8])]) -> [UInt8] {
    let fields = [("id", 4), ("name", 10), ("services", 8)]
    let recordSize = 1 + fields.reduce(0) { $0 + $1.1 }
    var bytes: [UInt8] = [3, 126, 11, 24] + little(Int32(rows.count)) + little(Int16(32 + 32 * fields.count + 1))
    bytes += little(Int16(recordSize)) + [UInt8](repeating: 0, count: 20)
    for (name, size) in fields {
      bytes += padded(Array(name.utf8), to: 11, with: 0) + [UInt8(ascii: "C"), 0, 0, 0, 0, UInt8(size)]
      bytes += [UInt8](repeating: 0, count: 15)
    }
    bytes.append(0x0D)
    for row in rows {
      bytes += [0x20] + padded(Array(row.id.utf8), to: 4, with: 0x20) + padded(row.name, to: 10, with: 0x20)
      bytes += padded(Array("drink".utf8), to: 8, with: 0x20)
    }
    return bytes + [0x1A]
  }

  private func padded(_ bytes: [UInt8], to size: Int, with filler: UInt8) -> [UInt8] {
    bytes + [UInt8](repeating: filler, count: size - bytes.count)
  }
}

/// The bytes of a whole number, lowest first.
func little(_ value: some FixedWidthInteger) -> [UInt8] {
  (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

private func big(_ value: Int32) -> [UInt8] { little(value).reversed() }
