import Geometry

/// A place on a street with the cost of the ways between it and the street's first node: there, and back.
struct StreetPlace: Hashable, Sendable {
  var street: Int
  var there: Int
  var back: Int
}

extension RoadGraph {
  // MARK: Vertices of a street, numbered 0 ... innerCount + 1, its nodes included

  func inner(of street: Int) -> Range<Int> { Int(innerStarts[street])..<Int(innerStarts[street + 1]) }

  func vertexCount(_ street: Int) -> Int { Int(innerStarts[street + 1] - innerStarts[street]) + 2 }

  func vertexPosition(_ street: Int, _ vertex: Int) -> Coordinate {
    let inner = inner(of: street)
    let node =
      vertex == 0 ? Int(streetFrom[street]) : vertex > inner.count ? Int(streetTo[street]) : nil
    if let node { return Coordinate(e7: nodeLongitudes[node], nodeLatitudes[node]) }
    return innerPlaces[inner.lowerBound + vertex - 1]
  }

  /// Cost from the first node to a vertex.
  func offset(_ street: Int, _ vertex: Int) -> UInt32 {
    let inner = inner(of: street)
    if vertex == 0 { return 0 }
    return vertex > inner.count ? streetCosts[street] : innerOffsets[inner.lowerBound + vertex - 1]
  }

  /// Cost from a vertex to the first node.
  func offsetBack(_ street: Int, _ vertex: Int) -> UInt32 {
    let inner = inner(of: street)
    if vertex == 0 { return 0 }
    return vertex > inner.count ? streetCostsBack[street] : innerOffsetsBack[inner.lowerBound + vertex - 1]
  }

  /// In metres.
  func length(of street: Int) -> Double {
    lengthInMeters((0..<vertexCount(street)).lazy.map { vertexPosition(street, $0) })
  }

  // MARK: Pieces between two vertices, numbered through all streets

  var pieceCount: Int { innerPlaces.count + streetCount }

  /// Piece `k` of a street runs from its vertex `k` to `k + 1`.
  func firstPiece(of street: Int) -> Int { Int(innerStarts[street]) + street }

  func ends(ofPiece piece: Int, on street: Int) -> (a: Coordinate, b: Coordinate) {
    let vertex = piece - firstPiece(of: street)
    return (vertexPosition(street, vertex), vertexPosition(street, vertex + 1))
  }

  /// Every piece once, in the order of their numbers.
  @inline(__always)
  func forEachPiece(
    _ body: (_ piece: Int, _ street: Int, _ a: PackedCoordinates.Place, _ b: PackedCoordinates.Place) -> Void
  ) {
    var reader = PackedCoordinates.Reader(innerPlaces)
    var piece = 0
    func node(_ index: Int32) -> PackedCoordinates.Place {
      .init(longitude: nodeLongitudes[Int(index)], latitude: nodeLatitudes[Int(index)])
    }
    for street in 0..<streetCount {
      var a = node(streetFrom[street])
      for _ in inner(of: street) {
        let b = reader.next()
        body(piece, street, a, b)
        a = b
        piece += 1
      }
      body(piece, street, a, node(streetTo[street]))
      piece += 1
    }
  }

  // MARK: Places

  /// The place at an offset; offsets beyond the street's ends are taken as its ends.
  func place(at position: StreetPosition) -> StreetPlace {
    let street = Int(position.street.rawValue)
    let offset = max(0, min(position.offset, Int(streetCosts[street])))
    return StreetPlace(street: street, there: offset, back: hasSlopes ? offsetBack(street, at: offset) : offset)
  }

  /// The cost back to the first node from the place at an offset.
  private func offsetBack(_ street: Int, at offset: Int) -> Int {
    let next = vertex(of: street, after: UInt32(clamping: offset))
    let (a, b) = (self.offset(street, next - 1), self.offset(street, next))
    let (c, d) = (offsetBack(street, next - 1), offsetBack(street, next))
    let share = b > a ? Double(offset - Int(a)) / Double(b - a) : 0
    return Int(c) + Int((Double(d - c) * max(0, min(share, 1))).rounded())
  }

  /// The first vertex whose offset is not below this one, but never vertex 0.
  func vertex(of street: Int, after offset: UInt32) -> Int {
    let inner = inner(of: street)
    var low = inner.lowerBound
    var high = inner.upperBound
    while low < high {
      let middle = (low + high) / 2
      if innerOffsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low - inner.lowerBound + 1
  }

  /// The place on the ground of a position; offsets beyond the street's ends are taken as its ends.
  package func coordinate(at position: StreetPosition) -> Coordinate {
    let street = Int(position.street.rawValue)
    let offset = UInt32(clamping: position.offset)
    return interpolate(street, vertex(of: street, after: offset), offset)
  }

  /// The vertices between which a position lies, itself twice where it is one.
  package func vertices(around position: StreetPosition) -> (before: Coordinate, after: Coordinate) {
    let street = Int(position.street.rawValue)
    let next = vertex(of: street, after: UInt32(clamping: position.offset))
    let here = UInt32(clamping: position.offset)
    if offset(street, next - 1) == here { return (vertexPosition(street, next - 1), vertexPosition(street, next - 1)) }
    if offset(street, next) == here { return (vertexPosition(street, next), vertexPosition(street, next)) }
    return (vertexPosition(street, next - 1), vertexPosition(street, next))
  }

  /// The place at an offset between the vertices `next - 1` and `next`.
  private func interpolate(_ street: Int, _ next: Int, _ offset: UInt32) -> Coordinate {
    let a = self.offset(street, next - 1)
    let b = self.offset(street, next)
    if offset <= a { return vertexPosition(street, next - 1) }
    if offset >= b { return vertexPosition(street, next) }
    let share = Double(offset - a) / Double(b - a)
    let first = vertexPosition(street, next - 1)
    let last = vertexPosition(street, next)
    return Coordinate(x: first.x + (last.x - first.x) * share, y: first.y + (last.y - first.y) * share)
  }

  /// The part of a street between two offsets, as a line; two equal offsets give one place twice.
  func part(of street: Int, _ range: ClosedRange<Int>) -> [Coordinate] {
    let from = UInt32(clamping: range.lowerBound)
    let to = UInt32(clamping: range.upperBound)
    let last = vertexCount(street) - 1
    var next = 1
    while next < last, offset(street, next) <= from { next += 1 }
    var line = [interpolate(street, next, from)]
    while next < last, offset(street, next) < to {
      line.append(vertexPosition(street, next))
      next += 1
    }
    line.append(interpolate(street, next, to))
    return line
  }
}
