import Words

/// Reads what offices in China write: `周一至周五 8:30—11:30，14:00-17:00；周末及法定节假日休息`.
///
/// A text is cut into clauses, each with dates, days, times and what holds; ``ChineseHoursRules`` joins them. A text
/// that can be read in two ways is refused with what to write: 上午9点至5点, 周三 twice, 节假日 where weekends may be meant too.
/// 工作日 is Monday to Friday without public holidays, and the make-up workdays (调休) of the list of holidays.
struct ChineseHoursParser {
  /// What stands between two separators, or before the next day.
  struct Clause {
    var place: Int
    var dates: [HoursDates] = []
    var days: [HoursDayKind] = []
    var times: [HoursTime] = []
    var state: HoursState?
    /// 除外: closed on its days.
    var isException = false
    /// 午休: its times stand behind it.
    var isBreak = false
    /// 含: added to the days of the clause before.
    var isInclusion = false
    var namesSeason = false
    var namesVagueHoliday = false
    var isInBrackets = false
    /// In characters, of what closes or opens.
    var statePlace = 0

    var isEmpty: Bool { dates.isEmpty && days.isEmpty && times.isEmpty && state == nil && !namesSeason }
    var hasDaysOnly: Bool { times.isEmpty && state == nil && !isException && !isInclusion }
  }

  let tokens: [ChineseHoursToken]
  var index = 0
  var isWithoutRest = false
  private var clauses: [Clause] = []
  private var clause: Clause

  init(_ letters: HoursLetters) throws(OpeningHoursError) {
    tokens = try letters.chineseTokens()
    clause = Clause(place: 0)
  }

  var token: ChineseHoursToken { tokens[index] }

  func peek(_ count: Int = 0) -> ChineseHoursToken.Kind {
    index + count < tokens.count ? tokens[index + count].kind : .end
  }

  func isSign(_ sign: Character, after count: Int = 0) -> Bool { peek(count) == .sign(sign) }

  func error(_ words: Bilingual, _ suggestion: Bilingual? = nil, at count: Int = 0) -> OpeningHoursError {
    OpeningHoursError(at: tokens[min(index + count, tokens.count - 1)].place, words, suggestion: suggestion)
  }

  /// - Throws: ``OpeningHoursError``.
  static func rules(_ letters: HoursLetters) throws(OpeningHoursError) -> [HoursRule] {
    var parser = try ChineseHoursParser(letters)
    try parser.readClauses()
    return try ChineseHoursRules(clauses: parser.clauses, isWithoutRest: parser.isWithoutRest).rules()
  }

  private mutating func readClauses() throws(OpeningHoursError) {
    var isInBrackets = false
    var countBefore = 0
    while token.kind != .end {
      switch token.kind {
      case .separator:
        try endClause()
        index += 1
      case .sign("("):
        guard !isInBrackets else {
          throw error(Bilingual("括号里又有括号", "brackets stand in brackets"), Bilingual("请只用一对括号", "one pair"))
        }
        try endClause()
        countBefore = clauses.count
        isInBrackets = true
        index += 1
        clause.isInBrackets = true
      case .sign(")"):
        guard isInBrackets else { throw error(Bilingual("只有右括号，没有左括号", "a bracket closes that none opens")) }
        try endClause()
        guard clauses.count > countBefore else {
          throw error(Bilingual("括号里没有能识别的内容", "nothing stands in the brackets that is understood"))
        }
        isInBrackets = false
        index += 1
      default:
        try readPiece()
      }
      if clause.isEmpty, !clause.isException, !clause.isInclusion {
        clause = Clause(place: token.place)
        clause.isInBrackets = isInBrackets
      }
    }
    guard !isInBrackets else { throw error(Bilingual("括号没有写完", "a bracket does not close"), Bilingual("请补上“）”", "）")) }
    try endClause()
  }

  private mutating func endClause() throws(OpeningHoursError) {
    if clause.isException, clause.state == nil {
      // 除周一: the word behind is left out.
      guard !clause.days.isEmpty || !clause.dates.isEmpty, clause.times.isEmpty else {
        throw OpeningHoursError(
          at: clause.place, Bilingual("看不出排除的是哪些日子", "it is not clear what is excepted"),
          suggestion: Bilingual("请写明，例如“周一除外”", "for example 周一除外"))
      }
      clause.state = .closed
    }
    if !clause.isEmpty { clauses.append(clause) }
    clause = Clause(place: token.place)
  }

