import Geodata
import Words

/// A period by the name that the analysis file gives it; one of a few usual English words in Chinese, too.
package func periodName(_ name: String) -> Bilingual {
  let chinese: String? =
    switch name.lowercased() {
    case "day", "daytime": "白天"
    case "night": "夜间"
    case "noon", "midday": "中午"
    case "morning": "上午"
    case "afternoon": "下午"
    case "evening": "傍晚"
    case "weekday", "weekdays", "workday", "workdays": "工作日"
    case "weekend", "weekends": "周末"
    case "holiday", "holidays": "节假日"
    default: nil
    }
  return Bilingual(chinese ?? name, name)
}

/// Opening hours as people read them: `Mo-Fr 09:00-17:00` is 周一至周五 09:00-17:00 in Chinese.
///
/// What goes beyond weekdays, holidays and times of the clock stands as the file has it.
package func hoursWords(_ text: String) -> Bilingual {
  if text.trimmed == "24/7" { return Bilingual("全天24小时", text) }
  let rules = text.split(separator: ";").map(chineseRule)
  guard !rules.isEmpty, !rules.contains(nil) else { return Bilingual(same: text) }
  return Bilingual(rules.compactMap(\.self).joined(separator: "；"), text)
}

/// One rule: days, then times or none; nil where it says anything else.
private func chineseRule(_ text: Substring) -> String? {
  enum Part { case days, times, closed }
  var result = ""
  var last: Part?
  for item in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
    let (part, words): (Part, String)
    if let days = chineseDays(item) {
      (part, words) = (.days, days)
    } else if isTimes(item) {
      (part, words) = (.times, String(item))
    } else if item == "off" || item == "closed" {
      (part, words) = (.closed, "不开放")
    } else {
      return nil
    }
    switch (last, part) {
    case (nil, .days), (nil, .times), (.days, .closed): break
    case (.days, .days), (.times, .times): result += "、"
    case (.days, .times): result += " "
    case (_, .days): result += "，"
    default: return nil
    }
    result += words
    last = part
  }
  return last == nil ? nil : result
}

private func chineseDays(_ text: Substring) -> String? {
  let names = [
    "mo": "周一", "tu": "周二", "we": "周三", "th": "周四", "fr": "周五", "sa": "周六", "su": "周日", "ph": "法定节假日",
  ]
  let days = text.lowercased().split(separator: "-", omittingEmptySubsequences: false).map { names[String($0)] }
  switch days.count {
  case 1: return days[0]
  case 2:
    guard let first = days[0], let last = days[1] else { return nil }
    return (first, last) == ("周一", "周日") ? "每天" : "\(first)至\(last)"
  default: return nil
  }
}

/// `08:00-18:00`.
private func isTimes(_ text: Substring) -> Bool {
  let ends = text.split(separator: "-", omittingEmptySubsequences: false)
  return ends.count == 2
    && ends.allSatisfy { end in
      end.contains(":") && end.allSatisfy { $0 == ":" || ("0"..."9").contains($0) }
    }
}
