/// Straight edges put on a grid, by way of every corner through whose square they pass: snap rounding. Edges that did not
/// cross before do not cross afterwards.
///
/// Hobby, Practical segment intersection with finite precision output (1999), doi:10.1016/S0925-7721(99)00021-8.
package struct SnappedEdges: Sendable {
  private var corners: [GridPoint]
  private let low: GridPoint
  private let cell: Int64
  /// The part of a cell in a unit.
  private let share: Double
  private let columns: Int64
  private let rows: Int64
  private var starts: [Int32]

  /// - Parameter points: every end of an edge, in any order, as often as it comes.
  /// - Complexity: O(points).
  package init(_ points: [GridPoint]) {
    var low = GridPoint(x: .max, y: .max)
    var high = GridPoint(x: .min, y: .min)
    for point in points {
      low = GridPoint(x: min(low.x, point.x), y: min(low.y, point.y))
      high = GridPoint(x: max(high.x, point.x), y: max(high.y, point.y))
    }
    if points.isEmpty { (low, high) = (GridPoint(x: 0, y: 0), GridPoint(x: 0, y: 0)) }
    let (width, height) = (Int64(high.x) - Int64(low.x), Int64(high.y) - Int64(low.y))
    let area = Double(width + 1) * Double(height + 1)
    let cell = max(64, Int64((area / Double(max(points.count, 1))).squareRoot()))
    self.low = low
    self.cell = cell
    share = 1 / Double(cell)
    columns = width / cell + 1
    rows = height / cell + 1
    starts = [Int32](repeating: 0, count: Int(columns * rows) + 1)
    let (columns) = columns
    func index(_ point: GridPoint) -> Int {
      Int((Int64(point.y) - Int64(low.y)) / cell * columns + (Int64(point.x) - Int64(low.x)) / cell)
    }
    for point in points { starts[index(point) + 1] += 1 }
    for cell in 1..<starts.count { starts[cell] += starts[cell - 1] }
    corners = [GridPoint](repeating: low, count: points.count)
    var next = starts
    for point in points {
      let cell = index(point)
      corners[Int(next[cell])] = point
      next[cell] += 1
    }
  }

  /// The corners through whose squares an edge passes, in its order; those of its own ends not among them.
  ///
  /// - Parameters:
  ///   - from: in units of the grid, not rounded: a rounded edge may pass a corner on its other side.
  package func corners(along from: PlanePoint, _ to: PlanePoint, _ found: inout [GridPoint]) {
    corners(along: from, to, GridPoint(rounding: from), GridPoint(rounding: to), &found)
  }

  /// The same for an edge whose rounded ends are known.
  func corners(
    along from: PlanePoint, _ to: PlanePoint, _ first: GridPoint, _ last: GridPoint, _ found: inout [GridPoint]
  ) {
    found.removeAll(keepingCapacity: true)
    let way = to - from
    let width = abs(way.x) + abs(way.y)
    let (minX, maxX) = (min(from.x, to.x) - 0.5, max(from.x, to.x) + 0.5)
    let (minY, maxY) = (min(from.y, to.y) - 0.5, max(from.y, to.y) + 0.5)
    // Above zero the integer part is the next lower number; below it, the first row or column.
    let (lowX, lowY) = (Double(low.x), Double(low.y))
    let firstRow = Int64(max(0, (minY - lowY) * share))
    let lastRow = min(rows - 1, Int64(max(0, (maxY - lowY) * share)))
    guard firstRow <= lastRow else { return }
    for row in firstRow...lastRow {
      // The part of the edge in this row of cells, and two units around it.
      let floor = lowY + Double(row * cell) - 2
      let (x1, x2) =
        firstRow == lastRow ? (from.x, to.x) : Self.clipped(from, to, floor, floor + Double(cell) + 4)
      let firstColumn = Int64(max(0, (min(x1, x2) - 2 - lowX) * share))
      let lastColumn = min(columns - 1, Int64(max(0, (max(x1, x2) + 2 - lowX) * share)))
      guard firstColumn <= lastColumn else { continue }
      // The cells of a row lie side by side.
      let start = starts[Int(row * columns + firstColumn)]
      let end = starts[Int(row * columns + lastColumn) + 1]
      for index in Int(start)..<Int(end) {
        let corner = corners[index]
        let (x, y) = (Double(corner.x), Double(corner.y))
        guard x >= minX, x <= maxX, y >= minY, y <= maxY,
          2 * abs(way.x * (y - from.y) - way.y * (x - from.x)) <= width, corner != first, corner != last
        else { continue }
        found.append(corner)
      }
    }
    guard found.count > 1 else { return }
    func along(_ corner: GridPoint) -> Double { way.x * Double(corner.x) + way.y * Double(corner.y) }
    found.sort { (along($0), $0.key) < (along($1), $1.key) }
    var kept = 0
    for corner in found where kept == 0 || found[kept - 1] != corner {
      found[kept] = corner
      kept += 1
    }
    found.removeLast(found.count - kept)
  }

  /// The eastings of an edge between two northings.
  private static func clipped(_ a: PlanePoint, _ b: PlanePoint, _ floor: Double, _ ceiling: Double) -> (Double, Double)
  {
    let (bottom, top) = a.y <= b.y ? (a, b) : (b, a)
    guard bottom.y < top.y else { return (a.x, b.x) }
    let slope = (top.x - bottom.x) / (top.y - bottom.y)
    func x(_ y: Double) -> Double { bottom.x + slope * (max(bottom.y, min(top.y, y)) - bottom.y) }
    return (x(floor), x(ceiling))
  }
}
