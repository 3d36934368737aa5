import Words

/// Bad input to a measurement of coverage. Unreached is a result, not an error.
package struct CoverageError: Spoken, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// Coordinates, radius or distances that are not usable.
    case badDistance = "bad-distance"
    case noSite = "no-site"
    /// People, supply or a measured value that is negative, not finite, or too large to be summed.
    case badAmount = "bad-amount"
    /// A zone of a catchment without an extent or a weight.
    case badZone = "bad-zone"
  }

  package var code: Code
  /// What is wrong, with the offending value, and how to mend it.
  package var words: Bilingual
  /// The field concerned.
  package var context: String

  package init(_ code: Code, _ words: Bilingual, context: String) {
    self.code = code
    self.words = words
    self.context = context
  }

  package var message: String { words.english }

  package var told: Bilingual { Bilingual("\(context)：", "\(context): ") + words }
}
