/// What went wrong in GDAL, in GDAL's own words, and how to mend it.
package struct GDALError: Error, Hashable, Sendable, CustomStringConvertible {
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
  package var message: String
  /// The C function, or the part of the data, in which it happened.
  package var context: String

  package init(code: Code, message: String, context: String) {
    self.code = code
    self.message = message
    self.context = context
  }

  package var description: String { "\(message) (\(context))" }
}
