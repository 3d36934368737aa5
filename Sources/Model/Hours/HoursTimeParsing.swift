import Words

/// The times of a rule.
extension HoursParser {
  /// Whether a number so many pieces on is part of a time of the clock, not a day or a week: `08:00`, `8.30`, `8am`,
  /// `8h`.
  func isClock(at count: Int) -> Bool {
    guard case .number(_, let digits) = peek(count), digits <= 2, index + count + 1 < tokens.count else { return false }
    let next = tokens[index + count + 1]
    switch next.kind {
    case .sign(":"), .sign("."):
      guard case .number = peek(count + 2) else { return false }
      return !next.hasBlankBefore && !tokens[index + count + 2].hasBlankBefore
    case .word(.morning), .word(.afternoon), .word(.clock): return true
    // Raised minutes.
    case .number(_, 2): return !next.hasBlankBefore
    default: return false
    }
  }

  /// Whether a time begins so many pieces on.
  ///
  /// - Parameter bareHours: whether `8-12` counts.
  func beginsTime(at count: Int, bareHours: Bool) -> Bool {
    switch peek(count) {
    case .word(.sun), .word(.daylight), .word(.noon), .word(.midnight), .sign("("): return true
    case .word(.from): return beginsTime(at: count + 1, bareHours: bareHours)
    case .number(_, let digits):
      if isClock(at: count) { return true }
      guard bareHours, digits <= 2 else { return false }
      return isSign("-", after: count + 1) || isSign("+", after: count + 1) || peek(count + 1) == .word(.to)
        || isSign("=", after: count + 1)
    default: return false
    }
  }

  mutating func times() throws(OpeningHoursError) -> [HoursTime] {
    let start = index
    var times: [HoursTime] = []
    while true {
      times.append(try time())
      if isSign(",") || token.kind == .word(.and), beginsTime(at: 1, bareHours: true) {
        index += 1
      } else if !beginsTime(at: 0, bareHours: false) {
        break
      }
    }
    for open in times where open.hasOpenEnd && !open.hasSun {
      let end = open.to.nominal + (open.endsNextDay ? CivilMinute.perDay : 0)
      for other in times where other != open && !other.hasSun && !other.hasNoLength {
        let last = other.to.nominal + (other.endsNextDay ? CivilMinute.perDay : 0)
        let isWithin = other.from.nominal <= end && last > end && other.from.nominal < end
        let isNextDay = other.from.nominal + CivilMinute.perDay < open.unknownUntil
        if isWithin || isNextDay {
          throw OpeningHoursError(
            at: tokens[start].place,
            Bilingual("没有写明结束时间的一段与同一规则的另一段重叠", "an open end lies within another stretch of its rule"),
            suggestion: Bilingual("请填写互不重叠的时间段", "stretches that do not overlap"))
        }
      }
    }
    return times
  }

  private mutating func time() throws(OpeningHoursError) -> HoursTime {
    if token.kind == .word(.from) { index += 1 }
    let start = index
    if token.kind == .word(.daylight) {
      index += 1
      return HoursTime(from: .sun(.sunrise, minutes: 0), to: .sun(.sunset, minutes: 0))
    }
    let from = try end(isLast: false)
    if take("+") {
      if isNumber(after: 0) {
        throw error(
          Bilingual("在日出日落时间上加减的，应写在括号里", "what is added to the sun's time stands in brackets"),
          Bilingual("请写成“(sunrise+01:00)”", "(sunrise+01:00)"))
      }
      return try checked(HoursTime(from: from.end, to: from.end, hasOpenEnd: true), from, from, at: start)
    }
    guard isSign("-") || isSign("=") || token.kind == .word(.to) else {
      throw OpeningHoursError(
        at: tokens[start].place, Bilingual("只写了一个时刻，不是一段时间", "one time alone is a moment and no stretch"),
        suggestion: Bilingual("请写明，例如“08:00-12:00”或“08:00+”", "for example 08:00-12:00, or 08:00+"))
    }
    index += 1
    if token.kind == .word(.late) {
      index += 1
      return try checked(HoursTime(from: from.end, to: from.end, hasOpenEnd: true), from, from, at: start)
    }
    let to = try end(isLast: true)
    let hasOpenEnd = take("+")
    if isSign("/") {
      throw error(
        Bilingual("带间隔的写法表示若干时刻，不是一段时间", "intervals are moments and no stretches"),
        Bilingual("请只写时间段", "the stretch alone"))
    }
    return try checked(HoursTime(from: from.end, to: to.end, hasOpenEnd: hasOpenEnd), from, to, at: start)
  }

  private struct Reading {
    var end: HoursTime.End
    /// By am or pm.
    var hasHalf = false
    /// As typed.
    var hour = 24
  }

  private func checked(
    _ time: HoursTime, _ from: Reading, _ to: Reading, at start: Int
  ) throws(OpeningHoursError) -> HoursTime {
    func refuse(_ words: Bilingual, _ suggestion: Bilingual? = nil) -> OpeningHoursError {
      OpeningHoursError(at: tokens[start].place, words, suggestion: suggestion)
    }
    if from.hasHalf != to.hasHalf {
      let plain = from.hasHalf ? to : from
      guard plain.hour > 12 || plain.hour == 0 else {
        throw refuse(
          Bilingual("起止时间只有一个写了am或pm", "one of two times has am or pm and the other has none"),
          Bilingual("请两个都写上", "it with both"))
      }
    }
    if case .clock(let first) = time.from {
      guard first < CivilMinute.perDay else {
        throw refuse(
          Bilingual("时间段应在24:00之前开始", "a stretch begins before 24:00"),
          Bilingual("请写作次日的时间", "the time on the day after"))
      }
      if case .clock(let last) = time.to, !time.hasNoLength, first == last, first != 0 {
        throw refuse(
          Bilingual("起止时间相同", "the stretch ends when it begins"), Bilingual("如全天开放，请写“24/7”", "24/7 for always"))
      }
    }
    guard time.to.nominal <= HoursTime.latest, !time.hasOpenEnd || time.unknownUntil <= HoursTime.latest else {
      throw refuse(
        Bilingual("时间段最晚应在次日结束", "a stretch ends within the day after its own"),
        Bilingual("请填写不超过48:00的时间", "times up to 48:00"))
    }
    return time
  }

