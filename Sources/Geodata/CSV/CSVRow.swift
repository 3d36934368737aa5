/// One row of a table as bytes: its cells without quotes, one after the other.
///
/// Kept between rows, so that reading one takes no memory anew.
struct CSVRow {
  /// Of all cells, valid UTF-8.
  private(set) var bytes: [UInt8] = []
  /// Where each cell ends in ``bytes``.
  private(set) var ends: [Int] = []
  /// 1-based line where it starts.
  var line = 0
  /// 1-based position among the rows that are not blank.
  var number = 0
  /// All bytes seen, joined bit by bit: below 0x80 the row is ASCII.
  private(set) var mix: UInt8 = 0
  private(set) var hasZero = false

  var cellCount: Int { ends.count }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    mix = 0
    hasZero = false
  }

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
    mix |= byte
    if byte == 0 { hasZero = true }
  }

  mutating func endCell() { ends.append(bytes.count) }

  /// Takes plain bytes with `ends` counted from their start.
  mutating func append(_ plain: ArraySlice<UInt8>, mix: UInt8, hasZero: Bool) {
    bytes.append(contentsOf: plain)
    self.mix |= mix
    self.hasZero = self.hasZero || hasZero
  }

  func range(_ cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

  /// The cell without the guard of formulas; empty beyond the last one.
  subscript(cell: Int) -> ArraySlice<UInt8> { cell < ends.count ? FormulaGuard.unguarded(bytes[range(cell)]) : [] }

  func text(_ cell: Int) -> String { String(decoding: self[cell], as: UTF8.self) }

  /// Nothing to see in the cell.
  func isBlank(_ cell: Int) -> Bool {
    let range = range(cell)
    guard !range.isEmpty else { return true }
    if isPlainlyVisible(bytes[range.lowerBound]) { return false }
    return text(cell).trimmed.isEmpty
  }

  /// No cell with anything to see in it.
  var isBlank: Bool { ends.indices.allSatisfy { isBlank($0) } }

  /// Lets go of last cells that say nothing and stand over no column.
  mutating func dropBlankCells(beyond count: Int) {
    while ends.count > count, isBlank(ends.count - 1) {
      ends.removeLast()
      bytes.removeLast(bytes.count - (ends.last ?? 0))
    }
  }

  /// Every cell is text: no zero bytes, no broken characters, none torn between cells.
  var isText: Bool {
    guard !hasZero else { return false }
    guard mix >= 0x80 else { return true }
    guard (try? UTF8Span(validating: bytes.span)) != nil else { return false }
    return ends.allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }

  /// The cell as a number in plain decimals, blanks at its ends passed over; nil for anything else.
  func plainNumber(_ cell: Int) -> Double? {
    var cell = self[cell]
    while cell.first == 0x20 { cell.removeFirst() }
    while cell.last == 0x20 { cell.removeLast() }
    return plainDecimal(cell)
  }
}
