import Geometry
import Model

extension NodingScene {
  /// Gives each line a vertex at the ends of others that lie on it, within the tolerance.
  ///
  /// The line bends towards the end, not the end towards the line: several lines may meet in the end.
  /// - Returns: whether anything changed.
  mutating func joinEndsToLines() -> Bool {
    let tolerance = noding.tolerance.value
    let reach = max(tolerance, StreetNoding.rounding)
    let grid = NodingGrid(lines)
    var vertices: [NodingVertex] = []
    for end in ends() {
      for near in grid.nearest(end.place, within: reach, lines) {
        let places = lines[near.line]
        let (a, b) = (places[near.segment], places[near.segment + 1])
        if a == end.place || b == end.place { continue }
        let isAtStart = near.segment == 0 && near.share == 0
        let isAtEnd = near.segment == places.count - 2 && near.share == 1
        // Ends were joined before; those that were not are a chain's.
        if isAtStart || isAtEnd { continue }
        guard noding.joinsTJunctions || isVertexNear(end.place, near, tolerance) else { continue }
        guard levels[near.line] == 0 || end.levels.contains(levels[near.line]) else {
          report.keptApart.add(spot(end.place, near.distance, end.line))
          continue
        }
        report.endsJoinedToLines.add(spot(end.place, near.distance, end.line))
        vertices.append(
          NodingVertex(line: Int32(near.line), segment: Int32(near.segment), share: near.share, place: end.place))
      }
    }
    insert(vertices)
    return !vertices.isEmpty
  }

  /// Whether one of the piece's vertices, no end of the line, is within the tolerance.
  private func isVertexNear(_ place: NodingPlace, _ near: NodingGrid.Nearest, _ tolerance: Double) -> Bool {
    let places = lines[near.line]
    return [near.segment, near.segment + 1].contains { vertex in
      vertex > 0 && vertex < places.count - 1
        && shortDistance(place.position, places[vertex].position) <= tolerance
    }
  }

  /// Gives lines that cross a common vertex.
  ///
  /// Pieces that overlap along a stretch are left: their vertices are on both only where ends are.
  /// - Returns: whether anything changed.
  mutating func joinCrossings() -> Bool {
    let grid = NodingGrid(lines)
    var vertices: Set<NodingVertex> = []
    // A pair of pieces may share several cells.
    var apart: Set<[Int32]> = []
    for cell in 0..<grid.cellCount {
      let pieces = grid.pieces(inCell: cell)
      for (index, first) in pieces.enumerated() {
        for second in pieces[(index + 1)...] where second.line != first.line {
          guard let crossing = crossing(first, second) else { continue }
          if levels[Int(first.line)] != levels[Int(second.line)] {
            if apart.insert([first.line, first.segment, second.line, second.segment]).inserted {
              let line = records[Int(first.line)] < records[Int(second.line)] ? first.line : second.line
              report.keptApart.add(spot(crossing.place, 0, Int(line)))
            }
            continue
          }
          for (piece, share) in [(first, crossing.first), (second, crossing.second)] {
            let places = lines[Int(piece.line)]
            let (a, b) = (places[Int(piece.segment)], places[Int(piece.segment) + 1])
            guard a != crossing.place, b != crossing.place else { continue }
            vertices.insert(
              NodingVertex(line: piece.line, segment: piece.segment, share: share, place: crossing.place))
          }
        }
      }
    }
    // Each crossing is told once, with the smaller record.
    var lineOf: [NodingPlace: Int] = [:]
    for vertex in vertices {
      let line = Int(vertex.line)
      let known = lineOf[vertex.place] ?? line
      lineOf[vertex.place] = records[line] < records[known] ? line : known
    }
    for (place, line) in lineOf { report.crossingsJoined.add(spot(place, 0, line)) }
    insert(Array(vertices))
    return !vertices.isEmpty
  }

  private struct Crossing {
    var place: NodingPlace
    /// 0...1 along each piece.
    var first: Double
    var second: Double
  }

