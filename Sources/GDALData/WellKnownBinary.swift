import Geometry

/// Well-known binary, ISO or extended, little or big end first, as plain values in two dimensions.
///
/// Geometry is taken as it stands: lines of one position, open rings and polygons without area are for the reader to
/// judge. Surfaces and networks of triangles become polygons; curves are for GDAL to make lines of first.
/// Source: OGC 06-103r4 (2011), section 8; extended by PostGIS with flags for Z, M and the system's number.
package struct WellKnownBinary {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0
  /// Heights or measures were left out.
  private var hasMore = false

  /// Deeper nesting than any file has.
  private static let deepest = 32

  /// - Returns: the shape and whether heights or measures were left out; nil for torn bytes, unknown types and
  ///   non-finite positions. An empty point becomes an empty multi-point, which `Shape` can hold.
  package static func shape(_ bytes: UnsafeRawBufferPointer) -> (shape: Shape, hasMore: Bool)? {
    var reader = WellKnownBinary(bytes: bytes)
    guard let shape = reader.geometry(depth: 0) else { return nil }
    return (shape, reader.hasMore)
  }

  package static func shape(_ bytes: [UInt8]) -> (shape: Shape, hasMore: Bool)? {
    bytes.withUnsafeBytes { shape($0) }
  }

  private init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  private mutating func geometry(depth: Int) -> Shape? {
    guard depth < Self.deepest, offset < bytes.count, bytes[offset] <= 1 else { return nil }
    let isLittle = bytes[offset] == 1
    offset += 1
    guard var type = count(isLittle) else { return nil }
    var dimensions = 2
    if type & 0x2000_0000 != 0 { offset += 4 }
    if type & 0x8000_0000 != 0 { dimensions += 1 }
    if type & 0x4000_0000 != 0 { dimensions += 1 }
    type &= 0x0FFF_FFFF
    dimensions += [0, 1, 1, 2][min(type / 1000, 3)]
    guard type < 4000 else { return nil }
    if dimensions > 2 { hasMore = true }
    switch type % 1000 {
    case 1:
      guard offset + 8 * dimensions <= bytes.count else { return nil }
      let x = double(isLittle)
      let y = double(isLittle)
      offset += 8 * (dimensions - 2)
      if x.isNaN, y.isNaN { return .multiPoint([]) }
      return x.isFinite && y.isFinite ? .point(Coordinate(x: x, y: y)) : nil
    case 2: return line(dimensions, isLittle).map { .lineString($0) }
    case 3, 17: return polygon(dimensions, isLittle).map { .polygon($0) }
    case 4: return parts(isLittle, depth).map { .multiPoint($0.flatMap(Self.points)) }
    case 5: return parts(isLittle, depth).map { .multiLineString($0.flatMap(\.lines)) }
    case 6, 15, 16: return parts(isLittle, depth).map { .multiPolygon($0.flatMap(\.polygons)) }
    case 7: return parts(isLittle, depth).map { .collection($0) }
    default: return nil
    }
  }

  private static func points(_ shape: Shape) -> [Coordinate] {
    if case .point(let point) = shape { [point] } else { [] }
  }

  private mutating func parts(_ isLittle: Bool, _ depth: Int) -> [Shape]? {
    // Each has five bytes at least: a count beyond the end is refused before memory is taken for it.
    guard let count = count(isLittle), count <= (bytes.count - offset) / 5 else { return nil }
    var parts: [Shape] = []
    parts.reserveCapacity(count)
    for _ in 0..<count {
      guard let part = geometry(depth: depth + 1) else { return nil }
      parts.append(part)
    }
    return parts
  }

  private mutating func polygon(_ dimensions: Int, _ isLittle: Bool) -> Polygon? {
    guard let count = count(isLittle), count <= (bytes.count - offset) / 4 else { return nil }
    var rings: [[Coordinate]] = []
    for _ in 0..<count {
      guard let ring = line(dimensions, isLittle) else { return nil }
      rings.append(ring)
    }
    return Polygon(rings: rings)
  }

  private mutating func line(_ dimensions: Int, _ isLittle: Bool) -> [Coordinate]? {
    guard let count = count(isLittle), count <= (bytes.count - offset) / (8 * dimensions) else { return nil }
    var line: [Coordinate] = []
    line.reserveCapacity(count)
    for _ in 0..<count {
      let position = Coordinate(x: double(isLittle), y: double(isLittle))
      guard position.isFinite else { return nil }
      line.append(position)
      offset += 8 * (dimensions - 2)
    }
    return line
  }

  private mutating func count(_ isLittle: Bool) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    defer { offset += 4 }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return Int(isLittle ? UInt32(littleEndian: value) : UInt32(bigEndian: value))
  }

  /// Whether it is there has been looked at before.
  private mutating func double(_ isLittle: Bool) -> Double {
    defer { offset += 8 }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: isLittle ? UInt64(littleEndian: value) : UInt64(bigEndian: value))
  }
}

extension Shape {
  /// Little-endian well-known binary in two dimensions.
  package var wellKnownBinary: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    func head(_ type: UInt32, _ count: Int? = nil) {
      bytes.append(1)
      Self.append(type, to: &bytes)
      if let count { Self.append(UInt32(count), to: &bytes) }
    }
    func line(_ line: some Collection<Coordinate>) {
      Self.append(UInt32(line.count), to: &bytes)
      for position in line { Self.append(position, to: &bytes) }
    }
    switch self {
    case .point(let point):
      head(1)
      Self.append(point, to: &bytes)
    case .lineString(let coordinates):
      head(2)
      line(coordinates)
    case .polygon(let polygon):
      head(3, polygon.ringCount)
      for index in 0..<polygon.ringCount { line(polygon.ring(index)) }
    case .multiPoint(let points):
      head(4, points.count)
      for point in points { Shape.point(point).append(to: &bytes) }
    case .multiLineString(let lines):
      head(5, lines.count)
      for line in lines { Shape.lineString(line).append(to: &bytes) }
    case .multiPolygon(let polygons):
      head(6, polygons.count)
      for polygon in polygons { Shape.polygon(polygon).append(to: &bytes) }
    case .collection(let shapes):
      head(7, shapes.count)
      for shape in shapes { shape.append(to: &bytes) }
    }
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  private static func append(_ position: Coordinate, to bytes: inout [UInt8]) {
    for value in [position.x, position.y] {
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
      }
    }
  }
}
