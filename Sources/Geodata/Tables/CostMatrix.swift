import Words

/// A cost table as a matrix: ids above and on the left, costs between.
struct CostMatrix {
  /// Position among the ids of each column but the first.
  private let columns: [Int]
  /// Sites stand above and demand points on the left; else the other way round.
  private let hasSitesAbove: Bool
  private let sites: SitingTable
  private let demand: SitingTable

  /// nil for a header that has few of the ids.
  ///
  /// - Throws: ``GeodataError`` `badValue` when most of the header are ids, and not all.
  init?(
    _ header: [String], _ sites: SitingTable, _ demand: SitingTable, _ path: String
  ) throws(GeodataError) {
    self.sites = sites
    self.demand = demand
    guard header.count > 1 else { return nil }
    let above = header.dropFirst()
    for (table, isSites) in [(sites, true), (demand, false)] {
      let positions = Dictionary(uniqueKeysWithValues: table.ids.enumerated().map { ($1, $0) })
      let found = above.compactMap { positions[$0] }
      guard found.count * 2 > above.count else { continue }
      guard found.count == above.count else {
        let missing = above.first { positions[$0] == nil } ?? ""
        throw GeodataError(
          .badValue,
          Bilingual(
            "这像是以\(table.file)的编号为表头的矩阵，但其中没有“\(missing)”。请更正表头，或把各组合写成demand、site、cost三列。",
            "this looks like a matrix with the ids of \(table.file) above, and “\(missing)” is none of them. Correct the "
              + "header, or write the pairs as demand, site, cost."), at: .init(file: path, layer: "costs", line: 1))
      }
      columns = found
      hasSitesAbove = isSites
      return
    }
    return nil
  }

  func read(_ reader: inout CSVReader, into rows: inout CostRows) throws(GeodataError) {
    let left = hasSitesAbove ? demand : sites
    var leftColumn = IdentifierColumn(0, left.ids)
    var costs = CostColumns(rows.path, rows.encoding, reader, Array(1...columns.count))
    rows.columns = hasSitesAbove ? (nil, 0) : (0, nil)
    let header = reader.header
    var row = CSVRow()
    while try reader.next(into: &row) {
      let own = try leftColumn.position(in: row, left.file, rows.place(row, header[0]))
      for cell in 1..<max(1, row.cellCount) where !row.isBlank(cell) {
        let other = columns[cell - 1]
        let cost = try costs.cost(row, cell, rows.place(row, header[cell]))
        try rows.add(hasSitesAbove ? other : own, hasSitesAbove ? own : other, cost, row, header[0])
      }
    }
  }
}
