import Geometry

/// What went wrong in GEOS, in GEOS's own words, and how to mend it.
package struct GEOSError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    /// A coordinate, distance or grid is NaN or infinite.
    case notFinite
    /// The parts do not make a geometry, such as a line of one position.
    case malformed
    /// Well-known text that cannot be read.
    case unreadable
    /// A polygon that crosses itself so often that it cannot be repaired.
    case tangled
    /// An overlay met invalid input.
    case topology
    /// Any other refusal.
    case failed
  }

  package var code: Code
  /// GEOS's own text or the offending value, and the fix.
  package var message: String
  /// The C function, or the part of the shape, in which it happened.
  package var context: String

  package init(code: Code, message: String, context: String) {
    self.code = code
    self.message = message
    self.context = context
  }

  package var description: String { "\(message) (\(context))" }
}

extension GEOSError {
  /// Reads the kind of failure from GEOS's text, which starts with the name of the C++ exception.
  init(geosText: String?, function: StaticString) {
    // Some of GEOS's messages end with a line break.
    let text = geosText.map { $0.last?.isNewline == true ? String($0.dropLast()) : $0 } ?? "GEOS gave no reason"
    let function = "\(function)"
    if text.hasPrefix("TopologyException") {
      self.init(code: .topology, message: text + "; make the input valid first", context: function)
    } else if text.hasPrefix("ParseException") || function.contains("Reader") {
      self.init(code: .unreadable, message: text, context: function)
    } else if function.contains("_create") {
      self.init(code: .malformed, message: text, context: function)
    } else {
      self.init(code: .failed, message: text, context: function)
    }
  }

  /// - Parameter place: what holds the coordinate, such as "position 3 of ring 0".
  static func notFinite(_ coordinate: Coordinate, at place: String) -> GEOSError {
    GEOSError(
      code: .notFinite,
      message: "(\(coordinate.x), \(coordinate.y)) is not a position; remove it or give finite numbers",
      context: place)
  }

  static func requireFinite(_ value: Double, _ name: String) throws(GEOSError) {
    guard value.isFinite else {
      throw GEOSError(code: .notFinite, message: "\(name) is \(value); give a finite number", context: name)
    }
  }
}
