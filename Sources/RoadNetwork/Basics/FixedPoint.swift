import Geometry

extension Coordinate {
  /// A place in units of 1e-7 degree, as streets keep theirs.
  init(e7 longitude: Int32, _ latitude: Int32) {
    self.init(x: Double(longitude) / 1e7, y: Double(latitude) / 1e7)
  }
}
