import Foundation
import Geometry
import Model
import Words

/// A folder of GPX files as one layer: its `.gpx` files by name, their tracks numbered through.
///
/// What lies in folders within it is not read.
struct GPXFolder {
  private(set) var records: [Record] = []
  private(set) var notes: [QualityFinding] = []

  /// Whether a layer's path is such a folder: for recorded tracks alone, and no geodatabase.
  static func isOne(_ source: LayerSource) -> Bool {
    source.role == "tracks" && !source.path.lowercased().hasSuffix(".gdb") && isFolder(source.path)
  }

  /// - Throws: as ``GPXLayer``, and ``GeodataError`` `fileMissing` for a folder without such a file.
  init(_ source: LayerSource, _ context: GeodataError.Context) throws(GeodataError) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: source.path)) ?? []).filter {
      !$0.hasPrefix(".")
    }
    let files = names.filter { $0.lowercased().hasSuffix(".gpx") }.sorted()
    guard !files.isEmpty else {
      throw GeodataError(
        .fileMissing,
        Bilingual(
          "文件夹中没有.gpx文件。请指定存放GPX文件的文件夹，或其他格式的单个文件。",
          "the folder holds no .gpx file. Name a folder of GPX files, or one file of another format."), at: context)
    }
    var counts = GPXLayer.Counts()
    var before = 0
    for name in files {
      var file = source
      file.path = "\(source.path)/\(name)"
      let layer = try GPXLayer(file, .init(file: file.shownPath, layer: source.role))
      counts.add(layer.counts)
      for var record in layer.records {
        record.number += before
        records.append(record)
      }
      before += layer.total
    }
    // Every record has every field.
    let keys = Set(records.flatMap(\.fields.names)).subtracting(["times"]).sorted()
    for index in records.indices {
      for key in keys where records[index].fields[key] == nil {
        records[index].fields[key] = .null
      }
    }
    notes = counts.notes(layer: source.role)
    if files.count < names.count {
      notes.append(
        QualityFinding(
          .note, layer: source.role, value: "\(names.count - files.count)",
          message: Bilingual(
            "文件夹中还有.gpx以外的内容，没有读取", "the folder holds other things than .gpx files, which are not read"),
          fix: Bilingual(
            "如不是轨迹，无需处理；否则请转为GPX", "nothing to do if they are no tracks; else write them as GPX")))
    }
  }
}
