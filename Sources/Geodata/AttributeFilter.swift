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
