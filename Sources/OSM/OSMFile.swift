import Words

/// OpenStreetMap files: `.osm.pbf`, `.osm` and `.osm.gz`.
public enum OSMFile {
  /// Reads a file to its end. What it is follows from its first bytes, not from its name.
  ///
  /// Of a pbf file a few blocks at a time are in memory, whatever its size.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - threads: how many decode pbf blocks at a time; nil means one per processor. The result does not depend on it.
  /// - Throws: ``OSMError`` with file and byte or line. Sizes are checked before memory is taken.
  /// - Complexity: O(bytes) time; 16 bytes per node and while reading 2 more, 4 per node reference, 8 per tag, 24 per way.
  ///   A file whose nodes do not stand by rising id takes up to 16 bytes more per node while it is read.
  public static func read(_ path: String, threads: Int? = nil) throws(OSMError) -> OSMData {
    let file = try InputFile(path: path)
    let start = try file.bytes(at: 0, count: min(file.size, 64))
    switch recognise(start) {
    case .pbf:
      return try PBFFile.read(file, threads: max(1, threads ?? processorCount()))
    case .xml:
      return try joined(OSMXML.read(.plain(file)), path)
    case .gzip:
      return try joined(OSMXML.read(.gzip(file)), path)
    case .unknown(let reason):
      throw OSMError(.unknownFormat, reason, context: path)
    case .unsupported(let reason):
      throw OSMError(.unsupported, reason, context: path)
    }
  }

  private static func joined(_ block: OSMBlock, _ path: String) throws(OSMError) -> OSMData {
    var assembly = OSMAssembly()
    do throws(OSMError) { try assembly.append(block) } catch { throw OSMError(error.code, error.words, context: path) }
    return assembly.finished()
  }

  private enum Form {
    case pbf
    case xml
    case gzip
    case unsupported(Bilingual)
    case unknown(Bilingual)
  }

  private static func recognise(_ bytes: [UInt8]) -> Form {
    if bytes.isEmpty { return .unknown(Bilingual("文件是空的", "the file is empty")) }
    if bytes.starts(with: [0x1f, 0x8b]) { return .gzip }
    if bytes.starts(with: Array("BZh".utf8)) {
      return .unsupported(
        Bilingual(
          "不支持bzip2；请先用`bunzip2`解压，或提供.osm.pbf、.osm.gz文件",
          "bzip2 is not read; unpack it with `bunzip2`, or give .osm.pbf or .osm.gz"))
    }
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      return .unsupported(Bilingual("不支持UTF-16；请把文件另存为UTF-8", "UTF-16 is not read; save the file as UTF-8"))
    }
    // A pbf file begins with a length and the field `type` = "OSMHeader".
    if bytes.count > 4, bytes[4] == 0x0a, bytes[0] == 0 { return .pbf }
    if bytes.count >= 4, bytes[0] == 0, bytes.count <= 5 {
      return .unknown(Bilingual("文件只有\(bytes.count)个字节", "the file ends after \(bytes.count) bytes"))
    }
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes[3...] : bytes[...]
    switch text.first(where: { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }) {
    case UInt8(ascii: "<"): return .xml
    case UInt8(ascii: "{"):
      return .unknown(
        Bilingual(
          "这是JSON，不是OpenStreetMap文件；请向Overpass索取[out:xml]，GeoJSON道路请作为线图层提供",
          "this is JSON, not an OpenStreetMap file; ask Overpass for [out:xml], give GeoJSON streets as a line layer"))
    default:
      return .unknown(
        Bilingual(
          "这不是OpenStreetMap文件；可以读取.osm.pbf、.osm和.osm.gz",
          "not an OpenStreetMap file; known are .osm.pbf, .osm and .osm.gz"))
    }
  }
}
