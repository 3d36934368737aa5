import CGEOS
import Geometry

extension GeometryHandle {
  /// Reads well-known binary, ISO or extended, hexadecimal not included.
  ///
  /// - Throws: ``GEOSError`` `unreadable` with GEOS's text for torn or foreign bytes.
  package init(wkb: [UInt8]) throws(GEOSError) {
    let context = ThreadContext.current
    let reader = try context.pointer("GEOSWKBReader_create_r", GEOSWKBReader_create_r(context.handle))
    defer { GEOSWKBReader_destroy_r(context.handle, reader) }
    self.init(
      owning: try context.pointer(
        "GEOSWKBReader_read_r", GEOSWKBReader_read_r(context.handle, reader, wkb, wkb.count)))
  }

  /// Reads well-known text.
  ///
  /// - Throws: ``GEOSError`` `unreadable` with GEOS's text.
  package init(wkt: String) throws(GEOSError) {
    let context = ThreadContext.current
    let reader = try context.pointer("GEOSWKTReader_create_r", GEOSWKTReader_create_r(context.handle))
    defer { GEOSWKTReader_destroy_r(context.handle, reader) }
    self.init(
      owning: try context.pointer("GEOSWKTReader_read_r", GEOSWKTReader_read_r(context.handle, reader, wkt)))
  }

  /// Reads one GeoJSON geometry; of a feature or feature collection only the geometries.
  ///
  /// - Throws: ``GEOSError`` `unreadable` with GEOS's text.
  package init(geoJSON: String) throws(GEOSError) {
    let context = ThreadContext.current
    let reader = try context.pointer("GEOSGeoJSONReader_create_r", GEOSGeoJSONReader_create_r(context.handle))
    defer { GEOSGeoJSONReader_destroy_r(context.handle, reader) }
    self.init(
      owning: try context.pointer(
        "GEOSGeoJSONReader_readGeometry_r", GEOSGeoJSONReader_readGeometry_r(context.handle, reader, geoJSON)))
  }

  /// Little-endian well-known binary in two dimensions.
  package borrowing func wkb() throws(GEOSError) -> [UInt8] {
    try lend { context, pointer throws(GEOSError) in
      let writer = try context.pointer("GEOSWKBWriter_create_r", GEOSWKBWriter_create_r(context.handle))
      defer { GEOSWKBWriter_destroy_r(context.handle, writer) }
      GEOSWKBWriter_setOutputDimension_r(context.handle, writer, 2)
      GEOSWKBWriter_setByteOrder_r(context.handle, writer, Int32(GEOS_WKB_NDR.rawValue))
      try context.finished("GEOSWKBWriter_setByteOrder_r")
      var count = 0
      let buffer = GEOSWKBWriter_write_r(context.handle, writer, pointer, &count)
      return try context.bytes("GEOSWKBWriter_write_r", buffer, count: count)
    }
  }

  /// Well-known text in two dimensions.
  ///
  /// - Parameter decimals: digits after the point, trailing zeros trimmed; nil writes what is needed to read the same
  ///   number back.
  package borrowing func wkt(decimals: Int? = nil) throws(GEOSError) -> String {
    try lend { context, pointer throws(GEOSError) in
      let writer = try context.pointer("GEOSWKTWriter_create_r", GEOSWKTWriter_create_r(context.handle))
      defer { GEOSWKTWriter_destroy_r(context.handle, writer) }
      GEOSWKTWriter_setOutputDimension_r(context.handle, writer, 2)
      GEOSWKTWriter_setTrim_r(context.handle, writer, 1)
      GEOSWKTWriter_setRoundingPrecision_r(context.handle, writer, Int32(decimals ?? -1))
      try context.finished("GEOSWKTWriter_setRoundingPrecision_r")
      return try context.string("GEOSWKTWriter_write_r", GEOSWKTWriter_write_r(context.handle, writer, pointer))
    }
  }

  /// One GeoJSON geometry without line breaks. It neither orients nor rounds: see ``rfc7946(_:)``.
  package borrowing func geoJSON() throws(GEOSError) -> String {
    try lend { context, pointer throws(GEOSError) in
      let writer = try context.pointer("GEOSGeoJSONWriter_create_r", GEOSGeoJSONWriter_create_r(context.handle))
      defer { GEOSGeoJSONWriter_destroy_r(context.handle, writer) }
      return try context.string(
        "GEOSGeoJSONWriter_writeGeometry_r",
        GEOSGeoJSONWriter_writeGeometry_r(context.handle, writer, pointer, -1))
    }
  }
}
