import Words

/// Why an OpenStreetMap file or a tag filter could not be used.
public struct OSMError: Spoken, Hashable, Sendable {
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
  package var words: Bilingual
  /// File, and byte offset or line where known.
  package var place: Bilingual

  package init(_ code: Code, _ words: Bilingual, context: String = "") {
    self.init(code, words, at: Bilingual(same: context))
  }

  package init(_ code: Code, _ words: Bilingual, at place: Bilingual) {
    self.code = code
    self.words = words
    self.place = place
  }

  package var message: String { words.english }
  package var context: String { place.english }

  public var told: Bilingual { context.isEmpty ? words : place + Bilingual("：", ": ") + words }
}
