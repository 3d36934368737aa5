import Words

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

  func error(_ words: Bilingual, _ suggestion: Bilingual? = nil, at count: Int = 0) -> OpeningHoursError {
    OpeningHoursError(
      at: tokens[min(max(0, index + count), tokens.count - 1)].place, words, suggestion: suggestion)
  }

  func unexpected() -> OpeningHoursError {
    switch token.kind {
    case .end: error(Bilingual("内容没有写完", "the text ends where more is expected"))
    case .sign(let sign): error(Bilingual("“\(sign)”放在这里没有意义", "“\(sign)” has no meaning here"))
    case .number(let number, _):
      error(
        Bilingual("数字\(number)放在这里没有意义", "the number \(number) has no meaning here"),
        Bilingual("请按“08:00-18:00”的写法填写时间", "times such as 08:00-18:00"))
    case .word, .comment:
      error(
        Bilingual("这部分内容放在这里没有意义", "this stands where it has no meaning"),
        Bilingual("请在规则之间加分号或逗号", "a semicolon or a comma between rules"))
    }
  }

  mutating func rules() throws(OpeningHoursError) -> [HoursRule] {
    // Opening hours: …, open: …
    if token.kind == .word(.label) || isSign(":", after: 1) && [.word(.open), .word(.clock)].contains(token.kind) {
      index += 1
      if !take(":") { _ = take("=") }
    }
    guard token.kind != .end else {
      throw error(
        Bilingual("没有填写内容", "there is no text"),
        Bilingual("请写明日子和时间，例如“Mo-Fr 08:00-18:00”", "days and times such as Mo-Fr 08:00-18:00"))
    }
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
          ? error(
            Bilingual("这里开始了新的规则，与前一条之间没有分隔", "a rule begins here and nothing parts it from the one before"),
            Bilingual("请在两条之间加“;”或“,”", "“;” or “,” between them"))
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
      throw error(
        Bilingual("逗号后面既不是日子也不是时间", "what follows the comma is neither a day of the list nor a time"),
        Bilingual("请在规则之间用“;”分开", "“;” between rules"))
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
        guard state == nil else {
          throw error(
            Bilingual("一条规则里写了两种状态", "a second state stands in one rule"),
            Bilingual("请在规则之间用“;”分开", "“;” between rules"))
        }
        state = next
      } else if token.kind == .comment || token.kind == .word(.remark) {
        guard !hasComment else {
          throw error(
            Bilingual("一条规则里写了两处说明", "a second comment stands in one rule"), Bilingual("请只留一处", "one comment"))
        }
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
          at: place,
          Bilingual("看不出这条规则是否属于前面“||”之后的部分", "it is not clear whether the rule belongs to the fallback before it"),
          suggestion: Bilingual("请用“||”或“;”分开", "“||” or “;”"))
      }
      if days.isEmpty, times.isEmpty {
        throw OpeningHoursError(
          at: place, Bilingual("在开放时间后面又加了不限时间的状态或说明", "a state or comment for all time is added to hours"),
          suggestion: Bilingual("如指其余时间，请用“||”分开", "“||” for what holds otherwise"))
      }
      if days.isEmpty, !earlier.allSatisfy(\.days.isEmpty) {
        throw OpeningHoursError(
          at: place, Bilingual("看不出这些时间是否属于前面的日子", "it is not clear whether the times are for the days before them"),
          suggestion: Bilingual("请在时间前写明日子", "the days before the times"))
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
          at: place, Bilingual("看不出这些时间是哪些日子的", "it is not clear for which days the times are"),
          suggestion: Bilingual(
            "如指所有日子，请在前面写“Mo-Su”；如为增加的时间，请用“,”分开", "“Mo-Su” before them for all days, or “,” to add them"))
      }
      drops = true
    }
  }
}