  private mutating func end(isLast: Bool) throws(OpeningHoursError) -> Reading {
    switch token.kind {
    case .word(.sun(let sun)):
      index += 1
      return Reading(end: .sun(sun, minutes: 0))
    case .word(.noon):
      index += 1
      return Reading(end: .clock(720))
    case .word(.midnight):
      index += 1
      return Reading(end: .clock(isLast ? 1440 : 0))
    case .sign("("): return try sunEnd()
    case .number: return try clockEnd()
    default:
      throw error(
        Bilingual("这里应写时间", "a time is expected"), Bilingual("请写明，例如“08:00-18:00”", "for example 08:00-18:00"))
    }
  }

  /// `(sunset-01:00)`.
  private mutating func sunEnd() throws(OpeningHoursError) -> Reading {
    index += 1
    guard case .word(.sun(let sun)) = token.kind else {
      throw error(
        Bilingual("括号里应写sunrise、sunset、dawn或dusk", "sunrise, sunset, dawn or dusk is expected in brackets"),
        Bilingual("请写成“(sunset-01:00)”；说明文字请放在引号里", "(sunset-01:00); words in quotes"))
    }
    index += 1
    let isEarlier = isSign("-")
    guard isEarlier || isSign("+") else {
      throw error(
        Bilingual("sunset等词后面应写“+”或“-”", "“+” or “-” is expected behind the sun's event"),
        Bilingual("请写成“(sunset-01:00)”", "(sunset-01:00)"))
    }
    index += 1
    guard case .number(let hours, let digits) = token.kind, digits <= 2, isSign(":", after: 1),
      case .number(let minutes, 2) = peek(2), hours <= 12, minutes < 60
    else {
      throw error(
        Bilingual("这里应写不超过12:00的时和分", "hours and minutes up to 12:00 are expected"),
        Bilingual("请写成“(sunset-01:00)”", "(sunset-01:00)"))
    }
    index += 3
    guard take(")") else {
      throw error(Bilingual("这里应写“)”", "“)” is expected"), Bilingual("请写成“(sunset-01:00)”", "(sunset-01:00)"))
    }
    return Reading(end: .sun(sun, minutes: (hours * 60 + minutes) * (isEarlier ? -1 : 1)))
  }

  private mutating func clockEnd() throws(OpeningHoursError) -> Reading {
    let start = index
    guard case .number(var hour, let digits) = token.kind, digits <= 2 else { throw unexpected() }
    func refuse(_ words: Bilingual, _ suggestion: Bilingual? = nil) -> OpeningHoursError {
      OpeningHoursError(at: tokens[start].place, words, suggestion: suggestion)
    }
    index += 1
    var minute = 0
    let isGlued = index + 1 < tokens.count && !token.hasBlankBefore && !tokens[index + 1].hasBlankBefore
    if isGlued, isSign(":") || isSign(".") || token.kind == .word(.clock),
      case .number(let number, let digits) = peek(1)
    {
      guard digits <= 2, number < 60 else {
        throw refuse(
          Bilingual("分钟应为00至59的两位数", "minutes are two digits from 00 to 59"),
          Bilingual("请按“08:30”的写法填写时间", "times such as 08:30"))
      }
      minute = number
      index += 2
      // Seconds of exports: 08:00:00.
      if isSign(":"), case .number(0, 2) = peek(1) { index += 2 }
    }
    if case .number(let number, 2) = token.kind, !token.hasBlankBefore {
      guard number < 60 else {
        throw refuse(
          Bilingual("分钟应为00至59的两位数", "minutes are two digits from 00 to 59"),
          Bilingual("请按“08:30”的写法填写时间", "times such as 08:30"))
      }
      minute = number
      index += 1
    }
    var hasHalf = false
    let typed = hour
    if token.kind == .word(.morning) || token.kind == .word(.afternoon) {
      guard hour <= 12, hour > 0 || token.kind == .word(.morning) else {
        throw refuse(
          Bilingual("带am或pm的钟点应在1至12之间", "hours with am or pm are from 1 to 12"),
          Bilingual("请按“17:30”的写法填写时间", "times such as 17:30"))
      }
      hour = hour % 12 + (token.kind == .word(.afternoon) ? 12 : 0)
      hasHalf = true
      index += 1
    }
    if token.kind == .word(.clock) { index += 1 }
    guard hour * 60 + minute <= HoursTime.latest else {
      let time = "\(hour):\(minute < 10 ? "0" : "")\(minute)"
      throw refuse(
        Bilingual("\(time)不是有效的时间", "\(time) is no time"),
        Bilingual("请填写不超过24:00的时间，跨过午夜的不超过48:00", "times up to 24:00, over midnight up to 48:00"))
    }
    return Reading(end: .clock(hour * 60 + minute), hasHalf: hasHalf, hour: typed)
  }
}
