/// Why an OpenStreetMap file or a tag filter could not be used.
public struct OSMError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Code: String, Hashable, Sendable {
    /// The file cannot be opened or read.
    case unreadable
    /// The content is not OpenStreetMap data in a form known here.
    case unknownFormat = "unknown-format"
    /// The file ends in the middle.
    case truncated
    /// A block is larger than the format allows.
    case oversized
    /// A compression, required feature or encoding that this reader does not have.
    case unsupported
    /// The bytes contradict the format.
    case malformed
    /// A tag filter that cannot be read.
    case badFilter = "bad-filter"
  }

  public var code: Code
  /// What is wrong, with the offending value and how to mend it.
  public var message: String
  /// File, and byte offset or line where known.
  public var context: String

  package init(_ code: Code, _ message: String, context: String = "") {
    self.code = code
    self.message = message
    self.context = context
  }

  public var description: String { context.isEmpty ? message : "\(context): \(message)" }
}
