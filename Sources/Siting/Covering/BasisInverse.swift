/// The inverse of a square matrix that changes by one row, one column or both at a time.
///
/// Dense: the bases of covering programs have some hundred rows, and each change touches most of the inverse anyhow.
/// - Complexity: O(size^2) for every change, O(size^3) for ``init(of:)``.
struct BasisInverse: Sendable {
  private(set) var size = 0
  /// Row p begins at `p * stride`.
  private(set) var entries: [Double] = []
  private var stride = 0

  init() {}

  /// - Parameter columns: entries of each column by row, all others 0.
  /// - Returns: nil when the matrix is singular, as far as rounding lets tell.
  init?(size: Int, columns: [[(row: Int, value: Double)]]) {
    reserve(size)
    self.size = size
    // Gauss, Jordan with the largest pivot of each column: `entries` holds the inverse of what has been eliminated.
    var matrix = [Double](repeating: 0, count: size * size)
    for (column, list) in columns.enumerated() { for (row, value) in list { matrix[row * size + column] = value } }
    for row in 0..<size { entries[row * stride + row] = 1 }
    for column in 0..<size {
      var pivot = column
      for row in column..<size where abs(matrix[row * size + column]) > abs(matrix[pivot * size + column]) {
        pivot = row
      }
      let value = matrix[pivot * size + column]
      guard abs(value) > 1e-9 else { return nil }
      if pivot != column {
        for other in column..<size { matrix.swapAt(pivot * size + other, column * size + other) }
        for other in 0..<size { entries.swapAt(pivot * stride + other, column * stride + other) }
      }
      scale(&matrix, column * size + column, size - column, by: 1 / value)
      scale(&entries, column * stride, size, by: 1 / value)
      let pivotRow = Array(matrix[column * size + column..<(column + 1) * size])
      let inverseRow = self.row(column)
      for row in 0..<size where row != column {
        let factor = matrix[row * size + column]
        guard factor != 0 else { continue }
        subtract(&matrix, row * size + column, pivotRow, factor)
        subtract(&entries, row * stride, inverseRow, factor)
      }
    }
  }

  subscript(row: Int, column: Int) -> Double { entries[row * stride + column] }

  func row(_ row: Int) -> [Double] { Array(entries[row * stride..<row * stride + size]) }

  /// Adds row `row` to `sum`.
  func add(row: Int, to sum: inout [Double], times factor: Double = 1) {
    let row = entries.span.extracting(row * stride..<row * stride + size)
    var sum = sum.mutableSpan
    precondition(sum.count >= row.count)
    for column in row.indices { sum[column] += factor * row[column] }
  }

  /// The product with a column that has ones (times `value`) at `rows`.
  func times(_ list: [(row: Int, value: Double)], into product: inout [Double]) {
    for row in 0..<size {
      var sum = 0.0
      for (column, value) in list { sum += entries[row * stride + column] * value }
      product[row] = sum
    }
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
    let product = Array(product.prefix(size))
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
    let left = Array(left.prefix(size))
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
    let wider = max(64, wanted + wanted / 2)
    var grown = [Double](repeating: 0, count: wider * wider)
    for row in 0..<size { for column in 0..<size { grown[row * wider + column] = entries[row * stride + column] } }
    entries = grown
    stride = wider
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
