import Words

/// Joins the clauses of a Chinese text to rules.
///
/// Clauses that open add up, and no day may belong to two of them, save that public holidays take their own times. What
/// closes comes last, whatever the order in the text.
struct ChineseHoursRules {
  var clauses: [ChineseHoursParser.Clause]
  let isWithoutRest: Bool

  init(clauses: [ChineseHoursParser.Clause], isWithoutRest: Bool) {
    self.clauses = clauses
    self.isWithoutRest = isWithoutRest
  }

  func rules() throws(OpeningHoursError) -> [HoursRule] {
    var clauses = try joined()
    guard !clauses.isEmpty else {
      throw OpeningHoursError(
        at: 0, Bilingual("没有写明日子和时间", "no days and no times are stated"),
        suggestion: Bilingual("请写明，例如“每天 8:00-18:00”或“24小时”", "for example 每天 8:00-18:00, or 24小时"))
    }
    let speaksOfWorkdays = clauses.contains { $0.days.contains(.workday) }
    for index in clauses.indices where speaksOfWorkdays {
      clauses[index].days = clauses[index].days.map { kind in
        if case .weekdays(let bits) = kind { .weekdaysOffWork(bits) } else { kind }
      }
    }
    let opening = clauses.filter { $0.state != .closed }
    let closing = clauses.filter { $0.state == .closed }
    try check(opening, closing)
    func rule(_ clause: ChineseHoursParser.Clause) -> HoursRule {
      var rule = HoursRule()
      if !clause.days.isEmpty { rule.days.days = [clause.days] }
      if !clause.dates.isEmpty { rule.days.dates = [clause.dates] }
      rule.times = clause.times
      rule.state = clause.state ?? .open
      return rule
    }
    var rules: [HoursRule] = []
    let ordinary = opening.filter { !$0.days.contains(.officialHoliday) }
    for clause in ordinary {
      var rule = rule(clause)
      rule.joining = .adding
      rules.append(rule)
    }
    for clause in opening where clause.days.contains(.officialHoliday) {
      var rule = rule(clause)
      rule.drops = true
      rules.append(rule)
    }
    for clause in closing { rules.append(rule(clause)) }
    return rules
  }

  // MARK: Clauses that belong together

  /// Days without times go to what follows, times without days to what stands before.
  private func joined() throws(OpeningHoursError) -> [ChineseHoursParser.Clause] {
    var result: [ChineseHoursParser.Clause] = []
    var exceptions: [ChineseHoursParser.Clause] = []
    for clause in clauses {
      if let exception = exceptions.last, exception.isInBrackets, exception.days.contains(.officialHoliday),
        !clause.isException, clause.state != .closed, !clause.days.isEmpty || !clause.dates.isEmpty
      {
        throw OpeningHoursError(
          at: exception.place,
          Bilingual("看不出这项例外是否也适用于后面的日子", "it is not clear whether the exception is for the days behind it too"),
          suggestion: Bilingual("如适用于所有日子，请在末尾写“法定节假日休息”", "法定节假日休息 at the end if it is for all days"))
      }
      if clause.isException {
        guard result.last?.state != .closed else {
          throw OpeningHoursError(
            at: clause.place, Bilingual("休息日里又有除外，含义不明", "an exception from days that are closed is not clear"),
            suggestion: Bilingual(
              "请写明届时的开放时间，例如“法定节假日 9:00-17:00”", "when it is open then, for example 法定节假日 9:00-17:00"))
        }
        exceptions.append(clause)
        continue
      }
      guard var last = result.last else {
        result.append(clause)
        continue
      }
      if clause.isInclusion {
        guard clause.hasOnlyDaysToInclude, !last.days.isEmpty, last.state != .closed else {
          throw OpeningHoursError(
            at: clause.place, Bilingual("看不出“含”的是哪些日子", "it is not clear what is included"),
            suggestion: Bilingual("请写明，例如“每天（含法定节假日）”", "for example 每天（含法定节假日）"))
        }
        last.days += clause.days
        result[result.count - 1] = last
        continue
      }
      if let merged = try merged(last, clause) {
        result[result.count - 1] = merged
      } else {
        result.append(clause)
      }
    }
    return try withoutHalves(result) + exceptions
  }

