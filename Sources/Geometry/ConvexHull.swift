/// The least convex ring around places, counterclockwise and not closed; nil for places on one line.
///
/// O(n log n). Source: Andrew (1979), doi:10.1016/0020-0190(79)90072-3.
package func convexHull(_ places: [Coordinate]) -> [Coordinate]? {
  let sorted = Set(places).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
  func half(_ places: some Sequence<Coordinate>) -> [Coordinate] {
    var chain: [Coordinate] = []
    for place in places {
      while chain.count > 1 {
        let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
        guard (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x) <= 0 else { break }
        chain.removeLast()
      }
      chain.append(place)
    }
    return chain.dropLast()
  }
  let ring = half(sorted) + half(sorted.reversed())
  return ring.count > 2 ? ring : nil
}
