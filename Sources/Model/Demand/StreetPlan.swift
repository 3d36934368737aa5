import Geometry

/// The streets of a network as plain lines with the cost at every vertex: what ground is parted by.
///
/// Street `s` has the vertices `starts[s] ..< starts[s + 1]`, at least two. Streets that meet stand at the same place to the
/// last digit.
package struct StreetPlan: Sendable {
  package var starts: [Int32]
  /// WGS84 in units of 1e-7 degree.
  package var longitudes: [Int32]
  package var latitudes: [Int32]
  /// Cost from the street's first vertex, in the unit of the searches, never falling.
  package var offsets: [Int32]
  /// Of the piece from a vertex to the next of its street: nobody comes onto it in its middle from the ground.
  package var isOffGround: [Bool]

  package init(
    starts: [Int32] = [0], longitudes: [Int32] = [], latitudes: [Int32] = [], offsets: [Int32] = [],
    isOffGround: [Bool] = []
  ) {
    self.starts = starts
    self.longitudes = longitudes
    self.latitudes = latitudes
    self.offsets = offsets
    self.isOffGround = isOffGround
  }

  package var streetCount: Int { starts.count - 1 }
  package var vertexCount: Int { offsets.count }

  package func vertices(of street: Int) -> Range<Int> { Int(starts[street])..<Int(starts[street + 1]) }

  package func position(_ vertex: Int) -> Coordinate {
    Coordinate(x: Double(longitudes[vertex]) / 1e7, y: Double(latitudes[vertex]) / 1e7)
  }
}

/// A reached part of a street, from one cost along it to another.
package struct ReachedRange: Hashable, Sendable {
  package var street: Int32
  /// From the street's first vertex, in the unit of the searches.
  package var first: Int32
  package var last: Int32

  package init(street: Int32, first: Int32, last: Int32) {
    self.street = street
    self.first = first
    self.last = last
  }
}
