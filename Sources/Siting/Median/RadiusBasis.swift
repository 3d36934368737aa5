/// The inverse of a small square matrix of tight columns (rows of the matrix) against basic sets (its columns), kept
/// while both come and go.
///
/// Every change costs O(size^2); what is zero is passed over.
struct RadiusBasis: Sendable {
  private(set) var size = 0
  private var stride: Int
  /// `inverse[set * stride + tight]`.
  private var inverse: [Double]

  init(stride: Int = 32) {
    self.stride = stride
    inverse = [Double](repeating: 0, count: stride * stride)
  }

  /// The inverse times a column of the matrix, given by its places with a 1.
  func solve(_ ones: [Int32]) -> [Double] {
    var result = [Double](repeating: 0, count: size)
    let inverse = inverse.span
    for set in 0..<size {
      let base = set * stride
      var sum = 0.0
      for tight in ones { sum += inverse[base + Int(tight)] }
      result[set] = sum
    }
    return result
  }

  /// The same for any column.
  func solve(_ right: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: size)
    let inverse = inverse.span
    let right = right.span
    for set in 0..<size {
      let base = set * stride
      var sum = 0.0
      for tight in 0..<size { sum += inverse[base + tight] * right[tight] }
      result[set] = sum
    }
    return result
  }

  func column(_ tight: Int) -> [Double] { (0..<size).map { inverse[$0 * stride + tight] } }

  /// A row of the matrix, one value per basic set, times the inverse.
  func multiply(_ row: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: size)
    var sums = result.mutableSpan
    let inverse = inverse.span
    for set in 0..<size where row[set] != 0 {
      let base = set * stride
      let factor = row[set]
      for tight in 0..<size { sums[tight] += factor * inverse[base + tight] }
    }
    return result
  }

  /// A further set and a further tight column.
  /// - Parameters:
  ///   - solved: the inverse times the set's column.
  ///   - row: the tight column's row times the inverse.
  ///   - pivot: the new corner less the row times `solved`.
  mutating func grow(solved: [Double], row: [Double], pivot: Double) {
    if size == stride { widen() }
    for set in 0..<size {
      let factor = solved[set] / pivot
      if factor != 0 { add(factor, row, to: set) }
      inverse[set * stride + size] = -factor
    }
    for tight in 0..<size { inverse[size * stride + tight] = -row[tight] / pivot }
    inverse[size * stride + size] = 1 / pivot
    size += 1
  }

  /// Another set in the place of `set`; `solved` is the inverse times its column.
  mutating func replace(set place: Int, solved: [Double]) {
    let pivot = solved[place]
    var row = [Double](repeating: 0, count: size)
    for tight in 0..<size {
      row[tight] = inverse[place * stride + tight] / pivot
      inverse[place * stride + tight] = row[tight]
    }
    for set in 0..<size where set != place && solved[set] != 0 { add(-solved[set], row, to: set) }
  }

  /// Another tight column in the place of `tight`; `row` is its row times the inverse.
  mutating func replace(tight place: Int, row: [Double]) {
    let pivot = row[place]
    var changes = row
    changes[place] = 0
    for set in 0..<size {
      let factor = inverse[set * stride + place] / pivot
      guard factor != 0 else { continue }
      inverse[set * stride + place] = factor
      add(-factor, changes, to: set)
    }
  }

  /// Without a set and a tight column; the last ones take their places.
  mutating func shrink(set: Int, tight: Int) {
    let pivot = inverse[set * stride + tight]
    let row = (0..<size).map { inverse[set * stride + $0] }
    for other in 0..<size where other != set {
      let factor = inverse[other * stride + tight] / pivot
      if factor != 0 { add(-factor, row, to: other) }
    }
    let last = size - 1
    if set != last { for place in 0..<size { inverse[set * stride + place] = inverse[last * stride + place] } }
    if tight != last { for place in 0..<last { inverse[place * stride + tight] = inverse[place * stride + last] } }
    size = last
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
    for set in 0..<width {
      var best = -1
      for row in 0..<count where !isUsed[row] && abs(left[row][set]) > (best < 0 ? 1e-7 : abs(left[best][set])) {
        best = row
      }
      guard best >= 0 else { continue }
      isUsed[best] = true
      pivotOf[set] = best
      let pivot = left[best][set]
      for place in 0..<width { left[best][place] /= pivot }
      for place in 0..<count { right[best][place] /= pivot }
      for row in 0..<count where row != best && left[row][set] != 0 {
        let factor = left[row][set]
        Self.add(-factor, left[best], to: &left[row])
        Self.add(-factor, right[best], to: &right[row])
      }
    }
    guard width == count, !pivotOf.contains(nil) else { return pivotOf }
    if count > stride {
      stride = count + 32
      inverse = [Double](repeating: 0, count: stride * stride)
    }
    size = count
    for set in 0..<count {
      for tight in 0..<count { inverse[set * stride + tight] = right[pivotOf[set] ?? 0][tight] }
    }
    return pivotOf
  }

  private static func add(_ factor: Double, _ row: [Double], to target: inout [Double]) {
    let row = row.span
    var target = target.mutableSpan
    for place in 0..<row.count { target[place] += factor * row[place] }
  }

  private mutating func add(_ factor: Double, _ row: [Double], to set: Int) {
    let base = set * stride
    let row = row.span
    var target = inverse.mutableSpan
    for tight in 0..<row.count { target[base + tight] += factor * row[tight] }
  }

  private mutating func widen() {
    let wide = stride * 2
    var wider = [Double](repeating: 0, count: wide * wide)
    for set in 0..<size { for tight in 0..<size { wider[set * wide + tight] = inverse[set * stride + tight] } }
    inverse = wider
    stride = wide
  }
}
