/// The inverse of a square matrix that changes by one row, one column or both at a time.
///
/// Dense: the bases of covering and median programs have some hundred rows, and each change touches most of the inverse
/// anyhow; rows that a change does not touch are passed over.
/// - Complexity: O(size^2) for every change, O(size^3) for ``invert(rows:columns:)``; 8 (size + 64)^2 bytes at most.
struct BasisInverse: Sendable {
  /// An entry of a column.
  typealias Entry = (row: Int, value: Double)

  /// Bases beyond this are not copied to try ways on: 34 MB a copy.
  static let largestTried = 2_000

  private(set) var size = 0
  /// Row p begins at `p * stride`.
  private var entries: [Double] = []
  private var stride = 0

  subscript(row: Int, column: Int) -> Double { entries[row * stride + column] }

  func row(_ row: Int) -> [Double] { Array(entries[row * stride..<row * stride + size]) }

  func column(_ column: Int) -> [Double] { (0..<size).map { entries[$0 * stride + column] } }

  /// Adds row `row` to `sum`.
  func add(row: Int, to sum: inout [Double], times factor: Double = 1) {
    let row = entries.span.extracting(row * stride..<row * stride + size)
    var sum = sum.mutableSpan
    precondition(sum.count >= row.count)
    for column in row.indices { sum[column] += factor * row[column] }
  }

  /// The product with a column that has ones at the rows given.
  func times(ones: [Int32]) -> [Double] {
    let entries = entries.span
    return (0..<size).map { row in
      var sum = 0.0
      for column in ones { sum += entries[row * stride + Int(column)] }
      return sum
    }
  }

  /// The product with any column, one value per row.
  func times(_ column: [Double]) -> [Double] {
    let entries = entries.span
    return (0..<size).map { row in
      var sum = 0.0
      for place in 0..<size { sum += entries[row * stride + place] * column[place] }
      return sum
    }
  }

  /// The product of a row, one value per column, with the inverse.
  func timesRow(_ row: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: size)
    for place in 0..<size where row[place] != 0 { add(row: place, to: &product, times: row[place]) }
    return product
  }

  /// The matrix's column `place` becomes one whose product with the inverse is `product`.
  mutating func replaceColumn(_ place: Int, product: [Double]) {
    scale(&entries, place * stride, size, by: 1 / product[place])
    let pivotRow = row(place)
    for row in 0..<size where row != place && product[row] != 0 {
      subtract(&entries, row * stride, pivotRow, product[row])
    }
  }

  /// The matrix's row `place` becomes one whose product with the inverse, from the left, is `product`.
  mutating func replaceRow(_ place: Int, product: [Double]) {
    let pivot = 1 / product[place]
    for row in 0..<size {
      let factor = entries[row * stride + place] * pivot
      guard factor != 0 else { continue }
      subtract(&entries, row * stride, product, factor)
      entries[row * stride + place] = factor
    }
  }

  /// The matrix loses row `lost` and column `gone`; its last row and column take their places.
  mutating func remove(row lost: Int, column gone: Int) {
    let pivot = 1 / entries[gone * stride + lost]
    let pivotRow = row(gone)
    for row in 0..<size where row != gone {
      let factor = entries[row * stride + lost] * pivot
      if factor != 0 { subtract(&entries, row * stride, pivotRow, factor) }
    }
    size -= 1
    if gone != size { for column in 0...size { entries[gone * stride + column] = entries[size * stride + column] } }
    if lost != size { for row in 0..<size { entries[row * stride + lost] = entries[row * stride + size] } }
  }

  /// The matrix gains a row and a column.
  /// - Parameters:
  ///   - left: the new row's product with the inverse, from the left.
  ///   - right: the inverse's product with the new column.
  ///   - pivot: their common entry less `left` times the new column.
  mutating func append(left: [Double], right: [Double], pivot: Double) {
    reserve(size + 1)
    let last = size
    for row in 0..<size {
      let factor = right[row] / pivot
      if factor != 0 { subtract(&entries, row * stride, left, -factor) }
      entries[row * stride + last] = -factor
    }
    for column in 0..<last { entries[last * stride + column] = -left[column] / pivot }
    entries[last * stride + last] = 1 / pivot
    size += 1
  }

  private mutating func reserve(_ wanted: Int) {
    guard wanted > stride else { return }
    let wider = wanted + 63
    var grown = [Double](repeating: 0, count: wider * wider)
    for row in 0..<size { for column in 0..<size { grown[row * wider + column] = entries[row * stride + column] } }
    entries = grown
    stride = wider
  }
}

extension BasisInverse {
  /// Becomes the inverse of a matrix by Gauss and Jordan, the largest pivot of each column first.
  ///
  /// Short columns first: most of such a matrix is triangular then, and little is to be eliminated.
  /// - Parameter columns: what is not 0 of each, with rows below `rows`.
  /// - Returns: for every column the row that its pivot stood in, nil where the matrix has no pivot for it, as far as
  ///   rounding lets tell: the inverse is then not set.
  mutating func invert(rows: Int, columns: [[Entry]]) -> [Int?] {
    let order = columns.indices.sorted { (columns[$0].count, $0) < (columns[$1].count, $1) }
    let width = columns.count
    var left = [Double](repeating: 0, count: rows * width)
    for (place, column) in order.enumerated() {
      for (row, value) in columns[column] { left[row * width + place] = value }
    }
    var right = [Double](repeating: 0, count: rows * rows)
    for row in 0..<rows { right[row * rows + row] = 1 }
    var pivotOf = [Int?](repeating: nil, count: width)
    var isUsed = [Bool](repeating: false, count: rows)
    for (place, column) in order.enumerated() {
      var best = -1
      var most = 1e-9
      for row in 0..<rows where !isUsed[row] && abs(left[row * width + place]) > most {
        best = row
        most = abs(left[row * width + place])
      }
      guard best >= 0 else { continue }
      isUsed[best] = true
      pivotOf[column] = best
      let pivot = 1 / left[best * width + place]
      // Columns before this one are done with.
      scale(&left, best * width + place, width - place, by: pivot)
      scale(&right, best * rows, rows, by: pivot)
      let leftRow = Array(left[best * width + place..<(best + 1) * width])
      let rightRow = Array(right[best * rows..<(best + 1) * rows])
      for row in 0..<rows where row != best {
        let factor = left[row * width + place]
        guard factor != 0 else { continue }
        subtract(&left, row * width + place, leftRow, factor)
        subtract(&right, row * rows, rightRow, factor)
      }
    }
    let found = pivotOf.compactMap(\.self)
    guard width == rows, found.count == width else { return pivotOf }
    size = 0
    reserve(rows)
    size = rows
    for (column, row) in found.enumerated() {
      for place in 0..<rows { entries[column * stride + place] = right[row * rows + place] }
    }
    return pivotOf
  }
}

private func scale(_ entries: inout [Double], _ first: Int, _ count: Int, by factor: Double) {
  for index in first..<first + count { entries[index] *= factor }
}

/// entries[first ...] -= factor * values.
private func subtract(_ entries: inout [Double], _ first: Int, _ values: [Double], _ factor: Double) {
  var target = entries.mutableSpan
  let values = values.span
  // Said once, it need not be asked for every entry.
  precondition(first >= 0 && values.count <= target.count && first <= target.count - values.count)
  for index in values.indices { target[first &+ index] -= factor * values[index] }
}
