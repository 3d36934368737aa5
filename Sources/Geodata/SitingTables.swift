import Geometry
import Model

/// Sites or demand of a bare siting problem, as `solve` reads them: any layer with ids, planar or geographic.
package struct SitingTable: Sendable {
  package var file: String
  package var ids: [String]
  /// nil when the table has no coordinates.
  package var positions: [Coordinate]?
  /// True for longitude and latitude, false for planar metres.
  package var isGeographic: Bool
  package var weights: [Double]
  /// existing, required, candidate, excluded: as the file has it; nil where it says nothing.
  package var statuses: [String?]
  /// One per record when they were asked for; nil where the file says nothing.
  package var costs: [Double?] = []
  /// One per record when they were asked for; nil where the file says nothing.
  package var capacities: [Double?] = []
  /// The group or town of each record; nil where the file says nothing.
  package var groups: [String?] = []
  /// What was found out about the file while reading it.
  package var notes: [QualityFinding] = []

  /// Sites that no file has.
  package init(ids: [String], positions: [Coordinate], isGeographic: Bool) {
    file = "places made"
    self.ids = ids
    self.positions = positions
    self.isGeographic = isGeographic
    weights = ids.map { _ in 1 }
    statuses = ids.map { _ in nil }
  }

  /// Of a file about which nothing is said.
  /// - Throws: as the table of a source.
  package init(
    path: String, role: String, readsCosts: Bool = false, readsCapacities: Bool = false
  ) throws(GeodataError) {
    try self.init(
      LayerSource(role: role, path: path), readsCosts: readsCosts, readsCapacities: readsCapacities)
  }

  /// - Throws: ``GeodataError`` with record and field; duplicate ids are an error.
  /// - Parameters:
  ///   - readsCosts: false leaves a column `cost` alone, whatever is in it.
  ///   - readsCapacities: the same for `capacity`.
  package init(
    _ source: LayerSource, readsCosts: Bool = false, readsCapacities: Bool = false
  ) throws(GeodataError) {
    file = source.shownPath
    ids = []
    weights = []
    statuses = []
    var found: [Coordinate] = []
    let layer: Layer
    var reader = LayerReader()
    let raw = try reader.readRaw(source)
    if case .nobody = raw.statement, raw.isGeographic != true {
      // Planar coordinates are legitimate here, so the table is taken without a reference system.
      layer = Layer(source: raw.source, records: raw.records, referenceSystemPath: "as given")
    } else {
      layer = try raw.layer()
    }
    notes = raw.notes
    // What is brought to WGS84 lies in degrees, whatever it was before.
    if case .nobody = raw.statement { isGeographic = raw.isGeographic ?? false } else { isGeographic = true }
    positions = raw.isGeographic == nil ? nil : []
    guard !layer.records.isEmpty else {
      throw GeodataError(.empty, "there is no record in it.", at: .init(file: file, layer: source.role))
    }
    var seen: Set<String> = []
    for record in layer.records {
      let reading = FieldReading(layer: layer, record: record)
      let id = try reading.id
      guard seen.insert(id).inserted else {
        throw GeodataError(
          .duplicateIdentifier, "the id “\(id)” stands twice. Give every record its own id.",
          at: layer.context(record, field: "id"))
      }
      ids.append(id)
      weights.append(try reading.amount(.weight) ?? 1)
      statuses.append(record.fields["status"]?.text)
      if readsCosts { costs.append(try reading.amount(.cost)) }
      if readsCapacities { capacities.append(try reading.amount(.capacity)) }
      var group = try reading.text(.group)
      if group == nil { group = try reading.text(.town) }
      groups.append(group == "" ? nil : group)
      if positions != nil { found.append(try reading.point) }
    }
    if positions != nil { positions = found }
  }
}
