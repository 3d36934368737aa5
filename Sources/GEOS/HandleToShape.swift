import CGEOS
import Geometry
import Words

extension GeometryHandle {
  /// The geometry as a plain value; heights are dropped.
  ///
  /// - Parameter orientingRings: turns exterior rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6).
  ///   Without it the winding is GEOS's, which differs from one operation to the next.
  /// - Returns: GEOS's type; an empty point, which `Shape` cannot hold, becomes an empty multi-point.
  /// - Throws: ``GEOSError`` `notFinite` when a coordinate is NaN or infinite, as files may hold.
  /// - Complexity: O(coordinates), one copy per line or ring.
  package borrowing func shape(orientingRings: Bool = false) throws(GEOSError) -> Shape {
    try lend { context, pointer throws(GEOSError) in
      try context.shape(pointer, orientingRings: orientingRings)
    }
  }
}

extension ThreadContext {
  fileprivate func shape(_ pointer: OpaquePointer, orientingRings: Bool) throws(GEOSError) -> Shape {
    let type = try count("GEOSGeomTypeId_r", GEOSGeomTypeId_r(handle, pointer))
    switch GEOSGeomTypes(UInt32(type)) {
    case GEOS_POINT:
      guard let coordinate = try coordinates(pointer).first else { return .multiPoint([]) }
      return .point(coordinate)
    case GEOS_LINESTRING, GEOS_LINEARRING:
      return .lineString(try coordinates(pointer))
    case GEOS_POLYGON:
      return .polygon(try polygon(pointer, orientingRings: orientingRings))
    case GEOS_MULTIPOINT:
      return .multiPoint(
        try parts(pointer) { part throws(GEOSError) in try coordinates(part) }.flatMap(\.self))
    case GEOS_MULTILINESTRING:
      return .multiLineString(try parts(pointer) { part throws(GEOSError) in try coordinates(part) })
    case GEOS_MULTIPOLYGON:
      return .multiPolygon(
        try parts(pointer) { part throws(GEOSError) in try polygon(part, orientingRings: orientingRings) })
    default:
      return .collection(
        try parts(pointer) { part throws(GEOSError) in try shape(part, orientingRings: orientingRings) })
    }
  }

  private func parts<Part>(
    _ pointer: OpaquePointer, _ read: (OpaquePointer) throws(GEOSError) -> Part
  ) throws(GEOSError) -> [Part] {
    let count = try count("GEOSGetNumGeometries_r", GEOSGetNumGeometries_r(handle, pointer))
    var parts: [Part] = []
    parts.reserveCapacity(count)
    for index in 0..<count {
      parts.append(
        try read(try self.pointer("GEOSGetGeometryN_r", GEOSGetGeometryN_r(handle, pointer, Int32(index)))))
    }
    return parts
  }

  private func polygon(_ pointer: OpaquePointer, orientingRings: Bool) throws(GEOSError) -> Polygon {
    if try truth("GEOSisEmpty_r", GEOSisEmpty_r(handle, pointer)) { return Polygon(rings: []) }
    let exterior = try self.pointer("GEOSGetExteriorRing_r", GEOSGetExteriorRing_r(handle, pointer))
    var rings = [try ring(exterior, counterClockwise: orientingRings ? true : nil)]
    let holes = try count("GEOSGetNumInteriorRings_r", GEOSGetNumInteriorRings_r(handle, pointer))
    for index in 0..<holes {
      let hole = try self.pointer("GEOSGetInteriorRingN_r", GEOSGetInteriorRingN_r(handle, pointer, Int32(index)))
      rings.append(try ring(hole, counterClockwise: orientingRings ? false : nil))
    }
    return Polygon(rings: rings)
  }

  private func ring(_ pointer: OpaquePointer, counterClockwise wanted: Bool?) throws(GEOSError) -> [Coordinate] {
    let coordinates = try coordinates(pointer)
    // A ring of three positions, which GEOS builds and calls invalid, has no winding.
    guard let wanted, coordinates.count >= 4 else { return coordinates }
    // GEOS's own test is exact; a sum of cross products has the wrong sign for slivers at large coordinates.
    var isCounterClockwise: CChar = 0
    let sequence = try self.pointer("GEOSGeom_getCoordSeq_r", GEOSGeom_getCoordSeq_r(handle, pointer))
    try success("GEOSCoordSeq_isCCW_r", GEOSCoordSeq_isCCW_r(handle, sequence, &isCounterClockwise))
    return (isCounterClockwise == 1) == wanted ? coordinates : coordinates.reversed()
  }

  /// The coordinates of a point, line or ring.
  private func coordinates(_ pointer: OpaquePointer) throws(GEOSError) -> [Coordinate] {
    let sequence = try self.pointer("GEOSGeom_getCoordSeq_r", GEOSGeom_getCoordSeq_r(handle, pointer))
    var size: UInt32 = 0
    try success("GEOSCoordSeq_getSize_r", GEOSCoordSeq_getSize_r(handle, sequence, &size))
    guard size > 0 else { return [] }
    var coordinates = [Coordinate](repeating: Coordinate(x: 0, y: 0), count: Int(size))
    let status = coordinates.withUnsafeMutableBytes { bytes in
      GEOSCoordSeq_copyToBuffer_r(handle, sequence, bytes.baseAddress?.assumingMemoryBound(to: Double.self), 0, 0)
    }
    try success("GEOSCoordSeq_copyToBuffer_r", status)
    for index in coordinates.indices where !coordinates[index].isFinite {
      throw .notFinite(
        coordinates[index], at: Bilingual("GEOS图形的点\(index)", "position \(index) of a geometry from GEOS"))
    }
    return coordinates
  }
}
