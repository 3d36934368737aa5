/// How much of each cell of a grid lies in some polygons, and where the middle of that part is.
///
/// Exact but for rounding: each edge adds the signed area to its right in the cells it crosses and its height to all cells
/// behind them, so that a sum along the row gives every cell's share. No cell is cut out of a polygon.
///
/// ```swift
/// let half = Polygon(outer: [.init(x: 0, y: 0), .init(x: 2, y: 0), .init(x: 0, y: 2)])
/// CellCoverage([half], columns: 2, rows: 2).forEachCell { part in … }  // 1, 0.5, 0.5
/// ```
///
/// Polygons must not overlap each other, and rings not cross: shares are then those of the winding number, cut at 1.
/// Winding does not matter; the first ring of a polygon is its outline, the others holes.
/// - Complexity: O(cells that edges cross + columns x rows of the box), memory O(edges + columns).
/// Source: the coverage accumulation of scan converters, e.g. Baumann, Hirschberg (2015), font-rs, and for rasters
/// Baston (2018), exactextract, which finds the same shares by walking each cell's boundary.
package struct CellCoverage: Sendable {
  /// A cell of which some lies inside.
  package struct Part: Hashable, Sendable {
    package var column: Int
    package var row: Int
    /// Above 0, 1 at most.
    package var share: Double
    /// The centre of gravity of what lies inside, in columns and rows.
    package var middle: Coordinate
  }

  /// A piece of an outline that runs up or down, with the inside counted positive.
  fileprivate struct Edge: Sendable {
    var top: Coordinate
    var bottom: Coordinate
    /// 1 where it runs down, -1 where up.
    var sign: Double
  }

  /// By the row in which they begin.
  private var edges: [Edge] = []
  /// The rows and columns that can hold something.
  package private(set) var rows: Range<Int> = 0..<0
  package private(set) var columns: Range<Int> = 0..<0

  /// A smaller share is rounding.
  fileprivate static let leastShare = 1e-12

  /// - Parameters:
  ///   - polygons: in columns and rows; what lies beyond the grid counts for nothing.
  ///   - columns: of the grid, `rows` likewise.
  package init(_ polygons: [Polygon], columns: Int, rows: Int) {
    var box = Box()
    for polygon in polygons {
      for index in 0..<polygon.ringCount {
        let ring = polygon.ring(index)
        guard let origin = ring.first else { continue }
        for corner in ring { box.add(corner) }
        let area = signedArea(ring, about: origin)
        // Down on the left of the inside makes what lies to the right count.
        let outward = (area > 0) == (index == 0) ? -1.0 : 1.0
        for (a, b) in zip(ring, ring.dropFirst()) where a.y != b.y {
          edges.append(a.y < b.y ? Edge(top: a, bottom: b, sign: outward) : Edge(top: b, bottom: a, sign: -outward))
        }
      }
    }
    guard !box.isEmpty, box.minX.isFinite, box.maxX.isFinite, box.minY.isFinite, box.maxY.isFinite else {
      edges = []
      return
    }
    self.rows = Self.span(box.minY, box.maxY, rows)
    self.columns = Self.span(box.minX, box.maxX, columns)
    let (first, end) = (Double(self.rows.lowerBound), Double(self.rows.upperBound))
    edges.removeAll { $0.bottom.y <= first || $0.top.y >= end }
    edges.sort { $0.top.y < $1.top.y }
  }

  private static func span(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
    let first = Int(max(0, min(low.rounded(.down), Double(count))))
    let end = Int(max(0, min(high.rounded(.up), Double(count))))
    return first..<max(first, end)
  }

  /// Calls the body with every cell of which some lies inside, row by row, each from the first column.
  package func forEachCell(_ body: (Part) -> Void) {
    guard !columns.isEmpty else { return }
    var line = CoverageLine(columns)
    var active: [Edge] = []
    var next = 0
    for row in rows {
      let (top, bottom) = (Double(row), Double(row + 1))
      active.removeAll { $0.bottom.y <= top }
      while next < edges.count, edges[next].top.y < bottom {
        if edges[next].bottom.y > top { active.append(edges[next]) }
        next += 1
      }
      guard !active.isEmpty else { continue }
      for edge in active { line.add(edge.piece(from: top, to: bottom), sign: edge.sign) }
      line.take { column, share, middle in
        guard share > Self.leastShare else { return }
        body(
          Part(
            column: column, row: row, share: min(1, share),
            middle: Coordinate(x: Double(column) + middle.x, y: top + middle.y)))
      }
    }
  }
}

