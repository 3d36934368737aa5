import Words

/// Reads numbers and units of a text one after another.
struct QuantityCursor {
  private var letters: ArraySlice<Unicode.Scalar>
  private let text: String

  /// - Parameter letters: as ``Quantity/letters(_:)`` gives them.
  init(letters: ArraySlice<Unicode.Scalar>, text: String) {
    self.letters = letters
    self.text = text
  }

  struct Part {
    var number: Double
    var size: Double
    /// 半 has said what is left of it: nothing smaller follows.
    var isClosed = false
  }

  var isAtEnd: Bool { letters.isEmpty }

  /// The next number with its unit; nil when none stands here.
  mutating func part(of kind: Quantity, isFirst: Bool) throws(QuantityMistake) -> Part? {
    var isHalf = take("半")
    let run = isHalf ? [] : numberRun()
    if !isHalf, run.isEmpty { return nil }
    // 三个小时, 一个半小时; 十个 is a count.
    if letters.first == "个", letters.count > 1, kind == .duration {
      letters.removeFirst()
      isHalf = take("半") || isHalf
    }
    skipBlanks()
    guard let unit = try self.unit(of: kind, behind: run, isFirst: isFirst) else {
      guard letters.isEmpty, isFirst, kind.standsBare, !isHalf else { return nil }
      return try Self.number(run, partsThousands: kind != .number, text).map { Part(number: $0, size: 1) }
    }
    let stated: Double? =
      try run.isEmpty ? 0 : Self.number(run, partsThousands: unit.partsThousands || !unit.isLatin, text)
    guard var number = stated else { return nil }
    if !isHalf, letters.first == "半", number == number.rounded() {
      letters.removeFirst()
      isHalf = true
    }
    guard !isHalf || unit.takesHalf else { return nil }
    if isHalf { number += 0.5 }
    if unit.size == 900 { guard [1, 2, 3].contains(number) else { return nil } }
    skipBlanks()
    return Part(number: number, size: unit.size, isClosed: isHalf)
  }

