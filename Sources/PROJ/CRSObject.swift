import CPROJ
import Geometry
import Words

/// The one owner of a coordinate reference system in PROJ's memory. It lives no longer than its context.
struct CRSObject: ~Copyable {
  let text: String
  private let context: Context
  private let pointer: OpaquePointer

  /// - Parameter text: a definition, or the full name of a system; case, blanks and hyphens do not matter.
  /// - Throws: ``PROJError`` `unknownCRS`.
  init(_ text: String, _ context: Context) throws(PROJError) {
    let short = text.count > 80 ? text.prefix(80) + "…" : text[...]
    // A bare PROJ string is an operation; a system is meant.
    let isBare = (text.contains("proj=") || text.contains("init=")) && !text.contains("type=crs")
    let object = try context.object(
      proj_create(context.pointer, isBare ? text + " +type=crs" : text), .unknownCRS, "proj_create",
      fix: Bilingual(
        "PROJ不认识坐标系“\(short)”；请写明代码（如EPSG:4490）、WKT或PROJ字符串",
        "'\(short)' is no coordinate reference system PROJ knows; "
          + "give a code such as EPSG:4490, a WKT or a PROJ string"))
    // PROJ takes a name for any that resembles it: "bd" for Belge 1972 or what comes first.
    let name = proj_get_name(object).map { String(cString: $0) } ?? ""
    guard Self.isDefinition(text) || Self.isSame(text, name) else {
      proj_destroy(object)
      throw PROJError(
        code: .unknownCRS,
        message: Bilingual(
          "没有全称为“\(short)”的坐标系，最接近的是“\(name)”；请写明代码（如EPSG:4490）、WKT或PROJ字符串",
          "'\(short)' is no coordinate reference system by its full name, the nearest is '\(name)'; give a code "
            + "such as EPSG:4490, a WKT or a PROJ string"),
        at: Bilingual(same: "proj_create"))
    }
    guard proj_is_crs(object) == 1 else {
      let kind =
        proj_get_name(object).map { Bilingual(same: String(cString: $0)) }
        ?? Bilingual("未命名的对象", "an unnamed object")
      proj_destroy(object)
      throw PROJError(
        code: .unknownCRS,
        message: Bilingual(
          "“\(short)”是\(kind.chinese)，不是坐标系；请写明代码，如EPSG:4490",
          "'\(short)' is \(kind.english) and no coordinate reference system; give a code such as EPSG:4490"),
        at: Bilingual(same: "proj_is_crs"))
    }
    self.text = String(short)
    self.context = context
    self.pointer = object
  }

  deinit { proj_destroy(pointer) }

  /// A code, an URN, WKT, PROJJSON or a PROJ string: anything but a name.
  private static func isDefinition(_ text: String) -> Bool {
    text.contains { ":[{=".contains($0) }
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    func plain(_ name: String) -> String { name.lowercased().filter { !" _-/".contains($0) } }
    return plain(a) == plain(b)
  }

  borrowing func lend<Result>(_ body: (OpaquePointer) throws(PROJError) -> Result) throws(PROJError) -> Result {
    try body(pointer)
  }

  borrowing func lend<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    body(pointer)
  }
}