  /// Where two pieces cross or touch, unless they share a vertex or run along each other.
  ///
  /// Differences of places below 9 degrees are exact products in a double.
  private func crossing(_ first: NodingGrid.Piece, _ second: NodingGrid.Piece) -> Crossing? {
    let one = lines[Int(first.line)]
    let other = lines[Int(second.line)]
    let (a, b) = (one[Int(first.segment)], one[Int(first.segment) + 1])
    let (c, d) = (other[Int(second.segment)], other[Int(second.segment) + 1])
    if a == c || a == d || b == c || b == d { return nil }
    guard max(a.x, b.x) >= min(c.x, d.x), max(c.x, d.x) >= min(a.x, b.x), max(a.y, b.y) >= min(c.y, d.y),
      max(c.y, d.y) >= min(a.y, b.y)
    else { return nil }
    func side(_ p: NodingPlace, _ q: NodingPlace, _ r: NodingPlace) -> Double {
      (Double(q.x) - Double(p.x)) * (Double(r.y) - Double(p.y))
        - (Double(q.y) - Double(p.y)) * (Double(r.x) - Double(p.x))
    }
    let (sideC, sideD) = (side(a, b, c), side(a, b, d))
    let (sideA, sideB) = (side(c, d, a), side(c, d, b))
    guard (sideC > 0) != (sideD > 0) || sideC == 0 || sideD == 0,
      (sideA > 0) != (sideB > 0) || sideA == 0 || sideB == 0,
      sideA != sideB, sideC != sideD
    else { return nil }
    let along = sideA / (sideA - sideB)
    let alongOther = sideC / (sideC - sideD)
    guard along >= 0, along <= 1, alongOther >= 0, alongOther <= 1 else { return nil }
    // Reckoned from the piece that comes first on the map, so that the order of the lines does not matter.
    let isFirst = Self.key(a, b) < Self.key(c, d)
    let (p, q) = isFirst ? Self.ordered(a, b) : Self.ordered(c, d)
    let share = isFirst ? (p == a ? along : 1 - along) : (p == c ? alongOther : 1 - alongOther)
    let place = NodingPlace(
      Int32((Double(p.x) + (Double(q.x) - Double(p.x)) * share).rounded()),
      Int32((Double(p.y) + (Double(q.y) - Double(p.y)) * share).rounded()))
    return Crossing(place: place, first: along, second: alongOther)
  }

  private static func ordered(_ a: NodingPlace, _ b: NodingPlace) -> (NodingPlace, NodingPlace) {
    NodingPlace.isBefore(b, a) ? (b, a) : (a, b)
  }

  private static func key(_ a: NodingPlace, _ b: NodingPlace) -> (Int32, Int32, Int32, Int32) {
    let (p, q) = ordered(a, b)
    return (p.x, p.y, q.x, q.y)
  }

  /// Moves vertices a centimetre aside where lines of different levels would be joined by having one in the same place.
  ///
  /// - Returns: whether anything changed.
  mutating func keepLevelsApart() -> Bool {
    guard hasLevels else { return false }
    var contested: Set<NodingPlace> = []
    for (line, places) in lines.enumerated() where levels[line] != 0 && places.count > 2 {
      contested.formUnion(places[1..<(places.count - 1)])
    }
    var inner: [NodingPlace: Set<Int>] = [:]
    var ending: [NodingPlace: Set<Int>] = [:]
    var used: Set<NodingPlace> = []
    for (line, places) in lines.enumerated() {
      used.formUnion(places)
      for (index, place) in places.enumerated() where contested.contains(place) {
        if index == 0 || index == places.count - 1 {
          ending[place, default: []].insert(levels[line])
        } else {
          inner[place, default: []].insert(levels[line])
        }
      }
    }
    struct Level: Hashable {
      var place: NodingPlace
      var level: Int
    }
    var moves: [Level: NodingPlace] = [:]
    for place in contested.sorted(by: NodingPlace.isBefore) {
      let levels = inner[place] ?? []
      // Ends hold what they are joined with; otherwise the ground stays, or the first level there is.
      let staying = ending[place].map { $0.union([0]) } ?? Set(levels.min().map { [$0] } ?? [])
      for level in levels.subtracting(staying).sorted() {
        let aside = Self.asides.lazy.map { place &+ $0 }.first { !used.contains($0) } ?? place
        used.insert(aside)
        moves[Level(place: place, level: level)] = aside
      }
    }
    if moves.isEmpty { return false }
    for line in lines.indices where levels[line] != 0 && lines[line].count > 2 {
      for index in 1..<(lines[line].count - 1) {
        guard let aside = moves[Level(place: lines[line][index], level: levels[line])] else { continue }
        movedApart.add(spot(lines[line][index], 0, line))
        lines[line][index] = aside
      }
    }
    report.keptApart = movedApart
    return true
  }

  private static let asides: [NodingPlace] = [
    NodingPlace(1, 0), NodingPlace(-1, 0), NodingPlace(0, 1), NodingPlace(0, -1), NodingPlace(1, 1),
    NodingPlace(-1, -1), NodingPlace(1, -1), NodingPlace(-1, 1), NodingPlace(2, 0), NodingPlace(-2, 0),
    NodingPlace(0, 2), NodingPlace(0, -2),
  ]
}
