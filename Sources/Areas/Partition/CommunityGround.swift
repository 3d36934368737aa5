import Geometry

/// The outlines of communities on the grid of written coordinates, the community on the left of every ring.
struct CommunityGround: Sendable {
  struct Ring: Sendable {
    var community: Int32
    /// Closed.
    var corners: [GridPoint]
  }

  private(set) var rings: [Ring] = []
  private var boxes: [Box] = []
  private var ringsOf: [Range<Int>] = []

  var count: Int { boxes.count }

  /// - Parameter polygons: of each community; none of one that is no polygon.
  init(_ polygons: [[Polygon]]) {
    for (community, polygons) in polygons.enumerated() {
      let first = rings.count
      for polygon in polygons {
        for index in 0..<polygon.ringCount { add(polygon.ring(index), isHole: index > 0, Int32(community)) }
      }
      ringsOf.append(first..<rings.count)
      boxes.append(Box(rings[first...].lazy.flatMap(\.corners).map(\.position)))
    }
  }

  private mutating func add(_ ring: ArraySlice<Coordinate>, isHole: Bool, _ community: Int32) {
    var corners: [GridPoint] = []
    for position in ring {
      let corner = GridPoint(position)
      if corner != corners.last { corners.append(corner) }
    }
    guard corners.count > 3, corners[0] == corners[corners.count - 1] else { return }
    var area: Int64 = 0
    for index in 1..<(corners.count - 1) { area += corners[0].turn(corners[index], corners[index + 1]) }
    if area == 0 { return }
    if (area > 0) == isHole { corners.reverse() }
    rings.append(Ring(community: community, corners: corners))
  }

  /// Whether the community holds a place; on its outline it may or may not.
  func holds(_ place: Coordinate, _ community: Int) -> Bool {
    guard boxes[community].contains(place) else { return false }
    let (x, y) = (place.x * 1e7, place.y * 1e7)
    var isInside = false
    for ring in rings[ringsOf[community]] {
      let corners = ring.corners
      for index in 0..<(corners.count - 1) {
        let (a, b) = (corners[index], corners[index + 1])
        let (ay, by) = (Double(a.y), Double(b.y))
        guard (ay > y) != (by > y) else { continue }
        if x < Double(a.x) + (y - ay) / (by - ay) * (Double(b.x) - Double(a.x)) { isInside.toggle() }
      }
    }
    return isInside
  }

  /// All communities that hold a place.
  func communities(at place: Coordinate) -> [Int32] {
    boxes.indices.filter { holds(place, $0) }.map { Int32($0) }
  }
}
