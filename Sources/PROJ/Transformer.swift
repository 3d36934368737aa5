import CPROJ
import Geometry
import Words

/// A way from one coordinate reference system to another, made once and used for many coordinates.
///
/// Axes are normalised: x is longitude or easting, y is latitude or northing, whatever the authority defines
/// (EPSG:4490 is latitude first, EPSG:4544 has X to the north). Angles are degrees. It owns its PROJ context and so
/// stays in the task that made it; making one costs 5 to 60 ms, a coordinate 0.3 µs.
package struct Transformer: ~Copyable {
  package enum Direction: Sendable {
    case forward
    case inverse
  }

  package let source: String
  package let target: String
  private let context: Context
  private let operation: OpaquePointer

  /// - Parameters:
  ///   - source: an authority code such as `EPSG:4490` or `OGC:CRS84`, a WKT or a PROJ string.
  ///   - target: likewise.
  ///   - area: longitudes and latitudes of the data; of several operations PROJ then takes the best one there. Without it
  ///     the choice is made for each coordinate.
  /// - Throws: ``PROJError`` `unknownCRS` or `noOperation`.
  package init(from source: String, to target: String, area: Box? = nil) throws(PROJError) {
    let context = Context()
    let from = try CRSObject(source, context)
    let to = try CRSObject(target, context)
    self.operation = try Self.makeOperation(from: from, to: to, area: area, context)
    self.context = context
    self.source = source
    self.target = target
  }

  private static func makeOperation(
    from source: borrowing CRSObject, to target: borrowing CRSObject, area: Box?, _ context: Context
  ) throws(PROJError) -> OpaquePointer {
    var extent: OpaquePointer?
    if let area, !area.isEmpty {
      extent = proj_area_create()
      proj_area_set_bbox(extent, area.minX, area.minY, area.maxX, area.maxY)
    }
    defer { if let extent { proj_area_destroy(extent) } }
    let direct = try context.object(
      source.lend { source in
        target.lend { target in proj_create_crs_to_crs_from_pj(context.pointer, source, target, extent, nil) }
      },
      .noOperation, "proj_create_crs_to_crs_from_pj",
      fix: Bilingual(
        "无法从\(source.text)换算到\(target.text)；请指定范围有重叠的坐标系",
        "no way from \(source.text) to \(target.text); give systems that overlap"))
    defer { proj_destroy(direct) }
    return try context.object(
      proj_normalize_for_visualization(context.pointer, direct), .noOperation, "proj_normalize_for_visualization",
      fix: Bilingual(
        "\(source.text)或\(target.text)的坐标轴次序无法理顺",
        "the axes of \(source.text) or \(target.text) cannot be put in order"))
  }

  deinit { proj_destroy(operation) }

  /// Transforms all coordinates in place, or none when one of them fails.
  ///
  /// - Throws: ``PROJError`` `notFinite` when an input is NaN or infinite, `outsideDomain` when a result would be; both
  ///   name the index and the input.
  /// - Complexity: O(n), with one copy of the array.
  package borrowing func transform(
    _ coordinates: inout [Coordinate], _ direction: Direction = .forward
  ) throws(PROJError) {
    for (index, coordinate) in coordinates.enumerated() where !coordinate.isFinite {
      throw .notFinite(coordinate, Bilingual("坐标\(index)", "coordinate \(index)"), at: Bilingual(same: path(direction)))
    }
    var result = coordinates
    run(&result, direction)
    if let index = result.firstIndex(where: { !$0.isFinite }) {
      throw outsideDomain(coordinates[index], index: index, direction)
    }
    coordinates = result
  }

  /// Transforms one coordinate; for more than one the batch is far quicker.
  package borrowing func transform(
    _ coordinate: Coordinate, _ direction: Direction = .forward
  ) throws(PROJError) -> Coordinate {
    var batch = [coordinate]
    try transform(&batch, direction)
    return batch[0]
  }

  /// Transforms every coordinate of a shape.
  package borrowing func transform(_ shape: Shape, _ direction: Direction = .forward) throws(PROJError) -> Shape {
    var coordinates: [Coordinate] = []
    shape.forEachCoordinate { coordinates.append($0) }
    try transform(&coordinates, direction)
    var next = 0
    return shape.map { _ in
      next += 1
      return coordinates[next - 1]
    }
  }

  private borrowing func run(_ coordinates: inout [Coordinate], _ direction: Direction) {
    coordinates.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let x = base.assumingMemoryBound(to: Double.self)
      let stride = MemoryLayout<Coordinate>.stride
      let count = bytes.count / stride
      // A coordinate that fails comes back infinite, which the caller looks for: the count returned says less.
      _ = proj_trans_generic(
        operation, direction == .forward ? PJ_FWD : PJ_INV, x, stride, count, x + 1, stride, count, nil, 0, 0, nil, 0, 0
      )
    }
  }

  /// Runs the one coordinate again, so that PROJ's words are about it and not about a later one.
  private borrowing func outsideDomain(_ input: Coordinate, index: Int, _ direction: Direction) -> PROJError {
    context.forgetMessages()
    proj_errno_reset(operation)
    var alone = [input]
    run(&alone, direction)
    let reason = context.takeMessage(errorNumber: proj_errno(operation))
    return PROJError(
      code: .outsideDomain,
      message: Bilingual(
        "坐标\(index)（\(input.x)，\(input.y)）在目标坐标系中没有对应的位置；请检查两轴是否颠倒、原坐标系是否有误；",
        "coordinate \(index), (\(input.x), \(input.y)), has no place in the target system; "
          + "check for swapped axes or a wrong source system; ") + reason,
      at: Bilingual(same: path(direction)))
  }

  private borrowing func path(_ direction: Direction) -> String {
    direction == .forward ? "\(source) -> \(target)" : "\(target) -> \(source)"
  }
}

@available(*, unavailable)
extension Transformer: @unchecked Sendable {}

/// The operation a transformer used, for the manifest.
package struct OperationDescription: Hashable, Sendable {
  /// Such as "Inverse of ... + CGCS2000 / 3-degree Gauss-Kruger CM 105E".
  package var name: String
  /// The authority's accuracy in metres; nil when it states none.
  package var accuracyInMeters: Double?
  /// True when PROJ had to treat two datums as one for want of a transformation.
  package var isBallpark: Bool
}

extension Transformer {
  /// The operation used for the last coordinate; before the first, the only candidate or nil when there are several.
  package var operationUsed: OperationDescription? {
    let used = proj_trans_get_last_used_operation(operation)
    defer { if let used { proj_destroy(used) } }
    let subject = used ?? operation
    let information = proj_pj_info(subject)
    guard let name = proj_get_name(subject) ?? information.description else { return nil }
    let accuracy = proj_coordoperation_get_accuracy(context.pointer, subject)
    let isBallpark = proj_coordoperation_has_ballpark_transformation(context.pointer, subject) == 1
    context.forgetMessages()
    return OperationDescription(
      name: String(cString: name), accuracyInMeters: accuracy >= 0 ? accuracy : nil, isBallpark: isBallpark)
  }
}
