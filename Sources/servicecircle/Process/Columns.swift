import Foundation

/// Text on a terminal, where a Chinese character is two columns wide.
enum Columns {
  /// Of the terminal behind a descriptor, else what COLUMNS says; 80 where nobody tells.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    if isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    let stated = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
    return stated.flatMap { $0 >= 40 ? $0 : nil } ?? 80
  }

  static func count(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + count($1) } }

  /// Two for the characters of East Asian scripts and their punctuation, one for all others.
  /// Source: Unicode Standard Annex #11, East Asian Width, wide and fullwidth; the blocks of Chinese alone.
  static func count(_ character: Character) -> Int {
    switch character.unicodeScalars.first?.value ?? 0 {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// The beginning that fits.
  static func prefix(_ text: String, _ columns: Int) -> String {
    guard count(text) > columns else { return text }
    var result = ""
    var width = 1
    for character in text {
      width += count(character)
      guard width <= columns else { break }
      result.append(character)
    }
    return result + "…"
  }
}
