/// Why a text is not understood as opening hours.
package struct OpeningHoursError: Error, Hashable, Sendable, CustomStringConvertible {
  /// In the text, in characters, from 0; the text's length where something is missing at its end.
  package var position: Int
  /// A clause without a full stop.
  package var reason: String
  /// What to write instead; nil when nobody can tell.
  package var suggestion: String?

  package init(at position: Int, _ reason: String, suggestion: String? = nil) {
    self.position = position
    self.reason = reason
    self.suggestion = suggestion
  }

  package var description: String {
    "at character \(position + 1): \(reason)" + (suggestion.map { "; write \($0)" } ?? "")
  }
}
