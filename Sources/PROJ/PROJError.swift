import Geometry
import Words

/// What went wrong in PROJ, in PROJ's own words, and how to mend it.
package struct PROJError: Spoken, Hashable, Sendable {
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
  package var words: Bilingual
  /// The C function, or the transformation, in which it happened.
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

extension PROJError {
  static func notFinite(_ coordinate: Coordinate, _ part: Bilingual, at place: Bilingual) -> PROJError {
    PROJError(
      code: .notFinite,
      message: part
        + Bilingual(
          "是（\(coordinate.x)，\(coordinate.y)），不是有效的位置；请删除该点，或改为有限的数值",
          " is (\(coordinate.x), \(coordinate.y)), not a position; remove it or give finite numbers"),
      at: place)
  }
}