  /// nil when they are two.
  private func merged(
    _ first: ChineseHoursParser.Clause, _ second: ChineseHoursParser.Clause
  ) throws(OpeningHoursError) -> ChineseHoursParser.Clause? {
    var merged = first
    let secondHasDates = !second.dates.isEmpty || second.namesSeason
    if second.isInBrackets, second.hasDaysOnly {
      if !second.dates.isEmpty, second.days.isEmpty, first.dates.isEmpty, first.state != .closed {
        merged.dates = second.dates
        return merged
      }
      if !second.days.isEmpty, second.dates.isEmpty, first.days.isEmpty, !first.times.isEmpty, first.state == nil {
        merged.days = second.days
        merged.namesVagueHoliday = second.namesVagueHoliday
        return merged
      }
      throw OpeningHoursError(
        at: second.place, Bilingual("看不出括号里的日子是什么意思", "it is not clear what the days in brackets say"),
        suggestion: Bilingual("请把日子只写一次，例外的日子后面写“除外”", "the days once, and 除外 behind exceptions"))
    }
    if second.isInBrackets, second.state == .unknown, second.days.isEmpty, second.times.isEmpty, !secondHasDates {
      guard first.state == nil else { return nil }
      merged.state = .unknown
      return merged
    }
    // 9:00-17:00 周一至周五, where that is all.
    if clauses.count(where: { !$0.isException }) == 2, first.days.isEmpty, first.dates.isEmpty, first.state == nil,
      !first.times.isEmpty,
      second.hasDaysOnly
    {
      merged.days = second.days
      merged.dates = second.dates
      merged.namesSeason = second.namesSeason
      merged.namesVagueHoliday = second.namesVagueHoliday
      return merged
    }
    // The season's months stand in brackets or behind it.
    if first.namesSeason, first.dates.isEmpty, first.days.isEmpty, first.times.isEmpty, first.state == nil,
      !second.dates.isEmpty
    {
      merged = second
      merged.namesSeason = true
      return merged
    }
    if first.hasDaysOnly {
      guard !secondHasDates || !second.days.isEmpty || first.dates.isEmpty || !first.days.isEmpty || second.hasDaysOnly
      else { return nil }
      if secondHasDates, !first.days.isEmpty { return nil }
      merged = second
      merged.place = first.place
      merged.isInBrackets = first.isInBrackets
      merged.dates = first.dates + second.dates
      merged.days = first.days + second.days
      merged.namesSeason = first.namesSeason || second.namesSeason
      merged.namesVagueHoliday = first.namesVagueHoliday || second.namesVagueHoliday
      return merged
    }
    if second.days.isEmpty, !secondHasDates, second.state == nil, !second.times.isEmpty {
      guard first.state == nil else {
        throw OpeningHoursError(
          at: second.place, Bilingual("看不出这些时间是哪些日子的", "it is not clear on which days these times are"),
          suggestion: Bilingual("请在时间前写明日子", "the days before them"))
      }
      if let last = first.times.last, let next = second.times.first, next.from.nominal < last.to.nominal {
        throw OpeningHoursError(
          at: second.place, Bilingual("后写的时间早于先写的时间", "the times do not rise"),
          suggestion: Bilingual("请在钟点前写明“下午”，或按24小时制填写", "下午 before the hour, or hours of the day from 0 to 24"))
      }
      merged.times += second.times
      return merged
    }
    return nil
  }

