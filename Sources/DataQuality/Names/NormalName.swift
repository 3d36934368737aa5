import Model

/// What a name says, without the accidents of writing and without what offices and firms put around it.
///
/// In this order: full-width letters become half-width, capitals small, accents and traditional characters go
/// (``plainWriting(_:)``); blanks, brackets and punctuation go, what stands in brackets stays, between two digits one
/// hyphen stays; Chinese numerals become digits (一号 is 1号, 二十三 is 23); a province, city or district in front and a
/// legal form, office or station behind are taken off and kept aside, as long as two characters remain.
///
/// Two names are the same name written differently (``isSame(as:)``) when what remains is equal and what was taken off
/// does not contradict: 茶花社区 and 茶花社区党群服务中心, not 沙湾区邮局 and 五通桥区邮局. Nothing is guessed from likeness:
/// 柏杨东路 and 柏杨西路 differ, and so do 一号站 and 二号站.
/// - Complexity: O(n) for a name of n characters.
package struct NormalName: Hashable, Sendable {
  /// What remains; two names that differ here are different names.
  package let key: String
  /// The province, city and district in front.
  let region: String
  /// The office or station behind; legal forms are taken off and forgotten.
  let office: String

  package init(_ name: String) {
    let plain = plainWriting(name)
    let isASCII = plain.utf8.allSatisfy { $0 < 0x80 }
    if isASCII || !plain.unicodeScalars.contains(where: Self.isHan) {
      key = Self.latinKey(isASCII ? plain : Self.withPlainPunctuation(plain))
      region = ""
      office = ""
      return
    }
    var letters = Self.withoutPunctuation(Array(plain.unicodeScalars))
    letters = Self.withDigits(letters)
    var office: [Unicode.Scalar] = []
    while let (length, isLegalForm) = Self.ending(of: letters) {
      if !isLegalForm { office = letters.suffix(length) + office }
      letters.removeLast(length)
      // 新华社区社区服务中心.
      if letters.ends(with: Self.twice) { letters.removeLast(Self.community.count) }
    }
    if Self.text(office) == "服务中心", letters.count >= Self.community.count + Self.leastLength,
      Self.towns.contains(where: { letters.ends(with: $0 + Self.community) })
    {
      letters.removeLast(Self.community.count)
    }
    var region: [Unicode.Scalar] = []
    while let length = Self.regionLength(letters) {
      region += letters.prefix(length)
      letters.removeFirst(length)
    }
    key = Self.text(letters)
    self.region = Self.text(region)
    self.office = Self.canonicalOffices[Self.text(office)] ?? Self.text(office)
  }

  package func isSame(as other: NormalName) -> Bool {
    key == other.key && Self.agree(region, other.region) && Self.agree(office, other.office)
  }

  /// One says no more than the end of the other: 驿站 and 暖心驿站, 五通桥区 and 乐山市五通桥区, or nothing at all.
  private static func agree(_ a: String, _ b: String) -> Bool { a.hasSuffix(b) || b.hasSuffix(a) }

  private static func text(_ letters: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: letters)
    return String(view)
  }

  private static func isHan(_ letter: Unicode.Scalar) -> Bool {
    (0x3400...0x9FFF).contains(letter.value) || (0x20000...0x3FFFF).contains(letter.value)
  }

  private static func isDigit(_ letter: Unicode.Scalar) -> Bool { (0x30...0x39).contains(letter.value) }

  /// Without blanks and punctuation; a hyphen stays where it parts two numbers.
  private static func withoutPunctuation(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var isParted = false
    for letter in letters {
      guard
        isHan(letter) || isDigit(letter) || letter.properties.isAlphabetic
          || letter.properties.numericType != nil
      else {
        isParted = true
        continue
      }
      if isParted, let last = result.last, isDigit(last), isDigit(letter) { result.append("-") }
      isParted = false
      result.append(letter)
    }
    return result
  }

  // MARK: Numbers

  private static func withDigits(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < letters.count {
      var end = index
      while end < letters.count, HanNumeral.digit(letters[end]) != nil || HanNumeral.power(letters[end]) != nil {
        end += 1
      }
      if end > index, let number = HanNumeral.number(letters[index..<end]) {
        result += "\(number)".unicodeScalars
        index = end
      } else {
        result.append(letters[index])
        index += 1
      }
    }
    return result
  }

  // MARK: What stands around a name

  /// Longer ones first, so that the whole ending is taken.
  private static let legalForms = [
    "有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "分公司", "公司", "集团",
  ].map { Array($0.unicodeScalars) }
  private static let offices = [
    "新时代文明实践站", "党群服务中心", "便民服务中心", "居民委员会", "村民委员会", "综合服务中心",
    "服务中心", "居委会", "村委会", "司机之家", "暖心驿站", "骑手驿站", "爱心驿站", "服务站", "驿站", "站",
  ].map { Array($0.unicodeScalars) }
  /// By their last character.
  private static let endings: [Unicode.Scalar: [(ending: [Unicode.Scalar], isLegalForm: Bool)]] =
    Dictionary(
      grouping: legalForms.map { ($0, true) } + offices.map { ($0, false) }, by: { $0.0[$0.0.count - 1] })
  private static let community = Array("社区".unicodeScalars)
  private static let twice = community + community
  /// 竹根镇社区服务中心 is the town's; 茶花社区服务中心 that of 茶花社区.
  private static let towns = ["镇", "乡", "街道"].map { Array($0.unicodeScalars) }
  private static let canonicalOffices = ["居委会": "居民委员会", "村委会": "村民委员会"]
  /// Fewer characters than this are no name.
  private static let leastLength = 2

  private static func ending(of letters: [Unicode.Scalar]) -> (length: Int, isLegalForm: Bool)? {
    guard let last = letters.last, let endings = endings[last] else { return nil }
    for (ending, isLegalForm) in endings where letters.count >= ending.count + leastLength {
      if letters.ends(with: ending) { return (ending.count, isLegalForm) }
    }
    return nil
  }

  /// 社区, 小区, 园区… end in 区 and are no districts.
  private static let noDistricts = Set("社小园校景厂库矿片街城新灾营山牧".unicodeScalars)

  /// A province, city, district or county of two to four characters before the last.
  private static func regionLength(_ letters: [Unicode.Scalar]) -> Int? {
    for end in 2...4 where letters.count >= end + 1 + leastLength {
      switch letters[end] {
      case "省", "市", "县": return end + 1
      case "区": return noDistricts.contains(letters[end - 1]) ? nil : end + 1
      default: continue
      }
    }
    return nil
  }

  // MARK: Latin letters

  private static let latinForms: Set<[UInt8]> = Set(
    ["ltd", "limited", "co", "company", "inc", "corp", "llc", "plc", "gmbh", "ag", "sa", "lda", "srl"].map {
      Array($0.utf8)
    })
  private static let longestForm = 7

  private static func isApostrophe(_ letter: Unicode.Scalar) -> Bool { "'’‘‛ʼʻ`´′＇".unicodeScalars.contains(letter) }

  /// Letters of every script as they are, all else that ASCII does not have as a blank or an apostrophe.
  private static func withPlainPunctuation(_ plain: String) -> String {
    var result = String.UnicodeScalarView()
    for letter in plain.unicodeScalars {
      if letter.isASCII {
        result.append(letter)
      } else if isApostrophe(letter) {
        result.append("'")
      } else if letter.properties.isAlphabetic || letter.properties.numericType != nil {
        result.append(letter)
      } else if letter.properties.generalCategory != .nonspacingMark {
        result.append(" ")
      }
    }
    return String(result)
  }

  /// Words without punctuation and blanks between them; a legal form at the end goes. An apostrophe parts no words.
  ///
  /// - Parameter plain: beyond ASCII it has letters only.
  private static func latinKey(_ plain: String) -> String {
    var letters: [UInt8] = []
    letters.reserveCapacity(plain.utf8.count)
    var wordStarts = [0]
    var isParted = false
    for byte in plain.utf8 {
      let isDigit = (0x30...0x39).contains(byte)
      guard isDigit || (0x61...0x7A).contains(byte) || byte >= 0x80 else {
        let isApostrophe = byte == 0x27 || byte == 0x60
        if !isApostrophe || letters.last.map({ (0x30...0x39).contains($0) }) ?? false { isParted = true }
        continue
      }
      if isParted, let last = letters.last {
        if isDigit, (0x30...0x39).contains(last) { letters.append(0x2D) }
        wordStarts.append(letters.count)
      }
      isParted = false
      letters.append(byte)
    }
    while let start = wordStarts.popLast(), start > 0, letters.count - start <= longestForm,
      latinForms.contains(Array(letters[start...]))
    {
      letters.removeLast(letters.count - start)
    }
    return String(decoding: letters, as: UTF8.self)
  }
}

extension [Unicode.Scalar] {
  fileprivate func ends(with ending: [Unicode.Scalar]) -> Bool {
    count >= ending.count && suffix(ending.count).elementsEqual(ending)
  }
}
