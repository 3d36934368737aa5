/// A sheet of a workbook, as a person is to see it.
package struct Sheet: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case text
      case number(decimals: Int)
      /// As it is typed in.
      case plainNumber
      /// 0...1, shown as percent, with a bar in each cell.
      case share
    }

    package var title: String
    package var kind: Kind
    /// What may stand in the cells beneath; a list to choose from where it is not empty. At most 255 characters together,
    /// commas between them included, and none within: a list in a cell is parted by commas.
    package var choices: [String]

    package init(_ title: String, _ kind: Kind = .text, choices: [String] = []) {
      precondition(
        choices.allSatisfy { !$0.contains(",") } && choices.joined(separator: ",").utf16.count <= 255,
        "choices of \(title) stand in one line parted by commas")
      self.title = title
      self.kind = kind
      self.choices = choices
    }
  }

  package enum Cell: Hashable, Sendable {
    case empty
    /// Never a formula, whatever it begins with.
    case text(String)
    /// Left empty where it is not finite.
    case number(Double)
    /// 0...1, shown as percent in any column.
    case share(Double)
  }

  /// One that a workbook cannot have is mended: at most 31 characters, none of `[]:*?/\`, no second of a name.
  package var name: String
  /// Lines above the table, the first as a heading.
  package var lead: [String] = []
  /// Their titles are the heading row, which stays in sight and filters; none for a sheet of lines alone.
  package var columns: [Column] = []
  /// As long as `columns`.
  package var rows: [[Cell]] = []

  package init(name: String, lead: [String] = [], columns: [Column] = [], rows: [[Cell]] = []) {
    self.name = name
    self.lead = lead
    self.columns = columns
    self.rows = rows
  }
}

extension [Sheet] {
  /// What spreadsheets hold at the most: rows of a sheet, and characters of a cell.
  package static let mostRows = 1_048_576
  package static let mostCharacters = 32_767

  /// The names as a workbook can have them: no two alike, capitals or not.
  package var soundNames: [String] {
    var taken: Set<String> = []
    return map { sheet in
      let plain = String(
        String.UnicodeScalarView(
          sheet.name.unicodeScalars.map { "[]:*?/\\".unicodeScalars.contains($0) || $0.value < 32 ? " " : $0 }))
      let trimmed = plain.drop { $0 == "'" || $0 == " " }
      var name = cut(String(trimmed), 31)
      while name.last == "'" || name.last == " " { name.removeLast() }
      if name.isEmpty { name = "-" }
      var number = 2
      let first = name
      while !taken.insert(name.lowercased()).inserted {
        let end = " \(number)"
        name = cut(first, 31 - end.count) + end
        number += 1
      }
      return name
    }
  }

  /// Counted as spreadsheets do, in UTF-16 units; no character is torn.
  private func cut(_ text: String, _ count: Int) -> String {
    var result = text
    while result.utf16.count > count { result.removeLast() }
    return result
  }
}
