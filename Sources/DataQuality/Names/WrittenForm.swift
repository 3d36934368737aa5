import Model

/// A text without the accidents of writing: width, case, accents, traditional characters.
///
/// - Complexity: O(n).
package func plainWriting(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return text }
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x4E00...0x9FFF: scalars.append(simplified(scalar))
    case 0...0x7F: scalars.append(small(scalar))
    // Full-width forms follow ASCII at a fixed distance.
    case 0xFF01...0xFF5E: scalars.append(small(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar))
    case 0x3000, 0xA0: scalars.append(" ")
    default:
      if let plain = latin[scalar] {
        scalars.append(plain)
      } else {
        scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
  }
  return String(scalars)
}

private func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0x20) ?? scalar : scalar
}

/// Letters with accents, without.
private let latin: [Unicode.Scalar: Unicode.Scalar] = {
  let families = [
    "aàáâãäåāăą", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gĝğġģ", "iìíîïĩīĭį", "lĺļľł", "nñńņň", "oòóôõöøōŏő", "rŕŗř", "sśŝşš",
    "tţťŧ", "uùúûüũūŭůűų", "yýÿŷ", "zźżž",
  ]
  var table: [Unicode.Scalar: Unicode.Scalar] = [:]
  for family in families {
    let letters = Array(family.unicodeScalars)
    for letter in letters.dropFirst() {
      table[letter] = letters[0]
      // Upper case of these letters is one scalar each.
      if let upper = letter.properties.uppercaseMapping.unicodeScalars.first { table[upper] = letters[0] }
    }
  }
  return table
}()