  /// Days and dates begin a new clause behind times and states.
  private mutating func beginDays() throws(OpeningHoursError) {
    guard !clause.times.isEmpty || clause.state != nil else { return }
    let wasInBrackets = clause.isInBrackets
    try endClause()
    clause.isInBrackets = wasInBrackets
  }

  private mutating func readPiece() throws(OpeningHoursError) {
    switch token.kind {
    case .weekday, .word(.days), .word(.weekend), .word(.workday), .word(.holiday), .word(.vagueHoliday):
      try beginDays()
      try readDays()
    case .word(.season):
      try beginDays()
      clause.namesSeason = true
      index += 1
    case .word(.allDay):
      guard clause.state == nil, clause.times.isEmpty else {
        throw error(Bilingual("既写了全天，又写了别的时间", "the whole day stands beside other times"))
      }
      clause.times = [HoursTime(from: .clock(0), to: .clock(CivilMinute.perDay))]
      index += 1
    case .word(.closed): try setState(.closed)
    case .word(.lunchBreak):
      try endClause()
      clause.isBreak = true
      try setState(.closed)
    case .word(.unknown), .comment: try setState(.unknown)
    case .word(.filler): index += 1
    case .word(.withoutRest):
      isWithoutRest = true
      index += 1
    case .word(.except):
      try endClause()
      clause.isException = true
      index += 1
    case .word(.without):
      try endClause()
      clause.isException = true
      clause.state = .closed
      index += 1
      try readExceptedDays()
    case .word(.outside): try endException()
    case .word(.including):
      try endClause()
      clause.isInclusion = true
      index += 1
    case .word(.list)
    where !clause.days.isEmpty && clause.hasDaysOnly || !clause.times.isEmpty || !clause.dates.isEmpty:
      index += 1
    case .word(.vague(let suggestion)):
      throw error(Bilingual("这种写法有多种理解", "this can be read in more than one way"), suggestion)
    case .sign(":") where !clause.isEmpty || index > 0 && tokens[index - 1].kind == .word(.filler):
      index += 1
    case .sign("日"), .sign("天"), .han, .number:
      if beginsDate {
        try beginDays()
        clause.dates.append(contentsOf: try dates())
      } else {
        try readTime()
      }
    case .word(.half), .word(.nextDay): try readTime()
    default:
      throw error(
        Bilingual("这部分内容放在这里没有意义", "this stands where it has no meaning"),
        Bilingual("请写明日子和时间，例如“周一至周五 9:00-17:30”", "days and times such as 周一至周五 9:00-17:30"))
    }
  }

  private mutating func readTime() throws(OpeningHoursError) {
    guard clause.state == nil || clause.isBreak else {
      throw error(
        Bilingual("时间写在了“休息”等词的后面", "times stand behind what holds"), Bilingual("请把时间移到前面", "the times before it"))
    }
    if is24By7 {
      index += 3
      clause.times = [HoursTime(from: .clock(0), to: .clock(CivilMinute.perDay))]
      return
    }
    let place = token.place
    let time = try time()
    if let last = clause.times.last, time.from.nominal < last.to.nominal {
      throw OpeningHoursError(
        at: place, Bilingual("后写的时间早于先写的时间", "the times do not rise"),
        suggestion: Bilingual("请在钟点前写明“下午”，或按24小时制填写", "下午 before the hour, or hours of the day from 0 to 24"))
    }
    clause.times.append(time)
  }

  private var is24By7: Bool {
    guard case .number(24, _) = token.kind, isSign("/", after: 1), case .number(7, _) = peek(2) else { return false }
    return true
  }

  private mutating func setState(_ state: HoursState) throws(OpeningHoursError) {
    guard clause.state == nil || clause.state == state else {
      throw error(
        Bilingual("同一句里写了两种状态（如开放和休息）", "two things hold in one clause"), Bilingual("请用“；”分开", "； between them"))
    }
    clause.statePlace = token.place
    clause.state = state
    index += 1
  }

