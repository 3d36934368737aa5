import Model

/// What went wrong with a file, where, and how to mend it.
public struct GeodataError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: String, Hashable, Sendable {
    case fileMissing = "file-missing"
    case unreadable
    case empty
    case wrongFormat = "wrong-format"
    /// This build cannot read or write the format.
    case missingPart = "missing-part"
    /// The file has several layers and none is chosen, or not the chosen one.
    case wrongLayer = "wrong-layer"
    case malformed
    case missingField = "missing-field"
    case badValue = "bad-value"
    case badCoordinate = "bad-coordinate"
    case referenceSystem = "reference-system"
    case cannotWrite = "cannot-write"
    /// NaN or an infinity where a number was to be written.
    case notFinite = "not-finite"
    /// A longitude or latitude outside its range.
    case outOfRange = "out-of-range"
    /// A line with fewer than two positions, a ring with fewer than four.
    case invalidGeometry = "invalid-geometry"
    /// Two records of one layer with the same id.
    case duplicateIdentifier = "duplicate-identifier"
  }

  /// Where it happened; nil for what is not known.
  public struct Context: Hashable, Sendable {
    public var file: String?
    /// The layer's role in the analysis: stations, roads…
    public var layer: String?
    /// The record's id, or its 1-based number in the file.
    public var record: String?
    /// 1-based line of the file.
    public var line: Int?
    public var field: String?

    public init(
      file: String? = nil, layer: String? = nil, record: String? = nil, line: Int? = nil, field: String? = nil
    ) {
      self.file = file
      self.layer = layer
      self.record = record
      self.line = line
      self.field = field
    }
  }

  public var code: Code
  /// The offending value and the fix.
  public var message: String
  public var context: Context
  public var underlying: (any Error)?

  public init(_ code: Code, _ message: String, at context: Context = Context(), underlying: (any Error)? = nil) {
    self.code = code
    self.message = message.asMessage
    self.context = context
    self.underlying = underlying
  }

  public var description: String {
    let places = [
      context.file, context.layer.map { "layer \($0)" }, context.record.map { "record \($0.shown)" },
      context.line.map { "line \($0)" }, context.field.map { "field “\($0.shown)”" },
    ]
    let place = places.compactMap(\.self).joined(separator: ", ")
    return place.isEmpty ? message : "\(place.inOneLine): \(message)"
  }

  public static func == (a: GeodataError, b: GeodataError) -> Bool {
    a.code == b.code && a.message == b.message && a.context == b.context
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(message)
    hasher.combine(context)
  }
}
