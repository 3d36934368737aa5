import Geometry
import Model

/// What was understood of a layer, counted record by record: nothing of a record is kept but one example a field.
package struct LayerSurvey: Sendable {
  /// One field of the layer.
  package struct Field: Sendable {
    package let name: String
    /// Cells with something in them.
    package fileprivate(set) var filled = 0
    /// Of the filled, numbers: as JSON has them or in writing an office would use.
    package fileprivate(set) var numbers = 0
    package fileprivate(set) var texts = 0
    package fileprivate(set) var flags = 0
    package fileprivate(set) var lists = 0
    /// The first that is filled.
    package fileprivate(set) var example: FieldValue?

    fileprivate init(_ name: String) { self.name = name }

    fileprivate mutating func count(_ item: PackedValues.Item) {
      switch item {
      case .null: return
      case .bool: flags += 1
      case .number: numbers += 1
      case .text(let bytes): if isNumber(bytes) { numbers += 1 } else { texts += 1 }
      case .list: lists += 1
      }
      filled += 1
    }
  }

  package private(set) var recordCount = 0
  package private(set) var fields: [Field] = []
  package private(set) var withoutGeometry = 0
  /// How many records have a geometry of each GeoJSON type.
  package private(set) var geometries: [String: Int] = [:]
  /// In the file's numbers; empty when there is no position.
  package private(set) var box = Box()
  private var lastFields = Fields()
  /// Where the fields of `lastFields` stand in `fields`.
  private var places: [Int] = []
  private var placeOfName: [String: Int] = [:]
  private var points = 0

  package init() {}

  package mutating func add(_ record: Record) {
    recordCount += 1
    if !record.fields.hasHeader(of: lastFields) {
      lastFields = record.fields
      places = record.fields.names.map { place(of: $0) }
    }
    record.fields.forEachPacked { place, item in
      let isFirst = fields[places[place]].filled == 0
      fields[places[place]].count(item)
      if isFirst, fields[places[place]].filled == 1 {
        fields[places[place]].example = item.value
      }
    }
    switch record.shape {
    case .none: withoutGeometry += 1
    case .point(let position):
      points += 1
      box.add(position)
    case .some(let shape) where shape.isEmpty: withoutGeometry += 1
    case .some(let shape):
      geometries[shape.typeName, default: 0] += 1
      shape.forEachCoordinate { box.add($0) }
    }
  }

  /// Ends the counting.
  package mutating func finish() {
    if points > 0 { geometries["Point", default: 0] += points }
    points = 0
  }

  private mutating func place(of name: String) -> Int {
    if let place = placeOfName[name] { return place }
    placeOfName[name] = fields.count
    fields.append(Field(name))
    return fields.count - 1
  }

  /// What each field is taken for when the analysis file maps none, by the field's name: the keys of `fields:`.
  package func roles(_ source: LayerSource) -> [String: [String]] {
    let columns = LayerColumns(named: fields.map(\.name), of: source)
    var roles: [String: [String]] = [:]
    for role in FieldRole.allCases {
      for name in columns.possible(role) { roles[name, default: []].append(role.rawValue) }
    }
    return roles
  }

  /// The box in WGS84 degrees: of places along its border and across it, so that the corner of a rotated grid counts.
  ///
  /// - Returns: nil when it is empty or no place of it has degrees.
  /// - Throws: ``GeodataError`` `referenceSystem` when PROJ does not know the system.
  package func boxInWGS84(_ system: ReferenceSystem) throws(GeodataError) -> Box? {
    guard !box.isEmpty else { return nil }
    let steps = 20
    var positions: [Coordinate] = []
    for row in 0...steps {
      for column in 0...steps {
        positions.append(
          Coordinate(
            x: box.minX + box.width * Double(column) / Double(steps),
            y: box.minY + box.height * Double(row) / Double(steps)))
      }
    }
    let degrees = Box(try system.positionsInWGS84(positions).filter(\.isFinite))
    return degrees.isEmpty ? nil : degrees
  }
}

/// Whether the text of a cell is a number; one with leading zeros is a name made of digits.
private func isNumber(_ cell: ArraySlice<UInt8>) -> Bool {
  guard let first = cell.first else { return false }
  if first == UInt8(ascii: "0"), cell.count > 1, (0x30...0x39).contains(cell[cell.startIndex + 1]) { return false }
  if plainDecimal(cell) != nil { return true }
  // A number begins with a digit, a sign, a point or a blank, or other digits (beyond ASCII, and not Chinese).
  guard first <= UInt8(ascii: "9") || (first >= 0x80 && !(0xE4...0xE9).contains(first)) else { return false }
  return NumberText(String(decoding: cell, as: UTF8.self)) != nil
}
