/// Whether the fields that filters ask for are there at all: a name that is nowhere would leave nothing without a word.
struct AskedFields {
  private var missing: Set<String>
  private var seen: Set<String> = []
  private var last = Fields()

  init(_ filters: [AttributeFilter]) { missing = Set(filters.map(\.field)) }

  mutating func see(_ fields: Fields) {
    guard !missing.isEmpty, !fields.hasHeader(of: last) || fields.isEmpty else { return }
    last = fields
    see(names: fields.names)
  }

  mutating func see(names: [String]) {
    guard !missing.isEmpty else { return }
    missing.subtract(names)
    seen.formUnion(names)
  }

  /// - Throws: ``GeodataError`` `missingField` for a field that no record has, with those there are.
  func check(at context: GeodataError.Context) throws(GeodataError) {
    guard let name = missing.min(), !seen.isEmpty else { return }
    var place = context
    place.field = name
    throw GeodataError(
      .missingField,
      "`filter` asks for a field that no record has. There are \(seen.sorted().prefix(30).joined(separator: ", ")).",
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
