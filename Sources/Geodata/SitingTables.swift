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

  /// - Throws: ``GeodataError`` with record and field; duplicate ids are an error.
  package init(path: String, role: String) throws(GeodataError) {
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
      if positions != nil { found.append(try reading.point) }
    }
    if positions != nil { positions = found }
  }
}

/// Reads a cost table `demand,site,cost` and keeps the pairs within the cutoff, inclusive.
///
/// A missing pair is unreachable; a repeated pair or an unknown id is an error.
/// - Complexity: O(rows log rows).
package func readCoverSets(
  costs path: String, sites: SitingTable, demand: SitingTable, cutoff: Double
) throws(GeodataError) -> CoverSets {
  var reader = try CSVReader(path: path, layer: "costs")
  let siteIndex = Dictionary(uniqueKeysWithValues: sites.ids.enumerated().map { ($1, $0) })
  let demandIndex = Dictionary(uniqueKeysWithValues: demand.ids.enumerated().map { ($1, Int32($0)) })
  for name in ["demand", "site", "cost"] where !reader.header.contains(name) {
    throw GeodataError(
      .missingField, "there is no column “\(name)”; a cost table has demand, site, cost.", at: .init(file: path))
  }
  var rows = [[(demand: Int32, cost: Double)]](repeating: [], count: sites.ids.count)
  var lines = [[Int32: Int]](repeating: [:], count: sites.ids.count)
  while let record = try reader.next() {
    func place(_ field: String) -> GeodataError.Context {
      .init(file: path, layer: "costs", record: "\(record.number)", line: record.line, field: field)
    }
    let siteName = record.fields["site"]?.text ?? ""
    let demandName = record.fields["demand"]?.text ?? ""
    guard let site = siteIndex[siteName] else {
      throw GeodataError(.badValue, "“\(siteName)” is no id in \(sites.file).", at: place("site"))
    }
    guard let point = demandIndex[demandName] else {
      throw GeodataError(.badValue, "“\(demandName)” is no id in \(demand.file).", at: place("demand"))
    }
    let text = record.fields["cost"]?.text ?? ""
    guard let cost = Double(text), cost.isFinite, cost >= 0 else {
      throw GeodataError(
        .badValue, "“\(text)” is not a cost. Write a number, zero or more; leave unreachable pairs out.",
        at: place("cost"))
    }
    if let earlier = lines[site].updateValue(record.number, forKey: point) {
      throw GeodataError(
        .duplicateIdentifier, "the pair \(demandName), \(siteName) stands in record \(earlier) already. Keep one.",
        at: place("demand"))
    }
    if cost <= cutoff { rows[site].append((point, cost)) }
  }
  return CoverSets(demandCount: demand.ids.count, rows: rows)
}
