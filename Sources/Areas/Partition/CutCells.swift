import Geometry

/// Which end of a street's cell: where the street comes in, or where it goes out.
enum CellEnd {
  case first
  case last
}

/// The cells of one network's ground, with what each belongs to.
struct GroundCells: Sendable {
  var samples: StreetSamples
  /// Of the cells beside the streets, numbered from the number of samples on.
  var beside: [BesideCell]
  var partition: Partition

  /// A place beside the streets: ground that is come to from one place of a street, or from none.
  struct BesideCell: Hashable, Sendable {
    /// -1 for ground that belongs to no street.
    var street: Int32
    var offset: Int32
    /// The place whose ground it is; -1 for none.
    var place: Int32

    init(_ foot: StreetFoot?, place: Int32) {
      street = foot?.street ?? -1
      offset = foot?.offset ?? 0
      self.place = place
    }
  }

  var cellCount: Int { samples.count + beside.count }

  /// Where the street comes into a sample's cell and goes out of it, as costs along the street.
  func range(of cell: Int) -> ClosedRange<Int32> {
    let street = Int(samples.streets[cell])
    let first = cell > Int(samples.starts[street]) ? samples.ends[cell - 1] : 0
    return first...max(first, samples.ends[cell])
  }

  /// The end of a street's cell at which a neighbour lies; nil beside the street.
  func end(of cell: Int, towards other: Int) -> CellEnd? {
    guard other >= 0, other < samples.count else { return nil }
    let node = samples.nodes[cell]
    if node >= 0, samples.nodes[other] == node { return isNodeFirst(cell) ? .first : .last }
    guard samples.streets[other] == samples.streets[cell] else { return nil }
    if other == cell - 1 { return .first }
    if other == cell + 1 { return .last }
    return nil
  }

  /// Whether the junction beside a sample comes before it along the street.
  private func isNodeFirst(_ cell: Int) -> Bool {
    let street = Int(samples.streets[cell])
    let (first, end) = (Int(samples.starts[street]), Int(samples.starts[street + 1]))
    if cell > first, samples.nodes[cell - 1] == samples.nodes[cell] { return true }
    if cell + 1 < end, samples.nodes[cell + 1] == samples.nodes[cell] { return false }
    return cell == first
  }

  /// The way across a cell that parts it at a place of its street: from corner to corner by that place, the part at the
  /// end that is asked for on its left.
  ///
  /// - Returns: nil where the place stands so close to the cell's border, or the cell is so small, that it is not cut.
  func cut(_ cell: Int, at place: GridPoint, _ end: CellEnd) -> [GridPoint]? {
    // The edges at that end, the cell on their left, are one chain: the part is what lies between them and the place.
    var chain: [(from: GridPoint, to: GridPoint)] = []
    for index in partition.edges(of: cell) {
      let edge = partition.edges[Int(index)]
      let isLeft = Int(edge.left) == cell
      let (from, to) = isLeft ? (edge.from, edge.to) : (edge.to, edge.from)
      if self.end(of: cell, towards: partition.neighbour(edge, of: cell)) == end { chain.append((from, to)) }
    }
    let starts = chain.filter { piece in !chain.contains { $0.to == piece.from } }
    let ends = chain.filter { piece in !chain.contains { $0.from == piece.to } }
    guard starts.count == 1, ends.count == 1 else { return nil }
    var ordered = starts
    while let next = chain.first(where: { $0.from == ordered[ordered.count - 1].to }), ordered.count < chain.count {
      ordered.append(next)
    }
    // Where the chain ends in a spike, the cell on both sides of it, or its corner is hidden behind another, the way goes
    // along the chain.
    func isBeside(_ piece: (from: GridPoint, to: GridPoint), _ corner: GridPoint) -> Bool {
      isSpike(piece.from, piece.to, of: cell) || !sees(corner, from: place, in: cell)
    }
    var (first, last) = (0, ordered.count - 1)
    while first < last, isBeside(ordered[first], ordered[first].from) { first += 1 }
    while first < last, isBeside(ordered[last], ordered[last].to) { last -= 1 }
    guard sees(ordered[last].to, from: place, in: cell), sees(ordered[first].from, from: place, in: cell) else {
      return nil
    }
    let head = ordered[...first].reversed().map(\.from)
    var way = ordered[last...].reversed().map(\.to) + [place] + head
    if let outlines = partition.outlinesOf[Int32(cell)] { insertCrossings(&way, outlines) }
    return way
  }

