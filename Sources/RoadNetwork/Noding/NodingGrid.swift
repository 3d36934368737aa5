import Geometry
import Model

/// The pieces of all lines in a grid of equal cells.
struct NodingGrid {
  struct Piece {
    var line: Int32
    var segment: Int32
  }

  /// The place of a line nearest to a point.
  struct Nearest {
    var line: Int
    var segment: Int
    /// 0...1 along the piece.
    var share: Double
    /// Metres.
    var distance: Double
  }

  private let cells: GridCells
  private let pieces: [Piece]
  private let starts: [Int32]
  /// Cell `c` holds the pieces `held[starts[c] ..< starts[c + 1]]`.
  private let held: [Int32]

  var cellCount: Int { cells.columns * cells.rows }

  init(_ lines: [[NodingPlace]]) {
    var pieces: [Piece] = []
    var box = Box()
    for (line, places) in lines.enumerated() {
      for place in places { box.add(place.position) }
      for segment in 0..<max(places.count - 1, 0) { pieces.append(Piece(line: Int32(line), segment: Int32(segment))) }
    }
    if box.isEmpty { box.add(Coordinate(x: 0, y: 0)) }
    let scale = LocalScale(latitude: box.center.y)
    let width = max(box.width * scale.metersPerDegreeX, 1)
    let height = max(box.height * scale.metersPerDegreeY, 1)
    // About one piece per cell, as in the grid of a graph.
    let side = max((width * height / Double(max(pieces.count, 1))).squareRoot(), max(width, height) / 4096, 10)
    let columns = max(1, Int((width / side).rounded(.up)))
    let rows = max(1, Int((height / side).rounded(.up)))
    let cells = GridCells(
      box: box, columns: columns, rows: rows, cellX: max(box.width / Double(columns), 1e-7),
      cellY: max(box.height / Double(rows), 1e-7))
    var starts = [Int32](repeating: 0, count: columns * rows + 1)
    func forEachCell(_ piece: Piece, _ body: (Int) -> Void) {
      let places = lines[Int(piece.line)]
      cells.forEachCell(places[Int(piece.segment)].position, places[Int(piece.segment) + 1].position, body)
    }
    for piece in pieces { forEachCell(piece) { starts[$0 + 1] += 1 } }
    starts.countsToStarts()
    var next = starts
    var held = [Int32](repeating: 0, count: Int(starts[columns * rows]))
    for (index, piece) in pieces.enumerated() {
      forEachCell(piece) { cell in
        held[Int(next[cell])] = Int32(index)
        next[cell] += 1
      }
    }
    self.cells = cells
    self.pieces = pieces
    self.starts = starts
    self.held = held
  }

  func pieces(inCell cell: Int) -> [Piece] {
    held[Int(starts[cell])..<Int(starts[cell + 1])].map { pieces[Int($0)] }
  }

  /// The nearest place of each line within a distance, inclusive, ordered by line.
  func nearest(_ place: NodingPlace, within meters: Double, _ lines: [[NodingPlace]]) -> [Nearest] {
    let here = place.position
    let scale = LocalScale(latitude: here.y)
    let marginX = meters / scale.metersPerDegreeX * 1.001 + 1e-7
    let marginY = meters / scale.metersPerDegreeY * 1.001 + 1e-7
    func column(_ x: Double) -> Int { GridCells.clamp((x - cells.box.minX) / cells.cellX, cells.columns) }
    func row(_ y: Double) -> Int { GridCells.clamp((y - cells.box.minY) / cells.cellY, cells.rows) }
    var found: [Nearest] = []
    for row in row(here.y - marginY)...row(here.y + marginY) {
      for column in column(here.x - marginX)...column(here.x + marginX) {
        let cell = row * cells.columns + column
        for index in Int(starts[cell])..<Int(starts[cell + 1]) {
          let piece = pieces[Int(held[index])]
          let places = lines[Int(piece.line)]
          let a = places[Int(piece.segment)].position
          let b = places[Int(piece.segment) + 1].position
          guard min(a.x, b.x) <= here.x + marginX, max(a.x, b.x) >= here.x - marginX,
            min(a.y, b.y) <= here.y + marginY, max(a.y, b.y) >= here.y - marginY
          else { continue }
          let (share, distance) = Self.nearest(here, a, b, scale)
          guard distance <= meters else { continue }
          let near = Nearest(
            line: Int(piece.line), segment: Int(piece.segment), share: share, distance: distance)
          if let known = found.firstIndex(where: { $0.line == near.line }) {
            if (near.distance, near.segment) < (found[known].distance, found[known].segment) { found[known] = near }
          } else {
            found.append(near)
          }
        }
      }
    }
    return found.sorted { $0.line < $1.line }
  }

  private static func nearest(
    _ point: Coordinate, _ a: Coordinate, _ b: Coordinate, _ scale: LocalScale
  ) -> (share: Double, distance: Double) {
    let dx = (b.x - a.x) * scale.metersPerDegreeX
    let dy = (b.y - a.y) * scale.metersPerDegreeY
    let px = (point.x - a.x) * scale.metersPerDegreeX
    let py = (point.y - a.y) * scale.metersPerDegreeY
    let square = dx * dx + dy * dy
    let share = square > 0 ? max(0, min(1, (px * dx + py * dy) / square)) : 0
    let (x, y) = (px - share * dx, py - share * dy)
    return (share, (x * x + y * y).squareRoot())
  }
}
