#if GDAL
import Foundation
import GDALData
import Words

/// Where GDAL finds a layer's data, and how it is opened.
struct GDALPlace {
  let source: LayerSource
  /// Of what is inside, for an archive.
  let format: GDALFormat
  /// As GDAL has it.
  let address: String
  /// What a person calls it.
  let fileName: String
  /// Which of its layers is chosen; nil for the only one.
  private let layerName: String?

  init(_ source: LayerSource, _ format: GDALFormat) throws(GeodataError) {
    self.source = source
    guard format != .postGIS else {
      (self.format, fileName, layerName) = (format, source.shownPath, source.layerName)
      address = GDALFormat.databaseAddress(source.path) ?? source.path
      return
    }
    let context = GeodataError.Context(file: source.path, layer: source.role)
    guard FileManager.default.fileExists(atPath: source.path) else {
      throw GeodataError(
        .fileMissing, Bilingual("文件不存在。请检查路径。", "the file does not exist. Check the path."), at: context)
    }
    guard FileManager.default.isReadableFile(atPath: source.path) else {
      throw GeodataError(
        .unreadable,
        Bilingual("文件无法打开。请检查读取权限。", "the file cannot be opened for reading. Check its permissions."), at: context)
    }
    try refuseSpecialFile(context)
    let name = source.path.split(separator: "/").last.map(String.init) ?? source.path
    guard format == .archive else {
      try GDALArchive.check(source, format, context)
      (self.format, address, fileName, layerName) = (format, source.path, name, source.layerName)
      return
    }
    let part = try GDALArchive(source, context).chosen()
    (self.format, address, fileName) = (GDALFormat(path: part.name), part.address, "\(name)/\(part.name)")
    layerName = part.layer
  }

  /// Whether a `.prj` lies beside a shapefile.
  var hasProjectionFile: Bool {
    guard format == .shapefile, let dot = address.lastIndex(of: ".") else { return false }
    return ["prj", "PRJ"].contains { virtualFileSize(address[..<dot] + "." + $0) != nil }
  }

  var context: GeodataError.Context { .init(file: source.shownPath, layer: source.role) }

  func open() throws(GeodataError) -> VectorDataset {
    if format == .shapefile { try ShapefileParts(address, fileName).check(at: context) }
    if format == .geoPackage, virtualFileSize(address + "-journal") ?? 0 > 0 {
      throw GeodataError(
        .unreadable,
        Bilingual(
          "另一程序正在写入该文件，或写入时曾中断：旁边有\(fileName)-journal。请关闭该程序，或用QGIS打开一次该文件，以撤回写到一半的内容。",
          "another program is writing it, or was stopped while writing: \(fileName)-journal stands beside it. Close that "
            + "program, or open the file in QGIS once, which takes back what was half written."), at: context)
    }
    do throws(GDALError) {
      return try VectorDataset(address, drivers: drivers, openOptions: openOptions, options: options)
    } catch {
      throw GeodataError(
        format == .postGIS ? .unreadable : .wrongFormat,
        refusal(error.words.map(shown)), at: context, underlying: error)
    }
  }

  private func refusal(_ reason: Bilingual) -> Bilingual {
    if format == .postGIS {
      return Bilingual("数据库没有响应：", "the database does not answer: ") + reason
        + Bilingual("。请检查地址中的主机、库名和用户。", ". Check host, name and user of the address.")
    }
    let start =
      format == .other
      ? Bilingual("这不是GDAL能读取的数据，或文件不完整：", "this is no data GDAL can read, or it is torn: ")
      : Bilingual("这不是\(format.name)文件，或文件不完整：", "this is no \(format.name) file, or it is torn: ")
    return start + reason + Bilingual("。请重新复制或导出。", ". Copy or export it again.")
  }

  /// - Parameter taken: how many records came before it broke.
  func broken(_ error: GDALError, after taken: Int) -> GeodataError {
    let fix =
      switch format {
      case .postGIS: Bilingual("请询问数据库管理人员。", "Ask whoever looks after the database.")
      case .excel, .openDocument:
        Bilingual(
          "请删去表格下方和旁边远处的零散单元格，或重新保存工作簿。",
          "Remove stray cells far below and beside the table, or save the workbook again.")
      case _ where error.message.contains("encoding"): Bilingual("请另存为UTF-8。", "Save it as UTF-8.")
      default: Bilingual("文件不完整；请重新复制或导出。", "The file is torn; copy or export it again.")
      }
    return GeodataError(
      .malformed,
      Bilingual("读完第\(taken)条记录后中断：", "reading stopped after record \(taken): ") + error.words.map(shown)
        + Bilingual("。", ". ") + fix, at: context, underlying: error)
  }

