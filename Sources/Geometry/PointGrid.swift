/// Points in square cells no smaller than the reach, so that nine cells hold all neighbours.
package struct PointGrid {
  private let box: Box
  private let cell: (x: Double, y: Double)
  private let columns: Int
  private let lines: Int
  private var starts: [Int]
  private var points: [Int32]

  package init(_ positions: [Coordinate], reach: (x: Double, y: Double)) {
    box = Box(positions)
    // Never many more cells than points, whatever the radius.
    let side = max(1, Double(positions.count).squareRoot())
    cell = (
      max(reach.x * 1.000001, box.width / side, .leastNormalMagnitude),
      max(reach.y * 1.000001, box.height / side, .leastNormalMagnitude)
    )
    columns = Int(box.width / cell.x) + 1
    lines = Int(box.height / cell.y) + 1
    starts = [Int](repeating: 0, count: columns * lines + 1)
    points = [Int32](repeating: 0, count: positions.count)
    for position in positions { starts[index(of: position) + 1] += 1 }
    starts.countsToStarts()
    var next = starts
    for (point, position) in positions.enumerated() {
      let cell = index(of: position)
      points[next[cell]] = Int32(point)
      next[cell] += 1
    }
  }

  /// The points in the cell of a position and in the eight around it.
  package func forEach(near position: Coordinate, _ body: (Int32) -> Void) {
    let column = Self.clamped((position.x - box.minX) / cell.x, columns)
    let line = Self.clamped((position.y - box.minY) / cell.y, lines)
    for y in max(0, line - 1)..<max(0, min(lines, line + 2)) {
      for x in max(0, column - 1)..<max(0, min(columns, column + 2)) {
        let cell = y * columns + x
        for entry in starts[cell]..<starts[cell + 1] { body(points[entry]) }
      }
    }
  }

  private func index(of position: Coordinate) -> Int {
    Self.clamped((position.y - box.minY) / cell.y, lines) * columns
      + Self.clamped((position.x - box.minX) / cell.x, columns)
  }

  /// The cell a position falls in; positions outside the box stand next to it, or farther than any neighbour.
  private static func clamped(_ value: Double, _ count: Int) -> Int {
    Int(min(max(value.rounded(.down), -2), Double(count) + 1))
  }
}
