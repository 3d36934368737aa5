/// Why an analysis cannot run: a mistake in its file or in what it asks for.
public struct AnalysisError: Error, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Code: String, Sendable {
    case fileMissing
    case malformed
    case unknownKey
    case badValue
    case missingKey
    /// This build is without what the file asks for.
    case missingPart
    /// The quality gate found errors.
    case badData
    case noCandidates
  }

  /// Where in the analysis file.
  public struct Context: Hashable, Sendable {
    public var file: String
    public var line: Int?
    public var column: Int?
    /// Dotted: `circle.cutoff`.
    public var key: String?

    package init(file: String, line: Int? = nil, column: Int? = nil, key: String? = nil) {
      self.file = file
      self.line = line
      self.column = column
      self.key = key
    }
  }

  public var code: Code
  public var message: String
  public var context: Context
  package var underlying: (any Error)?

  package init(_ code: Code, _ message: String, at context: Context, underlying: (any Error)? = nil) {
    self.code = code
    // The list of findings has lines of its own, of sentences made safe each.
    self.message = code == .badData ? message : message.asMessage
    self.context = context
    self.underlying = underlying
  }

  public var description: String {
    var place = context.file
    if let line = context.line { place += ", line \(line)" }
    if let column = context.column { place += ", column \(column)" }
    if let key = context.key { place += ", key “\(key.shown)”" }
    return "\(place.inOneLine): \(message)"
  }
}
