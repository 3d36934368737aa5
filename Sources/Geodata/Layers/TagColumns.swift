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

  /// The key's value: in the first of its columns that a record has.
  package func value(_ key: String, in fields: Fields) -> FieldValue? {
    fields.first(of: columns(of: key))
  }

  /// The columns of a key: the one mapped to it (`highway` is also called `class`), else those of the usual names, else
  /// those with the key's name.
  package func columns(of key: String) -> [String] {
    if let name = mapping.named[key] { return [name] }
    if let names = known[key], !names.isEmpty { return names }
    return [key] + (lowercased[key] ?? [])
  }
}
