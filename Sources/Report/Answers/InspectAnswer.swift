import Analysis
import Geodata
import Geometry
import Model

/// What `inspect` prints.
package struct InspectAnswer {
  private let layer: RawLayer
  private let survey: LayerSurvey
  private let roles: [String: [String]]
  private let degrees: Box?
  package var seconds = 0.0
  package var peakMegabytes = 0.0

  /// - Throws: ``GeodataError`` `referenceSystem` when PROJ does not know the one that is stated.
  package init(layer: RawLayer, survey: LayerSurvey) throws(GeodataError) {
    self.layer = layer
    self.survey = survey
    roles = survey.roles(layer.source)
    do throws(GeodataError) {
      degrees = try survey.boxInWGS84(layer.stated.map { ReferenceSystem($0) } ?? .wgs84)
    } catch {
      throw GeodataError(
        error.code, error.message, at: .init(file: layer.source.shownPath), underlying: error.underlying)
    }
  }

  // MARK: Words

  private var format: String {
    switch try? FileKind(path: layer.source.path) {
    case .geoJSON: "GeoJSON"
    case .csv: "CSV"
    case .osm: "OpenStreetMap"
    case .gpx: "GPX"
    case .gdal(.other): layer.format ?? GDALFormat.other.name
    case .gdal(let format): format.name
    case nil: ""
    }
  }

  private var referenceSystem: String {
    let name = layer.stated.map(ReferenceSystem.shown) ?? "WGS84"
    return switch layer.statement {
    case .analysisFile,
      .beyondDoubt where layer.stated != nil:
      "\(name), as stated"
    case .file: "\(name), the file says so"
    case .format, .beyondDoubt: "\(name), as the format has it"
    case .nobody: "nobody states it; streets and boundary decide in a run, here \(name) is assumed"
    }
  }

  private var whoStates: String {
    switch layer.statement {
    case .analysisFile,
      .beyondDoubt where layer.stated != nil:
      "user"
    case .file: "file"
    case .format, .beyondDoubt: "format"
    case .nobody: "nobody"
    }
  }

  private var geometries: [(type: String, count: Int)] {
    survey.geometries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      + (survey.withoutGeometry > 0 ? [("none", survey.withoutGeometry)] : [])
  }

  /// What to do about it; nil when all is well.
  package var advice: String? {
    if survey.recordCount == 0 { return "there is no record in it" }
    if survey.box.isEmpty {
      return "no record has a position: a table needs columns lon and lat (经度, 纬度), x and y, or wkt"
    }
    if degrees == nil || (layer.stated == nil && !Self.isInDegrees(survey.box)) {
      return "the positions are no longitude and latitude: state the reference system, for example --crs EPSG:4544"
    }
    return nil
  }

  private static func isInDegrees(_ box: Box) -> Bool {
    box.minX >= -180 && box.maxX <= 180 && box.minY >= -90 && box.maxY <= 90
  }

  private func kind(_ field: LayerSurvey.Field) -> String {
    let kinds = [
      ("number", field.numbers), ("text", field.texts), ("true or false", field.flags), ("list", field.lists),
    ]
    .filter { $0.1 > 0 }
    if kinds.count > 1 { return kinds.map { "\($0.1) \($0.0)" }.joined(separator: ", ") }
    return kinds.first?.0 ?? "empty"
  }

  /// Short enough for a line.
  private func example(_ field: LayerSurvey.Field) -> String {
    let text = (field.example?.text ?? "").split(whereSeparator: \.isNewline).joined(separator: " ").shown
    return text.count > 40 ? text.prefix(39) + "…" : text
  }

  package var text: String {
    var lines = ["\(layer.source.shownName.inOneLine): \(format), \(survey.recordCount) records"]
    func add(_ name: String, _ value: String) { lines.append(Self.padded(name, 13) + value) }
    if !geometries.isEmpty { add("geometry", geometries.map { "\($0.count) \($0.type)" }.joined(separator: ", ")) }
    if !survey.box.isEmpty { add("extent", Self.words(survey.box, 7) + ", in the file's numbers") }
    if let degrees, advice == nil { add("in WGS84", Self.words(degrees, 6)) }
    add("reference", referenceSystem)
    if let encoding = layer.encoding { add("encoding", encoding.words) }
    var rows = [["field", "taken for", "values", "empty", "for example"]]
    for field in survey.fields {
      rows.append([
        field.name.shown, roles[field.name]?.joined(separator: ", ") ?? "-", kind(field),
        "\(survey.recordCount - field.filled)", example(field),
      ])
    }
    if rows.count > 1 {
      let widths = (0..<4).map { column in rows.map { Self.width($0[column]) }.max()! + 2 }
      lines.append("")
      for row in rows {
        lines.append(zip(row, widths).map { Self.padded($0, $1) }.joined() + row[4])
      }
    }
    for finding in layer.notes { lines.append("note: \(finding.message)") }
    if let advice { lines.append("note: \(advice)") }
    return lines.joined(separator: "\n")
  }

  private static func words(_ box: Box, _ decimals: Int) -> String {
    let corners = [box.minX, box.minY, box.maxX, box.maxY].map { "\(rounded($0, decimals))" }
    return "\(corners[0]), \(corners[1]) to \(corners[2]), \(corners[3])"
  }

  /// Chinese characters are two columns wide.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ((0x1100...0xFF60).contains($1.value) || $1.value > 0x1FFFF ? 2 : 1) }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - Self.width(text)))
  }

  // MARK: JSON

  package var json: JSONValue {
    func list(_ box: Box?) -> JSONValue {
      guard let box, !box.isEmpty else { return .null }
      return .array([box.minX, box.minY, box.maxX, box.maxY].map { .number($0) })
    }
    let fields = survey.fields.map { field in
      JSONValue.object([
        JSONMember("name", .string(field.name)),
        JSONMember("taken_for", .array((roles[field.name] ?? []).map { .string($0) })),
        JSONMember("numbers", .int(field.numbers)), JSONMember("texts", .int(field.texts)),
        JSONMember("flags", .int(field.flags)), JSONMember("lists", .int(field.lists)),
        JSONMember("empty", .int(survey.recordCount - field.filled)),
        JSONMember("example", field.example?.text.map { .string($0) } ?? .null),
      ])
    }
    return .object([
      JSONMember("file", .string(layer.source.shownPath)),
      JSONMember("layer", layer.source.layerName.map { .string($0) } ?? .null),
      JSONMember("format", .string(format)),
      JSONMember("records", .int(survey.recordCount)),
      JSONMember("geometries", .object(geometries.map { JSONMember($0.type, .int($0.count)) })),
      JSONMember("extent", list(survey.box)),
      JSONMember("extent_wgs84", advice == nil ? list(degrees) : .null),
      JSONMember("crs", layer.stated.map { .string(ReferenceSystem.shown($0)) } ?? .null),
      JSONMember("crs_stated_by", .string(whoStates)),
      JSONMember("encoding", layer.encoding.map { .string($0.encoding.rawValue) } ?? .null),
      JSONMember("encoding_guessed", layer.encoding.map { .bool($0.origin == .guessed) } ?? .null),
      JSONMember("fields", .array(fields)),
      JSONMember("notes", .array((layer.notes.map(\.message) + (advice.map { [$0] } ?? [])).map { .string($0) })),
      JSONMember("seconds", .object([JSONMember("read", .number(rounded(seconds, 4)))])),
      JSONMember("peak_mb", .number(rounded(peakMegabytes, 1))),
    ])
  }
}
