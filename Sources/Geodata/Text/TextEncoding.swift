import Foundation
import Words

/// How a text file's bytes become characters.
///
/// Chinese offices write GBK, of which GB 18030 is the superset: one name stands for GB 2312, GBK and GB 18030.
package enum TextEncoding: String, Hashable, CaseIterable, Sendable {
  case utf8 = "utf-8"
  case gb18030
  case utf16 = "utf-16"
  /// Windows' code page 1252, which holds it.
  case latin1 = "iso-8859-1"
  /// Windows' code page 949, which holds it.
  case eucKR = "euc-kr"
  /// Windows' code page 932.
  case shiftJIS = "shift_jis"

  /// - Parameter name: as an analysis file or a `.cpg` file has it; nil when it is none of ours.
  package init?(named name: String) {
    // A byte order mark before the word, and quotes around it, are no part of it.
    switch name.lowercased().filter({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
    case "utf8", "65001", "cp65001": self = .utf8
    case "gb18030", "gbk", "gb2312", "gb231280", "euccn", "cp936", "936", "ansi936", "windows936", "ms936", "xgbk",
      "cp54936", "54936", "20936", "cp20936", "51936", "oem936":
      self = .gb18030
    case "euckr", "ksc5601", "ksc56011987", "ksx1001", "cp949", "949", "ansi949", "windows949", "ms949", "uhc", "51949":
      self = .eucKR
    case "shiftjis", "sjis", "cp932", "932", "ansi932", "windows932", "windows31j", "ms932": self = .shiftJIS
    case "utf16", "utf16le", "utf16be", "unicode": self = .utf16
    case "iso88591", "88591", "latin1", "cp1252", "1252", "ansi1252", "windows1252": self = .latin1
    default: return nil
    }
  }

  /// What a person calls it.
  package var words: Bilingual {
    switch self {
    case .utf8: Bilingual(same: "UTF-8")
    case .gb18030: Bilingual("GB 18030（GBK）", "GB 18030 (GBK)")
    case .utf16: Bilingual(same: "UTF-16")
    case .latin1: Bilingual(same: "ISO 8859-1")
    case .eucKR: Bilingual("EUC-KR（韩文）", "EUC-KR (Korean)")
    case .shiftJIS: Bilingual("Shift-JIS（日文）", "Shift-JIS (Japanese)")
    }
  }

  package var displayName: String { words.english }

  /// A clause about text that is something else.
  var isNot: Bilingual { Bilingual("文本不是\(words.chinese)编码", "this is not \(words.english) text") }

  /// Whether a `.cpg` file says only that the table is written as its maker's machine does: which tells nothing here.
  package static func saysNothing(_ name: String) -> Bool {
    ["system", "oem", "ansi", "default", "acp", "none", ""].contains(
      name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }
}

/// How an encoding was found, for the manifest.
package struct FoundEncoding: Hashable, Sendable {
  package enum Origin: Hashable, Sendable {
    /// The user said so; the file is believed to the letter.
    case stated
    /// The data say so, and all of it decodes so.
    case data
    case guessed
  }

  package var encoding: TextEncoding
  package var origin: Origin

  package var isStated: Bool { origin == .stated }

  package init(encoding: TextEncoding, origin: Origin) {
    self.encoding = encoding
    self.origin = origin
  }

  package init(encoding: TextEncoding, isStated: Bool) {
    self.init(encoding: encoding, origin: isStated ? .stated : .guessed)
  }
}

extension TextEncoding {
  /// Guesses from the beginning of a file and confirms by decoding it.
  ///
  /// A byte order mark decides. Bytes that are valid UTF-8 are UTF-8: text in GB 18030 longer than a few characters never
  /// is. Zero bytes in every other place are UTF-16. What is left is GB 18030 if it decodes as such and looks like
  /// Chinese, EUC-KR if it looks like Korean, Shift-JIS if it looks like Japanese, or ISO 8859-1 if it looks like a Western
  /// language.
  /// - Returns: nil when it is none of them.
  package static func guess(_ beginning: [UInt8]) -> TextEncoding? {
    if beginning.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) { return .utf16 }
    if looksLikeUTF16(beginning) { return .utf16 }
    if utf8Prefix(beginning) != nil { return .utf8 }
    let likeness = TextLikeness(beginning)
    if likeness.isChinese, gb18030Text(beginning[..<wholeGB18030(beginning)]) != nil { return .gb18030 }
    if likeness.isKorean, eucKR.text(beginning[..<wholePairs(beginning)]) != nil { return .eucKR }
    if likeness.isJapanese, shiftJIS.text(beginning[..<wholeShiftJIS(beginning)]) != nil { return .shiftJIS }
    return likeness.isWestern ? .latin1 : nil
  }

  /// ASCII in UTF-16 has a zero in one half of its bytes, the first of each two where the big end comes first; other text
  /// has none at all.
  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
    let (even, odd, half) = zeros(bytes)
    guard even == 0 || odd == 0 else { return false }
    let most = max(even, odd)
    // Where letters are few, a line that ends as it does in UTF-16 must stand by.
    return most * 10 > half * 3 || (most > 2 && most * 20 > half && endsALine(bytes, bigEndian: even > odd))
  }

  /// Of UTF-16 without a byte order mark, by its commas and digits.
  static func isBigEndian(_ bytes: [UInt8]) -> Bool {
    let (even, odd, _) = zeros(bytes)
    return even > odd
  }

  private static func endsALine(_ bytes: [UInt8], bigEndian: Bool) -> Bool {
    let end: [UInt8] = bigEndian ? [0, 0x0A] : [0x0A, 0]
    return stride(from: 0, to: min(bytes.count, 4096) - 1, by: 2).contains {
      bytes[$0] == end[0] && bytes[$0 + 1] == end[1]
    }
  }

  private static func zeros(_ bytes: [UInt8]) -> (even: Int, odd: Int, half: Int) {
    let sample = bytes.prefix(4096)
    let even = sample.indices.count { $0 % 2 == 0 && sample[$0] == 0 }
    let odd = sample.indices.count { $0 % 2 == 1 && sample[$0] == 0 }
    return (even, odd, sample.count / 2)
  }

  /// How many bytes at the front are whole characters of valid UTF-8; nil when something in them is not.
  private static func utf8Prefix(_ bytes: [UInt8]) -> Int? {
    // A character may be cut off at the end of what was read: at most three bytes of it.
    for cut in 0...min(3, bytes.count) {
      let end = bytes.count - cut
      if String(validating: bytes[..<end], as: UTF8.self) != nil {
        let isTorn = bytes[end...].allSatisfy { $0 >= 0x80 }
        return isTorn ? end : nil
      }
    }
    return nil
  }

  /// Where the last whole character of GB 18030 ends: one, two or four bytes each.
  static func wholeGB18030(_ bytes: [UInt8]) -> Int {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { return index }
      let length = (0x30...0x39).contains(bytes[index + 1]) ? 4 : 2
      guard index + length <= bytes.count else { return index }
      index += length
    }
    return index
  }

  /// Where the last whole character ends, of one byte or two with the first one high.
  static func wholePairs(_ bytes: [UInt8]) -> Int {
    var index = 0
    while index < bytes.count {
      let length = bytes[index] < 0x80 ? 1 : 2
      guard index + length <= bytes.count else { return index }
      index += length
    }
    return index
  }

  /// The same where half-width katakana are one byte.
  static func wholeShiftJIS(_ bytes: [UInt8]) -> Int {
    var index = 0
    while index < bytes.count {
      let isLead = (0x81...0x9F).contains(bytes[index]) || (0xE0...0xFC).contains(bytes[index])
      let length = isLead ? 2 : 1
      guard index + length <= bytes.count else { return index }
      index += length
    }
    return index
  }

  /// Text in this encoding as UTF-8; nil when it is none. UTF-16 has the little end first.
  func text(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    switch self {
    case .utf8: String(validating: bytes, as: UTF8.self).map { Array($0.utf8) }
    case .latin1:
      // Its five holes are controls in the standard.
      Self.text(bytes, .windowsCP1252) ?? Self.text(bytes, .isoLatin1)
    default: Self.text(bytes, foundation)
    }
  }

  /// How many of the bytes are whole characters.
  func whole(_ bytes: [UInt8]) -> Int {
    switch self {
    case .gb18030: Self.wholeGB18030(bytes)
    case .eucKR: Self.wholePairs(bytes)
    case .shiftJIS: Self.wholeShiftJIS(bytes)
    case .utf8, .utf16, .latin1: bytes.count
    }
  }

  /// A text that has all its characters in this encoding.
  func bytes(_ text: String) -> [UInt8] { text.data(using: foundation).map { Array($0) } ?? [] }

  private var foundation: String.Encoding {
    switch self {
    case .utf8: .utf8
    // kCFStringEncodingGB_18030_2000, as NSStringEncoding has it; kCFStringEncodingDOSKorean and DOSJapanese below.
    case .gb18030: String.Encoding(rawValue: 0x8000_0632)
    case .utf16: .utf16LittleEndian
    case .latin1: .windowsCP1252
    case .eucKR: String.Encoding(rawValue: 0x8000_0422)
    case .shiftJIS: String.Encoding(rawValue: 0x8000_0420)
    }
  }

  static func gb18030Text(_ bytes: ArraySlice<UInt8>) -> [UInt8]? { gb18030.text(bytes) }

  static func utf16Text(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8]? {
    text(bytes, isBigEndian ? .utf16BigEndian : .utf16LittleEndian)
  }

  static func latin1Text(_ bytes: ArraySlice<UInt8>) -> [UInt8]? { latin1.text(bytes) }

  private static func text(_ bytes: ArraySlice<UInt8>, _ encoding: String.Encoding) -> [UInt8]? {
    guard let text = String(data: Data(bytes), encoding: encoding) else { return nil }
    // A character for what cannot be read is as good as nothing.
    let utf8 = Array(text.utf8)
    return text.unicodeScalars.contains("\u{FFFD}") ? nil : utf8
  }
}
