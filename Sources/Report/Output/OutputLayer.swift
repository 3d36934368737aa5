import Geodata
import Geometry

/// A column of an output layer: one definition for the GeoJSON property, the CSV column and the data package.
struct OutputColumn {
  enum Kind: String {
    case string, integer, number, boolean
  }

  var name: String
  var kind: Kind
  /// Decimals of a number.
  var decimals = 0
  /// A part of a whole, 0...1, which people read as percent.
  var isShare = false
  /// What it means, with unit and when it is empty.
  var about: String

  static func string(_ name: String, _ about: String) -> OutputColumn { .init(name: name, kind: .string, about: about) }
  static func integer(_ name: String, _ about: String) -> OutputColumn {
    .init(name: name, kind: .integer, about: about)
  }
  static func boolean(_ name: String, _ about: String) -> OutputColumn {
    .init(name: name, kind: .boolean, about: about)
  }
  static func number(_ name: String, _ decimals: Int, _ about: String) -> OutputColumn {
    .init(name: name, kind: .number, decimals: decimals, about: about)
  }
}

extension OutputColumn {
  static func share(_ name: String, _ decimals: Int, _ about: String) -> OutputColumn {
    .init(name: name, kind: .number, decimals: decimals, isShare: true, about: about)
  }
}

/// A value of an output layer.
enum OutputValue {
  case empty
  case text(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)

  static func optional(_ value: Double?) -> OutputValue { value.map { .number($0) } ?? .empty }
  static func optional(_ value: String?) -> OutputValue { value.map { .text($0) } ?? .empty }
}

/// Colours by the simplestyle convention, which GitHub, geojson.io and QGIS's plugins draw.
struct LayerStyle {
  var color: String
  var isFilled = false

  func members(for shape: Shape) -> [JSONMember] {
    switch shape {
    case .point, .multiPoint: [JSONMember("marker-color", .string(color))]
    case .lineString, .multiLineString:
      [JSONMember("stroke", .string(color)), JSONMember("stroke-width", .int(3))]
    default:
      [
        JSONMember("stroke", .string(color)), JSONMember("stroke-width", .int(1)),
        JSONMember("fill", .string(color)), JSONMember("fill-opacity", .number(isFilled ? 0.35 : 0.12)),
      ]
    }
  }
}

/// One output layer or table, before it becomes a file.
struct OutputLayer {
  struct Row {
    var id: String
    /// nil in tables without geometry; ready to be written otherwise.
    var shape: Shape?
    /// Where a point stands for the row in the CSV file.
    var position: Coordinate?
    var values: [OutputValue]
    var style: LayerStyle?
  }

  var name: String
  var about: String
  var columns: [OutputColumn]
  var rows: [Row] = []
  /// False for tables without a place on the map.
  var hasGeometry = true
  /// Rows without a place stand in tables and not on the map; of several places each is a point.
  var mapsOnlyPlaces = false

  mutating func append(
    _ id: String, _ shape: Shape?, at position: Coordinate? = nil, _ values: [OutputValue],
    style: LayerStyle? = nil
  ) {
    precondition(values.count == columns.count, "a row of \(name) has \(values.count) values for its columns")
    var position = position
    if position == nil, case .point(let point)? = shape { position = point }
    rows.append(Row(id: id, shape: shape, position: position, values: values, style: style))
  }

  /// A row of a table without geometry.
  mutating func append(_ id: String, _ values: [OutputValue]) {
    append(id, nil, at: nil, values)
  }

  /// - Parameter members: foreign members of the collection, such as the attribution.
  func geoJSON(_ members: [JSONMember]) throws(GeodataError) -> [UInt8] {
    var writer = try GeoJSONWriter(name: name, members: members)
    for feature in features() { try writer.append(feature) }
    return writer.finish()
  }

  /// What stands on the map, row by row.
  func features() -> [GeoJSONFeature] {
    rows.flatMap { row in
      var properties = zip(columns, row.values).map { column, value in
        JSONMember(column.name, Self.json(value, column))
      }
      if let shape = row.shape, let style = row.style { properties += style.members(for: shape) }
      guard mapsOnlyPlaces else { return [GeoJSONFeature(id: row.id, shape: row.shape, properties: properties)] }
      var places: [Coordinate] = []
      row.shape?.forEachCoordinate { places.append($0) }
      return places.enumerated().map { index, place in
        GeoJSONFeature(id: index == 0 ? row.id : "\(row.id)-\(index + 1)", shape: .point(place), properties: properties)
      }
    }
  }

  func csv() throws(GeodataError) -> [UInt8] {
    var writer = CSVWriter(columns: columns.map(\.name) + (hasGeometry ? ["lon", "lat"] : []))
    for row in rows {
      var cells = zip(row.values, columns).map { Self.cell($0, $1) }
      if hasGeometry {
        cells.append(row.position.map { .degrees($0.x) } ?? .empty)
        cells.append(row.position.map { .degrees($0.y) } ?? .empty)
      }
      try writer.append(cells)
    }
    return writer.finish()
  }

  private static func json(_ value: OutputValue, _ column: OutputColumn) -> JSONValue {
    switch value {
    case .empty: .null
    case .text(let text): .string(text)
    case .integer(let integer): .int(integer)
    case .boolean(let flag): .bool(flag)
    case .number(let number): .number(rounded(number, column.decimals))
    }
  }

  private static func cell(_ value: OutputValue, _ column: OutputColumn) -> CSVCell {
    switch value {
    case .empty: .empty
    case .text(let text): .text(text)
    case .integer(let integer): .int(integer)
    case .boolean(let flag): .text(flag ? "true" : "false")
    case .number(let number): .number(number, decimals: column.decimals)
    }
  }
}
