import Coverage
import Geodata
import Geometry
import Model
import Siting
import Words

/// Streams the points of a NumPy array into one demand point for each distinct cover set.
///
/// Memory is bounded by the distinct cover sets and a few pieces of a million points, not by the array.
/// - Returns: the problem, and the number of points.
/// - Throws: ``GeodataError`` for the array and the sites, ``CoverageError`` for the sites, ``SitingError`` for the problem, `CancellationError`.
package func streamedProblem(
  _ array: NumPyFile, sites: SitingTable, statuses: [SiteStatus], radius: Meters, _ options: RunOptions
) async throws -> (problem: SitingProblem, points: Int) {
  guard let positions = sites.positions, !sites.isGeographic else {
    throw GeodataError(
      .missingField,
      Bilingual(
        "NumPy数组以米为单位，站点也须有以米为单位的x、y。请补上。", "a NumPy array holds metres, so the sites need x,y in metres, too."),
      at: .init(file: sites.file))
  }
  let grid = try CoverGrid(sites: positions, radius: radius)
  let piece = 1 << 20
  let pieces = (array.rowCount + piece - 1) / piece
  var total = grid.tally([])
  for first in stride(from: 0, to: pieces, by: options.threads) {
    if options.isCancelled() { throw CancellationError() }
    options.progress.report(
      Bilingual(
        "正在读取需求点（第\(first * piece)个，共\(array.rowCount)个）",
        "reading demand (\(first * piece) of \(array.rowCount) points)"))
    let tallies = try await withThrowingTaskGroup(of: (Int, CoverGrid.Tally).self) { group in
      for number in first..<min(first + options.threads, pieces) {
        group.addTask {
          let rows = (number * piece)..<min((number + 1) * piece, array.rowCount)
          return (number, grid.tally(try array.values(rows)))
        }
      }
      var found: [(number: Int, tally: CoverGrid.Tally)] = []
      for try await (number, tally) in group { found.append((number, tally)) }
      return found.sorted { $0.number < $1.number }
    }
    for one in tallies { total.add(one.tally) }
    if let bad = total.firstBad {
      throw GeodataError(
        .badValue,
        Bilingual(
          "坐标或权重不是数字或过大，或权重为负。请更正或删去该行。",
          "a coordinate or the weight is not a number or too large, or the weight is negative. Mend or drop the row."),
        at: .init(file: array.path, layer: "demand", record: "\(bad + 1)"))
    }
  }
  let merged = grid.merged(total)
  return (
    try SitingProblem(covers: merged.covers, weights: merged.weights, statuses: statuses), merged.points
  )
}
