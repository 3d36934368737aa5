import Words

/// Breaks the lines of Chinese help where the terminal ends.
///
/// Chinese has no blanks to break at, and its characters are two columns wide: the parser's own lines would be torn.
enum HelpLayout {
  /// Where the parser begins to tell of an option, behind its name.
  private static let indent = 26

  static func lines(_ text: String, _ columns: Int) -> String {
    var isList = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // Lists of options stand behind the usage, under headings of their own.
      if line.hasPrefix("用法：") {
        isList = true
        return broken(line, columns: columns, indent: "用法：".columnWidth)
      }
      let blanks = line.prefix { $0 == " " }.count
      // Examples are left whole, to be copied.
      if !isList, blanks > 0 { return String(line) }
      let isNamed = isList && blanks == 2 && line.dropFirst(indent - 1).first != nil
      return broken(line, columns: columns, indent: isNamed ? indent : blanks)
    }.joined(separator: "\n")
  }

  /// Further lines begin at the indent.
  static func broken(_ line: Substring, columns: Int, indent: Int) -> String {
    guard line.columnWidth > columns, columns > indent + 20 else { return String(line) }
    var result = ""
    var width = 0
    for piece in pieces(line) {
      let count = piece.columnWidth
      if width + count > columns, width > indent {
        while result.last == " " { result.removeLast() }
        result += "\n" + String(repeating: " ", count: indent)
        width = indent
        if piece == " " { continue }
      }
      result += piece
      width += count
    }
    return result
  }

  /// What stays together: words between blanks, and each wide character with the mark behind it.
  private static func pieces(_ line: Substring) -> [String] {
    let closing: Set<Character> = ["，", "。", "；", "：", "、", "）", "”", "？", "！", "》"]
    let opening: Set<Character> = ["（", "“", "《"]
    var pieces: [String] = []
    var isOpen = false
    for character in line {
      let isWide = character.columnWidth == 2
      if let last = pieces.last, let end = last.last,
        closing.contains(character) || isOpen
          || (!isWide && character != " " && end != " " && end.columnWidth == 1)
      {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      isOpen = opening.contains(character)
    }
    return pieces
  }
}
