import Model

/// Reads a cost table `demand,site,cost` and keeps the pairs within the cutoff, inclusive.
///
/// A missing pair is unreachable; a repeated pair or an unknown id is an error. The file is streamed: memory is 12 bytes
/// per pair kept (twice that at the end) and at most a bit per pair of ids.
/// - Parameter cutoff: in the table's own unit; infinity keeps every pair.
/// - Complexity: O(rows) and a sort within each site.
package func readCoverSets(
  costs path: String, encoding: TextEncoding? = nil, mapping: FieldMapping = FieldMapping(), sites: SitingTable,
  demand: SitingTable, cutoff: Double
) throws(GeodataError) -> CoverSets {
  var reader = try CSVReader(path: path, layer: "costs", encoding: encoding)
  let columns = LayerColumns(
    named: reader.header, of: LayerSource(role: "costs", path: path, encoding: encoding, mapping: mapping))
  func column(_ role: FieldRole) throws(GeodataError) -> Int {
    guard let name = try columns.first(role), let column = reader.header.firstIndex(of: name) else {
      throw GeodataError(
        .missingField,
        "there is no column “\(mapping[role] ?? role.rawValue)”; a cost table has demand, site, cost. The columns are "
          + "\(reader.header.prefix(30).joined(separator: ", ")); name yours with "
          + "`fields: {\(role.rawValue): \(LayerColumns.written(reader.header[0]))}`.",
        at: .init(file: path, layer: "costs"))
    }
    return column
  }
  var demandColumn = IdentifierColumn(try column(.demand), demand.ids)
  var siteColumn = IdentifierColumn(try column(.site), sites.ids)
  let costColumn = try column(.cost)
  var rows = [CostRow](repeating: CostRow(), count: sites.ids.count)
  var row = CSVRow()
  func place(_ field: String) -> GeodataError.Context {
    .init(file: path, layer: "costs", record: "\(row.number)", line: row.line, field: field)
  }
  while try reader.next(into: &row) {
    guard let site = siteColumn.position(in: row) else {
      throw GeodataError(
        .badValue, "“\(row.text(siteColumn.column).trimmed)” is no id in \(sites.file).", at: place("site"))
    }
    guard let point = demandColumn.position(in: row) else {
      throw GeodataError(
        .badValue, "“\(row.text(demandColumn.column).trimmed)” is no id in \(demand.file).", at: place("demand"))
    }
    guard let cost = row.number(costColumn), cost.isFinite, cost >= 0 else {
      throw GeodataError(
        .badValue,
        "“\(row.text(costColumn).trimmed)” is not a cost. Write a number, zero or more; leave unreachable pairs out.",
        at: place("cost"))
    }
    guard rows[site].note(Int32(point), of: demand.ids.count) else {
      let (siteName, demandName) = (sites.ids[site], demand.ids[point])
      let earlier = try firstRecord(
        path, encoding, (siteColumn.column, siteName), (demandColumn.column, demandName))
      throw GeodataError(
        .duplicateIdentifier, "the pair \(demandName), \(siteName) stands in record \(earlier) already. Keep one.",
        at: place("demand"))
    }
    if cost <= cutoff { rows[site].append(Int32(point), cost) }
  }
  return joined(&rows, demandCount: demand.ids.count)
}

/// A column of identifiers and where each stands; the same one as in the row before is not looked up again.
private struct IdentifierColumn {
  let column: Int
  private let positions: [String: Int]
  private var last: [UInt8] = []
  private var lastPosition: Int?

  init(_ column: Int, _ ids: [String]) {
    self.column = column
    positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
  }

  /// nil for an unknown one.
  mutating func position(in row: CSVRow) -> Int? {
    let cell = row[column]
    if lastPosition != nil, cell.elementsEqual(last) { return lastPosition }
    last.removeAll(keepingCapacity: true)
    last.append(contentsOf: cell)
    lastPosition = positions[row.text(column)] ?? positions[row.text(column).trimmed]
    return lastPosition
  }
}

/// The pairs of one site.
private struct CostRow {
  var points: [Int32] = []
  var costs: [Double] = []
  private var isRising = true
  /// Points seen, beyond the cutoff too: a set while they are few, then a bit each.
  private var few: Set<Int32> = []
  private var bits: [UInt64] = []

  /// - Returns: false if the point was seen before.
  mutating func note(_ point: Int32, of count: Int) -> Bool {
    if bits.isEmpty {
      guard few.insert(point).inserted else { return false }
      if few.count > count / 128 {
        bits = [UInt64](repeating: 0, count: count / 64 + 1)
        for point in few { bits[Int(point) / 64] |= 1 << UInt64(point % 64) }
        few = []
      }
      return true
    }
    let mask: UInt64 = 1 << UInt64(point % 64)
    defer { bits[Int(point) / 64] |= mask }
    return bits[Int(point) / 64] & mask == 0
  }

  mutating func append(_ point: Int32, _ cost: Double) {
    if let last = points.last, last > point { isRising = false }
    points.append(point)
    costs.append(cost)
  }

  /// Positions of the pairs by rising point; nil when they stand so already.
  var order: [Int]? { isRising ? nil : points.indices.sorted { points[$0] < points[$1] } }
}

/// Joins the rows and lets go of each as soon as it is copied.
private func joined(_ rows: inout [CostRow], demandCount: Int) -> CoverSets {
  let count = rows.reduce(0) { $0 + $1.points.count }
  var offsets = [0]
  var points: [Int32] = []
  var costs: [Double] = []
  points.reserveCapacity(count)
  costs.reserveCapacity(count)
  for site in rows.indices {
    if let order = rows[site].order {
      for position in order {
        points.append(rows[site].points[position])
        costs.append(rows[site].costs[position])
      }
    } else {
      points += rows[site].points
      costs += rows[site].costs
    }
    offsets.append(points.count)
    rows[site] = CostRow()
  }
  return CoverSets(demandCount: demandCount, offsets: offsets, demand: points, costs: costs)
}

/// The first record with this pair: the file is read again, because only a mistake asks for it.
private func firstRecord(
  _ path: String, _ encoding: TextEncoding?, _ site: (column: Int, id: String), _ demand: (column: Int, id: String)
) throws(GeodataError) -> Int {
  var reader = try CSVReader(path: path, layer: "costs", encoding: encoding)
  var row = CSVRow()
  while try reader.next(into: &row) {
    if row.text(site.column).trimmed == site.id, row.text(demand.column).trimmed == demand.id { return row.number }
  }
  return 0
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
      .missingField, "there is no column “id”; a plan lists the ids of sites.", at: .init(file: path, layer: "start"))
  }
  let index = Dictionary(uniqueKeysWithValues: sites.ids.enumerated().map { ($1, $0) })
  var seen: [String: Int] = [:]
  var plan: [Int] = []
  while let record = try reader.next() {
    let place = GeodataError.Context(
      file: path, layer: "start", record: "\(record.number)", line: record.line, field: column)
    let id = record.fields[column]?.text ?? ""
    guard let site = index[id] else {
      throw GeodataError(.badValue, "“\(id)” is no id in \(sites.file).", at: place)
    }
    if let earlier = seen.updateValue(record.number, forKey: id) {
      throw GeodataError(.duplicateIdentifier, "“\(id)” stands in record \(earlier) already. Keep one.", at: place)
    }
    plan.append(site)
  }
  return plan
}
