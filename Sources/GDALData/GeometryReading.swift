#if GDAL
import CGDAL
import Geometry

/// Makes plain shapes of GDAL's geometry and notes what is lost.
struct GeometryReading {
  /// Room for the last geometry.
  private var bytes: [UInt8] = []

  /// From well-known binary as a file has it.
  mutating func read(_ binary: UnsafeRawBufferPointer, into feature: inout VectorFeature) {
    if let found = WellKnownBinary.shape(binary) {
      feature.shape = found.shape
      if found.hasMore { feature.losses.insert(.dimensions) }
      return
    }
    // Curves, which GDAL can make lines of, or torn bytes.
    var geometry: OGRGeometryH?
    defer { OGR_G_DestroyGeometry(geometry) }
    guard OGR_G_CreateFromWkb(binary.baseAddress, nil, &geometry, Int32(clamping: binary.count)) == OGRERR_NONE,
      let geometry
    else {
      feature.losses.insert(.unreadable)
      return
    }
    read(geometry, into: &feature)
  }

  mutating func read(_ geometry: OGRGeometryH, into feature: inout VectorFeature) {
    guard OGR_G_HasCurveGeometry(geometry, 0) != 0 else {
      readLinear(geometry, into: &feature)
      return
    }
    // Not those that only could hold arcs.
    if OGR_G_HasCurveGeometry(geometry, 1) != 0 { feature.losses.insert(.curves) }
    guard let linear = OGR_G_GetLinearGeometry(geometry, 0, nil) else {
      feature.losses.insert(.unreadable)
      return
    }
    defer { OGR_G_DestroyGeometry(linear) }
    readLinear(linear, into: &feature)
  }

  private mutating func readLinear(_ geometry: OGRGeometryH, into feature: inout VectorFeature) {
    let size = OGR_G_WkbSizeEx(geometry)
    if bytes.count < size { bytes = [UInt8](repeating: 0, count: size) }
    let found = bytes.withUnsafeMutableBytes { room -> (shape: Shape, hasMore: Bool)? in
      let start = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      guard OGR_G_ExportToIsoWkb(geometry, wkbNDR, start) == OGRERR_NONE else { return nil }
      return WellKnownBinary.shape(UnsafeRawBufferPointer(rebasing: room[..<size]))
    }
    guard let found else {
      feature.losses.insert(.unreadable)
      return
    }
    feature.shape = found.shape
    if found.hasMore { feature.losses.insert(.dimensions) }
  }
}
#endif
