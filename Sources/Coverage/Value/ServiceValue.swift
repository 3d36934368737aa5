import Model

/// What a site has: its services, and when it is open.
package struct Fitting: Hashable, Sendable {
  package var services: Set<Service>
  package var open: WeekMinutes

  package init(services: Set<Service>, open: WeekMinutes) {
    self.services = services
    self.open = open
  }
}

/// What it is worth that somebody is served, by the service and by the minute of the week.
///
///     value = sum over demand points i, services s, minutes t of  w[i] v[s] m[t] p[i][t] z[i][s][t]        (1)
///
/// with w[i], the weight of the point; v[s], the value of the service; m[t], the sum of the values of the periods that
/// minute t lies in; p[i][t], how much of the demand is there (``Presence``, 1 on the mean of the week); z[i][s][t] = 1 if
/// a site within the cutoff has s and is open at t, else 0.
package struct ServiceValue: Hashable, Sendable {
  /// Minutes that are worth the same.
  package struct Part: Hashable, Sendable {
    package var minutes: WeekMinutes
    package var value: Double
  }

  package struct ValuedService: Hashable, Sendable {
    package var service: Service
    package var value: Double
  }

  /// Worth more than nothing, by name.
  package let services: [ValuedService]
  /// Worth more than nothing; no minute stands in two.
  package let parts: [Part]

  /// - Parameters:
  ///   - services: the value of each, 0 or more.
  ///   - periods: some minutes of the week and what each of them is worth, 0 or more; where they overlap they add up.
  package init(services: [Service: Double], periods: [(minutes: WeekMinutes, value: Double)]) {
    self.services = services.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
      ValuedService(service: $0.key, value: $0.value)
    }
    let bounds = Set(periods.flatMap { $0.minutes.ranges.flatMap { [$0.lowerBound, $0.upperBound] } }).sorted()
    var ranges: [Double: [Range<Int>]] = [:]
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      let value = periods.reduce(0) { (sum: Double, period) in
        period.minutes.contains(start) ? sum + period.value : sum
      }
      if value > 0 { ranges[value, default: []].append(start..<end) }
    }
    parts = ranges.sorted { $0.key < $1.key }.map { Part(minutes: WeekMinutes($0.value), value: $0.key) }
  }

  /// What one unit of weight is worth that has every service at every minute at which it is there.
  package func most(_ presence: Presence) -> Double {
    services.reduce(0) { $0 + $1.value } * parts.reduce(0) { $0 + $1.value * presence.amount(in: $1.minutes) }
  }

  /// What each demand point is served, for one unit of its weight: (1) without w.
  ///
  /// - Parameters:
  ///   - sites: what each covers, and what it has.
  ///   - presences: the distinct ones; `ofPoint` names one for each demand point.
  /// - Complexity: O(services x (pairs + classes of points)).
  package func served(
    demandCount: Int, sites: [(row: ArraySlice<Int32>, fitting: Fitting)], presences: [Presence], ofPoint: [Int]
  ) -> [Double] {
    var served = [Double](repeating: 0, count: demandCount)
    for valued in services {
      let week = ServedWeek(
        demandCount: demandCount,
        sites: sites.filter { $0.fitting.services.contains(valued.service) }.map { ($0.row, $0.fitting.open) })
      var known = [[Double?]](
        repeating: [Double?](repeating: nil, count: presences.count), count: week.classes.count)
      for point in served.indices {
        let (minutes, presence) = (week.ofPoint[point], ofPoint[point])
        let amount =
          known[minutes][presence]
          ?? parts.reduce(0) {
            $0 + $1.value * presences[presence].amount(in: week.classes[minutes].intersection($1.minutes))
          }
        known[minutes][presence] = amount
        served[point] += valued.value * amount
      }
    }
    return served
  }
}
