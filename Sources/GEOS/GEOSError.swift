import Geometry
import Words

/// What went wrong in GEOS, in GEOS's own words, and how to mend it.
package struct GEOSError: Spoken, Hashable, Sendable {
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
  package var words: Bilingual
  /// The C function, or the part of the shape, in which it happened.
  package var place: Bilingual

  package init(code: Code, message words: Bilingual, at place: Bilingual) {
    self.code = code
    self.words = words
    self.place = place
  }

  package var message: String { words.english }
  package var context: String { place.english }

  package var told: Bilingual { words + Bilingual("（", " (") + place + Bilingual("）", ")") }
}

extension GEOSError {
  /// Reads the kind of failure from GEOS's text, which starts with the name of the C++ exception.
  init(geosText: String?, function: StaticString) {
    // Some of GEOS's messages end with a line break.
    let said = geosText.map { $0.last?.isNewline == true ? String($0.dropLast()) : $0 } ?? ""
    let text =
      geosText == nil ? Bilingual("GEOS没有说明原因", "GEOS gave no reason") : Bilingual(same: said)
    let function = "\(function)"
    let place = Bilingual(same: function)
    if said.hasPrefix("TopologyException") {
      self.init(
        code: .topology, message: text + Bilingual("；请先修复输入的图形", "; make the input valid first"), at: place)
    } else if said.hasPrefix("ParseException") || function.contains("Reader") {
      self.init(code: .unreadable, message: text, at: place)
    } else if function.contains("_create") {
      self.init(code: .malformed, message: text, at: place)
    } else {
      self.init(code: .failed, message: text, at: place)
    }
  }

  /// - Parameter place: what holds the coordinate, such as "position 3 of ring 0".
  static func notFinite(_ coordinate: Coordinate, at place: Bilingual) -> GEOSError {
    GEOSError(
      code: .notFinite,
      message: Bilingual(
        "（\(coordinate.x)，\(coordinate.y)）不是有效的位置；请删除该点，或改为有限的数值",
        "(\(coordinate.x), \(coordinate.y)) is not a position; remove it or give finite numbers"),
      at: place)
  }

  static func requireFinite(_ value: Double, _ name: Bilingual) throws(GEOSError) {
    guard value.isFinite else {
      throw GEOSError(
        code: .notFinite,
        message: name + Bilingual("的数值是\(value)；请改为有限的数值", " is \(value); give a finite number"), at: name)
    }
  }
}
