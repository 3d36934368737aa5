import Synchronization
import Words

/// The language in which this process speaks: stated once by the entrance, before anything is said.
enum Speech {
  private static let speaksChinese = Atomic<Bool>(false)

  /// English until it is stated. May be asked by a signal handler.
  static var language: Language {
    get { speaksChinese.load(ordering: .relaxed) ? .chinese : .english }
    set { speaksChinese.store(newValue == .chinese, ordering: .relaxed) }
  }
}

extension Bilingual {
  /// In the language of this process.
  var spoken: String { text(in: Speech.language) }
}

/// Words that lie ready in both languages, for a signal handler, which may allocate nothing.
struct ReadyWords: Sendable {
  let chinese: StaticString
  let english: StaticString

  init(_ chinese: StaticString, _ english: StaticString) {
    self.chinese = chinese
    self.english = english
  }

  var spoken: StaticString {
    switch Speech.language {
    case .chinese: chinese
    case .english: english
    }
  }
}
