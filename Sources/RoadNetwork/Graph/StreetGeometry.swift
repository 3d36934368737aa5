import Geometry

extension RoadGraph {
  /// The line of every street in degrees, in the order of the streets.
  package func streetLines() -> [[Coordinate]] {
    (0..<streetCount).map { street in
      (0..<vertexCount(street)).map { vertexPosition(street, $0) }
    }
  }
}
