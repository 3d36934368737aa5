/// Bad input to a siting problem. Infeasible, unproven and interrupted are results (``SitingSolution``), not errors.
public struct SitingError: Error, Hashable, Sendable, CustomStringConvertible {
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
  public var message: String
  /// The field concerned, in the problem's own words.
  public var context: String
  package var underlying: (any Error & Sendable)?

  package init(code: Code, message: String, context: String, underlying: (any Error & Sendable)? = nil) {
    self.code = code
    self.message = message
    self.context = context
    self.underlying = underlying
  }

  public var description: String { "\(context): \(message)" }

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
