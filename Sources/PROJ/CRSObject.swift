import CPROJ
import Geometry

/// The one owner of a coordinate reference system in PROJ's memory. It lives no longer than its context.
struct CRSObject: ~Copyable {
  let text: String
  private let context: Context
  private let pointer: OpaquePointer

  /// - Throws: ``PROJError`` `unknownCRS`.
  init(_ text: String, _ context: Context) throws(PROJError) {
    let short = text.count > 80 ? text.prefix(80) + "…" : text[...]
    // A bare PROJ string is an operation; a system is meant.
    let isBare = (text.contains("proj=") || text.contains("init=")) && !text.contains("type=crs")
    let object = try context.object(
      proj_create(context.pointer, isBare ? text + " +type=crs" : text), .unknownCRS, "proj_create",
      fix: "'\(short)' is no coordinate reference system PROJ knows; "
        + "give a code such as EPSG:4490, a WKT or a PROJ string")
    guard proj_is_crs(object) == 1 else {
      let kind = proj_get_name(object).map { String(cString: $0) } ?? "an unnamed object"
      proj_destroy(object)
      throw PROJError(
        code: .unknownCRS,
        message: "'\(short)' is \(kind) and no coordinate reference system; give a code such as EPSG:4490",
        context: "proj_is_crs")
    }
    self.text = String(short)
    self.context = context
    self.pointer = object
  }

  deinit { proj_destroy(pointer) }

  borrowing func lend<Result>(_ body: (OpaquePointer) throws(PROJError) -> Result) throws(PROJError) -> Result {
    try body(pointer)
  }

  borrowing func lend<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    body(pointer)
  }
}
