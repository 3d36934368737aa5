/// Visits to one station over the 168 hours of a week, Monday 00:00 first.
package struct HourlyVisits: Hashable, Sendable {
  /// Expected arrivals within each hour.
  package var arrivals: [Double]

  package static let none = HourlyVisits([Double](repeating: 0, count: 168))

  /// - Precondition: 168 numbers.
  package init(_ arrivals: [Double]) {
    precondition(arrivals.count == 168, "one number for each hour of the week")
    self.arrivals = arrivals
  }

  /// Visits a day, the mean of the seven.
  package var perDay: Double { arrivals.reduce(0, +) / 7 }

  /// Visits of the day of the week that has most.
  package var busiestDay: Double {
    (0..<7).map { day in arrivals[day * 24..<(day + 1) * 24].reduce(0, +) }.max()!
  }

  /// How many visitors are there at a time, by hour: the mean over the hour when each stays as long as `hours` says.
  ///
  /// Little's law, L = λ W, for stays of an hour at most: arrivals in the hour times the stay as a part of an hour. Of a
  /// longer stay the full hours count in the hours that follow, the rest in the one after them.
  /// Source: Little (1961), A proof for the queuing formula: L = λW, doi:10.1287/opre.9.3.383.
  /// - Parameter hours: the mean stay, in hours.
  package func occupancy(staying hours: Double) -> [Double] {
    let whole = Int(hours)
    func came(_ before: Int, _ hour: Int) -> Double { arrivals[((hour - before) % 168 + 168) % 168] }
    return arrivals.indices.map { hour in
      (0..<whole).reduce(0) { $0 + came($1, hour) } + came(whole, hour) * (hours - Double(whole))
    }
  }

  /// The hour in which most are there, of equal ones the first in the week; nil without any visit.
  package func peak(staying hours: Double) -> Int? {
    guard arrivals.contains(where: { $0 > 0 }) else { return nil }
    let there = occupancy(staying: max(hours, 1e-3))
    let most = there.max()!
    return there.firstIndex { $0 >= most - Self.tolerance * most }
  }

  /// In how many hours of the week more are there than there are seats; as many as seats is not more.
  package func hoursOver(seats: Double, staying hours: Double) -> Int {
    occupancy(staying: hours).count { $0 > seats + Self.tolerance * max(1, seats) }
  }

  /// Whether a day's visits are more than can be served; exactly as many are not.
  package func isOver(capacity: Double) -> Bool { perDay > capacity + Self.tolerance * max(1, capacity) }

  /// Sums of shares leave their last digits open.
  private static let tolerance = 1e-9
}
