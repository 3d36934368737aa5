import CGEOS
import Geometry
import Words

extension GeometryHandle {
  /// The same geometry in GEOS's memory.
  ///
  /// - Throws: ``GEOSError`` `notFinite` for a NaN or infinite coordinate; `malformed` for a line of one position or a
  ///   ring of one or two, naming it. A ring of three is built, and not valid.
  /// - Complexity: O(coordinates), one copy per line or ring.
  package init(_ shape: Shape) throws(GEOSError) {
    self.init(owning: try ThreadContext.current.geometry(shape))
  }

  /// A collection of the shapes, for operations on a whole layer at once.
  package init(_ shapes: [Shape]) throws(GEOSError) {
    self.init(owning: try ThreadContext.current.geometry(.collection(shapes)))
  }

  /// The box as a rectangle; a line or a point when it has no width or height.
  package init(_ box: Box) throws(GEOSError) {
    let context = ThreadContext.current
    self.init(owning: try context.envelope(box))
  }
}

extension ThreadContext {
  func geometry(_ shape: Shape) throws(GEOSError) -> OpaquePointer {
    switch shape {
    case .point(let coordinate):
      return try point(coordinate, at: Bilingual("点", "point"))
    case .multiPoint(let coordinates):
      return try collection(GEOS_MULTIPOINT, count: coordinates.count) { index throws(GEOSError) in
        try point(coordinates[index], at: Bilingual("点\(index)", "point \(index)"))
      }
    case .lineString(let line):
      return try self.line(line, at: Bilingual("线", "line"))
    case .multiLineString(let lines):
      return try collection(GEOS_MULTILINESTRING, count: lines.count) { index throws(GEOSError) in
        try line(lines[index], at: Bilingual("线\(index)", "line \(index)"))
      }
    case .polygon(let polygon):
      return try self.polygon(polygon, at: Bilingual("面", "polygon"))
    case .multiPolygon(let polygons):
      return try collection(GEOS_MULTIPOLYGON, count: polygons.count) { index throws(GEOSError) in
        try polygon(polygons[index], at: Bilingual("面\(index)", "polygon \(index)"))
      }
    case .collection(let shapes):
      return try collection(GEOS_GEOMETRYCOLLECTION, count: shapes.count) { index throws(GEOSError) in
        do throws(GEOSError) {
          return try geometry(shapes[index])
        } catch {
          throw GEOSError(
            code: error.code, message: error.words, at: Bilingual("图形\(index)，", "shape \(index), ") + error.place)
        }
      }
    }
  }

  func point(_ coordinate: Coordinate, at place: @autoclosure () -> Bilingual) throws(GEOSError) -> OpaquePointer {
    guard coordinate.isFinite else { throw .notFinite(coordinate, at: place()) }
    return try pointer(
      "GEOSGeom_createPointFromXY_r", GEOSGeom_createPointFromXY_r(handle, coordinate.x, coordinate.y))
  }

  /// A rectangle, line or point with the extent of the box.
  func envelope(_ box: Box) throws(GEOSError) -> OpaquePointer {
    if box.isEmpty { return try pointer("GEOSGeom_createEmptyPolygon_r", GEOSGeom_createEmptyPolygon_r(handle)) }
    for corner in [Coordinate(x: box.minX, y: box.minY), Coordinate(x: box.maxX, y: box.maxY)]
    where !corner.isFinite {
      throw .notFinite(corner, at: Bilingual("矩形的角点", "corner of a box"))
    }
    // GEOS 3.11 makes a polygon without area of a flat box.
    if box.width == 0, box.height == 0 {
      return try point(Coordinate(x: box.minX, y: box.minY), at: Bilingual("矩形", "box"))
    }
    if box.width == 0 || box.height == 0 {
      let ends = [Coordinate(x: box.minX, y: box.minY), Coordinate(x: box.maxX, y: box.maxY)]
      return try line(ends, at: Bilingual("矩形", "box"))
    }
    return try pointer(
      "GEOSGeom_createRectangle_r", GEOSGeom_createRectangle_r(handle, box.minX, box.minY, box.maxX, box.maxY))
  }

  /// The buffers of the shapes as one collection, without a trip through plain values.
  func buffers(
    of shapes: [Shape], radius: Double, quadrantSegments: Int, caps: LineCap
  ) throws(GEOSError) -> GeometryHandle {
    GeometryHandle(
      owning: try collection(GEOS_GEOMETRYCOLLECTION, count: shapes.count) { index throws(GEOSError) in
        try bufferPointer(of: shapes[index], radius: radius, quadrantSegments: quadrantSegments, caps: caps)
      })
  }

  func buffer(
    of shape: Shape, radius: Double, quadrantSegments: Int, caps: LineCap
  ) throws(GEOSError) -> GeometryHandle {
    GeometryHandle(
      owning: try bufferPointer(of: shape, radius: radius, quadrantSegments: quadrantSegments, caps: caps))
  }

