import Words

/// Bad input to a split. A total that is too small for what is asked is a result (``Shortfall``), not an error.
package struct AllocationError: Spoken, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// A curve that cannot be what it says: it falls, is bounded below itself, is no number, says a size twice.
    case badCurve = "bad-curve"
    /// A county, group or total that means nothing: no counties at all, a negative number, an unknown group.
    case badProblem = "bad-problem"
  }

  package var code: Code
  /// What is wrong, with the offending value, and how to mend it.
  package var words: Bilingual
  /// The county concerned; nil for the whole.
  package var county: String?
  /// The point of the curve, as given, 0 first.
  package var point: Int?

  package init(_ code: Code, _ words: Bilingual, county: String? = nil, point: Int? = nil) {
    self.code = code
    self.words = words
    self.county = county
    self.point = point
  }

  package var message: String { words.english }

  package var told: Bilingual { (county.map { Bilingual("\($0)：", "\($0): ") } ?? Bilingual(same: "")) + words }
}
