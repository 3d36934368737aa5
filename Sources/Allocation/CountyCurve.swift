import Words

/// What one county reaches with each size: a number of stations, or a sum of money.
///
/// A size between two points buys what the point below it says. The curve ends with its last point: nothing is known
/// beyond it, so the county takes no more. It may bend either way; it may not fall.
///
/// Sizes are whole: stations, or fen. People are kept in whole thousandths, rounded once here, so that sums do not depend
/// on their order and “best” has one meaning.
package struct CountyCurve: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// Stations or fen, 0 or more.
    package var size: Int
    /// People covered by the best plan found.
    package var value: Double
    /// No plan of this size covers more.
    package var bound: Double

    package init(size: Int, value: Double, bound: Double) {
      self.size = size
      self.value = value
      self.bound = bound
    }
  }

  /// Ascending, each once.
  package let sizes: [Int]
  /// Thousandths of people.
  package let values: [Int]
  /// Thousandths of people; what a larger size cannot exceed, a smaller one cannot either.
  package let bounds: [Int]

  /// The most people of a county and the largest size: far above any county, and small enough for exact sums over many.
  package static let mostPeople = 1e10
  package static let mostSize = 1 << 44
  static let thousandths = 1000.0

  /// - Parameters:
  ///   - points: ascending by size.
  ///   - county: as it is called in errors.
  /// - Throws: ``AllocationError`` `badCurve` with the point: none at all, a size that is negative or not above the one
  ///   before, a figure that is no number, negative or beyond `mostPeople`, a value below the one before, a bound below
  ///   its value.
  package init(_ points: [Point], of county: String) throws(AllocationError) {
    guard !points.isEmpty else {
      throw AllocationError(
        .badCurve,
        Bilingual("曲线没有任何点。请至少给出一种规模及其覆盖人数。", "the curve has no points. Give at least one size with its people."),
        county: county)
    }
    for (index, point) in points.enumerated() {
      if let fault = Self.fault(of: point, after: index > 0 ? points[index - 1] : nil) {
        throw AllocationError(.badCurve, fault, county: county, point: index)
      }
    }
    sizes = points.map(\.size)
    values = points.map { Self.whole($0.value) }
    var bounds = points.map { Self.whole($0.bound) }
    for index in bounds.indices.dropLast().reversed() { bounds[index] = min(bounds[index], bounds[index + 1]) }
    self.bounds = bounds
  }

  static func whole(_ people: Double) -> Int { Int((people * thousandths).rounded()) }

  private static func shown(_ people: Double) -> Double { Double(whole(people)) / thousandths }

  private static func fault(of point: Point, after last: Point?) -> Bilingual? {
    if point.size < 0 || point.size > mostSize {
      return Bilingual("规模\(point.size)超出范围，最小为0。请改正。", "a size of \(point.size) is out of range; 0 is the least.")
    }
    if let last, point.size == last.size {
      return Bilingual(
        "规模\(point.size)出现两次，覆盖人数分别为\(last.value)和\(point.value)。请只留一行。",
        "the size \(point.size) stands twice, with \(last.value) and \(point.value) people. Keep one.")
    }
    if let last, point.size < last.size {
      return Bilingual(
        "规模\(point.size)排在\(last.size)之后。请按规模从小到大排列。",
        "the size \(point.size) comes after \(last.size). Order the points by size.")
    }
    for (name, figure) in [(Bilingual("覆盖人数", "value"), point.value), (Bilingual("上界", "bound"), point.bound)] {
      guard figure.isFinite, figure >= 0, figure <= mostPeople else {
        return Bilingual(
          "规模\(point.size)的\(name.chinese)\(figure)不是人数。请改正。",
          "the \(name.english) \(figure) at size \(point.size) is no number of people.")
      }
    }
    if let last, whole(point.value) < whole(last.value) {
      let (before, after) = (shown(last.value), shown(point.value))
      return Bilingual(
        "曲线下降：规模\(last.size)覆盖\(before)人，规模\(point.size)只覆盖\(after)人。规模增大，覆盖不会减少。请重新计算较大的规模。",
        "the curve falls: \(before) people at size \(last.size), \(after) at \(point.size). More never covers fewer; solve "
          + "the larger size again.")
    }
    if whole(point.bound) < whole(point.value) {
      let (bound, value) = (shown(point.bound), shown(point.value))
      return Bilingual(
        "规模\(point.size)的上界\(bound)低于覆盖人数\(value)，两者必有一个不属于这条曲线。请核对。",
        "the bound \(bound) at size \(point.size) lies below the value \(value). One of them is not of this curve.")
    }
    return nil
  }

  /// The place of the largest size that is not above `size`; nil below the first.
  func place(within size: Int) -> Int? {
    let above = sizes.partitioningIndex { $0 > size }
    return above == 0 ? nil : above - 1
  }

  /// The place of the least size that is `size` or more; nil above the last.
  func place(from size: Int) -> Int? {
    let place = sizes.partitioningIndex { $0 >= size }
    return place == sizes.count ? nil : place
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element belongs to the second part; `endIndex` when none does.
  func partitioningIndex(_ belongsToSecond: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
