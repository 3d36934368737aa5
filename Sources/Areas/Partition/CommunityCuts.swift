import Geometry

/// A stretch of a community's outline in one cell, the community on its left.
struct OutlinePiece: Sendable {
  var from: GridPoint
  var to: GridPoint
  var community: Int32
  var cell: Int32
}

/// A stretch of an outline from vertex to vertex, before it stands on the grid.
struct OutlineStretch {
  var from: Int32
  var to: Int32
  var community: Int32
  var cell: Int32
}

/// Where the outlines of communities cross the borders of cells, and in which communities each border lies.
///
/// Outlines often run along streets and through the very places where cells meet. They are taken a little aside, by less
/// than the grid of written coordinates tells, so that none passes through a corner.
struct CommunityCuts {
  private struct Crossing {
    var border: Int32
    var along: Double
    var community: Int32
    var vertex: Int32
  }

  /// Units of the grid by which the outlines are taken aside.
  private static let aside = PlanePoint(0.0031, 0.0017)
  /// The least side of a square of borders, in units of the grid: some 20 m.
  private static let square = 2000.0

  /// In units of the grid: those of the cells, then crossings and corners of outlines.
  private(set) var vertices: [PlanePoint]
  private(set) var pieces: [OutlineStretch] = []
  private(set) var sets = GroundSets()
  private var crossings: [Crossing] = []
  /// The crossings of border `b` are `crossings[starts[b] ..< starts[b + 1]]`, as they come along it.
  private var starts: [Int32] = []

  /// - Complexity: O(borders + outline x borders beside it).
  init(_ ground: CommunityGround, _ cells: CellBorders, samples: [PlanePoint], _ plane: ConformalPlane, threads: Int) {
    let vertices = gridPlaces(cells.places, plane, threads: threads)
    self.vertices = vertices
    let grid = PieceGrid(count: cells.borders.count, least: Self.square) {
      (vertices[Int(cells.borders[$0].from)], vertices[Int(cells.borders[$0].to)])
    }
    var sampleGrid: PieceGrid?
    for ring in ground.rings {
      trace(ring, cells, grid) { vertex in
        let place = plane.place(Self.position(vertex))
        if sampleGrid == nil {
          sampleGrid = PieceGrid(count: samples.count, least: 50 * plane.unitsPerMeter(at: 0)) {
            (samples[$0], samples[$0])
          }
        }
        return Self.nearest(place, samples, sampleGrid!, plane)
      }
    }
    crossings.sort {
      ($0.border, $0.along, $0.community, $0.vertex) < ($1.border, $1.along, $1.community, $1.vertex)
    }
    starts = [Int32](repeating: 0, count: cells.borders.count + 1)
    for crossing in crossings { starts[Int(crossing.border) + 1] += 1 }
    for border in 1..<starts.count { starts[border] += starts[border - 1] }
  }

