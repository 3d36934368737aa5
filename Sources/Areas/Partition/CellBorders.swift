import Geometry

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// A stretch of border between two cells, before it stands on the grid of written coordinates.
struct CellBorder {
  /// Vertices.
  var from: Int32
  var to: Int32
  /// Cells on its two sides; ``CellBorders/beyond`` where the limit is reached.
  var left: Int32
  var right: Int32
}

/// The cells of samples, each cut where its limit is reached: a Voronoi diagram of discs.
///
/// Both sides of a border reach their limit at the same two places of it, so that discs need no other cut.
struct CellBorders {
  static let beyond: Int32 = -1
  /// How far from its sample a cell goes, in metres.
  static let limit = CellReach.limit
  /// Corners of a full round at the limit.
  private static let roundCorners = 24.0

  private(set) var places: [PlanePoint] = []
  private(set) var borders: [CellBorder] = []

  /// - Parameters:
  ///   - isRest: of a cell: ground that belongs to no street. Borders between two such are left out.
  ///   - nodes: by cell, the junction next to which its sample stands; -1 for none.
  ///   - nodePlaces: where cells of one junction meet.
  /// - Complexity: O(samples).
  init(
    _ mesh: Triangulation, isRest: (Int32) -> Bool, nodes: [Int32], nodePlaces: [PlanePoint],
    _ plane: ConformalPlane, threads: Int
  ) {
    places = inRuns(mesh.triangleCount, threads: threads) { (run, places: inout [PlanePoint]) in
      places.reserveCapacity(run.count)
      for triangle in run { places.append(Self.center(of: triangle, mesh, nodes, nodePlaces)) }
    }
    // Vertices at the limit, by half-edge: where the border between its cells begins and ends; -1 where none does.
    var cuts: [Int32: (first: Int32, last: Int32)] = [:]
    borders.reserveCapacity(mesh.triangleCount * 3 / 2)
    var isCut = [Bool](repeating: false, count: mesh.places.count)
    for edge in mesh.corners.indices {
      let twin = Int(mesh.twins[edge])
      guard edge < twin else { continue }
      let (a, b) = (mesh.corners[edge], mesh.corners[Triangulation.next(edge)])
      guard !isRest(a) || !isRest(b) else { continue }
      let (pa, pb) = (mesh.places[Int(a)], mesh.places[Int(b)])
      let middle = (pa + pb) / 2
      let limit = Self.limit * plane.unitsPerMeter(at: middle.y)
      let square = limit * limit - pa.square(to: pb) / 4
      guard square > 0 else {
        isCut[Int(a)] = true
        isCut[Int(b)] = true
        continue
      }
      let half = square.squareRoot()
      let way = PlanePoint(pb.y - pa.y, pa.x - pb.x) / pa.distance(to: pb)
      func along(_ triangle: Int) -> Double {
        let d = places[triangle] - middle
        return d.x * way.x + d.y * way.y
      }
      let (first, last) = (along(edge / 3), along(twin / 3))
      guard first < half, last > -half, first < last else {
        if first >= half || last <= -half {
          isCut[Int(a)] = true
          isCut[Int(b)] = true
        }
        continue
      }
      var border = CellBorder(from: Int32(edge / 3), to: Int32(twin / 3), left: b, right: a)
      var cut: (first: Int32, last: Int32) = (-1, -1)
      if first < -half {
        cut.first = Int32(places.count)
        border.from = cut.first
        places.append(middle - way * half)
      }
      if last > half {
        cut.last = Int32(places.count)
        border.to = cut.last
        places.append(middle + way * half)
      }
      borders.append(border)
      if cut.first >= 0 || cut.last >= 0 {
        cuts[Int32(edge)] = cut
        isCut[Int(a)] = true
        isCut[Int(b)] = true
      }
    }
    for cell in isCut.indices where isCut[cell] && !isRest(Int32(cell)) {
      close(cell, mesh, cuts, plane)
    }
    keepVerticesInUse()
  }

  private mutating func keepVerticesInUse() {
    var numbers = [Int32](repeating: -1, count: places.count)
    var kept: [PlanePoint] = []
    kept.reserveCapacity(places.count)
    func number(_ vertex: Int32) -> Int32 {
      if numbers[Int(vertex)] < 0 {
        numbers[Int(vertex)] = Int32(kept.count)
        kept.append(places[Int(vertex)])
      }
      return numbers[Int(vertex)]
    }
    for index in borders.indices {
      borders[index].from = number(borders[index].from)
      borders[index].to = number(borders[index].to)
    }
    places = kept
  }

