#if GDAL
import CGDAL
import Geometry
import Glibc
import Words

/// The one owner of an open data set: a file, the files of a folder or archive, a database. It stays in its task.
///
/// Only reading; nothing is written beside the data.
package final class VectorDataset {
  /// The driver that opened it, such as `GPKG` or `ESRI Shapefile`.
  package let driver: String
  /// Not those of the tools that made the file.
  package let layers: [VectorLayer]
  private let pointer: GDALDatasetH
  private let options: [String: String]
  private let log = MessageLog()

  /// - Parameters:
  ///   - address: a path, one of GDAL's virtual paths (`/vsizip/…`) or the address of a database (`PG:…`).
  ///   - drivers: that may open it; all when empty.
  ///   - openOptions: `KEY=value` for the driver.
  ///   - options: GDAL's own, which hold while this data set is read.
  /// - Throws: ``GDALError`` `cannotOpen`.
  package init(
    _ address: String, drivers names: [String] = [], openOptions: [String] = [], options: [String: String] = [:]
  ) throws(GDALError) {
    _ = drivers
    let log = log
    let opened = withOptions(options) {
      log.listen { () -> GDALDatasetH? in
        let allowed = StringList(names)
        let open = StringList(openOptions)
        return allowed.lend { allowed in
          open.lend { open in
            GDALOpenEx(address, UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY), allowed, open, nil)
          }
        }
      }
    }
    guard let opened else {
      throw GDALError(code: .cannotOpen, message: log.takeFailure(), context: "GDALOpenEx")
    }
    pointer = opened
    self.options = options
    driver = String(cString: GDALGetDriverShortName(GDALGetDatasetDriver(opened)))
    layers = withOptions(options) {
      log.listen {
        (0..<GDALDatasetGetLayerCount(opened)).compactMap { index in
          GDALDatasetGetLayer(opened, index).map { VectorLayer(reading: $0) }
        }
      }
    }
  }

  deinit { GDALClose(pointer) }

  /// A layer that the driver does not list, such as a database's table without geometry; nil when there is none.
  package func layer(named name: String) -> VectorLayer? {
    withOptions(options) {
      log.listen {
        defer { _ = log.takeNotes() }
        return GDALDatasetGetLayerByName(pointer, name).map { VectorLayer(reading: $0) }
      }
    }
  }

  /// Whether a layer has no feature at all, found out by asking for the first.
  package func isEmpty(_ name: String) -> Bool {
    withOptions(options) {
      log.listen {
        defer { _ = log.takeNotes() }
        guard let layer = GDALDatasetGetLayerByName(pointer, name) else { return true }
        OGR_L_ResetReading(layer)
        guard let feature = OGR_L_GetNextFeature(layer) else { return true }
        OGR_F_Destroy(feature)
        OGR_L_ResetReading(layer)
        return false
      }
    }
  }

  /// Reads features in the order of the driver until the body returns false.
  ///
  /// - Returns: what GDAL warned about since it was opened, each once.
  /// - Throws: ``GDALError`` `noLayer`; `broken` when the data ends before its end.
  package func forEachFeature(
    _ request: VectorRequest, _ body: (VectorFeature) -> Bool
  ) throws(GDALError) -> [String] {
    try withOptions(options) { () throws(GDALError) in
      try log.listen { () throws(GDALError) in try read(request, body) }
    }
  }

  private func read(_ request: VectorRequest, _ body: (VectorFeature) -> Bool) throws(GDALError) -> [String] {
    guard let layer = GDALDatasetGetLayerByName(pointer, request.layer) else {
      throw GDALError(
        code: .noLayer, message: Bilingual("没有图层“\(request.layer)”", "no layer “\(request.layer)”"),
        context: "GDALDatasetGetLayerByName")
    }
    if let condition = request.condition {
      guard OGR_L_SetAttributeFilter(layer, condition) == OGRERR_NONE else {
        throw GDALError(code: .broken, message: log.takeFailure(), context: "OGR_L_SetAttributeFilter")
      }
    }
    if let box = request.box, !box.isEmpty {
      OGR_L_SetSpatialFilterRect(layer, box.minX, box.minY, box.maxX, box.maxY)
    }
    OGR_L_ResetReading(layer)
    let fields = VectorLayer(reading: layer).fields
    if var batches = ArrowReading(layer, fields) {
      guard batches.forEachFeature(body), log.failures.isEmpty else {
        throw GDALError(code: .broken, message: log.takeFailure(), context: "ArrowArrayStream.get_next")
      }
      return log.takeNotes()
    }
    var reading = FeatureReading(kinds: fields.map(\.kind))
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      if !body(reading.read(feature)) { return log.takeNotes() }
    }
    // The end of the features and a failure look the same: only the log tells.
    guard log.failures.isEmpty else {
      throw GDALError(code: .broken, message: log.takeFailure(), context: "OGR_L_GetNextFeature")
    }
    return log.takeNotes()
  }
}

