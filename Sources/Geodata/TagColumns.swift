/// Which columns of a layer of streets hold which OpenStreetMap keys.
package struct TagColumns: Sendable {
  /// What the columns mean besides.
  package let roles: LayerColumns
  private let mapping: FieldMapping
  /// Of the roles that are also known by other words, by key.
  private let known: [String: [String]]
  /// The names of the layer by their lower case, in order.
  private let lowercased: [String: [String]]

  /// - Throws: `missingField` when two columns could both be the class or the direction.
  package init(_ layer: Layer) throws(GeodataError) {
    roles = layer.columns
    mapping = layer.source.mapping
    known = ["highway": try roles.all(.highway), "oneway": try roles.all(.oneway)]
    lowercased = Dictionary(grouping: roles.names.sorted(), by: { $0.lowercased() })
  }

  /// The key's value: in the column mapped to it (`highway` is also called `class`), else in one of the usual names, else
  /// in the one with the key's name.
  package func value(_ key: String, in fields: Fields) -> FieldValue? {
    if let name = mapping.named[key] { return fields[name] }
    if let names = known[key], !names.isEmpty {
      for name in names { if let value = fields[name] { return value } }
      return nil
    }
    if let value = fields[key] { return value }
    for name in lowercased[key] ?? [] { if let value = fields[name] { return value } }
    return nil
  }
}
