/// Markup in which text is escaped by its type.
///
/// Literals and other markup stand as they are; every `String` put between them is data and comes out escaped, so that a
/// station called `<b>&` is shown, never obeyed. The page is written as well-formed XML too, which lets a test parse it.
struct HTML: ExpressibleByStringInterpolation, Hashable, Sendable {
  var markup: String

  init(stringLiteral markup: String) { self.markup = markup }
  init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }
  init(escaping text: String) { markup = Self.escape(text) }

  /// Markup made by our own writers, such as the numbers of an SVG path.
  init(trusted markup: some StringProtocol) { self.markup = String(markup) }

  struct Interpolation: StringInterpolationProtocol {
    var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { markup += literal }
    mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }
    mutating func appendInterpolation(_ number: Int) { markup += "\(number)" }
    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { markup += part.markup } }
  }

  static func += (html: inout HTML, more: HTML) { html.markup += more.markup }

  var isEmpty: Bool { markup.isEmpty }

  static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped += " "
      // Neither HTML nor XML may hold these, not even as references.
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension [HTML] {
  func joined(_ separator: HTML = "") -> HTML {
    HTML(trusted: map(\.markup).joined(separator: separator.markup))
  }
}

extension [String] {
  /// Names and other plain words as one piece of markup.
  func joined(_ separator: HTML) -> HTML { map { HTML(escaping: $0) }.joined(separator) }
}
