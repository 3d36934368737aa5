import Geometry

/// Heights above sea level from a digital elevation model.
public struct Elevations: Hashable, Sendable {
  /// One rectangle of samples in rows and columns of equal degrees.
  package struct Tile: Hashable, Sendable {
    /// Samples of a missing height.
    package static let missing = Int16.min

    /// Of the samples at the edges, WGS84 degrees.
    package var box: Box
    package var columns: Int
    package var rows: Int
    /// Row by row from the north, each from the west: `base` and so many `step`s.
    package var heights: [Int16]
    /// Metres above sea level.
    package var base: Double
    /// Metres.
    package var step: Double

    /// - Precondition: at least two rows and columns, and `columns * rows` heights.
    package init(box: Box, columns: Int, rows: Int, heights: [Int16], base: Double = 0, step: Double = 1) {
      precondition(columns >= 2 && rows >= 2 && heights.count == columns * rows, "a tile is a full rectangle")
      self.box = box
      self.columns = columns
      self.rows = rows
      self.heights = heights
      self.base = base
      self.step = step
    }

    /// The height between the four samples around a place, linear along both axes; nil when one of those that count is
    /// missing.
    func height(at place: Coordinate) -> Double? {
      let x = (place.x - box.minX) / box.width * Double(columns - 1)
      let y = (box.maxY - place.y) / box.height * Double(rows - 1)
      let column = min(Int(x), columns - 2)
      let row = min(Int(y), rows - 2)
      let (right, down) = (x - Double(column), y - Double(row))
      var sum = 0.0
      for (dx, dy, weight) in [
        (0, 0, (1 - right) * (1 - down)), (1, 0, right * (1 - down)), (0, 1, (1 - right) * down), (1, 1, right * down),
      ] where weight > 0 {
        let sample = heights[(row + dy) * columns + column + dx]
        if sample == Self.missing { return nil }
        sum += weight * Double(sample)
      }
      return base + step * sum
    }

    /// Between two rows, in metres.
    var spacing: Double { box.height / Double(rows - 1) * LocalScale(latitude: box.center.y).metersPerDegreeY }
  }

  package var tiles: [Tile]

  package init(_ tiles: [Tile]) { self.tiles = tiles }

  /// Metres above sea level; nil outside all tiles and beside missing samples. On a common edge the first tile counts.
  package func height(at place: Coordinate) -> Double? {
    for tile in tiles where tile.box.contains(place) {
      if let height = tile.height(at: place) { return height }
    }
    return nil
  }

  /// Of the finest tile, in metres; nil without tiles.
  package var spacing: Meters? { tiles.map(\.spacing).min().map { Meters($0) } }
}
