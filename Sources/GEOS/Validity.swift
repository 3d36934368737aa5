import CGEOS
import Geometry
import Words

/// Why a geometry is not valid, in GEOS's words, and where.
package struct Invalidity: Hashable, Sendable {
  /// Such as "Self-intersection" or "Hole lies outside shell".
  package var reason: String
  /// The first place where it shows.
  package var location: Coordinate?
}

/// What a repair found and what it changed.
package struct Repair: Hashable, Sendable {
  package var invalidity: Invalidity
  package var typeBefore: String
  package var typeAfter: String
  /// Signed by GEOS's ring arithmetic, so the lobes of a bow-tie cancel out before the repair.
  package var areaBefore: Double
  package var areaAfter: Double
  package var polygonsBefore: Int
  package var polygonsAfter: Int
  package var coordinatesBefore: Int
  package var coordinatesAfter: Int
}

extension GeometryHandle {
  package borrowing func isValid() throws(GEOSError) -> Bool {
    try test("GEOSisValid_r") { GEOSisValid_r($0, $1) }
  }

  /// The reason and place of the first defect by the OGC rules; nil when valid.
  package borrowing func invalidity() throws(GEOSError) -> Invalidity? {
    try lend { context, pointer throws(GEOSError) -> Invalidity? in
      var text: UnsafeMutablePointer<CChar>?
      var place: OpaquePointer?
      let isValid = try context.truth(
        "GEOSisValidDetail_r", GEOSisValidDetail_r(context.handle, pointer, 0, &text, &place))
      let reason = try text.map { text throws(GEOSError) in try context.string("GEOSisValidDetail_r", text) }
      guard let place else { return isValid ? nil : Invalidity(reason: reason ?? "", location: nil) }
      let location = GeometryHandle(owning: place)
      if isValid { return nil }
      var coordinate: Coordinate?
      // The place of a bad coordinate is itself not finite: leave it out, the reason says it.
      if let shape = try? location.shape(), case .point(let point) = shape { coordinate = point }
      return Invalidity(reason: reason ?? "", location: coordinate)
    }
  }

  /// A valid geometry with the same extent: each ring is made valid, then holes are taken out of shells. Pieces of
  /// a polygon that collapse to lines are dropped, and so are holes outside their shell, which GEOS would fill.
  /// - Throws: ``GEOSError`` `tangled` for a polygon with more than ``Shape/mostCrossings`` crossings.
  package borrowing func repaired() throws(GEOSError) -> GeometryHandle {
    let shape = try shape()
    guard crossingCount(of: shape, limit: Shape.mostCrossings) <= Shape.mostCrossings else {
      throw GEOSError(
        code: .tangled,
        message: Bilingual(
          "面的边界自相交超过\(Shape.mostCrossings)次，说明拐点的次序已乱。请重新绘制",
          "the polygon crosses itself more than \(Shape.mostCrossings) times: its corners are out of order. "
            + "Draw it again"), at: Bilingual("修复图形", "repair"))
    }
    let kept = try shape.withoutStrayHoles()
    if kept == shape { return try madeValid() }
    return try GeometryHandle(kept).madeValid()
  }

  fileprivate borrowing func madeValid() throws(GEOSError) -> GeometryHandle {
    try lend { context, pointer throws(GEOSError) in
      let parameters = try context.pointer(
        "GEOSMakeValidParams_create_r", GEOSMakeValidParams_create_r(context.handle))
      defer { GEOSMakeValidParams_destroy_r(context.handle, parameters) }
      try context.success(
        "GEOSMakeValidParams_setMethod_r",
        GEOSMakeValidParams_setMethod_r(context.handle, parameters, GEOS_MAKE_VALID_STRUCTURE))
      try context.success(
        "GEOSMakeValidParams_setKeepCollapsed_r",
        GEOSMakeValidParams_setKeepCollapsed_r(context.handle, parameters, 0))
      return GeometryHandle(
        owning: try context.pointer(
          "GEOSMakeValidWithParams_r", GEOSMakeValidWithParams_r(context.handle, pointer, parameters)))
    }
  }

  /// Makes the geometry valid.
  ///
  /// - Returns: what was wrong, where, and what changed; nil when it was valid and nothing was done.
  package mutating func repair() throws(GEOSError) -> Repair? {
    guard let invalidity = try invalidity() else { return nil }
    let repaired = try repaired()
    let before = try shape()
    let after = try repaired.shape()
    let repair = Repair(
      invalidity: invalidity,
      typeBefore: before.typeName, typeAfter: after.typeName,
      areaBefore: try area(), areaAfter: try repaired.area(),
      polygonsBefore: before.polygons.count, polygonsAfter: after.polygons.count,
      coordinatesBefore: before.coordinateCount, coordinatesAfter: after.coordinateCount)
    self = repaired
    return repair
  }
}

extension Shape {
  /// The shape without the holes that have no place in common with their own shell.
  fileprivate func withoutStrayHoles() throws(GEOSError) -> Shape {
    guard polygons.contains(where: { $0.ringCount > 1 }) else { return self }
    func kept(_ polygon: Polygon) throws(GEOSError) -> Polygon {
      guard polygon.ringCount > 1 else { return polygon }
      let shell = try GeometryHandle(Shape.polygon(Polygon(outer: Array(polygon.ring(0))))).madeValid()
      var rings = [Array(polygon.ring(0))]
      for ring in polygon.rings.dropFirst() {
        let hole = try GeometryHandle(Shape.polygon(Polygon(outer: ring))).madeValid()
        if try shell.intersection(hole).area() > 0 { rings.append(ring) }
      }
      return rings.count == polygon.ringCount ? polygon : Polygon(rings: rings)
    }
    switch self {
    case .polygon(let polygon): return .polygon(try kept(polygon))
    case .multiPolygon(let polygons):
      var result: [Polygon] = []
      for polygon in polygons { result.append(try kept(polygon)) }
      return .multiPolygon(result)
    case .collection(let shapes):
      var result: [Shape] = []
      for shape in shapes { result.append(try shape.withoutStrayHoles()) }
      return .collection(result)
    default: return self
    }
  }
}
