import GEOS
import Geometry
import Model

/// Which community each place lies in, and where lines go from one to the next.
///
/// Each place is in one community at most. What lies on the outline of several (within two centimetres of it), or in
/// several that overlap, is in the first of them by position: a street on a shared border counts once.
package struct CommunityOutlines: Sendable {
  package enum Place: Hashable, Sendable {
    /// Its position.
    case community(Int)
    /// Inside the area, in no outline.
    case noOutline
    case outsideArea
  }

  package struct Part: Hashable, Sendable {
    package var stretch: LineStretch
    package var place: Place
  }

  private struct Outline: Sendable {
    var community: Int
    var box: Box
    var edges: Obstacles
  }

  /// Metres around an outline that count as on it: coordinates of streets are kept to a centimetre.
  private static let border = 0.02
  /// Metres between cuts that are one.
  private static let sameCut = 1e-4

  private let outlines: [Outline]
  private let area: Outline?

  /// - Parameters:
  ///   - communities: those that are no polygons have no outline.
  ///   - area: what lies beyond it is in no community; nil for no limit.
  /// - Throws: `GEOSError` for an outline that cannot be repaired.
  package init(_ communities: [Community], area: Shape?) throws(GEOSError) {
    func outline(_ shape: Shape, _ community: Int) throws(GEOSError) -> Outline {
      let shape = try shape.repaired().shape
      return Outline(community: community, box: shape.box.expanded(byMeters: Self.border), edges: Obstacles([shape]))
    }
    var outlines: [Outline] = []
    for (number, community) in communities.enumerated() where !community.shape.polygons.isEmpty {
      outlines.append(try outline(community.shape, number))
    }
    self.outlines = outlines
    if let area { self.area = try outline(area, -1) } else { self.area = nil }
  }

  package func place(of position: Coordinate) -> Place { place(of: position, among: outlines) }

  private func place(of position: Coordinate, among outlines: [Outline]) -> Place {
    if let area, !Self.holds(area, position) { return .outsideArea }
    return outlines.first { Self.holds($0, position) }.map { .community($0.community) } ?? .noOutline
  }

  private static func holds(_ outline: Outline, _ position: Coordinate) -> Bool {
    guard outline.box.contains(position) else { return false }
    if outline.edges.contain(position) { return true }
    let frame = LocalFrame(position)
    return outline.edges.segments(near: Box([position]).expanded(byMeters: border)).contains { c, d in
      planarDistance(Coordinate(x: 0, y: 0), frame.metres(c), frame.metres(d)) <= border
    }
  }

  /// A line cut where it goes from one place to another: the parts one behind the other, neighbours in different places.
  ///
  /// - Returns: none for a line without length.
  /// - Complexity: O(communities + vertices x edges near the line).
  package func parts(of line: MeasuredLine) -> [Part] {
    guard line.length > 0 else { return [] }
    let box = Box(line.line).expanded(byMeters: Self.border)
    let near = outlines.filter { $0.box.intersects(box) }
    let cutting = (near + [area].compactMap(\.self)).map(\.edges)
    var cuts = [0, line.length]
    for vertex in 1..<line.line.count {
      let (a, b) = (line.line[vertex - 1], line.line[vertex])
      let (start, end) = (line.distances[vertex - 1], line.distances[vertex])
      guard end > start else { continue }
      for share in Self.meetings(a, b, cutting) { cuts.append(start + (end - start) * share) }
    }
    cuts.sort()
    var parts: [Part] = []
    var from = 0.0
    for to in cuts where to - from > Self.sameCut || (to == line.length && to > from) {
      let place = place(of: line.position(at: (from + to) / 2), among: near)
      if let last = parts.last, last.place == place {
        parts[parts.count - 1].stretch.to = to
      } else {
        parts.append(Part(stretch: LineStretch(from: from, to: to), place: place))
      }
      from = to
    }
    return parts
  }

  /// Where a straight piece meets outlines, as shares of it: where it crosses one, and where an end of the one lies on the
  /// other.
  private static func meetings(_ a: Coordinate, _ b: Coordinate, _ outlines: [Obstacles]) -> [Double] {
    let box = Box([a, b]).expanded(byMeters: border)
    let frame = LocalFrame(Coordinate(x: a.x, y: (a.y + b.y) / 2))
    let (start, end) = (frame.metres(a), frame.metres(b))
    let way = end - start
    let length = way.length
    var shares: [Double] = []
    for outline in outlines {
      for (c, d) in outline.segments(near: box) {
        let (first, last) = (frame.metres(c), frame.metres(d))
        let edge = last - first
        let area = way.cross(edge)
        if abs(area) > 1e-9 * length * edge.length {
          let share = (first - start).cross(edge) / area
          let onEdge = (first - start).cross(way) / area
          let slack = border / edge.length
          if share > 0, share < 1, onEdge >= -slack, onEdge <= 1 + slack { shares.append(share) }
        }
        for corner in [first, last] where planarDistance(corner, start, end) <= border {
          shares.append(max(0, min(1, (corner - start).dot(way) / (length * length))))
        }
        if planarDistance(start, first, last) <= border { shares.append(0) }
        if planarDistance(end, first, last) <= border { shares.append(1) }
      }
    }
    return shares
  }
}

/// Metres east and north of a place.
struct LocalFrame {
  private let origin: Coordinate
  private let scale: LocalScale

  init(_ origin: Coordinate) {
    self.origin = origin
    scale = LocalScale(latitude: origin.y)
  }

  func metres(_ place: Coordinate) -> Coordinate {
    Coordinate(
      x: (place.x - origin.x) * scale.metersPerDegreeX, y: (place.y - origin.y) * scale.metersPerDegreeY)
  }
}

extension Coordinate {
  fileprivate static func - (a: Coordinate, b: Coordinate) -> Coordinate { Coordinate(x: a.x - b.x, y: a.y - b.y) }
  fileprivate func cross(_ other: Coordinate) -> Double { x * other.y - y * other.x }
  fileprivate func dot(_ other: Coordinate) -> Double { x * other.x + y * other.y }
  fileprivate var length: Double { dot(self).squareRoot() }
}
