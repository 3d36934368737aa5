import Model
import Words

/// How a column writes its numbers, judged by all of it.
package enum NumberWriting: Hashable, Sendable {
  /// A point stands before the decimals; commas part thousands.
  case point
  /// A comma stands before the decimals; points part thousands.
  case comma
  /// The example may be meant either way, and nothing in the column decides.
  case open(String)
  /// Two cells that cannot be meant the same way.
  case mixed(String, String)

  /// - Returns: nil for what is no number, or none that can be told.
  package func number(_ text: String) -> Double? {
    if self == .point, let plain = plainDecimal(Array(text.utf8)[...]) { return plain }
    guard let readings = NumberText(text) else { return nil }
    return switch self {
    case .point: readings.withPoint
    case .comma: readings.withComma
    case .open, .mixed: readings.isPlain ? readings.withPoint : nil
    }
  }

  /// What is wrong with a cell that is no number, and what to write.
  package func advice(_ text: String, noun: Bilingual = Bilingual("数值", "number")) -> Bilingual {
    guard let readings = NumberText(text) else {
      return Bilingual(
        "“\(text)”不是\(noun.chinese)。请只写数字，不带单位。",
        "“\(text)” is not a \(noun.english). Write a plain decimal number without unit.")
    }
    switch self {
    case .open:
      guard let one = readings.withPoint, let other = readings.withComma else { break }
      return Bilingual(
        "“\(text)”可能是\(plain(one))，也可能是\(plain(other))，从该列无法判断。请写成\(plain(one))或\(plain(other))："
          + "小数点用“.”，千位不分隔。",
        "“\(text)” may be \(plain(one)) or \(plain(other)), and nothing in the column decides. Write \(plain(one)) or "
          + "\(plain(other)): a point before the decimals, thousands together.")
    case .mixed(let one, let other):
      return Bilingual(
        "该列既有“\(one)”，又有“\(other)”，两者不可能是同一种写法。请统一用“.”作小数点，千位不分隔。",
        "the column has “\(one)” and “\(other)”, which cannot be written the same way. Write a point before the "
          + "decimals everywhere, and thousands together.")
    case .point, .comma: break
    }
    return Bilingual(
      "该列其余各行以“\(self == .comma ? "," : ".")”作小数点，按此写法“\(text)”不是\(noun.chinese)。请用“.”作小数点，千位不分隔。",
      "“\(text)” is not a \(noun.english) as the rest of the column writes it, with a "
        + "\(self == .comma ? "comma" : "point") before the decimals. Write a point there, and thousands together.")
  }

  private func plain(_ value: Double) -> String {
    var bytes: [UInt8] = []
    appendDecimal(value, places: 6, trimmed: true, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What the numbers of one column show of their writing.
struct NumberTally: Sendable {
  /// Beyond it a reading is none: 180 for degrees.
  private let limit: Double?
  /// The first cell with a comma, and with a point, that may be meant either way.
  private var openComma: String?
  private(set) var openPoint: String?
  /// The first cell that only decimals after a point explain, and of them one with commas.
  private var point: String?
  private var commaGroups = false
  /// The first cell that only decimals after a comma explain.
  private var comma: String?
  /// A cell that is no number.
  private var hasWords = false

  init(limit: Double? = nil) { self.limit = limit }

  mutating func add(_ cell: ArraySlice<UInt8>) {
    // Nothing more is learned from decimals after a point, nor from whole numbers.
    switch Self.plainKind(cell) {
    case .whole: return
    case .decimals where point != nil: return
    case .openDecimals where openPoint != nil && point != nil: return
    default: break
    }
    guard Self.mayBeNumber(cell) else {
      hasWords = true
      return
    }
    add(String(decoding: cell, as: UTF8.self))
  }

  mutating func add(_ text: String) {
    guard var readings = NumberText(text) else {
      hasWords = true
      return
    }
    if let limit { readings.limit(to: limit) }
    guard !readings.isPlain else { return }
    switch (readings.withPoint, readings.withComma) {
    case (nil, nil): return
    case (.some, nil):
      point = point ?? text
      commaGroups = commaGroups || readings.hasComma
    case (nil, .some): comma = comma ?? text
    case (.some, .some):
      if readings.hasComma { openComma = openComma ?? text } else { openPoint = openPoint ?? text }
    }
  }

  /// Decimals after commas, beyond doubt.
  var showsCommas: Bool { comma != nil && point == nil }
  /// Nothing but numbers, and some with a comma.
  var hasCommas: Bool { !hasWords && (comma != nil || openComma != nil || commaGroups) }
  /// A cell that shows how a comma is meant.
  var example: String { comma ?? openComma ?? point ?? "" }

  /// - Parameters:
  ///   - delimiter: of the file's cells; nil where it has none.
  ///   - othersShowCommas: other columns of the file write decimals after commas.
  func judged(delimiter: UInt8?, othersShowCommas: @autoclosure () -> Bool) -> NumberWriting {
    let isSemicolon = delimiter == UInt8(ascii: ";")
    if let point, let comma { return .mixed(point, comma) }
    if comma != nil { return .comma }
    if let point {
      // A file that parts its cells with semicolons does so because commas are taken.
      if isSemicolon, let openComma, !commaGroups { return .mixed(point, openComma) }
      return .point
    }
    if let openComma { return isSemicolon ? .comma : .open(openComma) }
    if let openPoint, isSemicolon || othersShowCommas() { return .open(openPoint) }
    return .point
  }

  private enum PlainKind { case whole, decimals, openDecimals, other }

  /// Of digits with at most one point, which nearly all cells are.
  private static func plainKind(_ cell: ArraySlice<UInt8>) -> PlainKind {
    var before = 0
    var after = -1
    for byte in cell {
      switch byte {
      case 0x30...0x39: if after >= 0 { after += 1 } else { before += 1 }
      case UInt8(ascii: "."):
        guard after < 0 else { return .other }
        after = 0
      case UInt8(ascii: "-") where before == 0 && after < 0: break
      default: return .other
      }
    }
    if after < 0 { return before > 0 ? .whole : .other }
    return after == 3 && (1...3).contains(before) ? .openDecimals : .decimals
  }

  /// A number begins with a digit, a sign, a mark or a blank, in ASCII or beyond it.
  private static func mayBeNumber(_ cell: ArraySlice<UInt8>) -> Bool {
    guard let first = cell.first, cell.count <= 80 else { return false }
    return first <= UInt8(ascii: "9") || (first >= 0x80 && !(0xE4...0xE9).contains(first))
  }
}
