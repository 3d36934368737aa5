/// What holds while a rule applies.
enum HoursState: Hashable, Sendable {
  case open, closed, unknown
}

/// One rule: on which days, at which times, what holds; and how it joins those before it.
struct HoursRule: Hashable, Sendable {
  enum Joining: Hashable, Sendable {
    /// `;`: takes the place of what stood before on its days.
    case replacing
    /// `,`: adds.
    case adding
    /// `||`: where nothing else holds.
    case fallback
  }

  var joining = Joining.replacing
  var days = HoursDays()
  /// Empty: the whole day.
  var times: [HoursTime] = []
  var state = HoursState.open

  /// Whether the rule, on its days, drops every rule before it. Set by ``HoursRule/settled(_:)``.
  var drops = false
}

/// A stretch of a day, which may reach into the next.
struct HoursTime: Hashable, Sendable {
  enum Sun: Hashable, Sendable, CaseIterable {
    case dawn, sunrise, sunset, dusk

    /// The minutes by which opening_hours.js decides without a place whether a stretch is over midnight.
    var nominal: Int {
      switch self {
      case .dawn: 330
      case .sunrise: 360
      case .sunset: 1080
      case .dusk: 1110
      }
    }
  }

  /// An end of the stretch: by the clock in minutes since midnight, or so many minutes after the sun's event.
  enum End: Hashable, Sendable {
    case clock(Int)
    case sun(Sun, minutes: Int)

    var nominal: Int {
      switch self {
      case .clock(let minutes): minutes
      case .sun(let sun, let minutes): sun.nominal + minutes
      }
    }
  }

  var from: End
  var to: End
  /// From `to` on the state is unknown.
  var hasOpenEnd = false

  /// The longest reach: two days.
  static let latest = 2880

  var hasSun: Bool {
    if case .sun = from { return true }
    if case .sun = to { return true }
    return false
  }

  /// Whether the stretch ends on the day after, by the clock or by the usual hours of the sun.
  var endsNextDay: Bool {
    switch (from, to) {
    case (.clock(let from), .clock(let to)): to <= from && !hasNoLength
    default: to.nominal < from.nominal
    }
  }

  /// `17:00+` is kept as 17:00-17:00 with an open end.
  var hasNoLength: Bool { from == to && hasOpenEnd }

  /// When the unknown state after an open end is over, in minutes of the first day.
  var unknownUntil: Int {
    let end = to.nominal + (endsNextDay ? CivilMinute.perDay : 0)
    if end >= 22 * 60 { return end + 8 * 60 }
    return end >= 17 * 60 ? end + 10 * 60 : CivilMinute.perDay
  }
}
