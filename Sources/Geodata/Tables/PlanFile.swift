import Geometry
import Model
import Words

/// One site of a plan as its file names it.
package struct PlannedSite: Sendable {
  /// Its id; what a list or a table without ids calls it.
  package var id: String?
  package var name: String?
  package var costYuan: Double?
  /// Of a list without a head: may be the head all the same.
  package var mayBeHead = false
  package var context: GeodataError.Context

  /// The words the file has for it.
  package var called: Bilingual {
    let number = context.record ?? "?"
    return (id ?? name).map { Bilingual(same: $0) } ?? Bilingual("第\(number)条记录", "record \(number)")
  }
}

/// A plan as its file has it.
package struct PlanFile: Sendable {
  package var sites: [PlannedSite] = []
  /// The records with their places, in the order of ``sites``; nil where the file has no places.
  package var places: RawLayer?
}

extension PlanFile {
  /// What a plan that stands in no file is called.
  package static let name = "plan"

  /// A plan that stands in no file.
  ///
  /// - Parameter ids: ids or names of candidates.
  /// - Throws: ``GeodataError`` `duplicateIdentifier` for one that stands twice, `empty` when there is none.
  package init(ids: [String]) throws(GeodataError) {
    sites = ids.enumerated().map { PlannedSite(id: $1, context: context(Self.name, $0 + 1, nil, nil)) }
    try check(Self.name)
  }

  fileprivate func check(_ path: String) throws(GeodataError) {
    guard !sites.isEmpty else {
      throw GeodataError(
        .empty,
        Bilingual(
          "方案中没有写明站点。请每行写一个候选点的编号。", "the plan names no site. Give one id of a candidate a line."),
        at: .init(file: path, layer: "plan"))
    }
    var seen: [String: String] = [:]
    for site in sites {
      guard let id = site.id, let earlier = seen.updateValue(site.context.record ?? "", forKey: id)
      else { continue }
      throw GeodataError(
        .duplicateIdentifier,
        Bilingual(
          "编号“\(id)”已见于第\(earlier)条记录。每个站点请只写一次。",
          "the id “\(id)” stands in record \(earlier) already. Name every site once."),
        at: site.context)
    }
  }
}

/// Reads which sites a plan holds: a layer or table with ids, names or coordinates, or a plain list with one id or name a
/// line. A first line that is no site may be a head.
///
/// - Parameter source: without a reference system the file says which, or its places tell.
/// - Throws: ``GeodataError`` `missingField` for a table without any of them, `duplicateIdentifier` for an id that stands
///   twice, `empty` when there is none.
package func readPlan(_ source: LayerSource) throws(GeodataError) -> PlanFile {
  var plan = PlanFile()
  let path = source.path
  let name = LayerSource.parted(path).path.lowercased()
  if name.hasSuffix(".geojson") || name.hasSuffix(".json")
    || GDALFormat(path: LayerSource.parted(path).path) != .other
  {
    plan = try layerPlan(source)
  } else {
    let header = try CSVReader(path: path, layer: "plan", encoding: source.encoding).header
    plan = header.count == 1 ? try listPlan(source) : try layerPlan(source)
  }
  try plan.check(path)
  return plan
}

private func context(_ path: String, _ record: Int, _ line: Int?, _ field: String?)
  -> GeodataError.Context
{
  .init(file: path, layer: "plan", record: "\(record)", line: line, field: field)
}

private func layerPlan(_ source: LayerSource) throws(GeodataError) -> PlanFile {
  var reader = LayerReader()
  var plan = PlanFile()
  let path = source.path
  let raw = try reader.readRaw(source)
  let columns = LayerColumns(raw.records, of: raw.source)
  let idColumn = try columns.first(.id)
  let nameColumn = try columns.first(.name)
  let costColumn = try columns.first(.cost)
  for record in raw.records {
    let id = idColumn.flatMap { record.fields[$0] }
    if let reason = id?.lostDigits(from: raw.firstInexact) {
      throw GeodataError(.badValue, reason, at: context(path, record.number, record.line, idColumn))
    }
    let name = nameColumn.flatMap { record.fields[$0]?.text }
    guard id?.text != nil || record.id != nil || name != nil || record.shape != nil else {
      throw GeodataError(
        .missingField,
        (idColumn == nil ? Bilingual("该记录没有编号", "the record has no id") : Bilingual("编号是空的", "the id is empty"))
          + Bilingual(
            "，也没有名称和位置。请填写候选点的`id`或`name`，或填写坐标；"
              + "文件中的列是\(columns.names.sorted().joined(separator: "、"))。",
            ", and there is no name and no place; the file has \(columns.names.sorted().joined(separator: ", "))."
              + " Give it the `id` or the `name` of a candidate, or coordinates."),
        at: context(path, record.number, record.line, idColumn ?? "id"))
    }
    var cost: Double?
    if let costColumn, let text = record.fields[costColumn]?.text {
      let writing = raw.writings[costColumn]
      cost = writing.number(text)
      guard cost != nil else {
        throw GeodataError(
          .badValue, writing.advice(text, noun: Bilingual("费用", "cost")),
          at: context(path, record.number, record.line, costColumn))
      }
    }
    plan.sites.append(
      PlannedSite(
        id: id?.text ?? record.id, name: name, costYuan: cost,
        context: context(path, record.number, record.line, idColumn ?? nameColumn ?? "id")))
  }
  if raw.isGeographic != nil { plan.places = raw }
  return plan
}

/// One id or name a line; the first may be a head, and is one when it is a usual name of such a column.
private func listPlan(_ source: LayerSource) throws(GeodataError) -> PlanFile {
  let path = source.path
  var reader = try CSVReader(path: path, layer: "plan", encoding: source.encoding)
  var plan = PlanFile()
  let columns = LayerColumns(named: reader.header, of: source)
  var column = try columns.first(.id)
  if column == nil { column = try columns.first(.name) }
  if column == nil {
    plan.sites.append(
      PlannedSite(id: reader.header[0], mayBeHead: true, context: context(path, 1, nil, nil)))
  }
  let first = plan.sites.count
  while let record = try reader.next() {
    let place = context(path, record.number + first, record.line, column)
    guard let id = record.fields[column ?? reader.header[0]]?.text else {
      throw GeodataError(
        .missingField,
        Bilingual("编号是空的。请填写候选点的编号。", "the id is empty. Give the id of a candidate."), at: place)
    }
    plan.sites.append(PlannedSite(id: id, context: place))
  }
  return plan
}
