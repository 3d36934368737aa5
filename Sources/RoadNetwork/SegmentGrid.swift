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
  /// Cell `c` holds the pieces `starts[c] ..< starts[c + 1]`.
  private let starts: [Int32]
  private let pieces: [Int32]
  /// Street of each piece.
  let streets: [Int32]

  init(_ graph: RoadGraph) {
    var box = Box()
    for node in 0..<graph.nodeCount {
      box.add(RoadGraph.degrees(graph.nodeLongitudes[node], graph.nodeLatitudes[node]))
    }
    for index in 0..<graph.innerPlaces.count { box.add(graph.innerPlaces[index]) }
    self.box = box
    // About one piece per cell, cells square on the ground, and never more cells than twice the pieces.
    let scale = LocalScale(latitude: box.center.y)
    let width = max(box.width * scale.metersPerDegreeX, 1)
    let height = max(box.height * scale.metersPerDegreeY, 1)
    let side = max((width * height / Double(max(graph.pieceCount, 1))).squareRoot(), max(width, height) / 4096, 10)
    columns = max(1, Int((width / side).rounded(.up)))
    rows = max(1, Int((height / side).rounded(.up)))
    cellX = max(box.width / Double(columns), 1e-7)
    cellY = max(box.height / Double(rows), 1e-7)
    let cells = GridCells(box: box, columns: columns, rows: rows, cellX: cellX, cellY: cellY)

    // The cell of each piece, -1 for one that lies in several.
    var counts = [Int32](repeating: 0, count: columns * rows + 1)
    var only = [Int32](repeating: -1, count: graph.pieceCount)
    var streets = [Int32](repeating: 0, count: graph.pieceCount)
    for street in 0..<graph.streetCount {
      var piece = graph.firstPiece(of: street)
      var a = graph.vertexPosition(street, 0)
      var cellA = cells.cell(a)
      for vertex in 1..<graph.vertexCount(street) {
        let b = graph.vertexPosition(street, vertex)
        let cellB = cells.cell(b)
        streets[piece] = Int32(street)
        if cellA == cellB {
          only[piece] = Int32(cellA)
          counts[cellA + 1] += 1
        } else {
          cells.forEachCell(a, b) { counts[$0 + 1] += 1 }
        }
        (a, cellA) = (b, cellB)
        piece += 1
      }
    }
    for cell in 0..<(columns * rows) { counts[cell + 1] += counts[cell] }
    starts = counts
    var pieces = [Int32](repeating: 0, count: Int(counts[columns * rows]))
    for (piece, cell) in only.enumerated() {
      func put(_ cell: Int) {
        pieces[Int(counts[cell])] = Int32(piece)
        counts[cell] += 1
      }
      if cell >= 0 {
        put(Int(cell))
      } else {
        let street = Int(streets[piece])
        let vertex = piece - graph.firstPiece(of: street)
        cells.forEachCell(graph.vertexPosition(street, vertex), graph.vertexPosition(street, vertex + 1), put)
      }
    }
    self.pieces = pieces
    self.streets = streets
  }

  func pieces(column: Int, row: Int) -> ArraySlice<Int32> {
    let cell = row * columns + column
    return pieces[Int(starts[cell])..<Int(starts[cell + 1])]
  }

  func column(_ x: Double) -> Int { GridCells.clamp((x - box.minX) / cellX, columns) }
  func row(_ y: Double) -> Int { GridCells.clamp((y - box.minY) / cellY, rows) }
}

/// Which cells of a grid a straight line touches.
struct GridCells {
  var box: Box
  var columns: Int
  var rows: Int
  var cellX: Double
  var cellY: Double

  func cell(_ place: Coordinate) -> Int {
    Self.clamp((place.y - box.minY) / cellY, rows) * columns + Self.clamp((place.x - box.minX) / cellX, columns)
  }

  static func clamp(_ value: Double, _ count: Int) -> Int { Int(max(0, min(value, Double(count - 1)))) }

  /// Row by row; a little more than the touched cells at borders.
  func forEachCell(_ a: Coordinate, _ b: Coordinate, _ body: (_ cell: Int) -> Void) {
    let low = a.y <= b.y ? a : b
    let high = a.y <= b.y ? b : a
    let firstRow = Self.clamp((low.y - box.minY) / cellY - 1e-6, rows)
    let lastRow = Self.clamp((high.y - box.minY) / cellY + 1e-6, rows)
    for row in firstRow...lastRow {
      var x0 = low.x
      var x1 = high.x
      if firstRow != lastRow, high.y > low.y {
        let slope = (high.x - low.x) / (high.y - low.y)
        let bottom = max(low.y, box.minY + Double(row) * cellY)
        let top = min(high.y, box.minY + Double(row + 1) * cellY)
        x0 = low.x + (bottom - low.y) * slope
        x1 = low.x + (top - low.y) * slope
      }
      let firstColumn = Self.clamp((min(x0, x1) - box.minX) / cellX - 1e-6, columns)
      let lastColumn = Self.clamp((max(x0, x1) - box.minX) / cellX + 1e-6, columns)
      for column in firstColumn...lastColumn { body(row * columns + column) }
    }
  }
}
