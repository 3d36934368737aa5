/// A position in some plane: x is longitude or easting, y is latitude or northing.
///
/// The value does not know its reference system; the layer that carries it does. In geographic systems both are degrees.
public struct Coordinate: Hashable, Sendable {
  public var x: Double
  public var y: Double

  /// In the units of its reference system.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// A geographic position in degrees, longitude first.
  public init(longitude: Double, latitude: Double) {
    self.init(x: longitude, y: latitude)
  }

  /// False for NaN and infinities, which no part of the program accepts as a position.
  package var isFinite: Bool { x.isFinite && y.isFinite }
}

/// An axis-parallel box, closed on all sides; empty until the first coordinate is added.
public struct Box: Hashable, Sendable {
  public var minX = Double.infinity
  public var minY = Double.infinity
  public var maxX = -Double.infinity
  public var maxY = -Double.infinity

  package init() {}

  package init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The least box around coordinates; empty when there are none.
  public init(_ coordinates: some Sequence<Coordinate>) {
    for coordinate in coordinates { add(coordinate) }
  }

  /// The same for an array, which other rooms need not go through element by element in the dark.
  public init(_ coordinates: [Coordinate]) {
    for coordinate in coordinates { add(coordinate) }
  }

  package var isEmpty: Bool { minX > maxX }
  public var width: Double { isEmpty ? 0 : maxX - minX }
  public var height: Double { isEmpty ? 0 : maxY - minY }

  /// The middle of the box; meaningless when it is empty.
  package var center: Coordinate { Coordinate(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

  package mutating func add(_ coordinate: Coordinate) {
    minX = min(minX, coordinate.x)
    minY = min(minY, coordinate.y)
    maxX = max(maxX, coordinate.x)
    maxY = max(maxY, coordinate.y)
  }

  package mutating func add(_ other: Box) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
  }

  /// True for a coordinate inside or on the border.
  package func contains(_ coordinate: Coordinate) -> Bool {
    coordinate.x >= minX && coordinate.x <= maxX && coordinate.y >= minY && coordinate.y <= maxY
  }

  package func intersects(_ other: Box) -> Bool {
    minX <= other.maxX && maxX >= other.minX && minY <= other.maxY && maxY >= other.minY
  }

  /// The box of degrees grown by so many metres on every side.
  package func expanded(byMeters margin: Double) -> Box {
    guard !isEmpty, margin > 0 else { return self }
    let scale = LocalScale(latitude: min(89, max(abs(minY), abs(maxY))))
    let (dx, dy) = (margin / scale.metersPerDegreeX, margin / scale.metersPerDegreeY)
    return Box(minX: minX - dx, minY: minY - dy, maxX: maxX + dx, maxY: maxY + dy)
  }

  /// The box grown by the same margin on every side.
  package func expanded(by margin: Double) -> Box {
    Box(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }
}
