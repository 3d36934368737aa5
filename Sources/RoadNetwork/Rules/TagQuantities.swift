/// Numbers with units as OpenStreetMap writes them.
///
/// Source: wiki.openstreetmap.org/wiki/Map_features/Units, Key:maxspeed, Key:duration.
enum TagQuantities {
  /// Kilometres per hour from `50`, `30 mph`, `10 knots`, `30;50` (the least); nil for anything else, and for speeds
  /// outside 1...300 km/h.
  static func kilometersPerHour(_ text: String) -> Double? {
    least(text) { text in
      let units = [
        "": 1, "km/h": 1, "kmh": 1, "kph": 1, "kmph": 1, "km/hr": 1, "mph": 1.609344, "mi/h": 1.609344, "knots": 1.852,
        "knot": 1.852, "kn": 1.852, "kt": 1.852, "m/s": 3.6,
      ]
      guard let value = number(text, units), value >= 1, value <= 300 else { return nil }
      return value
    }
  }

  /// Tonnes from `7.5`, `3,5`, `7.5 t`, `7500 kg`, `6t mgw`, `16500 lbs`, `3 st` (short tons), `20吨`, `16 000 kg`, `3.5;7.5` (the least); nil
  /// for anything else. A bare number of 500 and more is kilograms: no street is signed for 500 t.
  static func tonnes(_ text: String) -> Double? {
    let pound = 0.00045359237
    let short = 0.90718474
    let long = 1.0160469088
    return least(text) { text in
      var text = text
      for word in ["mgw", "mgvw", "gvw", "gvwr", "gvm", "zgg", "gross"] where text.hasSuffix(" " + word) {
        text = String(text.dropLast(word.count)).trimmedBlanks
      }
      if let bare = number(text, ["": 1]), bare >= 500 { return bare / 1000 }
      return number(
        text,
        [
          "": 1, "t": 1, "tonne": 1, "tonnes": 1, "mt": 1, "吨": 1, "ton": short, "tons": short, "st": short,
          "short tons": short, "kg": 0.001, "kgs": 0.001, "公斤": 0.001, "lbs": pound, "lb": pound, "pounds": pound,
          "lt": long, "long tons": long,
        ])
    }
  }

  /// Metres from `3.8`, `3,8`, `3.8 m`, `380 cm`, `12'6"`, `11' 6"`, `11 ft 6 in`, `12 ft`, `3.5;4.2` (the least); nil for
  /// anything else; of `4.2 m (13 ft 9 in)` the less. A bare number of 50 and more is centimetres, of 1,000 and more
  /// millimetres.
  static func meters(_ text: String) -> Double? {
    least(text) { text in
      if let value = feetAndInches(text) { return value }
      if let bare = number(text, ["": 1]), bare >= 50 { return bare / (bare >= 1000 ? 1000 : 100) }
      return number(
        text,
        [
          "": 1, "m": 1, "meter": 1, "meters": 1, "metre": 1, "metres": 1, "cm": 0.01, "mm": 0.001, "ft": 0.3048,
          "feet": 0.3048, "foot": 0.3048, "in": 0.0254, "inch": 0.0254, "inches": 0.0254, "\"": 0.0254, "km": 1000,
          "米": 1, "厘米": 0.01,
        ])
    }
  }

  private static func feetAndInches(_ text: String) -> Double? {
    var text = text.replacing("''", with: "\"")
    for word in ["feet", "foot", "ft"] { text = text.replacing(word, with: "'") }
    for word in ["inches", "inch", "in"] { text = text.replacing(word, with: "\"") }
    guard let quote = text.firstIndex(of: "'"), let feet = plain(text[..<quote].trimmedBlanks), feet > 0 else {
      return nil
    }
    var rest = text[text.index(after: quote)...].trimmedBlanks
    if rest.last == "\"" { rest.removeLast() }
    if rest.isEmpty { return feet * 0.3048 }
    guard let inches = plain(rest.trimmedBlanks), inches >= 0, inches < 12 else { return nil }
    return feet * 0.3048 + inches * 0.0254
  }

  /// Of several values with semicolons between, or a second one in brackets, the least; nil when one of them is none.
  private static func least(_ text: String, _ read: (String) -> Double?) -> Double? {
    var text = text.lowercased()
    for (sign, plain) in [("′", "'"), ("’", "'"), ("″", "\""), ("”", "\""), ("“", "\"")] {
      text = text.replacing(sign, with: plain)
    }
    if text.hasSuffix(")"), text.filter({ "()".contains($0) }) == "()" {
      text = String(text.dropLast()).replacing("(", with: ";")
    }
    let parts = text.split(separator: ";").map { joinThousands($0.trimmedBlanks) }
    let values = parts.compactMap(read)
    return values.count == parts.count ? values.min() : nil
  }

  /// `16 000 kg` as `16000 kg`: a blank between digits before groups of three.
  private static func joinThousands(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let groups = words.dropFirst().prefix { $0.count == 3 && $0.allSatisfy(\.isNumber) }
    guard let first = words.first, (1...3).contains(first.count), first.allSatisfy(\.isNumber), !groups.isEmpty else {
      return text
    }
    return ([first] + groups).joined() + words.dropFirst(1 + groups.count).map { " " + $0 }.joined()
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
    let digits = text.prefix { $0.isNumber || ".,+-".contains($0) }
    let unit = text[digits.endIndex...].trimmedBlanks
    guard let factor = units[unit], var value = plain(String(digits)), value > 0 else { return nil }
    // Thousands are parted by a comma only in small units: no bridge bears 7.5 kg.
    let parts = digits.split(separator: ",", omittingEmptySubsequences: false)
    if factor < 0.1, parts.count == 2, parts[1].count == 3, !parts[1].contains(".") { value *= 1000 }
    return value * factor
  }

  /// A decimal with a point or a comma.
  private static func plain(_ text: String) -> Double? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.count == 1 || !text.contains(".") else { return nil }
    return Double(parts.joined(separator: ".")).flatMap { $0.isFinite ? $0 : nil }
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  fileprivate var trimmedBlanks: String {
    var view = self[...]
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}
