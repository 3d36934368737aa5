/// Some of the 10,080 minutes of a week, Monday 00:00 first: rising ranges that do not touch.
package struct WeekMinutes: Hashable, Sendable {
  package static let length = 7 * 24 * 60

  package let ranges: [Range<Int>]

  package static let none = WeekMinutes([])
  package static let all = WeekMinutes([0..<length])

  /// - Parameter ranges: in any order, overlapping or not; what lies outside the week is cut off.
  /// - Complexity: O(n log n).
  package init(_ ranges: [Range<Int>]) {
    var joined: [Range<Int>] = []
    for range in ranges.map({ $0.clamped(to: 0..<Self.length) }).sorted(by: { $0.lowerBound < $1.lowerBound })
    where !range.isEmpty {
      if let last = joined.last, last.upperBound >= range.lowerBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    self.ranges = joined
  }

  /// - Parameter rising: not empty, within the week, and none touches the next.
  private init(rising: [Range<Int>]) { ranges = rising }

  /// The hours of the week, each by itself: 168 of them, Monday 00:00 first.
  package static let hours = (0..<168).map { WeekMinutes([$0 * 60..<($0 + 1) * 60]) }

  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  package var isEmpty: Bool { ranges.isEmpty }

  /// - Complexity: O(log ranges).
  package func contains(_ minute: Int) -> Bool {
    let position = firstRange(endingAfter: minute)
    return position < ranges.count && ranges[position].contains(minute)
  }

  /// Its position; `ranges.count` when all end before.
  private func firstRange(endingAfter minute: Int) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= minute { low = middle + 1 } else { high = middle }
    }
    return low
  }

  package func union(_ other: WeekMinutes) -> WeekMinutes { WeekMinutes(ranges + other.ranges) }

  /// - Complexity: as ``forEachCommonRange(with:_:)``.
  package func intersection(_ other: WeekMinutes) -> WeekMinutes {
    var found: [Range<Int>] = []
    // Two common ranges that touch would lie in the same range of either side, and so be one.
    forEachCommonRange(with: other) { found.append($0) }
    return WeekMinutes(rising: found)
  }

  /// Goes through what lies in both, rising.
  ///
  /// - Complexity: O(log ranges + ranges of either side from the first minute of the other to its last).
  func forEachCommonRange(with other: WeekMinutes, _ body: (Range<Int>) -> Void) {
    guard let first = ranges.first, let otherFirst = other.ranges.first else { return }
    var a = firstRange(endingAfter: otherFirst.lowerBound)
    var b = other.firstRange(endingAfter: first.lowerBound)
    while a < ranges.count, b < other.ranges.count {
      let common = ranges[a].clamped(to: other.ranges[b])
      if !common.isEmpty { body(common) }
      if ranges[a].upperBound < other.ranges[b].upperBound { a += 1 } else { b += 1 }
    }
  }

  /// - Complexity: O(ranges of both).
  package func subtracting(_ other: WeekMinutes) -> WeekMinutes {
    let bounds = [0] + other.ranges.flatMap { [$0.lowerBound, $0.upperBound] } + [Self.length]
    return intersection(
      WeekMinutes(stride(from: 0, to: bounds.count, by: 2).map { bounds[$0]..<bounds[$0 + 1] }))
  }
}

/// How much of somebody's demand there is at each minute of the week.
///
/// The factor is constant within an hour and 1 on the mean over the week; outside `minutes` there is none. Without a
/// profile it is 1 throughout.
package struct Presence: Hashable, Sendable {
  /// When there is any.
  package let minutes: WeekMinutes
  /// The sum of the factor over the minutes before each full hour, 169 of them; nil for a factor of 1.
  private let before: [Double]?

  package static let always = Presence()

  /// - Parameters:
  ///   - minutes: outside of which there is no demand.
  ///   - hourly: 168 shares, Monday 00:00 first, zero or more, in any proportion; nil for the same at all times.
  /// - Precondition: some share is above zero.
  package init(within minutes: WeekMinutes = .all, hourly: [Double]? = nil) {
    guard let hourly else {
      self.minutes = minutes
      before = nil
      return
    }
    precondition(hourly.count == 168, "one share for each hour of the week")
    let total = hourly.reduce(0, +)
    precondition(total > 0, "a profile has some demand")
    self.minutes = minutes.intersection(
      WeekMinutes(hourly.indices.filter { hourly[$0] > 0 }.map { $0 * 60..<($0 + 1) * 60 }))
    var sums = [0.0]
    for share in hourly { sums.append(sums.last! + share / total * 168 * 60) }
    before = sums
  }

  /// The factor summed over minutes in which there is demand.
  ///
  /// - Complexity: O(ranges).
  package func amount(in some: WeekMinutes) -> Double { shared(minutes, some).amount }

  /// How many minutes lie in both, and the factor summed over them.
  ///
  /// - Parameter there: minutes in which there is demand.
  /// - Complexity: as ``WeekMinutes/forEachCommonRange(with:_:)``.
  func shared(_ there: WeekMinutes, _ other: WeekMinutes) -> (minutes: Int, amount: Double) {
    var (minutes, amount) = (0, 0.0)
    there.forEachCommonRange(with: other) { range in
      minutes += range.count
      if let before {
        amount += Self.sum(before, to: range.upperBound)
        amount -= Self.sum(before, to: range.lowerBound)
      }
    }
    return (minutes, before == nil ? Double(minutes) : amount)
  }

  /// - Parameter before: as ``before``.
  private static func sum(_ before: [Double], to minute: Int) -> Double {
    let hour = minute / 60
    guard hour < 168 else { return before[168] }
    return before[hour] + (before[hour + 1] - before[hour]) * Double(minute % 60) / 60
  }
}
