import Geometry
import Model
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
    box = graph.extent
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
    let cellCount = columns * rows

    // The cell of each piece, -1 for one that lies in several.
    var only: [Int32] = []
    var starts = [Int32](repeating: 0, count: cellCount + 1)
    let streets = [Int32](unsafeUninitializedCapacity: graph.pieceCount) { streets, count in
      only = [Int32](unsafeUninitializedCapacity: graph.pieceCount) { only, onlyCount in
        starts.withUnsafeMutableBufferPointer { starts in
          graph.forEachPiece { piece, street, a, b in
            streets.initializeElement(at: piece, to: Int32(street))
            let cell = cells.cell(a)
            if cell == cells.cell(b) {
              only.initializeElement(at: piece, to: Int32(cell))
              starts[cell + 1] += 1
            } else {
              only.initializeElement(at: piece, to: -1)
              cells.forEachCell(a.position, b.position) { starts[$0 + 1] += 1 }
            }
          }
        }
        onlyCount = graph.pieceCount
      }
      count = graph.pieceCount
    }
    starts.countsToStarts()
    self.streets = streets
    self.starts = starts
    pieces = [Int32](unsafeUninitializedCapacity: Int(starts[cellCount])) { pieces, count in
      // Where the next piece of a cell goes.
      starts.withUnsafeMutableBufferPointer { next in
        for (piece, cell) in only.enumerated() {
          if cell >= 0 {
            pieces.initializeElement(at: Int(next[Int(cell)]), to: Int32(piece))
            next[Int(cell)] += 1
          } else {
            let ends = graph.ends(ofPiece: piece, on: Int(streets[piece]))
            cells.forEachCell(ends.a, ends.b) { cell in
              pieces.initializeElement(at: Int(next[cell]), to: Int32(piece))
              next[cell] += 1
            }
          }
        }
        count = Int(next[cellCount])
      }
    }
  }

  func pieces(column: Int, row: Int) -> ArraySlice<Int32> { pieces[range(column: column, row: row)] }

  /// The places of a cell's pieces, for ``piece(at:)``: a slice would be counted for each cell that is looked into.
  func range(column: Int, row: Int) -> Range<Int> {
    let cell = row * columns + column
    return Int(starts[cell])..<Int(starts[cell + 1])
  }

  func piece(at place: Int) -> Int { Int(pieces[place]) }

  func column(_ x: Double) -> Int { GridCells.clamp((x - box.minX) / cellX, columns) }
  func row(_ y: Double) -> Int { GridCells.clamp((y - box.minY) / cellY, rows) }
}

extension GridCells {
  func cell(_ place: PackedCoordinates.Place) -> Int {
    let place = place.position
    return Self.clamp((place.y - box.minY) / cellY, rows) * columns + Self.clamp((place.x - box.minX) / cellX, columns)
  }
}
