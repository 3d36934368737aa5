import Geometry

/// A vertex of a street: a raw node, or -1 for a place where only a height is read.
struct StreetVertex {
  var longitude: Int32
  var latitude: Int32
  var node: Int32
  /// Of the piece to the next vertex.
  var isLifted: Bool

  var position: Coordinate { Coordinate(e7: longitude, latitude) }

  init(longitude: Int32, latitude: Int32, node: Int32, isLifted: Bool) {
    self.longitude = longitude
    self.latitude = latitude
    self.node = node
    self.isLifted = isLifted
  }

  init(_ node: Int32, _ raw: RawStreets, isLifted: Bool) {
    self.init(
      longitude: raw.longitudes[Int(node)], latitude: raw.latitudes[Int(node)], node: node, isLifted: isLifted)
  }

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
