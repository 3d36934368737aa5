/// Lines and outlines on the ground that nobody crosses on the way between a door and its street.
///
/// Made of plain geometry in WGS84 degrees: shores, walls, railways, closed areas. A leg that ends on a line does not
/// cross it; one that passes through a corner does.
public struct Obstacles: Sendable {
  private let starts: [Int32]
  private let segments: [Int32]
  private let from: [Coordinate]
  private let to: [Coordinate]
  private let cells: GridCells
  package let polygons: [(box: Box, polygon: Polygon)]

  package var isEmpty: Bool { from.isEmpty }

  /// - Parameter shapes: lines and polygons; points say nothing. Coordinates that are not finite are passed over.
  /// - Complexity: O(vertices).
  public init(_ shapes: [Shape]) {
    var from: [Coordinate] = []
    var to: [Coordinate] = []
    var polygons: [(box: Box, polygon: Polygon)] = []
    func add(_ line: some Collection<Coordinate>) {
      for (a, b) in zip(line, line.dropFirst()) where a.isFinite && b.isFinite && a != b {
        from.append(a)
        to.append(b)
      }
    }
    for shape in shapes {
      for line in shape.lines { add(line) }
      for polygon in shape.polygons {
        for ring in polygon.rings { add(ring) }
        polygons.append((Box(polygon.coordinates), polygon))
      }
    }
    self.from = from
    self.to = to
    self.polygons = polygons
    var box = Box(from)
    box.add(Box(to))
    if box.isEmpty { box = Box([Coordinate(x: 0, y: 0)]) }
    let side = max(1, min(1024, Int(Double(from.count).squareRoot())))
    cells = GridCells(
      box: box, columns: side, rows: side, cellX: max(box.width / Double(side), 1e-7),
      cellY: max(box.height / Double(side), 1e-7))
    var starts = [Int32](repeating: 0, count: side * side + 1)
    for (a, b) in zip(from, to) { cells.forEachCell(a, b) { starts[$0 + 1] += 1 } }
    starts.countsToStarts()
    self.starts = starts
    var segments = [Int32](repeating: 0, count: Int(starts[side * side]))
    for (index, (a, b)) in zip(from, to).enumerated() {
      cells.forEachCell(a, b) { cell in
        segments[Int(starts[cell])] = Int32(index)
        starts[cell] += 1
      }
    }
    self.segments = segments
  }

  /// Whether the straight way between two places crosses a line.
  ///
  /// - Complexity: O(lines beside it).
  package func cross(_ a: Coordinate, _ b: Coordinate) -> Bool {
    guard !isEmpty, a != b, Box([a, b]).intersects(cells.box) else { return false }
    var isCrossed = false
    cells.forEachCell(a, b) { cell in
      guard !isCrossed else { return }
      isCrossed = segments[Int(starts[cell])..<Int(starts[cell + 1])].contains {
        Self.cross(a, b, from[Int($0)], to[Int($0)])
      }
    }
    return isCrossed
  }

  /// Where the straight way from one place to another first and last crosses a line, as shares of it; nil when it does
  /// not.
  package func crossings(_ a: Coordinate, _ b: Coordinate) -> (first: Double, last: Double)? {
    guard cross(a, b) else { return nil }
    var found: (first: Double, last: Double)?
    cells.forEachCell(a, b) { cell in
      for index in segments[Int(starts[cell])..<Int(starts[cell + 1])] {
        let (c, d) = (from[Int(index)], to[Int(index)])
        guard Self.cross(a, b, c, d) else { continue }
        let sideA = Self.side(of: a, c, d)
        let share = sideA / (sideA - Self.side(of: b, c, d))
        found = (min(found?.first ?? 1, share), max(found?.last ?? 0, share))
      }
    }
    return found
  }

  /// Whether a line may lie beside the straight way between two places; false only when none does.
  package func mayLie(beside a: Coordinate, _ b: Coordinate) -> Bool {
    guard !isEmpty, Box([a, b]).intersects(cells.box) else { return false }
    var found = false
    cells.forEachCell(a, b) { found = found || starts[$0] < starts[$0 + 1] }
    return found
  }

  /// The straight pieces of the lines that may meet a box, in their order.
  package func segments(near box: Box) -> [(Coordinate, Coordinate)] {
    guard !isEmpty, box.intersects(cells.box) else { return [] }
    var found: Set<Int32> = []
    func column(_ x: Double) -> Int { GridCells.clamp((x - cells.box.minX) / cells.cellX, cells.columns) }
    func row(_ y: Double) -> Int { GridCells.clamp((y - cells.box.minY) / cells.cellY, cells.rows) }
    for row in row(box.minY)...row(box.maxY) {
      for column in column(box.minX)...column(box.maxX) {
        let cell = row * cells.columns + column
        found.formUnion(segments[Int(starts[cell])..<Int(starts[cell + 1])])
      }
    }
    return found.sorted().map { (from[Int($0)], to[Int($0)]) }.filter { Box([$0.0, $0.1]).intersects(box) }
  }

  /// Where the straight way from one place to another crosses lines, as shares of it, rising; each line may come twice.
  package func allCrossings(_ a: Coordinate, _ b: Coordinate) -> [Double] {
    guard !isEmpty, a != b, Box([a, b]).intersects(cells.box) else { return [] }
    var found: [Double] = []
    cells.forEachCell(a, b) { cell in
      for index in segments[Int(starts[cell])..<Int(starts[cell + 1])] {
        let (c, d) = (from[Int(index)], to[Int(index)])
        guard Self.cross(a, b, c, d) else { continue }
        let sideA = Self.side(of: a, c, d)
        found.append(sideA / (sideA - Self.side(of: b, c, d)))
      }
    }
    return found.sorted()
  }

  /// Whether a place lies inside a polygon; on its outline it may or may not.
  package func contain(_ place: Coordinate) -> Bool {
    polygons.contains { entry in
      guard entry.box.contains(place) else { return false }
      // A hole outside its shell takes nothing away and adds nothing.
      let rings = entry.polygon.rings
      return Self.ring(rings[0], surrounds: place)
        && !rings.dropFirst().contains { Self.ring($0, surrounds: place) }
    }
  }

  /// The ends of the leg lie on different sides of the line; the line's on different sides of the leg, or one on it.
  private static func cross(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
    let sideA = side(of: a, c, d)
    let sideB = side(of: b, c, d)
    guard sideA * sideB < 0 else { return false }
    return (side(of: c, a, b) >= 0) != (side(of: d, a, b) >= 0)
  }

  private static func side(of place: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x)
  }

  private static func ring(_ ring: [Coordinate], surrounds place: Coordinate) -> Bool {
    var isInside = false
    for (a, b) in zip(ring, ring.dropFirst()) where (a.y > place.y) != (b.y > place.y) {
      if place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x) { isInside.toggle() }
    }
    return isInside
  }
}