  private func withoutHalves(
    _ clauses: [ChineseHoursParser.Clause]
  ) throws(OpeningHoursError) -> [ChineseHoursParser.Clause] {
    let haveTimes = clauses.contains { !$0.times.isEmpty && $0.state != .closed }
    for clause in clauses where clause.state == .unknown && clauses.count > 1 {
      guard clause.days.isEmpty, clause.dates.isEmpty, clause.times.isEmpty else { continue }
      throw OpeningHoursError(
        at: clause.place, Bilingual("看不出这句话适用于哪些时间", "it is not clear for which times this holds"),
        suggestion: Bilingual("请用“（）”括起来，写在相应的时间后面", "（） around it behind the times it is for"))
    }
    for (index, clause) in clauses.enumerated() {
      if clause.namesSeason, clause.dates.isEmpty {
        throw OpeningHoursError(
          at: clause.place, Bilingual("看不出这个季节是哪几个月", "it is not clear which months the season has"),
          suggestion: Bilingual("请写明，例如“夏季（5月-9月）”", "for example 夏季（5月-9月）"))
      }
      if clause.hasDaysOnly, haveTimes {
        throw OpeningHoursError(
          at: clause.place, Bilingual("这些日子没有写时间", "no times stand with these days"),
          suggestion: Bilingual("请写明时间；全天开放写“全天”，不开放写“休息”", "全天 for the whole day, or 休息"))
      }
      if clause.state == .closed, clause.days.isEmpty, clause.dates.isEmpty, clause.times.isEmpty, clauses.count > 1 {
        throw OpeningHoursError(
          at: clause.place, Bilingual("看不出哪些日子休息", "it is not clear when it is closed"),
          suggestion: Bilingual("请在前面写明日子", "the days before it"))
      }
      if clause.days.isEmpty, clause.dates.isEmpty, !clause.times.isEmpty, clause.state != .closed, clauses.count > 1,
        index + 1 < clauses.count, !clauses[(index + 1)...].allSatisfy({ $0.state == .closed })
      {
        throw OpeningHoursError(
          at: clause.place, Bilingual("看不出这些时间是哪些日子的", "it is not clear on which days these times are"),
          suggestion: Bilingual("请在时间前写明日子", "the days before the times"))
      }
      if index > 0, clause.dates.isEmpty, !clauses[index - 1].dates.isEmpty, clause.state != .closed {
        throw OpeningHoursError(
          at: clause.place,
          Bilingual("看不出这句话是否只适用于前面的月份", "it is not clear whether this is for the months before it alone"),
          suggestion: Bilingual("请在每一句前都写明月份", "the months before each"))
      }
    }
    return clauses
  }

  // MARK: What can be read in two ways

