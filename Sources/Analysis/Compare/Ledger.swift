import Geodata
import Geometry
import Model
import Words

/// A ledger as it is compared: its records, and the columns they have.
package struct Ledger: Sendable {
  /// A column, under the key by which the other ledger's is found: its role where it has one, else its name as columns
  /// are compared.
  package struct Field: Hashable, Sendable {
    package var key: String
    package var name: String
  }

  package var source: LayerSource
  package var records: [LedgerRecord]
  package var fields: [Field]
  /// Whether it has a column for each of these, found or named.
  package var roles: Set<FieldRole>
  package var isIllustrative: Bool
  /// How its coordinates became WGS84; nil for a table without places.
  package var referenceSystemPath: String?
  /// Whether somebody states what the coordinates mean.
  package var isSystemStated: Bool
  package var findings: [QualityFinding]

  /// Positions and geometry are compared as places, not as texts.
  private static let placeRoles: Set<FieldRole> = [.lon, .lat, .x, .y, .wkt]
  private static let comparedRoles: [FieldRole] = FieldRole.allCases.filter { !placeRoles.contains($0) }

  /// - Parameter hasPlaces: false for a table without a position.
  /// - Throws: ``GeodataError`` `missingField` when several columns could be the id or the name, `badValue` for an id that
  ///   has lost its last digits.
  /// - Complexity: O(records · columns).
  package init(_ layer: Layer, hasPlaces: Bool, isSystemStated: Bool) throws(GeodataError) {
    let columns = layer.columns
    source = layer.source
    self.isSystemStated = isSystemStated
    isIllustrative = layer.isIllustrative
    referenceSystemPath = hasPlaces ? layer.referenceSystemPath : nil
    findings = layer.notes + layer.encodingFindings

    var columnOf: [FieldRole: String] = [:]
    for role in FieldRole.allCases {
      do throws(GeodataError) {
        columnOf[role] = try columns.first(role)
      } catch {
        // What a record is called must be known; the others are compared under their own names.
        if role == .id || role == .name { throw error }
        findings.append(
          QualityFinding(
            .note, layer: layer.source.role, field: role.rawValue, message: error.words,
            fix: Bilingual("如不按此项统计则无需处理", "nothing to do unless it is to be counted by")))
      }
    }
    roles = Set(columnOf.keys)
    let placeColumns = Set(Self.placeRoles.compactMap { columnOf[$0] })
    var roleOf: [String: FieldRole] = [:]
    for role in Self.comparedRoles.reversed() {
      if let name = columnOf[role] { roleOf[name] = role }
    }
    fields = columns.names.filter { !placeColumns.contains($0) }.map { name in
      Field(key: roleOf[name]?.rawValue ?? ":" + ColumnName(name).key, name: name)
    }
    var seen: Set<String> = []
    fields = fields.filter { seen.insert($0.key).inserted }

    let weighing = columnOf[.weight].map { (name: $0, writing: layer.writings[$0]) }
    records = []
    records.reserveCapacity(layer.records.count)
    for record in layer.records {
      func text(_ role: FieldRole) -> String? { columnOf[role].flatMap { record.fields[$0]?.text } }
      if let column = columnOf[.id], let reason = record.fields[column]?.lostDigits(from: layer.firstInexact) {
        throw GeodataError(.badValue, reason, at: layer.context(record, field: column))
      }
      let shape = record.shape.flatMap { $0.isEmpty ? nil : $0 }
      let place = shape.flatMap { shape -> Coordinate? in
        let box = shape.box
        return box.isEmpty || !box.center.isFinite ? nil : box.center
      }
      var values: [String: String] = [:]
      for field in fields {
        if let text = record.fields[field.name]?.text { values[field.key] = text }
      }
      records.append(
        LedgerRecord(
          number: record.number, id: text(.id) ?? record.id, name: text(.name), at: place,
          shape: place == nil ? nil : shape, town: text(.town), trade: text(.group), kind: text(.kind),
          weight: weighing.flatMap { weighing in text(.weight).flatMap { weighing.writing.number($0) } },
          values: values))
    }
  }

  package var hasPlaces: Bool { referenceSystemPath != nil }
}
