import Model

/// What a value of the analysis file may be.
indirect enum ValueKind: Sendable {
  case text
  case number
  /// Yuan.
  case money
  /// People or visits.
  case amount
  case degrees
  case wholeNumber
  case cutoff
  case length
  case duration
  case speed
  /// The speed of each of some modes.
  case speeds
  /// The name of a travel mode, one of the file's own included.
  case mode
  /// A number above 0, 1 at most.
  case share
  /// A part of a whole, 0...1, also as a percentage.
  case percentage
  /// A weight.
  case tonnes
  /// A tag of a street, `key=value`.
  case tag
  case choice([String])
  /// true or false.
  case flag
  case list(ValueKind)
  /// Either of two.
  case either(ValueKind, ValueKind)
  case keys([AnalysisKey])
  /// Free keys, for example field mappings.
  case dictionary(ValueKind)

  var isList: Bool { if case .list = self { true } else { false } }

  /// What to write, for error messages.
  var wanted: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .money: "a number of yuan such as 400000 or 40万元"
    case .amount: "a number such as 1200 or 1.2万"
    case .degrees: "degrees from -180 to 180"
    case .wholeNumber: "a whole number, zero or more"
    case .cutoff:
      "a duration such as 10min or 十分钟, a length such as 800m or 1公里, or a preset (\(CutoffText.presets.joined(separator: ", ")))"
    case .length: "a length such as 300m or 1.2公里"
    case .duration: "a duration such as 10min or 半小时"
    case .speed: "a speed such as 4km/h"
    case .speeds: "speeds of modes such as {walk: 4km/h}"
    case .mode: "a travel mode such as walk"
    case .share: "a number above 0, at most 1, or a percentage such as 68%"
    case .percentage: "a percentage such as 1% or 八成, 100% at most, or the same as a number such as 0.01"
    case .tonnes: "a weight such as 3.5t"
    case .tag: "a tag such as motorroad=yes"
    case .flag: "true or false"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .list(let kind): "a list of which each is \(kind.wanted)"
    case .either(let a, let b): "\(a.wanted), or \(b.wanted)"
    case .keys(let keys): "a group of keys (\(keys.map(\.name).joined(separator: ", ")))"
    case .dictionary: "a group of keys"
    }
  }
}

extension ValueKind {
  var isQuantity: Bool { quantity != nil }

  /// What a text of it is read as; nil for what is no number.
  var quantity: Quantity? {
    switch self {
    case .number, .degrees: .number
    case .money: .money
    case .amount: .amount
    case .wholeNumber: .count
    case .cutoff, .length: .length
    case .duration: .duration
    case .speed: .speed
    case .share, .percentage: .fraction
    case .tonnes: .weight
    case .text, .speeds, .mode, .tag, .choice, .flag, .list, .either, .keys, .dictionary: nil
    }
  }

  /// Whether a text is one of it.
  /// - Throws: ``QuantityMistake`` for what can be read in two ways.
  func reads(_ text: String) throws(QuantityMistake) -> Bool {
    guard let quantity else { return true }
    if case .wholeNumber = self, Int(text) != nil { return AnalysisDocument.wholeNumber(text) != nil }
    if case .cutoff = self {
      if CutoffText.parse(text) != nil { return true }
      return try Cutoff.reading(text) != nil
    }
    guard let value = try quantity.value(of: text) else { return false }
    return switch self {
    case .degrees: (-180...180).contains(value)
    case .wholeNumber: AnalysisDocument.wholeNumber(text) != nil
    // Nothing on earth is farther than once around it.
    case .length: (0...40_075_000).contains(value)
    case .speed: KilometersPerHour(parsing: text) != nil
    case .share: value > 0
    default: value >= 0
    }
  }

  /// What stands under a key of a value of this kind; nil when there is no such key.
  func member(_ name: String) -> ValueKind? {
    switch self {
    case .keys(let keys): keys.first { $0.name == name }?.kind
    case .dictionary(let element): element
    case .speeds: .speed
    case .either(let a, let b): a.member(name) ?? b.member(name)
    default: nil
    }
  }

  var memberNames: [String] {
    switch self {
    case .keys(let keys): keys.map(\.name)
    case .either(let a, let b): a.memberNames + b.memberNames
    default: []
    }
  }

  /// Whether a word is one of the choices.
  func takes(_ word: String) -> Bool {
    switch self {
    case .choice(let words): words.contains(word)
    case .either(let a, let b): a.takes(word) || b.takes(word)
    default: false
    }
  }
}
