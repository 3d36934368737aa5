/// Whether bytes beyond ASCII look like Chinese text in GB 18030, or like a Western language with a byte a letter.
///
/// That bytes decode says little: nearly any two of them are some character of GB 18030. Usual Chinese text, though, is
/// written in the characters of GB 2312, among which every hundredth is rare and stands elsewhere; an accented letter
/// stands alone between letters of ASCII.
struct TextLikeness {
  /// Read as GB 18030.
  private var characters = 0
  /// Of them, Han and full-width signs of GB 2312 (1980), and characters of four bytes, which nothing else resembles.
  private var usual = 0
  private var highBytes = 0
  /// Letters of ISO 8859-1, one or two together.
  private var letters = 0

  init() {}

  init(_ bytes: [UInt8]) { add(bytes) }

  /// Four fifths: names have rare characters, and a text may be cut within one.
  var isChinese: Bool { usual * 5 >= characters * 4 }
  var isWestern: Bool { !isChinese && letters * 5 >= highBytes * 4 }

  mutating func add(_ bytes: [UInt8]) {
    addCharacters(bytes)
    var run = 0
    var lettersOfRun = 0
    for byte in bytes + [0] {
      if byte >= 0x80 {
        run += 1
        if byte >= 0xC0, byte != 0xD7, byte != 0xF7 { lettersOfRun += 1 }
        continue
      }
      highBytes += run
      if run <= 2 { letters += lettersOfRun }
      (run, lettersOfRun) = (0, 0)
    }
  }

  private mutating func addCharacters(_ bytes: [UInt8]) {
    var index = 0
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    while index < bytes.count {
      let lead = bytes[index]
      guard lead >= 0x80 else {
        index += 1
        continue
      }
      characters += 1
      func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
      if isDigit(byte(1)), byte(2) >= 0x81, isDigit(byte(3)) {
        usual += 1
        index += 4
      } else {
        if byte(1) >= 0xA1, (0xB0...0xF7).contains(lead) || (0xA1...0xA3).contains(lead) { usual += 1 }
        index += byte(1) >= 0x40 ? 2 : 1
      }
    }
  }
}
