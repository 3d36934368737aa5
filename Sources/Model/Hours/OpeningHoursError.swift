import Words

/// Why a text is not understood as opening hours.
package struct OpeningHoursError: Spoken, Hashable, Sendable {
  /// In the text, in characters, from 0; the text's length where something is missing at its end.
  package var position: Int
  /// A clause without a full stop.
  package var words: Bilingual
  /// What to write instead, in Chinese as a request (请…), in English behind “write”; nil when nobody can tell.
  package var suggestion: Bilingual?

  package init(at position: Int, _ words: Bilingual, suggestion: Bilingual? = nil) {
    self.position = position
    self.words = words
    self.suggestion = suggestion
  }

  package var reason: String { words.english }

  package var told: Bilingual {
    let told = Bilingual("第\(position + 1)个字符处：", "at character \(position + 1): ") + words
    return suggestion.map { told + Bilingual("；\($0.chinese)", "; write \($0.english)") } ?? told
  }
}

extension Bilingual {
  static func notUnderstood(_ word: String) -> Bilingual {
    Bilingual("无法识别“\(word)”", "“\(word)” is not understood")
  }
}
