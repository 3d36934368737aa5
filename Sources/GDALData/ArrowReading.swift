#if GDAL
import CGDAL
import Geometry

/// Reads a layer a batch of records at a time, column by column, where a driver has that ready: GeoPackage and
/// FlatGeobuf. It gives the same features as ``FeatureReading`` without GDAL making each of them first.
struct ArrowReading {
  private let stream: ArrowStream
  private var layouts: [ArrowColumn.Layout] = []
  /// Where the ids and the geometries stand among the columns.
  private let idColumn: Int
  private let shapeColumn: Int?
  /// Where each of the layer's fields stands.
  private var columns: [Int] = []
  private var geometry = GeometryReading()

  /// nil where features are as quick, or tell more: of dates and times Arrow keeps no time zone, and GDAL 3.6 spoils the
  /// bits of flags.
  init?(_ layer: OGRLayerH, _ fields: [VectorField]) {
    let isPlain = fields.allSatisfy {
      switch $0.kind {
      case .integer, .real, .text: true
      default: false
      }
    }
    guard isPlain, OGR_L_TestCapability(layer, OLCFastGetArrowStream) != 0 else { return nil }
    guard let stream = ArrowStream(layer) else { return nil }
    self.stream = stream
    var schema = ArrowSchema()
    guard stream.pointee.get_schema(&stream.pointee, &schema) == 0 else { return nil }
    defer { schema.release(&schema) }
    let names = [OGR_L_GetFIDColumn(layer), OGR_L_GetGeometryColumn(layer)].map { textBytes($0) }
    let idName = names[0].isEmpty ? Array("OGC_FID".utf8) : names[0]
    let shapeName = names[1].isEmpty ? Array("wkb_geometry".utf8) : names[1]
    var places: [[UInt8]: Int] = [:]
    for index in 0..<Int(schema.n_children) {
      guard let column = schema.children[index]?.pointee, let layout = ArrowColumn.Layout(column.format) else { break }
      layouts.append(layout)
      places[textBytes(column.name)] = index
    }
    shapeColumn = places[shapeName]
    columns = fields.compactMap { places[$0.nameBytes] }
    // Names that stand twice, and what is none of the layouts, are for features.
    guard let idColumn = places[idName], places.count == Int(schema.n_children), columns.count == fields.count,
      Set([idColumn, shapeColumn ?? -1] + columns).count == fields.count + 2
    else { return nil }
    self.idColumn = idColumn
  }

  /// Hands features over in the order of the driver until the body returns false.
  ///
  /// - Returns: false when the data broke.
  mutating func forEachFeature(_ body: (VectorFeature) -> Bool) -> Bool {
    while true {
      var batch = ArrowArray()
      guard stream.pointee.get_next(&stream.pointee, &batch) == 0 else { return false }
      guard batch.release != nil else { return true }
      defer { batch.release(&batch) }
      if !read(batch, body) { return true }
    }
  }

  /// - Returns: false when no more are wanted.
  private mutating func read(_ batch: ArrowArray, _ body: (VectorFeature) -> Bool) -> Bool {
    let all = zip(layouts, 0...).compactMap { layout, index in
      batch.children[index].map { ArrowColumn($0.pointee, layout) }
    }
    let offset = Int(batch.offset)
    for row in offset..<offset + Int(batch.length) {
      var feature = VectorFeature(id: 0, values: [])
      if case .integer(let id) = all[idColumn].value(row) { feature.id = id }
      feature.values.reserveCapacity(columns.count)
      for column in columns { feature.values.append(all[column].value(row)) }
      if let shapeColumn, let bytes = all[shapeColumn].bytes(row), !bytes.isEmpty {
        geometry.read(bytes, into: &feature)
      }
      if !body(feature) { return false }
    }
    return true
  }
}

/// The one owner of a stream of batches.
private final class ArrowStream {
  var pointee = ArrowArrayStream()

  /// nil when the driver has none.
  init?(_ layer: OGRLayerH) {
    guard OGR_L_GetArrowStream(layer, &pointee, nil) else { return nil }
  }

  deinit { pointee.release?(&pointee) }
}
#endif
