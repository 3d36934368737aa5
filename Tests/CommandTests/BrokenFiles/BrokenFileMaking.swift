import Foundation

/// Makes the broken files of the table that no short text can stand for: bytes written by hand, without the program's
/// own writers.
enum BrokenFileMaking {
  /// - Parameters:
  ///   - maker: what stands behind the @ in the table.
  ///   - name: the file's name; others of the same set get its stem.
  /// - Returns: files by name.
  static func files(_ maker: String, name: String) throws -> [String: [UInt8]] {
    let stem = String(name.prefix { $0 != "." })
    switch maker {
    case "deep-nesting":
      return [
        name: Array(#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":"#.utf8)
          + [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
      ]
    case "ring-of-ten-million": return [name: ringOfTenMillion()]
    case "endless-quote":
      return [name: Array("id,name,lon,lat\n\"".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: 100_000_000)]
    case "many-columns":
      let names = (0..<5_000).map { "c\($0)" }.joined(separator: ",")
      let cells = String(repeating: ",7", count: 5_000)
      return [name: Array("id,services,lon,lat,\(names)\ns1,drink,105,0\(cells)\n".utf8)]
    case let maker where maker.hasPrefix("shapefile"):
      return Shapefile(stem).files(spoiled: String(maker.dropFirst("shapefile".count).drop { $0 == " " }))
    case let maker where maker.hasPrefix("zip"):
      return [name: archive(String(maker.dropFirst("zip".count).drop { $0 == " " }))]
    case let maker where maker.hasPrefix("workbook"):
      return [name: workbook(String(maker.dropFirst("workbook".count).drop { $0 == " " }))]
    default: throw CocoaError(.featureUnsupported)
    }
  }

  /// A circle of 0.01 degrees about 105.01, 0.
  private static func ringOfTenMillion() -> [UInt8] {
    var bytes = Array(
      #"{"type":"Feature","id":"c","properties":{"population":5},"geometry":{"type":"Polygon","coordinates":[["#.utf8)
    bytes.reserveCapacity(240_000_000)
    let count = 10_000_000
    for index in 0...count {
      let angle = 2 * Double.pi * Double(index % count) / Double(count)
      // Nine decimals by hand: formatting ten million numbers takes longer than the test.
      let x = Int((105.01 + 0.01 * cos(angle)) * 1e9)
      let y = Int((10 + 0.01 * sin(angle)) * 1e9)
      bytes.append(contentsOf: "[\(x / 1_000_000_000).".utf8)
      bytes.append(contentsOf: String(1_000_000_000 + x % 1_000_000_000).utf8.dropFirst())
      bytes.append(contentsOf: ",0.0".utf8)
      bytes.append(contentsOf: String(1_000_000_000 + (y - 9_900_000_000)).utf8.dropFirst())
      bytes.append(contentsOf: (index == count ? "]" : "],").utf8)
    }
    bytes.append(contentsOf: "]]}}".utf8)
    return bytes
  }

  private static func archive(_ spoiled: String) -> [UInt8] {
    let sound = Shapefile("stations").files(spoiled: "").map { Zip.Entry(name: $0.key, bytes: $0.value) }
      .sorted { $0.name < $1.name }
    switch spoiled {
    case "torn": return Zip.archive(sound).dropLast(40) + []
    case "empty": return Zip.archive([])
    case "bomb":
      // 3 GB of what the archive says, a few bytes of what it holds.
      return Zip.archive([Zip.Entry(name: "stations.gpkg", bytes: [0], statedSize: 3_000_000_000)])
    case "two layers":
      let other = Shapefile("others").files(spoiled: "").map { Zip.Entry(name: $0.key, bytes: $0.value) }
      return Zip.archive(sound + other.sorted { $0.name < $1.name })
    case "in zip": return Zip.archive([Zip.Entry(name: "stations.zip", bytes: Zip.archive(sound))])
    case "with ../": return Zip.archive([Zip.Entry(name: "../../stations.txt", bytes: Array("x".utf8))])
    default: return Zip.archive(sound)
    }
  }

  private static func workbook(_ spoiled: String) -> [UInt8] {
    let header = ["id", "name", "services", "lon", "lat"]
    let row = ["s1", "One", "drink", "105", "0"]
    switch spoiled {
    case "torn": return Workbook([("Tabelle1", [header, row])]).bytes().dropLast(300) + []
    case "merged header":
      return Workbook([("Tabelle1", [["id", "name", "services", "position", ""], row])], merged: "D1:E1").bytes()
    case "title above header":
      return Workbook([("Tabelle1", [["Stations 2026", "", "", "", ""], header, row])]).bytes()
    case "two sheets": return Workbook([("Tabelle1", [header, row]), ("Tabelle2", [header, row])]).bytes()
    case "no rows": return Workbook([("Tabelle1", [header])]).bytes()
    case "coordinates as text": return Workbook([("Tabelle1", [header, row])], numbersAsText: true).bytes()
    case "error cell": return Workbook([("Tabelle1", [header, ["s1", "One", "drink", "#REF!", "0"]])]).bytes()
    default: return Workbook([("Tabelle1", [header, row])]).bytes()
    }
  }
}
