import Geometry
import Words

/// A value of a field as the file has it.
package enum FieldValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([FieldValue])

  /// The value as a person would read it; nil for null and for blank text.
  package var text: String? {
    switch self {
    case .null: return nil
    case .bool(let value): return value ? "true" : "false"
    case .number(let value):
      guard value.isFinite, value == value.rounded() else { return "\(value)" }
      var digits: [UInt8] = []
      appendDecimal(value, places: 0, trimmed: true, to: &digits)
      return String(decoding: digits, as: UTF8.self)
    case .text(let value):
      let trimmed = value.trimmed
      return trimmed.isEmpty ? nil : trimmed
    case .list(let values): return values.compactMap(\.text).joined(separator: ",")
    }
  }
}

extension FieldValue {
  /// Whether there is a ``text``.
  var hasText: Bool {
    switch self {
    case .null: false
    case .bool, .number, .list: true
    case .text(let value): !value.trimmed.isEmpty
    }
  }

  /// Why the value cannot be what something is called by: its last digits are lost; nil when they are there.
  ///
  /// - Parameter largest: whole numbers from here on are no longer one by one: 2^53, in a spreadsheet 10^15.
  package func lostDigits(from largest: Double) -> Bilingual? {
    switch self {
    case .number(let number) where number.magnitude >= largest:
      return Bilingual(
        "编号位数过多，作为数字（\(text ?? "")）会丢失末尾几位。请把该字段改为文本，并按编号的来源重新填写。",
        "an id or code of so many digits loses its last ones as a number (\(text ?? "")). Make the field text and fill "
          + "it again from where the codes come from.")
    // The plus first: matching a pattern takes long.
    case .text(let text)
    where text.utf8.contains(UInt8(ascii: "+")) && text.trimmed.wholeMatch(of: /[0-9](\.[0-9]+)?[eE]\+[0-9]+/) != nil:
      return Bilingual(
        "“\(text.trimmed)”是电子表格对长数字的写法，末尾几位已经丢失。请把该列改为文本，并按编号的来源重新填写。",
        "“\(text.trimmed)” is what a spreadsheet makes of a long number: its last digits are lost. Make the column text "
          + "and fill it again from where the codes come from.")
    default: return nil
    }
  }
}

/// One feature or table row, in the reference system of its file.
package struct Record: Sendable {
  /// 1-based position among the file's records.
  package var number: Int
  /// 1-based line where it starts, for text tables.
  package var line: Int?
  /// The feature's own `id` member.
  package var id: String?
  package var fields: Fields
  package var shape: Shape?

  package init(
    number: Int, line: Int? = nil, id: String? = nil, fields: Fields = [:], shape: Shape? = nil
  ) {
    self.number = number
    self.line = line
    self.id = id
    self.fields = fields
    self.shape = shape
  }
}
