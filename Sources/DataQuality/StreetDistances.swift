import Geometry

/// How far the nearest street is from anywhere, as a raster: made once, then asked many thousand times.
///
/// Distances are metres in steps of half a metre, up to ``limit``; they follow streets to within a cell and grow from
/// there in eight directions, which is at most 5 % off. That is too coarse for snapping and enough for telling whether a
/// layer lies along the streets.
/// - Complexity: O(street length / cell + cells) to make, O(1) to ask.
/// Source: Borgefors (1986), Distance transformations in digital images, doi:10.1016/S0734-189X(86)80047-0.
struct StreetDistances: Sendable {
  /// Farther than this is "far", however far.
  static let limit = 127.5
  private static let stepsPerMeter = 2.0
  private static let most = UInt8.max
  private static let smallestCell = 5.0
  private static let mostCells = 8e6

  let frame: LocalFrame
  private let cell: Double
  private let columns: Int
  private let rows: Int
  private let steps: [UInt8]

  /// - Parameters:
  ///   - lines: streets in degrees.
  ///   - box: the part of the world in question, in degrees; not empty.
  init(_ lines: [[Coordinate]], around box: Box) {
    let frame = LocalFrame(box)
    let width = max(frame.width, 1)
    let height = max(frame.height, 1)
    let cell = max(Self.smallestCell, (width * height / Self.mostCells).squareRoot(), max(width, height) / 1e5)
    let columns = Int(width / cell) + 1
    let rows = Int(height / cell) + 1
    var steps = [UInt8](repeating: Self.most, count: columns * rows)
    for line in lines {
      for (from, to) in zip(line, line.dropFirst()) where box.intersects(Box([from, to])) {
        let (a, b) = (frame.meters(from), frame.meters(to))
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = (dx * dx + dy * dy).squareRoot()
        let pieces = min(max(1, Int(2 * length / cell)), 1_000_000)
        for piece in 0...pieces {
          let part = Double(piece) / Double(pieces)
          let (x, y) = ((a.x + dx * part) / cell, (a.y + dy * part) / cell)
          guard x >= 0, y >= 0, x < Double(columns), y < Double(rows) else { continue }
          let (column, row) = (Int(x), Int(y))
          let (toCenterX, toCenterY) = ((Double(column) + 0.5 - x) * cell, (Double(row) + 0.5 - y) * cell)
          let distance =
            length > 0
            ? abs(toCenterX * dy - toCenterY * dx) / length
            : (toCenterX * toCenterX + toCenterY * toCenterY).squareRoot()
          let index = row * columns + column
          steps[index] = min(steps[index], Self.steps(distance))
        }
      }
    }
    Self.spread(&steps, columns, rows, straight: 0.955 * cell, across: 1.369 * cell)
    self.frame = frame
    self.cell = cell
    self.columns = columns
    self.rows = rows
    self.steps = steps
  }

  /// In half metres; 255 is "far".
  func steps(_ position: Coordinate) -> UInt8 {
    let (x, y) = (position.x / cell, position.y / cell)
    guard x >= 0, y >= 0, x < Double(columns), y < Double(rows) else { return Self.most }
    return steps[Int(y) * columns + Int(x)]
  }

  static func meters(_ steps: UInt8) -> Double { Double(steps) / stepsPerMeter }

  private static func steps(_ meters: Double) -> UInt8 { UInt8(min(Double(most), (meters * stepsPerMeter).rounded())) }

  /// Two sweeps: each cell takes the least of its neighbours' values and the way from there.
  private static func spread(_ steps: inout [UInt8], _ columns: Int, _ rows: Int, straight: Double, across: Double) {
    let straight = Int(Self.steps(straight))
    let across = Int(Self.steps(across))
    func sweep(_ row: Int, _ column: Int, _ towards: Int) {
      let index = row * columns + column
      var least = Int(steps[index])
      let before = column - towards
      if before >= 0, before < columns { least = min(least, Int(steps[index - towards]) + straight) }
      let other = row - towards
      if other >= 0, other < rows {
        let above = other * columns + column
        least = min(least, Int(steps[above]) + straight)
        if column > 0 { least = min(least, Int(steps[above - 1]) + across) }
        if column + 1 < columns { least = min(least, Int(steps[above + 1]) + across) }
      }
      steps[index] = UInt8(least)
    }
    for row in 0..<rows { for column in 0..<columns { sweep(row, column, 1) } }
    for row in (0..<rows).reversed() { for column in (0..<columns).reversed() { sweep(row, column, -1) } }
  }
}

/// Metres east and north of the south-western corner of a box of degrees.
struct LocalFrame: Sendable {
  private let origin: Coordinate
  private let scale: LocalScale
  let width: Double
  let height: Double

  init(_ box: Box) {
    origin = Coordinate(x: box.minX, y: box.minY)
    scale = LocalScale(latitude: min(max(box.center.y, -89), 89))
    width = box.width * scale.metersPerDegreeX
    height = box.height * scale.metersPerDegreeY
  }

  func meters(_ position: Coordinate) -> Coordinate {
    Coordinate(
      x: (position.x - origin.x) * scale.metersPerDegreeX, y: (position.y - origin.y) * scale.metersPerDegreeY)
  }

  /// Degrees of so many metres.
  func degrees(_ meters: Double) -> Double { meters / min(scale.metersPerDegreeX, scale.metersPerDegreeY) }
}
