#if GDAL
import GDALData
import Geometry
import Model

/// Makes the records of one layer from GDAL's features.
struct GDALLayerReading {
  private let source: LayerSource
  private let place: GDALPlace
  private let layer: VectorLayer
  private let numbering: Numbering
  private var features: [VectorFeature] = []
  /// Their numbers as the driver counts: the rows of a sheet.
  private var rows: [Int] = []
  private var taken = 0

  /// What a record's number is.
  private enum Numbering {
    /// Its position among the records read.
    case position
    /// Its own number in the file, this many less than what a person counts; right also when others were not read.
    case own(base: Int64)
  }

  init(_ source: LayerSource, _ place: GDALPlace, _ layer: VectorLayer, driver: String) {
    self.source = source
    self.place = place
    self.layer = layer
    numbering =
      switch driver {
      case "ESRI Shapefile", "FlatGeobuf": .own(base: 1)
      case "GPKG": .own(base: 0)
      case "PostgreSQL": layer.idColumn.isEmpty ? .position : .own(base: 0)
      default: .position
      }
  }

  var request: VectorRequest {
    var request = VectorRequest(layer: layer.name)
    if case .own = numbering, place.format != .shapefile {
      request.condition = source.filters.condition(on: layer)
    }
    return request
  }

  /// - Returns: false when no more are wanted.
  mutating func take(_ feature: VectorFeature) -> Bool {
    // Rows without anything in them stand below many a table.
    if place.format.isSheet, feature.values.allSatisfy(Self.isBlank) { return true }
    taken += 1
    var feature = feature
    rows.append(Int(feature.id))
    if case .own(let base) = numbering { feature.id += base } else { feature.id = Int64(taken) }
    features.append(feature)
    return source.filters.isEmpty ? features.count < source.first ?? .max : true
  }

  private static func isBlank(_ value: VectorValue) -> Bool {
    switch value {
    case .null: true
    case .text(let text): text.trimmed.isEmpty
    default: false
    }
  }

  // MARK: Records

  /// - Throws: ``GeodataError`` naming the record.
  func finish(stated: String?, statement: RawLayer.Statement) throws(GeodataError) -> RawLayer {
    var text = try TableDecoding(source, place, layer, features)
    if isHeaderAlone {
      return RawLayer(
        source: source, records: [], stated: stated, statement: stated == nil ? .nobody : statement,
        encoding: text.encoding)
    }
    if place.format.isSheet { try checkHeader(text.names) }
    let positions =
      layer.hasGeometry
      ? nil : try PositionColumns(header: text.names, mapping: source.mapping, context: place.context)
    var records: [Record] = []
    var losses: [(VectorFeature.Losses, Int)] = [(.dimensions, 0), (.curves, 0)]
    for (feature, row) in zip(features, rows) {
      guard records.count < source.first ?? .max else { break }
      var record = Record(
        number: Int(feature.id), line: place.format.isSheet ? row : nil, fields: try text.fields(of: feature))
      guard source.filters.isEmpty || source.filters.contains(where: { $0.matches(record.fields) }) else { continue }
      guard !feature.losses.contains(.unreadable) else {
        throw GeodataError(
          .badCoordinate,
          "the geometry cannot be read: it is torn or holds a coordinate that is no number. Repair or "
            + "delete the record.", at: context(record))
      }
      if let positions {
        record.shape = try positions.shape(of: record, context: place.context)
      } else {
        record.shape = feature.shape
        if layer.referenceSystem?.isNorthingFirst == true {
          record.shape = record.shape?.map { Coordinate(x: $0.y, y: $0.x) }
        }
      }
      for index in losses.indices where feature.losses.contains(losses[index].0) { losses[index].1 += 1 }
      records.append(record)
    }
    var raw = RawLayer(
      source: source, records: records, stated: stated, statement: statement, encoding: text.encoding,
      notes: text.notes + notes(of: losses))
    if let positions { raw.isGeographic = positions.isGeographic }
    if stated == nil {
      raw.stated = layer.referenceSystem.map { $0.authorityCode ?? $0.wkt }
      raw.statement = raw.stated == nil ? .nobody : .file
      if raw.stated == nil, place.hasProjectionFile {
        raw.notes.append(
          QualityFinding(
            .warning, .datum, layer: source.role, message: "the .prj of \(place.fileName) names no reference system",
            fix: "write `crs` under the layer, or export it again"))
      }
    }
    return raw
  }

  /// GDAL takes the only row of a sheet for data, and names the columns itself.
  private var isHeaderAlone: Bool {
    place.format.isSheet && features.count == 1
      && layer.fields.enumerated().allSatisfy { $1.nameBytes.elementsEqual("Field\($0 + 1)".utf8) }
  }

  private func context(_ record: Record) -> GeodataError.Context {
    var context = place.context
    context.record = "\(record.number)"
    return context
  }

  private func notes(of losses: [(VectorFeature.Losses, Int)]) -> [QualityFinding] {
    losses.compactMap { loss, count in
      guard count > 0 else { return nil }
      return QualityFinding(
        .note, layer: source.role, value: "\(count)",
        message: loss == .dimensions
          ? "records with heights or measures in \(place.fileName), which are left out"
          : "records with arcs in \(place.fileName), which are read as lines with a corner every 4 degrees",
        fix: "nothing to do")
    }
  }

  /// GDAL names a column without a name `Field` and its number.
  private func checkHeader(_ names: [String]) throws(GeodataError) {
    let unnamed = names.indices.filter { index in
      names[index] == "Field\(index + 1)" && features.contains { !Self.isBlank($0.values[index]) }
    }
    guard unnamed.isEmpty else {
      throw GeodataError(
        .malformed,
        "the first row of “\(layer.name)” has no name over column\(unnamed.count == 1 ? "" : "s") "
          + "\(unnamed.prefix(5).map(Self.columnLetters).joined(separator: ", ")): it must hold one name for each column. "
          + "Remove titles above it and take merged cells apart.", at: place.context)
    }
    if let twice = Set(names.filter { name in names.count { $0 == name } > 1 }).min() {
      throw GeodataError(.malformed, "two columns are called “\(twice)”. Rename one.", at: place.context)
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
  func condition(on layer: VectorLayer) -> String? {
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
          parts.append("\(name) LIKE '%\(value.replacing("'", with: "''"))%'")
        default: return nil
        }
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " OR ")
  }
}
#endif
