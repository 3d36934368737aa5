/// Distances grow from where they are known over a raster of bytes, 255 being "far".
extension [[UInt8]] {
  /// Gives each cell the least of all cells' values and the way from there: straight steps and diagonal ones.
  ///
  /// A shortest way goes first along its row and then across the rows in one direction, straight or diagonally: the rows
  /// are spread each by itself, then downwards, then upwards. The result is the one of two sweeps cell by cell. The loops
  /// work on whole rows, cell by cell alike, so that the compiler makes vector instructions of them.
  /// - Parameters:
  ///   - straight: what a step costs, above zero.
  ///   - across: what a diagonal step costs, from `straight` to twice of it.
  /// - Precondition: rows of equal length that begin and end with a cell that is far; what these become means nothing.
  /// - Complexity: O(cells).
  /// Source: Borgefors (1986), Distance transformations in digital images, doi:10.1016/S0734-189X(86)80047-0.
  package mutating func spread(straight: UInt8, across: UInt8) {
    guard let first else { return }
    var wide = [UInt8](repeating: .max, count: first.count + 2 * Self.margin)
    let far = [UInt8](repeating: .max, count: first.count)
    for row in indices where self[row] != far { Self.spread(&self[row], straight, &wide) }
    for row in indices.dropFirst() { Self.lower(&self[row], from: self[row - 1], straight, across) }
    for row in indices.dropLast().reversed() { Self.lower(&self[row], from: self[row + 1], straight, across) }
  }

  /// The longest step along a row: 128 steps of one are the last ones below "far".
  private static let margin = 128

  /// Along one row: by one cell, then by two, four… any number of cells is a sum of these.
  ///
  /// - Parameter wide: room for the row with a margin on either side that is far.
  private static func spread(_ row: inout [UInt8], _ straight: UInt8, _ wide: inout [UInt8]) {
    var step = 1
    while step * Int(straight) < UInt8.max {
      wide.replaceSubrange(margin..<(margin + row.count), with: row)
      lower(&row, from: wide, margin - step, margin + step, UInt8(step * Int(straight)))
      step *= 2
    }
  }

  /// Apart, so that no check of bounds stays in the loop.
  ///
  /// - Parameter left: where in `wide` the row begins when it is moved to the right; `right`, to the left.
  @inline(never)
  private static func lower(_ row: inout [UInt8], from wide: [UInt8], _ left: Int, _ right: Int, _ cost: UInt8) {
    let count = row.count
    guard left >= 0, right >= left, wide.count >= right + count else { return }
    for cell in 0..<count {
      row[cell] = Swift.min(row[cell], plus(Swift.min(wide[cell + left], wide[cell + right]), cost))
    }
  }

  @inline(never)
  private static func lower(_ row: inout [UInt8], from near: [UInt8], _ straight: UInt8, _ across: UInt8) {
    let count = row.count
    guard near.count == count, count > 2 else { return }
    for cell in 1..<(count - 1) {
      row[cell] = Swift.min(
        row[cell], plus(near[cell], straight), plus(Swift.min(near[cell - 1], near[cell + 1]), across))
    }
  }

  /// The sum, 255 at the most.
  private static func plus(_ distance: UInt8, _ cost: UInt8) -> UInt8 {
    Swift.min(distance, UInt8.max &- cost) &+ cost
  }
}
