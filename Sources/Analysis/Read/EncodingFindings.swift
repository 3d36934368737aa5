import Geodata
import Model

extension FoundEncoding {
  package var words: String {
    let found =
      switch origin {
      case .stated: "as stated"
      case .data: "as the data say, confirmed by decoding"
      case .guessed: "guessed and confirmed by decoding"
      }
    return "\(encoding.displayName), \(found)"
  }
}

extension Layer {
  /// What was guessed is told, unless it is what everybody writes.
  var encodingFindings: [QualityFinding] {
    guard let encoding, encoding.origin == .guessed, encoding.encoding != .utf8 else { return [] }
    return [
      QualityFinding(
        .note, .encoding, layer: source.role, value: encoding.encoding.displayName,
        message: "the text is not UTF-8; the encoding was guessed and confirmed by decoding all of it",
        fix: "nothing to do; state `encoding: \(encoding.encoding.rawValue)` to have no guess")
    ]
  }

  /// True when a record says that it is made up.
  var isIllustrative: Bool {
    records.contains { $0.fields["origin"]?.text?.contains("illustrative") ?? false }
  }
}
