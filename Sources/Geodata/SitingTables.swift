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

  /// Sites that no file has.
  package init(ids: [String], positions: [Coordinate], isGeographic: Bool) {
    file = "places made"
    self.ids = ids
    self.positions = positions
    self.isGeographic = isGeographic
    weights = ids.map { _ in 1 }
    statuses = ids.map { _ in nil }
  }

  /// - Throws: ``GeodataError`` with record and field; duplicate ids are an error.
  /// - Parameters:
  ///   - readsCosts: false leaves a column `cost` alone, whatever is in it.
  ///   - readsCapacities: the same for `capacity`.
  package init(
    path: String, role: String, readsCosts: Bool = false, readsCapacities: Bool = false
  ) throws(GeodataError) {
    file = path
    ids = []
    weights = []
    statuses = []
    var found: [Coordinate] = []
    let mapping = FieldMapping()
    let layer: Layer
    if case .csv = try FileKind(path: path) {
      // Planar coordinates are legitimate here, so the table is read without a reference system.
      let context = GeodataError.Context(file: path, layer: role)
      var reader = try CSVReader(path: path, layer: role)
      let columns = try PositionColumns(header: reader.header, mapping: mapping, context: context)
      isGeographic = columns.isGeographic ?? false
      var records: [Record] = []
      while var record = try reader.next() {
        record.shape = try columns.shape(of: record, context: context)
        records.append(record)
      }
      if isGeographic { _ = try ReferenceSystem.wgs84.toWGS84(&records, at: context) }
      layer = Layer(source: LayerSource(role: role, path: path), records: records, referenceSystemPath: "as given")
      positions = columns.isGeographic == nil ? nil : []
    } else {
      var reader = LayerReader()
      layer = try reader.read(LayerSource(role: role, path: path))
      isGeographic = true
      positions = []
    }
    guard !layer.records.isEmpty else {
      throw GeodataError(.empty, "there is no record in it.", at: .init(file: path, layer: role))
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
