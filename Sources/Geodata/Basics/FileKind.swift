import Foundation
import GDALData
import Words

/// What kind of file a path names, told by its extension.
package enum FileKind: Hashable, Sendable {
  case geoJSON, csv, osm
  /// Tracks and routes; its waypoints are read through GDAL.
  case gpx
  /// Any other, read and written through GDAL.
  case gdal(GDALFormat)

  /// - Throws: ``GeodataError`` `missingPart` for a format that only a build with GDAL reads.
  package init(path: String) throws(GeodataError) {
    if let native = FileKind(native: path) {
      self = native
      return
    }
    // QGIS's address of a part of a layer; `layername` was taken off before.
    if let mark = path.firstIndex(of: "|"), path[mark...].contains("=") {
      throw GeodataError(
        .fileMissing,
        Bilingual(
          "“\(path[mark...])”是QGIS表示图层一部分的写法。请只写文件名，并用`layer`和`filter`说明取哪一部分。",
          "“\(path[mark...])” is a part of a layer as QGIS writes it. Name the file alone, and say which part with "
            + "`layer` and `filter`."), at: .init(file: String(path[..<mark])))
    }
    let format = GDALFormat(path: path)
    // ESRI's file geodatabase is a folder.
    guard path.lowercased().hasSuffix(".gdb") || !isFolder(path) else {
      throw GeodataError(
        .unreadable, Bilingual("这是文件夹。请指定其中的一个文件。", "this is a folder. Name a file in it."),
        at: .init(file: path))
    }
    guard gdalVersion != nil else {
      let command = "ogr2ogr -f GeoJSON out.geojson “\(path)”"
      guard format != .other else {
        throw GeodataError(
          .wrongFormat,
          Bilingual(
            "本构建只能读取GeoJSON（.geojson、.json）、表格（.csv、.tsv）、OpenStreetMap（.osm、.osm.gz、.osm.pbf）和.gpx中的轨迹。"
              + "请转换该文件，例如：\(command)。",
            "this build reads GeoJSON (.geojson, .json), tables (.csv, .tsv), OpenStreetMap (.osm, .osm.gz, .osm.pbf) and the "
              + "tracks of .gpx. Convert the file, for example: \(command)."), at: .init(file: path))
      }
      throw GeodataError(
        .missingPart,
        GDALFormat.isMissing(Bilingual(same: format.name))
          + Bilingual("，也可转换该文件，例如：\(command)。", ", or convert the file, for example: \(command)."),
        at: .init(file: path))
    }
    self = .gdal(format)
  }

  /// nil for what is not read natively.
  private init?(native path: String) {
    guard !GDALFormat.isDatabase(path) else { return nil }
    let name = path.lowercased()
    if name.hasSuffix(".geojson") || name.hasSuffix(".json") {
      self = .geoJSON
    } else if name.hasSuffix(".csv") || name.hasSuffix(".tsv") || name.hasSuffix(".txt") {
      self = .csv
    } else if name.hasSuffix(".pbf") || name.hasSuffix(".osm") || name.hasSuffix(".osm.gz")
      || name.hasSuffix(".osm.xml")
    {
      self = .osm
    } else if name.hasSuffix(".gpx") {
      self = .gpx
    } else {
      return nil
    }
  }
}

/// A format that GDAL reads for us.
package enum GDALFormat: String, CaseIterable, Hashable, Sendable {
  case geoPackage, shapefile, flatGeobuf, kml, gml, geoJSONSequence, excel, openDocument, postGIS
  /// A zip file with any of them inside.
  case archive
  /// Whatever else a driver knows.
  case other

  package init(path: String) {
    let name = path.lowercased()
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    if Self.isDatabase(path) {
      self = .postGIS
    } else {
      self = Self.allCases.first { $0.endings.contains(ending) } ?? .other
    }
  }

  package static func isDatabase(_ path: String) -> Bool { databaseAddress(path) != nil }

  /// As GDAL wants it; nil for what is no address of a PostgreSQL database.
  package static func databaseAddress(_ path: String) -> String? {
    for (prefix, spelling) in [("pg:", "PG:"), ("postgresql://", "postgresql://"), ("postgres://", "postgresql://")]
    where path.lowercased().hasPrefix(prefix) {
      return spelling + path.dropFirst(prefix.count)
    }
    return nil
  }

  /// A path for people: the address of a database without its password.
  package static func shown(_ path: String) -> String {
    guard isDatabase(path) else { return path }
    return path.replacing(/(?i)password\s*=\s*('[^']*'|[^\s]+)/, with: "password=…")
      .replacing(/(?i)(postgres(?:ql)?:\/\/[^:@\/]*):[^@]*@/, with: { "\($0.1):…@" })
  }

  private var endings: [String] {
    switch self {
    case .geoPackage: ["gpkg"]
    case .shapefile: ["shp", "dbf", "shz"]
    case .flatGeobuf: ["fgb"]
    case .kml: ["kml", "kmz"]
    case .gml: ["gml"]
    case .geoJSONSequence: ["geojsonl", "geojsons"]
    case .excel: ["xlsx", "xlsm", "xls"]
    case .openDocument: ["ods"]
    case .archive: ["zip"]
    case .postGIS, .other: []
    }
  }

  /// What a person calls it.
  package var name: String {
    switch self {
    case .geoPackage: "GeoPackage"
    case .shapefile: "Shapefile"
    case .flatGeobuf: "FlatGeobuf"
    case .kml: "KML"
    case .gml: "GML"
    case .geoJSONSequence: "GeoJSON text sequence"
    case .excel: "Excel"
    case .openDocument: "OpenDocument"
    case .postGIS: "PostGIS"
    case .archive: "zip"
    case .other: "other"
    }
  }

  /// A table of cells, of which some may hold a position.
  var isSheet: Bool { self == .excel || self == .openDocument }

  /// Whether this build has GDAL.
  package static var isAvailable: Bool { gdalVersion != nil }

  /// What a smaller build answers.
  package static func isMissing(_ name: Bilingual) -> Bilingual {
    name
      + Bilingual(
        "需要GDAL，而本构建不含GDAL；用`make full`可以得到含GDAL的构建",
        " needs GDAL, and this build is without GDAL; `make full` makes one that has it")
  }
}

func isFolder(_ path: String) -> Bool {
  var isDirectory: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
}
