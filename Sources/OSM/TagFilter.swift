import Words

/// A condition on one tag: `amenity=bank`, `amenity=bank|post_office`, `shop=*`.
package struct TagFilter: Hashable, Sendable {
  package let key: String
  /// Admitted values; empty admits any.
  package let values: [String]

  package init(key: String, values: [String] = []) {
    self.key = key
    self.values = values
  }

  /// Reads `key=value`, `key=value|value…`, `key=*`; a bare `key` means any value.
  /// - Throws: ``OSMError`` code `badFilter` when the key or a value is empty.
  package init(_ text: String) throws(OSMError) {
    func trimmed(_ part: Substring) -> String {
      var part = part
      while part.first?.isWhitespace == true { part.removeFirst() }
      while part.last?.isWhitespace == true { part.removeLast() }
      return String(part)
    }
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    key = trimmed(halves.first ?? "")
    if halves.count < 2 || trimmed(halves[1]) == "*" {
      values = []
    } else {
      values = halves[1].split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
    }
    guard !key.isEmpty, !values.contains("") else {
      throw OSMError(
        .badFilter,
        Bilingual(
          "“\(text)”不是标签筛选条件；请写成key=value、key=value|value或key=*，例如amenity=bank",
          "\"\(text)\" is no tag filter; write key=value, key=value|value or key=*, as amenity=bank"))
    }
  }
}

/// A filter in the numbers of one string table.
struct CompiledFilter {
  private let key: Int32
  private let values: [Int32]?

  /// Nil when no tag of the file can match.
  init?(_ filter: TagFilter, _ strings: StringTable) {
    guard let key = strings.id(of: filter.key) else { return nil }
    self.key = key
    values = filter.values.isEmpty ? nil : filter.values.compactMap { strings.id(of: $0) }
    if values?.isEmpty == true { return nil }
  }

  func matches(_ tags: ArraySlice<Int32>) -> Bool {
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) where tags[index] == key {
      return values?.contains(tags[index + 1]) ?? true
    }
    return false
  }
}
