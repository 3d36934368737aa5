/// Swift source without its comments and the insides of its string literals, so that rules see code only.
///
/// Interpolations are dropped with their literal: no rule here is broken inside one.
func codeOnly(_ source: String) -> String {
  var code = ""
  var rest = Substring(source)
  while let first = rest.first {
    if rest.hasPrefix("//") {
      rest = rest.drop { $0 != "\n" }
    } else if rest.hasPrefix("/*") {
      rest = afterBlockComment(rest)
    } else if let end = afterLiteral(rest) {
      code += "\"\""
      rest = end
    } else {
      code.append(first)
      rest = rest.dropFirst()
    }
  }
  return code
}

/// Block comments nest in Swift.
private func afterBlockComment(_ text: Substring) -> Substring {
  var rest = text.dropFirst(2)
  var depth = 1
  while depth > 0, !rest.isEmpty {
    if rest.hasPrefix("/*") {
      depth += 1
      rest = rest.dropFirst(2)
    } else if rest.hasPrefix("*/") {
      depth -= 1
      rest = rest.dropFirst(2)
    } else {
      rest = rest.dropFirst()
    }
  }
  return rest
}

/// What follows the string literal at the start of the text; nil when none starts there.
private func afterLiteral(_ text: Substring) -> Substring? {
  let hashes = text.prefix { $0 == "#" }
  var rest = text.dropFirst(hashes.count)
  guard rest.first == "\"" else { return nil }
  let quotes = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
  let end = quotes + hashes
  rest = rest.dropFirst(quotes.count)
  while !rest.isEmpty, !rest.hasPrefix(end) {
    rest = rest.dropFirst(hashes.isEmpty && rest.first == "\\" ? 2 : 1)
  }
  return rest.dropFirst(end.count)
}

/// The modules a source imports, in the order of their lines.
func importedModules(_ code: String) -> [String] {
  code.split(separator: "\n").compactMap { line in
    let words = line.split { $0 == " " || $0 == "\t" }
    guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else { return nil }
    let isImport = words[..<keyword].allSatisfy {
      $0.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains($0)
    }
    guard isImport else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let named =
      kinds.contains(words[keyword + 1]) && keyword + 2 < words.count ? words[keyword + 2] : words[keyword + 1]
    return String(named.prefix { $0 != "." && $0 != ";" })
  }
}
