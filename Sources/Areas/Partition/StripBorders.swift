import Geometry

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// The borders of the cells of one strip. Those to cells of other strips stand in the strip of the lower number.
struct StripBorders: Sendable {
  /// Corners of a full round at the limit.
  private static let roundCorners = 24.0

  private(set) var vertices: [PlanePoint] = []
  /// Cells by their numbers among all places.
  private(set) var borders: [CellBorder] = []
  private(set) var strays: [Strays.Stray]
  private(set) var standIns: [(place: Int32, other: Int32)] = []

  /// Where the border over a half-edge is cut by the limit: vertices, -1 where it is not.
  private struct Cut {
    var first: Int32 = -1
    var last: Int32 = -1
  }

  private struct Mesh {
    var mesh: Triangulation
    var strip: Strip
    var plane: ConformalPlane
    /// By half-edge, the number of its cut; -1 for none.
    var cutOf: [Int32]
    var cuts: [Cut] = []
  }

  init(_ strip: Strip, _ ground: CellPlaces) {
    let count = strip.places.count
    var work = Mesh(mesh: Triangulation(strip.places), strip: strip, plane: ground.plane, cutOf: [])
    let mesh = work.mesh
    for place in 0..<count where strip.isOwn[place] && mesh.standIns[place] != Int32(place) {
      standIns.append((strip.numbers[place], strip.numbers[Int(mesh.standIns[place])]))
    }
    strays = Strays.found(in: strip, mesh, ground.samples, unit: ground.plane.unitsPerMeter(at: 0))
    vertices.reserveCapacity(mesh.triangleCount + count)
    for triangle in 0..<mesh.triangleCount { vertices.append(Self.center(of: triangle, mesh, strip, ground.samples)) }
    work.cutOf = [Int32](repeating: -1, count: mesh.corners.count)
    borders.reserveCapacity(mesh.triangleCount * 3 / 2 + count)
    var isCut = [Bool](repeating: false, count: count + 3)
    // Of the far corners, too: they are no cells.
    let isRest = strip.numbers.map { ground.isRest[Int($0)] } + [true, true, true]
    let isOwn = strip.isOwn + [false, false, false]
    for edge in mesh.corners.indices {
      let twin = Int(mesh.twins[edge])
      guard edge < twin else { continue }
      let (a, b) = (Int(mesh.corners[edge]), Int(mesh.corners[Triangulation.next(edge)]))
      guard !isRest[a] || !isRest[b], isOwn[a] || isOwn[b] else { continue }
      let (pa, pb) = (mesh.places[a], mesh.places[b])
      let middle = (pa + pb) / 2
      let limit = CellBorders.limit * ground.plane.unitsPerMeter(at: middle.y)
      let square = limit * limit - pa.square(to: pb) / 4
      guard square > 0 else {
        isCut[a] = true
        isCut[b] = true
        continue
      }
      let half = square.squareRoot()
      let way = PlanePoint(pb.y - pa.y, pa.x - pb.x) / pa.distance(to: pb)
      func along(_ triangle: Int) -> Double {
        let d = vertices[triangle] - middle
        return d.x * way.x + d.y * way.y
      }
      let (first, last) = (along(edge / 3), along(twin / 3))
      guard first < half, last > -half, first < last else {
        if first >= half || last <= -half {
          isCut[a] = true
          isCut[b] = true
        }
        continue
      }
      var cut = Cut()
      if first < -half {
        cut.first = Int32(vertices.count)
        vertices.append(middle - way * half)
      }
      if last > half {
        cut.last = Int32(vertices.count)
        vertices.append(middle + way * half)
      }
      // Far corners come last.
      if isOwn[min(a, b)] {
        borders.append(
          CellBorder(
            from: cut.first >= 0 ? cut.first : Int32(edge / 3), to: cut.last >= 0 ? cut.last : Int32(twin / 3),
            left: strip.numbers[b], right: strip.numbers[a]))
      }
      if cut.first >= 0 || cut.last >= 0 {
        work.cutOf[edge] = Int32(work.cuts.count)
        work.cuts.append(cut)
        isCut[a] = true
        isCut[b] = true
      }
    }
    for cell in 0..<count where isCut[cell] && isOwn[cell] && !isRest[cell] { close(cell, work) }
    keepVerticesInUse()
  }