  private func bufferPointer(
    of shape: Shape, radius: Double, quadrantSegments: Int, caps: LineCap
  ) throws(GEOSError) -> OpaquePointer {
    precondition(quadrantSegments > 0, "quadrantSegments is \(quadrantSegments); give at least 1")
    try GEOSError.requireFinite(radius, Bilingual("缓冲半径", "buffer radius"))
    let shape = try geometry(shape)
    defer { GEOSGeom_destroy_r(handle, shape) }
    return try pointer(
      "GEOSBufferWithStyle_r",
      GEOSBufferWithStyle_r(
        handle, shape, radius, Int32(quadrantSegments), caps.rawValue, Int32(GEOSBUF_JOIN_ROUND.rawValue), 5))
  }

  private func sequence(
    _ coordinates: ArraySlice<Coordinate>, at place: @autoclosure () -> Bilingual
  ) throws(GEOSError) -> OpaquePointer {
    for index in coordinates.indices where !coordinates[index].isFinite {
      throw .notFinite(
        coordinates[index],
        at: part("点\(index - coordinates.startIndex)", "position \(index - coordinates.startIndex)", of: place()))
    }
    let copied = coordinates.withUnsafeBytes { bytes in
      GEOSCoordSeq_copyFromBuffer_r(
        handle, bytes.baseAddress?.assumingMemoryBound(to: Double.self), UInt32(coordinates.count), 0, 0)
    }
    return try pointer("GEOSCoordSeq_copyFromBuffer_r", copied)
  }

  private func line(
    _ coordinates: [Coordinate], at place: @autoclosure () -> Bilingual
  ) throws(GEOSError) -> OpaquePointer {
    if coordinates.isEmpty {
      return try pointer("GEOSGeom_createEmptyLineString_r", GEOSGeom_createEmptyLineString_r(handle))
    }
    let sequence = try sequence(coordinates[...], at: place())
    do {
      // Takes the sequence, also when it fails.
      return try pointer("GEOSGeom_createLineString_r", GEOSGeom_createLineString_r(handle, sequence))
    } catch {
      throw error.located(
        place(), positions: coordinates.count, needed: Bilingual("一条线至少要有2个", "a line needs at least 2"))
    }
  }

  private func ring(
    _ coordinates: ArraySlice<Coordinate>, at place: @autoclosure () -> Bilingual
  ) throws(GEOSError) -> OpaquePointer {
    let sequence = try sequence(coordinates, at: place())
    do {
      // Takes the sequence, also when it fails.
      return try pointer("GEOSGeom_createLinearRing_r", GEOSGeom_createLinearRing_r(handle, sequence))
    } catch {
      throw error.located(
        place(), positions: coordinates.count,
        needed: Bilingual("一个环至少要有4个，且首尾相同", "a ring needs at least 4, the last equal to the first"))
    }
  }

  private func polygon(_ polygon: Polygon, at place: @autoclosure () -> Bilingual) throws(GEOSError) -> OpaquePointer {
    if polygon.coordinates.isEmpty {
      return try pointer("GEOSGeom_createEmptyPolygon_r", GEOSGeom_createEmptyPolygon_r(handle))
    }
    var rings = try members(count: polygon.ringCount) { index throws(GEOSError) in
      try ring(polygon.ring(index), at: part("环\(index)", "ring \(index)", of: place()))
    }
    return try pointer(
      "GEOSGeom_createPolygon_r",
      rings.withUnsafeMutableBufferPointer { rings in
        // Takes the rings, also when it fails.
        GEOSGeom_createPolygon_r(handle, rings[0], rings.baseAddress.map { $0 + 1 }, UInt32(rings.count - 1))
      })
  }

  private func collection(
    _ type: GEOSGeomTypes, count: Int, _ member: (Int) throws(GEOSError) -> OpaquePointer
  ) throws(GEOSError) -> OpaquePointer {
    var members = try members(count: count, member)
    return try pointer(
      "GEOSGeom_createCollection_r",
      members.withUnsafeMutableBufferPointer { members in
        // Takes the members, also when it fails.
        GEOSGeom_createCollection_r(handle, Int32(type.rawValue), members.baseAddress, UInt32(members.count))
      })
  }

  /// The members of a compound; those already made are destroyed when a later one fails.
  private func members(
    count: Int, _ member: (Int) throws(GEOSError) -> OpaquePointer
  ) throws(GEOSError) -> [OpaquePointer?] {
    var members: [OpaquePointer?] = []
    members.reserveCapacity(count)
    do {
      for index in 0..<count { members.append(try member(index)) }
    } catch {
      for member in members { GEOSGeom_destroy_r(handle, member) }
      throw error
    }
    return members
  }
}

extension GEOSError {
  fileprivate func located(_ place: Bilingual, positions: Int, needed: Bilingual) -> GEOSError {
    let counted = place + Bilingual("有\(positions)个点；", " has \(positions) positions; ")
    return GEOSError(code: .malformed, message: counted + needed + Bilingual("；", "; ") + words, at: place)
  }
}

/// A part of what stands at a place, counted from 0.
private func part(_ chinese: String, _ english: String, of place: Bilingual) -> Bilingual {
  Bilingual("\(place.chinese)的\(chinese)", "\(english) of \(place.english)")
}
