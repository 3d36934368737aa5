import Geometry
import Model
import Words

/// Reads GeoJSON feature by feature: FeatureCollection, a single Feature or a bare geometry.
///
/// Memory is bounded by the largest feature. Errors name the file, record, line and member.
package struct GeoJSONReader {
  /// The `crs` member of older files (`urn:ogc:def:crs:EPSG::4490`), which RFC 7946 no longer knows, or the `datum` of our
  /// own overlays.
  package private(set) var declaredReferenceSystem: String?
  private var scanner: JSONScanner
  private var count = 0
  private var fields = FieldsMaker()
  private var repetition = Repetition()

  /// Features in which a key stands twice.
  private struct Repetition {
    var count = 0
    var first: (key: String, record: Int) = ("", 0)

    mutating func note(_ key: String?, in record: Int) {
      guard let key else { return }
      if count == 0 { first = (key, record) }
      count += 1
    }

    func notes(layer: String) -> [QualityFinding] {
      guard count > 0 else { return [] }
      return [
        QualityFinding(
          .warning, layer: layer, record: "\(first.record)", field: first.key, value: "\(count)",
          message: Bilingual(
            "有要素的键重复出现，首例为“\(first.key)”；以最后一个为准",
            "features in which a key stands twice, first “\(first.key)”; the last one counts"),
          fix: Bilingual("请只保留一个，或重新导出图层", "keep one of the two, or export the layer again"))
      ]
    }
  }

  /// - Parameter encoding: as the user states it; nil to guess it: RFC 7946 wants UTF-8, exports do not always care.
  package init(path: String, layer: String? = nil, encoding: TextEncoding? = nil) throws(GeodataError) {
    scanner = try JSONScanner(path: path, layer: layer, encoding: encoding)
  }

  package var encoding: FoundEncoding { scanner.encoding }

  /// What of the geometry read so far was left out or completed.
  package func notes(layer: String) -> [QualityFinding] {
    [
      (scanner.heights, Bilingual("有坐标带高程，高程未读取", "positions with heights, which are left out")),
      (scanner.openRings, Bilingual("有环首尾不相接，已予闭合", "rings that do not end where they began, which are closed")),
    ].filter { $0.0 > 0 }.map { count, message in
      QualityFinding(
        .note, layer: layer, value: "\(count)", message: message, fix: Bilingual("无需处理", "nothing to do"))
    }
      + repetition.notes(layer: layer)
  }

  /// Calls `body` for each feature in file order.
  package mutating func forEachRecord(_ body: (Record) throws(GeodataError) -> Void) throws(GeodataError) {
    guard let first = try scanner.peek() else {
      throw scanner.error(.empty, Bilingual("文件是空的。请重新导出图层。", "the file is empty. Export the layer again."))
    }
    guard first == UInt8(ascii: "{") else {
      throw scanner.error(
        .wrongFormat,
        Bilingual(
          "这不是GeoJSON：不以“{”开头。请检查文件格式。",
          "this is not GeoJSON: it does not start with “{”. Check the file's format."))
    }
    var type: String?
    var sawFeatures = false
    var feature = FeatureParts()
    try scanner.object { (scanner, key) throws(GeodataError) in
      switch key {
      case "features":
        guard !sawFeatures else {
          throw scanner.error(
            .malformed,
            Bilingual(
              "集合中“features”出现了两次。请重新导出图层。",
              "“features” stands twice in the collection. Export the layer again."))
        }
        sawFeatures = true
        try scanner.array { (scanner) throws(GeodataError) in
          count += 1
          scanner.context.record = "\(count)"
          var parts = FeatureParts()
          try scanner.object { (scanner, key) throws(GeodataError) in try parts.take(key, &scanner, &fields) }
          repetition.note(parts.repeated, in: count)
          try body(try parts.record(number: count, scanner))
          scanner.context.record = nil
        }
      case "type": type = try Self.text(&scanner)
      case "datum":
        if let name = try Self.text(&scanner), ChineseDatum(rawValue: name) != nil { declaredReferenceSystem = name }
      case "crs": declaredReferenceSystem = try Self.referenceSystem(&scanner)
      case "osm3s", "elements":
        throw scanner.error(
          .wrongFormat,
          Bilingual(
            "这是Overpass服务返回的JSON，不是GeoJSON。请改为索取[out:xml]，并以.osm为扩展名保存。",
            "this is an answer of the Overpass service in JSON, not GeoJSON. Ask the service for [out:xml] and name the file "
              + ".osm."))
      case "geometryType", "spatialReference", "objectIdFieldName", "globalIdFieldName": throw Self.esri(scanner)
      default: try feature.take(key, &scanner, &fields)
      }
    }
    guard try scanner.isAtEnd() else {
      throw scanner.error(
        .malformed, Bilingual("GeoJSON对象结束之后还有文字。", "more text follows after the end of the GeoJSON object."))
    }
    switch type {
    case "FeatureCollection":
      guard sawFeatures else {
        throw scanner.error(
          .malformed,
          Bilingual(
            "FeatureCollection缺少“features”。请重新导出图层。",
            "a FeatureCollection without “features”. Export the layer again."))
      }
    case "Feature":
      count = 1
      scanner.context.record = "1"
      feature.type = type
      repetition.note(feature.repeated, in: 1)
      try body(try feature.record(number: 1, scanner))
    case .some(let name) where ShapeAssembly.isGeometry(name):
      count = 1
      scanner.context.record = "1"
      let shape = try ShapeAssembly(type: name, nested: feature.nested, members: feature.members).shape(&scanner)
      try body(Record(number: 1, shape: shape))
    default:
      throw scanner.error(
        .wrongFormat,
        Bilingual(
          "这个JSON不是GeoJSON：\(type.map { "“type”为“\($0)”" } ?? "缺少“type”")。应为FeatureCollection。",
          "this JSON is not GeoJSON: its “type” is \(type.map { "“\($0)”" } ?? "missing"). Expected FeatureCollection.")
      )
    }
  }

  /// What ArcGIS answers without being asked for GeoJSON: `attributes` for `properties`, `x` and `y`, `paths`, `rings`.
  static func esri(_ scanner: JSONScanner) -> GeodataError {
    scanner.error(
      .wrongFormat,
      Bilingual(
        "这是Esri JSON，不是GeoJSON。请向服务索取GeoJSON（把地址中的f=json改为f=geojson），"
          + "或转换该文件：ogr2ogr -f GeoJSON out.geojson ESRIJSON:in.json。",
        "this is Esri JSON, not GeoJSON. Ask the service for GeoJSON (f=geojson instead of f=json in its address), or convert "
          + "the file: ogr2ogr -f GeoJSON out.geojson ESRIJSON:in.json."))
  }

  static func text(_ scanner: inout JSONScanner) throws(GeodataError) -> String? {
    try scanner.value().text
  }

  private static func referenceSystem(_ scanner: inout JSONScanner) throws(GeodataError) -> String? {
    var name: String?
    guard try scanner.peek() == UInt8(ascii: "{") else {
      _ = try scanner.value()
      return nil
    }
    try scanner.object { (scanner, key) throws(GeodataError) in
      guard key == "properties", try scanner.peek() == UInt8(ascii: "{") else {
        _ = try scanner.value()
        return
      }
      try scanner.object { (scanner, key) throws(GeodataError) in
        let value = try scanner.value().text
        if key == "name" { name = value }
      }
    }
    guard let name else {
      throw scanner.error(
        .referenceSystem,
        Bilingual(
          "“crs”中没有写明坐标系。如数据为WGS84，请删去“crs”；否则请在其中写明。",
          "the “crs” member names no reference system. Remove it if the data is WGS84, or name it there."))
    }
    return name
  }
}

