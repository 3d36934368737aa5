import Foundation
import Geometry
import Model
import OSM

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

  /// A filter that takes what such a layer is about from OpenStreetMap.
  fileprivate var exampleFilter: String {
    switch role {
    case "water": "natural=water"
    case "barriers": "barrier=wall|fence"
    case "roads": "highway=*"
    case "area", "boundary": "boundary=administrative"
    case "communities": "landuse=residential"
    default: "amenity=bank|post_office"
    }
  }

  /// The file without its folders and ending.
  fileprivate var fileStem: String {
    let file = path.split(separator: "/").last ?? ""
    return String(file[..<(file.lastIndex(of: ".") ?? file.endIndex)])
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

/// The records of a layer in WGS84 degrees.
package struct Layer: Sendable {
  package var source: LayerSource
  package var records: [Record]
  /// How its coordinates became WGS84.
  package var referenceSystemPath: String
  /// nil for files that have none.
  package var encoding: FoundEncoding? = nil
  /// What was found out about the file while reading it.
  package var notes: [QualityFinding] = []
  /// How its columns write numbers that are text.
  package var writings = NumberWritings()
  /// From here on its whole numbers are no longer one by one.
  package var firstInexact = 0x1p53

  package func context(_ record: Record? = nil, field: String? = nil) -> GeodataError.Context {
    .init(
      file: source.shownPath, layer: source.role, record: record.map { "\($0.number)" }, line: record?.line,
      field: field)
  }
}

/// The records of a layer as its file has them, before anybody decides what their coordinates mean.
package struct RawLayer: Sendable {
  /// Who says what the coordinates mean.
  package enum Statement: Sendable {
    case analysisFile
    /// A member or a side file of the data.
    case file
    /// GeoJSON is WGS84 by its definition, which not every writer keeps.
    case format
    /// The analysis file, with a `!` behind it, or OpenStreetMap.
    case beyondDoubt
    case nobody
  }

  package var source: LayerSource
  package var records: [Record]
  /// The reference system's name; nil when only the format or nobody says it.
  package var stated: String?
  package var statement: Statement
  /// nil for files that have none.
  package var encoding: FoundEncoding?
  /// What was found out about the file while reading it.
  package var notes: [QualityFinding]
  /// Of a table: whether its columns hold longitude and latitude (true) or planar x and y (false); nil for a table
  /// without a position. Layers with geometry of their own say true.
  package var isGeographic: Bool? = true
  /// What the driver calls the format of a file that is read through GDAL.
  package var format: String? = nil
  /// How its columns write numbers that are text, judged by all records of the file.
  package var writings = NumberWritings()
  /// From here on its whole numbers are no longer one by one: 10^15 in a spreadsheet, which keeps 15 digits.
  package var firstInexact = 0x1p53

  package init(
    source: LayerSource, records: [Record], stated: String? = nil, statement: Statement,
    encoding: FoundEncoding? = nil, notes: [QualityFinding] = []
  ) {
    self.source = source
    self.records = records
    self.stated = stated
    self.statement = statement
    self.encoding = encoding
    self.notes = notes
  }

  /// - Throws: as ``ReferenceSystem/toWGS84(_:at:)``.
  package consuming func layer(in system: ReferenceSystem? = nil) throws(GeodataError) -> Layer {
    let system = system ?? stated.map { ReferenceSystem($0) } ?? .wgs84
    let path = try system.toWGS84(&records, at: .init(file: source.shownPath, layer: source.role))
    source.keepBox(&records)
    return Layer(
      source: source, records: records, referenceSystemPath: path, encoding: encoding, notes: notes,
      writings: writings, firstInexact: firstInexact)
  }
}

/// Reads whole layers, filtered, in WGS84 degrees; an OpenStreetMap file asked for twice is read once.
package struct LayerReader {
  private var openStreetMap: [String: OSMData] = [:]

  package init() {}

  /// - Throws: ``GeodataError`` with file, record and field.
  /// - Complexity: linear in the file; memory for the kept records.
  package mutating func read(_ source: LayerSource) throws(GeodataError) -> Layer {
    try readRaw(source).layer()
  }

  /// The same without bringing the coordinates to WGS84.
  package mutating func readRaw(_ source: LayerSource) throws(GeodataError) -> RawLayer {
    var records: [Record] = []
    var raw = try forEachRecord(source) { (record) throws(GeodataError) in records.append(record) }
    raw.records = records
    return raw
  }

  /// Calls `body` with each record that is wanted, in file order.
  ///
  /// No record is kept: memory stays at a piece of the file. Shapefiles, sheets and OpenStreetMap are read whole.
  /// - Returns: the layer without its records.
  package mutating func forEachRecord(
    _ source: LayerSource, _ body: (Record) throws(GeodataError) -> Void
  ) throws(GeodataError) -> RawLayer {
    let context = GeodataError.Context(file: source.shownPath, layer: source.role)
    var stated = source.referenceSystem
    var encoding: FoundEncoding?
    var notes: [QualityFinding] = []
    var statement: RawLayer.Statement = stated == nil ? .format : .analysisFile
    if let text = stated, text.hasSuffix("!") {
      stated = String(text.dropLast()).trimmed
      statement = .beyondDoubt
    }
    var isGeographic: Bool? = true
    var taken = 0

    var asked = AskedFields(source.filters)
    var writings = NumberWritings()

    func isWanted(_ record: Record) -> Bool {
      asked.see(record.fields)
      writings.see(record.fields)
      return taken < source.firstRead
        && (source.filters.isEmpty || source.filters.contains { $0.matches(record.fields) })
    }

    let kind = try FileKind(path: source.path)
    // QGIS names the only layer of a file after the file.
    if let name = source.layerName, [.geoJSON, .csv, .osm].contains(kind), name != source.fileStem {
      throw GeodataError(.wrongLayer, "a file of this kind has one layer only. Remove `layer`.", at: context)
    }
    switch kind {
    case .geoJSON:
      var reader = try GeoJSONReader(path: source.path, layer: source.role, encoding: source.encoding)
      encoding = reader.encoding
      try reader.forEachRecord { (record) throws(GeodataError) in
        guard isWanted(record) else { return }
        taken += 1
        try body(record)
      }
      notes = reader.notes(layer: source.role)
      if stated == nil, let declared = reader.declaredReferenceSystem {
        stated = declared
        statement = .file
      }
    case .csv:
      if stated == nil { statement = .nobody }
      var reader = try CSVReader(path: source.path, layer: source.role, encoding: source.encoding)
      encoding = reader.encoding
      let columns = try PositionColumns(header: reader.header, source: source, context: context)
      isGeographic = columns.isGeographic
      writings = NumberWritings(delimiter: reader.delimiter, degrees: columns.degrees)
      var positions = TablePositions(columns, source, delimiter: reader.delimiter)
      while var record = try reader.next() {
        guard isWanted(record) else { continue }
        record.shape = try positions.shape(of: record, writings, context)
        taken += 1
        try body(record)
      }
      notes = reader.notes(layer: source.role)
    case .gdal(let format):
      return try readWithGDAL(source, format, stated: stated, statement: statement, body)
    case .osm:
      statement = .beyondDoubt
      guard !source.filters.isEmpty else {
        throw GeodataError(
          .missingField,
          "an OpenStreetMap file needs a filter for this layer, for example `filter: \(source.exampleFilter)`.",
          at: context)
      }
      let data = try openStreetMap(source.path)
      let layer = OpenStreetMapLayer(data, matching: source.filters, as: OpenStreetMapShapes(role: source.role))
      var kept = 0
      // All are looked at: what their fields hold is judged by the whole file.
      for record in layer.records where isWanted(record) && kept < source.firstRead {
        kept += 1
        try body(record)
      }
      notes = data.notes(role: source.role) + layer.notes(role: source.role)
    }
    if kind != .osm { try asked.check(at: context) }
    notes += writings.notes(layer: source.role)
    var raw = RawLayer(
      source: source, records: [], stated: stated, statement: statement, encoding: encoding, notes: notes)
    raw.isGeographic = isGeographic
    raw.writings = writings
    return raw
  }

  /// The whole OpenStreetMap file, for roads.
  package mutating func openStreetMap(_ path: String) throws(GeodataError) -> OSMData {
    if let data = openStreetMap[path] { return data }
    do throws(OSMError) {
      let data = try OSMFile.read(path)
      openStreetMap[path] = data
      return data
    } catch {
      throw GeodataError(.malformed, error.message, at: .init(file: path), underlying: error)
    }
  }
}
