import Analysis
import Geodata
import Geometry
import Model
import Words

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
        error.code, error.words, at: .init(file: layer.source.shownPath), underlying: error.underlying)
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

  private var referenceSystem: Bilingual {
    let name = layer.stated.map(ReferenceSystem.shown) ?? "WGS84"
    return switch layer.statement {
    case .analysisFile,
      .beyondDoubt where layer.stated != nil:
      Bilingual("\(name)，按所注明", "\(name), as stated")
    case .file: Bilingual("\(name)，文件中注明", "\(name), the file says so")
    case .format, .beyondDoubt: Bilingual("\(name)，由格式规定", "\(name), as the format has it")
    case .nobody:
      Bilingual(
        "未注明；运行时按道路和边界判断，此处暂按\(name)",
        "nobody states it; streets and boundary decide in a run, here \(name) is assumed")
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
  package var advice: Bilingual? {
    if survey.recordCount == 0 { return Bilingual("其中没有记录", "there is no record in it") }
    if survey.box.isEmpty {
      return Bilingual(
        "没有一条记录有位置：表格须有经度、纬度（lon、lat）列，或x、y列，或wkt列",
        "no record has a position: a table needs columns lon and lat (经度, 纬度), x and y, or wkt")
    }
    if degrees == nil || (layer.stated == nil && !Self.isInDegrees(survey.box)) {
      return Bilingual(
        "位置不是经纬度：请注明坐标系，例如--crs EPSG:4544",
        "the positions are no longitude and latitude: state the reference system, for example --crs EPSG:4544")
    }
    return nil
  }

  private static func isInDegrees(_ box: Box) -> Bool {
    box.minX >= -180 && box.maxX <= 180 && box.minY >= -90 && box.maxY <= 90
  }

  private func kind(_ field: LayerSurvey.Field) -> Bilingual {
    let kinds = [
      (Bilingual("数字", "number"), field.numbers), (Bilingual("文本", "text"), field.texts),
      (Bilingual("是否", "true or false"), field.flags), (Bilingual("列表", "list"), field.lists),
    ]
    .filter { $0.1 > 0 }
    if kinds.count > 1 { return kinds.map { Bilingual("\($0.1)个\($0.0.chinese)", "\($0.1) \($0.0.english)") }.listed }
    return kinds.first?.0 ?? Bilingual("空", "empty")
  }

  /// Short enough for a line.
  private func example(_ field: LayerSurvey.Field) -> String {
    let text = (field.example?.text ?? "").split(whereSeparator: \.isNewline).joined(separator: " ").shown
    return text.count > 40 ? text.prefix(39) + "…" : text
  }

  package var text: Bilingual {
    var lines = [
      Bilingual(
        "\(layer.source.shownName.inOneLine)：\(format)，\(survey.recordCount)条记录",
        "\(layer.source.shownName.inOneLine): \(format), \(survey.recordCount) records")
    ]
    if !geometries.isEmpty {
      let words = geometries.map { Bilingual("\($0.count)个\(Self.shapeName($0.type))", "\($0.count) \($0.type)") }
      lines.append(line("图形", "geometry", words.listed))
    }
    if !survey.box.isEmpty {
      lines.append(line("范围", "extent", Self.words(survey.box, 7) + Bilingual("（按文件中的数字）", ", in the file's numbers")))
    }
    if let degrees, advice == nil { lines.append(line("WGS84范围", "in WGS84", Self.words(degrees, 6))) }
    lines.append(line("坐标系", "reference", referenceSystem))
    if let encoding = layer.encoding { lines.append(line("编码", "encoding", encoding.words)) }
    lines += fieldTable
    lines += layer.notes.map { Bilingual("提示：", "note: ") + $0.words }
    if let advice { lines.append(Bilingual("提示：", "note: ") + advice) }
    return lines.inLines
  }

  private var fieldTable: [Bilingual] {
    guard !survey.fields.isEmpty else { return [] }
    let heads = [
      Bilingual("字段", "field"), Bilingual("读作", "taken for"), Bilingual("内容", "values"), Bilingual("空", "empty"),
      Bilingual("例如", "for example"),
    ]
    let rows =
      [heads]
      + survey.fields.map { field in
        [
          Bilingual(same: field.name.shown),
          roles[field.name].map { Bilingual($0.map(roleName).joined(separator: "、"), $0.joined(separator: ", ")) }
            ?? Bilingual(same: "-"), kind(field), Bilingual(same: "\(survey.recordCount - field.filled)"),
          Bilingual(same: example(field)),
        ]
      }
    func lines(_ language: KeyPath<Bilingual, String>) -> [String] {
      let widths = (0..<4).map { column in rows.map { $0[column][keyPath: language].columnWidth }.max()! + 2 }
      return rows.map { row in
        zip(row, widths).map { $0[keyPath: language].padded(to: $1) }.joined() + row[4][keyPath: language]
      }
    }
    return [Bilingual(same: "")] + zip(lines(\.chinese), lines(\.english)).map { Bilingual($0, $1) }
  }

  private static func words(_ box: Box, _ decimals: Int) -> Bilingual {
    let corners = [box.minX, box.minY, box.maxX, box.maxY].map { "\(rounded($0, decimals))" }
    return Bilingual(
      "\(corners[0]), \(corners[1])至\(corners[2]), \(corners[3])",
      "\(corners[0]), \(corners[1]) to \(corners[2]), \(corners[3])")
  }

  /// Of a geometry as GeoJSON calls it.
  private static func shapeName(_ type: String) -> String {
    switch type {
    case "Point": "点"
    case "MultiPoint": "多点"
    case "LineString": "线"
    case "MultiLineString": "多线"
    case "Polygon": "面"
    case "MultiPolygon": "多面"
    case "GeometryCollection": "几何集合"
    case "none": "无图形"
    default: type
    }
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
      JSONMember(
        "notes", .array((layer.notes.map(\.message) + (advice.map { [$0.english] } ?? [])).map { .string($0) })),
      JSONMember("seconds", .object([JSONMember("read", .number(rounded(seconds, 4)))])),
      JSONMember("peak_mb", .number(rounded(peakMegabytes, 1))),
    ])
  }
}
