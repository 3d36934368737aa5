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

  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  package var isEmpty: Bool { ranges.isEmpty }

  /// - Complexity: O(log ranges).
  package func contains(_ minute: Int) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= minute { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(minute)
  }

  package func union(_ other: WeekMinutes) -> WeekMinutes { WeekMinutes(ranges + other.ranges) }

  /// - Complexity: O(ranges of both).
  package func intersection(_ other: WeekMinutes) -> WeekMinutes {
    var found: [Range<Int>] = []
    var (a, b) = (0, 0)
    while a < ranges.count, b < other.ranges.count {
      let common = ranges[a].clamped(to: other.ranges[b])
      if !common.isEmpty { found.append(common) }
      if ranges[a].upperBound < other.ranges[b].upperBound { a += 1 } else { b += 1 }
    }
    return WeekMinutes(found)
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
  package func amount(in some: WeekMinutes) -> Double {
    let present = minutes.intersection(some)
    guard let before else { return Double(present.count) }
    func sum(to minute: Int) -> Double {
      let hour = minute / 60
      guard hour < 168 else { return before[168] }
      return before[hour] + (before[hour + 1] - before[hour]) * Double(minute % 60) / 60
    }
    return present.ranges.reduce(0) { $0 + sum(to: $1.upperBound) - sum(to: $1.lowerBound) }
  }
}
