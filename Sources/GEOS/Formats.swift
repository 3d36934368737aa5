import CGEOS
import Geometry

extension GeometryHandle {
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
}
