import Geometry
import Synchronization

/// The straight pieces of all streets in a grid of equal cells, for finding the street next to a point.
struct SegmentGrid: Sendable {
  /// Made when first asked for, then shared.
  final class Cache: Sendable {
    private let grid = Mutex<SegmentGrid?>(nil)

    func grid(of graph: RoadGraph) -> SegmentGrid {
      grid.withLock { grid in
        if let grid { return grid }
        let made = SegmentGrid(graph)
        grid = made
        return made
      }
    }
  }

  let box: Box
  let columns: Int
  let rows: Int
  /// Cell size in degrees.
  let cellX: Double
  let cellY: Double
  /// Cell `c` holds the pieces `starts[c] ..< starts[c + 1]`; a piece is named by its second vertex.
  private let starts: [Int32]
  private let pieces: [Int32]
  /// Street of each vertex.
  let streets: [Int32]

  init(_ graph: RoadGraph) {
    var box = Box()
    for vertex in graph.vertexLongitudes.indices { box.add(graph.vertexPosition(vertex)) }
    self.box = box
    var streets = [Int32](repeating: 0, count: graph.vertexLongitudes.count)
    for street in 0..<graph.streetCount {
      for vertex in graph.vertices(of: street) { streets[vertex] = Int32(street) }
    }
    self.streets = streets
    // About one piece per cell, cells square on the ground, and never more cells than twice the pieces.
    let scale = LocalScale(latitude: box.center.y)
    let width = max(box.width * scale.metersPerDegreeX, 1)
    let height = max(box.height * scale.metersPerDegreeY, 1)
    let pieceCount = Double(max(streets.count - graph.streetCount, 1))
    let side = max((width * height / pieceCount).squareRoot(), max(width, height) / 4096, 10)
    columns = max(1, Int((width / side).rounded(.up)))
    rows = max(1, Int((height / side).rounded(.up)))
    cellX = max(box.width / Double(columns), 1e-7)
    cellY = max(box.height / Double(rows), 1e-7)

    var counts = [Int32](repeating: 0, count: columns * rows + 1)
    let shape = (box: box, columns: columns, rows: rows, cellX: cellX, cellY: cellY)
    Self.forEachCell(graph, streets, shape) { cell, _ in counts[cell + 1] += 1 }
    for cell in 0..<(columns * rows) { counts[cell + 1] += counts[cell] }
    starts = counts
    var pieces = [Int32](repeating: 0, count: Int(counts[columns * rows]))
    Self.forEachCell(graph, streets, shape) { cell, vertex in
      pieces[Int(counts[cell])] = Int32(vertex)
      counts[cell] += 1
    }
    self.pieces = pieces
  }

  func pieces(column: Int, row: Int) -> ArraySlice<Int32> {
    let cell = row * columns + column
    return pieces[Int(starts[cell])..<Int(starts[cell + 1])]
  }

  func column(_ x: Double) -> Int { Self.clamp((x - box.minX) / cellX, columns) }
  func row(_ y: Double) -> Int { Self.clamp((y - box.minY) / cellY, rows) }

  private static func clamp(_ value: Double, _ count: Int) -> Int { Int(max(0, min(value, Double(count - 1)))) }

  /// Every cell that a piece's straight line touches, row by row; a little more than that at borders.
  private static func forEachCell(
    _ graph: RoadGraph, _ streets: [Int32], _ grid: (box: Box, columns: Int, rows: Int, cellX: Double, cellY: Double),
    _ body: (_ cell: Int, _ vertex: Int) -> Void
  ) {
    for vertex in streets.indices.dropFirst() where streets[vertex] == streets[vertex - 1] {
      let a = graph.vertexPosition(vertex - 1)
      let b = graph.vertexPosition(vertex)
      let low = a.y <= b.y ? a : b
      let high = a.y <= b.y ? b : a
      let firstRow = clamp((low.y - grid.box.minY) / grid.cellY - 1e-6, grid.rows)
      let lastRow = clamp((high.y - grid.box.minY) / grid.cellY + 1e-6, grid.rows)
      for row in firstRow...lastRow {
        var x0 = low.x
        var x1 = high.x
        if firstRow != lastRow, high.y > low.y {
          let slope = (high.x - low.x) / (high.y - low.y)
          let bottom = max(low.y, grid.box.minY + Double(row) * grid.cellY)
          let top = min(high.y, grid.box.minY + Double(row + 1) * grid.cellY)
          x0 = low.x + (bottom - low.y) * slope
          x1 = low.x + (top - low.y) * slope
        }
        let firstColumn = clamp((min(x0, x1) - grid.box.minX) / grid.cellX - 1e-6, grid.columns)
        let lastColumn = clamp((max(x0, x1) - grid.box.minX) / grid.cellX + 1e-6, grid.columns)
        for column in firstColumn...lastColumn { body(row * grid.columns + column, vertex) }
      }
    }
  }
}
