import Words

/// Quantities with their units: a bare number is none, as a unit left out is the commonest mistake.
extension Seconds {
  /// nil unless the text is a duration such as `10min` or 十分钟.
  package init?(parsing text: String) {
    guard let value = try? Quantity.duration.value(of: text) else { return nil }
    self.init(value)
  }
}

extension Meters {
  /// nil unless the text is a length such as `800m` or 1公里.
  package init?(parsing text: String) {
    guard let value = try? Quantity.length.value(of: text) else { return nil }
    self.init(value)
  }
}

extension KilometersPerHour {
  /// nil unless the text is a speed from 0.1 to 1000 km/h, such as `4km/h` or 每小时4公里.
  package init?(parsing text: String) {
    guard let value = try? Quantity.speed.value(of: text), (0.1...1000).contains(value) else { return nil }
    self.init(value)
  }
}

extension Cutoff {
  /// From so many on `m` means metres: nobody gives an hour and a half so, and no shorter circle is drawn.
  private static let surelyMeters = 100.0

  /// - Returns: nil unless the text is a duration or a length, zero or more and no more than a service circle can mean (a
  ///   month, once around the earth).
  /// - Throws: ``QuantityMistake`` for less than 100 `m`, which may be metres or minutes.
  package static func reading(_ text: String) throws(QuantityMistake) -> Cutoff? {
    if let meters = try Quantity.length.value(of: text) {
      let letters = Quantity.letters(text)
      if letters.last == "m", QuantityCursor.isNumber(letters.dropLast()), meters > 0, meters < surelyMeters {
        let number = plainNumber(meters)
        throw QuantityMistake(
          Bilingual(
            "“\(text)”可能是\(number)米，也可能是\(number)分钟。请写\(number)米（\(number) metres）或\(number)分钟（\(number)min）。",
            "“\(text)” may be \(number) metres or \(number) minutes. Write \(number) metres (\(number)米) or "
              + "\(number)min (\(number)分钟)."))
      }
      return (0...40_075_000).contains(meters) ? .distance(Meters(meters)) : nil
    }
    guard let seconds = try Quantity.duration.value(of: text), (0...2_678_400).contains(seconds) else { return nil }
    return .time(Seconds(seconds))
  }

  /// nil for what is no cutoff, or may be two.
  package init?(parsing text: String) {
    guard let cutoff = try? Cutoff.reading(text) else { return nil }
    self = cutoff
  }
}

extension Cutoff: CustomStringConvertible {
  /// As the user would write it: `10min`, `800m`, `50 metres`.
  public var description: String {
    func plain(_ value: Double) -> String { plainNumber(value) }
    switch self {
    case .time(let seconds):
      return seconds.value.truncatingRemainder(dividingBy: 60) == 0
        ? "\(plain(seconds.minutes))min" : "\(plain(seconds.value))s"
    case .distance(let meters):
      return "\(plain(meters.value))\(meters.value > 0 && meters.value < Self.surelyMeters ? " metres" : "m")"
    }
  }
}
