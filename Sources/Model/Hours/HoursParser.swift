/// Reads OpenStreetMap's language: rules, and what stands in one. Days and dates, weekdays, times have files of their
/// own.
struct HoursParser {
  let letters: HoursLetters
  let tokens: [HoursToken]
  var index = 0

  init(_ letters: HoursLetters) throws(OpeningHoursError) {
    self.letters = letters
    tokens = try letters.tokens()
  }

  var token: HoursToken { tokens[index] }

  func peek(_ count: Int = 1) -> HoursToken.Kind {
    index + count < tokens.count ? tokens[index + count].kind : .end
  }

  func isSign(_ sign: Character, after count: Int = 0) -> Bool { peek(count) == .sign(sign) }

  /// Steps over a sign when it is there.
  mutating func take(_ sign: Character) -> Bool {
    guard isSign(sign) else { return false }
    index += 1
    return true
  }

  func error(_ reason: String, _ suggestion: String? = nil, at count: Int = 0) -> OpeningHoursError {
    OpeningHoursError(
      at: tokens[min(max(0, index + count), tokens.count - 1)].place, reason, suggestion: suggestion)
  }

  func unexpected() -> OpeningHoursError {
    switch token.kind {
    case .end: error("the text ends where more is expected")
    case .sign(let sign): error("“\(sign)” has no meaning here")
    case .number(let number, _): error("the number \(number) has no meaning here", "times such as 08:00-18:00")
    case .word, .comment: error("this stands where it has no meaning", "a semicolon or a comma between rules")
    }
  }

  mutating func rules() throws(OpeningHoursError) -> [HoursRule] {
    // Opening hours: …, open: …
    if token.kind == .word(.label) || isSign(":", after: 1) && [.word(.open), .word(.clock)].contains(token.kind) {
      index += 1
      if !take(":") { _ = take("=") }
    }
    guard token.kind != .end else { throw error("there is no text", "days and times such as Mo-Fr 08:00-18:00") }
    var rules: [HoursRule] = []
    var joining = HoursRule.Joining.replacing
    while true {
      let start = index
      var rule = try rule()
      rule.joining = joining
      try rule.settle(after: rules, at: tokens[start].place)
      rules.append(rule)
      if take(";") {
        joining = .replacing
        if token.kind == .end { return rules }
      } else if take("|") {
        joining = .fallback
      } else if isSign(",") || token.kind == .word(.and) {
        index += 1
        joining = .adding
      } else if token.kind == .end {
        return rules
      } else {
        throw beginsSelector(at: 0)
          ? error("a rule begins here and nothing parts it from the one before", "“;” or “,” between them")
          : unexpected()
      }
    }
  }

  private mutating func rule() throws(OpeningHoursError) -> HoursRule {
    var rule = HoursRule()
    var hasComment = false
    var isAlways = false
    if token.kind == .comment {
      hasComment = true
      index += 1
    }
    let start = index
    try selectors(&rule.days)
    let hasDays = index > start
    if let length = lengthOfAlways {
      index += length
      isAlways = true
    } else if beginsTime(at: 0, bareHours: true) {
      rule.times = try times()
    } else if isSign(","), !isState(after: 1), peek(1) != .comment, hasDays {
      throw error("what follows the comma is neither a day of the list nor a time", "“;” between rules")
    }
    if isAlways, hasDays { rule.times = [HoursTime(from: .clock(0), to: .clock(CivilMinute.perDay))] }
    var state: HoursState?
    while true {
      if isSign(":"), isState(after: 1) || peek(1) == .comment,
        hasDays || isAlways || !rule.times.isEmpty || state != nil
      {
        index += 1
      }
      if let next = stateWord(after: 0) {
        guard state == nil else { throw error("a second state stands in one rule", "“;” between rules") }
        state = next
      } else if token.kind == .comment || token.kind == .word(.remark) {
        guard !hasComment else { throw error("a second comment stands in one rule", "one comment") }
        hasComment = true
      } else {
        break
      }
      index += 1
    }
    guard hasDays || isAlways || !rule.times.isEmpty || state != nil || hasComment else { throw unexpected() }
    rule.state = state ?? (hasComment ? .unknown : .open)
    return rule
  }

  /// How many pieces say that all day, or all week, is meant: `24/7`, `24h`, `24 hours 7 days a week`, `7j/7`; nil for
  /// none.
  private var lengthOfAlways: Int? {
    var count = 0
    while true {
      switch peek(count) {
      case .word(.always): count += 1
      case .number(24, _):
        let isHours = peek(count + 1) == .word(.clock)
        let next = count + (isHours ? 2 : 1)
        if isSign("/", after: next), [.number(7, digits: 1), .number(24, digits: 2)].contains(peek(next + 1)) {
          count = next + 2
        } else if isHours, !isNumber(after: next) || peek(next + 1) == .word(.day), !isSign("-", after: next),
          peek(next) != .word(.to)
        {
          count = next
        } else {
          return count > 0 ? count : nil
        }
      case .number(7, _):
        if peek(count + 1) == .word(.day), peek(count + 2) == .word(.week) {
          count += 3
        } else {
          let next = peek(count + 1) == .word(.day) ? count + 2 : count + 1
          guard isSign("/", after: next), peek(next + 1) == .number(7, digits: 1) else {
            return count > 0 ? count : nil
          }
          count = next + 2
        }
      default: return count > 0 ? count : nil
      }
    }
  }

  private func stateWord(after count: Int) -> HoursState? {
    switch peek(count) {
    case .word(.open): .open
    case .word(.closed): .closed
    case .word(.unknown): .unknown
    default: nil
    }
  }

  private func isState(after count: Int) -> Bool { stateWord(after: count) != nil }
}

extension HoursRule {
  /// Decides what the rule takes away from those before it, and refuses what can be read in two ways.
  mutating func settle(after earlier: [HoursRule], at place: Int) throws(OpeningHoursError) {
    switch joining {
    case .fallback: return
    case .adding:
      if earlier.contains(where: { $0.joining == .fallback }) {
        throw OpeningHoursError(
          at: place, "it is not clear whether the rule belongs to the fallback before it", suggestion: "“||” or “;”")
      }
      if days.isEmpty, times.isEmpty {
        throw OpeningHoursError(
          at: place, "a state or comment for all time is added to hours", suggestion: "“||” for what holds otherwise")
      }
      if days.isEmpty, !earlier.allSatisfy(\.days.isEmpty) {
        throw OpeningHoursError(
          at: place, "it is not clear whether the times are for the days before them",
          suggestion: "the days before the times")
      }
    case .replacing:
      guard state != .closed else { return }
      if !days.isEmpty || times.isEmpty {
        drops = true
        return
      }
      let opening = earlier.filter { $0.state != .closed }
      guard !opening.isEmpty else { return }
      // opening_hours.js adds such times to those of the days before, the specification replaces them.
      guard state == .open, opening.allSatisfy({ $0.days.isEmpty && $0.state == .open }) else {
        throw OpeningHoursError(
          at: place, "it is not clear for which days the times are",
          suggestion: "“Mo-Su” before them for all days, or “,” to add them")
      }
      drops = true
    }
  }
}
