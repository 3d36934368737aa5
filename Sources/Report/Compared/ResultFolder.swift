import Files
import Geodata
import Words

/// A folder that `run` wrote, as it is read back.
struct ResultFolder {
  let path: String

  /// - Throws: ``GeodataError`` `wrongFormat` for a folder without a summary.
  init(_ path: String) throws(GeodataError) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard Self.isFile(self.path + "/summary.json") else {
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "该文件夹中没有`run`的结果：缺少summary.json。", "this folder holds no result of `run`: there is no summary.json in it. ")
          + Self.hint(self.path), at: .init(file: path))
    }
  }

  /// What may be meant instead.
  private static func hint(_ path: String) -> Bilingual {
    if isFile(path + "/audit.json") {
      return Bilingual("其中是评审结果；请写`run`的结果文件夹。", "It holds an audit; name a folder that `run` wrote.")
    }
    if isFile(path + "/data_quality.csv") {
      return Bilingual(
        "其中是`check`的检查结果；请写`run`的结果文件夹。", "It holds what `check` found; name a folder that `run` wrote.")
    }
    if isFile(path + "/allocation.json") {
      return Bilingual(
        "其中是`allocate`的分配方案；请写各县`run`的结果文件夹。",
        "It holds a split of `allocate`; name the folders that `run` wrote for the counties.")
    }
    if isFile(path + "/compare.csv") { return Bilingual("其中已是比较结果。", "It holds a comparison already.") }
    return Bilingual(
      "请写明分析文件中`output.dir`所指的文件夹、一个分析文件，或一份台账。",
      "Name the folder that an analysis has as `output.dir`, an analysis file, or a ledger.")
  }

  private static func isFile(_ path: String) -> Bool { ((try? Node.at(path)) ?? nil)?.kind == .file }

  /// - Throws: ``GeodataError`` `malformed` for a summary that is not one of `run`.
  func summary() throws(GeodataError) -> JSONValue {
    let file = path + "/summary.json"
    let summary = try JSONValue(file: file)
    for key in ["definition", "coverage"] {
      guard case .object? = summary[key] else {
        throw GeodataError(
          .malformed,
          Bilingual(
            "这不是`run`写出的摘要：其中没有“\(key)”。请重新运行分析。",
            "this is no summary of `run`: it has no “\(key)”. Run the analysis again."),
          at: .init(file: file, field: key))
      }
    }
    return summary
  }

  /// The file that holds a layer; nil where the analysis chose formats that have it nowhere.
  private func file(_ layer: String) -> String? {
    ["\(path)/\(layer).geojson", "\(path)/tables/\(layer).csv"].first(where: Self.isFile)
  }

  /// Its records in WGS84 degrees; none where there is no such layer.
  func layer(_ name: String) throws(GeodataError) -> [Record] {
    guard let file = file(name) else { return [] }
    var reader = LayerReader()
    return try reader.read(LayerSource(role: name, path: file)).records
  }

  /// The records of a layer that was written with its shapes; none where it was not.
  func drawn(_ name: String) throws(GeodataError) -> [Record] {
    Self.isFile("\(path)/\(name).geojson") ? try layer(name) : []
  }

  /// The CSV file of a table; nil where there is none.
  func table(_ name: String) -> String? {
    ["\(path)/tables/\(name).csv", "\(path)/\(name).csv"].first(where: Self.isFile)
  }

  func missing(of layers: [String]) -> [String] { layers.filter { file($0) == nil } }
}
