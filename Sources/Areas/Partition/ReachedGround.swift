import Geometry
import Model

/// Which cells some reached parts of streets hold: wholly, or cut.
struct ReachedGround {
  /// Bits of a cell: reached where the street comes in, at its sample, where it goes out.
  private static let first: UInt8 = 1
  private static let middle: UInt8 = 2
  private static let last: UInt8 = 4
  static let whole: UInt8 = 7

  /// A way across a cell with the reached part on its left.
  struct Way {
    var cell: Int
    var corners: [GridPoint]
  }

  private(set) var bits: [UInt8]
  /// The cells with any bit, in the order in which they were found.
  private(set) var cells: [Int32] = []
  private(set) var ways: [Way] = []

  init(cellCount: Int) { bits = [UInt8](repeating: 0, count: cellCount) }

  /// Forgets everything that was reached: O(cells reached).
  mutating func clear() {
    for cell in cells { bits[Int(cell)] = 0 }
    cells.removeAll(keepingCapacity: true)
    ways.removeAll(keepingCapacity: true)
  }

  private mutating func mark(_ cell: Int, _ mask: UInt8) {
    if bits[cell] == 0, mask != 0 { cells.append(Int32(cell)) }
    bits[cell] |= mask
  }

  private struct Cut {
    var cell: Int
    var offset: Int32
    var end: CellEnd
    /// The part towards that end is the reached one.
    var isReachedThere: Bool
  }

  /// - Parameters:
  ///   - ranges: by rising street, then along it, apart from each other.
  ///   - isKnown: of a place with a cell of its own whether its way is known: then ``add(place:in:)`` tells that it is
  ///     within the cutoff; else it goes by its street.
  mutating func add(_ ranges: [ReachedRange], in territories: Territories, isKnown: (_ place: Int) -> Bool) {
    let ground = territories.cells
    let samples = ground.samples
    var cuts: [Cut] = []
    for range in ranges {
      let end = Int(samples.starts[Int(range.street) + 1])
      guard var cell = samples.cell(of: range.street, at: range.first) else { continue }
      while cell < end {
        let own = ground.range(of: cell)
        if own.lowerBound > range.last { break }
        let middle = samples.offsets[cell]
        var mask: UInt8 = 0
        if range.first <= own.lowerBound, range.last > own.lowerBound || own.count == 1 { mask |= Self.first }
        if range.first <= middle, range.last >= middle { mask |= Self.middle }
        if range.last >= own.upperBound, range.first < own.upperBound || own.count == 1 { mask |= Self.last }
        if range.first > own.lowerBound, range.first < own.upperBound {
          let isBefore = range.first <= middle
          cuts.append(
            Cut(cell: cell, offset: range.first, end: isBefore ? .first : .last, isReachedThere: !isBefore))
        }
        if range.last > own.lowerBound, range.last < own.upperBound {
          let isBefore = range.last < middle
          cuts.append(Cut(cell: cell, offset: range.last, end: isBefore ? .first : .last, isReachedThere: isBefore))
        }
        mark(cell, mask)
        cell += 1
      }
      territories.beside(range.street, range.first, range.last) { number in
        let place = ground.beside[number].place
        if place >= 0, isKnown(Int(place)) { return }
        mark(samples.count + number, Self.whole)
      }
    }
    takeCuts(cuts, territories)
  }

  /// Cells of places that are known to be reached.
  mutating func add(place: Int, in territories: Territories) {
    let cell = Int(territories.cellOfPlace[place])
    if cell >= territories.cells.samples.count { mark(cell, Self.whole) }
  }

