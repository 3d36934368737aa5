import Geometry

/// How far the nearest street is from anywhere, as a raster: made once, then asked many thousand times.
///
/// Distances are metres in steps of half a metre, up to ``limit``; they follow streets to within a cell and grow from
/// there in eight directions, which is at most 5 % off. That is too coarse for snapping and enough for telling whether a
/// layer lies along the streets.
/// - Complexity: O(street length / cell + cells) to make, O(1) to ask.
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
  /// Half metres; row by row from the south, in each one cell that is far beside either end.
  private let cells: [[UInt8]]

  /// - Parameters:
  ///   - lines: streets in degrees.
  ///   - box: the part of the world in question, in degrees; not empty.
  init(_ lines: StreetLines, around box: Box) {
    let frame = LocalFrame(box)
    let width = max(frame.width, 1)
    let height = max(frame.height, 1)
    let cell = max(Self.smallestCell, (width * height / Self.mostCells).squareRoot(), max(width, height) / 1e5)
    let columns = Int(width / cell) + 1
    let rows = Int(height / cell) + 1
    let beyond = [UInt8](repeating: Self.most, count: columns + 2)
    var cells = [[UInt8]](repeating: beyond, count: rows)
    lines.forEach { line in
      for (from, to) in zip(line, line.dropFirst()) {
        var around = Box()
        around.add(from)
        around.add(to)
        guard box.intersects(around) else { continue }
        Self.draw(frame.meters(from), frame.meters(to), cell, columns, &cells)
      }
    }
    // The chamfer's weights for distances of a straight and of a diagonal step.
    cells.spread(straight: Self.steps(0.955 * cell), across: Self.steps(1.369 * cell))
    for row in cells.indices {
      cells[row][0] = Self.most
      cells[row][columns + 1] = Self.most
    }
    self.frame = frame
    self.cell = cell
    self.columns = columns
    self.cells = cells
  }

  /// Writes to each cell under a piece of street how far its middle is from the street's line.
  private static func draw(
    _ a: Coordinate, _ b: Coordinate, _ cell: Double, _ columns: Int, _ cells: inout [[UInt8]]
  ) {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = (dx * dx + dy * dy).squareRoot()
    let pieces = min(max(1, Int(2 * length / cell)), 1_000_000)
    let (width, height) = (Double(columns), Double(cells.count))
    var (column, row) = (-1, -1)
    // Times the length.
    var least = Double.infinity
    for piece in 0...pieces {
      let part = Double(piece) / Double(pieces)
      let (x, y) = ((a.x + dx * part) / cell, (a.y + dy * part) / cell)
      guard x >= 0, y >= 0, x < width, y < height else { continue }
      if Int(x) != column || Int(y) != row {
        lower(&cells, row, column, length > 0 ? least / length : least)
        (column, row, least) = (Int(x), Int(y), .infinity)
      }
      let (toCenterX, toCenterY) = ((Double(column) + 0.5 - x) * cell, (Double(row) + 0.5 - y) * cell)
      least = min(
        least,
        length > 0
          ? abs(toCenterX * dy - toCenterY * dx)
          : (toCenterX * toCenterX + toCenterY * toCenterY).squareRoot())
    }
    lower(&cells, row, column, length > 0 ? least / length : least)
  }

  private static func lower(_ cells: inout [[UInt8]], _ row: Int, _ column: Int, _ meters: Double) {
    guard row >= 0 else { return }
    cells[row][column + 1] = min(cells[row][column + 1], steps(meters))
  }

  /// In half metres; 255 is "far".
  func steps(_ position: Coordinate) -> UInt8 {
    row(position.y).map { cells[$0][place(position.x)] } ?? Self.most
  }

  /// The same at every place to which a point is moved, in the order of ``Displacements/moves``.
  func appendSteps(_ point: Coordinate, moved displacements: Displacements, to steps: inout [UInt8]) {
    let places = displacements.eastings.map { place(point.x + $0) }
    for (northing, span) in displacements.rows {
      guard let row = row(point.y + northing) else {
        steps.append(contentsOf: repeatElement(Self.most, count: span.count))
        continue
      }
      let cells = cells[row]
      steps.append(contentsOf: places[span].lazy.map { cells[$0] })
    }
  }

  /// Where an easting lies in a row; the cell before the first for what lies outside.
  private func place(_ easting: Double) -> Int {
    let x = easting / cell
    return x >= 0 && x < Double(columns) ? Int(x) + 1 : 0
  }

  private func row(_ northing: Double) -> Int? {
    let y = northing / cell
    return y >= 0 && y < Double(cells.count) ? Int(y) : nil
  }

  static func meters(_ steps: UInt8) -> Double { Double(steps) / stepsPerMeter }

  private static func steps(_ meters: Double) -> UInt8 { UInt8(min(Double(most), (meters * stepsPerMeter).rounded())) }
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
