import Geometry

/// Straight pieces of the plane by square cells: which of them come near a place.
struct PieceGrid: Sendable {
  private let frame: Frame
  /// Cell `i` holds `pieces[starts[i] ..< starts[i + 1]]`.
  private let starts: [Int32]
  private let pieces: [Int32]

  /// - Parameters:
  ///   - count: the pieces are numbered `0 ..< count`.
  ///   - least: the least side of a cell.
  ///   - ends: of a piece; nil for one that is left out.
  init(count: Int, least: Double, _ ends: (Int) -> (PlanePoint, PlanePoint)?) {
    var low = PlanePoint(repeating: .infinity)
    var high = PlanePoint(repeating: -.infinity)
    for piece in 0..<count {
      guard let (a, b) = ends(piece) else { continue }
      low = PlanePoint(min(low.x, a.x, b.x), min(low.y, a.y, b.y))
      high = PlanePoint(max(high.x, a.x, b.x), max(high.y, a.y, b.y))
    }
    if low.x > high.x { (low, high) = (.zero, .zero) }
    let size = high - low
    let cell = max(least, (size.x * size.y / Double(max(count, 1))).squareRoot())
    frame = Frame(low: low, cell: cell, columns: Int(size.x / cell) + 1, rows: Int(size.y / cell) + 1)
    var starts = [Int32](repeating: 0, count: frame.columns * frame.rows + 1)
    for piece in 0..<count {
      guard let (a, b) = ends(piece) else { continue }
      frame.forEachCell(a, b) { starts[$0 + 1] += 1 }
    }
    starts.countsToStarts()
    var pieces = [Int32](repeating: 0, count: Int(starts[frame.columns * frame.rows]))
    var next = starts
    for piece in 0..<count {
      guard let (a, b) = ends(piece) else { continue }
      frame.forEachCell(a, b) {
        pieces[Int(next[$0])] = Int32(piece)
        next[$0] += 1
      }
    }
    self.starts = starts
    self.pieces = pieces
  }

  /// Every cell that a piece touches, row by row.
  @inline(__always)
  func forEachCell(_ a: PlanePoint, _ b: PlanePoint, _ body: (Int) -> Void) { frame.forEachCell(a, b, body) }

  var cellCount: Int { frame.columns * frame.rows }

  func pieces(inCell cell: Int) -> ArraySlice<Int32> { pieces[Int(starts[cell])..<Int(starts[cell + 1])] }

  /// Whether any piece of the cells within a reach of a place passes a test; a piece may be asked about twice.
  @inline(__always)
  func contains(near place: PlanePoint, reach: Double, _ test: (Int) -> Bool) -> Bool {
    for row in frame.row(place.y - reach)...frame.row(place.y + reach) {
      for column in frame.column(place.x - reach)...frame.column(place.x + reach) {
        let cell = row * frame.columns + column
        for index in Int(starts[cell])..<Int(starts[cell + 1]) where test(Int(pieces[index])) { return true }
      }
    }
    return false
  }

  /// The cell of a place; of one outside of all, the nearest.
  func cell(of place: PlanePoint) -> Int { frame.row(place.y) * frame.columns + frame.column(place.x) }

  /// The squares.
  private struct Frame: Sendable {
    let low: PlanePoint
    let cell: Double
    let columns: Int
    let rows: Int

    @inline(__always)
    func column(_ x: Double) -> Int { max(0, min(columns - 1, Int(((x - low.x) / cell).rounded(.down)))) }
    @inline(__always)
    func row(_ y: Double) -> Int { max(0, min(rows - 1, Int(((y - low.y) / cell).rounded(.down)))) }

    @inline(__always)
    func forEachCell(_ a: PlanePoint, _ b: PlanePoint, _ body: (Int) -> Void) {
      let (bottom, top) = a.y <= b.y ? (a, b) : (b, a)
      let slope = top.y > bottom.y ? (top.x - bottom.x) / (top.y - bottom.y) : 0
      for row in row(bottom.y)...row(top.y) {
        let floor = low.y + Double(row) * cell
        let from = bottom.x + slope * (max(bottom.y, floor) - bottom.y)
        let to = top.y > bottom.y ? bottom.x + slope * (min(top.y, floor + cell) - bottom.y) : top.x
        for column in column(min(from, to) - 1)...column(max(from, to) + 1) { body(row * columns + column) }
      }
    }
  }
}

/// The squared distance of a place from a straight piece.
@inline(__always)
func squaredDistance(_ place: PlanePoint, _ a: PlanePoint, _ b: PlanePoint) -> Double {
  let d = b - a
  let length = d.x * d.x + d.y * d.y
  let along = length > 0 ? max(0, min(1, ((place.x - a.x) * d.x + (place.y - a.y) * d.y) / length)) : 0
  return place.square(to: a + d * along)
}
