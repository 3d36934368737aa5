import Words

/// What rules mean, day by day.
///
/// Rules paint the day one after the other: each its state over its times, a fallback only where nothing holds yet. A
/// rule that replaces takes away what earlier rules painted on the day, what they reach over from the day before
/// included.
struct HoursEvaluation {
  /// A stretch of one day that is not closed, in minutes of the day.
  struct Stretch {
    var minutes: Range<Int>
    var isUnknown: Bool
  }

  private let rules: [HoursRule]
  private let holidays: HolidayCalendar
  private let place: SunPlace?
  /// Painted days by the rules that apply: by the clock all such days are alike.
  private var painted: [[Int]: [Stretch]] = [:]
  private let isByClock: Bool
  private let reachesOver: [Bool]

  init(rules: [HoursRule], holidays: HolidayCalendar, place: SunPlace?) {
    self.rules = rules
    self.holidays = holidays
    self.place = place
    isByClock = !rules.contains { $0.times.contains(where: \.hasSun) }
    reachesOver = rules.map { rule in
      rule.times.contains { time in
        if time.hasSun || time.endsNextDay || time.to.nominal > CivilMinute.perDay { return true }
        return time.hasOpenEnd && time.unknownUntil > CivilMinute.perDay
      }
    }
  }

  /// Rising and disjoint.
  mutating func stretches(on civil: CivilDay) throws(OpeningHoursError) -> [Stretch] {
    let day = HoursDay(civil)
    var dayBefore: HoursDay?
    // Twice the rule's index, and one more for what it reaches over from the day before.
    var active: [Int] = []
    for (index, rule) in rules.enumerated() {
      if rule.days.isEmpty || rule.days.contains(day, holidays) {
        if rule.drops { active.removeAll(keepingCapacity: true) }
        active.append(index * 2)
      }
      guard reachesOver[index] else { continue }
      if dayBefore == nil { dayBefore = HoursDay(civil + -1) }
      if rule.days.isEmpty || rule.days.contains(dayBefore!, holidays) { active.append(index * 2 + 1) }
    }
    if active.isEmpty { return [] }
    if isByClock, let known = painted[active] { return known }
    var canvas = HoursCanvas()
    for mark in active {
      let rule = rules[mark / 2]
      let isOver = mark % 2 == 1
      for (minutes, state) in try stretches(of: rule, on: isOver ? civil + -1 : civil) {
        let shift = isOver ? CivilMinute.perDay : 0
        canvas.paint(
          minutes.lowerBound - shift, minutes.upperBound - shift, state, onlyWhereClosed: rule.joining == .fallback)
      }
    }
    let result = canvas.stretches
    if isByClock { painted[active] = result }
    return result
  }

  /// What a rule paints that applies on a day, in minutes from that day's begin; later ones over earlier ones.
  private func stretches(
    of rule: HoursRule, on day: CivilDay
  ) throws(OpeningHoursError) -> [(Range<Int>, HoursState)] {
    guard !rule.times.isEmpty else { return [(0..<CivilMinute.perDay, rule.state)] }
    var solid: [(Range<Int>, HoursState)] = []
    var openEnds: [Range<Int>] = []
    for time in rule.times {
      let from = try minute(time.from, on: day)
      var to = try minute(time.to, on: time.endsNextDay ? day + 1 : day)
      if time.endsNextDay { to += CivilMinute.perDay }
      if from < to { solid.append((from..<to, rule.state)) }
      if time.hasOpenEnd, to < time.unknownUntil { openEnds.append(to..<time.unknownUntil) }
    }
    let begins = solid.map(\.0.lowerBound) + openEnds.map(\.lowerBound)
    let unsure = openEnds.map { end in
      // An open end lasts at most to the next stretch.
      let next = begins.filter { $0 > end.lowerBound }.min() ?? .max
      return (end.lowerBound..<min(end.upperBound, next), rule.state == .closed ? HoursState.closed : .unknown)
    }
    return unsure + solid
  }

  private func minute(_ end: HoursTime.End, on day: CivilDay) throws(OpeningHoursError) -> Int {
    switch end {
    case .clock(let minutes): return minutes
    case .sun(let sun, let minutes):
      guard let place else {
        throw OpeningHoursError(
          at: 0, Bilingual("开放时间随日出日落而定，但没有给出地点", "the hours follow the sun and no place is given"))
      }
      guard let event = place.minute(of: sun, on: day) else {
        throw OpeningHoursError(
          at: 0, Bilingual("\(day)当地没有日出和日落", "the sun neither rises nor sets at the place on \(day)"))
      }
      return event + minutes
    }
  }
}

/// A day on which states are painted over each other.
private struct HoursCanvas {
  /// Disjoint, in no order, each not closed.
  private var pieces: [(Range<Int>, HoursState)] = []

  mutating func paint(_ low: Int, _ high: Int, _ state: HoursState, onlyWhereClosed: Bool) {
    let low = max(0, low)
    let high = min(CivilMinute.perDay, high)
    guard low < high else { return }
    if onlyWhereClosed {
      guard state != .closed else { return }
      var free = low
      for (piece, _) in pieces.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) where piece.upperBound > free {
        if piece.lowerBound >= high { break }
        if piece.lowerBound > free { pieces.append((free..<piece.lowerBound, state)) }
        free = piece.upperBound
      }
      if free < high { pieces.append((free..<high, state)) }
      return
    }
    var kept: [(Range<Int>, HoursState)] = []
    for (piece, old) in pieces {
      if piece.lowerBound < min(low, piece.upperBound) {
        kept.append((piece.lowerBound..<min(low, piece.upperBound), old))
      }
      if piece.upperBound > max(high, piece.lowerBound) {
        kept.append((max(high, piece.lowerBound)..<piece.upperBound, old))
      }
    }
    if state != .closed { kept.append((low..<high, state)) }
    pieces = kept
  }

  /// Rising, touching ones of one state joined.
  var stretches: [HoursEvaluation.Stretch] {
    var result: [HoursEvaluation.Stretch] = []
    for (piece, state) in pieces.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
      let isUnknown = state == .unknown
      if let last = result.last, last.isUnknown == isUnknown, last.minutes.upperBound == piece.lowerBound {
        result[result.count - 1].minutes = last.minutes.lowerBound..<piece.upperBound
      } else {
        result.append(HoursEvaluation.Stretch(minutes: piece, isUnknown: isUnknown))
      }
    }
    return result
  }
}
