import Geometry

/// What went wrong in PROJ, in PROJ's own words, and how to mend it.
package struct PROJError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    /// The text names no coordinate reference system PROJ knows.
    case unknownCRS
    /// PROJ knows no way from one system to the other.
    case noOperation
    /// A coordinate or a length is NaN or infinite before anything was computed.
    case notFinite
    /// A coordinate lies where the operation is not defined.
    case outsideDomain
    /// No local metric system suits the extent.
    case noLocalCRS
  }

  package var code: Code
  /// PROJ's own text, the offending value, and the fix.
  package var message: String
  /// The C function, or the transformation, in which it happened.
  package var context: String

  package init(code: Code, message: String, context: String) {
    self.code = code
    self.message = message
    self.context = context
  }

  package var description: String { "\(message) (\(context))" }
}

extension PROJError {
  static func notFinite(_ coordinate: Coordinate, at place: String, context: String) -> PROJError {
    PROJError(
      code: .notFinite,
      message:
        "\(place) is (\(coordinate.x), \(coordinate.y)), not a position; remove it or give finite numbers",
      context: context)
  }
}
