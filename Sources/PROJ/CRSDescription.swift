import CPROJ
import Geometry

/// What a coordinate reference system is, as its authority defines it.
package struct CRSDescription: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case geographic
    case projected
    /// Geocentric, vertical, engineering and others, which hold no map coordinates.
    case other
  }

  package struct Axis: Hashable, Sendable {
    /// Such as "Northing".
    package var name: String
    /// Such as "X", which in EPSG:4544 is the northing.
    package var abbreviation: String
    /// Such as "north".
    package var direction: String
    /// Such as "degree" or "metre".
    package var unit: String
    /// Metres or radians in one unit.
    package var unitFactor: Double
  }

  package var name: String
  /// Of the geographic system below and of its datum, whatever the system itself is called; empty for others.
  package var datumNames: [String]
  /// Such as `EPSG:4544`; nil when the definition carries no code and equals none that EPSG has.
  package var authorityCode: String?
  package var kind: Kind
  /// The axes in the authority's order, which is not the order this program uses.
  package var axes: [Axis]
  /// Longitudes and latitudes for which the system is meant; nil when not stated.
  package var areaOfUse: Box?

  /// True when the authority writes latitude or northing first, as EPSG:4490 and EPSG:4544 do.
  package var isNorthingFirst: Bool { axes.first.map { $0.direction == "north" || $0.direction == "south" } ?? false }

  /// Metres in one unit of the axes; nil for systems in degrees.
  package var metersPerUnit: Double? { kind == .projected ? axes.first?.unitFactor : nil }

  /// - Parameter crs: an authority code such as `EPSG:4490` or `OGC:CRS84`, a WKT (`.prj` files too) or a PROJ string.
  /// - Throws: ``PROJError`` `unknownCRS` with PROJ's text.
  package init(_ crs: String) throws(PROJError) {
    let context = Context()
    self = try CRSObject(crs, context).lend { object throws(PROJError) in try Self(of: object, context) }
  }

  private init(of object: OpaquePointer, _ context: Context) throws(PROJError) {
    let horizontal = Self.horizontalPart(of: object, context)
    defer { if let horizontal { proj_destroy(horizontal) } }
    let system = horizontal ?? object
    name = Self.text(proj_get_name(object)) ?? "unnamed"
    datumNames = Self.datumNames(of: system, context)
    authorityCode = Self.code(of: object) ?? Self.identifiedCode(of: object, context)
    switch proj_get_type(system) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: kind = .geographic
    case PJ_TYPE_PROJECTED_CRS: kind = .projected
    default: kind = .other
    }
    axes = Self.axes(of: system, context)
    areaOfUse = Self.areaOfUse(of: object, context)
  }

  /// The part with map coordinates of a compound or bound system, as the caller's own; nil when it is the whole.
  private static func horizontalPart(of object: OpaquePointer, _ context: Context) -> OpaquePointer? {
    switch proj_get_type(object) {
    case PJ_TYPE_COMPOUND_CRS: proj_crs_get_sub_crs(context.pointer, object, 0)
    case PJ_TYPE_BOUND_CRS: proj_get_source_crs(context.pointer, object)
    default: nil
    }
  }

  private static func datumNames(of system: OpaquePointer, _ context: Context) -> [String] {
    guard let geodetic = proj_crs_get_geodetic_crs(context.pointer, system) else {
      context.forgetMessages()
      return []
    }
    defer { proj_destroy(geodetic) }
    let datum = proj_crs_get_datum_forced(context.pointer, geodetic)
    defer { if let datum { proj_destroy(datum) } }
    context.forgetMessages()
    return [text(proj_get_name(geodetic)), datum.flatMap { text(proj_get_name($0)) }].compactMap(\.self)
  }

  private static func code(of object: OpaquePointer) -> String? {
    guard let authority = text(proj_get_id_auth_name(object, 0)), let code = text(proj_get_id_code(object, 0)) else {
      return nil
    }
    return "\(authority):\(code)"
  }

  /// The EPSG system that has the same definition, whatever the name.
  private static func identifiedCode(of object: OpaquePointer, _ context: Context) -> String? {
    var confidences: UnsafeMutablePointer<Int32>?
    guard let list = proj_identify(context.pointer, object, "EPSG", nil, &confidences) else { return nil }
    defer {
      proj_list_destroy(list)
      if let confidences { proj_int_list_destroy(confidences) }
      context.forgetMessages()
    }
    // PROJ's 90 means the same definition under another name, less means a likeness.
    guard proj_list_get_count(list) > 0, let confidences, confidences[0] >= 90,
      let match = proj_list_get(context.pointer, list, 0)
    else { return nil }
    defer { proj_destroy(match) }
    return code(of: match)
  }

  private static func axes(of system: OpaquePointer, _ context: Context) -> [Axis] {
    guard let coordinateSystem = proj_crs_get_coordinate_system(context.pointer, system) else {
      context.forgetMessages()
      return []
    }
    defer { proj_destroy(coordinateSystem) }
    return (0..<max(0, proj_cs_get_axis_count(context.pointer, coordinateSystem))).compactMap { index in
      var name: UnsafePointer<CChar>?
      var abbreviation: UnsafePointer<CChar>?
      var direction: UnsafePointer<CChar>?
      var unit: UnsafePointer<CChar>?
      var factor = 0.0
      let found = proj_cs_get_axis_info(
        context.pointer, coordinateSystem, index, &name, &abbreviation, &direction, &factor, &unit, nil, nil)
      guard found == 1 else { return nil }
      return Axis(
        name: text(name) ?? "", abbreviation: text(abbreviation) ?? "", direction: text(direction) ?? "",
        unit: text(unit) ?? "", unitFactor: factor)
    }
  }

  private static func areaOfUse(of object: OpaquePointer, _ context: Context) -> Box? {
    var box = Box(minX: 0, minY: 0, maxX: 0, maxY: 0)
    let found = proj_get_area_of_use(context.pointer, object, &box.minX, &box.minY, &box.maxX, &box.maxY, nil)
    context.forgetMessages()
    // PROJ's mark for "not stated" is -1000.
    return found == 1 && box.minX > -1000 ? box : nil
  }

  private static func text(_ string: UnsafePointer<CChar>?) -> String? { string.map { String(cString: $0) } }
}
