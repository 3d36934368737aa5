import Words

/// Whether a field that filters ask for is there at all: names that are nowhere would leave nothing without a word.
struct AskedFields {
  private let asked: Set<String>
  private var isFound: Bool
  private var seen: Set<String> = []
  private var last = Fields()

  init(_ filters: [AttributeFilter]) {
    asked = Set(filters.map(\.field))
    isFound = filters.isEmpty
  }

  mutating func see(_ fields: Fields) {
    guard !isFound, !fields.hasHeader(of: last) || fields.isEmpty else { return }
    last = fields
    see(names: fields.names)
  }

  mutating func see(names: [String]) {
    guard !isFound else { return }
    isFound = !asked.isDisjoint(with: names)
    seen.formUnion(names)
  }

  /// - Throws: ``GeodataError`` `missingField` when no record has any of them, with those there are.
  func check(at context: GeodataError.Context) throws(GeodataError) {
    guard !isFound, let name = asked.min(), !seen.isEmpty else { return }
    var place = context
    place.field = name
    let names = seen.sorted().prefix(30)
    throw GeodataError(
      .missingField,
      Bilingual(
        "`filter`所用的字段在任何记录中都没有。已有的字段是\(names.joined(separator: "、"))。",
        "`filter` asks for a field that no record has. There are \(names.joined(separator: ", "))."),
      at: place)
  }
}

/// Keeps the records one of whose fields has one of some values: `kind=urban`, `amenity=bank|post_office`, `shop=*`.
package struct AttributeFilter: Hashable, Sendable {
  package var field: String
  /// Empty means any value.
  package var values: [String]

  /// nil when the text is not `field=value[|value…]`.
  package init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    field = text[..<equals].trimmed
    let right = text[text.index(after: equals)...].trimmed
    guard !field.isEmpty, !right.isEmpty else { return nil }
    values = right == "*" ? [] : right.split(separator: "|").map(\.trimmed)
  }

  package func matches(_ fields: Fields) -> Bool {
    guard let text = fields[field]?.text else { return false }
    return values.isEmpty || values.contains(text)
  }
}