  private mutating func keepVerticesInUse() {
    var numbers = [Int32](repeating: -1, count: vertices.count)
    var kept: [PlanePoint] = []
    kept.reserveCapacity(vertices.count)
    func number(_ vertex: Int32) -> Int32 {
      if numbers[Int(vertex)] < 0 {
        numbers[Int(vertex)] = Int32(kept.count)
        kept.append(vertices[Int(vertex)])
      }
      return numbers[Int(vertex)]
    }
    for index in borders.indices {
      borders[index].from = number(borders[index].from)
      borders[index].to = number(borders[index].to)
    }
    vertices = kept
  }

  /// The arcs of a cell's limit between its borders, as chords.
  private mutating func close(
    _ cell: Int, _ work: Mesh
  ) {
    let (mesh, plane) = (work.mesh, work.plane)
    let number = work.strip.numbers[cell]
    // Turning left around the cell: where a border leaves the disc an arc begins, where one comes in it ends.
    var ends: [(vertex: Int32, isStart: Bool)] = []
    var isBordered = false
    mesh.forEachEdge(from: cell) { edge in
      let twin = mesh.twins[edge]
      let isForward = Int32(edge) < twin
      // The cell is on the right of the border's own sense: around it the border runs backwards when it starts here.
      let index = work.cutOf[isForward ? edge : Int(twin)]
      if index >= 0 {
        let cut = work.cuts[Int(index)]
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
      let first = Int32(vertices.count)
      let limit = CellBorders.limit * plane.unitsPerMeter(at: center.y)
      for corner in 0..<corners { vertices.append(place(center, limit, 2 * .pi * Double(corner) / Self.roundCorners)) }
      for corner in 0..<corners {
        borders.append(
          CellBorder(
            from: first + Int32(corner), to: first + Int32((corner + 1) % corners), left: number,
            right: CellBorders.beyond))
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
        arc(from, end.vertex, number, center)
        from = -1
      }
    }
  }

  private mutating func arc(_ from: Int32, _ to: Int32, _ number: Int32, _ center: PlanePoint) {
    let (a, b) = (vertices[Int(from)] - center, vertices[Int(to)] - center)
    let start = angle(a)
    var turn = angle(b) - start
    if turn <= 0 { turn += 2 * .pi }
    let steps = max(1, Int((turn / (2 * .pi) * Self.roundCorners).rounded(.up)))
    var last = from
    for step in 1...steps {
      var next = to
      if step < steps {
        next = Int32(vertices.count)
        vertices.append(place(center, a.distance(to: .zero), start + turn * Double(step) / Double(steps)))
      }
      borders.append(CellBorder(from: last, to: next, left: number, right: CellBorders.beyond))
      last = next
    }
  }

  /// Whether all neighbours are more than two limits away.
  private func isAlone(_ cell: Int, _ mesh: Triangulation, _ plane: ConformalPlane) -> Bool {
    let center = mesh.places[cell]
    let limit = 2 * CellBorders.limit * plane.unitsPerMeter(at: center.y)
    var isAlone = mesh.starts[cell] >= 0
    mesh.forEachEdge(from: cell) {
      let other = mesh.places[Int(mesh.corners[Triangulation.next($0)])]
      if center.square(to: other) < limit * limit { isAlone = false }
    }
    return isAlone
  }

  /// The middle of the circle through a triangle's corners; the junction where all three stand around one.
  ///
  /// The same to the last digit in every strip that has the triangle: the corner with the lowest number comes first.
  private static func center(
    of triangle: Int, _ mesh: Triangulation, _ strip: Strip, _ samples: StreetSamples
  ) -> PlanePoint {
    var (i, j, k) = (
      Int(mesh.corners[3 * triangle]), Int(mesh.corners[3 * triangle + 1]), Int(mesh.corners[3 * triangle + 2])
    )
    if j < i && j < k { (i, j, k) = (j, k, i) } else if k < i && k < j { (i, j, k) = (k, i, j) }
    if max(j, k) < strip.numbers.count {
      let numbers = (Int(strip.numbers[i]), Int(strip.numbers[j]), Int(strip.numbers[k]))
      if max(numbers.1, numbers.2) < samples.count {
        let node = samples.nodes[numbers.0]
        if node >= 0, node == samples.nodes[numbers.1], node == samples.nodes[numbers.2] {
          return samples.nodePlaces[Int(node)]
        }
      }
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
