import Words

/// What went wrong in HiGHS, in HiGHS's own words, and how to mend it.
package struct HiGHSError: Spoken, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The arrays do not make a program, such as a row that names a column there is not.
    case malformed
    /// HiGHS knows no option of this name, or not this value of it.
    case badOption
    /// Any other refusal: no memory, no thread, a failure inside HiGHS.
    case failed
  }

  package var code: Code
  /// HiGHS's own text or the offending value, and the fix.
  package var words: Bilingual
  /// The C function, or the part of the program, in which it happened.
  package var context: String

  package init(code: Code, message words: Bilingual, context: String) {
    self.code = code
    self.words = words
    self.context = context
  }

  package var message: String { words.english }

  package var told: Bilingual { words + Bilingual("（\(context)）", " (\(context))") }
}
