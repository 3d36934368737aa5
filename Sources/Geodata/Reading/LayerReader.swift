import Model
import OSM
import Words

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

    let kind = GPXFolder.isOne(source) ? .gpx : try FileKind(path: source.path)
    // QGIS names the only layer of a file after the file.
    if let name = source.layerName, [.geoJSON, .csv, .osm].contains(kind), name != source.fileStem {
      throw GeodataError(
        .wrongLayer,
        Bilingual("这类文件只有一个图层。请去掉`layer`。", "a file of this kind has one layer only. Remove `layer`."),
        at: context)
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
        do throws(GeodataError) {
          record.shape = try positions.shape(of: record, writings, context)
        } catch  where source.role == "tracks" && error.code == .badCoordinate {
          // A receiver without a fix: a point without a place among many.
        }
        taken += 1
        try body(record)
      }
      notes = reader.notes(layer: source.role)
    case .gpx:
      guard GPXLayer.isRead(for: source.role) else {
        guard GDALFormat.isAvailable else {
          throw GeodataError(
            .missingPart,
            GDALFormat.isMissing(Bilingual("读取GPX航点", "A GPX file of waypoints"))
              + Bilingual(
                "。其中的轨迹可用于`tracks`和`routes`。", ". Its tracks are read for `tracks` and `routes`."),
            at: context)
        }
        return try readWithGDAL(source, .other, stated: stated, statement: statement, body)
      }
      let (records, found) = try gpxRecords(source, context)
      for record in records where isWanted(record) {
        taken += 1
        try body(record)
      }
      notes = found
    case .gdal(let format):
      return try readWithGDAL(source, format, stated: stated, statement: statement, body)
    case .osm:
      statement = .beyondDoubt
      guard !source.filters.isEmpty else {
        throw GeodataError(
          .missingField,
          Bilingual(
            "从OpenStreetMap文件读取该图层需要筛选条件。请注明，例如`filter: \(source.exampleFilter)`。",
            "an OpenStreetMap file needs a filter for this layer, for example `filter: \(source.exampleFilter)`."),
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

  private func gpxRecords(
    _ source: LayerSource, _ context: GeodataError.Context
  ) throws(GeodataError) -> ([Record], [QualityFinding]) {
    guard GPXFolder.isOne(source) else {
      let layer = try GPXLayer(source, context)
      return (layer.records, layer.notes)
    }
    let folder = try GPXFolder(source, context)
    return (folder.records, folder.notes)
  }

  /// The whole OpenStreetMap file, for roads.
  package mutating func openStreetMap(_ path: String) throws(GeodataError) -> OSMData {
    if let data = openStreetMap[path] { return data }
    do throws(OSMError) {
      let data = try OSMFile.read(path)
      openStreetMap[path] = data
      return data
    } catch {
      throw GeodataError(.malformed, error.words, at: .init(file: path), underlying: error)
    }
  }
}

extension LayerSource {
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
}
