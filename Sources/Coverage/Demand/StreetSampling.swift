import Geometry
import Model

/// A piece of street that stands for the people along it.
package struct StreetSample: Hashable, Sendable {
  /// The middle of the piece.
  package var position: Coordinate
  package var length: Meters

  package init(position: Coordinate, length: Meters) {
    self.position = position
    self.length = length
  }
}

/// Cuts streets into equal pieces no longer than `spacing` and returns their middles with their lengths.
///
/// A community's people are shared out over the samples inside it in proportion to length.
/// - Complexity: O(vertices + samples).
package func streetSamples(_ streets: some Sequence<[Coordinate]>, spacing: Meters) -> [StreetSample] {
  streets.flatMap { line in
    let pieces = LinePieces(line: line, longest: spacing)
    return pieces.middles.map { StreetSample(position: $0, length: pieces.pieceLength) }
  }
}
