/// A record's fields by name, in the order of its file.
///
/// A dictionary for each of a million records costs 400 bytes and a dozen allocations each. Here the names are shared by
/// all records that have the same, and the values lie one after the other in bytes.
/// ```swift
/// var fields: Fields = ["id": .text("a"), "weight": .number(3)]
/// fields["name"] = .text("茶花")
/// fields["id"]?.text  // "a"
/// ```
/// - Complexity: reading one value is linear in the number of fields.
package struct Fields: Sendable {
  private var header: FieldHeader
  private var packed: PackedValues

  package init() {
    self.init(header: .none, packed: PackedValues())
  }

  /// - Parameter packed: one value for each name.
  init(header: FieldHeader, packed: PackedValues) {
    self.header = header
    self.packed = packed
  }

  /// Sorted by name.
  package init(_ values: [String: FieldValue]) {
    let sorted = values.sorted { $0.key < $1.key }
    header = FieldHeader(sorted.map(\.key))
    packed = PackedValues()
    for (_, value) in sorted { packed.append(value) }
  }

  package var names: [String] { header.names }
  package var isEmpty: Bool { header.names.isEmpty }

  /// nil when there is no such field; setting nil does nothing.
  package subscript(name: String) -> FieldValue? {
    get { header.place(of: name).map { packed.value(at: $0) } }
    set {
      guard let newValue else { return }
      guard let place = header.place(of: name) else {
        header = FieldHeader(header.names + [name])
        packed.append(newValue)
        return
      }
      var values = PackedValues()
      for other in header.names.indices { values.append(other == place ? newValue : packed.value(at: other)) }
      packed = values
    }
  }

  /// The value of the first of some names that is there.
  package func first(of names: [String]) -> FieldValue? {
    for name in names { if let value = self[name] { return value } }
    return nil
  }

  /// The number in a cell of plain decimals, without making a text of it; nil for anything else.
  func plainNumber(_ name: String) -> Double? {
    header.place(of: name).flatMap { packed.plainNumber(at: $0) }
  }

  /// Calls `body` with each field's place in ``names`` and its value as it lies.
  func forEachPacked(_ body: (Int, PackedValues.Item) -> Void) {
    packed.forEach(body)
  }

  /// Whether the names are the very ones of `other`, so that what was found out about these holds.
  func hasHeader(of other: Fields) -> Bool { header === other.header }

  /// Of the names, as long as these fields live.
  fileprivate var headerID: ObjectIdentifier { ObjectIdentifier(header) }
}

/// The names that records brought so far, to ask of each set of them once.
struct SeenHeaders {
  private var last = Fields()
  private var seen: Set<ObjectIdentifier> = []

  /// True at the first record with the very names of these fields.
  ///
  /// The records must outlive it: names are told by where they lie.
  mutating func isNew(_ fields: Fields) -> Bool {
    if fields.hasHeader(of: last), !seen.isEmpty { return false }
    last = fields
    return seen.insert(fields.headerID).inserted
  }
}

extension Fields: Equatable {
  /// Whatever their order.
  package static func == (a: Fields, b: Fields) -> Bool {
    a.names.count == b.names.count && a.names.allSatisfy { b[$0] != nil && a[$0] == b[$0] }
  }
}

extension Fields: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, FieldValue)...) {
    self.init()
    for (name, value) in elements { self[name] = value }
  }
}

/// The names of the fields of many records.
final class FieldHeader: Sendable {
  static let none = FieldHeader([])

  let names: [String]
  /// nil for few names, which are found sooner one by one.
  private let places: [String: Int]?

  /// - Parameter names: no name twice.
  init(_ names: [String]) {
    self.names = names
    places =
      names.count > 12 ? Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }) : nil
  }

  func place(of name: String) -> Int? { places.map { $0[name] } ?? names.firstIndex(of: name) }
}

/// Makes the fields of one record after the other; records with the same names in the same order share them.
struct FieldsMaker {
  private var header = FieldHeader.none
  private var count = 0
  private var packed = PackedValues()
  /// The names of this record, once they differ from the ones before.
  private var names: [String]?
  /// Of the last record: a name that stands twice.
  private(set) var repeated: String?

  mutating func add(_ name: String, _ value: FieldValue) {
    packed.append(value)
    if names == nil, count >= header.names.count || header.names[count] != name {
      names = Array(header.names[..<count])
    }
    names?.append(name)
    count += 1
  }

  mutating func finish() -> Fields {
    if names == nil, count < header.names.count { names = Array(header.names[..<count]) }
    defer {
      names = nil
      count = 0
      packed.removeAll()
    }
    repeated = nil
    guard let names else { return Fields(header: header, packed: packed.copy()) }
    guard Set(names).count == names.count else {
      repeated = repeatedNames(names).first
      // Of a name that stands twice the last value counts.
      var fields = Fields()
      for (place, name) in names.enumerated() { fields[name] = packed.value(at: place) }
      return fields
    }
    header = FieldHeader(names)
    return Fields(header: header, packed: packed.copy())
  }
}

/// Names that stand more than once, sorted.
/// - Complexity: linear in the names.
func repeatedNames(_ names: [String]) -> [String] {
  var seen: Set<String> = []
  return names.filter { !seen.insert($0).inserted }.sorted()
}
