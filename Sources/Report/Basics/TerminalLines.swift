import Words

/// One line for the terminal: its head in a column of its own, and the words behind it.
func line(_ head: Bilingual, _ words: Bilingual) -> Bilingual {
  Bilingual(headed(head.chinese, words.chinese), headed(head.english, words.english))
}

package func line(_ chinese: String, _ english: String, _ words: Bilingual) -> Bilingual {
  line(Bilingual(chinese, english), words)
}

/// A line that goes on with what the line above it is about.
func line(_ words: Bilingual) -> Bilingual { line(Bilingual(same: ""), words) }

/// Nothing, where a part of a sentence falls away.
let empty = Bilingual(same: "")

private func headed(_ head: String, _ words: String) -> String {
  head + String(repeating: " ", count: max(1, 13 - head.columnWidth)) + words
}

/// “, ” and “、” between the parts of a list.
extension [Bilingual] {
  var listed: Bilingual { joined("、", ", ") }
  /// Parts that are nearly sentences.
  var inTurn: Bilingual { joined("；", "; ") }
  /// One under the other.
  var inLines: Bilingual { joined("\n", "\n") }
}

extension [String] {
  /// Names, which nobody translates.
  var listed: Bilingual { Bilingual(joined(separator: "、"), joined(separator: ", ")) }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columnWidth)) }
}
