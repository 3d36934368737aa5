import Model
import Words

extension QualityFinding {
  /// Of a layer that cannot be used.
  package var refusal: Bilingual { words + Bilingual("。", ". To mend it, ") + cure + Bilingual("。", ".") }

  /// In one sentence or two.
  package var wordsWithCure: Bilingual { words + Bilingual("。", ". Fix: ") + cure + Bilingual("。", ".") }
}

extension GeometryKind {
  var words: Bilingual {
    switch self {
    case .points: Bilingual("点", rawValue)
    case .lines: Bilingual("线", rawValue)
    case .polygons: Bilingual("面", rawValue)
    case .collections: Bilingual("混合图形", rawValue)
    }
  }
}
