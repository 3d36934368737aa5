import Model

/// A median problem reduced to what is still open: existing and required sites as the base of every row, demand that
/// nothing depends on gone.
struct MedianPresolve: Sendable {
  /// Rows against candidate columns; ``MedianRows/origins`` are site indices.
  let rows: MedianRows
  /// Cost of a row that no open site reaches: more than any plan that reaches all rows costs.
  let penalty: Double
  let required: [SiteIndex]
  let candidates: [SiteIndex]
  /// Demand points that no existing, required or candidate site reaches, rising.
  let uncoverable: [Int]
  /// True when every weighted cost is an integer, so that every value is one.
  let isInteger: Bool

  /// - Parameters:
  ///   - slots: candidates that will be open.
  ///   - isInterrupted: asked on the way.
  /// - Returns: nil when it was interrupted.
  /// - Complexity: O(pairs log pairs per demand point).
  init?(_ problem: SitingProblem, slots: Int, isInterrupted: () -> Bool) {
    let covers = problem.covers
    required = problem.sites(.required)
    candidates = problem.sites(.candidate)
    let fixed = required + problem.sites(.existing)
    var counts = [Int](repeating: 0, count: problem.demandCount + 1)
    for site in candidates { for point in covers.demand(of: site) { counts[Int(point) + 1] += 1 } }
    counts.countsToStarts()
    let starts = counts
    var columns = [Int32](repeating: 0, count: starts[problem.demandCount])
    var costs = [Double](repeating: 0, count: columns.count)
    for (column, site) in candidates.enumerated() {
      if column % 64 == 63, isInterrupted() { return nil }
      for entry in covers.offsets[site.rawValue]..<covers.offsets[site.rawValue + 1] {
        let point = Int(covers.demand[entry])
        columns[counts[point]] = Int32(column)
        costs[counts[point]] = covers.costs[entry] * problem.weights[point]
        counts[point] += 1
      }
    }
    let open = covers.nearest(among: fixed)
    uncoverable = open.indices.filter { open[$0] == nil && starts[$0] == starts[$0 + 1] }
    var dearest = 0.0
    for point in open.indices {
      dearest += costs[starts[point]..<starts[point + 1]].max() ?? 0
      if let open = open[point] { dearest += open.cost * problem.weights[point] }
    }
    penalty = dearest > 0 ? 2 * dearest : 1
    isInteger =
      dearest < 1e14 && costs.allSatisfy { $0 == $0.rounded(.down) }
      && open.indices.allSatisfy { point in
        open[point].map { $0.cost * problem.weights[point] }.map { $0 == $0.rounded(.down) } ?? true
      }
    // Sorted and closed up in place: with many pairs a copy would be what takes most memory.
    var base: [Double] = []
    var rowOrigins: [Int32] = []
    var rowStarts = [0]
    var constant = 0.0
    var kept = 0
    var entries: [(cost: Double, column: Int32)] = []
    for point in open.indices {
      if point % 64 == 63, isInterrupted() { return nil }
      let own = open[point].map { $0.cost * problem.weights[point] } ?? penalty
      entries.removeAll(keepingCapacity: true)
      for entry in starts[point]..<starts[point + 1] where costs[entry] < own {
        entries.append((costs[entry], columns[entry]))
      }
      if entries.isEmpty {
        if open[point] != nil { constant += own }
        continue
      }
      entries.sort { $0.cost != $1.cost ? $0.cost < $1.cost : $0.column < $1.column }
      for entry in entries {
        costs[kept] = entry.cost
        columns[kept] = entry.column
        kept += 1
      }
      rowStarts.append(kept)
      base.append(own)
      rowOrigins.append(Int32(point))
    }
    columns.removeLast(columns.count - kept)
    costs.removeLast(costs.count - kept)
    var left = MedianRows(
      starts: rowStarts, columns: columns, costs: costs, base: base, constant: constant,
      origins: candidates.map { Int32($0.rawValue) }, rowOrigins: rowOrigins)
    columns = []
    costs = []
    left.trim(slots: slots)
    rows = left
  }
}
