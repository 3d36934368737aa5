import Geometry
import Model
import Words

/// Typed access to a record's mapped fields, with located errors.
struct FieldReading {
  let layer: Layer
  let columns: LayerColumns
  var record: Record

  /// The value and the name under which it stands; nil when the layer has no such column.
  func find(_ role: FieldRole) throws(GeodataError) -> (name: String, value: FieldValue)? {
    let names = try columns.all(role)
    guard let first = names.first else {
      guard let named = layer.source.mapping[role] else { return nil }
      throw missing(named)
    }
    // KML has a name in every file, which many leave blank.
    let standIns = role == .name || role == .kind ? names[...] : names.prefix(1)
    for name in standIns {
      if let value = record.fields[name], value.hasText { return (name, value) }
    }
    if let value = record.fields[first] { return (first, value) }
    if let named = layer.source.mapping[role] { throw missing(named) }
    return nil
  }

  private func missing(_ named: String) -> GeodataError {
    GeodataError(
      .missingField, Self.missing(named, record.fields.names), at: layer.context(record, field: named))
  }

  static func missing(_ named: String, _ names: [String]) -> Bilingual {
    let names = names.sorted()
    return Bilingual(
      "没有字段“\(named)”。请更正字段名；该记录的字段是\(names.joined(separator: "、"))。",
      "there is no field “\(named)”; the record has \(names.joined(separator: ", ")).")
  }

  /// - Throws: ``GeodataError`` `badValue` for a number that has lost its last digits.
  func text(_ role: FieldRole) throws(GeodataError) -> String? {
    guard let (name, value) = try find(role) else { return nil }
    if let reason = value.lostDigits(from: layer.firstInexact) {
      throw GeodataError(.badValue, reason, at: layer.context(record, field: name))
    }
    return value.text
  }

  private static let yes: Set = ["yes", "y", "true", "1", "是", "有", "√"]
  private static let no: Set = ["no", "n", "false", "0", "否", "无", "×", "-"]

  /// Yes or no; nil when the field is absent or blank.
  func flag(_ role: FieldRole) throws(GeodataError) -> Bool? {
    guard let (name, value) = try find(role), value.hasText, let text = value.text?.trimmed.lowercased() else {
      return nil
    }
    if Self.yes.contains(text) { return true }
    if Self.no.contains(text) { return false }
    throw GeodataError(
      .badValue,
      Bilingual("“\(text)”既不是“是”，也不是“否”。请填写是或否。", "“\(text)” is neither yes nor no. Write yes or no (是, 否)."),
      at: layer.context(record, field: name))
  }

  /// Text that must be text: a bare number is refused.
  func words(_ role: FieldRole) throws(GeodataError) -> [String]? {
    guard let (name, value) = try find(role) else { return nil }
    switch value {
    case .null: return []
    case .text(let text):
      guard Double(text.trimmed) == nil else { break }
      return layer.source.serviceWords.words(text)
    case .list(let values): return values.compactMap(\.text).flatMap(layer.source.serviceWords.words)
    case .number, .bool: break
    }
    throw GeodataError(
      .badValue,
      Bilingual(
        "此处应填文字（例如“drink,rest”），却是\(value.text ?? "")。",
        "\(value.text ?? "") stands where text should, for example “drink,rest”."),
      at: layer.context(record, field: name))
  }

  /// Above this a weight is a mistake, and sums would lose whole numbers.
  static let largestAmount = 1e12

  /// A number from zero to ``largestAmount``, in the role's own unit; nil when the field is absent or blank.
  func amount(_ role: FieldRole) throws(GeodataError) -> Double? {
    guard let (name, value) = try find(role), let number = try number(value, name) else { return nil }
    return try amount(columns.inUnit(of: role, number, in: name), value, name)
  }

  /// The same of a column by its own name; nil when it is blank.
  func amount(named column: String) throws(GeodataError) -> Double? {
    guard let value = record.fields[column] else {
      guard layer.records.contains(where: { $0.fields[column] != nil }) else { throw missing(column) }
      return nil
    }
    guard let number = try number(value, column) else { return nil }
    return try amount(number, value, column)
  }

  private func amount(_ amount: Double, _ value: FieldValue, _ name: String) throws(GeodataError) -> Double {
    guard amount >= 0 else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "\(value.text ?? "")是负数。权重、费用和接待能力不得小于0。",
          "\(value.text ?? "") is negative. A weight, cost or capacity is zero or more."),
        at: layer.context(record, field: name))
    }
    guard amount <= Self.largestAmount else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "\(value.text ?? "")作为权重、费用或接待能力过大。请核对该字段及其单位。",
          "\(value.text ?? "") is too large for a weight, cost or capacity. Check the field and its unit."),
        at: layer.context(record, field: name))
    }
    return amount
  }

  /// Any finite number; nil when the field is absent or blank.
  func number(_ role: FieldRole) throws(GeodataError) -> Double? {
    guard let (name, value) = try find(role), let number = try number(value, name) else { return nil }
    return columns.inUnit(of: role, number, in: name)
  }

  private func number(_ value: FieldValue, _ name: String) throws(GeodataError) -> Double? {
    guard value != .null else { return nil }
    var number: Double?
    if case .number(let plain) = value { number = plain }
    if case .text(let text) = value {
      if text.trimmed.isEmpty { return nil }
      let writing = layer.writings[name]
      guard let said = writing.number(text) else {
        throw GeodataError(.badValue, writing.advice(text.trimmed), at: layer.context(record, field: name))
      }
      return said
    }
    guard let number, number.isFinite else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "“\(value.text ?? "null")”不是数值。请只写数字，不带单位。",
          "“\(value.text ?? "null")” is not a number. Write a plain decimal number without unit."),
        at: layer.context(record, field: name))
    }
    return number
  }

  var id: String {
    get throws(GeodataError) {
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
        let names = record.fields.names.prefix(20)
        throw GeodataError(
          .missingField,
          Bilingual(
            "该记录没有位置。请提供经度和纬度（lon、lat）两列，或在`fields`中注明",
            "the record has no position. Give columns lon and lat (经度, 纬度), or map them under `fields`")
            + (record.fields.isEmpty
              ? Bilingual("。", ".")
              : Bilingual("；已有的字段是\(names.joined(separator: "、"))。", "; it has \(names.joined(separator: ", ")).")),
          at: layer.context(record))
      case .some(let shape) where shape.isEmpty:
        throw GeodataError(
          .badCoordinate,
          Bilingual(
            "图形是空的，或坐标不是数值。请补绘位置，或删除该记录。",
            "the geometry is empty, or its coordinates are no numbers. Place it or delete the record."),
          at: layer.context(record))
      case .some(let shape):
        throw GeodataError(
          .badValue,
          Bilingual(
            "此处应为点，却是\(shape.chineseTypeName)。\(layer.source.role)的每条记录请给出一个点。",
            "a \(shape.typeName) stands where a point should. Use one point per \(layer.source.role) record."),
          at: layer.context(record))
      }
    }
  }
}
