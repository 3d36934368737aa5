/// One rule of opening hours: days, then times or a word, and a comment in quotes.
struct HoursRule {
  static let weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
  private static let days = Set(weekdays + ["PH", "SH"])
  private static let months: Set = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let dayTimes: Set = ["sunrise", "sunset", "dawn", "dusk"]

  let opens: Bool

  /// The words of each rule; nil for a quote that does not end.
  ///
  /// A semicolon and a double bar end a rule, a comma before days, months or a comment ends one that has its times.
  static func rules(_ text: String) -> [[String]]? {
    var rules: [[String]] = []
    var rule: [String] = []
    var word = ""
    func endWord() {
      if !word.isEmpty { rule.append(word) }
      word = ""
    }
    func endRule() {
      endWord()
      if !rule.isEmpty { rules.append(rule) }
      rule = []
    }
    var rest = text[...]
    while let letter = rest.popFirst() {
      switch letter {
      case "\"":
        guard let end = rest.firstIndex(of: "\"") else { return nil }
        if word.last == "," {
          word.removeLast()
          endRule()
        } else {
          endWord()
        }
        rule.append("\"\(rest[..<end])\"")
        rest = rest[rest.index(after: end)...]
      case ";", "|":
        endRule()
      case ",":
        // Blanks around commas and hyphens part nothing.
        if word.isEmpty, let last = rule.last, last.first != "\"" { word = rule.removeLast() }
        let next = rest.drop(while: \.isWhitespace).prefix(while: { $0.isLetter || $0.isNumber || $0 == ":" })
        endWord()
        if isBeginning(next), rule.contains(where: hasTimes) {
          endRule()
        } else {
          word = (rule.popLast() ?? "") + ","
        }
      case "-":
        if word.isEmpty, let last = rule.popLast() { word = last }
        word.append(letter)
      case _ where letter.isWhitespace:
        if word.last != ",", word.last != "-" { endWord() }
      default:
        word.append(letter)
      }
    }
    endRule()
    return rules
  }

  /// Whether days or months begin with the word.
  private static func isBeginning(_ word: Substring) -> Bool {
    let word = String(word)
    return days.contains(word) || months.contains(word) || word == "week" || word == "easter"
  }

  private static func hasTimes(_ part: String) -> Bool {
    part.first == "\"" || ["24/7", "open", "unknown", "off", "closed"].contains(part) || times(part) != nil
  }

  /// nil when it is not understood.
  ///
  /// - Parameter parts: one rule's words; comments in their quotes.
  init?(_ parts: [String]) {
    var opens: Bool?
    var hasDays = false
    var hasComment = false
    for part in parts {
      switch part {
      case "24/7", "open", "unknown": opens = true
      case "off", "closed": opens = false
      default:
        if part.first == "\"" {
          hasComment = hasComment || part.count > 2
        } else if let isSpan = Self.times(part) {
          opens = (opens ?? false) || isSpan
        } else if opens == nil, Self.isDays(part) {
          // A number alone is no day.
          hasDays = hasDays || part.contains(where: \.isLetter)
        } else {
          return nil
        }
      }
    }
    guard opens != nil || hasDays || hasComment else { return nil }
    // Days without times are whole days; a comment alone says when.
    self.opens = opens ?? true
  }

  /// Weekdays, holidays, months, dates, weeks and years, with ranges, lists and `Th[1]`.
  private static func isDays(_ part: String) -> Bool {
    let text = part.last == ":" ? part.dropLast() : part[...]
    guard let text = withoutPlaces(text) else { return false }
    return text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "-" }.allSatisfy { word in
      if days.contains(String(word)) || months.contains(String(word)) || word == "week" || word == "easter" {
        return true
      }
      // The day of a month, a week or a year.
      let digits = word.last == "+" ? word.dropLast() : word
      guard let number = Int(digits), number > 0 else { return false }
      return digits.count <= 2 || (1900...2200).contains(number)
    }
  }

  /// Without the [1], [1,3], [1-2] and [-1] behind weekdays; nil when they are none.
  private static func withoutPlaces(_ text: Substring) -> String? {
    var result = ""
    var rest = text
    while let bracket = rest.firstIndex(of: "[") {
      let before = rest[..<bracket]
      guard weekdays.contains(String(before.suffix(2))), let end = rest[bracket...].firstIndex(of: "]") else {
        return nil
      }
      let areValid = rest[rest.index(after: bracket)..<end].split(separator: ",", omittingEmptySubsequences: false)
        .allSatisfy { place in
          let ends =
            place.first == "-" ? [place.dropFirst()] : place.split(separator: "-", omittingEmptySubsequences: false)
          return !ends.isEmpty && ends.allSatisfy { ["1", "2", "3", "4", "5"].contains($0) }
        }
      guard areValid else { return nil }
      result += before
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
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
