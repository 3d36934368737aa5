/// Which cells of a grid a straight line touches.
package struct GridCells: Sendable {
  package var box: Box
  package var columns: Int
  package var rows: Int
  package var cellX: Double
  package var cellY: Double

  @inlinable
  package init(box: Box, columns: Int, rows: Int, cellX: Double, cellY: Double) {
    self.box = box
    self.columns = columns
    self.rows = rows
    self.cellX = cellX
    self.cellY = cellY
  }

  @inlinable
  package static func clamp(_ value: Double, _ count: Int) -> Int { Int(max(0, min(value, Double(count - 1)))) }

  /// Row by row; a little more than the touched cells at borders.
  @inlinable
  package func forEachCell(_ a: Coordinate, _ b: Coordinate, _ body: (_ cell: Int) -> Void) {
    let low = a.y <= b.y ? a : b
    let high = a.y <= b.y ? b : a
    let firstRow = Self.clamp((low.y - box.minY) / cellY - 1e-6, rows)
    let lastRow = Self.clamp((high.y - box.minY) / cellY + 1e-6, rows)
    for row in firstRow...lastRow {
      var x0 = low.x
      var x1 = high.x
      if firstRow != lastRow, high.y > low.y {
        let slope = (high.x - low.x) / (high.y - low.y)
        let bottom = max(low.y, box.minY + Double(row) * cellY)
        let top = min(high.y, box.minY + Double(row + 1) * cellY)
        x0 = low.x + (bottom - low.y) * slope
        x1 = low.x + (top - low.y) * slope
      }
      let firstColumn = Self.clamp((min(x0, x1) - box.minX) / cellX - 1e-6, columns)
      let lastColumn = Self.clamp((max(x0, x1) - box.minX) / cellX + 1e-6, columns)
      for column in firstColumn...lastColumn { body(row * columns + column) }
    }
  }
}
