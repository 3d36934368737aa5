import Geometry

/// People taken together by squares, as they come row by row: those of one square stand at their common centre.
struct JoinedPlaces {
  private struct Sum {
    var people = 0.0
    var x = 0.0
    var y = 0.0
  }

  /// Row by row, each from the first column.
  private(set) var places: [(position: Coordinate, people: Double)] = []
  private var row = Int.min
  /// By column of the row at hand.
  private var sums: [Sum] = []
  private var touched: ClosedRange<Int>?

  /// - Parameter square: its row is no less than that of the place before; rows and columns from 0.
  mutating func add(_ people: Double, at position: Coordinate, in square: Squares.Index) {
    if square.row != row {
      finishRow()
      row = square.row
    }
    while sums.count <= square.column { sums.append(Sum()) }
    sums[square.column].people += people
    sums[square.column].x += people * position.x
    sums[square.column].y += people * position.y
    touched = min(touched?.lowerBound ?? .max, square.column)...max(touched?.upperBound ?? 0, square.column)
  }

  /// To be called behind the last place.
  mutating func finishRow() {
    guard let columns = touched else { return }
    for column in columns where sums[column].people > 0 {
      let sum = sums[column]
      places.append((Coordinate(x: sum.x / sum.people, y: sum.y / sum.people), sum.people))
      sums[column] = Sum()
    }
    touched = nil
  }
}
