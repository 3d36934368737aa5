import Analysis
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

  /// The same where nothing tells that the first of them speaks: what holds for it alone is said to be its own.
  var sample: Bilingual { isOfOneMessage ? statement : Bilingual("首条：", "the first: ") + statement }

  var cure: Bilingual { first.cure.map(\.inOneLine) }
}

extension FindingGroup.Example {
  /// “s12 老街站 (75 m)”.
  var label: Bilingual {
    let record = [finding.record, name].compactMap { $0?.shown }.joined(separator: " ")
    guard let value = finding.valueWords, value.chinese != name else { return Bilingual(same: record) }
    return Bilingual("\(record)（\(value.chinese)）", "\(record) (\(value.english))")
  }
}

extension QualityFinding {
  /// The field that it is about: 字段riders; what is no column by its own word.
  var fieldWords: Bilingual? {
    guard let field else { return nil }
    switch field {
    case "geometry": return Bilingual("图形", field)
    case "crs": return Bilingual("坐标系（crs）", field)
    default:
      let role = roleName(field)
      // A name of her own column is said to be one.
      return Bilingual(role == field ? "字段\(field.shown)" : role, field)
    }
  }

  /// The value found: “75米”, “75 m”; a reason in words. nil where the message has it.
  var valueWords: Bilingual? {
    guard let value = value?.shown, rule != .encoding else { return nil }
    if rule == .offNetwork { return Bilingual(AnalysisResult.reasonName(value).chinese, value) }
    let parts = value.split(separator: ", ", omittingEmptySubsequences: false).map { Self.chineseCount(String($0)) }
    if !parts.contains(nil) { return Bilingual(parts.compactMap(\.self).joined(separator: "、"), value) }
    return Bilingual(same: value)
  }

  /// 75米 for `75 m`, 8个点 for `8 points`; nil for anything else.
  private static func chineseCount(_ text: String) -> String? {
    let units = [
      "m": "米", "km": "公里", "points": "个点", "lines": "条线", "polygons": "个面", "collections": "个混合图形",
    ]
    let words = text.split(separator: " ")
    guard words.count == 2, Double(words[0]) != nil, let unit = units[String(words[1])] else { return nil }
    return "\(words[0])\(unit)"
  }
}