  private mutating func takeCuts(_ cuts: [Cut], _ territories: Territories) {
    var index = 0
    while index < cuts.count {
      let cell = cuts[index].cell
      var own: [Cut] = []
      while index < cuts.count, cuts[index].cell == cell {
        own.append(cuts[index])
        index += 1
      }
      for (end, bit) in [(CellEnd.first, Self.first), (.last, Self.last)] {
        // From the sample outwards.
        let outwards = own.filter { $0.end == end }
        var here = end == .first ? outwards.reversed() : outwards
        var ways = here.map {
          territories.cells.cut(
            cell, at: territories.gridPoint(territories.cells.samples.streets[cell], $0.offset), end)
        }
        // At the cell's very border it is not cut: the end goes with what lies before it.
        while let cut = here.last, ways[here.count - 1] == nil {
          if cut.isReachedThere { bits[cell] &= ~bit } else { mark(cell, bit) }
          here.removeLast()
          ways.removeLast()
        }
        guard !here.isEmpty else { continue }
        if ways.contains(where: { $0 == nil }) {
          // Too small to be cut: the end goes with the middle.
          if bits[cell] & Self.middle != 0 { mark(cell, bit) } else { bits[cell] &= ~bit }
        } else {
          for (cut, way) in zip(here, ways) {
            self.ways.append(Way(cell: cell, corners: cut.isReachedThere ? way! : way!.reversed()))
            // So that the cell is looked at.
            if bits[cell] == 0 { cells.append(Int32(cell)) }
          }
        }
      }
    }
  }

  /// Whether the part of a cell along its border with another is reached.
  @inline(__always)
  func isReached(_ cell: Int, towards other: Int, _ ground: GroundCells) -> Bool {
    let bits = bits[cell]
    if bits == Self.whole { return true }
    if bits == 0 { return false }
    switch ground.end(of: cell, towards: other) {
    case .first: return bits & Self.first != 0
    case .last: return bits & Self.last != 0
    case nil: return bits & Self.middle != 0
    }
  }

  /// Whether a sample itself is reached.
  func isReached(sample cell: Int32) -> Bool { bits[Int(cell)] & Self.middle != 0 }

  /// How much street lies on the wrong side of the border.
  ///
  /// - Complexity: O(cells reached).
  func shares(_ territories: Territories) -> FalseShares {
    let samples = territories.cells.samples
    let strays = territories.strays
    var reached = 0.0
    var (inside, outside) = (0.0, 0.0)
    for cell in cells where Int(cell) < samples.count {
      if isReached(sample: cell) {
        reached += Double(samples.meters[Int(cell)])
        for index in strays.away(from: cell) where !isReached(sample: strays.all[Int(index)].host) {
          outside += Double(strays.all[Int(index)].meters)
        }
      }
    }
    for cell in strays.isEmpty ? [] : cells where isReached(sample: cell) {
      for index in strays.inside(cell) where !isReached(sample: strays.all[Int(index)].cell) {
        inside += Double(strays.all[Int(index)].meters)
      }
    }
    var shares = FalseShares()
    guard reached > 0 else { return shares }
    shares.outside = outside / reached
    shares.inside = inside / (reached - outside + inside)
    return shares
  }

  /// The border of all that is reached, its area on the left.
  func borders(_ territories: Territories) -> [BorderEdge] {
    let ground = territories.cells
    var edges: [BorderEdge] = []
    for cell in cells {
      let cell = Int(cell)
      let isWhole = bits[cell] == Self.whole
      for index in ground.partition.edges(of: cell) {
        let edge = ground.partition.edges[Int(index)]
        let isLeft = Int(edge.left) == cell
        let other = isLeft ? Int(edge.right) : Int(edge.left)
        if isWhole, other >= 0, bits[other] == Self.whole { continue }
        guard isWhole || isReached(cell, towards: other, ground) else { continue }
        if other >= 0, isReached(other, towards: cell, ground) { continue }
        edges.append(isLeft ? BorderEdge(edge.from, edge.to) : BorderEdge(edge.to, edge.from))
      }
    }
    for way in ways {
      for (a, b) in zip(way.corners, way.corners.dropFirst()) { edges.append(BorderEdge(a, b)) }
    }
    return edges
  }
}
