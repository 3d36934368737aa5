/// Numbers in Chinese characters.
package enum HanNumeral {
  package static let digits: [Unicode.Scalar: Int] = [
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]

  package static func digit(_ letter: Unicode.Scalar) -> Int? { digits[letter] }

  package static func power(_ letter: Unicode.Scalar) -> Int? {
    switch letter {
    case "十": 10
    case "百": 100
    case "千": 1000
    default: nil
    }
  }

  /// The everyday character for one of sums and contracts (肆 as 四, 拾 as 十), and 二 for 两.
  static func plain(_ letter: Unicode.Scalar) -> Unicode.Scalar { everyday[letter] ?? letter }

  private static let everyday: [Unicode.Scalar: Unicode.Scalar] = [
    "两": "二", "壹": "一", "贰": "二", "叁": "三", "肆": "四", "伍": "五", "陆": "六", "柒": "七", "捌": "八", "玖": "九",
    "拾": "十", "佰": "百", "仟": "千",
  ]

  /// 二〇二六 digit by digit, 一百零五 by powers below 10,000; nil for anything else.
  package static func number(_ letters: ArraySlice<Unicode.Scalar>) -> Int? {
    guard letters.count <= 9 else { return nil }
    guard letters.contains(where: { power($0) != nil }) else {
      return letters.reduce(0) { $0 * 10 + (digit($1) ?? 0) }
    }
    var sum = 0
    var pending: Int?
    var lastPower = 10_000
    for letter in letters {
      if let power = power(letter) {
        guard power < lastPower else { return nil }
        // 十三 begins with its power.
        sum += (pending ?? 1) * power
        lastPower = power
        pending = nil
      } else if let digit = digit(letter), pending == nil {
        if digit > 0 { pending = digit }
      } else {
        return nil
      }
    }
    return sum + (pending ?? 0)
  }

  /// The same where a number must not be guessed: nil as well for 七八 (seven or eight), 一百五 (150 in speech) and 百 alone.
  static func surely(_ letters: ArraySlice<Unicode.Scalar>) -> Int? {
    let letters = letters.count > 1 && letters.first == "零" ? letters.dropFirst() : letters
    guard let first = letters.first, digit(first) != nil || first == "十",
      letters.allSatisfy({ digit($0) != nil || power($0) != nil })
    else { return nil }
    guard letters.contains(where: { power($0) != nil }) else {
      return letters.count == 1 || letters.count >= 4 ? number(letters) : nil
    }
    if let last = letters.last, let end = digit(last), end > 0, letters.count > 1,
      let before = power(letters[letters.endIndex - 2]), before > 10
    {
      return nil
    }
    return number(letters)
  }
}
