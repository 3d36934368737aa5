/// How the week of a demand point falls to the stations around it: worked out once for all points with the same opening
/// hours in the same order (or with the same weights) and the same presence.
struct WeekClasses {
  /// A part of a point's visits that falls to one of its places.
  struct Part {
    /// Position among the places that were asked for.
    var place: Int
    /// Position in ``WeekClasses/hours``.
    var hours: Int
  }

  /// Distinct ways to lie over the week: per hour the part of a point's visits for a place of weight 1.
  private(set) var hours: [[Double]] = []
  /// Per presence its amount over the week; 0 for who is never there.
  let totals: [Double]

  private let presences: [Presence]
  /// Per site the position of its opening hours among the distinct ones.
  private let scheduleOfSite: [Int]
  private let schedules: [WeekMinutes]

  private struct PartKey: Hashable {
    var presence: Int
    var minutes: WeekMinutes
  }
  private struct WeightedHours: Hashable {
    var schedule: Int
    var weight: Double
  }
  private struct Key: Hashable {
    var presence: Int
    var hours: [WeightedHours]
  }
  private struct Week {
    /// Which parts, by the opening hours they are of.
    var parts: [(schedule: Int, hours: Int)]
    var unserved: Double
  }
  private var weeks: [Key: Week] = [:]
  private var numbers: [PartKey: Int] = [:]

  /// - Parameter open: of each site.
  init(_ open: [WeekMinutes], _ presences: [Presence]) {
    self.presences = presences
    totals = presences.map { $0.amount(in: .all) }
    var numbers: [WeekMinutes: Int] = [:]
    var schedules: [WeekMinutes] = []
    scheduleOfSite = open.map { minutes in
      if let number = numbers[minutes] { return number }
      numbers[minutes] = schedules.count
      schedules.append(minutes)
      return schedules.count - 1
    }
    self.schedules = schedules
  }

  /// Each minute to the first of some sites that is open.
  mutating func nearest(_ sites: [Int], _ presence: Int) -> (parts: [Part], unserved: Double) {
    // Of sites with the same hours only the first has guests.
    var first: [(schedule: Int, place: Int)] = []
    for (place, site) in sites.enumerated() where !first.contains(where: { $0.schedule == scheduleOfSite[site] }) {
      first.append((scheduleOfSite[site], place))
    }
    let key = Key(presence: presence, hours: first.map { WeightedHours(schedule: $0.schedule, weight: 1) })
    let week = weeks[key] ?? nearestWeek(key)
    weeks[key] = week
    let parts = week.parts.map { part in
      Part(place: first.first { $0.schedule == part.schedule }!.place, hours: part.hours)
    }
    return (parts, week.unserved)
  }

  private mutating func nearestWeek(_ key: Key) -> Week {
    var week = Week(parts: [], unserved: 0)
    var left = presences[key.presence].minutes
    for hours in key.hours {
      let taken = left.intersection(schedules[hours.schedule])
      guard !taken.isEmpty else { continue }
      week.parts.append((hours.schedule, number(PartKey(presence: key.presence, minutes: taken))))
      left = left.subtracting(taken)
    }
    week.unserved = presences[key.presence].amount(in: left) / totals[key.presence]
    return week
  }

  /// Each minute to all sites that are open, in proportion to their weights.
  mutating func shared(_ sites: [(site: Int, weight: Double)], _ presence: Int) -> (parts: [Part], unserved: Double) {
    var sums: [Int: Double] = [:]
    for (site, weight) in sites { sums[scheduleOfSite[site], default: 0] += weight }
    let key = Key(
      presence: presence,
      hours: sums.sorted { $0.key < $1.key }.map { WeightedHours(schedule: $0.key, weight: $0.value) })
    let week = weeks[key] ?? sharedWeek(key)
    weeks[key] = week
    let parts = sites.enumerated().flatMap { place, site in
      week.parts.filter { $0.schedule == scheduleOfSite[site.site] }.map { Part(place: place, hours: $0.hours) }
    }
    return (parts, week.unserved)
  }

  private mutating func sharedWeek(_ key: Key) -> Week {
    let there = presences[key.presence].minutes
    let bounds = Set(key.hours.flatMap { schedules[$0.schedule].ranges.flatMap { [$0.lowerBound, $0.upperBound] } })
      .union([0, WeekMinutes.length]).sorted()
    // Between two bounds the same stations are open.
    var minutes: [[Bool]: [Range<Int>]] = [:]
    for (from, to) in zip(bounds, bounds.dropFirst()) {
      minutes[key.hours.map { schedules[$0.schedule].contains(from) }, default: []].append(from..<to)
    }
    var week = Week(parts: [], unserved: 0)
    var ways = [[Double]](repeating: [Double](repeating: 0, count: 168), count: key.hours.count)
    for (isOpen, ranges) in minutes.sorted(by: { $0.value[0].lowerBound < $1.value[0].lowerBound }) {
      let part = there.intersection(WeekMinutes(ranges))
      let weight = zip(key.hours, isOpen).reduce(0) { $1.1 ? $0 + $1.0.weight : $0 }
      guard weight > 0 else {
        week.unserved += presences[key.presence].amount(in: part) / totals[key.presence]
        continue
      }
      let shares = byHour(PartKey(presence: key.presence, minutes: part))
      for index in ways.indices where isOpen[index] {
        for hour in shares.indices where shares[hour] > 0 { ways[index][hour] += shares[hour] / weight }
      }
    }
    for (index, way) in ways.enumerated() where way.contains(where: { $0 > 0 }) {
      week.parts.append((key.hours[index].schedule, hours.count))
      hours.append(way)
    }
    return week
  }

  private mutating func number(_ key: PartKey) -> Int {
    if let number = numbers[key] { return number }
    numbers[key] = hours.count
    hours.append(byHour(key))
    return hours.count - 1
  }

  /// Per hour of the week the part of somebody's visits that is made in some minutes.
  private func byHour(_ key: PartKey) -> [Double] {
    var shares = [Double](repeating: 0, count: 168)
    let hoursMet = Set(key.minutes.ranges.flatMap { $0.lowerBound / 60...($0.upperBound - 1) / 60 })
    for hour in hoursMet {
      let minutes = key.minutes.intersection(WeekMinutes([hour * 60..<(hour + 1) * 60]))
      shares[hour] = presences[key.presence].amount(in: minutes) / totals[key.presence]
    }
    return shares
  }
}