  /// 周一除外, 除周一外.
  private mutating func endException() throws(OpeningHoursError) {
    guard !clause.days.isEmpty || !clause.dates.isEmpty, clause.times.isEmpty, clause.state == nil else {
      throw error(
        Bilingual("前面没有写明除外的是哪些日子", "no days stand before this that are excepted"),
        Bilingual("请写明，例如“法定节假日除外”", "for example 法定节假日除外"))
    }
    clause.isException = true
    clause.state = .closed
    index += 1
    try endClause()
  }

  private mutating func readExceptedDays() throws(OpeningHoursError) {
    while true {
      switch token.kind {
      case .weekday, .word(.days), .word(.weekend), .word(.workday), .word(.holiday), .word(.vagueHoliday):
        try readDays()
      case .word(.list): index += 1
      default:
        guard !clause.days.isEmpty else { throw error(Bilingual("这里应写星期几或节假日", "days are expected")) }
        try endClause()
        return
      }
    }
  }

  // MARK: Days

  private mutating func readDays() throws(OpeningHoursError) {
    switch token.kind {
    case .word(.days(let bits)):
      index += 1
      try addDays(bits)
    case .word(.weekend):
      index += 1
      clause.days.append(.weekdays(0b110_0000))
    case .word(.workday):
      index += 1
      clause.days.append(.workday)
    case .word(.holiday):
      index += 1
      clause.days.append(.officialHoliday)
    case .word(.vagueHoliday):
      index += 1
      clause.days.append(.officialHoliday)
      clause.namesVagueHoliday = true
    default:
      guard let first = nextWeekday() else { throw error(Bilingual("这里应写星期几", "a weekday is expected")) }
      try addDays(1 << UInt8(first))
    }
  }

  /// A weekday, or the first of a range; then those whose 周 is left out.
  private mutating func addDays(_ bits: UInt8) throws(OpeningHoursError) {
    var bits = bits
    while true {
      if isThrough, bits.nonzeroBitCount == 1 {
        let place = index
        index += 1
        guard let last = nextWeekday() else {
          index = place
          throw error(
            Bilingual("这里应写星期几", "a weekday is expected here"), Bilingual("请写全，例如“周一至周五”", "for example 周一至周五"), at: 1)
        }
        clause.days.append(.weekdays(from: bits.trailingZeroBitCount, to: last))
      } else {
        clause.days.append(.weekdays(bits))
      }
      // 周一、三、五, 周一三五, 周六日.
      let start = index
      if token.kind == .word(.list) { index += 1 }
      guard let next = isBareWeekday ? nextWeekday() : nil else {
        index = start
        return
      }
      bits = 1 << UInt8(next)
    }
  }

  /// A hyphen, 至, or 一 for a hyphen before a weekday.
  private var isThrough: Bool {
    if isSign("-") || token.kind == .word(.through) { return true }
    guard token.kind == .han(1), case .weekday = peek(1) else { return false }
    return true
  }

  /// 三 or 日 behind a weekday, where no hour and no date is meant.
  private var isBareWeekday: Bool {
    switch token.kind {
    case .han(1...6), .sign("日"), .sign("天"), .number(1...7, 1): break
    default: return false
    }
    switch peek(1) {
    case .sign("点"), .sign("时"), .sign(":"), .sign("."), .sign("月"), .sign("号"), .han(10), .sign("/"): return false
    case .sign("日"), .sign("天"):
      if case .number = token.kind { return false }
      return true
    case .sign("-"), .word(.through):
      // 周一 9-12点: a number before a hyphen is an hour, unless a weekday follows.
      if case .number = token.kind { return false }
      return true
    default: return true
    }
  }

  private mutating func nextWeekday() -> Int? {
    switch token.kind {
    case .weekday(let day):
      index += 1
      return day
    case .word(.days(let bits)) where bits.nonzeroBitCount == 1:
      index += 1
      return bits.trailingZeroBitCount
    case .han(let day) where (1...6).contains(day):
      index += 1
      return day - 1
    case .number(let day, 1) where (1...7).contains(day):
      index += 1
      return day - 1
    case .sign("日"), .sign("天"):
      index += 1
      return 6
    default: return nil
    }
  }
}
