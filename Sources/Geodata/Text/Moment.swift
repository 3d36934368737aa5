import Model

/// When something was recorded, as files write it.
package struct Moment: Hashable, Sendable {
  /// Since 1970; what a clock without a zone shows counts as if it stood in Greenwich.
  package var seconds: Double
  /// Whether the day is that of the place by the file's own word: the text names no zone.
  package var isLocal: Bool

  private init(_ seconds: Double, isLocal: Bool) {
    self.seconds = seconds
    self.isLocal = isLocal
  }

  /// `2026-05-01T08:00:00.5+08:00`, `2026-05-01 08:00:00`, `2026/5/1 8:00`, `20260501080000`, a day alone, or a number as
  /// ``init(number:)`` takes it; nil for anything else.
  package init?(_ text: String) {
    let text = text.trimmed
    if let number = Double(text) {
      self.init(number: number)
      return
    }
    var walk = ByteWalk(text)
    guard let day = walk.day() else { return nil }
    var seconds = Double(day.value) * 86_400
    if walk.isAtEnd {
      self.init(seconds, isLocal: true)
      return
    }
    guard walk.take(of: "Tt ") != nil, let clock = walk.clock() else { return nil }
    seconds += clock
    if walk.isAtEnd {
      self.init(seconds, isLocal: true)
      return
    }
    guard let zone = walk.zone(), walk.isAtEnd else { return nil }
    self.init(seconds - zone, isLocal: false)
  }

  /// Seconds since 1970, or from any start; milliseconds and microseconds by their size; fourteen digits that are a date.
  package init?(number: Double) {
    guard number.isFinite, abs(number) < 1e17 else { return nil }
    if (19_000_101_000_000..<21_000_000_000_000).contains(number), number == number.rounded() {
      let digits = Int(number)
      let (date, clock) = (digits / 1_000_000, digits % 1_000_000)
      guard let day = CivilDay(year: date / 10_000, month: date / 100 % 100, day: date % 100), clock / 10_000 < 24,
        clock / 100 % 100 < 60, clock % 100 < 61
      else { return nil }
      self.init(
        Double(day.value * 86_400 + clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100), isLocal: true)
      return
    }
    self.init(abs(number) >= 1e14 ? number / 1e6 : abs(number) >= 1e11 ? number / 1e3 : number, isLocal: false)
  }

  /// The day at a place: by its own clock where the file has no zone, else by the whole hour nearest to the sun's.
  ///
  /// - Returns: days since 1970; nil for seconds from a start that is no date.
  package func day(atLongitude longitude: Double) -> Int? {
    guard isLocal || seconds >= 1e8 else { return nil }
    let shift = isLocal || !longitude.isFinite ? 0 : (longitude / 15).rounded() * 3600
    return Int(((seconds + shift) / 86_400).rounded(.down))
  }
}

/// Digits and marks of a short text, one after the other.
private struct ByteWalk {
  private let bytes: [UInt8]
  private var next = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { next == bytes.count }

  mutating func skipBlanks() {
    while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
  }

  mutating func day() -> CivilDay? {
    guard let year = number(4...4), let mark = take(of: "-/."), let month = number(1...2), take(of: mark) != nil,
      let day = number(1...2)
    else { return nil }
    return CivilDay(year: year, month: month, day: day)
  }

  /// Seconds of the day, with what blanks stand around them.
  mutating func clock() -> Double? {
    skipBlanks()
    guard let hours = number(1...2), take(of: ":") != nil, let minutes = number(2...2), hours <= 24, minutes < 60 else {
      return nil
    }
    var seconds = Double(hours * 3600 + minutes * 60)
    if take(of: ":") != nil {
      guard let whole = number(2...2), whole < 61 else { return nil }
      seconds += Double(whole)
      if take(of: ".,") != nil {
        guard let fraction = fraction() else { return nil }
        seconds += fraction
      }
    }
    skipBlanks()
    return seconds
  }

  /// Seconds that clocks are ahead of Greenwich.
  mutating func zone() -> Double? {
    if take(of: "Zz") != nil { return 0 }
    guard let sign = take(of: "+-"), let hours = number(2...2), hours <= 18 else { return nil }
    if take(of: ":") != nil || !isAtEnd {
      guard let minutes = number(2...2), minutes < 60 else { return nil }
      return Double(hours * 3600 + minutes * 60) * (sign == "+" ? 1 : -1)
    }
    return Double(hours * 3600) * (sign == "+" ? 1 : -1)
  }

  /// One of some marks.
  mutating func take(of marks: String) -> String? {
    guard next < bytes.count, marks.utf8.contains(bytes[next]) else { return nil }
    next += 1
    return String(UnicodeScalar(bytes[next - 1]))
  }

  /// As many digits as there are, if that is allowed.
  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    let start = next
    while next < bytes.count, next - start < digits.upperBound, (48...57).contains(bytes[next]) {
      value = value * 10 + Int(bytes[next] - 48)
      next += 1
    }
    guard digits.contains(next - start) else { return nil }
    return value
  }

  mutating func fraction() -> Double? {
    var (value, unit) = (0.0, 0.1)
    let start = next
    while next < bytes.count, (48...57).contains(bytes[next]) {
      value += Double(bytes[next] - 48) * unit
      unit /= 10
      next += 1
    }
    return next > start ? value : nil
  }
}
