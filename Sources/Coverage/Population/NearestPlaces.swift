import Geometry

/// Finds the nearest of some places within a reach, for very many questions: the places stand in square cells, and a
/// search goes outwards ring by ring until nothing nearer can come.
struct NearestPlaces {
  private let scale: LocalScale
  private let corner: Coordinate
  private let places: [Coordinate]
  /// Metres.
  private let reach: Double
  private let side: Double
  private let columns: Int
  private let rows: Int
  private var starts: [Int]
  private var members: [Int32]

  /// - Parameters:
  ///   - places: WGS84 degrees, of one district: metres are those of its middle.
  ///   - reach: metres, inclusive.
  init(_ positions: [Coordinate], reach: Double) {
    let box = Box(positions)
    let scale = LocalScale(latitude: box.isEmpty ? 0 : box.center.y)
    self.scale = scale
    corner = Coordinate(x: box.minX, y: box.minY)
    self.reach = reach
    let (width, height) = (box.width * scale.metersPerDegreeX, box.height * scale.metersPerDegreeY)
    // Never many more cells than places.
    let least = (width * height / Double(2 * positions.count + 1)).squareRoot()
    side = max(reach / 4, least, max(width, height) / 100_000, 1e-9)
    columns = Int(width / side) + 1
    rows = Int(height / side) + 1
    places = positions.map {
      Coordinate(x: ($0.x - box.minX) * scale.metersPerDegreeX, y: ($0.y - box.minY) * scale.metersPerDegreeY)
    }
    starts = [Int](repeating: 0, count: columns * rows + 1)
    members = [Int32](repeating: 0, count: places.count)
    let cells = places.map { [columns, rows, side] place in
      min(Int(place.y / side), rows - 1) * columns + min(Int(place.x / side), columns - 1)
    }
    for cell in cells { starts[cell + 1] += 1 }
    starts.countsToStarts()
    var next = starts
    for (index, cell) in cells.enumerated() {
      members[next[cell]] = Int32(index)
      next[cell] += 1
    }
  }

  /// The nearest place, of equally near ones the first; nil when none is within reach.
  func nearest(to position: Coordinate) -> Int? {
    guard !places.isEmpty else { return nil }
    let (x, y) = (
      (position.x - corner.x) * scale.metersPerDegreeX, (position.y - corner.y) * scale.metersPerDegreeY
    )
    guard x >= -reach, y >= -reach, x <= Double(columns) * side + reach, y <= Double(rows) * side + reach else {
      return nil
    }
    let column = Int((x / side).rounded(.down))
    let row = Int((y / side).rounded(.down))
    var best = reach * reach
    var found: Int?
    var ring = 0
    while true {
      // What stands in this ring is at least so far away.
      let least = Double(ring - 1) * side
      if least > 0, least * least > best { break }
      for line in (row - ring)...(row + ring) where line >= 0 && line < rows {
        let isEdge = line == row - ring || line == row + ring
        var at = column - ring
        while at <= column + ring {
          if at >= 0, at < columns {
            let cell = line * columns + at
            for entry in starts[cell]..<starts[cell + 1] {
              let place = Int(members[entry])
              let (dx, dy) = (places[place].x - x, places[place].y - y)
              let square = dx * dx + dy * dy
              if square < best || (square == best && (found.map { place < $0 } ?? true)) {
                best = square
                found = place
              }
            }
          }
          at += isEdge || ring == 0 ? 1 : 2 * ring
        }
      }
      ring += 1
    }
    return found
  }
}
