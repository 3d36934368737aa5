import Geodata
import Words

/// What a table says of the counties of a split: names, floors, caps, groups. One row for a county; no column but the first
/// is needed.
struct CountyRules {
  struct Row {
    var line: Int?
    var name: String?
    /// Stations or yuan.
    var floor: Double?
    var cap: Double?
    var group: String?
  }

  /// By the county's id.
  private(set) var rows: [String: Row] = [:]
  private(set) var file: String?

  /// The words of the columns; the first of a table that fits counts.
  static let columns = [
    "id": ["id", "编号", "county", "县"], "name": ["name", "名称"], "floor": ["floor", "下限", "at_least"],
    "cap": ["cap", "上限", "at_most"], "group": ["group", "分组", "prefecture", "市州"],
  ]

  init() {}

  /// - Throws: ``GeodataError`` for a table without ids, ids said twice, and numbers that are none.
  init(_ path: String) throws(GeodataError) {
    file = path
    var reader = try CSVReader(path: path, layer: nil)
    func column(_ role: String) -> String? {
      Self.columns[role]!.compactMap { word in reader.header.first { $0.lowercased() == word } }.first
    }
    let found = Self.columns.keys.reduce(into: [String: String]()) { $0[$1] = column($1) }
    guard let id = found["id"] else {
      throw GeodataError(
        .missingField,
        Bilingual(
          "表中没有写明各县文件夹名的“id”列（或“编号”列）。请加上。",
          "the table has no column “id” that names the counties' folders."), at: .init(file: path, line: 1))
    }
    while let record = try reader.next() {
      let place = GeodataError.Context(file: path, line: record.line)
      guard let county = record.fields[id]?.text else {
        throw GeodataError(.badValue, Bilingual("此行没有写明是哪个县。请补上。", "the row names no county."), at: place)
      }
      guard rows[county] == nil else {
        throw GeodataError(
          .duplicateIdentifier,
          Bilingual("\(county)出现两次。请只留一行。", "county \(county) stands twice. Keep one row."), at: place)
      }
      func number(_ role: String) throws(GeodataError) -> Double? {
        guard let text = found[role].flatMap({ record.fields[$0]?.text }) else { return nil }
        guard let number = Double(text), number.isFinite, number >= 0, number < 1e13 else {
          let name = role == "floor" ? "下限" : "上限"
          throw GeodataError(
            .badValue,
            Bilingual(
              "\(county)：“\(text)”不能作\(name)。请写0或更大的数。", "county \(county): “\(text)” is no \(role) of 0 or more."),
            at: place)
        }
        return number
      }
      rows[county] = Row(
        line: record.line, name: found["name"].flatMap { record.fields[$0]?.text }, floor: try number("floor"),
        cap: try number("cap"), group: found["group"].flatMap { record.fields[$0]?.text })
    }
  }
}
