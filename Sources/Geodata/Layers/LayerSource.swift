import Geometry

/// Where a layer comes from and how to read it: one entry under `inputs:` of the analysis file.
package struct LayerSource: Hashable, Sendable {
  /// The layer's role in the analysis: stations, roads…
  package var role: String
  /// Of a file; an address of a database begins with `PG:`.
  package var path: String
  /// Which of the file's layers, sheets or tables.
  package var layerName: String?
  package var referenceSystem: String?
  /// Of a text file; nil to guess it.
  package var encoding: TextEncoding?
  package var mapping: FieldMapping
  /// A record is kept when it matches any; all are kept when there are none.
  package var filters: [AttributeFilter]
  /// Keep this many records at the most, in file order.
  package var first: Int?
  /// Keep the records that meet it, WGS84 degrees.
  package var box: Box?
  /// Columns of amounts in yuan that are wanted besides those of the roles.
  package var priceColumns: [String] = []
  /// By which services are known.
  package var serviceWords = ServiceWords()

  package init(
    role: String, path: String, layerName: String? = nil, referenceSystem: String? = nil, encoding: TextEncoding? = nil,
    mapping: FieldMapping = .init(), filters: [AttributeFilter] = [], first: Int? = nil, box: Box? = nil
  ) {
    let parted = Self.parted(path)
    self.role = role
    self.path = parted.path
    self.layerName = layerName ?? parted.layer
    self.referenceSystem = referenceSystem
    self.encoding = encoding
    self.mapping = mapping
    self.filters = filters
    self.first = first
    self.box = box
  }

  /// QGIS writes `town.gpkg|layername=stations` for one layer of a file, and sometimes its kind of geometry beside it. A
  /// condition stays with the path: it is refused, not dropped.
  package static func parted(_ path: String) -> (path: String, layer: String?) {
    guard let mark = path.firstRange(of: /\|(layername|geometrytype|uniqueGeometryType)=/), !path.contains("|subset="),
      let name = path.firstRange(of: "|layername=")
    else { return (path, nil) }
    return (String(path[..<mark.lowerBound]), String(path[name.upperBound...].prefix { $0 != "|" }))
  }

  /// The file without its folders, and which of its layers.
  package var shownName: String {
    let isDatabase = GDALFormat.isDatabase(path)
    let file = isDatabase ? shownPath : path.split(separator: "/").last.map(String.init) ?? path
    return file + (layerName.map { ", \($0)" } ?? "")
  }

  /// The path for people: of a database without the password.
  package var shownPath: String {
    GDALFormat.shown(path)
  }
}
