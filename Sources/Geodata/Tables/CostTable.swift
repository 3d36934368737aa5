import Model
import Words

/// Reads a cost table `demand,site,cost` and keeps the pairs within the cutoff, inclusive.
///
/// A missing pair is unreachable; a repeated pair or an unknown id is an error. The file is streamed: memory is 12 bytes
/// per pair kept (twice that at the end) and at most a bit per pair of ids. A matrix with the ids of all sites above and
/// those of demand points on the left, or the other way round, is read as well; a blank cell is a missing pair.
/// - Parameters:
///   - cutoff: in the table's own unit; infinity keeps every pair.
///   - notes: gets what was found out about the file.
/// - Complexity: O(rows) and a sort within each site.
package func readCoverSets(
  costs path: String, encoding: TextEncoding? = nil, mapping: FieldMapping = FieldMapping(), sites: SitingTable,
  demand: SitingTable, cutoff: Double, notes: inout [QualityFinding]
) throws(GeodataError) -> CoverSets {
  var reader = try CSVReader(path: path, layer: "costs", encoding: encoding)
  var rows = CostRows(path, encoding, sites, demand, cutoff)
  let columns = LayerColumns(
    named: reader.header, of: LayerSource(role: "costs", path: path, encoding: encoding, mapping: mapping))
  let isPairs = [FieldRole.demand, .site, .cost].allSatisfy { !columns.possible($0).isEmpty }
  if !isPairs, let matrix = try CostMatrix(reader.header, sites, demand, path) {
    try matrix.read(&reader, into: &rows)
  } else {
    try readPairs(&reader, columns, mapping, sites, demand, into: &rows)
  }
  // The corner of a matrix needs no name.
  notes += reader.notes(layer: "costs").filter { isPairs || $0.field != reader.header[0] }
  notes += rows.findings
  return rows.joined()
}

/// The same without a word about the file.
package func readCoverSets(
  costs path: String, encoding: TextEncoding? = nil, mapping: FieldMapping = FieldMapping(), sites: SitingTable,
  demand: SitingTable, cutoff: Double
) throws(GeodataError) -> CoverSets {
  var notes: [QualityFinding] = []
  return try readCoverSets(
    costs: path, encoding: encoding, mapping: mapping, sites: sites, demand: demand, cutoff: cutoff, notes: &notes)
}

private func readPairs(
  _ reader: inout CSVReader, _ columns: LayerColumns, _ mapping: FieldMapping, _ sites: SitingTable,
  _ demand: SitingTable, into rows: inout CostRows
) throws(GeodataError) {
  let header = reader.header
  func column(_ role: FieldRole) throws(GeodataError) -> Int {
    guard let name = try columns.first(role), let column = header.firstIndex(of: name) else {
      let taken = [FieldRole.demand, .site, .cost].flatMap(columns.possible)
      let free = header.first { !taken.contains($0) }
      throw GeodataError(
        .missingField,
        Bilingual(
          "没有“\(mapping[role] ?? role.rawValue)”列；费用表应有demand、site、cost三列，或是一个矩阵：表头为\(sites.file)的编号，"
            + "左列为\(demand.file)的编号。请用`fields: {\(role.rawValue): \(LayerColumns.written(free ?? header[0]))}`"
            + "注明所在的列；已有的列是\(header.prefix(30).joined(separator: "、"))。",
          "there is no column “\(mapping[role] ?? role.rawValue)”; a cost table has demand, site, cost, or is a matrix with "
            + "the ids of \(sites.file) above and those of \(demand.file) on the left. The columns are "
            + "\(header.prefix(30).joined(separator: ", ")); name yours with "
            + "`fields: {\(role.rawValue): \(LayerColumns.written(free ?? header[0]))}`."),
        at: .init(file: rows.path, layer: "costs"))
    }
    return column
  }
  var demandColumn = IdentifierColumn(try column(.demand), demand.ids)
  var siteColumn = IdentifierColumn(try column(.site), sites.ids)
  let costColumn = try column(.cost)
  rows.columns = (siteColumn.column, demandColumn.column)
  var costs = CostColumns(rows.path, rows.encoding, reader, [costColumn])
  var row = CSVRow()
  while try reader.next(into: &row) {
    let site = try siteColumn.position(in: row, sites.file, rows.place(row, "site"))
    let point = try demandColumn.position(in: row, demand.file, rows.place(row, "demand"))
    let cost = try costs.cost(row, costColumn, rows.place(row, "cost"))
    try rows.add(site, point, cost, row, "demand")
  }
}

/// A column of identifiers and where each stands; the same one as in the row before is not looked up again.
struct IdentifierColumn {
  let column: Int
  private let positions: [String: Int]
  private var last: [UInt8] = []
  private var lastPosition: Int?

  init(_ column: Int, _ ids: [String]) {
    self.column = column
    positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
  }

  /// - Throws: ``GeodataError`` for one that `file` does not have.
  mutating func position(
    in row: CSVRow, _ file: String, _ place: @autoclosure () -> GeodataError.Context
  ) throws(GeodataError) -> Int {
    if let position = position(in: row) { return position }
    let text = row.text(column).trimmed
    throw GeodataError(
      .badValue, Bilingual("“\(text)”不是\(file)中的编号。", "“\(text)” is no id in \(file)."), at: place())
  }

  private mutating func position(in row: CSVRow) -> Int? {
    let cell = row[column]
    if lastPosition != nil, cell.elementsEqual(last) { return lastPosition }
    last.removeAll(keepingCapacity: true)
    last.append(contentsOf: cell)
    lastPosition = positions[row.text(column)] ?? positions[row.text(column).trimmed]
    return lastPosition
  }
}

/// Reads the ids of a plan: a table with a column of ids, each site once.
///
/// - Returns: positions in `sites`, in the order of the file.
/// - Throws: ``GeodataError`` for an unknown or repeated id, with record and line.
package func readPlan(
  path: String, encoding: TextEncoding? = nil, sites: SitingTable
) throws(GeodataError) -> [Int] {
  var reader = try CSVReader(path: path, layer: "start", encoding: encoding)
  guard let column = try LayerColumns(named: reader.header, of: LayerSource(role: "plan", path: path)).first(.id) else {
    throw GeodataError(
      .missingField,
      Bilingual("没有“id”列；方案应列出站点的编号。", "there is no column “id”; a plan lists the ids of sites."),
      at: .init(file: path, layer: "start"))
  }
  let index = Dictionary(uniqueKeysWithValues: sites.ids.enumerated().map { ($1, $0) })
  var seen: [String: Int] = [:]
  var plan: [Int] = []
  while let record = try reader.next() {
    let place = GeodataError.Context(
      file: path, layer: "start", record: "\(record.number)", line: record.line, field: column)
    let id = record.fields[column]?.text ?? ""
    guard let site = index[id] else {
      throw GeodataError(
        .badValue, Bilingual("“\(id)”不是\(sites.file)中的编号。", "“\(id)” is no id in \(sites.file)."), at: place)
    }
    if let earlier = seen.updateValue(record.number, forKey: id) {
      throw GeodataError(
        .duplicateIdentifier,
        Bilingual(
          "“\(id)”已见于第\(earlier)条记录。请只保留一条。", "“\(id)” stands in record \(earlier) already. Keep one."),
        at: place)
    }
    plan.append(site)
  }
  return plan
}
