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

  /// - Parameter slots: candidates that will be open.
  /// - Complexity: O(pairs log pairs per demand point).
  init(_ problem: SitingProblem, slots: Int) {
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
    var all = MedianRows(
      starts: [0], columns: [], costs: [], base: [], constant: 0,
      origins: candidates.indices.map { Int32($0) }, rowOrigins: [])
    for point in open.indices {
      let base = open[point].map { $0.cost * problem.weights[point] } ?? penalty
      var entries = (starts[point]..<starts[point + 1]).filter { costs[$0] < base }
      if entries.isEmpty {
        if open[point] != nil { all.constant += base }
        continue
      }
      entries.sort { (costs[$0], columns[$0]) < (costs[$1], columns[$1]) }
      all.columns += entries.map { columns[$0] }
      all.costs += entries.map { costs[$0] }
      all.starts.append(all.columns.count)
      all.base.append(base)
      all.rowOrigins.append(Int32(point))
    }
    var left = all.cut(inside: [], outside: [], slots: slots)
    left.origins = candidates.map { Int32($0.rawValue) }
    rows = left
  }
}