  /// Whether a cell has an edge on both of its sides: rounding leaves such where cells meet at a small angle.
  private func isSpike(_ a: GridPoint, _ b: GridPoint, of cell: Int) -> Bool {
    partition.edges(of: cell).contains {
      let edge = partition.edges[Int($0)]
      let (from, to) = Int(edge.left) == cell ? (edge.from, edge.to) : (edge.to, edge.from)
      return from == b && to == a
    }
  }

  /// Whether a place lies inside a cell, and the straight way from it to a corner does, too.
  private func sees(_ corner: GridPoint, from place: GridPoint, in cell: Int) -> Bool {
    var isInside = false
    for index in partition.edges(of: cell) {
      let edge = partition.edges[Int(index)]
      let (a, b) = (edge.from, edge.to)
      let (left, right) = (place.turn(corner, a), place.turn(corner, b))
      let side = a.turn(b, place)
      if a == corner || b == corner {
        // Beside the edge, not along it.
        if side == 0 { return false }
      } else if left.signum() * right.signum() <= 0, side.signum() * a.turn(b, corner).signum() <= 0 {
        return false
      }
      if (a.y > place.y) != (b.y > place.y), (b.y > a.y) == (side > 0) { isInside.toggle() }
    }
    return isInside
  }

  /// Corners where outlines of communities cross the way.
  private func insertCrossings(_ way: inout [GridPoint], _ outlines: [Int32]) {
    var result = [way[0]]
    for (a, b) in zip(way, way.dropFirst()) {
      var corners: [GridPoint] = []
      for index in outlines {
        let piece = partition.outlines[Int(index)]
        if let corner = gridCrossing(a, b, piece.from, piece.to) { corners.append(corner) }
      }
      corners.sort { squaredDistance(a, $0) < squaredDistance(a, $1) }
      // Two communities may draw one outline with different corners: where it crosses is one place.
      for corner in corners
      where gridDistance(corner, result[result.count - 1]) > 1 && gridDistance(corner, b) > 1 { result.append(corner) }
      result.append(b)
    }
    way = result
  }
}

func squaredDistance(_ a: GridPoint, _ b: GridPoint) -> Int64 {
  let (dx, dy) = (Int64(b.x) - Int64(a.x), Int64(b.y) - Int64(a.y))
  return dx * dx + dy * dy
}

/// Where two edges cross or one ends on the other, on the grid; nil where they do not, or run alongside.
func gridCrossing(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint, _ d: GridPoint) -> GridPoint? {
  let (sideC, sideD) = (a.turn(b, c), a.turn(b, d))
  let (sideA, sideB) = (c.turn(d, a), c.turn(d, b))
  if sideC == sideD { return nil }
  // An end within half a unit of the other edge stands on it.
  for corner in [c, d] where isOn(corner, a, b) { return corner }
  for corner in [a, b] where isOn(corner, c, d) { return corner }
  guard (sideC > 0) != (sideD > 0), (sideA > 0) != (sideB > 0) else { return nil }
  let share = Double(sideA) / Double(sideA - sideB)
  return GridPoint(
    x: a.x + Int32((Double(b.x - a.x) * share).rounded()), y: a.y + Int32((Double(b.y - a.y) * share).rounded()))
}

/// Whether an edge runs within a step and a half of a corner, and not beyond its ends.
func runsBeside(_ corner: GridPoint, _ a: GridPoint, _ b: GridPoint) -> Bool {
  let (dx, dy) = (Int64(b.x) - Int64(a.x), Int64(b.y) - Int64(a.y))
  let (x, y) = (Int64(corner.x) - Int64(a.x), Int64(corner.y) - Int64(a.y))
  guard 2 * abs(dx * y - dy * x) <= 3 * (abs(dx) + abs(dy)) else { return false }
  let along = dx * x + dy * y
  return along > 0 && along < dx * dx + dy * dy
}

/// Whether an edge runs through the square around a corner.
func isOn(_ corner: GridPoint, _ a: GridPoint, _ b: GridPoint) -> Bool {
  let (dx, dy) = (Int64(b.x) - Int64(a.x), Int64(b.y) - Int64(a.y))
  let (x, y) = (Int64(corner.x) - Int64(a.x), Int64(corner.y) - Int64(a.y))
  guard 2 * abs(dx * y - dy * x) <= abs(dx) + abs(dy) else { return false }
  let along = dx * x + dy * y
  return along >= 0 && along <= dx * dx + dy * dy
}
