import Foundation
import Geometry

/// What is known of the counties of a prefecture: the small files under `facts/`, whose README names every source.
struct PrefectureFacts {
  struct County {
    var code: String
    /// What the command and the folders call it.
    var folder: String
    var name: String
    var english: String
    /// Of the census.
    var residents: Int
    /// Hundredths of a percent.
    var urbanShare: Int
    /// Empty for a county that is drawn with its streets.
    var outline: [Polygon]
    var towns: [Town]

    /// Whether a place in degrees lies in the county.
    func holds(_ place: Coordinate) -> Bool {
      outline.contains { polygon in
        polygon.rings.enumerated().allSatisfy { index, ring in contains(Array(ring.dropLast()), place) == (index == 0) }
      }
    }
  }

  struct Town {
    var code: String
    var name: String
    var position: Coordinate
    var villages: Int
    var communities: [Community]
  }

  struct Community {
    var code: String
    var name: String
    /// The register's class of urban and rural: 111 is the main town, 220 a village.
    var urbanClass: Int
    /// Nil where the register gives none.
    var position: Coordinate?
  }

  let counties: [County]

  init(folder: String) throws {
    func rows(_ name: String) throws -> [[String]] {
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      return text.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    func position(_ row: [String], _ column: Int) -> Coordinate? {
      guard let x = Double(row[column]), let y = Double(row[column + 1]) else { return nil }
      return at(x, y)
    }
    let communities = Dictionary(grouping: try rows("communities.csv")) { $0[2] }
    let towns = Dictionary(grouping: try rows("towns.csv")) { $0[1] }
    let corners = Dictionary(grouping: try rows("outlines.csv")) { $0[0] }
    counties = try rows("counties.csv").map { row in
      guard let residents = Int(row[4]), let urban = Double(row[5]) else {
        throw Facts.Missing(description: "counties.csv: \(row[2]) lacks its residents or their urban share")
      }
      let parts = Dictionary(grouping: corners[row[0]] ?? []) { $0[1] }
      let outline = parts.keys.sorted().map { part in
        let rings = Dictionary(grouping: parts[part]!) { $0[2] }
        return Polygon(rings: rings.keys.sorted().map { ring in rings[ring]!.compactMap { position($0, 3) } })
      }
      return County(
        code: row[0], folder: row[1], name: row[2], english: row[3], residents: residents,
        urbanShare: Int((urban * 100).rounded()), outline: outline,
        towns: try (towns[row[0]] ?? []).map { town in
          guard let place = position(town, 3), let villages = Int(town[5]) else {
            throw Facts.Missing(description: "towns.csv: \(town[2]) lacks a position or its number of villages")
          }
          return Town(
            code: town[0], name: town[2], position: place, villages: villages,
            communities: (communities[town[0]] ?? []).map {
              Community(code: $0[0], name: $0[1], urbanClass: Int($0[3]) ?? 220, position: position($0, 4))
            })
        })
    }
  }
}
