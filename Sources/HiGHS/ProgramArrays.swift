import Words

/// A mixed-integer program as flat arrays, rows by rows: what HiGHS takes in one call.
///
///     optimise    costs · x
///     subject to  rowLower <= A x <= rowUpper,  columnLower <= x <= columnUpper,  x[j] whole where isWhole[j]
///
/// Infinity in a bound is no bound.
package struct ProgramArrays: Hashable, Sendable {
  package var isMaximum: Bool
  package var costs: [Double]
  package var columnLower: [Double]
  package var columnUpper: [Double]
  package var isWhole: [Bool]
  package var rowLower: [Double]
  package var rowUpper: [Double]
  /// Row r has `columns[starts[r] ..< starts[r + 1]]` with the same part of `values`.
  package var starts: [Int32]
  package var columns: [Int32]
  package var values: [Double]

  package init(
    isMaximum: Bool, costs: [Double], columnLower: [Double], columnUpper: [Double], isWhole: [Bool],
    rowLower: [Double], rowUpper: [Double], starts: [Int32], columns: [Int32], values: [Double]
  ) {
    self.isMaximum = isMaximum
    self.costs = costs
    self.columnLower = columnLower
    self.columnUpper = columnUpper
    self.isWhole = isWhole
    self.rowLower = rowLower
    self.rowUpper = rowUpper
    self.starts = starts
    self.columns = columns
    self.values = values
  }

  /// - Throws: ``HiGHSError`` code `malformed` when lengths differ, a row names a column there is not, or a number is
  ///   not one: HiGHS itself reads past the end of arrays.
  func validate() throws(HiGHSError) {
    func refuse(_ context: String, _ message: Bilingual) -> HiGHSError {
      HiGHSError(code: .malformed, message: message, context: context)
    }
    let count = costs.count
    for (name, length) in [
      ("columnLower", columnLower.count), ("columnUpper", columnUpper.count), ("isWhole", isWhole.count),
    ] where length != count {
      throw refuse(
        name,
        Bilingual(
          "有\(count)列，却给出\(length)项；请每列给出一项", "\(length) entries for \(count) columns; give one per column"))
    }
    guard rowUpper.count == rowLower.count, starts.count == rowLower.count + 1 else {
      throw refuse(
        "rows",
        Bilingual(
          "有\(rowLower.count)个下限、\(rowUpper.count)个上限、\(starts.count)个起始位置；每行各须一个上下限，起始位置须多一个",
          "\(rowLower.count) lower, \(rowUpper.count) upper bounds, \(starts.count) starts; give one "
            + "bound each per row and one start more"))
    }
    guard starts.first == 0, starts.last.map(Int.init) == columns.count, columns.count == values.count,
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw refuse(
        "starts",
        Bilingual(
          "各行的起始位置与\(columns.count)个列号、\(values.count)个系数不符",
          "the starts of the rows do not share out \(columns.count) columns and \(values.count) values"))
    }
    if let column = columns.first(where: { $0 < 0 || Int($0) >= count }) {
      throw refuse(
        "columns",
        Bilingual("某行用到列号\(column)，而列号应在0至\(count - 1)之间", "a row names column \(column); there are \(count)"))
    }
    guard costs.allSatisfy(\.isFinite), values.allSatisfy(\.isFinite) else {
      throw refuse(
        "values",
        Bilingual(
          "有成本或系数不是有限的数值；请改为有限的数值",
          "a cost or a coefficient is infinite or not a number; give finite numbers"))
    }
    if (columnLower + columnUpper + rowLower + rowUpper).contains(where: \.isNaN) {
      throw refuse(
        "bounds", Bilingual("有上下限不是数值；不设限时请用无穷大", "a bound is not a number; leave it infinite for none"))
    }
  }
}
