import Geometry
import Model

/// Typed access to a record's mapped fields, with located errors.
struct FieldReading {
  let layer: Layer
  let record: Record

  private func find(_ role: FieldRole) throws(GeodataError) -> (name: String, value: FieldValue)? {
    if let found = layer.source.mapping.find(role, in: record.fields) { return found }
    if let named = layer.source.mapping.named[role.rawValue] {
      throw GeodataError(
        .missingField,
        "there is no field “\(named)”; the record has \(record.fields.names.sorted().joined(separator: ", ")).",
        at: layer.context(record, field: named))
    }
    return nil
  }

  func text(_ role: FieldRole) throws(GeodataError) -> String? { try find(role)?.value.text }

  /// Text that must be text: a bare number is refused.
  func words(_ role: FieldRole) throws(GeodataError) -> [String]? {
    guard let (name, value) = try find(role) else { return nil }
    switch value {
    case .null: return []
    case .text(let text):
      guard Double(text.trimmed) == nil else { break }
      return text.split { "、,;；，/|\n".contains($0) }.map(\.trimmed).filter { !$0.isEmpty }
    case .list(let values): return values.compactMap(\.text)
    case .number, .bool: break
    }
    throw GeodataError(
      .badValue, "\(value.text ?? "") stands where text should, for example “drink,rest”.",
      at: layer.context(record, field: name))
  }

  /// From here on not every whole number is one of its own.
  private static let firstInexact = 0x1p53
  /// Above this a weight is a mistake, and sums would lose whole numbers.
  private static let largestAmount = 1e12

  /// A number from zero to ``largestAmount``; nil when the field is absent or blank.
  func amount(_ role: FieldRole) throws(GeodataError) -> Double? {
    guard let (name, value) = try find(role) else { return nil }
    return try amount(value, name)
  }

  /// The same for a field of the file by its own name.
  func amount(named name: String) throws(GeodataError) -> Double? {
    guard let value = record.fields[name] else { return nil }
    return try amount(value, name)
  }

  private func amount(_ value: FieldValue, _ name: String) throws(GeodataError) -> Double? {
    guard let number = try number(value, name) else { return nil }
    guard number >= 0 else {
      throw GeodataError(
        .badValue, "\(value.text ?? "") is negative. A weight, cost or capacity is zero or more.",
        at: layer.context(record, field: name))
    }
    guard number <= Self.largestAmount else {
      throw GeodataError(
        .badValue, "\(value.text ?? "") is too large for a weight, cost or capacity. Check the field and its unit.",
        at: layer.context(record, field: name))
    }
    return number
  }

  /// Any finite number; nil when the field is absent or blank.
  func number(_ role: FieldRole) throws(GeodataError) -> Double? {
    guard let (name, value) = try find(role) else { return nil }
    return try number(value, name)
  }

  private func number(_ value: FieldValue, _ name: String) throws(GeodataError) -> Double? {
    guard value != .null else { return nil }
    var number: Double?
    if case .number(let plain) = value { number = plain }
    if case .text(let text) = value {
      if text.trimmed.isEmpty { return nil }
      number = officeNumber(text)
    }
    guard let number, number.isFinite else {
      throw GeodataError(
        .badValue, "“\(value.text ?? "null")” is not a number. Write a plain decimal number without unit.",
        at: layer.context(record, field: name))
    }
    return number
  }

  var id: String {
    get throws(GeodataError) {
      if let (name, value) = try find(.id), case .number(let number) = value, abs(number) >= Self.firstInexact {
        throw GeodataError(
          .badValue, "an id of so many digits loses its last ones as a number. Make the field text.",
          at: layer.context(record, field: name))
      }
      if let id = try text(.id) ?? record.id { return id }
      return "\(layer.source.role)-\(record.number)"
    }
  }

  /// The record's point; OpenStreetMap areas come as points already.
  var point: Coordinate {
    get throws(GeodataError) {
      switch record.shape {
      case .point(let position): return position
      case .multiPoint(let positions) where positions.count == 1: return positions[0]
      case .none:
        throw GeodataError(
          .missingField,
          "the record has no position. Give columns lon and lat (经度, 纬度), or map them under `fields`"
            + (record.fields.isEmpty ? "." : "; it has \(record.fields.names.prefix(20).joined(separator: ", "))."),
          at: layer.context(record))
      case .some(let shape) where shape.isEmpty:
        throw GeodataError(
          .badCoordinate, "the geometry is empty, or its coordinates are no numbers. Place it or delete the record.",
          at: layer.context(record))
      case .some(let shape):
        throw GeodataError(
          .badValue, "a \(shape.typeName) stands where a point should. Use one point per \(layer.source.role) record.",
          at: layer.context(record))
      }
    }
  }
}

extension Service {
  /// Reads the words planners use; any other word becomes an identifier of its own.
  package static func named(_ word: String) -> [Service] {
    switch word.trimmed.lowercased() {
    case "drink", "water", "能喝水", "喝水", "饮水": [.drink]
    case "rest", "可歇脚", "歇脚", "休息": [.rest]
    case "heat-food", "heat", "能热饭", "热饭": [.heatFood]
    case "charge", "charging", "可充电", "充电": [.charge]
    case "warm", "能取暖", "取暖": [.warm]
    case "cool", "可纳凉", "纳凉": [.cool]
    case "all", "full", "六能", "全部": Service.fullSet
    case let other: [Service(rawValue: other)]
    }
  }
}
