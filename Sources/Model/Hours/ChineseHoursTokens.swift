import Words

/// A piece of a Chinese text.
struct ChineseHoursToken {
  enum Kind: Hashable {
    case word(ChineseHoursWord)
    /// 周一; Monday is 0.
    case weekday(Int)
    /// In digits, with how many.
    case number(Int, digits: Int)
    /// One of 一 to 十, 零 as 0.
    case han(Int)
    /// 年月日号天点时分半刻整钟, `:`, `.`, `/`, `+`, `-` (as many as stand there) and brackets.
    case sign(Character)
    /// A comma, semicolon, full stop or new line.
    case separator
    case comment
    case end
  }

  var kind: Kind
  var place: Int
  var hasBlankBefore = false
}

extension HoursLetters {
  func chineseTokens() throws(OpeningHoursError) -> [ChineseHoursToken] {
    var tokens: [ChineseHoursToken] = []
    var index = 0
    var hasBlank = false
    while index < letters.count {
      let letter = letters[index]
      if letter.isNewline || ",;。|".contains(letter) {
        tokens.append(ChineseHoursToken(kind: .separator, place: index))
        index += 1
      } else if letter.isWhitespace {
        hasBlank = true
        index += 1
      } else {
        let (kind, length) = try chineseToken(at: index)
        tokens.append(ChineseHoursToken(kind: kind, place: index, hasBlankBefore: hasBlank))
        hasBlank = false
        index += length
      }
    }
    tokens.append(ChineseHoursToken(kind: .end, place: letters.count))
    return tokens
  }

  private func chineseToken(at start: Int) throws(OpeningHoursError) -> (ChineseHoursToken.Kind, length: Int) {
    let letter = letters[start]
    if let (day, length) = weekday(at: start) { return (.weekday(day), length) }
    for (letters, word) in ChineseHoursWord.byFirst[letter] ?? [] where self.letters[start...].starts(with: letters) {
      return (.word(word), letters.count)
    }
    if letter.isASCII, letter.isNumber {
      var end = start
      while end < letters.count, letters[end].isASCII, letters[end].isNumber { end += 1 }
      guard end - start <= 4, let number = Int(String(letters[start..<end])) else {
        throw OpeningHoursError(
          at: start,
          Bilingual("\(end - start)位的数字既不是时间也不是日期", "a number of \(end - start) digits is no time and no date"))
      }
      return (.number(number, digits: end - start), end - start)
    }
    if let digit = Self.hanDigits[letter] { return (.han(digit), 1) }
    if letter == "-" {
      var end = start
      while end < letters.count, letters[end] == "-" { end += 1 }
      return (.sign("-"), end - start)
    }
    switch letter {
    case "、", "&": return (.word(.list), 1)
    case "年", "月", "日", "号", "天", "点", "时", "分", "半", "刻", "整", "钟", ":", ".", "/", "+", "(", ")":
      return (.sign(letter), 1)
    case "點": return (.sign("点"), 1)
    case "時": return (.sign("时"), 1)
    case "[", "【", "〔": return (.sign("("), 1)
    case "]", "】", "〕": return (.sign(")"), 1)
    default: break
    }
    if let closings = Self.closings[letter],
      let end = letters[(start + 1)...].firstIndex(where: { closings.contains($0) })
    {
      return (.comment, end + 1 - start)
    }
    var end = start
    while end < letters.count, letters[end].isASCII, letters[end].isLetter { end += 1 }
    if end > start {
      let word = String(letters[start..<end]).lowercased()
      switch HoursWord.words[word] {
      case .weekday(let day): return (.weekday(day), end - start)
      case .weekdays(let bits): return (.word(.days(bits)), end - start)
      case .publicHoliday: return (.word(.holiday), end - start)
      case .closed: return (.word(.closed), end - start)
      case .open: return (.word(.filler), end - start)
      case .unknown: return (.word(.unknown), end - start)
      case .morning: return (.word(.vague(suggestion: Bilingual("请在时间前写明“上午”", "上午 before the time"))), end - start)
      default: break
      }
    }
    throw OpeningHoursError(
      at: start, .notUnderstood(String(original[start..<max(end, start + 1)])),
      suggestion: Bilingual("请把给人看的说明放在引号里", "words for people in quotes"))
  }

  private static let hanDigits: [Character: Int] = {
    var digits: [Character: Int] = ["两": 2, "十": 10]
    for (letter, digit) in HanNumeral.digits { digits[Character(letter)] = digit }
    return digits
  }()

  /// 周一, 星期1, 每周日; nil when none stands here.
  private func weekday(at start: Int) -> (day: Int, length: Int)? {
    var index = start
    if letters[index] == "每" { index += 1 }
    if index < letters.count, letters[index] == "逢" { index += 1 }
    guard index < letters.count else { return nil }
    if letters[index] == "周" || letters[index] == "週" {
      index += 1
    } else if ["星期", "礼拜", "禮拜"].contains(where: { letters[index...].starts(with: Array($0)) }) {
      index += 2
    } else {
      return nil
    }
    guard index < letters.count, let day = Self.weekdayLetters[letters[index]] else { return nil }
    // 周10点 and 周1:00 are none.
    if index + 1 < letters.count, letters[index].isNumber, letters[index].isASCII, letters[index + 1].isASCII,
      letters[index + 1].isNumber || letters[index + 1] == ":"
    {
      return nil
    }
    return (day, index + 1 - start)
  }

  private static let weekdayLetters: [Character: Int] = [
    "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5,
    "7": 6,
  ]
}
