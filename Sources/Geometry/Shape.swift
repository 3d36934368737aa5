/// A polygon: one outer ring and any number of holes, all in one flat array.
///
/// Rings are closed (first coordinate repeated at the end). Winding is not promised: the writers orient.
public struct Polygon: Hashable, Sendable {
  /// All rings one after the other, the outer ring first.
  package private(set) var coordinates: [Coordinate]
  /// `ringStarts[i] ..< ringStarts[i + 1]` is ring `i`; one element more than there are rings.
  package private(set) var ringStarts: [Int]

  /// - Parameter rings: outer ring first; an unclosed ring is closed.
  public init(rings: [[Coordinate]]) {
    coordinates = []
    ringStarts = [0]
    for ring in rings {
      coordinates.append(contentsOf: ring)
      if let first = ring.first, first != ring.last { coordinates.append(first) }
      ringStarts.append(coordinates.count)
    }
  }

  package init(outer: [Coordinate]) {
    self.init(rings: [outer])
  }

  package var ringCount: Int { ringStarts.count - 1 }

  package func ring(_ index: Int) -> ArraySlice<Coordinate> {
    coordinates[ringStarts[index]..<ringStarts[index + 1]]
  }

  public var rings: [[Coordinate]] { (0..<ringCount).map { Array(ring($0)) } }

  package func map<E: Error>(_ transform: (Coordinate) throws(E) -> Coordinate) throws(E) -> Polygon {
    var copy = self
    for index in coordinates.indices { copy.coordinates[index] = try transform(coordinates[index]) }
    return copy
  }
}

/// A simple-features geometry as a plain value: what files hold and tasks exchange.
///
/// It offers no overlay; for that a worker hands it to GEOS.
public enum Shape: Hashable, Sendable {
  case point(Coordinate)
  case multiPoint([Coordinate])
  case lineString([Coordinate])
  case multiLineString([[Coordinate]])
  case polygon(Polygon)
  case multiPolygon([Polygon])
  case collection([Shape])

  /// The GeoJSON name of the type.
  package var typeName: String {
    switch self {
    case .point: "Point"
    case .multiPoint: "MultiPoint"
    case .lineString: "LineString"
    case .multiLineString: "MultiLineString"
    case .polygon: "Polygon"
    case .multiPolygon: "MultiPolygon"
    case .collection: "GeometryCollection"
    }
  }

  package var isEmpty: Bool { coordinateCount == 0 }

  package var coordinateCount: Int {
    var count = 0
    forEachCoordinate { _ in count += 1 }
    return count
  }

  /// nil for an empty shape.
  package var firstCoordinate: Coordinate? {
    switch self {
    case .point(let position): position
    case .multiPoint(let positions), .lineString(let positions): positions.first
    case .multiLineString(let lines): lines.lazy.compactMap(\.first).first
    case .polygon(let polygon): polygon.coordinates.first
    case .multiPolygon(let polygons): polygons.lazy.compactMap(\.coordinates.first).first
    case .collection(let shapes): shapes.lazy.compactMap(\.firstCoordinate).first
    }
  }

  package var box: Box {
    var box = Box()
    forEachCoordinate { box.add($0) }
    return box
  }

  /// The lines of a line shape, none for any other.
  package var lines: [[Coordinate]] {
    switch self {
    case .lineString(let line): [line]
    case .multiLineString(let lines): lines
    case .collection(let shapes): shapes.flatMap(\.lines)
    default: []
    }
  }

  /// The polygons of a polygon shape, none for any other and none where it is empty: each has an outer ring.
  package var polygons: [Polygon] {
    switch self {
    case .polygon(let polygon): polygon.ringCount > 0 ? [polygon] : []
    case .multiPolygon(let polygons): polygons.filter { $0.ringCount > 0 }
    case .collection(let shapes): shapes.flatMap(\.polygons)
    default: []
    }
  }

  package func forEachCoordinate(_ body: (Coordinate) -> Void) {
    switch self {
    case .point(let coordinate): body(coordinate)
    case .multiPoint(let coordinates), .lineString(let coordinates): coordinates.forEach(body)
    case .multiLineString(let lines): for line in lines { line.forEach(body) }
    case .polygon(let polygon): polygon.coordinates.forEach(body)
    case .multiPolygon(let polygons): for polygon in polygons { polygon.coordinates.forEach(body) }
    case .collection(let shapes): for shape in shapes { shape.forEachCoordinate(body) }
    }
  }

  /// The same shape with every coordinate replaced.
  package func map<E: Error>(_ transform: (Coordinate) throws(E) -> Coordinate) throws(E) -> Shape {
    func mapped(_ coordinates: [Coordinate]) throws(E) -> [Coordinate] {
      var result: [Coordinate] = []
      result.reserveCapacity(coordinates.count)
      for coordinate in coordinates { result.append(try transform(coordinate)) }
      return result
    }
    switch self {
    case .point(let coordinate): return .point(try transform(coordinate))
    case .multiPoint(let coordinates): return .multiPoint(try mapped(coordinates))
    case .lineString(let coordinates): return .lineString(try mapped(coordinates))
    case .multiLineString(let lines):
      var result: [[Coordinate]] = []
      for line in lines { result.append(try mapped(line)) }
      return .multiLineString(result)
    case .polygon(let polygon): return .polygon(try polygon.map(transform))
    case .multiPolygon(let polygons):
      var result: [Polygon] = []
      for polygon in polygons { result.append(try polygon.map(transform)) }
      return .multiPolygon(result)
    case .collection(let shapes):
      var result: [Shape] = []
      for shape in shapes { result.append(try shape.map(transform)) }
      return .collection(result)
    }
  }
}
