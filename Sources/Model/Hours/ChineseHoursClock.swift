import Words

/// Times as they are written in Chinese: 上午9点至12点, 早8点至晚10点, 22:00-次日6:00, 九点半.
extension ChineseHoursParser {
  /// An end as it stands there.
  private struct Reading {
    var place: Int
    var half: ChineseHoursWord.Half?
    var isNextDay = false
    var hour: Int
    var minute = 0
    /// Neither 点 nor minutes.
    var isBare = false
    /// 08:00.
    var isPadded = false
    /// 8:00 rather than 8点: by the twenty-four hours from six on.
    var isByClock: Bool { isPadded || hasColon && hour >= 6 }
    var hasColon = false

    var minutes: Int { hour * 60 + minute }
  }

  mutating func time() throws(OpeningHoursError) -> HoursTime {
    var from = try reading()
    if isSign("+") {
      guard let start = try resolved(from, asEnd: false) else { throw unclear(from) }
      index += 1
      return HoursTime(from: .clock(start), to: .clock(start), hasOpenEnd: true)
    }
    if isSign("-") || token.kind == .word(.through) || token.kind == .han(1) && (isNumber(at: 1) || isHalf(at: 1)) {
      index += 1
    } else if !isHalf(at: 0) || from.half == nil {
      // 朝九晚五 does without.
      throw OpeningHoursError(
        at: from.place, Bilingual("只写了一个时刻，不是一段时间", "one time alone is a moment and no stretch"),
        suggestion: Bilingual("请写明，例如“9:00-17:30”", "for example 9:00-17:30"))
    }
    let to = try reading()
    if from.isBare, from.half == nil, !to.isBare { from.isBare = false }
    guard !from.isBare || from.half != nil, !to.isBare || to.half != nil || !from.isBare && from.half != nil else {
      throw OpeningHoursError(
        at: from.place, Bilingual("这些数字可能是钟点，也可能是日期", "these numbers may be hours or dates"),
        suggestion: Bilingual("请写明，例如“9:00-17:00”", "for example 9:00-17:00"))
    }
    return try span(from, to)
  }

  private func isHalf(at count: Int) -> Bool {
    switch peek(count) {
    case .word(.half), .word(.nextDay): true
    default: false
    }
  }

  func isNumber(at count: Int) -> Bool {
    switch peek(count) {
    case .number, .han: true
    default: false
    }
  }

  private func unclear(_ reading: Reading) -> OpeningHoursError {
    OpeningHoursError(
      at: reading.place, Bilingual("看不出是一天中的几点", "it is not clear which hour of the day this is"),
      suggestion: Bilingual(
        "请按24小时制填写，例如“14:00”，或在起止时间前都写明上午、下午、晚上或次日",
        "hours from 0 to 24, such as 14:00, or 上午, 下午, 晚上, 次日 before both ends"))
  }

  private mutating func reading() throws(OpeningHoursError) -> Reading {
    var reading = Reading(place: token.place, hour: 0)
    if token.kind == .word(.nextDay) {
      reading.isNextDay = true
      index += 1
    }
    if case .word(.half(let half)) = token.kind {
      reading.half = half
      index += 1
      if isSign(":") { index += 1 }
    }
    let start = token
    guard let hour = number() else {
      throw error(Bilingual("这里应写时间", "a time is expected"), Bilingual("请写明，例如“9:00-17:30”", "for example 9:00-17:30"))
    }
    reading.hour = hour
    if case .number(_, 2) = start.kind { reading.isPadded = hour < 10 }
    if isSign(":") || isSign("."), case .number(let minute, 2) = peek(1) {
      reading.minute = minute
      reading.hasColon = true
      index += 2
      if isSign(":"), case .number(0, 2) = peek(1) { index += 2 }
      if isSign("时") || isSign("点") { index += 1 }
    } else if isSign("点") || isSign("时") {
      index += 1
      try readMinutes(&reading)
    } else {
      reading.isBare = true
    }
    guard hour <= 24, reading.minute < 60, reading.minutes <= CivilMinute.perDay else {
      throw OpeningHoursError(
        at: start.place, Bilingual("这不是有效的时间", "this is no time"),
        suggestion: Bilingual("请填写0:00至24:00之间的时间", "times from 0:00 to 24:00"))
    }
    return reading
  }

