import Model

#if GDAL
import Foundation
import GDALData

/// The merged cells of a sheet in an Excel workbook (`.xlsx`): GDAL hands over what their first one says and leaves the
/// others blank.
///
/// Source: ECMA-376 (2016), Office Open XML, part 1, 18.3.1.55 mergeCells.
struct SheetMerges {
  /// Cells merged over several rows: the column, and the rows as a person counts them.
  private let ranges: [(column: Int, rows: ClosedRange<Int>)]

  /// What follows the cells of a sheet is short; a longer list is left alone.
  private static let longestTail = 4 << 20

  /// nil without any, and for what is no such workbook.
  init?(workbook path: String, sheet: String) {
    let name = path.lowercased()
    guard name.hasSuffix(".xlsx") || name.hasSuffix(".xlsm"), !path.contains("{"), !path.contains("}") else {
      return nil
    }
    let root = "/vsizip/{\(path)}/"
    guard let book = Self.text(root + "xl/workbook.xml"), let links = Self.text(root + "xl/_rels/workbook.xml.rels"),
      let link = Self.tags("sheet", in: book).first(where: { Self.attribute("name", of: $0) == sheet })
        .flatMap({ Self.attribute("r:id", of: $0) }),
      let target = Self.tags("Relationship", in: links).first(where: { Self.attribute("Id", of: $0) == link })
        .flatMap({ Self.attribute("Target", of: $0) }),
      let tail = Self.text(root + (target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target))
    else { return nil }
    ranges = Self.tags("mergeCell", in: tail).compactMap { Self.attribute("ref", of: $0).flatMap(Self.range) }
    guard !ranges.isEmpty else { return nil }
  }

  /// Gives blank cells the text of the merged cell that they belong to. Numbers are left alone: they would count again.
  ///
  /// - Parameter rows: of each feature in the sheet.
  /// - Returns: how many cells were filled by column.
  func fill(_ features: inout [VectorFeature], rows: [Int]) -> [Int: Int] {
    let places = Dictionary(zip(rows, features.indices), uniquingKeysWith: { first, _ in first })
    var filled: [Int: Int] = [:]
    for range in ranges {
      guard let first = places[range.rows.lowerBound], range.column < features[first].values.count,
        case .text(let text) = features[first].values[range.column], NumberText(text) == nil, !text.trimmed.isEmpty
      else { continue }
      for row in range.rows.dropFirst() {
        guard let place = places[row], features[place].values[range.column] == .null else { continue }
        features[place].values[range.column] = .text(text)
        filled[range.column, default: 0] += 1
      }
    }
    return filled
  }

  /// The end of a file that matters here.
  private static func text(_ address: String) -> String? {
    guard let size = virtualFileSize(address) else { return nil }
    let start = max(0, size - longestTail)
    return virtualFileBytes(address, from: start, count: size - start).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func tags(_ name: String, in text: String) -> [Substring] {
    text.split(separator: "<").filter { $0.hasPrefix(name + " ") }
  }

  private static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
    return String(tag[start.upperBound...].prefix { $0 != "\"" }).replacing("&lt;", with: "<").replacing(
      "&gt;", with: ">"
    )
    .replacing("&quot;", with: "\"").replacing("&apos;", with: "'").replacing("&amp;", with: "&")
  }

  /// `F2:F4`; nil within one row.
  private static func range(_ text: String) -> (column: Int, rows: ClosedRange<Int>)? {
    let ends = text.split(separator: ":")
    guard ends.count == 2, let first = Int(ends[0].drop { $0.isLetter }), let last = Int(ends[1].drop { $0.isLetter }),
      last > first
    else { return nil }
    let letters = ends[0].prefix { $0.isLetter }.unicodeScalars
    return (letters.reduce(0) { $0 * 26 + Int($1.value) - 0x40 } - 1, first...last)
  }
}
#endif
