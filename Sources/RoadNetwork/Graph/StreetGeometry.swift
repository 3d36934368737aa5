import Geometry

extension RoadGraph {
  /// The line of one street in degrees.
  package func line(of street: Int) -> [Coordinate] { (0..<vertexCount(street)).map { vertexPosition(street, $0) } }
}
