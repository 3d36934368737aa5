/// Bad input to a measurement of coverage. Unreached is a result, not an error.
public struct CoverageError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: String, Hashable, Sendable {
    /// Coordinates, radius or distances that are not usable.
    case badDistance = "bad-distance"
    case noSite = "no-site"
  }

  public var code: Code
  /// What is wrong, with the offending value, and how to mend it.
  public var message: String
  /// The field concerned.
  public var context: String

  public init(_ code: Code, _ message: String, context: String) {
    self.code = code
    self.message = message
    self.context = context
  }

  public var description: String { "\(context): \(message)" }
}
