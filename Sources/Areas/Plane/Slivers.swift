import Geometry

extension Shape {
  /// Its polygons without rings that are all border: thinner than a width, and holes smaller than an area.
  ///
  /// A ring's width is twice its area by its length: that of a long rectangle.
  package func withoutSlivers(thinnerThan width: Double, hole area: Double) -> Shape {
    var kept: [Polygon] = []
    for polygon in polygons where !isSliver(polygon.ring(0), width) {
      let holes = (1..<polygon.ringCount).filter {
        !isSliver(polygon.ring($0), width) && ringArea(polygon.ring($0)) >= area
      }
      if holes.count == polygon.ringCount - 1 {
        kept.append(polygon)
      } else {
        kept.append(Polygon(rings: ([0] + holes).map { Array(polygon.ring($0)) }))
      }
    }
    return kept.count == 1 ? .polygon(kept[0]) : .multiPolygon(kept)
  }
}

private func isSliver(_ ring: ArraySlice<Coordinate>, _ width: Double) -> Bool {
  2 * ringArea(ring) < width * planarLength(Array(ring))
}

private func ringArea(_ ring: ArraySlice<Coordinate>) -> Double {
  ring.first.map { abs(signedArea(ring, about: $0)) } ?? 0
}
