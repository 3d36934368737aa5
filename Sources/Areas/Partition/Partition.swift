import Geometry

/// A piece of border between two cells, on the grid of written coordinates.
struct PartEdge: Sendable {
  var from: GridPoint
  var to: GridPoint
  var left: Int32
  var right: Int32
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

  /// - Complexity: O(borders + outlines), each with what lies beside it.
  init(
    _ cells: CellBorders, cellCount: Int, _ ground: CommunityGround, samples: [PlanePoint], _ plane: ConformalPlane,
    threads: Int
  ) {
    var parts: [Part] = []
    parts.reserveCapacity(cells.borders.count)
    var pieces: [OutlineStretch] = []
    let vertices: [PlanePoint]
    if ground.rings.isEmpty {
      sets = [[]]
      vertices = gridPlaces(cells.places, plane, threads: threads)
      for (index, border) in cells.borders.enumerated() {
        parts.append(Part(from: border.from, to: border.to, border: Int32(index), set: GroundSets.none))
      }
    } else {
      var cuts = CommunityCuts(ground, cells, samples: samples, plane, threads: threads)
      cuts.parts(ground, cells) { border, from, to, set in
        parts.append(Part(from: from, to: to, border: Int32(border), set: set))
      }
      pieces = cuts.pieces
      sets = cuts.sets.members
      vertices = cuts.vertices
    }
    let points = vertices.map(GridPoint.init(rounding:))
    let snapped = SnappedEdges(points)
    /// The pieces of a stretch on the grid.
    @Sendable func forEachPiece(
      _ first: Int32, _ last: Int32, _ found: inout [GridPoint], _ body: (_ from: GridPoint, _ to: GridPoint) -> Void
    ) {
      var from = points[Int(first)]
      let to = points[Int(last)]
      guard from != to else { return }
      snapped.corners(along: vertices[Int(first)], vertices[Int(last)], &found)
      for corner in found {
        body(from, corner)
        from = corner
      }
      body(from, to)
    }
    let (stretches, outlineStretches) = (parts, pieces)
    edges = inRuns(parts.count, threads: threads) { (run, edges: inout [PartEdge]) in
      var found: [GridPoint] = []
      edges.reserveCapacity(run.count)
      for part in stretches[run] {
        let border = cells.borders[Int(part.border)]
        forEachPiece(part.from, part.to, &found) {
          edges.append(PartEdge(from: $0, to: $1, left: border.left, right: border.right, set: part.set))
        }
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
    starts = [Int32](repeating: 0, count: cellCount + 1)
    for edge in edges {
      starts[Int(edge.left) + 1] += 1
      if edge.right >= 0 { starts[Int(edge.right) + 1] += 1 }
    }
    for cell in 0..<cellCount { starts[cell + 1] += starts[cell] }
    edgesOf = [Int32](repeating: 0, count: Int(starts[cellCount]))
    var next = starts
    for (index, edge) in edges.enumerated() {
      for cell in [edge.left, edge.right] where cell >= 0 {
        edgesOf[Int(next[Int(cell)])] = Int32(index)
        next[Int(cell)] += 1
      }
    }
    for (index, piece) in outlines.enumerated() where piece.cell >= 0 {
      outlinesOf[piece.cell, default: []].append(Int32(index))
    }
  }

  /// A part of a border from vertex to vertex, before it stands on the grid.
  private struct Part {
    var from: Int32
    var to: Int32
    var border: Int32
    var set: Int32
  }

  var cellCount: Int { starts.count - 1 }

  func edges(of cell: Int) -> ArraySlice<Int32> { edgesOf[Int(starts[cell])..<Int(starts[cell + 1])] }

  /// The cell beyond an edge; negative where there is none.
  @inline(__always)
  func neighbour(_ edge: PartEdge, of cell: Int) -> Int { Int(edge.left) == cell ? Int(edge.right) : Int(edge.left) }
}

/// Places of the plane in units of the grid of written coordinates, not rounded.
func gridPlaces(_ places: [PlanePoint], _ plane: ConformalPlane, threads: Int) -> [PlanePoint] {
  inRuns(places.count, threads: threads) { (run, found: inout [PlanePoint]) in
    found.reserveCapacity(run.count)
    for place in places[run] { found.append(plane.gridPlace(place)) }
  }
}
