import Model

/// What went wrong with a file, where, and how to mend it.
package struct GeodataError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
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
  package struct Context: Hashable, Sendable {
    package var file: String?
    /// The layer's role in the analysis: stations, roads…
    package var layer: String?
    /// The record's id, or its 1-based number in the file.
    package var record: String?
    /// 1-based line of the file.
    package var line: Int?
    package var field: String?

    package init(
      file: String? = nil, layer: String? = nil, record: String? = nil, line: Int? = nil, field: String? = nil
    ) {
      self.file = file
      self.layer = layer
      self.record = record
      self.line = line
      self.field = field
    }
  }

  package var code: Code
  /// The offending value and the fix.
  package var message: String
  package var context: Context
  package var underlying: (any Error)?

  package init(_ code: Code, _ message: String, at context: Context = Context(), underlying: (any Error)? = nil) {
    self.code = code
    self.message = message.asMessage
    self.context = context
    self.underlying = underlying
  }

  package var description: String {
    let places = [
      context.file, context.layer.map { "layer \($0)" }, context.record.map { "record \($0.shown)" },
      context.line.map { "line \($0)" }, context.field.map { "field “\($0.shown)”" },
    ]
    let place = places.compactMap(\.self).joined(separator: ", ")
    return place.isEmpty ? message : "\(place.inOneLine): \(message)"
  }

  package static func == (a: GeodataError, b: GeodataError) -> Bool {
    a.code == b.code && a.message == b.message && a.context == b.context
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(message)
    hasher.combine(context)
  }
}
