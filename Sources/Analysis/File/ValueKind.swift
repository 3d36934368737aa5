import Model
import Words

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
  var wanted: Bilingual {
    switch self {
    case .text: Bilingual("一段文字", "a text")
    case .number: Bilingual("数字", "a number")
    case .money: Bilingual("金额，例如400000或40万元", "a number of yuan such as 400000 or 40万元")
    case .amount: Bilingual("数字，例如1200或1.2万", "a number such as 1200 or 1.2万")
    case .degrees: Bilingual("-180至180之间的度数", "degrees from -180 to 180")
    case .wholeNumber: Bilingual("0或更大的整数", "a whole number, zero or more")
    case .cutoff:
      Bilingual(
        "时间，例如10min或十分钟，至多596小时；或长度，例如800m或1公里，至多2147公里；或预设（\(CutoffText.presets.joined(separator: "、"))）",
        "a duration such as 10min or 十分钟, 596 h at most, a length such as 800m or 1公里, 2,147 km at most, or a preset "
          + "(\(CutoffText.presets.joined(separator: ", ")))"
      )
    case .length: Bilingual("长度，例如300m或1.2公里", "a length such as 300m or 1.2公里")
    case .duration: Bilingual("时间，例如10min或半小时", "a duration such as 10min or 半小时")
    case .speed: Bilingual("速度，例如4km/h", "a speed such as 4km/h")
    case .speeds: Bilingual("各出行方式的速度，例如{walk: 4km/h}", "speeds of modes such as {walk: 4km/h}")
    case .mode: Bilingual("出行方式，例如walk", "a travel mode such as walk")
    case .share: Bilingual("大于0、不超过1的数，或百分数，例如68%", "a number above 0, at most 1, or a percentage such as 68%")
    case .percentage:
      Bilingual(
        "不超过100%的百分数，例如1%或八成，也可写成0.01这样的数",
        "a percentage such as 1% or 八成, 100% at most, or the same as a number such as 0.01")
    case .tonnes: Bilingual("重量，例如3.5t", "a weight such as 3.5t")
    case .tag: Bilingual("标签，例如motorroad=yes", "a tag such as motorroad=yes")
    case .flag: Bilingual("true或false", "true or false")
    case .choice(let words):
      Bilingual("以下之一：\(words.joined(separator: "、"))", "one of \(words.joined(separator: ", "))")
    case .list(let kind): Bilingual("列表，其中每项为\(kind.wanted.chinese)", "a list of which each is \(kind.wanted.english)")
    case .either(let a, let b):
      Bilingual("\(a.wanted.chinese)，或\(b.wanted.chinese)", "\(a.wanted.english), or \(b.wanted.english)")
    case .keys(let keys):
      Bilingual(
        "一组键（\(keys.map(\.name).joined(separator: "、"))）",
        "a group of keys (\(keys.map(\.name).joined(separator: ", ")))")
    case .dictionary: Bilingual("一组键", "a group of keys")
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
      if let (cutoff, _, _) = CutoffText.parse(text) { return cutoff.isSearched }
      // What can be read in two ways says so.
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