  /// A message without the address of the database, which may hold a password.
  func shown(_ message: String) -> String {
    message.replacingOccurrences(of: address, with: fileName).split(separator: "\n").joined(separator: " ").trimmed
  }

  private var drivers: [String] {
    switch format {
    case .geoPackage: ["GPKG"]
    case .shapefile: ["ESRI Shapefile"]
    case .flatGeobuf: ["FlatGeobuf"]
    case .kml: ["LIBKML", "KML"]
    case .gml: ["GML"]
    case .geoJSONSequence: ["GeoJSONSeq"]
    case .excel: address.lowercased().hasSuffix(".xls") ? ["XLS"] : ["XLSX"]
    case .openDocument: ["ODS"]
    case .postGIS: ["PostgreSQL"]
    case .archive, .other: []
    }
  }

  private var openOptions: [String] {
    switch format {
    // SQLite makes files beside a database that it may have to write; one that nobody has open is left alone.
    case .geoPackage: virtualFileSize(address + "-wal") == nil ? ["IMMUTABLE=YES"] : []
    // The bytes as they are: their encoding is judged here, as that of tables of text is.
    case .shapefile: ["ENCODING="]
    case .gml: ["WRITE_GFS=NO"]
    default: []
    }
  }

  private var options: [String: String] {
    switch format {
    case .excel: ["OGR_XLSX_HEADERS": "FORCE", "OGR_XLS_HEADERS": "FORCE"]
    case .openDocument: ["OGR_ODS_HEADERS": "FORCE"]
    default: [:]
    }
  }

  /// What GDAL says of its own house, not of the data.
  func isNoise(_ warning: String) -> Bool {
    warning.contains("OGR_ORGANIZE_POLYGONS") || warning.contains("This version of GeoPackage")
  }

  // MARK: Layers

  /// Tables in which QGIS keeps its own things.
  private static let bookkeeping: Set<String> = ["layer_styles", "qgis_projects"]

  /// The layer that is named, or the only one.
  func chosenLayer(of dataset: VectorDataset) throws(GeodataError) -> VectorLayer {
    var layers = dataset.layers.filter { !Self.bookkeeping.contains($0.name) }
    if let name = layerName {
      if let layer = layers.first(where: { $0.name == name }) ?? dataset.layer(named: name) { return layer }
      throw GeodataError(
        .wrongLayer,
        Bilingual(
          "没有\(word.chinese)“\(name)”。请更正`layer`；\(list(layers).chinese)。",
          "there is no \(word.english) “\(name)”; \(list(layers).english). Correct `layer`."), at: context)
    }
    // A new workbook has empty sheets behind the one in use.
    if format.isSheet { layers.removeAll { $0.fields.isEmpty || $0.featureCount == 0 } }
    if dataset.driver == "GPX" {
      // The vertices of routes and tracks are layers, too, and all five are always there.
      layers.removeAll { $0.name.hasSuffix("_points") || dataset.isEmpty($0.name) }
    }
    if layers.count > 1, layers.count(where: \.hasGeometry) == 1 { layers.removeAll { !$0.hasGeometry } }
    guard let only = layers.first else {
      throw GeodataError(
        .empty,
        Bilingual(
          "其中没有含记录的\(word.chinese)。请重新导出。",
          "there is no \(word.english) with records in it. Export it again."), at: context)
    }
    guard layers.count == 1 else {
      let (all, example) = (list(layers), LayerColumns.written(only.name))
      throw GeodataError(
        .wrongLayer,
        Bilingual(
          "请用`layer: \(example)`说明取哪一个，或把文件写成“\(fileName)|layername=\(only.name)”；\(all.chinese)。",
          "\(all.english). Say which by `layer: \(example)`, or name the file as “\(fileName)|layername=\(only.name)”."),
        at: context)
    }
    return only
  }

  private var word: Bilingual {
    switch format {
    case .excel, .openDocument: Bilingual("工作表", "sheet")
    case .postGIS: Bilingual("数据表", "table")
    default: Bilingual("图层", "layer")
    }
  }

  private func list(_ layers: [VectorLayer]) -> Bilingual {
    let shown = layers.prefix(20).map { layer in
      let count = layer.featureCount.map { Bilingual("（\($0)条记录）", " (\($0) record\($0 == 1 ? "" : "s"))") }
      return Bilingual(same: layer.name) + (count ?? Bilingual(same: ""))
    }.joined("、", ", ")
    return Bilingual("共有\(layers.count)个\(word.chinese)：", "it has \(layers.count) \(word.english)s: ") + shown
      + (layers.count > 20 ? Bilingual("等", ", …") : Bilingual(same: ""))
  }
}
#endif
