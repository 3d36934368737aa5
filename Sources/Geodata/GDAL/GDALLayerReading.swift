#if GDAL
import GDALData
import Model
import Words

/// Makes the records of one layer from GDAL's features.
///
/// They are handed over as they come, and none is kept, unless the encoding of a table's text must be judged by all of
/// it (shapefiles) or its header by what stands below (sheets).
struct GDALLayerReading {
  private let source: LayerSource
  private let place: GDALPlace
  private let layer: VectorLayer
  private let numbering: Numbering
  /// The field that the format itself fills: `gml_id`.
  private let formatsOwnField: Int?
  /// nil until all is known that making a record takes.
  private var making: GDALRecordMaking?
  private var waiting: [VectorFeature] = []
  /// Their numbers as the driver counts: the rows of a sheet.
  private var rows: [Int] = []
  /// What was done with merged cells.
  private var merges: [QualityFinding] = []
  /// How many records came so far.
  private(set) var taken = 0

  /// What a record's number is.
  private enum Numbering {
    /// Its position among the records read.
    case position
    /// Its own number in the file, this many less than what a person counts; right also when others were not read.
    case own(base: Int64)
  }

  /// - Throws: ``GeodataError`` when no columns hold a position.
  init(_ source: LayerSource, _ place: GDALPlace, _ layer: VectorLayer, driver: String) throws(GeodataError) {
    self.source = source
    self.place = place
    self.layer = layer
    numbering =
      switch driver {
      case "ESRI Shapefile", "FlatGeobuf": .own(base: 1)
      case "GPKG": .own(base: 0)
      case Self.database: layer.idColumn.isEmpty ? .position : .own(base: 0)
      default: .position
      }
    formatsOwnField =
      place.format == .gml ? layer.fields.firstIndex { $0.nameBytes.elementsEqual("gml_id".utf8) } : nil
    guard place.format != .shapefile, !place.format.isSheet else { return }
    making = try GDALRecordMaking(source, place, layer, TableDecoding(source, place, layer, []))
  }

  private static let database = "PostgreSQL"

  var request: VectorRequest {
    var request = VectorRequest(layer: layer.name)
    if case .own = numbering, place.format != .shapefile {
      request.condition = source.filters.condition(on: layer, inDatabase: place.format == .postGIS)
    }
    if layer.hasGeometry, let system = layer.referenceSystem, source.referenceSystem == nil {
      let box = source.box(in: ReferenceSystem(system.authorityCode ?? system.wkt))
      request.box = system.isNorthingFirst ? box?.swapped : box
    }
    return request
  }

  /// - Returns: false when no more are wanted.
  /// - Throws: ``GeodataError`` naming the record; what `body` throws.
  mutating func take(
    _ feature: VectorFeature, _ body: (Record) throws(GeodataError) -> Void
  ) throws(GeodataError) -> Bool {
    // Rows without anything in them stand below many a table.
    if feature.shape == nil, !feature.losses.contains(.unreadable), isBlank(feature) { return true }
    taken += 1
    var feature = feature
    let row = Int(feature.id)
    if case .own(let base) = numbering { feature.id += base } else { feature.id = Int64(taken) }
    guard making != nil else {
      waiting.append(feature)
      rows.append(row)
      return source.filters.isEmpty ? waiting.count < source.firstRead : true
    }
    try making?.make(feature, row: row, body)
    return making?.isFull == false
  }

  /// Whether there is nothing in it but the number that the format gives every feature.
  private func isBlank(_ feature: VectorFeature) -> Bool {
    feature.values.indices.allSatisfy { $0 == formatsOwnField || Self.isBlank(feature.values[$0]) }
  }

  private static func isBlank(_ value: VectorValue) -> Bool {
    switch value {
    case .null: true
    case .text(let text): text.trimmed.isEmpty
    default: false
    }
  }

  /// The layer without its records, after the last feature.
  ///
  /// - Throws: ``GeodataError`` naming the record; what `body` throws.
  mutating func finish(
    stated: String?, statement: RawLayer.Statement, _ body: (Record) throws(GeodataError) -> Void
  ) throws(GeodataError) -> RawLayer {
    if making == nil { making = try makeWaiting(body) }
    guard let making else {
      return RawLayer(
        source: source, records: [], stated: stated, statement: stated == nil ? .nobody : statement)
    }
    var raw = RawLayer(
      source: source, records: [], stated: stated, statement: statement, encoding: making.encoding,
      notes: merges + making.notes)
    raw.writings = making.writings
    if place.format.isSheet { raw.firstInexact = 1e15 }
    if let isGeographic = making.isGeographic { raw.isGeographic = isGeographic }
    if stated == nil {
      raw.stated = layer.referenceSystem.map { $0.authorityCode ?? $0.wkt }
      raw.statement = raw.stated == nil ? .nobody : .file
      if raw.stated == nil, place.hasProjectionFile {
        raw.notes.append(
          QualityFinding(
            .warning, .datum, layer: source.role,
            message: Bilingual(
              "\(place.fileName)的.prj没有写明坐标系", "the .prj of \(place.fileName) names no reference system"),
            fix: Bilingual("请在该图层下写明`crs`，或重新导出", "write `crs` under the layer, or export it again")))
      }
    }
    return raw
  }

