import Model
import Words

/// The pairs of a cost table, site by site.
struct CostRows {
  let path: String
  let encoding: TextEncoding?
  /// Where the ids stand in each row; nil for those above a matrix.
  var columns: (site: Int?, demand: Int?) = (nil, nil)
  private let sites: SitingTable
  private let demand: SitingTable
  private let cutoff: Double
  private var rows: [CostRow]

  init(_ path: String, _ encoding: TextEncoding?, _ sites: SitingTable, _ demand: SitingTable, _ cutoff: Double) {
    self.path = path
    self.encoding = encoding
    self.sites = sites
    self.demand = demand
    self.cutoff = cutoff
    rows = [CostRow](repeating: CostRow(), count: sites.ids.count)
  }

  func place(_ row: CSVRow, _ field: String) -> GeodataError.Context {
    .init(file: path, layer: "costs", record: "\(row.number)", line: row.line, field: field)
  }

  /// - Throws: ``GeodataError`` `duplicateIdentifier` for a pair that was there before.
  mutating func add(
    _ site: Int, _ point: Int, _ cost: Double, _ row: CSVRow, _ field: String
  ) throws(GeodataError) {
    guard rows[site].note(Int32(point), of: demand.ids.count) else {
      let (siteName, demandName) = (sites.ids[site], demand.ids[point])
      let earlier = try firstRecord(site: siteName, demand: demandName)
      throw GeodataError(
        .duplicateIdentifier,
        Bilingual(
          "\(demandName)、\(siteName)这一组合已见于第\(earlier)条记录。请只保留一条。",
          "the pair \(demandName), \(siteName) stands in record \(earlier) already. Keep one."),
        at: place(row, field))
    }
    if cost <= cutoff { rows[site].append(Int32(point), cost) }
  }

  /// Tells of sites of which the table says nothing at all: nobody is near them then. To be asked before ``joined()``.
  var findings: [QualityFinding] {
    let missing = sites.ids.indices.filter { rows[$0].isEmpty && sites.statuses[$0] != "excluded" }
      .map { sites.ids[$0] }
    guard !missing.isEmpty, !demand.ids.isEmpty else { return [] }
    let isOne = missing.count == 1
    let names = missing.quoted
    return [
      QualityFinding(
        .warning, .reading, layer: "costs", value: "\(missing.count)",
        message: Bilingual(
          "\(sites.file)中的\(names.chinese)到所有需求点都没有费用，不服务任何人",
          "\(names.english) of \(sites.file) \(isOne ? "has" : "have") no cost to any demand point and "
            + "\(isOne ? "serves" : "serve") nobody"),
        fix: Bilingual(
          "请补填费用，或从站点中去掉",
          "give \(isOne ? "its" : "their") costs, or take \(isOne ? "it" : "them") off the sites"))
    ]
  }

  /// The first record with this pair: the file is read again, because only a mistake asks for it.
  private func firstRecord(site: String, demand: String) throws(GeodataError) -> Int {
    var reader = try CSVReader(path: path, layer: "costs", encoding: encoding)
    var row = CSVRow()
    func says(_ column: Int?, _ id: String) -> Bool { column.map { row.text($0).trimmed == id } ?? true }
    while try reader.next(into: &row) {
      if says(columns.site, site), says(columns.demand, demand) { return row.number }
    }
    return 0
  }

  /// Joins the rows and lets go of each as soon as it is copied.
  mutating func joined() -> CoverSets {
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
    return CoverSets(demandCount: demand.ids.count, offsets: offsets, demand: points, costs: costs)
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

  /// Whether no pair was seen.
  var isEmpty: Bool { few.isEmpty && bits.isEmpty }

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
