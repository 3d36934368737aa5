import Geodata
import Geometry
import Model
import RoadNetwork
import Words

/// A layer of street lines, read as the analysis file says.
struct StreetLayer: Sendable {
  var layer: Layer
  var definition: StreetDefinition
  let columns: TagColumns
  /// nil when the file asks for no noding.
  var noded: NodedStreets?
  /// By the key of the direction.
  let ambiguous: [String: AmbiguousDirections]

  init(_ layer: Layer, _ definition: StreetDefinition) throws(GeodataError) {
    self.layer = layer
    self.definition = definition
    let columns = try TagColumns(layer)
    self.columns = columns
    ambiguous = Dictionary(
      uniqueKeysWithValues: definition.tagKeys.union(["oneway"]).filter { $0.hasPrefix("oneway") }.compactMap { key in
        AmbiguousDirections(layer, columns, key).map { (key, $0) }
      })
    if let missing = unknownFields.first(where: { ["class", "highway"].contains($0.role) }) {
      throw GeodataError(
        .missingField,
        Bilingual(
          "`fields`指明它为\(missing.role)字段，但没有一条记录有此字段。第一条记录的字段有\(layer.records[0].fields.names.sorted().joined(separator: "、"))，请更正。",
          "`fields` names it for \(missing.role), and no record has it. The first has "
            + "\(layer.records[0].fields.names.sorted().joined(separator: ", "))."),
        at: layer.context(field: missing.name)
      )
    }
    guard let noding = definition.noding else { return }
    do throws(RoadNetworkError) {
      noded = try noding.node(read(definition.tagKeys))
    } catch {
      throw GeodataError(.badValue, error.words, at: layer.context(), underlying: error)
    }
  }

  /// What `fields` names and no record has, by role.
  var unknownFields: [(role: String, name: String)] {
    guard !layer.records.isEmpty else { return [] }
    return layer.source.mapping.named.sorted { $0.key < $1.key }.filter { _, name in
      !layer.records.contains { $0.fields[name] != nil }
    }.map { ($0.key, $0.value) }
  }

  /// Of the graph: what was noded is joined already.
  var tolerance: Meters { noded == nil ? Meters(0.5) : Meters(0) }

  /// - Parameter rules: whose tags are read.
  func lines(_ rules: ModeRules) -> [StreetLine] {
    noded?.lines ?? read(rules.tagKeys.union(rules.spanKeys))
  }

  /// The records as streets, each tag from the column that the mapping names, else from the one of its name.
  private func read(_ keys: Set<String>) -> [StreetLine] {
    let words = StreetWords(definition, logical: Set(ambiguous.filter(\.value.isLogical).keys))
    let asked = keys.map { key in (key: key, names: columns.columns(of: key)) }
    return layer.records.flatMap { record in
      var tags: [String: String] = [:]
      for (key, names) in asked {
        guard let text = record.fields.first(of: names)?.text, !text.isEmpty else { continue }
        tags[key] = words.tag(key, text)
      }
      return (record.shape?.lines ?? []).map { StreetLine(coordinates: $0, tags: tags, record: record.number) }
    }
  }

  /// Each line with the name of its record.
  func forEachNamedLine(_ body: (_ name: String, _ line: [Coordinate]) -> Void) {
    guard let noded else {
      for record in layer.records {
        let name = layer.name(of: record, columns.roles) ?? ""
        for line in record.shape?.lines ?? [] { body(name, line) }
      }
      return
    }
    let names = Dictionary(
      layer.records.map { ($0.number, layer.name(of: $0, columns.roles) ?? "") },
      uniquingKeysWith: { first, _ in first })
    for line in noded.lines { body(names[line.record] ?? "", line.coordinates) }
  }
}

/// The letters F and T where no other word of the column says what they mean: what a dBase logical and the directions of
/// a shapefile write alike.
struct AmbiguousDirections {
  /// As the layer writes them.
  var words: Set<String>
  /// Whether they are read as no and yes.
  ///
  /// They are when every record has one: not all streets of a layer are one-way. Among blanks they are along and against.
  var isLogical: Bool

  /// nil for a column with B, FT or any other word, and for an empty one.
  ///
  /// - Complexity: O(records).
  init?(_ layer: Layer, _ columns: TagColumns, _ key: String) {
    var words: Set<String> = []
    for record in layer.records {
      let word = columns.value(key, in: record.fields)?.text ?? ""
      if words.insert(word).inserted, !["", "f", "t"].contains(word.lowercased()) { return nil }
    }
    isLogical = words.remove("") == nil
    if words.isEmpty { return nil }
    self.words = words
  }
}
