import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The tables and paragraphs of a brief, read back from its markup; nil where that is not well-formed.
final class BriefTables: NSObject, XMLParserDelegate {
  /// Under each caption the rows, heads first.
  private(set) var rows: [String: [[String]]] = [:]
  private(set) var headings: [String] = []
  private(set) var paragraphs: [String] = []
  private var caption = ""
  private var text = ""
  private var hasFailed = false

  init?(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    guard parser.parse(), !hasFailed else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    switch name {
    case "caption", "th", "td", "h1", "p": text = ""
    case "tr": rows[caption, default: []].append([])
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    switch name {
    case "caption": caption = text
    case "th", "td":
      let last = (rows[caption]?.count ?? 0) - 1
      if last >= 0 { rows[caption]?[last].append(text) }
    case "h1": headings.append(text)
    case "p": paragraphs.append(text)
    default: break
    }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { hasFailed = true }

  /// The row that begins with a word, in the table with a caption.
  func row(_ caption: String, _ first: String) -> [String]? { rows[caption]?.first { $0.first == first } }
}
