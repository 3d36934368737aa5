import Geometry
import Model

extension RoadGraph {
  /// The streets without the pieces that have any of some traits, as lines from the first node to the last; a street
  /// falls apart where such a piece lies in its middle.
  package func lines(without traits: PieceTraits) -> [[Coordinate]] { lines { $0.isDisjoint(with: traits) } }

  /// The streets along which people live: those on the ground.
  package var inhabitedLines: [[Coordinate]] { lines(without: .offGround) }

  /// What is off the ground, but no ferry.
  package var liftedLines: [[Coordinate]] { lines { $0.contains(.lifted) && !$0.contains(.aboard) } }

  /// The streets on the ground that are not private, each once; one falls apart where another piece lies in its middle.
  ///
  /// - Returns: in the order of the streets, then from their first node to their last.
  /// - Complexity: O(vertices).
  package func openStreets() -> [DrawnStretch] {
    (0..<streetCount).flatMap { street in
      let metres = MeasuredLine((0..<vertexCount(street)).map { vertexPosition(street, $0) })
      let first = firstPiece(of: street)
      let pieces = first...(firstPiece(of: street + 1) - 1)
      return (pieceTraits.isEmpty ? [pieces] : runs(of: street, where: Self.isForSites)).map { run in
        let vertices = (run.lowerBound - first)...(run.upperBound - first + 1)
        return DrawnStretch(
          stretch: StreetStretch(
            street: street, from: metres.distances[vertices.lowerBound], to: metres.distances[vertices.upperBound]),
          line: Array(metres.line[vertices]))
      }
    }
  }

  private func lines(where isWanted: (PieceTraits) -> Bool) -> [[Coordinate]] {
    if pieceTraits.isEmpty { return isWanted([]) ? streets.map(\.coordinates) : [] }
    var lines: [[Coordinate]] = []
    for street in 0..<streetCount {
      let first = firstPiece(of: street)
      for run in runs(of: street, where: isWanted) {
        lines.append(((run.lowerBound - first)...(run.upperBound - first + 1)).map { vertexPosition(street, $0) })
      }
    }
    return lines
  }

  /// Neighbouring pieces of a street, rising.
  private func runs(of street: Int, where isWanted: (PieceTraits) -> Bool) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for piece in firstPiece(of: street)..<firstPiece(of: street + 1) where isWanted(traits(ofPiece: piece)) {
      if let last = runs.last, last.upperBound == piece - 1 {
        runs[runs.count - 1] = last.lowerBound...piece
      } else {
        runs.append(piece...piece)
      }
    }
    return runs
  }

  /// Where a place may be made for everybody: on the ground, not behind private gates.
  static func isForSites(_ traits: PieceTraits) -> Bool { traits.isDisjoint(with: [.lifted, .aboard, .private]) }

  /// The offsets of a street at which places may be made, rising, apart from each other.
  func siteOffsets(of street: Int) -> [ClosedRange<Int>] {
    if pieceTraits.isEmpty { return [0...Int(streetCosts[street])] }
    let first = firstPiece(of: street)
    return runs(of: street, where: Self.isForSites).map { run in
      Int(offset(street, run.lowerBound - first))...Int(offset(street, run.upperBound - first + 1))
    }
  }

  /// Of each node whether a piece ends there on which places may be made.
  func siteNodes() -> [Bool] {
    if pieceTraits.isEmpty { return [Bool](repeating: true, count: nodeCount) }
    var isOpen = [Bool](repeating: false, count: nodeCount)
    for street in 0..<streetCount {
      if Self.isForSites(traits(ofPiece: firstPiece(of: street))) { isOpen[Int(streetFrom[street])] = true }
      if Self.isForSites(traits(ofPiece: firstPiece(of: street + 1) - 1)) { isOpen[Int(streetTo[street])] = true }
    }
    return isOpen
  }
}

/// What two lists of rising ranges have in common.
func intersection(_ a: [ClosedRange<Int>], _ b: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
  a.flatMap { own in
    b.compactMap { other in
      let (first, last) = (max(own.lowerBound, other.lowerBound), min(own.upperBound, other.upperBound))
      return first <= last ? first...last : nil
    }
  }
}
