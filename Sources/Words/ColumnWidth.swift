extension Character {
  /// Columns on a terminal, or digits in a table: two for the characters of East Asian scripts and their punctuation, one
  /// for all others.
  /// Source: Unicode Standard Annex #11, East Asian Width, wide and fullwidth; the blocks of Chinese alone.
  package var columnWidth: Int {
    switch unicodeScalars.first?.value ?? 0 {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}

extension StringProtocol {
  package var columnWidth: Int { reduce(0) { $0 + $1.columnWidth } }
}
