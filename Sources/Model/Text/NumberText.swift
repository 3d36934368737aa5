/// What a cell says as a number, read both ways: with a point before the decimals, and with a comma.
///
/// Full-width digits and signs (１２．５), digits of other scripts and typographic minus signs count as plain ones. Blanks and
/// apostrophes part thousands only, a point or a comma parts them or stands before the decimals; thousands stand in threes,
/// or as in India (12,34,567).
/// ```swift
/// NumberText("1,250")!    // point: 1250, comma: 1.25
/// NumberText("1 250,5")!  // comma: 1250.5
/// NumberText("30")!       // both: 30
/// ```
package struct NumberText: Equatable {
  /// Where a point stands before the decimals; nil when the text cannot be meant so.
  package private(set) var withPoint: Double?
  /// Where a comma does.
  package private(set) var withComma: Double?
  package private(set) var hasComma = false
  package private(set) var hasPoint = false

  /// nil for what is no number either way: words, units, infinity, `0x10`, `1,2,3`.
  package init?(_ text: String) {
    var plain: [UInt8] = []
    for scalar in Self.withoutBlanks(text) {
      guard let byte = Self.plain(scalar) else { return nil }
      plain.append(byte)
    }
    var rest = plain[...]
    var sign: [UInt8] = []
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = [first]
      rest.removeFirst()
    }
    var exponent: ArraySlice<UInt8> = []
    if let mark = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      exponent = rest[mark...]
      rest = rest[..<mark]
      let digits = exponent.dropFirst().drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
      guard exponent.count - digits.count < 3, Self.areDigits(digits) else { return nil }
    }
    hasComma = rest.contains(UInt8(ascii: ","))
    hasPoint = rest.contains(UInt8(ascii: "."))
    func value(_ decimal: Unicode.Scalar, _ thousands: Unicode.Scalar) -> Double? {
      let parts = rest.split(separator: UInt8(ascii: decimal), omittingEmptySubsequences: false)
      guard parts.count <= 2, let whole = Self.whole(parts[0], UInt8(ascii: thousands)) else { return nil }
      guard parts.count == 2 else { return number(sign + whole + exponent) }
      guard parts[1].isEmpty ? decimal == "." && !whole.isEmpty : Self.areDigits(parts[1]) else { return nil }
      return number(sign + (whole.isEmpty ? [0x30] : whole) + [UInt8(ascii: ".")] + (parts[1] + [0x30]) + exponent)
    }
    func number(_ bytes: [UInt8]) -> Double? {
      Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }
    withPoint = value(".", ",")
    withComma = value(",", ".")
    guard withPoint != nil || withComma != nil else { return nil }
  }

  /// Without those at both ends.
  private static func withoutBlanks(_ text: String) -> Substring.UnicodeScalarView {
    var scalars = text[...].unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return scalars
  }

  /// Says the same either way.
  package var isPlain: Bool { withPoint == withComma }

  /// Forgets a reading beyond ±`limit`, where the place has one.
  package mutating func limit(to limit: Double) {
    if let value = withPoint, abs(value) > limit { withPoint = nil }
    if let value = withComma, abs(value) > limit { withComma = nil }
  }

  /// The digits of a whole number, with or without thousands parted; nil for anything else.
  private static func whole(_ text: ArraySlice<UInt8>, _ thousands: UInt8) -> [UInt8]? {
    let marks = Set(text.filter { !(0x30...0x39).contains($0) })
    guard let mark = marks.first else { return Array(text) }
    guard marks.count == 1, [thousands, UInt8(ascii: " "), UInt8(ascii: "'")].contains(mark) else { return nil }
    let groups = text.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, let last = groups.last, last.count == 3, first.first != 0x30,
      (1...3).contains(first.count)
    else { return nil }
    let between = groups.dropFirst().dropLast()
    let isIndian = !between.isEmpty && first.count < 3 && between.allSatisfy { $0.count == 2 }
    guard isIndian || between.allSatisfy({ $0.count == 3 }) else { return nil }
    return Array(groups.joined())
  }

  private static func areDigits(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// As ASCII; nil for what stands in no number.
  private static func plain(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "0"..."9", ".", ",", "-", "+", "'", "e", "E", " ": return UInt8(ascii: scalar)
    case "．", "\u{66B}": return UInt8(ascii: ".")
    case "，": return UInt8(ascii: ",")
    case "－", "\u{2212}": return UInt8(ascii: "-")
    case "＋": return UInt8(ascii: "+")
    case "\u{2019}", "\u{2BC}", "＇", "\u{66C}": return UInt8(ascii: "'")
    // Blanks that do not break a line.
    case "\u{A0}", "\u{202F}", "\u{2007}", "\u{2009}", "\u{3000}": return UInt8(ascii: " ")
    default:
      guard scalar.value >= 0x80, scalar.properties.numericType == .decimal,
        let digit = scalar.properties.numericValue
      else { return nil }
      return 0x30 + UInt8(digit)
    }
  }
}
