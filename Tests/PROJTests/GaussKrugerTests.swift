import Foundation
import Geometry
import PROJ
import Testing

/// Every CGCS2000 Gauss-Krüger system on a grid over China, against `Independent/gauss-kruger.csv`: pyproj 3.7.2 (PROJ
/// 9.5.1) and cs2cs 9.1.1, which agree to 0.001 mm on twenty times as many positions.
@Suite struct GaussKrugerTests {
  @Test func everyZoneIsWithinAMillimetreOfPyprojAndCs2cs() throws {
    let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Independent/gauss-kruger.csv")
    let rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").dropFirst().map { row in
      row.split(separator: ",").compactMap { Double($0) }
    }
    #expect(rows.count == 64 * 9)
    for (code, positions) in Dictionary(grouping: rows, by: { Int($0[0]) }) {
      let transformer = try Transformer(from: "EPSG:4490", to: "EPSG:\(code)")
      for row in positions {
        let degrees = Coordinate(longitude: row[1], latitude: row[2])
        let metres = try transformer.transform(degrees)
        #expect(abs(metres.x - row[3]) < 1e-3 && abs(metres.y - row[4]) < 1e-3, "EPSG:\(code) at \(degrees)")
        let back = try transformer.transform(Coordinate(x: row[3], y: row[4]), .inverse)
        // 1e-9 degrees are 0.1 mm.
        #expect(abs(back.x - row[1]) < 1e-9 && abs(back.y - row[2]) < 1e-9, "EPSG:\(code) at \(degrees)")
      }
    }
  }
}
