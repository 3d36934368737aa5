/// Words for a person, in both languages: the only way anything of this program speaks to one.
///
/// Together they are the catalogue. It lies where things are said, and it is whole by its type: what lacks one language
/// does not compile. Names, numbers and what others say stand in both alike.
/// ```swift
/// Bilingual("没有“\(name)”列。", "there is no column “\(name)”.")
/// ```
public struct Bilingual: Hashable, Sendable {
  public var chinese: String
  public var english: String

  package init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// Names, numbers, and the words of other programs, which nobody translates.
  package init(same text: String) { self.init(text, text) }

  package func text(in language: Language) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }

  /// Both changed in one way.
  package func map(_ change: (String) -> String) -> Bilingual { Bilingual(change(chinese), change(english)) }

  package static func + (a: Bilingual, b: Bilingual) -> Bilingual {
    Bilingual(a.chinese + b.chinese, a.english + b.english)
  }

  package static func += (a: inout Bilingual, b: Bilingual) { a = a + b }
}

extension [Bilingual] {
  /// One after the other: in Chinese with nothing between them, or as told; in English with a space, or as told.
  package func joined(_ chinese: String = "", _ english: String = " ") -> Bilingual {
    Bilingual(map(\.chinese).joined(separator: chinese), map(\.english).joined(separator: english))
  }
}

extension DefaultStringInterpolation {
  /// Refused: in a text of one language stands one language.
  @available(*, deprecated, message: "choose the language: text(in:), english, chinese")
  package mutating func appendInterpolation(_ words: Bilingual) { appendInterpolation(words.english) }

  /// Refused like words that are there.
  @available(*, deprecated, message: "choose the language: text(in:), english, chinese")
  package mutating func appendInterpolation(_ words: Bilingual?) { appendInterpolation(words?.english ?? "") }
}
