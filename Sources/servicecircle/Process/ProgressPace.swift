import Words

/// When progress is told, and with which words: a function of the times it is given, without a clock of its own.
///
/// ```swift
/// var pace = ProgressPace(.piped)
/// pace.begin(Bilingual("读取路网", "reading roads"))
/// pace.line(after: 9)   // nil: a short run says nothing
/// pace.line(after: 10)  // after 10 s: reading roads
/// pace.line(after: 19)  // nil until ten seconds have passed
/// ```
package struct ProgressPace: Sendable {
  /// Where the words go.
  package enum Place: Hashable, Sendable {
    /// One line, written over with each step and each second.
    case terminal
    /// A line of its own, ten seconds or more after the last; none in the first ten.
    case piped
  }

  /// Seconds between two lines.
  static let interval = 10.0

  private let place: Place
  private var step: Bilingual?
  /// Seconds at which the last line was told.
  private var last = 0.0

  package init(_ place: Place) { self.place = place }

  /// A step begins, or tells how far it is.
  package mutating func begin(_ step: Bilingual) { self.step = step }

  /// - Parameter seconds: since the run began; not less than before.
  /// - Returns: what is to be told now; nil for nothing.
  package mutating func line(after seconds: Double) -> Bilingual? {
    guard let step else { return nil }
    switch place {
    // Steps of a moment would only make the line jump.
    case .terminal where seconds < 1: return step
    case .terminal: break
    case .piped:
      guard seconds - last >= Self.interval else { return nil }
      last = seconds
    }
    let elapsed = Self.elapsed(seconds)
    return Bilingual("已用\(elapsed.chinese)：", "after \(elapsed.english): ") + step
  }

  /// Whole seconds, from a minute on with minutes, from an hour on with hours.
  static func elapsed(_ seconds: Double) -> Bilingual {
    let whole = Int(max(0, seconds))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    if hours > 0 { return Bilingual("\(hours)小时\(minutes)分", "\(hours) h \(minutes) min") }
    if minutes > 0 { return Bilingual("\(minutes)分\(rest)秒", "\(minutes) min \(rest) s") }
    return Bilingual("\(rest)秒", "\(rest) s")
  }
}