  /// Behind 点: 半, 一刻, 整, 30分, 三十分.
  private mutating func readMinutes(_ reading: inout Reading) throws(OpeningHoursError) {
    if isSign("钟") || isSign("整") {
      index += 1
    } else if isSign("半") {
      index += 1
      reading.minute = 30
    } else if isNumber(at: 0) {
      let start = index
      if let count = number(), isSign("刻"), count == 1 || count == 3 {
        reading.minute = count * 15
        index += 1
        return
      }
      index = start
      // 9点-12点 with 一 for the hyphen has no minutes.
      if case .han = token.kind, peek(0) == .han(1), isNumber(at: 1) || isHalf(at: 1) { return }
      guard let minute = number(), minute < 60 else {
        throw error(Bilingual("分钟应在0至59之间", "minutes from 0 to 59 are expected"))
      }
      if isSign("分") {
        index += 1
      } else if case .number(_, 2) = tokens[index - 1].kind {
      } else {
        throw error(Bilingual("分钟数后面应写“分”", "分 is expected behind the minutes"))
      }
      reading.minute = minute
    }
  }

  /// In digits, or 一 to 九十九 in Chinese; nil when there is none.
  mutating func number() -> Int? {
    switch token.kind {
    case .number(let number, let digits) where digits <= 2:
      index += 1
      return number
    case .han(let first):
      index += 1
      if first == 10 {
        if case .han(let unit) = token.kind, (1...9).contains(unit) {
          index += 1
          return 10 + unit
        }
        return 10
      }
      guard token.kind == .han(10), first > 0 else { return first }
      index += 1
      if case .han(let unit) = token.kind, (1...9).contains(unit) {
        index += 1
        return first * 10 + unit
      }
      return first * 10
    default: return nil
    }
  }

  /// Minutes of the day by the part of the day that is stated; nil when hour and part do not agree.
  private func resolved(_ reading: Reading, asEnd: Bool) throws(OpeningHoursError) -> Int? {
    let (hour, minute) = (reading.hour, reading.minute)
    let plain = reading.minutes
    let later = plain + 720
    let result: Int?
    switch reading.half {
    case nil: result = plain
    case .earlyMorning: result = hour <= 6 ? plain : hour == 12 ? minute : nil
    case .morning: result = hour < 12 || hour == 12 && minute == 0 && asEnd ? plain : nil
    case .noon: result = (11...14).contains(hour) ? plain : (1...2).contains(hour) ? later : nil
    case .afternoon: result = hour >= 12 ? plain : hour >= 1 ? later : nil
    case .evening:
      result = hour >= 17 ? plain : (5...11).contains(hour) ? later : hour == 12 && minute == 0 && asEnd ? later : nil
    }
    guard let result else { return nil }
    return reading.isNextDay ? result + CivilMinute.perDay : result
  }

  private func span(_ from: Reading, _ to: Reading) throws(OpeningHoursError) -> HoursTime {
    guard !from.isNextDay, var start = try resolved(from, asEnd: false), var end = try resolved(to, asEnd: true) else {
      throw unclear(from.isNextDay ? from : to.half == nil ? from : to)
    }
    if !to.isNextDay {
      if to.half == nil, to.hour == 0 || to.hour == 24, to.minute == 0, start > 0 { end = CivilMinute.perDay }
      switch (from.half, to.half) {
      case (nil, nil):
        // 22:00-6:00 is by the 24 hours; 9:00-5:00 may be by twice twelve.
        if end <= start {
          guard from.hour >= 13, to.hour < 13 else { throw unclear(to) }
          end += CivilMinute.perDay
        } else if (1...5).contains(from.hour), !from.isPadded, to.hour <= 12 {
          throw unclear(from)
        }
      case (.some, nil):
        if to.hour < 13, end < CivilMinute.perDay {
          switch from.half {
          case .afternoon, .evening, .noon:
            guard to.hour < 12, end + 720 > start else { throw unclear(to) }
            end += 720
          default: break
          }
        }
      case (nil, .some):
        // 9点至下午5点: the morning's hour unless the afternoon's would do as well.
        if from.hour < 12, from.hour > 0, !from.isByClock, start + 720 < end { throw unclear(from) }
      case (.some, .some): break
      }
    } else if from.half == nil, from.hour < 13, from.hour > 0, !from.isByClock, end - start < 2160, to.hour < 13 {
      // 8点至次日6点: morning or evening.
      throw unclear(from)
    }
    if start == end, start == 0 { end = CivilMinute.perDay }
    if to.half == .evening, to.hour == 12 { end = CivilMinute.perDay }
    guard start < end, end <= HoursTime.latest, start < CivilMinute.perDay else { throw unclear(to) }
    start = max(0, start)
    return HoursTime(from: .clock(start), to: .clock(end))
  }
}
