import Geometry
import Model

extension RawStreets {
  /// Cuts the pieces that cross a barrier and takes away what lies inside a closed area; bridges and tunnels stay.
  ///
  /// Of a piece that crosses several times the parts between are taken away, too. What runs through an area from one node
  /// that it shares with the outline to another stays: a ford, a causeway, slips with their ferry.
  mutating func close(at barriers: Obstacles) {
    let isPassage = passages(barriers)
    var open = RawStreets()
    func append(_ from: Int32, _ to: Int32, _ segment: Int) {
      open.append(
        from: from, to: to, directions: directions[segment], classIndex: Int(classes[segment]),
        source: Int(sources[segment]), isLifted: isLifted[segment])
    }
    for segment in from.indices {
      let (start, end) = (from[segment], to[segment])
      let (a, b) = (position(of: start), position(of: end))
      guard !classList[Int(classes[segment])].isSpan else {
        append(start, end, segment)
        continue
      }
      guard let cut = barriers.crossings(a, b) else {
        if isPassage[segment] ?? true {
          append(start, end, segment)
        } else {
          notes.add(.barrierCrossed, record: records[Int(sources[segment])])
        }
        continue
      }
      notes.add(.barrierCrossed, record: records[Int(sources[segment])])
      // A hand's breadth before the barrier, so that a leg to the far end crosses it.
      let margin = 0.05 / max(shortDistance(a, b), 0.05)
      let first = max(cut.first - margin, cut.first / 2)
      let last = min(cut.last + margin, (1 + cut.last) / 2)
      if !barriers.contain(a, b, 0, cut.first) { append(start, addNode(a, b, first), segment) }
      if !barriers.contain(a, b, cut.last, 1) { append(addNode(a, b, last), end, segment) }
    }
    (from, to, directions, classes) = (open.from, open.to, open.directions, open.classes)
    (sources, isLifted) = (open.sources, open.isLifted)
  }

  /// The pieces inside closed areas, and whether they belong to a way through.
  private func passages(_ barriers: Obstacles) -> [Int: Bool] {
    let outlines = Outlines(barriers)
    var inside: [Int] = []
    for segment in from.indices where !classList[Int(classes[segment])].isSpan {
      let (start, end) = (from[segment], to[segment])
      let (a, b) = (position(of: start), position(of: end))
      guard !outlines.pieces.contains(.init(a, b)), !barriers.cross(a, b) else { continue }
      if barriers.contain(a, b, 0, 1) { inside.append(segment) }
    }
    if inside.isEmpty { return [:] }
    // Pieces that meet away from the outline are one way, with the nodes of the outline at which it ends.
    var sets = DisjointSets(count: inside.count)
    var first: [Int32: Int] = [:]
    var shared: [(piece: Int, node: Int32)] = []
    for (index, segment) in inside.enumerated() {
      for node in [from[segment], to[segment]] {
        if outlines.corners.contains(Outlines.key(position(of: node))) {
          shared.append((index, node))
        } else if let other = first[node] {
          _ = sets.union(other, index)
        } else {
          first[node] = index
        }
      }
    }
    var doors: [Int: Set<Int32>] = [:]
    for (index, node) in shared { doors[sets.find(index), default: []].insert(node) }
    return Dictionary(
      uniqueKeysWithValues: inside.enumerated().map { ($1, doors[sets.find($0), default: []].count > 1) })
  }

  private mutating func addNode(_ a: Coordinate, _ b: Coordinate, _ share: Double) -> Int32 {
    longitudes.append(Int32(((a.x + (b.x - a.x) * share) * 1e7).rounded()))
    latitudes.append(Int32(((a.y + (b.y - a.y) * share) * 1e7).rounded()))
    return Int32(longitudes.count - 1)
  }
}

extension Obstacles {
  /// Whether the middle of a part of a straight way lies inside a polygon.
  fileprivate func contain(_ a: Coordinate, _ b: Coordinate, _ first: Double, _ last: Double) -> Bool {
    let share = (first + last) / 2
    return contain(Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share))
  }
}

/// The corners of the closed areas and the straight pieces between them, in units of 1e-7 degree.
private struct Outlines {
  struct Piece: Hashable {
    var from: Int64
    var to: Int64
    init(_ from: Coordinate, _ to: Coordinate) { (self.from, self.to) = (key(from), key(to)) }
  }

  private(set) var corners: Set<Int64> = []
  /// Both ways.
  private(set) var pieces: Set<Piece> = []

  init(_ barriers: Obstacles) {
    for (_, polygon) in barriers.polygons {
      for ring in polygon.rings {
        let ring = ring.filter { $0.isFinite && abs($0.x) <= 200 && abs($0.y) <= 90 }
        corners.formUnion(ring.map(Self.key))
        for (a, b) in zip(ring, ring.dropFirst()) { pieces.formUnion([Piece(a, b), Piece(b, a)]) }
      }
    }
  }

  static func key(_ place: Coordinate) -> Int64 {
    Int64((place.x * 1e7).rounded()) << 32 | Int64(UInt32(bitPattern: Int32((place.y * 1e7).rounded())))
  }
}
