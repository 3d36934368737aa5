import Geodata
import Model
import Words

extension FoundEncoding {
  package var words: Bilingual {
    let found =
      switch origin {
      case .stated: Bilingual("按所注明的编码", "as stated")
      case .data: Bilingual("按数据自述，经解码核实", "as the data say, confirmed by decoding")
      case .guessed: Bilingual("推断所得，经解码核实", "guessed and confirmed by decoding")
      }
    return encoding.words + Bilingual("，", ", ") + found
  }
}

extension Layer {
  /// What was guessed is told, unless it is what everybody writes.
  var encodingFindings: [QualityFinding] {
    guard let encoding, encoding.origin == .guessed, encoding.encoding != .utf8 else { return [] }
    return [
      QualityFinding(
        .note, .encoding, layer: source.role, value: encoding.encoding.displayName,
        message: Bilingual(
          "文本编码为\(encoding.encoding.words.chinese)，不是UTF-8；系推断所得，已通过全文解码核实",
          "the text is not UTF-8 but \(encoding.encoding.words.english); that was guessed and confirmed by decoding all of it"
        ),
        fix: Bilingual(
          "无需处理；注明encoding: \(encoding.encoding.rawValue)即不再推断",
          "nothing to do; state `encoding: \(encoding.encoding.rawValue)` to have no guess"))
    ]
  }

  /// True when a record says that it is made up.
  var isIllustrative: Bool {
    records.contains { $0.fields["origin"]?.text?.contains("illustrative") ?? false }
  }
}
