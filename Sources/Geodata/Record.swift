import Geometry

/// A value of a field as the file has it.
public enum FieldValue: Hashable, Sendable {
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
    case .number(let value): return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .text(let value):
      let trimmed = value.trimmed
      return trimmed.isEmpty ? nil : trimmed
    case .list(let values): return values.compactMap(\.text).joined(separator: ",")
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
  package var fields: [String: FieldValue]
  package var shape: Shape?

  package init(
    number: Int, line: Int? = nil, id: String? = nil, fields: [String: FieldValue] = [:], shape: Shape? = nil
  ) {
    self.number = number
    self.line = line
    self.id = id
    self.fields = fields
    self.shape = shape
  }
}

extension StringProtocol {
  /// Without blanks (also ideographic ones) at both ends.
  package var trimmed: String {
    // Most cells begin and end with a visible ASCII letter.
    let text = String(self)
    if let first = text.utf8.first, let last = text.utf8.last, first > 0x20, first < 0x7F, last > 0x20, last < 0x7F {
      return text
    }
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}
