import Geometry

/// The edges of an area by bands of latitude, for measuring how much of a line lies inside.
struct AreaClip {
  private typealias Edge = (a: Coordinate, b: Coordinate)
  private var edges: [Edge] = []
  private let box: Box
  private let height: Double
  /// Band `i` holds the edges `starts[i] ..< starts[i + 1]` of `byBand`.
  private var starts: [Int]
  private var byBand: [Int32]

  /// - Parameter area: WGS84 degrees; valid.
  init(_ area: Shape) {
    for polygon in area.polygons {
      for ring in polygon.rings {
        for (a, b) in zip(ring, ring.dropFirst()) { edges.append((a, b)) }
      }
    }
    box = area.box
    let count = max(1, min(512, edges.count / 4))
    height = max(box.height / Double(count), 1e-9)
    starts = [Int](repeating: 0, count: count + 1)
    byBand = []
    func band(_ y: Double) -> Int { max(0, min(count - 1, Int((y - box.minY) / height))) }
    for edge in edges {
      for band in band(min(edge.a.y, edge.b.y))...band(max(edge.a.y, edge.b.y)) { starts[band + 1] += 1 }
    }
    starts.countsToStarts()
    byBand = [Int32](repeating: 0, count: starts[count])
    var next = starts
    for (index, edge) in edges.enumerated() {
      for band in band(min(edge.a.y, edge.b.y))...band(max(edge.a.y, edge.b.y)) {
        byBand[next[band]] = Int32(index)
        next[band] += 1
      }
    }
  }

  private func band(_ y: Double) -> Int { max(0, min(starts.count - 2, Int((y - box.minY) / height))) }

  /// Metres of a line (degrees) inside the area.
  func metersInside(_ line: [Coordinate]) -> Double {
    guard !edges.isEmpty else { return 0 }
    return zip(line, line.dropFirst()).reduce(0) { $0 + share($1.0, $1.1) * shortDistance($1.0, $1.1) }
  }

  /// The share of a straight piece inside: cut at every edge it crosses, each part judged by its middle.
  private func share(_ a: Coordinate, _ b: Coordinate) -> Double {
    let own = Box([a, b])
    guard own.intersects(box) else { return 0 }
    var cuts = [0.0, 1.0]
    for band in band(own.minY)...band(own.maxY) {
      for index in byBand[starts[band]..<starts[band + 1]] {
        let edge = edges[Int(index)]
        // Most edges of a band lie elsewhere along it.
        if max(edge.a.x, edge.b.x) < own.minX || min(edge.a.x, edge.b.x) > own.maxX { continue }
        if let cut = Self.crossing(a, b, edge) { cuts.append(cut) }
      }
    }
    cuts.sort()
    var share = 0.0
    for (start, end) in zip(cuts, cuts.dropFirst()) where start < end {
      let middle = (start + end) / 2
      if contains(Coordinate(x: a.x + (b.x - a.x) * middle, y: a.y + (b.y - a.y) * middle)) { share += end - start }
    }
    return share
  }

  /// Where on the piece it crosses the edge, 0...1.
  private static func crossing(_ a: Coordinate, _ b: Coordinate, _ edge: Edge) -> Double? {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let (ex, ey) = (edge.b.x - edge.a.x, edge.b.y - edge.a.y)
    let cross = dx * ey - dy * ex
    guard cross != 0 else { return nil }
    let (fx, fy) = (edge.a.x - a.x, edge.a.y - a.y)
    let onPiece = (fx * ey - fy * ex) / cross
    let onEdge = (fx * dy - fy * dx) / cross
    return onPiece > 0 && onPiece < 1 && onEdge >= 0 && onEdge <= 1 ? onPiece : nil
  }

  /// By the parity of the edges to the east.
  private func contains(_ point: Coordinate) -> Bool {
    guard box.contains(point) else { return false }
    let band = band(point.y)
    var isInside = false
    for index in byBand[starts[band]..<starts[band + 1]] {
      let edge = edges[Int(index)]
      if (edge.a.y > point.y) != (edge.b.y > point.y) {
        let x = edge.a.x + (point.y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x)
        if x > point.x { isInside.toggle() }
      }
    }
    return isInside
  }
}
