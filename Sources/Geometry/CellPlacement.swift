/// Where the cells of a raster lie: an affine map between its columns and rows and the coordinates of its system.
///
/// Column 0 and row 0 are the outer edges of the first cell, whole numbers the edges between cells. Turned rasters and
/// such as begin in the south are placed like any other.
package struct CellPlacement: Hashable, Sendable {
  private let origin: Coordinate
  private let perColumn: Coordinate
  private let perRow: Coordinate

  /// - Parameters:
  ///   - origin: where column 0 meets row 0.
  ///   - perColumn: how far one column is, in the units of the system; `perRow` likewise.
  /// - Returns: nil where cells have no extent.
  package init?(origin: Coordinate, perColumn: Coordinate, perRow: Coordinate) {
    self.origin = origin
    self.perColumn = perColumn
    self.perRow = perRow
    guard origin.isFinite, determinant.isFinite, determinant != 0 else { return nil }
  }

  private var determinant: Double { perColumn.x * perRow.y - perRow.x * perColumn.y }

  /// The size of a cell in the square of the system's unit.
  package var cellArea: Double { abs(determinant) }

  /// The coordinates of a place among the cells: x is its column, y its row.
  package func coordinate(of cell: Coordinate) -> Coordinate {
    Coordinate(
      x: origin.x + cell.x * perColumn.x + cell.y * perRow.x, y: origin.y + cell.x * perColumn.y + cell.y * perRow.y)
  }

  /// The other way: column and row of a coordinate, with the part of the cell behind the point.
  package func cell(of coordinate: Coordinate) -> Coordinate {
    let (x, y) = (coordinate.x - origin.x, coordinate.y - origin.y)
    return Coordinate(
      x: (x * perRow.y - y * perRow.x) / determinant, y: (y * perColumn.x - x * perColumn.y) / determinant)
  }

  /// The placement of a window that begins at a cell.
  package func window(column: Int, row: Int) -> CellPlacement {
    var copy = self
    copy = CellPlacement(
      moved: coordinate(of: Coordinate(x: Double(column), y: Double(row))), perColumn: perColumn, perRow: perRow)
    return copy
  }

  private init(moved origin: Coordinate, perColumn: Coordinate, perRow: Coordinate) {
    self.origin = origin
    self.perColumn = perColumn
    self.perRow = perRow
  }
}
