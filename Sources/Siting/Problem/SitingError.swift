import Words

/// Bad input to a siting problem. Infeasible, unproven and interrupted are results (``SitingSolution``), not errors.
public struct SitingError: Spoken, Hashable, Sendable {
  /// What kind of fault it is.
  public enum Code: String, Hashable, Sendable {
    /// The problem itself is malformed: lengths that differ, weights that are not numbers, no candidate at all.
    case badProblem = "bad-problem"
    /// A parameter of the solve is out of its range.
    case badParameter = "bad-parameter"
    /// Coordinates, radius or distances that are not usable.
    case badDistance = "bad-distance"
    /// Asked for what this build is without; the message says how to build it in.
    case missingPart = "missing-part"
    /// The check of a plan contradicts the search that made it: a mistake of this library.
    case defect
  }

  public var code: Code
  /// What is wrong, with the offending value, and how to mend it.
  package var words: Bilingual
  /// The field concerned, in the problem's own words.
  public var context: String
  package var underlying: (any Error & Sendable)?

  package init(code: Code, message words: Bilingual, context: String, underlying: (any Error & Sendable)? = nil) {
    self.code = code
    self.words = words
    self.context = context
    self.underlying = underlying
  }

  public var message: String { words.english }

  public var told: Bilingual { Bilingual("\(context)：", "\(context): ") + words }

  /// Apart from the underlying error.
  public static func == (a: SitingError, b: SitingError) -> Bool {
    a.code == b.code && a.message == b.message && a.context == b.context
  }

  /// Apart from the underlying error.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(message)
    hasher.combine(context)
  }
}
