import Geometry

extension RoadGraph {
  /// The line of every street in degrees, in the order of the streets.
  package func streetLines() -> [[Coordinate]] {
    (0..<streetCount).map { line(of: $0) }
  }

  /// The line of one street in degrees.
  package func line(of street: Int) -> [Coordinate] { (0..<vertexCount(street)).map { vertexPosition(street, $0) } }
}
