import Geometry
import Model

/// About how many points lie within a radius, asked many times: counts in cells, summed from the corner.
///
/// A circle is taken as the square of its area, to whole cells: right on average, not for one place.
/// - Complexity: O(points + cells) to make, O(1) to ask.
struct PointDensity {
  private let box: Box
  private let columns: Int
  private let rows: Int
  private let cellX: Double
  private let cellY: Double
  /// Points in the cells below and left of each corner.
  private let sums: [Int]
  private let total: Int
  /// Cells to a side of the square.
  private static let cellsPerSide = 4
  private static let mostCells = 2000.0

  init(_ points: some Collection<Coordinate>, radius: Meters) {
    box = Box(points.lazy.filter(\.isFinite))
    let scale = LocalScale(latitude: box.isEmpty ? 0 : min(max(box.center.y, -89), 89))
    let side = max(radius.value, 1) * Double.pi.squareRoot() / Double(Self.cellsPerSide)
    cellX = max(side / scale.metersPerDegreeX, box.width / Self.mostCells)
    cellY = max(side / scale.metersPerDegreeY, box.height / Self.mostCells)
    columns = Int(box.width / cellX) + 1
    rows = Int(box.height / cellY) + 1
    var sums = [Int](repeating: 0, count: (columns + 1) * (rows + 1))
    var total = 0
    for point in points where point.isFinite {
      let column = min(Int((point.x - box.minX) / cellX), columns - 1)
      let row = min(Int((point.y - box.minY) / cellY), rows - 1)
      sums[(row + 1) * (columns + 1) + column + 1] += 1
      total += 1
    }
    for row in 1...rows {
      var left = 0
      for column in 1...columns {
        let index = row * (columns + 1) + column
        left += sums[index]
        sums[index] = sums[index - columns - 1] + left
      }
    }
    self.sums = sums
    self.total = total
  }

  func count(around position: Coordinate) -> Int {
    guard total > 0, position.isFinite else { return 0 }
    func range(_ offset: Double, _ cell: Double, _ count: Int) -> (Int, Int) {
      let middle = min(max(offset / cell, -1e9), 1e9)
      let low = Int((middle - Double(Self.cellsPerSide) / 2).rounded())
      return (min(max(low, 0), count), min(max(low + Self.cellsPerSide, 0), count))
    }
    let (left, right) = range(position.x - box.minX, cellX, columns)
    let (bottom, top) = range(position.y - box.minY, cellY, rows)
    func sum(_ row: Int, _ column: Int) -> Int { sums[row * (columns + 1) + column] }
    return sum(top, right) - sum(top, left) - sum(bottom, right) + sum(bottom, left)
  }
}