  /// The arcs of a cell's limit between its borders, as chords.
  private mutating func close(
    _ cell: Int, _ mesh: Triangulation, _ cuts: [Int32: (first: Int32, last: Int32)], _ plane: ConformalPlane
  ) {
    // Turning left around the cell: where a border leaves the disc an arc begins, where one comes in it ends.
    var ends: [(vertex: Int32, isStart: Bool)] = []
    var isBordered = false
    mesh.forEachEdge(from: cell) { edge in
      let twin = mesh.twins[edge]
      let isForward = Int32(edge) < twin
      // The cell is on the right of the border's own sense: around it the border runs backwards when it starts here.
      if let cut = cuts[isForward ? Int32(edge) : twin] {
        isBordered = true
        let (enter, leave) = isForward ? (cut.last, cut.first) : (cut.first, cut.last)
        if enter >= 0 { ends.append((enter, false)) }
        if leave >= 0 { ends.append((leave, true)) }
      }
    }
    let center = mesh.places[cell]
    if !isBordered {
      guard isAlone(cell, mesh, plane) else { return }
      let corners = Int(Self.roundCorners)
      let first = Int32(places.count)
      let limit = Self.limit * plane.unitsPerMeter(at: center.y)
      for corner in 0..<corners { places.append(place(center, limit, 2 * .pi * Double(corner) / Self.roundCorners)) }
      for corner in 0..<corners {
        borders.append(
          CellBorder(
            from: first + Int32(corner), to: first + Int32((corner + 1) % corners), left: Int32(cell),
            right: Self.beyond))
      }
      return
    }
    guard let start = ends.firstIndex(where: \.isStart) else { return }
    var from: Int32 = -1
    for step in 0..<ends.count {
      let end = ends[(start + step) % ends.count]
      if end.isStart {
        from = end.vertex
      } else if from >= 0 {
        arc(from, end.vertex, cell, center)
        from = -1
      }
    }
  }

  private mutating func arc(_ from: Int32, _ to: Int32, _ cell: Int, _ center: PlanePoint) {
    let (a, b) = (places[Int(from)] - center, places[Int(to)] - center)
    let start = angle(a)
    var turn = angle(b) - start
    if turn <= 0 { turn += 2 * .pi }
    let steps = max(1, Int((turn / (2 * .pi) * Self.roundCorners).rounded(.up)))
    var last = from
    for step in 1...steps {
      var next = to
      if step < steps {
        next = Int32(places.count)
        places.append(place(center, a.distance(to: .zero), start + turn * Double(step) / Double(steps)))
      }
      borders.append(CellBorder(from: last, to: next, left: Int32(cell), right: Self.beyond))
      last = next
    }
  }

  /// Whether all neighbours are more than two limits away.
  private func isAlone(_ cell: Int, _ mesh: Triangulation, _ plane: ConformalPlane) -> Bool {
    let center = mesh.places[cell]
    let limit = 2 * Self.limit * plane.unitsPerMeter(at: center.y)
    var isAlone = mesh.starts[cell] >= 0
    mesh.forEachEdge(from: cell) {
      let other = mesh.places[Int(mesh.corners[Triangulation.next($0)])]
      if center.square(to: other) < limit * limit { isAlone = false }
    }
    return isAlone
  }

  /// The middle of the circle through a triangle's corners; the junction where all three stand around one.
  private static func center(
    of triangle: Int, _ mesh: Triangulation, _ nodes: [Int32], _ nodePlaces: [PlanePoint]
  ) -> PlanePoint {
    let (i, j, k) = (
      Int(mesh.corners[3 * triangle]), Int(mesh.corners[3 * triangle + 1]), Int(mesh.corners[3 * triangle + 2])
    )
    if max(i, j, k) < nodes.count, nodes[i] >= 0, nodes[i] == nodes[j], nodes[i] == nodes[k] {
      return nodePlaces[Int(nodes[i])]
    }
    let a = mesh.places[i]
    let (b, c) = (mesh.places[j] - a, mesh.places[k] - a)
    let area = 2 * (b.x * c.y - b.y * c.x)
    let (liftB, liftC) = (b.x * b.x + b.y * b.y, c.x * c.x + c.y * c.y)
    guard area > 0 else { return a + (b + c) / 2 }
    return a + PlanePoint((c.y * liftB - b.y * liftC) / area, (b.x * liftC - c.x * liftB) / area)
  }
}

private func angle(_ way: PlanePoint) -> Double { atan2(way.y, way.x) }

private func place(_ center: PlanePoint, _ radius: Double, _ angle: Double) -> PlanePoint {
  center + PlanePoint(cos(angle), sin(angle)) * radius
}
