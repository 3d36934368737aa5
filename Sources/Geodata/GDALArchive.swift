#if GDAL
import Foundation
import GDALData

/// A zip file with data inside.
struct GDALArchive {
  private let source: LayerSource
  private let context: GeodataError.Context
  private let root: String
  private let names: [String]

  /// A file that grows beyond this many times the archive is no map.
  private static let largestGrowth = 200
  /// Smaller files may grow as they like.
  private static let harmlessSize = 256 << 20

  init(_ source: LayerSource, _ context: GeodataError.Context) throws(GeodataError) {
    self.source = source
    self.context = context
    root = "/vsizip/{\(source.path)}"
    guard let names = virtualFiles(in: root) else {
      throw GeodataError(.wrongFormat, "this is no zip file, or it is torn. Copy it again.", at: context)
    }
    // What a Mac adds.
    self.names = names.filter { !$0.hasPrefix("__MACOSX/") && !$0.contains("/._") }
  }

  /// The data set in it: the only one, or the one whose name is the chosen layer's.
  func chosen() throws(GeodataError) -> (address: String, name: String) {
    var found = names.filter { Self.isData($0) }
    if found.count > 1, let layer = source.layerName {
      let named = found.filter { Self.stem($0) == layer }
      if named.count == 1 { found = named }
    }
    guard let name = found.first else {
      throw GeodataError(
        .wrongFormat,
        "the zip holds no map or workbook; it holds \(names.prefix(8).joined(separator: ", ")). Unpack it and name the "
          + "file, or zip the .shp with its .shx, .dbf and .prj.", at: context)
    }
    guard found.count == 1 else {
      throw GeodataError(
        .wrongLayer,
        "the zip holds several files: \(found.prefix(20).joined(separator: ", ")). Say which: write "
          + "`layer: \(Self.stem(name))` beside `file`.", at: context)
    }
    try checkSize(name)
    return ("\(root)/\(name)", name)
  }

  private static func isData(_ name: String) -> Bool {
    if name.lowercased().hasSuffix(".dbf") { return false }
    let format = GDALFormat(path: name)
    return format != .other && format != .archive
  }

  private static func stem(_ name: String) -> String {
    let file = name.split(separator: "/").last ?? ""
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? String(file)
  }

  /// The parts of a shapefile count, too.
  private func checkSize(_ name: String) throws(GeodataError) {
    let packed = virtualFileSize(source.path) ?? 0
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    for part in names where part.hasPrefix(stem) {
      let size = virtualFileSize("\(root)/\(part)") ?? 0
      guard size > Self.harmlessSize, size / Self.largestGrowth > packed else { continue }
      throw GeodataError(
        .malformed,
        "\(part) would unpack to \(size >> 20) MB from a zip of \(max(1, packed >> 20)) MB: no map packs so well. Unpack "
          + "it by hand if you trust it.", at: context)
    }
  }
}
#endif