extension VectorLayer {
  init(reading layer: OGRLayerH) {
    let definition = OGR_L_GetLayerDefn(layer)
    name = String(cString: OGR_L_GetName(layer))
    fields = (0..<OGR_FD_GetFieldCount(definition)).compactMap { index in
      OGR_FD_GetFieldDefn(definition, index).map { VectorField(reading: $0) }
    }
    hasGeometry = OGR_FD_GetGeomFieldCount(definition) > 0 && OGR_L_GetGeomType(layer) != wkbNone
    referenceSystem = OGR_L_GetSpatialRef(layer).flatMap { VectorReferenceSystem(reading: $0) }
    let count = OGR_L_GetFeatureCount(layer, 0)
    featureCount = count < 0 ? nil : Int(count)
    idColumn = OGR_L_GetFIDColumn(layer).map { String(cString: $0) } ?? ""
    textFacts = [:]
    for line in StringList.texts(GDALGetMetadata(layer, "SHAPEFILE")) {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { textFacts[String(parts[0])] = String(parts[1]) }
    }
  }
}

extension VectorField {
  fileprivate init(reading field: OGRFieldDefnH) {
    nameBytes = textBytes(OGR_Fld_GetNameRef(field))
    width = Int(OGR_Fld_GetWidth(field))
    kind =
      switch OGR_Fld_GetType(field) {
      case OFTInteger, OFTInteger64: OGR_Fld_GetSubType(field) == OFSTBoolean ? .boolean : .integer
      case OFTReal: .real
      case OFTDate: .date
      case OFTTime: .time
      case OFTDateTime: .dateTime
      case OFTIntegerList, OFTInteger64List, OFTRealList: .numbers
      case OFTStringList: .texts
      case OFTBinary: .binary
      default: .text
      }
  }
}

extension VectorReferenceSystem {
  init?(reading system: OGRSpatialReferenceH) {
    name = OSRGetName(system).map { String(cString: $0) } ?? "unnamed"
    // GeoPackage's two rows for data without a system.
    guard !name.hasPrefix("Undefined"), OSRIsLocal(system) == 0 else { return nil }
    if let authority = OSRGetAuthorityName(system, nil), let code = OSRGetAuthorityCode(system, nil) {
      authorityCode = "\(String(cString: authority)):\(String(cString: code))"
    }
    var text: UnsafeMutablePointer<CChar>?
    let options = StringList(["FORMAT=WKT2_2019"])
    let status = options.lend { OSRExportToWktEx(system, &text, $0) }
    defer { VSIFree(text) }
    guard status == OGRERR_NONE, let text else { return nil }
    wkt = String(cString: text)
    var count: Int32 = 0
    let axes = OSRGetDataAxisToSRSAxisMapping(system, &count)
    let isInOrderOfAuthority = count >= 2 && axes?[0] == 1
    isNorthingFirst =
      isInOrderOfAuthority
      && (OSREPSGTreatsAsLatLong(system) != 0 || OSREPSGTreatsAsNorthingEasting(system) != 0)
  }
}

/// The bytes of a text of C.
func textBytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
  guard let text else { return [] }
  return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}
#endif
