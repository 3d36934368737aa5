/// The inverse of a small square matrix of tight columns (rows of the matrix) against basic sets (its columns), kept
/// while both come and go.
///
/// Every change costs O(size^2); what is zero is passed over.
struct RadiusBasis: Sendable {
  private(set) var size = 0
  /// `inverse[set][tight]`.
  private var inverse: [[Double]] = []

  /// The inverse times a column of the matrix, given by its places with a 1.
  func solve(_ ones: [Int32]) -> [Double] {
    inverse.map { row in
      var sum = 0.0
      for tight in ones { sum += row[Int(tight)] }
      return sum
    }
  }

  /// The same for any column.
  func solve(_ right: [Double]) -> [Double] {
    inverse.map { row in
      var sum = 0.0
      for tight in 0..<min(row.count, right.count) { sum += row[tight] * right[tight] }
      return sum
    }
  }

  func column(_ tight: Int) -> [Double] { inverse.map { $0[tight] } }

  /// A row of the matrix, one value per basic set, times the inverse.
  func multiply(_ row: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: size)
    for set in 0..<size where row[set] != 0 { Self.add(row[set], inverse[set], to: &result) }
    return result
  }

  /// A further set and a further tight column.
  /// - Parameters:
  ///   - solved: the inverse times the set's column.
  ///   - row: the tight column's row times the inverse.
  ///   - pivot: the new corner less the row times `solved`.
  mutating func grow(solved: [Double], row: [Double], pivot: Double) {
    for set in 0..<size {
      let factor = solved[set] / pivot
      if factor != 0 { Self.add(factor, row, to: &inverse[set]) }
      inverse[set].append(-factor)
    }
    inverse.append(row.map { -$0 / pivot } + [1 / pivot])
    size += 1
  }

  /// Another set in the place of `set`; `solved` is the inverse times its column.
  mutating func replace(set place: Int, solved: [Double]) {
    let pivot = solved[place]
    let row = inverse[place].map { $0 / pivot }
    inverse[place] = row
    for set in 0..<size where set != place && solved[set] != 0 { Self.add(-solved[set], row, to: &inverse[set]) }
  }

  /// Another tight column in the place of `tight`; `row` is its row times the inverse.
  mutating func replace(tight place: Int, row: [Double]) {
    let pivot = row[place]
    var changes = row
    changes[place] = 0
    for set in 0..<size {
      let factor = inverse[set][place] / pivot
      guard factor != 0 else { continue }
      inverse[set][place] = factor
      Self.add(-factor, changes, to: &inverse[set])
    }
  }

  /// Without a set and a tight column; the last ones take their places.
  mutating func shrink(set: Int, tight: Int) {
    let row = inverse[set]
    let pivot = row[tight]
    inverse.swapAt(set, size - 1)
    inverse.removeLast()
    size -= 1
    for other in 0..<size {
      let factor = inverse[other][tight] / pivot
      if factor != 0 { Self.add(-factor, row, to: &inverse[other]) }
      inverse[other].swapAt(tight, size)
      inverse[other].removeLast()
    }
  }

  /// Puts in the inverse of a matrix given by rows (tight) of sets.
  /// - Returns: for every set the tight column that its pivot stood in, nil where the matrix has no pivot for it: the
  ///   inverse is then not set.
  mutating func invert(_ matrix: [[Double]]) -> [Int?] {
    let count = matrix.count
    let width = matrix.first?.count ?? 0
    var left = matrix
    var right = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
    var pivotOf = [Int?](repeating: nil, count: width)
    var isUsed = [Bool](repeating: false, count: count)
    // Short columns first: most of the matrix is triangular then, and little is to be eliminated.
    var lengths = [Int](repeating: 0, count: width)
    for row in matrix { for set in 0..<width where row[set] != 0 { lengths[set] += 1 } }
    for set in (0..<width).sorted(by: { (lengths[$0], $0) < (lengths[$1], $1) }) {
      var best = -1
      for row in 0..<count where !isUsed[row] && abs(left[row][set]) > (best < 0 ? 1e-7 : abs(left[best][set])) {
        best = row
      }
      guard best >= 0 else { continue }
      isUsed[best] = true
      pivotOf[set] = best
      let pivot = left[best][set]
      if pivot != 1 {
        for place in 0..<width { left[best][place] /= pivot }
        for place in 0..<count { right[best][place] /= pivot }
      }
      let (leftRow, rightRow) = (left[best], right[best])
      for row in 0..<count where row != best && left[row][set] != 0 {
        let factor = left[row][set]
        Self.add(-factor, leftRow, to: &left[row])
        Self.add(-factor, rightRow, to: &right[row])
      }
    }
    guard width == count, !pivotOf.contains(nil) else { return pivotOf }
    size = count
    inverse = pivotOf.map { right[$0 ?? 0] }
    return pivotOf
  }

  private static func add(_ factor: Double, _ row: [Double], to target: inout [Double]) {
    let row = row.span
    var target = target.mutableSpan
    // The lesser of both counts: so that the compiler sees that no index is out of range.
    for place in 0..<min(row.count, target.count) { target[place] += factor * row[place] }
  }
}
