import Words

/// Text of strangers' files as people may see it.
///
/// Names and cells can hold what a terminal obeys (escape sequences), what breaks a line and what turns its order around;
/// any of it could forge a message. Such characters are written as the escapes of JSON.
/// ```swift
/// "a\u{1B}[31mb\nc".shown  // a\u001B[31mb\nc, in one line
/// ```
/// Source: Boucher, Anderson (2021), Trojan Source, arXiv:2111.00169; ECMA-48 for the controls.
extension String {
  /// In one line, and cut after 80 characters.
  package var shown: String { cut(to: 80) }

  /// In one line, whole.
  package var inOneLine: String { escaped { $0.isHarmless } }

  /// With its own lines.
  package var forTerminal: String { escaped { $0.isHarmless || $0 == "\n" || $0 == "\t" } }

  /// A sentence about data: in one line, with what it quotes (“…”) and words without end cut.
  package var asMessage: String {
    guard utf8.count > 80 || !isPlain else { return self }
    let text = inOneLine
    guard text.utf8.count > 80 else { return text }
    var result = ""
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(of: "“") {
      result += Self.withoutEndlessWords(String(rest[..<start]))
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: "”") else {
        result += "“"
        break
      }
      let quoted = String(rest[..<end])
      // A path says nothing without its end.
      result += "“\(quoted.contains("/") && !quoted.contains(" ") ? quoted.cut(to: 300) : quoted.shown)”"
      rest = rest[rest.index(after: end)...]
    }
    return (result + Self.withoutEndlessWords(String(rest))).cut(to: 4_000)
  }

  private static func withoutEndlessWords(_ text: String) -> String {
    guard text.utf8.count > 300 else { return text }
    var result = ""
    var word = ""
    for letter in text.unicodeScalars {
      if letter.partsWords {
        result += word.cut(to: 300)
        result.unicodeScalars.append(letter)
        word = ""
      } else {
        word.unicodeScalars.append(letter)
      }
    }
    return result + word.cut(to: 300)
  }

  /// Counted in scalars: a single character can be long without end.
  private func cut(to count: Int) -> String {
    let text = inOneLine
    guard text.utf8.count > count, text.unicodeScalars.count > count else { return text }
    return String(text.unicodeScalars.prefix(count - 1)) + "…"
  }

  private var isPlain: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

  private func escaped(_ isKept: (Unicode.Scalar) -> Bool) -> String {
    guard !isPlain, !unicodeScalars.allSatisfy(isKept) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case _ where isKept(scalar): result.unicodeScalars.append(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
    }
    return result
  }
}

extension Bilingual {
  /// A sentence about data in either language, made safe.
  package var asMessage: Bilingual { map(\.asMessage) }
}

extension Unicode.Scalar {
  /// A blank, or a mark of Chinese sentences, which have none.
  fileprivate var partsWords: Bool {
    switch self {
    case " ", "，", "。", "；", "：", "、", "（", "）": true
    default: false
    }
  }

  /// Not a control of the terminal, a line break, or a mark that turns the order of the text.
  package var isHarmless: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: false
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
