/// One site of a plan as its file names it.
package struct PlannedSite: Hashable, Sendable {
  package var id: String
  package var context: GeodataError.Context
}

/// Reads which sites a plan holds: a layer or table with ids, or a plain list with one id a line.
///
/// A table of one column whose head is no usual name of an id is a plain list, its head the first id.
/// - Throws: ``GeodataError`` `missingField` for a table without ids, `duplicateIdentifier` for an id that stands twice,
///   `empty` when there is none.
package func readPlan(_ path: String) throws(GeodataError) -> [PlannedSite] {
  var sites: [PlannedSite] = []
  func context(record: Int, line: Int?, field: String?) -> GeodataError.Context {
    .init(file: path, layer: "plan", record: "\(record)", line: line, field: field)
  }
  let kind = GDALFormat(path: LayerSource.parted(path).path)
  let name = path.lowercased()
  if name.hasSuffix(".geojson") || name.hasSuffix(".json") || kind != .other {
    var reader = LayerReader()
    let layer = try reader.readRaw(LayerSource(role: "plan", path: path))
    let column = try LayerColumns(layer.records, of: layer.source).first(.id)
    for record in layer.records {
      let value = column.flatMap { record.fields[$0] }
      if let reason = value?.lostDigits(from: layer.firstInexact) {
        throw GeodataError(.badValue, reason, at: context(record: record.number, line: record.line, field: column))
      }
      guard let id = value?.text ?? record.id else {
        throw GeodataError(
          .missingField, "the record has no id. Give it an `id` of a candidate.",
          at: context(record: record.number, line: record.line, field: "id"))
      }
      sites.append(PlannedSite(id: id, context: context(record: record.number, line: record.line, field: "id")))
    }
  } else {
    var reader = try CSVReader(path: path, layer: "plan")
    let column = try LayerColumns(named: reader.header, of: LayerSource(role: "plan", path: path)).first(.id)
    if column == nil {
      guard reader.header.count == 1 else {
        throw GeodataError(
          .missingField,
          "there is no column of ids; the table has \(reader.header.joined(separator: ", ")). Call one of them `id`.",
          at: .init(file: path, layer: "plan", line: 1))
      }
      sites.append(PlannedSite(id: reader.header[0], context: context(record: 1, line: nil, field: nil)))
    }
    let first = sites.count
    while let record = try reader.next() {
      let field = column ?? reader.header[0]
      let place = context(record: record.number + first, line: record.line, field: column)
      guard let id = record.fields[field]?.text else {
        throw GeodataError(.missingField, "the id is empty. Give the id of a candidate.", at: place)
      }
      sites.append(PlannedSite(id: id, context: place))
    }
  }
  guard !sites.isEmpty else {
    throw GeodataError(
      .empty, "the plan names no site. Give one id of a candidate a line.", at: .init(file: path, layer: "plan"))
  }
  var seen: [String: String] = [:]
  for site in sites {
    guard let earlier = seen.updateValue(site.context.record ?? "", forKey: site.id) else { continue }
    throw GeodataError(
      .duplicateIdentifier, "the id “\(site.id)” stands in record \(earlier) already. Name every site once.",
      at: site.context)
  }
  return sites
}
