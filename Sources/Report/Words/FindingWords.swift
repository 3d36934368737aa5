import Model
import Words

extension QualityFinding.Severity {
  var words: Bilingual {
    switch self {
    case .error: Bilingual("错误", "error")
    case .warning: Bilingual("警告", "warning")
    case .note: Bilingual("提示", "note")
    }
  }
}

extension FindingGroup {
  /// “up to 2.1% of residents”; nil where it is not known or nothing.
  var effectText: Bilingual? {
    guard let effect, effect.share > 0 else { return nil }
    let share = shareText(effect.share)
    let (chinese, english) =
      switch effect.kind {
      case .communities: ("居民", "residents")
      case .workers: ("从业人员", "workers")
      case .routes: ("路线里程", "route trip-km")
      }
    guard share.hasPrefix("<") else { return Bilingual("至多\(share)的\(chinese)", "up to \(share) of \(english)") }
    return Bilingual("不足0.1%的\(chinese)", "less than 0.1% of \(english)")
  }

  /// What is wrong, whole, as the first of them says it.
  var statement: Bilingual { first.words.map(\.inOneLine) }

  var cure: Bilingual { first.cure.map(\.inOneLine) }
}

extension FindingGroup.Example {
  /// “s12 老街站 (75 m)”.
  var label: Bilingual {
    let record = [finding.record, name].compactMap { $0?.shown }.joined(separator: " ")
    guard let value = finding.value?.shown else { return Bilingual(same: record) }
    return Bilingual("\(record)（\(value)）", "\(record) (\(value))")
  }
}
