import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A report read back as a reader sees it: tables under their headings, sentences without the drawings.
final class PageReader: NSObject, XMLParserDelegate {
  struct PageTable {
    var heading: String
    var columns: [String]
    /// Without the heads; a cell's text without the small print in it.
    var rows: [[String]]
  }

  private(set) var tables: [PageTable] = []
  /// Of the numbered sentences at the top.
  private(set) var sentences: [String] = []

  private var heading = ""
  private var text = ""
  private var row: [String] = []
  private var isInHead = false
  /// How deep within what is no text: drawings, styles, small print.
  private var hidden = 0
  private var isListed = false
  private static let unseen: Set<String> = ["svg", "style", "script", "small"]

  init?(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if Self.unseen.contains(name) { hidden += 1 }
    guard hidden == 0 else { return }
    switch name {
    case "table": tables.append(PageTable(heading: heading, columns: [], rows: []))
    case "thead": isInHead = true
    case "tr": row = []
    case "th", "td", "h2": text = ""
    case "ol": isListed = attributes["class"] == "sentences"
    case "li": text = ""
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if hidden == 0 { text += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if Self.unseen.contains(name) {
      hidden -= 1
      return
    }
    guard hidden == 0 else { return }
    switch name {
    case "h2": heading = text
    case "thead": isInHead = false
    case "th", "td": row.append(text.trimmingCharacters(in: .whitespacesAndNewlines))
    case "tr":
      if isInHead { tables[tables.count - 1].columns = row } else { tables[tables.count - 1].rows.append(row) }
    case "ol": isListed = false
    case "li" where isListed: sentences.append(text)
    default: break
    }
  }
}

/// A table of the run's folder: rows by column.
struct WrittenTable {
  let rows: [[String: String]]

  init(_ data: Data) {
    var lines = Self.records(String(decoding: data, as: UTF8.self).replacing("\u{FEFF}", with: ""))
    let heads = lines.isEmpty ? [] : lines.removeFirst()
    rows = lines.map { Dictionary(zip(heads, $0), uniquingKeysWith: { first, _ in first }) }
  }

  /// RFC 4180.
  private static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var (record, field, isQuoted): ([String], String, Bool) = ([], "", false)
    var rest = Substring(text.replacing("\r\n", with: "\n"))
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        field.append("\"")
        rest.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        record.append(field)
        field = ""
      case "\n" where !isQuoted:
        records.append(record + [field])
        (record, field) = ([], "")
      default: field.append(character)
      }
    }
    if !field.isEmpty || !record.isEmpty { records.append(record + [field]) }
    return records
  }

  /// The row whose columns say this; nil when none or several do.
  func row(_ columns: [String: String]) -> [String: String]? {
    let found = rows.filter { row in columns.allSatisfy { row[$0.key] == $0.value } }
    return found.count == 1 ? found[0] : nil
  }
}
