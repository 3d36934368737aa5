/// Whether opening hours can be read: OpenStreetMap's syntax with weekdays, months, dates, times and `off`.
package enum HoursReading: Hashable {
  /// Open at some time.
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
    let rules = text.split(separator: ";", omittingEmptySubsequences: false).flatMap { rule in
      rule.split(separator: "|", omittingEmptySubsequences: true)
    }
    var opens = false
    var isEmpty = true
    for rule in rules where rule.contains(where: { !$0.isWhitespace }) {
      guard let rule = HoursRule(rule) else { return nil }
      isEmpty = false
      if rule.opens { opens = true }
    }
    return isEmpty ? nil : opens
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

/// One rule of opening hours: days, then times or a word.
struct HoursRule {
  static let weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
  private static let days = Set(weekdays + ["PH", "SH"])
  private static let months: Set = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let dayTimes: Set = ["sunrise", "sunset", "dawn", "dusk"]

  let opens: Bool

  /// nil when it cannot be read.
  init?(_ text: Substring) {
    var opens: Bool?
    var hasDays = false
    for part in Self.parts(text) {
      switch part {
      case "24/7", "open", "unknown": opens = true
      case "off", "closed": opens = false
      default:
        if part.first == "\"" { continue }
        if let isSpan = Self.times(part) {
          opens = (opens ?? false) || isSpan
        } else if opens == nil, Self.isDays(part) {
          // A number alone is no day.
          hasDays = hasDays || part.contains(where: \.isLetter)
        } else {
          return nil
        }
      }
    }
    guard opens != nil || hasDays else { return nil }
    // Days without times are whole days.
    self.opens = opens ?? true
  }

  /// Parted by blanks, quoted comments whole; blanks around commas and hyphens part nothing.
  private static func parts(_ text: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    for letter in text {
      if letter == "\"" { isQuoted.toggle() }
      if letter.isWhitespace, !isQuoted {
        if !part.isEmpty, part.last != ",", part.last != "-" {
          parts.append(part)
          part = ""
        }
        continue
      }
      if letter == "," || letter == "-", part.isEmpty, let last = parts.popLast() { part = last }
      part.append(letter)
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }

  /// Weekdays, holidays, months, dates, weeks and years, with ranges, lists and `Th[1]`.
  private static func isDays(_ part: String) -> Bool {
    let text = part.last == ":" ? part.dropLast() : part[...]
    return text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "-" }.allSatisfy { word in
      var word = word
      if word.last == "]", let bracket = word.firstIndex(of: "[") { word = word[..<bracket] }
      if days.contains(String(word)) || months.contains(String(word)) || word == "week" || word == "easter" {
        return true
      }
      // The day of a month, a week or a year.
      guard let number = Int(word), number > 0 else { return false }
      return word.count <= 2 || (1900...2200).contains(number)
    }
  }

  /// Whether some of the spans lasts; nil when the part is no list of spans.
  private static func times(_ part: String) -> Bool? {
    var lasts = false
    for span in part.split(separator: ",", omittingEmptySubsequences: false) {
      if span.last == "+" {
        guard time(span.dropLast()) != nil else { return nil }
        lasts = true
        continue
      }
      guard let (from, to) = ends(span) else { return nil }
      if from != to { lasts = true }
    }
    return lasts
  }

  private static func ends(_ span: Substring) -> (from: Int, to: Int)? {
    // The hyphen between the ends, not one inside brackets such as (sunset-01:00).
    var depth = 0
    for index in span.indices {
      switch span[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "-" where depth == 0:
        var rest = span[span.index(after: index)...]
        if rest.last == "+" { rest = rest.dropLast() }
        guard let from = time(span[..<index]), let to = time(rest) else { return nil }
        return (from, to)
      default: break
      }
    }
    return nil
  }

  /// Minutes since midnight, up to 48:00; of sunrise and the like some number that no clock shows.
  private static func time(_ text: Substring) -> Int? {
    if let place = dayTimes.sorted().firstIndex(of: String(text)) { return -1 - place }
    if text.first == "(", text.last == ")" {
      let inner = text.dropFirst().dropLast()
      guard let sign = inner.firstIndex(where: { $0 == "+" || $0 == "-" }),
        let event = time(inner[..<sign]), let minutes = time(inner[inner.index(after: sign)...])
      else { return nil }
      return event * 10_000 - minutes - 100
    }
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false)
    guard numbers.count == 2, (1...2).contains(numbers[0].count), numbers[1].count == 2,
      numbers.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let hour = Int(numbers[0]), let minute = Int(numbers[1]), hour <= 48, minute < 60
    else { return nil }
    return hour * 60 + minute
  }
}
