import Geometry

/// A piece of border between two cells, on the grid of written coordinates.
package struct PartEdge: Hashable, Sendable, BitwiseCopyable {
  package var from: GridPoint
  package var to: GridPoint
  /// Cells on its two sides; negative where the ground ends.
  package var left: Int32
  package var right: Int32
  /// The communities in which it lies.
  var set: Int32
}

/// The ground as cells side by side: each place belongs to one cell or to none, and borders meet at corners only.
///
/// Everything that is drawn is made of these edges, so that what is drawn side by side fits to the last digit.
struct Partition: Sendable {
  private(set) var edges: [PartEdge] = []
  /// Cell `c` has the edges `edgesOf[starts[c] ..< starts[c + 1]]`.
  private(set) var starts: [Int32] = []
  private(set) var edgesOf: [Int32] = []
  /// By community, then as they run: with both ends on the grid, the community on the left.
  private(set) var outlines: [OutlinePiece] = []
  /// Of a cell, its stretches of outlines; of few cells.
  private(set) var outlinesOf: [Int32: [Int32]] = [:]
  private(set) var sets: [[Int32]]

  /// - Parameter cells: left without its places, which are not needed beside the edges: a city has millions.
  /// - Complexity: O(borders + outlines), each with what lies beside it.
  init(
    _ cells: inout CellBorders, cellCount: Int, _ ground: CommunityGround, samples: [PlanePoint],
    _ plane: ConformalPlane, threads: Int
  ) {
    // Without communities a border is one part.
    var parts: [Part]?
    var pieces: [OutlineStretch] = []
    let vertices: [PlanePoint]
    if ground.rings.isEmpty {
      sets = [[]]
      vertices = gridPlaces(cells.places, plane, threads: threads)
    } else {
      var cuts = CommunityCuts(ground, cells, samples: samples, plane, threads: threads)
      var found: [Part] = []
      found.reserveCapacity(cells.borders.count + cells.borders.count / 8)
      cuts.parts(ground, cells) { border, from, to, set in
        found.append(Part(from: from, to: to, border: Int32(border), set: set))
      }
      parts = found
      pieces = cuts.pieces
      sets = cuts.sets.members
      vertices = cuts.vertices
    }
    cells.dropPlaces()
    let borders = cells.borders
    let points = filled(vertices.count, threads: threads) { (run, points: UnsafeMutableBufferPointer<GridPoint>) in
      for index in run { points[index] = GridPoint(rounding: vertices[index]) }
    }
    let snapped = SnappedEdges(points)
    /// The pieces of a stretch on the grid.
    @Sendable func forEachPiece(
      _ first: Int32, _ last: Int32, _ found: inout [GridPoint], _ body: (_ from: GridPoint, _ to: GridPoint) -> Void
    ) {
      var from = points[Int(first)]
      let to = points[Int(last)]
      guard from != to else { return }
      snapped.corners(along: vertices[Int(first)], vertices[Int(last)], from, to, &found)
      for corner in found {
        body(from, corner)
        from = corner
      }
      body(from, to)
    }
    let (stretches, outlineStretches) = (parts, pieces)
    edges = Self.edges(stretches?.count ?? borders.count, threads: threads) { index, found, add in
      let part = stretches?[index] ?? Part(borders[index], index)
      let border = borders[Int(part.border)]
      forEachPiece(part.from, part.to, &found) {
        add(PartEdge(from: $0, to: $1, left: border.left, right: border.right, set: part.set))
      }
    }
    outlines = inRuns(pieces.count, threads: threads) { (run, outlines: inout [OutlinePiece]) in
      var found: [GridPoint] = []
      for piece in outlineStretches[run] {
        forEachPiece(piece.from, piece.to, &found) {
          outlines.append(OutlinePiece(from: $0, to: $1, community: piece.community, cell: piece.cell))
        }
      }
    }
    index(cellCount: cellCount)
    for (index, piece) in outlines.enumerated() where piece.cell >= 0 {
      outlinesOf[piece.cell, default: []].append(Int32(index))
    }
  }

