import Words

/// A piece of a text in OpenStreetMap's language.
struct HoursToken {
  enum Kind: Hashable {
    /// With the number of its digits.
    case number(Int, digits: Int)
    case word(HoursWord)
    /// A letter that is neither digit, letter nor blank; `||` is one `|`.
    case sign(Character)
    case comment
    case end
  }

  var kind: Kind
  /// In the text, in characters.
  var place: Int
  var hasBlankBefore: Bool
}

extension HoursLetters {
  /// The pieces of the text, an end behind them.
  func tokens() throws(OpeningHoursError) -> [HoursToken] {
    var tokens: [HoursToken] = []
    var index = 0
    var hasBlank = false
    func add(_ kind: HoursToken.Kind, at place: Int) {
      tokens.append(HoursToken(kind: kind, place: place, hasBlankBefore: hasBlank))
      hasBlank = false
    }
    while index < letters.count {
      let letter = letters[index]
      let start = index
      if letter.isWhitespace {
        hasBlank = true
        index += 1
      } else if letter.isASCII, letter.isNumber {
        // 9³⁰ is two numbers.
        while index < letters.count, letters[index].isASCII, letters[index].isNumber,
          areRaised[index] == areRaised[start]
        { index += 1 }
        guard index - start <= 4, let number = Int(String(letters[start..<index])) else {
          throw OpeningHoursError(
            at: start,
            Bilingual("\(index - start)位的数字既不是时间也不是日期", "a number of \(index - start) digits is no time and no date"))
        }
        add(.number(number, digits: index - start), at: start)
      } else if let closings = Self.closings[letter] {
        guard let end = letters[(index + 1)...].firstIndex(where: { closings.contains($0) }) else {
          throw OpeningHoursError(
            at: start, Bilingual("引号没有写完", "the quote does not end"),
            suggestion: Bilingual("请在文字后面补上引号", "a second quotation mark behind the words"))
        }
        guard letters[(index + 1)..<end].contains(where: { !$0.isWhitespace }) else {
          throw OpeningHoursError(
            at: start, Bilingual("引号里没有内容", "the quotes are empty"),
            suggestion: Bilingual("请填写内容，或删去引号", "words between them, or leave them out"))
        }
        index = end + 1
        add(.comment, at: start)
      } else if letter.isLetter {
        let (word, length) = try wordOrPhrase(at: start)
        index += length
        add(.word(word), at: start)
      } else if letter == "|" {
        guard index + 1 < letters.count, letters[index + 1] == "|" else {
          throw OpeningHoursError(
            at: start, Bilingual("单个“|”不能起分隔作用", "a single “|” parts nothing"), suggestion: Bilingual("请写“||”", "“||”"))
        }
        index += 2
        add(.sign("|"), at: start)
      } else {
        index += 1
        add(.sign(letter == "、" || letter == "،" ? "," : letter == "&" ? "," : letter), at: start)
      }
    }
    add(.end, at: letters.count)
    return tokens
  }

  /// The longest known phrase, else the word.
  private func wordOrPhrase(at start: Int) throws(OpeningHoursError) -> (HoursWord, length: Int) {
    var end = start
    while end < letters.count, letters[end].isLetter || letters[end] == "'" && end + 1 < letters.count { end += 1 }
    let first = String(letters[start..<end]).lowercased()
    if let phrases = HoursWord.phrases[first] {
      for (phrase, word) in phrases {
        if let length = length(of: phrase, at: start) { return (word, length) }
      }
    }
    if let word = HoursWord.words[first] { return (word, end - start) }
    // 9am, 12h: letters behind digits; 10:00h.
    throw OpeningHoursError(
      at: start, .notUnderstood(String(original[start..<end])), suggestion: HoursWord.suggestion(for: first))
  }

  /// The letters that a phrase takes here, one blank in it standing for any number; nil when it does not stand here.
  private func length(of phrase: String, at start: Int) -> Int? {
    var index = start
    for letter in phrase {
      if letter == " " {
        guard index < letters.count, letters[index].isWhitespace else { return nil }
        while index < letters.count, letters[index].isWhitespace { index += 1 }
      } else {
        guard index < letters.count, letters[index].lowercased() == String(letter) else { return nil }
        index += 1
      }
    }
    if index < letters.count, letters[index].isLetter { return nil }
    return index - start
  }
}