/// The members of one feature while they are read.
private struct FeatureParts {
  var type: String?
  var id: String?
  var fields: Fields = [:]
  var geometry: Shape?
  /// Members of a bare geometry at the top level.
  var nested: NestedCoordinates?
  var members: [Shape] = []
  /// The first key that stands twice, among its members or its properties.
  private(set) var repeated: String?
  private var seen: UInt8 = 0

  /// The last of a member's values counts.
  private mutating func see(_ key: String) {
    let bit: UInt8 =
      switch key {
      case "type": 1
      case "id": 2
      case "properties": 4
      case "geometry": 8
      case "coordinates": 16
      case "geometries": 32
      default: 0
      }
    if seen & bit != 0 { repeated = repeated ?? key }
    seen |= bit
  }

  mutating func take(
    _ key: String, _ scanner: inout JSONScanner, _ maker: inout FieldsMaker
  ) throws(GeodataError) {
    see(key)
    switch key {
    case "type": type = try GeoJSONReader.text(&scanner)
    case "id":
      let value = try scanner.value()
      if let reason = value.lostDigits(from: 0x1p53) { throw scanner.error(.badValue, reason) }
      id = value.text
    case "properties":
      guard try scanner.peek() == UInt8(ascii: "{") else {
        _ = try scanner.value()
        return
      }
      try scanner.object { (scanner, key) throws(GeodataError) in maker.add(key, try scanner.value()) }
      fields = maker.finish()
      repeated = repeated ?? maker.repeated
    case "geometry": geometry = try ShapeAssembly.geometry(&scanner, &repeated)
    case "attributes" where try scanner.peek() == UInt8(ascii: "{") && type == nil: throw GeoJSONReader.esri(scanner)
    // A feature and a collection may have members of these names that are somebody's own.
    case "coordinates" where try scanner.peek() == UInt8(ascii: "["): nested = try scanner.coordinates()
    case "geometries" where try scanner.peek() == UInt8(ascii: "["):
      members = try ShapeAssembly.geometries(&scanner, &repeated)
    default: _ = try scanner.value()
    }
  }

  func record(number: Int, _ scanner: JSONScanner) throws(GeodataError) -> Record {
    guard type == "Feature" else {
      throw scanner.error(
        .malformed,
        Bilingual(
          "要素的“type”必须是“Feature”，\(type.map { "而不是“\($0)”" } ?? "不能缺少")。",
          "a feature's “type” must be “Feature”, not \(type.map { "“\($0)”" } ?? "missing")."))
    }
    return Record(number: number, id: id, fields: fields, shape: geometry)
  }
}
