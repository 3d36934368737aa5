extension WeekMinutes {
  /// The same in the language of opening hours, day by day; days with the same stretches are written together.
  ///
  /// `24/7` for all minutes, `off` for none. Read again these are the same minutes of every week, holidays or not.
  package var openingHours: String {
    guard self != .all else { return "24/7" }
    guard !isEmpty else { return "off" }
    let stretches = (0..<7).map { day in
      let start = day * Self.perDay
      return intersection(WeekMinutes([start..<start + Self.perDay])).ranges.map { range in
        "\(Self.clock(range.lowerBound - start))-\(Self.clock(range.upperBound - start))"
      }.joined(separator: ",")
    }
    var rules: [String] = []
    var first = 0
    while first < 7 {
      let last = (first..<7).prefix { stretches[$0] == stretches[first] }.last!
      let days = first == last ? Self.days[first] : "\(Self.days[first])-\(Self.days[last])"
      if !stretches[first].isEmpty { rules.append("\(days) \(stretches[first])") }
      first = last + 1
    }
    return rules.joined(separator: "; ")
  }

  private static let perDay = 24 * 60
  private static let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

  private static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minute / 60)):\(two(minute % 60))"
  }
}