  /// Of edges that are there already, in no community.
  init(_ edges: [PartEdge], cellCount: Int) {
    self.edges = edges
    sets = [[]]
    index(cellCount: cellCount)
  }

  /// Lists the edges by cell.
  private mutating func index(cellCount: Int) {
    starts = [Int32](repeating: 0, count: cellCount + 1)
    for edge in edges {
      starts[Int(edge.left) + 1] += 1
      if edge.right >= 0 { starts[Int(edge.right) + 1] += 1 }
    }
    for cell in 0..<cellCount { starts[cell + 1] += starts[cell] }
    edgesOf = [Int32](repeating: 0, count: Int(starts[cellCount]))
    var next = starts
    for (index, edge) in edges.enumerated() {
      edgesOf[Int(next[Int(edge.left)])] = Int32(index)
      next[Int(edge.left)] += 1
      guard edge.right >= 0 else { continue }
      edgesOf[Int(next[Int(edge.right)])] = Int32(index)
      next[Int(edge.right)] += 1
    }
  }

  /// A part of a border from vertex to vertex, before it stands on the grid.
  private struct Part {
    var from: Int32
    var to: Int32
    var border: Int32
    var set: Int32

    init(from: Int32, to: Int32, border: Int32, set: Int32) {
      (self.from, self.to, self.border, self.set) = (from, to, border, set)
    }

    /// All of a border, in no community.
    init(_ border: CellBorder, _ number: Int) {
      self.init(from: border.from, to: border.to, border: Int32(number), set: GroundSets.none)
    }
  }

  /// The edges of all parts. Hardly any part has more than one edge: each first one is set where it stays, so that
  /// hundreds of megabytes are not written twice; what is left follows behind.
  private static func edges(
    _ count: Int, threads: Int,
    _ make: @Sendable (_ part: Int, _ found: inout [GridPoint], _ add: (PartEdge) -> Void) -> Void
  ) -> [PartEdge] {
    let none = PartEdge(from: GridPoint(x: 0, y: 0), to: GridPoint(x: 0, y: 0), left: -1, right: -1, set: 0)
    let runs = threads > 1 && count > 4096 ? min(8 * threads, 64) : 1
    var rest: [[PartEdge]] = []
    var edges = [PartEdge](unsafeUninitializedCapacity: count + count / 8) { edges, used in
      nonisolated(unsafe) let slots = edges
      rest = inParallel(runs, threads: threads) { run in
        var found: [GridPoint] = []
        var rest: [PartEdge] = []
        for part in (run * count / runs)..<((run + 1) * count / runs) {
          var isFirst = true
          make(part, &found) { edge in
            if isFirst { slots[part] = edge } else { rest.append(edge) }
            isFirst = false
          }
          if isFirst { slots[part] = none }
        }
        return rest
      }
      // Parts that are shorter than a step of the grid have none.
      used = 0
      for part in 0..<count where slots[part].left >= 0 {
        slots[used] = slots[part]
        used += 1
      }
    }
    for more in rest { edges += more }
    return edges
  }

  var cellCount: Int { starts.count - 1 }

  func edges(of cell: Int) -> ArraySlice<Int32> { edgesOf[Int(starts[cell])..<Int(starts[cell + 1])] }

  /// The cell beyond an edge; negative where there is none.
  @inline(__always)
  func neighbour(_ edge: PartEdge, of cell: Int) -> Int { Int(edge.left) == cell ? Int(edge.right) : Int(edge.left) }
}

/// Places of the plane in units of the grid of written coordinates, not rounded.
func gridPlaces(_ places: [PlanePoint], _ plane: ConformalPlane, threads: Int) -> [PlanePoint] {
  filled(places.count, threads: threads) { (run, found: UnsafeMutableBufferPointer<PlanePoint>) in
    for index in run { found[index] = plane.gridPlace(places[index]) }
  }
}