  private mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard letters.first == letter else { return false }
    letters.removeFirst()
    return true
  }

  private mutating func skipBlanks() { letters = letters.drop { $0 == " " } }

  /// The letters of a number, those of 千米 and 千克 left.
  private mutating func numberRun() -> ArraySlice<Unicode.Scalar> {
    var run = letters.prefix(while: Self.isOfNumber)
    let next = letters.dropFirst(run.count).first
    if run.last == "千", next == "米" || next == "克" { run.removeLast() }
    letters = letters.dropFirst(run.count)
    return run
  }

  private static func isOfNumber(_ letter: Unicode.Scalar) -> Bool {
    switch letter {
    case "0"..."9", ".", ",", "'", "\u{2019}", "+", "-", "\u{2212}", " ", "点", "万", "亿": true
    default:
      HanNumeral.digit(letter) != nil || HanNumeral.power(letter) != nil
        || !letter.isASCII && letter.properties.numericType == .decimal
    }
  }

  /// - Throws: ``QuantityMistake`` for words with two meanings: `m` where a time is wanted, 里.
  private mutating func unit(
    of kind: Quantity, behind run: ArraySlice<Unicode.Scalar>, isFirst: Bool
  ) throws(QuantityMistake) -> QuantityUnit? {
    func stands(_ word: [Unicode.Scalar]) -> Bool {
      // All of a Latin word: ms is no m.
      letters.starts(with: word)
        && !(word.allSatisfy(\.isASCII) && letters.dropFirst(word.count).first.map(Self.isLatin) ?? false)
    }
    if kind == .duration, stands(["m"]) {
      // Behind hours it is clear.
      guard isFirst else {
        letters.removeFirst()
        return kind.units.first { $0.text == "min" }
      }
      guard letters.count == 1, let number = try Self.number(run, partsThousands: true, text) else { return nil }
      let told = plainNumber(number)
      throw QuantityMistake(
        Bilingual(
          "“\(text)”表示\(told)米，而这里应填时间。请写\(told)分钟（\(told)min）。",
          "“\(text)” is \(told) metres, and a time is wanted. Write \(told)min (\(told)分钟)."))
    }
    if kind == .length, Self.miles.contains(where: stands) {
      guard let number = try Self.number(run, partsThousands: true, text) else { return nil }
      let (whole, half) = (plainNumber(number), plainNumber(number / 2))
      throw QuantityMistake(
        Bilingual(
          "“\(text)”可能是\(whole)公里，也可能是\(half)公里：一里本是半公里，口语中也指一公里。请写\(whole)公里或\(half)公里。",
          "“\(text)” may be \(whole) or \(half) kilometres: 里 is half a 公里, and said for a whole one. "
            + "Write \(whole)公里 or \(half)公里."))
    }
    guard let unit = kind.units.first(where: { stands($0.word) }) else { return nil }
    letters = letters.dropFirst(unit.word.count)
    return unit
  }

  private static let miles: [[Unicode.Scalar]] = [["里"], ["华", "里"], ["市", "里"]]

  static func isNumber(_ letters: ArraySlice<Unicode.Scalar>) -> Bool { letters.allSatisfy(isOfNumber) }

  private static func isLatin(_ letter: Unicode.Scalar) -> Bool { ("a"..."z").contains(letter) }

  // MARK: Numbers

  /// - Parameter partsThousands: a comma before three digits parts thousands; else it may stand before decimals.
  /// - Throws: ``QuantityMistake`` where it may.
  static func number(
    _ letters: ArraySlice<Unicode.Scalar>, partsThousands: Bool, _ text: String
  ) throws(QuantityMistake) -> Double? {
    if let readings = NumberText(String(String.UnicodeScalarView(letters))) {
      guard let number = readings.withPoint else { return nil }
      if readings.hasComma, !partsThousands, let other = readings.withComma, other != number {
        let (one, two) = (plainNumber(number), plainNumber(other))
        throw QuantityMistake(
          Bilingual(
            "“\(text)”可能是\(one)，也可能是\(two)。请用小数点表示小数，千位之间不加逗号。",
            "“\(text)” may be \(one) or \(two). Write a point before the decimals and nothing between thousands."))
      }
      return number
    }
    var run = letters
    while run.last == " " { run.removeLast() }
    run = run.drop { $0 == " " }
    if let number = HanNumeral.surely(run) { return Double(number) }
    for (letter, size) in largePowers {
      guard let mark = letter == "亿" ? run.lastIndex(of: letter) : run.firstIndex(of: letter) else { continue }
      return try joined(run[..<mark], run[(mark + 1)...], size, text)
    }
    guard let mark = run.firstIndex(of: "点"), let whole = HanNumeral.surely(run[..<mark]) else { return nil }
    let decimals = run[(mark + 1)...].map { HanNumeral.digit($0) }
    guard !decimals.isEmpty, decimals.count <= 9, decimals.allSatisfy({ $0 != nil }) else { return nil }
    return Double("\(whole)." + decimals.map { "\($0 ?? 0)" }.joined())
  }

  private static let largePowers: [(letter: Unicode.Scalar, size: Double)] = [
    ("亿", 1e8), ("万", 1e4), ("千", 1000), ("百", 100),
  ]

  /// 3万5千; nil for 三万五, which is 35,000 in speech and 30,005 by the letter.
  private static func joined(
    _ before: ArraySlice<Unicode.Scalar>, _ behind: ArraySlice<Unicode.Scalar>, _ size: Double, _ text: String
  ) throws(QuantityMistake) -> Double? {
    guard !before.isEmpty, let left = try number(before, partsThousands: true, text), left >= 0 else { return nil }
    guard !behind.isEmpty else { return tidy(left * size) }
    let isSpelled = behind.first == "零"
    guard behind.count > 1, left == left.rounded(),
      let right = try number(isSpelled ? behind.dropFirst() : behind, partsThousands: true, text),
      right >= 0, right < size, isSpelled || behind.count > 1
    else { return nil }
    return left * size + right
  }
}
