import Geometry

/// A vertex of a street: a raw node, or -1 for a place where only a height is read.
struct StreetVertex {
  var longitude: Int32
  var latitude: Int32
  var node: Int32
  /// Of the piece to the next vertex.
  var isLifted = false

  var position: Coordinate { Coordinate(e7: longitude, latitude) }

  func isSamePlace(as other: Self) -> Bool { longitude == other.longitude && latitude == other.latitude }
}

extension PieceTraits {
  init(_ vertex: StreetVertex, _ streetClass: StreetClass) {
    self = []
    if vertex.isLifted { insert(.lifted) }
    if streetClass.isAboard { insert(.aboard) }
    if streetClass.isPrivate { insert(.private) }
  }
}
