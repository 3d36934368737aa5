import Foundation
import Geodata
import Model
import Testing

/// `docs/columns.md` shows the words of the code, all of them and no others.
struct ColumnDocumentTests {
  private static func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  private static func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: " ") }

  /// Every table row of the document that the code has a say in.
  private static var rows: [String] {
    let roles = ColumnWords.entries.map { entry in
      let words = entry.groups.filter { !$0.isEmpty }.map(list).joined(separator: "; then ")
      let noun = entry.nounWords.isEmpty ? "" : "; a noun and " + list(entry.nounWords)
      return row([
        "`\(entry.role.rawValue)`", entry.layer?.rawValue ?? "any",
        words + noun + (entry.takesNoun ? "; a noun alone" : ""),
      ])
    }
    let nouns = ColumnWords.nouns.map { row([$0.layer.rawValue, list($0.words)]) }
    let units = ColumnWords.unitWords.map { entry in
      let sorted = entry.units.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      let words = sorted.map {
        $0.value == 1 ? "`\($0.key)`" : "`\($0.key)` = \($0.value.formatted(.number.grouping(.never)))"
      }
      return row([entry.roles.map { "`\($0.rawValue)`" }.joined(separator: ", "), words.joined(separator: ", ")])
    }
    let services = ServiceWords.table.map { entry in
      row([entry.services.map { "`\($0.rawValue)`" }.joined(separator: ", "), list(entry.words)])
    }
    let statuses = StatusWords.table.map { row(["`\($0.status)`", list($0.words)]) }
    return roles + nouns + units + services + statuses
  }

  @Test func documentHasTheWordsOfTheCode() throws {
    let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/columns.md").standardizedFileURL
    let text = try String(contentsOf: document, encoding: .utf8)
    let found = text.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("| ") && !Self.heads.contains($0) }
    #expect(found == Self.rows, "the rows should be:\n\(Self.rows.joined(separator: "\n"))")
  }

  private static let heads: Set<String> = [
    "| role | layer | words |", "| layer | nouns |", "| role | units |", "| service | words |", "| status | words |",
  ]
}
