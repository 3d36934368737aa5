import Words

/// What went wrong in GDAL, in GDAL's own words, and how to mend it.
package struct GDALError: Spoken, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// Nothing there that a driver of this GDAL can open.
    case cannotOpen
    /// No layer of this name.
    case noLayer
    /// The data ends or breaks in the middle.
    case broken
    /// A driver, a table or a file refused what was to be written.
    case cannotWrite
  }

  package var code: Code
  /// GDAL's own text or the offending value.
  package var words: Bilingual
  /// The C function, or the part of the data, in which it happened.
  package var place: Bilingual

  package init(code: Code, message words: Bilingual, context: String) {
    self.init(code: code, message: words, at: Bilingual(same: context))
  }

  package init(code: Code, message words: Bilingual, at place: Bilingual) {
    self.code = code
    self.words = words
    self.place = place
  }

  package var message: String { words.english }
  package var context: String { place.english }

  package var told: Bilingual { words + Bilingual("（", " (") + place + Bilingual("）", ")") }
}
