/// The letters of a text in one writing: full-width forms, raised and lowered digits and the many dashes as ASCII has
/// them; each at its place in the text.
struct HoursLetters {
  /// As many as the text has, one for one.
  let letters: [Character]
  /// As they were written, for comments and messages.
  let original: [Character]
  /// Whether each stands raised, as the minutes in 9³⁰ do.
  let areRaised: [Bool]

  init(_ text: String) {
    original = Array(text)
    var letters: [Character] = []
    var areRaised: [Bool] = []
    letters.reserveCapacity(original.count)
    areRaised.reserveCapacity(original.count)
    for (index, letter) in original.enumerated() {
      let scalars = letter.unicodeScalars
      guard let scalar = scalars.first, scalars.count == 1 else {
        letters.append(letter == "\r\n" ? "\n" : letter)
        areRaised.append(false)
        continue
      }
      // Degree signs are taken for raised noughts beside each other and beside raised digits.
      let isNought =
        letter == "°"
        && (areRaised.last ?? false || index + 1 < original.count && Self.isRaised(original[index + 1]))
      letters.append(isNought ? "0" : Self.plain(scalar))
      areRaised.append(isNought || letter != "°" && Self.isRaised(letter))
    }
    self.letters = letters
    self.areRaised = areRaised
  }

  private static func isRaised(_ letter: Character) -> Bool {
    switch letter {
    case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "°": true
    default: false
    }
  }

  /// Whether there is a Chinese letter outside quotes.
  var areChinese: Bool {
    var closing: Character?
    for letter in letters {
      if let end = closing {
        if letter == end { closing = nil }
      } else if let end = Self.closings[letter]?.first, letter != "'" {
        closing = end
      } else if letter.unicodeScalars.first.map({ (0x3400...0x9FFF).contains($0.value) || $0.value == 0x3007 }) ?? false
      {
        return true
      }
    }
    return false
  }

  /// What ends a quote, by what begins it.
  static let closings: [Character: [Character]] = [
    "\"": ["\""], "'": ["'"], "“": ["”"], "”": ["”"], "„": ["“", "”"], "‘": ["’"], "‚": ["‘", "’"], "«": ["»"],
    "»": ["«"],
    "『": ["』"], "「": ["」"], "‹": ["›"], "›": ["‹"], "《": ["》"],
  ]

  private static func plain(_ scalar: Unicode.Scalar) -> Character {
    switch scalar.value {
    case 0xFF5E, 0x301C, 0x7E: "-"
    case 0xFF01...0xFF5E: Character(halfWidth(scalar))
    case 0x5F, 0xA0, 0x2000...0x200B, 0x202F, 0x3000, 0xFEFF, 0x9: " "
    case 0x2010...0x2015, 0x2212, 0x30FC, 0xFF70, 0x2500, 0x2501, 0xFE58, 0xFE63, 0x2043: "-"
    case 0xB9: "1"
    case 0xB2: "2"
    case 0xB3: "3"
    case 0x2070, 0x2074...0x2079: digit(scalar.value - 0x2070)
    case 0x2080...0x2089: digit(scalar.value - 0x2080)
    case 0x2236: ":"
    default: Character(scalar)
    }
  }

  private static func digit(_ value: UInt32) -> Character { Character(Unicode.Scalar(UInt8(48 + value))) }
}