  private mutating func trace(
    _ ring: CommunityGround.Ring, _ cells: CellBorders, _ grid: PieceGrid, _ locate: (PlanePoint) -> Int32
  ) {
    let places = ring.corners.map { PlanePoint(Double($0.x), Double($0.y)) + Self.aside }
    let corner = Int32(vertices.count)
    vertices += places
    // Pieces before the first crossing lie where the last one leads.
    var cell: Int32?
    let first = pieces.count
    var found: [(share: Double, border: Int32, along: Double, place: PlanePoint, into: Int32)] = []
    for index in 0..<(places.count - 1) {
      let isForward = ring.corners[index].key < ring.corners[index + 1].key
      // The same line for both who have it as their outline.
      let (a, b) = isForward ? (places[index], places[index + 1]) : (places[index + 1], places[index])
      found.removeAll(keepingCapacity: true)
      grid.forEachCell(a, b) { square in
        for number in grid.pieces(inCell: square) {
          let border = cells.borders[Int(number)]
          let (c, d) = (vertices[Int(border.from)], vertices[Int(border.to)])
          if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) { continue }
          if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) { continue }
          let (sideC, sideD) = (a.turn(b, c), a.turn(b, d))
          let (sideA, sideB) = (c.turn(d, a), c.turn(d, b))
          guard (sideC > 0) != (sideD > 0), (sideA > 0) != (sideB > 0) else { continue }
          let share = sideA / (sideA - sideB)
          let place = a + (b - a) * share
          guard grid.cell(of: place) == square else { continue }
          // Along the outline's own sense: out of the border's left when its end lies to the right.
          let goesRight = isForward ? sideB < 0 : sideA < 0
          found.append(
            (
              isForward ? share : 1 - share, number, sideC / (sideC - sideD), place,
              goesRight ? border.right : border.left
            ))
        }
      }
      found.sort { ($0.share, $0.border) < ($1.share, $1.border) }
      var from = corner + Int32(index)
      for crossing in found {
        let vertex = Int32(vertices.count)
        vertices.append(crossing.place)
        pieces.append(OutlineStretch(from: from, to: vertex, community: ring.community, cell: cell ?? .min))
        cell = crossing.into
        from = vertex
        crossings.append(
          Crossing(border: crossing.border, along: crossing.along, community: ring.community, vertex: vertex))
      }
      pieces.append(
        OutlineStretch(from: from, to: corner + Int32(index) + 1, community: ring.community, cell: cell ?? .min))
    }
    let known = cell ?? locate(places[0])
    for index in first..<pieces.count {
      guard pieces[index].cell == .min else { break }
      pieces[index].cell = known
    }
  }

  private static func position(_ vertex: PlanePoint) -> Coordinate {
    Coordinate(x: vertex.x / 1e7, y: vertex.y / 1e7)
  }

  /// The cell of a place away from all borders.
  private static func nearest(
    _ place: PlanePoint, _ samples: [PlanePoint], _ grid: PieceGrid, _ plane: ConformalPlane
  ) -> Int32 {
    let limit = CellBorders.limit * plane.unitsPerMeter(at: place.y)
    var best: (distance: Double, cell: Int32) = (limit * limit, CellBorders.beyond)
    _ = grid.contains(near: place, reach: limit) { sample in
      let distance = place.square(to: samples[sample])
      if distance < best.distance { best = (distance, Int32(sample)) }
      return false
    }
    return best.cell
  }

  /// The parts of each border, in its order, with the communities around each.
  ///
  /// - Complexity: O(borders + crossings), and O(communities) for each connected part of the borders.
  mutating func parts(
    _ ground: CommunityGround, _ cells: CellBorders,
    _ body: (_ border: Int, _ from: Int32, _ to: Int32, _ set: Int32) -> Void
  ) {
    let count = cells.places.count
    var next = [Int32](repeating: 0, count: count + 1)
    for border in cells.borders {
      next[Int(border.from) + 1] += 1
      next[Int(border.to) + 1] += 1
    }
    for vertex in 0..<count { next[vertex + 1] += next[vertex] }
    let first = next
    var around = [Int32](repeating: 0, count: 2 * cells.borders.count)
    for (index, border) in cells.borders.enumerated() {
      for vertex in [border.from, border.to] {
        around[Int(next[Int(vertex)])] = Int32(index)
        next[Int(vertex)] += 1
      }
    }
    // Every vertex stands in some communities; along a border they change where an outline crosses it.
    var setAt = [Int32](repeating: -1, count: count)
    var stack: [Int32] = []
    for seed in 0..<count where setAt[seed] < 0 && first[seed] < first[seed + 1] {
      // The outlines were taken aside: for them the vertex stands as much to the other side.
      setAt[seed] = sets.set(ground.communities(at: Self.position(vertices[seed] - Self.aside)))
      stack.append(Int32(seed))
      while let vertex = stack.popLast() {
        for index in around[Int(first[Int(vertex)])..<Int(first[Int(vertex) + 1])] {
          let border = cells.borders[Int(index)]
          let other = border.from == vertex ? border.to : border.from
          guard setAt[Int(other)] < 0 else { continue }
          var set = setAt[Int(vertex)]
          for crossing in crossings[Int(starts[Int(index)])..<Int(starts[Int(index) + 1])] {
            set = sets.toggling(crossing.community, in: set)
          }
          setAt[Int(other)] = set
          stack.append(other)
        }
      }
    }
    for (index, border) in cells.borders.enumerated() {
      var set = setAt[Int(border.from)]
      var from = border.from
      for crossing in crossings[Int(starts[index])..<Int(starts[index + 1])] {
        body(index, from, crossing.vertex, set)
        set = sets.toggling(crossing.community, in: set)
        from = crossing.vertex
      }
      body(index, from, border.to, set)
    }
  }
}
