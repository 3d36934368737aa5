import Geometry

/// Streets as lines in degrees, handed out one after the other, so that those of a country need not all be in memory at once.
package struct StreetLines: Sendable {
  /// Calls a function with each line, the same each time.
  package let forEach: @Sendable (_ body: ([Coordinate]) -> Void) -> Void

  package init(_ forEach: @escaping @Sendable (_ body: ([Coordinate]) -> Void) -> Void) { self.forEach = forEach }

  package init(_ lines: [[Coordinate]]) { self.init { lines.forEach($0) } }

  /// The same with every corner moved.
  package func moved(by move: @escaping @Sendable (Coordinate) -> Coordinate) -> StreetLines {
    StreetLines { [forEach] body in forEach { body($0.map(move)) } }
  }

  package static let none = StreetLines([])
}