  /// - Returns: nil when there is nothing but a header.
  private mutating func makeWaiting(
    _ body: (Record) throws(GeodataError) -> Void
  ) throws(GeodataError) -> GDALRecordMaking? {
    let text = try TableDecoding(source, place, layer, waiting)
    if isHeaderAlone { return nil }
    if place.format.isSheet {
      try checkHeader(text.names)
      let filled = SheetMerges(workbook: place.address, sheet: layer.name)?.fill(&waiting, rows: rows) ?? [:]
      merges = filled.sorted { $0.key < $1.key }.map { column, count in
        QualityFinding(
          .note, layer: source.role, field: text.names[column], value: "\(count)",
          message: Bilingual(
            "合并单元格下的空白格，已填入合并单元格的内容",
            "blank cells under a merged one, which are given its text"), fix: Bilingual("无需处理", "nothing to do"))
      }
    }
    var making = try GDALRecordMaking(source, place, layer, text)
    try making.judgePositions(waiting)
    for (feature, row) in zip(waiting, rows) where !making.isFull { try making.make(feature, row: row, body) }
    return making
  }

  /// GDAL takes the only row of a sheet for data, and names the columns itself.
  private var isHeaderAlone: Bool {
    place.format.isSheet && waiting.count == 1
      && layer.fields.enumerated().allSatisfy { $1.nameBytes.elementsEqual("Field\($0 + 1)".utf8) }
  }

  /// GDAL names a column without a name `Field` and its number.
  private func checkHeader(_ names: [String]) throws(GeodataError) {
    let unnamed = names.indices.filter { index in
      names[index] == "Field\(index + 1)" && waiting.contains { !Self.isBlank($0.values[index]) }
    }
    guard unnamed.isEmpty else {
      let letters = unnamed.prefix(5).map(Self.columnLetters)
      throw GeodataError(
        .malformed,
        Bilingual(
          "“\(layer.name)”第一行没有写明第\(letters.joined(separator: "、"))列的名称；第一行必须写明每一列的名称。"
            + "请删去上方的标题和空行，并拆分合并的单元格。",
          "the first row of “\(layer.name)” has no name over column\(unnamed.count == 1 ? "" : "s") "
            + "\(letters.joined(separator: ", ")): it must hold one name for each column. "
            + "Remove titles and empty rows above it and take merged cells apart."), at: place.context)
    }
    if let twice = repeatedNames(names).first {
      throw GeodataError(
        .malformed, Bilingual("有两列都叫“\(twice)”。请改掉其中一个。", "two columns are called “\(twice)”. Rename one."),
        at: place.context)
    }
  }

  /// A, B … Z, AA …
  private static func columnLetters(_ index: Int) -> String {
    let letter = String(Unicode.Scalar(UInt8(0x41 + index % 26)))
    return index < 26 ? letter : columnLetters(index / 26 - 1) + letter
  }
}

extension [AttributeFilter] {
  /// A condition for GDAL or a database that keeps all that the filters keep, and as little else as it can say; nil when
  /// it cannot. What comes is filtered again, so that a filter means one thing in every format.
  func condition(on layer: VectorLayer, inDatabase: Bool) -> String? {
    var parts: [String] = []
    for filter in self {
      guard let field = layer.fields.first(where: { $0.nameBytes.elementsEqual(filter.field.utf8) }) else { return nil }
      let name = "\"\(filter.field.replacing("\"", with: "\"\""))\""
      if filter.values.isEmpty {
        parts.append("\(name) IS NOT NULL")
        continue
      }
      for value in filter.values {
        switch field.kind {
        case .integer:
          guard let number = Int64(value) else { return nil }
          parts.append("\(name) = \(number)")
        case .text:
          // Blanks around a value are passed over; a pattern's own signs let more through, never less.
          guard !value.contains("\\") else { return nil }
          // A database has types that GDAL calls text and that are none.
          parts.append("\(inDatabase ? "CAST(\(name) AS text)" : name) LIKE '%\(value.replacing("'", with: "''"))%'")
        default: return nil
        }
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " OR ")
  }
}
#endif
