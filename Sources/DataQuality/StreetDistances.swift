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

  /// Two sweeps: each cell takes the least of its neighbours' values and the way from there, first from the row before,
  /// then along its own.
  private static func spread(_ steps: inout [UInt8], _ columns: Int, _ rows: Int, straight: Double, across: Double) {
    let way = (straight: Self.steps(straight), across: Self.steps(across))
    steps.withUnsafeMutableBufferPointer { steps in
      for row in 0..<rows {
        if row > 0 { Self.take(steps, row, from: row - 1, columns, way) }
        var before = most
        for index in row * columns..<(row + 1) * columns {
          before = min(steps[index], plus(before, way.straight))
          steps[index] = before
        }
      }
      for row in (0..<rows).reversed() {
        if row + 1 < rows { Self.take(steps, row, from: row + 1, columns, way) }
        var before = most
        for index in (row * columns..<(row + 1) * columns).reversed() {
          before = min(steps[index], plus(before, way.straight))
          steps[index] = before
        }
      }
    }
  }

  /// At most ``most``.
  private static func plus(_ a: UInt8, _ b: UInt8) -> UInt8 { min(a, most - b) + b }

  /// A row takes what it can have from a neighbouring one, many cells at once.
  private static func take(
    _ steps: UnsafeMutableBufferPointer<UInt8>, _ row: Int, from other: Int, _ columns: Int,
    _ way: (straight: UInt8, across: UInt8)
  ) {
    let (own, beside) = (row * columns, other * columns)
    func takeOne(_ column: Int) {
      var least = min(steps[own + column], plus(steps[beside + column], way.straight))
      if column > 0 { least = min(least, plus(steps[beside + column - 1], way.across)) }
      if column + 1 < columns { least = min(least, plus(steps[beside + column + 1], way.across)) }
      steps[own + column] = least
    }
    typealias Cells = SIMD32<UInt8>
    let bytes = UnsafeMutableRawBufferPointer(steps)
    func cells(_ index: Int, plus way: UInt8) -> Cells {
      let cells = bytes.loadUnaligned(fromByteOffset: index, as: Cells.self)
      return pointwiseMin(cells, Cells(repeating: most - way)) &+ Cells(repeating: way)
    }
    var column = 0
    if column < columns { takeOne(column) }
    column = 1
    while column + Cells.scalarCount < columns {
      var least = cells(own + column, plus: 0)
      least = pointwiseMin(least, cells(beside + column, plus: way.straight))
      least = pointwiseMin(least, cells(beside + column - 1, plus: way.across))
      least = pointwiseMin(least, cells(beside + column + 1, plus: way.across))
      bytes.storeBytes(of: least, toByteOffset: own + column, as: Cells.self)
      column += Cells.scalarCount
    }
    while column < columns {
      takeOne(column)
      column += 1
    }
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
