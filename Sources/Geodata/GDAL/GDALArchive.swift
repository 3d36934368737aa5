#if GDAL
import Foundation
import GDALData
import Words

/// A zip file with data inside, or a format that is one.
struct GDALArchive {
  /// One of its files.
  struct Part {
    /// As GDAL has it.
    var address: String
    var name: String
    /// Which of the file's layers is chosen.
    var layer: String?
  }

  private let source: LayerSource
  private let context: GeodataError.Context
  private let root: String
  private let names: [String]

  /// A file that grows beyond this many times the archive is no map.
  private static let largestGrowth = 200
  /// Smaller files may grow as they like.
  private static let harmlessSize = 256 << 20
  /// The text of a full sheet of Excel's 1,048,576 rows and a dozen columns; it takes a dozen times that in memory.
  private static let largestSheet = 512 << 20

  init(_ source: LayerSource, _ context: GeodataError.Context) throws(GeodataError) {
    self.source = source
    self.context = context
    root = Self.address(source.path)
    guard let names = virtualFiles(in: root) else {
      throw GeodataError(
        .wrongFormat,
        Bilingual("这不是zip文件，或文件不完整。请重新复制。", "this is no zip file, or it is torn. Copy it again."), at: context)
    }
    // What a Mac adds.
    self.names = names.filter { !$0.hasPrefix("__MACOSX/") && !$0.contains("/._") }
  }

  /// Braces keep endings other than `.zip` readable; a path with braces of its own does without.
  private static func address(_ path: String) -> String {
    guard path.contains("{") || path.contains("}") else { return "/vsizip/{\(path)}" }
    return "/vsizip/" + (path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path)
  }

  /// The data set in it: the only one, or the one that `layer` names, alone or before a stroke and its layer.
  func chosen() throws(GeodataError) -> Part {
    var found = names.filter { Self.isData($0) }
    var layer = source.layerName
    if found.count > 1, let name = layer { (found, layer) = Self.named(name, among: found) }
    guard let name = found.first else {
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "压缩包中没有地图数据。请解压后指定文件，或把.shp与其.shx、.dbf、.prj一起压缩；"
            + "压缩包中只有\(names.prefix(8).joined(separator: "、"))。",
          "the zip holds no map; it holds \(names.prefix(8).joined(separator: ", ")). Unpack it and name the file, or zip "
            + "the .shp with its .shx, .dbf and .prj."), at: context)
    }
    guard found.count == 1 else {
      let example =
        [Self.stem(name), Self.file(name)].first { Self.named($0, among: names.filter(Self.isData)).files.count == 1 }
        ?? name
      throw GeodataError(
        .wrongLayer,
        Bilingual(
          "压缩包中有多个文件。请用`layer: \(LayerColumns.written(example))`说明取哪一个；"
            + "如其中又有多个图层，请写成“\(example)/图层名”。各文件是：\(found.prefix(20).joined(separator: "、"))。",
          "the zip holds several files: \(found.prefix(20).joined(separator: ", ")). Say which by "
            + "`layer: \(LayerColumns.written(example))`, or “\(example)/name” for one of several layers in it."),
        at: context)
    }
    guard !GDALFormat(path: name).isSheet else {
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "不读取压缩包内的工作簿。请解压后指定\(name)。", "a workbook within a zip is not read. Unpack it and name \(name)."),
        at: context)
    }
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    // The parts of a shapefile count, too.
    try checkSize(of: names.filter { $0.hasPrefix(stem) }, Self.harmlessSize, Self.largestGrowth)
    return Part(address: "\(root)/\(name)", name: name, layer: layer)
  }

  /// The files that a name means, and what of it names a layer in them: a file with or without its folder and ending, or the
  /// folder of only one, alone or before a stroke and the layer. All of them when it means none or several.
  private static func named(_ name: String, among files: [String]) -> (files: [String], layer: String?) {
    var file = name[...]
    while true {
      for words in [{ $0 }, { Self.file($0) }, { Self.bare($0) }, { Self.stem($0) }] as [(String) -> String] {
        let meant = files.filter { words($0) == file }
        if meant.count == 1 { return (meant, file == name ? nil : String(name.dropFirst(file.count + 1))) }
      }
      let inside = files.filter { $0.hasPrefix(file + "/") }
      if inside.count == 1 { return (inside, file == name ? nil : String(name.dropFirst(file.count + 1))) }
      guard let stroke = file.lastIndex(of: "/") else { return (files, name) }
      file = file[..<stroke]
    }
  }

  /// Without its ending.
  private static func bare(_ name: String) -> String {
    name.hasSuffix(Self.file(name)) ? name.dropLast(Self.file(name).count) + stem(name) : name
  }

  /// Workbooks, kmz and zipped shapefiles are zips, too: looks at what is in one before GDAL unpacks it.
  ///
  /// - Throws: ``GeodataError`` `malformed`. What is no zip is left to GDAL.
  static func check(_ source: LayerSource, _ format: GDALFormat, _ context: GeodataError.Context) throws(GeodataError) {
    let ending = source.path.lowercased().split(separator: ".").last ?? ""
    guard ["xlsx", "xlsm", "ods", "kmz", "shz"].contains(ending) else { return }
    guard let archive = try? GDALArchive(source, context) else { return }
    // A sheet takes a dozen times its text in memory.
    try archive.checkSize(
      of: archive.names, format.isSheet ? harmlessSize / 8 : harmlessSize, format.isSheet ? 100 : largestGrowth)
  }

  private static func isData(_ name: String) -> Bool {
    if name.lowercased().hasSuffix(".dbf") { return false }
    let format = GDALFormat(path: name)
    return format != .other && format != .archive
  }

  private static func file(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }

  private static func stem(_ name: String) -> String {
    let file = file(name)
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  private func checkSize(of parts: [String], _ harmless: Int, _ growth: Int) throws(GeodataError) {
    let packed = virtualFileSize(source.path) ?? 0
    for part in parts {
      let size = virtualFileSize("\(root)/\(part)") ?? 0
      let isTooMuch = size > harmless && size / growth > packed
      guard isTooMuch || (GDALFormat(path: source.path).isSheet && size > Self.largestSheet) else { continue }
      throw GeodataError(
        .malformed,
        Bilingual(
          "\(part)解压后有\(size >> 20)MB，而压缩包只有\(max(1, packed >> 20))MB，超出可读取的大小。请减少导出的内容，或导出为CSV。",
          "\(part) would unpack to \(size >> 20) MB from a file of \(max(1, packed >> 20)) MB, more than is read. Export less of "
            + "it, or as CSV."), at: context)
    }
  }
}
#endif
