import ArgumentParser
import Geodata
import Report

/// How the files of a command are read, in the words of an analysis file: each option says of which file it speaks.
struct FileOptions: ParsableArguments {
  @Option(
    help: .words(
      "坐标系：wgs84、gcj02、bd09、EPSG:4544等；未写时依文件所注，或按位置判断。",
      "Reference system: wgs84, gcj02, bd09, EPSG:4544…; by default what the file says or its places tell.",
      valueName: "[file:]system"))
  var crs: [String] = []
  @Option(
    help: .words(
      "文本文件的编码：utf-8、gb18030（gbk）、utf-16、latin-1、euc-kr或shift_jis；未写时自行判断。",
      "Of a text file: utf-8, gb18030 (gbk), utf-16, latin-1, euc-kr or shift_jis; by default it is found out.",
      valueName: "[file:]encoding"))
  var encoding: [String] = []
  @Option(
    help: .words(
      "文件有多个图层、工作表或数据表时，取哪一个。", "Which layer, sheet or table of a file that has several.",
      valueName: "[file:]layer"))
  var layer: [String] = []
  @Option(
    help: .words(
      "某列是什么：id=编号、weight=人口。可写多次。", "What a column is: id=编号, weight=人口. May be given several times.",
      valueName: "[file:]role=column"))
  var fields: [String] = []
  @Option(
    help: .words(
      "只取符合“字段=值|值”的记录。可写多次。", "Keep records where field=value|value. May be given several times.",
      valueName: "[file:]field=value"))
  var filter: [String] = []

  /// Files that some command reads.
  private static let names: Set<String> = [
    "sites", "demand", "costs", "start", "roads", "origins", "destinations", "barriers", "plan", "a", "b",
  ]

  /// A value and the file of which it speaks; nil for those that are meant when none is named.
  private struct Statement {
    var file: String?
    var text: String

    init(_ text: String) {
      let mark = text.firstIndex(of: ":")
      let name = mark.map { String(text[..<$0]) }
      guard let mark, let name, FileOptions.names.contains(name) else {
        self.text = text
        return
      }
      file = name
      self.text = String(text[text.index(after: mark)...])
    }
  }

  private var all: [(option: String, statements: [Statement])] {
    [("crs", crs), ("encoding", encoding), ("layer", layer), ("fields", fields), ("filter", filter)].map {
      ($0, $1.map(Statement.init))
    }
  }

  func validate() throws {
    for (option, statements) in all {
      for statement in statements {
        let text = statement.text
        switch option {
        case "encoding" where TextEncoding(named: text) == nil:
          throw ValidationError(
            "--encoding应为utf-8、gb18030、utf-16、latin-1、euc-kr或shift_jis，不能是“\(text)”。",
            "--encoding is utf-8, gb18030, utf-16, latin-1, euc-kr or shift_jis, not “\(text)”.")
        case "fields" where Self.pair(text) == nil:
          throw ValidationError(
            "--fields应写成“角色=列名”，如weight=population，不能是“\(text)”。",
            "--fields is role=column, such as weight=population, not “\(text)”.")
        case "filter" where AttributeFilter(text) == nil:
          throw ValidationError(
            "--filter应写成“字段=值”或“字段=值|值”，不能是“\(text)”。",
            "--filter is field=value or field=value|value, not “\(text)”.")
        case _ where text.isEmpty: throw ValidationError("--\(option)没有内容。", "--\(option) says nothing.")
        default: break
        }
      }
      guard option == "crs" || option == "encoding" || option == "layer" else { continue }
      let files = statements.map(\.file)
      guard Set(files).count == files.count else {
        throw ValidationError("--\(option)对同一文件写了两次。", "--\(option) is given twice for one file.")
      }
    }
  }

  /// - Parameters:
  ///   - given: files of this run by name.
  ///   - tables: those among them that are tables without places: only encoding and fields are theirs.
  func check(given: [String], tables: [String] = []) throws {
    for (option, statements) in all {
      for file in statements.compactMap(\.file) {
        guard given.contains(file) || tables.contains(file) else {
          throw ValidationError(
            "--\(option) \(file):…所指的文件没有给出。", "--\(option) \(file):… speaks of a file that is not given.")
        }
        guard !tables.contains(file) || option == "encoding" || (option == "fields" && file == "costs") else {
          throw ValidationError(
            "--\(option) \(file):…不适用：该文件是没有位置的普通表格。",
            "--\(option) \(file):… does not apply: that file is a plain table.")
        }
      }
    }
  }

  /// The file with all that is said of it.
  /// - Parameter isMeant: whether a value that names no file speaks of this one.
  /// - Throws: `ValidationError` for roles of fields that such a file does not have.
  func source(_ name: String, _ path: String, isMeant: Bool = true) throws -> LayerSource {
    func texts(_ values: [String]) -> [String] {
      let statements = values.map(Statement.init)
      return statements.filter { $0.file == name }.map(\.text)
        + (isMeant ? statements.filter { $0.file == nil }.map(\.text) : [])
    }
    var mapping = FieldMapping()
    for text in texts(fields).reversed() {
      guard let (role, column) = Self.pair(text) else { continue }
      try Self.check(role, of: name)
      mapping.named[role] = column
    }
    return LayerSource(
      role: name, path: path, layerName: texts(layer).first, referenceSystem: texts(crs).first,
      encoding: texts(encoding).first.flatMap(TextEncoding.init(named:)), mapping: mapping,
      filters: texts(filter).compactMap { AttributeFilter($0) })
  }

  private static func check(_ role: String, of name: String) throws(ValidationError) {
    let known = name == "costs" ? ["demand", "site", "cost"] : FieldRole.allCases.map(\.rawValue)
    // A column of streets may be any key of OpenStreetMap.
    guard known.contains(role) || name == "roads" else {
      throw ValidationError(
        "--fields \(role)=…：\(name)没有这个角色。可用的有：\(known.joined(separator: "、"))。",
        "--fields \(role)=…: \(name) have no such role. Valid: \(known.joined(separator: ", ")).")
    }
  }

  private static func pair(_ text: String) -> (role: String, column: String)? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let role = text[..<equals].trimmed
    let column = text[text.index(after: equals)...].trimmed
    return role.isEmpty || column.isEmpty ? nil : (role, column)
  }
}
