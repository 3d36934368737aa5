import Model

/// Reads a cost table `demand,site,cost` and keeps the pairs within the cutoff, inclusive.
///
/// A missing pair is unreachable; a repeated pair or an unknown id is an error. The file is streamed: memory is 12 bytes
/// per pair kept (twice that at the end) and at most a bit per pair of ids.
/// - Parameter cutoff: in the table's own unit; infinity keeps every pair.
/// - Complexity: O(rows) and a sort within each site.
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
  var rows = [CostRow](repeating: CostRow(), count: sites.ids.count)
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
    guard rows[site].note(point, of: demand.ids.count) else {
      let earlier = try firstRecord(path, site: siteName, demand: demandName)
      throw GeodataError(
        .duplicateIdentifier, "the pair \(demandName), \(siteName) stands in record \(earlier) already. Keep one.",
        at: place("demand"))
    }
    if cost <= cutoff { rows[site].append(point, cost) }
  }
  return joined(&rows, demandCount: demand.ids.count)
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
private func firstRecord(_ path: String, site: String, demand: String) throws(GeodataError) -> Int {
  var reader = try CSVReader(path: path, layer: "costs")
  while let record = try reader.next() {
    if record.fields["site"]?.text == site, record.fields["demand"]?.text == demand { return record.number }
  }
  return 0
}

/// Reads the ids of a plan: a table with a column `id` or `site`, each site once.
///
/// - Returns: positions in `sites`, in the order of the file.
/// - Throws: ``GeodataError`` for an unknown or repeated id, with record and line.
package func readPlan(path: String, sites: SitingTable) throws(GeodataError) -> [Int] {
  var reader = try CSVReader(path: path, layer: "plan")
  guard let column = ["id", "site"].first(where: reader.header.contains) else {
    throw GeodataError(.missingField, "there is no column “id”; a plan lists the ids of sites.", at: .init(file: path))
  }
  let index = Dictionary(uniqueKeysWithValues: sites.ids.enumerated().map { ($1, $0) })
  var seen: [String: Int] = [:]
  var plan: [Int] = []
  while let record = try reader.next() {
    let place = GeodataError.Context(
      file: path, layer: "plan", record: "\(record.number)", line: record.line, field: column)
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
