import Foundation
import Geometry

/// What is known of a county: read from the small files under `facts/`, whose README names every source.
struct Facts {
  struct Town {
    var code: String
    var name: String
    var position: Coordinate
    var villages: Int
  }

  struct Community {
    var code: String
    var name: String
    var town: String
    /// Nil where the register gives none.
    var position: Coordinate?
  }

  /// A village committee, whose place no register knows.
  struct Village {
    var code: String
    var name: String
    var town: String
  }

  struct Missing: Error, CustomStringConvertible { var description: String }

  let outline: [Coordinate]
  let towns: [Town]
  let communities: [Community]
  /// Empty where the county is drawn with one point for all villages of a town.
  let villages: [Village]
  let residents: Int
  /// Hundredths of a percent, so that the split is exact.
  let urbanShare: Int

  init(folder: String) throws {
    func rows(_ name: String) throws -> [[String]] {
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      let lines = text.split(separator: "\n").dropFirst()
      return lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }
    func position(_ longitude: String, _ latitude: String) -> Coordinate? {
      guard let x = Double(longitude), let y = Double(latitude) else { return nil }
      return at(x, y)
    }
    outline = try rows("outline.csv").compactMap { position($0[0], $0[1]) }
    towns = try rows("towns.csv").map { row in
      guard let place = position(row[2], row[3]), let villages = Int(row[4]) else {
        throw Missing(description: "towns.csv: \(row[1]) lacks a position or its number of villages")
      }
      return Town(code: row[0], name: row[1], position: place, villages: villages)
    }
    communities = try rows("communities.csv").map {
      Community(code: $0[0], name: $0[1], town: $0[2], position: position($0[4], $0[5]))
    }
    let listsVillages = FileManager.default.fileExists(atPath: folder + "/villages.csv")
    villages = try listsVillages ? rows("villages.csv").map { Village(code: $0[0], name: $0[1], town: $0[2]) } : []
    let census = Dictionary(uniqueKeysWithValues: try rows("census.csv").map { ($0[0], Double($0[1])) })
    guard let people = census["residents_2020"]??.rounded(), let share = census["urban_share_percent_2020"] ?? nil
    else { throw Missing(description: "census.csv needs residents_2020 and urban_share_percent_2020") }
    residents = Int(people)
    urbanShare = Int((share * 100).rounded())
  }

  func town(_ name: String) -> Town { towns.first { $0.name == name }! }

  func village(_ name: String, of town: String) -> Village {
    villages.first { $0.name == name && $0.town == town }!
  }
}

/// Shares out a whole number in proportion to weights; the largest remainders get what rounding leaves, ties to the
/// earlier.
func shared(_ total: Int, weights: [Double]) -> [Int] {
  let sum = weights.reduce(0, +)
  let exact = weights.map { Double(total) * $0 / sum }
  var parts = exact.map { Int($0) }
  let order = exact.indices.sorted {
    let (a, b) = (exact[$0] - Double(parts[$0]), exact[$1] - Double(parts[$1]))
    return a == b ? $0 < $1 : a > b
  }
  for index in order.prefix(total - parts.reduce(0, +)) { parts[index] += 1 }
  return parts
}
