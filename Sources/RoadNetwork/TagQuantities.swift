/// Numbers with units as OpenStreetMap writes them.
///
/// Source: wiki.openstreetmap.org/wiki/Map_features/Units, Key:maxspeed, Key:duration.
enum TagQuantities {
  /// Kilometres per hour from `50`, `30 mph`, `10 knots`; nil for anything else, and for speeds outside 1...300 km/h.
  static func kilometersPerHour(_ text: String) -> Double? {
    let units = ["": 1, "km/h": 1, "kmh": 1, "kph": 1, "mph": 1.609344, "knots": 1.852]
    guard let value = number(text, units), value >= 1, value <= 300 else { return nil }
    return value
  }

  /// Tonnes from `7.5`, `7.5 t`, `7500 kg`, `16 lbs`, `3 st` (short tons); nil for anything else.
  static func tonnes(_ text: String) -> Double? {
    number(text, ["": 1, "t": 1, "kg": 0.001, "lbs": 0.00045359237, "lb": 0.00045359237, "st": 0.90718474])
  }

  /// Metres from `3.8`, `3.8 m`, `380 cm`, `12'6"`, `12 ft`; nil for anything else.
  static func meters(_ text: String) -> Double? {
    if let quote = text.firstIndex(of: "'") {
      var inches = text[text.index(after: quote)...]
      if inches.last == "\"" { inches.removeLast() }
      guard let feet = Double(text[..<quote]), feet > 0, feet.isFinite else { return nil }
      if inches.isEmpty { return feet * 0.3048 }
      guard let inches = Double(inches), inches >= 0, inches < 12 else { return nil }
      return feet * 0.3048 + inches * 0.0254
    }
    return number(text, ["": 1, "m": 1, "cm": 0.01, "ft": 0.3048, "km": 1000])
  }

  /// Seconds from `20` (minutes), `00:20`, `01:05:30`, `PT1H5M`; nil for anything else.
  static func seconds(_ text: String) -> Double? {
    if text.hasPrefix("PT") {
      var total = 0.0
      var digits = ""
      for character in text.dropFirst(2) {
        if let seconds = ["H": 3600.0, "M": 60, "S": 1][character] {
          guard let value = Double(digits), value >= 0 else { return nil }
          total += value * seconds
          digits = ""
        } else {
          digits.append(character)
        }
      }
      return digits.isEmpty && total > 0 ? total : nil
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let values = parts.compactMap { Double($0) }
    guard values.count == parts.count, values.count <= 3, values.allSatisfy({ $0 >= 0 && $0 <= 10_000 }) else {
      return nil
    }
    let units: [Double] = values.count == 1 ? [60] : [3600, 60, 1]
    let total = zip(values, units).reduce(0) { $0 + $1.0 * $1.1 }
    return total > 0 ? total : nil
  }

  /// A positive number with one of the units, with or without a space between.
  private static func number(_ text: String, _ units: [String: Double]) -> Double? {
    var digits = Substring(text)
    while let last = digits.last, !last.isNumber { digits.removeLast() }
    var unit = text[digits.endIndex...]
    while unit.first == " " { unit.removeFirst() }
    guard let factor = units[unit.lowercased()], let value = Double(digits), value > 0, value.isFinite else {
      return nil
    }
    return value * factor
  }
}
