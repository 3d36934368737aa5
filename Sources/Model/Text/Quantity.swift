import Words

/// What a text says as a quantity of a kind, as planners and offices write it.
///
/// Full-width and Chinese numbers, units in either language and in any case, thousands parted by commas, several units
/// beside each other:
/// ```swift
/// try Quantity.duration.value(of: "一个半小时")  // 5400 seconds
/// try Quantity.length.value(of: "1.2KM")        // 1200 metres
/// try Quantity.money.value(of: "40万元")         // 400000 yuan
/// try Quantity.fraction.value(of: "八成五")       // 0.85
/// ```
/// Nothing is guessed: 一百五 (150 in speech), 七八个 (seven or eight), 约10分钟 and `10-15min` are no quantities.
package enum Quantity: Sendable, CaseIterable {
  /// Seconds.
  case duration
  /// Metres.
  case length
  /// Yuan; a number without a unit is one.
  case money
  /// Of things: with or without a measure word (个, 座, 名…).
  case count
  /// Of people or visits, also a day: with or without a measure word.
  case amount
  /// Without a unit.
  case number
  /// Of a whole, 0...1: 80%, 八成, 百分之八十, 0.8.
  case fraction
  /// Kilometres per hour.
  case speed
  /// Tonnes.
  case weight

  /// - Returns: nil for what is none. Its sign and size are the caller's to judge, but for a fraction.
  /// - Throws: ``QuantityMistake`` for what can be read in two ways.
  /// - Complexity: O(length).
  package func value(of text: String) throws(QuantityMistake) -> Double? {
    var letters = Self.letters(text)
    switch self {
    case .fraction: return try Self.fraction(letters[...], text)
    case .speed: return try Self.speed(letters[...], text)
    default: break
    }
    if standsBare, letters.contains("e"), let readings = NumberText(text), readings.isPlain {
      return readings.withPoint
    }
    for prefix in prefixes {
      if let rest = Self.behind(prefix, letters[...]) { letters = Array(rest) }
    }
    if self == .money, letters.last == "整" || letters.last == "正" { letters.removeLast() }
    return try sum(letters[...], text)
  }

  /// Half width, small, simplified, in everyday numerals and without blanks at the ends.
  static func letters(_ text: String) -> [Unicode.Scalar] {
    var letters: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "㎞": letters += ["k", "m"]
      case "㎝": letters += ["c", "m"]
      case "￥": letters.append("¥")
      case "\t", "\u{A0}", "\u{2009}", "\u{202F}": letters.append(" ")
      default:
        let plain = HanNumeral.plain(simplified(halfWidth(scalar)))
        if plain.isASCII {
          letters += plain.properties.lowercaseMapping.unicodeScalars
        } else {
          letters.append(plain)
        }
      }
    }
    return Array(trimmed(letters[...]))
  }

  private static func trimmed(_ letters: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var letters = letters.drop { $0 == " " }
    while letters.last == " " { letters.removeLast() }
    return letters
  }

  /// What follows a word; nil when it does not stand there.
  private static func behind(
    _ word: String, _ letters: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar>? {
    let word = Array(word.unicodeScalars)
    return letters.starts(with: word) ? trimmed(letters.dropFirst(word.count)) : nil
  }

  /// Numbers with their units, the larger unit first: 1小时30分.
  private func sum(_ letters: ArraySlice<Unicode.Scalar>, _ text: String) throws(QuantityMistake) -> Double? {
    var cursor = QuantityCursor(letters: letters, text: text)
    var total = 0.0
    var last: (size: Double, isWhole: Bool)?
    while !cursor.isAtEnd {
      guard let part = try cursor.part(of: self, isFirst: last == nil) else { return nil }
      if let last {
        guard part.size < last.size, last.isWhole, part.number >= 0, part.number * part.size < last.size else {
          return nil
        }
      }
      total += part.number * part.size
      last = (part.size, part.number == part.number.rounded() && !part.isClosed)
    }
    return last == nil ? nil : tidy(total)
  }

  private static let wholeWords = ["一半": 0.5, "半数": 0.5, "百分之百": 1]

  private static func fraction(
    _ letters: ArraySlice<Unicode.Scalar>, _ text: String
  ) throws(QuantityMistake) -> Double? {
    func number(_ letters: ArraySlice<Unicode.Scalar>) throws(QuantityMistake) -> Double? {
      try QuantityCursor.number(trimmed(letters), partsThousands: false, text)
    }
    let value: Double?
    if let known = wholeWords[String(String.UnicodeScalarView(letters))] {
      value = known
    } else if letters.last == "%" || letters.last == "﹪" {
      value = try number(letters.dropLast()).map { $0 / 100 }
    } else if letters.last == "‰" {
      value = try number(letters.dropLast()).map { $0 / 1000 }
    } else if let mark = letters.firstIndex(of: "成") {
      let tenths = try number(letters[..<mark])
      let behind = letters[(mark + 1)...]
      let rest = try behind.isEmpty ? 0 : behind.elementsEqual("半".unicodeScalars) ? 5 : number(behind)
      guard let tenths, let rest, tenths == tenths.rounded(), rest == rest.rounded(), rest < 10 else { return nil }
      value = (tenths * 10 + rest) / 100
    } else if let (word, parts) = partWords.first(where: { behind($0.word, letters) != nil }) {
      value = try number(letters.dropFirst(word.unicodeScalars.count)).map { $0 / parts }
    } else if let mark = letters.firstIndex(of: "分"), letters[mark...].starts(with: "分之".unicodeScalars) {
      guard let whole = try number(letters[..<mark]), whole >= 1, let part = try number(letters[(mark + 2)...]) else {
        return nil
      }
      value = part / whole
    } else {
      value = try number(letters)
    }
    return value.flatMap { (0...1).contains($0) ? $0 : nil }
  }

  private static func speed(
    _ letters: ArraySlice<Unicode.Scalar>, _ text: String
  ) throws(QuantityMistake) -> Double? {
    if let rest = behind("时速", letters) {
      if let bare = try QuantityCursor.number(rest, partsThousands: false, text) { return bare }
      return try Quantity.length.sum(rest, text).map { $0 / 1000 }
    }
    for (prefix, factor) in speedSpans {
      if let rest = behind(prefix, letters) { return try Quantity.length.sum(rest, text).map { tidy($0 * factor) } }
    }
    return try Quantity.speed.sum(letters, text)
  }
}

/// A text that can be read as two quantities: which, and how to write each.
package struct QuantityMistake: Spoken {
  package let told: Bilingual

  init(_ told: Bilingual) { self.told = told }
}
