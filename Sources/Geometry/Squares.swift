/// Squares on the ground, numbered from a corner.
package struct Squares: Sendable {
  package struct Index: Hashable, Comparable, Sendable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }

    package static func < (a: Index, b: Index) -> Bool { (a.row, a.column) < (b.row, b.column) }
  }

  package let corner: Coordinate
  /// Of one square, in the units of the coordinates.
  package let width: Double
  package let height: Double

  package init(corner: Coordinate, width: Double, height: Double) {
    self.corner = corner
    self.width = width
    self.height = height
  }

  package func index(of place: Coordinate) -> Index {
    Index(
      row: Int(((place.y - corner.y) / height).rounded(.down)),
      column: Int(((place.x - corner.x) / width).rounded(.down)))
  }

  package func middle(row: Int, column: Int) -> Coordinate {
    Coordinate(x: corner.x + (Double(column) + 0.5) * width, y: corner.y + (Double(row) + 0.5) * height)
  }
}
