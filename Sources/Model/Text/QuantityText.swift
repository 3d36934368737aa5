/// Reads quantities as planners write them: `10min`, `90s`, `800m`, `1.2km`, `4km/h`. A bare number is refused: a
/// quantity without its unit is the commonest mistake.
private func split(_ text: String) -> (number: Double, unit: Substring)? {
  let compact = text.filter { $0 != " " }
  guard let unitStart = compact.firstIndex(where: { !$0.isNumber && $0 != "." && $0 != "-" && $0 != "+" }),
    let number = Double(compact[..<unitStart]), number.isFinite
  else { return nil }
  return (number, compact[unitStart...])
}

extension Seconds {
  /// nil unless the text is a number with `s`, `min` or `h`.
  package init?(parsing text: String) {
    guard let (number, unit) = split(text) else { return nil }
    switch unit {
    case "s", "sec": self.init(number)
    case "min": self.init(number * 60)
    case "h": self.init(number * 3600)
    default: return nil
    }
  }
}

extension Meters {
  /// nil unless the text is a number with `m` or `km`.
  package init?(parsing text: String) {
    guard let (number, unit) = split(text) else { return nil }
    switch unit {
    case "m": self.init(number)
    case "km": self.init(number * 1000)
    default: return nil
    }
  }
}

extension KilometersPerHour {
  /// nil unless the text is a number from 0.1 to 1000 with `km/h`.
  package init?(parsing text: String) {
    guard let (number, unit) = split(text), unit == "km/h", (0.1...1000).contains(number) else { return nil }
    self.init(number)
  }
}

extension Cutoff {
  /// nil unless the text is a duration or a length, zero or more and no more than a service circle can mean (a month,
  /// once around the earth).
  package init?(parsing text: String) {
    if let seconds = Seconds(parsing: text), (0...2_678_400).contains(seconds.value) {
      self = .time(seconds)
    } else if let meters = Meters(parsing: text), (0...40_075_000).contains(meters.value) {
      self = .distance(meters)
    } else {
      return nil
    }
  }
}

extension Cutoff: CustomStringConvertible {
  /// As the user would write it: `10min`, `800m`.
  public var description: String {
    func plain(_ value: Double) -> String { plainNumber(value) }
    switch self {
    case .time(let seconds):
      return seconds.value.truncatingRemainder(dividingBy: 60) == 0
        ? "\(plain(seconds.minutes))min" : "\(plain(seconds.value))s"
    case .distance(let meters): return "\(plain(meters.value))m"
    }
  }
}
