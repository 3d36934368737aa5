import Model

/// The sites that no other outdoes: each covers something that no single other site covers with all the rest.
///
/// Choose it to thin generated candidates before anything is known about the plan: the best plan among the sites returned
/// is the best among all, for every covering objective that does not tell sites apart otherwise.
/// - Parameter weights: of each demand point; points of weight 0 are not regarded.
/// - Returns: rising; of sites that cover the same the first. Sites that cover nothing are not among them.
/// - Complexity: as ``CoveringPresolve``: near O(pairs) when sites overlap little.
package func dominatingSites(_ covers: CoverSets, weights: [Double]) -> [SiteIndex] {
  precondition(weights.count == covers.demandCount, "\(weights.count) weights for \(covers.demandCount) demand points")
  let rows = CoverRows.cut(
    starts: covers.offsets, entries: covers.demand, columns: (0..<covers.siteCount).map { Int32($0) },
    open: weights.map { $0 > 0 }, weights: weights
  ).rows
  return zip(rows.origins, rows.dominatedColumns()).filter { !$1 }.map { SiteIndex(Int($0.0)) }
}
