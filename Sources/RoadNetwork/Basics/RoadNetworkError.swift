import Words

/// Why a road network could not be built or asked.
public struct RoadNetworkError: Spoken, Hashable, Sendable {
  /// What kind of fault it is.
  public enum Code: String, Hashable, Sendable {
    /// No street is left for the mode.
    case noStreets = "no-streets"
    /// A cutoff in seconds for a graph in metres, or the reverse; a negative or unbounded cutoff.
    case badCutoff = "bad-cutoff"
    /// A speed, tolerance or coordinate that is no usable number.
    case badValue = "bad-value"
    /// More streets than 32-bit numbers can count.
    case tooLarge = "too-large"
    /// A saved graph that cannot be opened.
    case graphFile = "graph-file"
    /// The caller asked to stop.
    case cancelled
  }

  public var code: Code
  /// What is wrong, with the offending value and how to mend it.
  package var words: Bilingual
  /// The record or way where known.
  package var context: String

  package init(_ code: Code, _ words: Bilingual, context: String = "") {
    self.code = code
    self.words = words
    self.context = context
  }

  package var message: String { words.english }

  public var told: Bilingual { context.isEmpty ? words : Bilingual("\(context)：", "\(context): ") + words }
}