  private func check(
    _ opening: [ChineseHoursParser.Clause], _ closing: [ChineseHoursParser.Clause]
  ) throws(OpeningHoursError) {
    if opening.isEmpty {
      guard closing.count == 1, closing[0].days.isEmpty, closing[0].dates.isEmpty, closing[0].times.isEmpty else {
        throw OpeningHoursError(
          at: closing.first?.place ?? 0,
          Bilingual("只写了何时休息，没有写何时开放", "the text says when it is closed and not when it is open"),
          suggestion: Bilingual("请写明开放时间，例如“每天 9:00-17:00，周一休息”", "the times too, such as 每天 9:00-17:00，周一休息"))
      }
    }
    if isWithoutRest, let first = closing.first {
      throw OpeningHoursError(
        at: first.place, Bilingual("既写了全年无休，又写了休息时间", "the text says that it never closes, and when it does"),
        suggestion: Bilingual("请只写其中一项", "one of them"))
    }
    let holidays = opening.filter { $0.days.contains(.officialHoliday) }
    if holidays.count > 1 {
      throw OpeningHoursError(
        at: holidays[1].place, Bilingual("法定节假日写了两处", "public holidays stand in two clauses"),
        suggestion: Bilingual("请合为一处", "one for them"))
    }
    if let holiday = holidays.first {
      if closing.contains(where: { !$0.days.isEmpty && $0.times.isEmpty }) {
        throw OpeningHoursError(
          at: holiday.place,
          Bilingual(
            "看不出节假日逢休息日时是否开放", "it is not clear whether it opens on holidays that fall on days on which it is closed"),
          suggestion: Bilingual(
            "请按OpenStreetMap的写法填写，例如“Tu-Su,PH 09:00-17:00”", "OpenStreetMap's way, such as Tu-Su,PH 09:00-17:00"))
      }
      let namesWeekend = opening.contains { clause in
        clause.days.contains { kind in
          switch kind {
          case .weekdays(let bits), .weekdaysOffWork(let bits): bits & 0b110_0000 != 0
          default: false
          }
        }
      }
      if holiday.namesVagueHoliday, !namesWeekend {
        throw OpeningHoursError(
          at: holiday.place, Bilingual("“节假日”可能也包括周末", "节假日 may take in weekends"),
          suggestion: Bilingual("请写“法定节假日”或“周末及法定节假日”", "法定节假日, or 周末及法定节假日"))
      }
    }
    let reachesOver = opening.contains { $0.times.contains { $0.endsNextDay || $0.to.nominal > CivilMinute.perDay } }
    if reachesOver, let first = closing.first ?? holidays.first {
      throw OpeningHoursError(
        at: first.place,
        Bilingual("看不出前一晚开到次日的时段是否属于这些日子", "it is not clear whether the night before belongs to these days"),
        suggestion: Bilingual(
          "请按OpenStreetMap的写法填写，例如“Mo-Fr 22:00-24:00; Tu-Sa 00:00-06:00”",
          "OpenStreetMap's way, such as Mo-Fr 22:00-24:00; Tu-Sa 00:00-06:00"))
    }
    try checkOverlaps(opening.filter { !$0.days.contains(.officialHoliday) }, closing)
  }

  /// Days of two clauses, and clauses that never hold, in the eight years from 2024; a week where no dates stand.
  private func checkOverlaps(
    _ opening: [ChineseHoursParser.Clause], _ closing: [ChineseHoursParser.Clause]
  ) throws(OpeningHoursError) {
    guard opening.count > 1 || !closing.isEmpty else { return }
    func days(_ clause: ChineseHoursParser.Clause) -> HoursDays {
      var days = HoursDays()
      if !clause.days.isEmpty { days.days = [clause.days] }
      if !clause.dates.isEmpty { days.dates = [clause.dates] }
      return days
    }
    let kinds = opening.map(days)
    let closed = closing.filter(\.times.isEmpty).map(days)
    var isEverOpen = Array(repeating: false, count: opening.count)
    let dependOnDate = (opening + closing).contains { !$0.dates.isEmpty }
    for offset in 0..<(dependOnDate ? 2922 : 7) {
      let day = HoursDay(CivilDay(19_723 + offset))
      let isClosed = closed.contains { $0.contains(day, .none) }
      var count = 0
      for (index, kind) in kinds.enumerated() where kind.contains(day, .none) {
        count += 1
        if !isClosed { isEverOpen[index] = true }
        if count > 1 {
          throw OpeningHoursError(
            at: opening[index].place,
            Bilingual("有两句说的是同一天，如\(day.civil)", "two clauses are for one day, such as \(day.civil)"),
            suggestion: Bilingual(
              "请让每一天只出现一次；或按OpenStreetMap的写法，用“;”表示取代，用“,”表示增加",
              "each day once, or OpenStreetMap's way with “;” for instead and “,” for besides"))
        }
      }
    }
    for (index, isOpen) in isEverOpen.enumerated() where !isOpen && !closed.isEmpty && opening[index].dates.isEmpty {
      throw OpeningHoursError(
        at: opening[index].place, Bilingual("同样的日子既写了开放，又写了休息", "the text closes and opens the same days"),
        suggestion: Bilingual("请只写其中一项", "one of them"))
    }
  }
}

extension ChineseHoursParser.Clause {
  fileprivate var hasOnlyDaysToInclude: Bool { times.isEmpty && state == nil && dates.isEmpty && !days.isEmpty }
}
