import Geometry
import Words

/// Puts a geometry's type and coordinates together, whatever their order in the file.
struct ShapeAssembly {
  var type: String
  var nested: NestedCoordinates?
  var members: [Shape]

  static func isGeometry(_ name: String) -> Bool {
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"]
      .contains(name)
  }

  /// - Parameter repeated: gets the first key that stands twice; its last value counts.
  static func geometry(
    _ scanner: inout JSONScanner, _ repeated: inout String?, depth: Int = 0
  ) throws(GeodataError) -> Shape? {
    try scanner.checkDepth(depth)
    guard try scanner.peek() == UInt8(ascii: "{") else {
      guard try scanner.value() == .null else {
        throw scanner.error(
          .malformed, Bilingual("“geometry”既不是对象，也不是null。", "“geometry” is neither object nor null."))
      }
      return nil
    }
    var type: String?
    var nested: NestedCoordinates?
    var members: [Shape]?
    try scanner.object { (scanner, key) throws(GeodataError) in
      let isThere =
        switch key {
        case "type": type != nil
        case "coordinates": nested != nil
        case "geometries": members != nil
        default: false
        }
      if isThere { repeated = repeated ?? key }
      switch key {
      case "type": type = try GeoJSONReader.text(&scanner)
      case "coordinates": nested = try scanner.coordinates()
      case "geometries": members = try geometries(&scanner, &repeated, depth: depth + 1)
      case "x", "paths", "rings", "points", "curvePaths", "curveRings":
        guard type != nil || nested != nil else { throw GeoJSONReader.esri(scanner) }
        _ = try scanner.value()
      default: _ = try scanner.value()
      }
    }
    guard let type else { throw scanner.error(.malformed, Bilingual("图形缺少“type”。", "a geometry has no “type”.")) }
    return try ShapeAssembly(type: type, nested: nested, members: members ?? []).shape(&scanner)
  }

  static func geometries(
    _ scanner: inout JSONScanner, _ repeated: inout String?, depth: Int = 0
  ) throws(GeodataError) -> [Shape] {
    var shapes: [Shape] = []
    try scanner.array { (scanner) throws(GeodataError) in
      if let shape = try geometry(&scanner, &repeated, depth: depth) { shapes.append(shape) }
    }
    return shapes
  }

  func shape(_ scanner: inout JSONScanner) throws(GeodataError) -> Shape {
    switch (type, nested) {
    case ("Point", .position(let position)): return .point(position)
    case ("MultiPoint", .line(let positions)): return .multiPoint(positions)
    case ("MultiPoint", .nothing): return .multiPoint([])
    case ("LineString", .line(let line)):
      return .lineString(try self.line(line, scanner))
    case ("LineString", .nothing): return .multiLineString([])
    case ("MultiLineString", .lines(let lines)):
      for line in lines { _ = try self.line(line, scanner) }
      return .multiLineString(lines)
    case ("MultiLineString", .nothing): return .multiLineString([])
    case ("Polygon", .lines(let rings)): return .polygon(try polygon(rings, &scanner))
    case ("Polygon", .nothing), ("MultiPolygon", .nothing): return .multiPolygon([])
    case ("MultiPolygon", .polygons(let polygons)):
      var result: [Polygon] = []
      for rings in polygons { result.append(try polygon(rings, &scanner)) }
      return .multiPolygon(result)
    case ("GeometryCollection", _): return .collection(members)
    case (_, nil):
      throw scanner.error(.malformed, Bilingual("\(type)缺少“coordinates”。", "a \(type) without “coordinates”."))
    default:
      guard Self.isGeometry(type) else {
        throw scanner.error(
          .malformed, Bilingual("“\(type)”不是GeoJSON的图形类型。", "“\(type)” is not a GeoJSON geometry type."))
      }
      throw scanner.error(
        .badCoordinate,
        Bilingual("“coordinates”的层次与\(type)不符。", "the nesting of “coordinates” does not fit a \(type)."))
    }
  }

  private func line(_ line: [Coordinate], _ scanner: JSONScanner) throws(GeodataError) -> [Coordinate] {
    guard line.count > 1 else {
      throw scanner.error(
        .badCoordinate,
        Bilingual(
          "\(type)至少要有两个点。请补绘，或删去。", "a \(type) needs two positions or more. Draw it, or leave it out."))
    }
    return line
  }

  private func polygon(_ rings: [[Coordinate]], _ scanner: inout JSONScanner) throws(GeodataError) -> Polygon {
    for ring in rings where ring.count < 4 {
      throw scanner.error(
        .badCoordinate,
        Bilingual(
          "面的一个环只有\(ring.count)个点，至少要有四个。",
          "a polygon's ring has \(ring.count) positions; it needs four or more."))
    }
    scanner.openRings += rings.count { $0.first != $0.last }
    return Polygon(rings: rings)
  }
}
