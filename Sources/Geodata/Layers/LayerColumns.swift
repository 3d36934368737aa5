import Model
import Words

/// Which columns of a layer play which roles: the ones that the user names, else those known by ``ColumnWords``.
///
/// ```swift
/// let columns = LayerColumns(named: ["站点编号", "站点名称"], of: LayerSource(role: "stations", path: path))
/// try columns.first(.name)  // "站点名称"
/// ```
package struct LayerColumns: Sendable {
  private let source: LayerSource
  /// Of all records, in the order in which the file brings them.
  package let names: [String]
  /// The columns of each role that could be it, those of one group together, the surest group first.
  private let groups: [FieldRole: [[String]]]
  /// Of each role without a doubt its column, and behind it those that stand in for it.
  private let clear: [FieldRole: [String]]
  /// What one of each clear column's unit is in the role's own, where it is another.
  private let units: [FieldRole: [String: Double]]

  /// By the head of a table alone.
  package init(named names: [String], of source: LayerSource) {
    self.init(names, source) { $0 }
  }

  /// By all records: a column that is blank gives way to another, and two that say the same everywhere are one.
  ///
  /// - Complexity: O(records), and O(records · columns) for roles that several columns could play.
  package init(_ records: [Record], of source: LayerSource) {
    self.init(Self.names(records), source) { groups in
      guard groups.count > 1 || groups[0].count > 1 else { return groups }
      let telling = groups.map { Self.telling($0, records) }.filter { !$0.isEmpty }
      return telling.isEmpty ? [[groups[0][0]]] : telling
    }
  }

  /// - Parameter telling: the groups without columns that say nothing of their own.
  private init(_ names: [String], _ source: LayerSource, telling: ([[String]]) -> [[String]]) {
    self.source = source
    self.names = names
    let layer = ColumnWords.LayerKind(role: source.role)
    let called = names.map { ColumnName($0) }
    var groups: [FieldRole: [[String]]] = [:]
    for role in FieldRole.allCases {
      if let named = source.mapping[role] {
        groups[role] = Self.column(named, among: names).map { [[$0]] }
        continue
      }
      let found = ColumnWords.groups(role, for: layer, among: names, called: called)
      if !found.isEmpty { groups[role] = telling(found) }
    }
    let clear = groups.filter { $0.value[0].count == 1 }.mapValues { $0.map { $0[0] } }
    self.groups = groups
    self.clear = clear
    var units: [FieldRole: [String: Double]] = [:]
    for (role, columns) in clear {
      for column in columns { units[role, default: [:]][column] = ColumnName(column).unit(of: role) }
    }
    self.units = units
  }

  /// The column that a user calls so: a line break in its name may be written `\n`, as messages show it.
  static func column(_ named: String, among names: [String]) -> String? {
    names.contains(named) ? named : names.first { $0.inOneLine == named }
  }

  /// Those with a value somewhere, and of those that agree in every record the first.
  private static func telling(_ columns: [String], _ records: [Record]) -> [String] {
    var kept: [String] = []
    for name in columns where records.contains(where: { $0.fields[name]?.text != nil }) {
      let isTold = kept.contains { other in
        records.allSatisfy { $0.fields[name]?.text == $0.fields[other]?.text }
      }
      if !isTold { kept.append(name) }
    }
    return kept
  }

  private static func names(_ records: [Record]) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    var headers = SeenHeaders()
    for record in records where headers.isNew(record.fields) {
      for name in record.fields.names where seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// The role's column; nil when there is none.
  ///
  /// - Throws: `missingField` when several could be it, with what to write.
  package func first(_ role: FieldRole) throws(GeodataError) -> String? {
    try all(role).first
  }

  /// The same, and behind it the columns that stand in where a record has nothing there.
  package func all(_ role: FieldRole) throws(GeodataError) -> [String] {
    if let columns = clear[role] { return columns }
    guard let groups = groups[role] else { return [] }
    throw doubt(role, groups[0])
  }

  /// A number of the role's column in the role's own unit: of 2.5 in 造价(万元) 25,000 yuan.
  func inUnit(of role: FieldRole, _ number: Double, in column: String) -> Double {
    guard let size = units[role]?[column] else { return number }
    // Cents and seconds are kept; what lies below comes from the product.
    return (number * size * 1e6).rounded() / 1e6
  }

  /// Every column that could be the role, whether or not there is a doubt.
  package func possible(_ role: FieldRole) -> [String] { groups[role]?.first ?? [] }

  /// The column's name for messages: the mapped one, the one found, else the usual one.
  package func displayName(_ role: FieldRole) -> String {
    source.mapping[role] ?? possible(role).first ?? role.rawValue
  }

  private func doubt(_ role: FieldRole, _ columns: [String]) -> GeodataError {
    let names = columns.map { "“\($0)”" }
    let all = names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    let remedy = Self.remedy(role, columns[0], source.role)
    return GeodataError(
      .missingField,
      Bilingual(
        "\(names.joined(separator: "、"))都可能是\(role.words.chinese)。\(remedy.chinese)。",
        "\(all) could \(columns.count == 2 ? "both" : "all") be the \(role.words.english). \(remedy.english)."),
      at: .init(file: source.shownPath, layer: source.role, field: columns[0]))
  }

  /// How to say which column is meant.
  static func remedy(_ role: FieldRole, _ column: String, _ layer: String) -> Bilingual {
    let pair = "\(role.rawValue): \(written(column))"
    switch ColumnWords.LayerKind(role: layer) {
    case .plan: return Bilingual("请把无关的列改名或删去", "Rename or remove the one that is not meant")
    case .sites, .demand, .costs, .other:
      return Bilingual("请说明是哪一列，例如`fields: {\(pair)}`", "Say which, for example `fields: {\(pair)}`")
    case .stations, .candidates, .communities, .workers, .routes, .tracks, .roads, .population:
      let key = direct(role, layer) ? pair : "fields: {\(pair)}"
      return Bilingual(
        "请在inputs.\(layer)下说明是哪一列，例如`\(key)`", "Say which under inputs.\(layer), for example `\(key)`")
    }
  }

  /// As YAML takes it.
  package static func written(_ column: String) -> String {
    let isPlain = column.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-()（） ".unicodeScalars.contains($0)
    }
    guard !isPlain || column.hasPrefix("-") || column != column.trimmed else { return column }
    let escaped = column.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    // Advice stands between backticks and in one line.
    return "\"" + escaped.replacing("`", with: "\\u0060").inOneLine + "\""
  }

  /// Whether the role is a key of the layer itself.
  private static func direct(_ role: FieldRole, _ layer: String) -> Bool {
    switch role {
    case .weight: ["communities", "workers", "routes", "tracks", "population"].contains(layer)
    case .storeys: layer == "population"
    case .group: ["workers", "routes", "tracks"].contains(layer)
    case .kind: ["stations", "candidates"].contains(layer)
    case .cost: layer == "candidates"
    default: false
    }
  }
}
