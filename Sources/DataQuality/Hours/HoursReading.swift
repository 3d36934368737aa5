/// Whether opening hours are understood: OpenStreetMap's syntax with weekdays, months, dates, times, `off` and comments
/// in quotes. Not understood: intervals (10:00-16:00/01:30), days counted from others (PH -1 day), a moment (08:00).
package enum HoursReading: Hashable {
  /// Open at some time, or when its comment says.
  case open
  case neverOpen
  /// With what is most likely meant, in the right syntax; nil when nobody can tell.
  case unreadable(suggestion: String?)

  /// - Complexity: O(n).
  package init(_ text: String) {
    if let opens = Self.opens(text) {
      self = opens ? .open : .neverOpen
      return
    }
    let repaired = Self.repaired(text)
    self = .unreadable(suggestion: repaired != text && Self.opens(repaired) != nil ? repaired : nil)
  }

  /// Whether any rule opens; nil when one cannot be read.
  private static func opens(_ text: String) -> Bool? {
    guard let rules = HoursRule.rules(text), !rules.isEmpty else { return nil }
    var opens = false
    for parts in rules {
      guard let rule = HoursRule(parts) else { return nil }
      if rule.opens { opens = true }
    }
    return opens
  }

  // MARK: What people write instead

  private static let words: [(String, String)] = [
    ("24小时", "24/7"), ("全天候", "24/7"), ("全天", "24/7"), ("每天", "Mo-Su "), ("每日", "Mo-Su "),
    ("工作日", "Mo-Fr "), ("周末", "Sa-Su "), ("星期", "周"), ("礼拜", "周"), ("周一", "Mo"), ("周二", "Tu"),
    ("周三", "We"), ("周四", "Th"), ("周五", "Fr"), ("周六", "Sa"), ("周日", "Su"), ("周天", "Su"), ("上午", ""),
    ("早上", ""), ("点半", ":30"), ("点整", ":00"), ("点", ":00"), ("时", ":00"), ("：", ":"), ("，", ","), ("、", ","),
    ("；", "; "), ("至", "-"), ("到", "-"), ("—", "-"), ("–", "-"), ("－", "-"), ("~", "-"), ("～", "-"), ("休息", " off"),
  ]

  private static func repaired(_ text: String) -> String {
    var result = plainWidth(text)
    for (word, meaning) in words { result = replacing(word, by: meaning, in: result) }
    while result.contains("--") { result = replacing("--", by: "-", in: result) }
    var spaced = ""
    for letter in result {
      // Mo-Fr9:00 and 9:00 - 18:00.
      if letter.isNumber, let last = spaced.last, last.isLetter { spaced += " " }
      if letter == "-" || letter == "," { while spaced.last == " " { spaced.removeLast() } }
      if letter == " ", spaced.last.map({ $0 == "-" || $0 == " " || $0 == "," }) ?? true { continue }
      spaced.append(letter)
    }
    while spaced.last == " " { spaced.removeLast() }
    var rules: [String] = []
    for rule in spaced.split(separator: ";") {
      let parts = rule.split(separator: " ").map { repairedPart(String($0)) }
      rules.append(parts.joined(separator: " "))
    }
    return rules.joined(separator: "; ")
  }

  /// Capitals of weekdays, and times with two digits of hours and minutes.
  private static func repairedPart(_ part: String) -> String {
    var result = ""
    var word = ""
    func flush() {
      if !word.isEmpty, word.allSatisfy(\.isLetter), word.count <= 9 {
        let short = String(word.prefix(2)).lowercased()
        let day = HoursRule.weekdays.first { $0.lowercased() == short }
        let isWord = ["off", "closed", "open"].contains(word.lowercased())
        result += isWord ? word.lowercased() : day ?? word
      } else if word.count == 4, word.dropFirst().first == ":" {
        result += "0" + word
      } else {
        result += word
      }
      word = ""
    }
    for letter in part {
      if letter == "-" || letter == "," {
        flush()
        result.append(letter)
      } else {
        word.append(letter)
      }
    }
    flush()
    return result
  }

  private static func plainWidth(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: view.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: view.append(" ")
      default: view.append(scalar)
      }
    }
    return String(view)
  }

  private static func replacing(_ word: String, by meaning: String, in text: String) -> String {
    let letters = Array(text)
    let wanted = Array(word)
    var result = ""
    var index = 0
    while index < letters.count {
      if letters[index...].starts(with: wanted) {
        result += meaning
        index += wanted.count
      } else {
        result.append(letters[index])
        index += 1
      }
    }
    return result
  }
}