extension CellCoverage.Edge {
  /// The part of the edge in a row, its heights counted from the row's top.
  fileprivate func piece(from low: Double, to high: Double) -> (a: Coordinate, b: Coordinate) {
    (at(max(low, top.y), from: low), at(min(high, bottom.y), from: low))
  }

  private func at(_ y: Double, from row: Double) -> Coordinate {
    if y == top.y { return Coordinate(x: top.x, y: y - row) }
    if y == bottom.y { return Coordinate(x: bottom.x, y: y - row) }
    return Coordinate(x: top.x + (bottom.x - top.x) * ((y - top.y) / (bottom.y - top.y)), y: y - row)
  }
}

/// What the edges of one row add up to.
private struct CoverageLine {
  /// Integrals over a cell: of 1, of the place from its left, of the place from its top.
  private struct Sums {
    var area = 0.0
    var x = 0.0
    var y = 0.0
    /// For all cells behind: the height, and the height times its middle.
    var height = 0.0
    var lever = 0.0
  }

  private let first: Int
  private var sums: [Sums]
  private var touched: ClosedRange<Int>?

  init(_ columns: Range<Int>) {
    first = columns.lowerBound
    sums = [Sums](repeating: Sums(), count: columns.count)
  }

  /// Adds a piece of an edge that runs down.
  mutating func add(_ piece: (a: Coordinate, b: Coordinate), sign: Double) {
    var a = Coordinate(x: piece.a.x - Double(first), y: piece.a.y)
    var b = Coordinate(x: piece.b.x - Double(first), y: piece.b.y)
    let width = Double(sums.count)
    guard b.y > a.y, min(a.x, b.x) < width else { return }
    // From left to right; what runs the other way is mirrored in sign by its heights.
    let isFalling = b.x < a.x
    if isFalling { swap(&a, &b) }
    let direction = isFalling ? -sign : sign
    func height(at x: Double) -> Double { a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x)) }
    if a.x < 0 {
      // What lies before the first column covers all of it.
      let end = b.x > 0 ? Coordinate(x: 0, y: height(at: 0)) : Coordinate(x: 0, y: b.y)
      addInCell(0, Coordinate(x: 0, y: a.y), Coordinate(x: 0, y: end.y), direction)
      guard b.x > 0 else { return }
      a = end
    }
    if b.x > width { b = Coordinate(x: width, y: height(at: width)) }
    var from = a
    var column = min(Int(a.x), sums.count - 1)
    while Double(column + 1) < b.x {
      let edge = Double(column + 1)
      let to = Coordinate(x: edge, y: a.y + (b.y - a.y) * ((edge - a.x) / (b.x - a.x)))
      addInCell(column, from, to, direction)
      from = to
      column += 1
    }
    addInCell(column, from, b, direction)
  }

  /// Adds a straight piece within one cell: `u` from its left, `v` from its top.
  private mutating func addInCell(_ column: Int, _ a: Coordinate, _ b: Coordinate, _ sign: Double) {
    let u = a.x - Double(column)
    let du = b.x - a.x
    let end = u + du
    let dv = b.y - a.y
    let height = sign * dv
    let middle = (a.y + b.y) / 2
    sums[column].area += height * (1 - (u + end) / 2)
    sums[column].x += height * (1 - (u * u + u * end + end * end) / 3) / 2
    sums[column].y += height * (a.y * (1 - u) + (dv * (1 - u) - du * a.y) / 2 - dv * du / 3)
    sums[column].height += height
    sums[column].lever += height * middle
    touched = min(touched?.lowerBound ?? column, column)...max(touched?.upperBound ?? column, column)
  }

  /// Hands over every cell from the first that an edge touched to the last that has something, and begins anew.
  mutating func take(_ body: (_ column: Int, _ share: Double, _ middle: Coordinate) -> Void) {
    guard let columns = touched else { return }
    var height = 0.0
    var lever = 0.0
    for column in columns.lowerBound..<sums.count {
      // Behind the last edge lies something only where the other side is beyond the grid.
      if column > columns.upperBound, abs(height) < CellCoverage.leastShare { break }
      let own = sums[column]
      sums[column] = Sums()
      let area = own.area + height
      if area > 0 {
        // Rounding must not carry the middle out of the cell.
        let middle = Coordinate(
          x: max(0, min(1, (own.x + height / 2) / area)), y: max(0, min(1, (own.y + lever) / area)))
        body(first + column, area, middle)
      }
      height += own.height
      lever += own.lever
    }
    touched = nil
  }
}
