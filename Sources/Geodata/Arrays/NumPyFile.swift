import Foundation
import Words

/// A NumPy array of 64-bit floats with three columns (x, y, weight) on disk, read piece by piece.
///
/// Format: NEP 1, versions 1 to 3; little-endian, C order. Pieces may be read by several tasks at a time.
package struct NumPyFile: Sendable {
  package let path: String
  package let rowCount: Int
  private let start: Int

  package static let columns = 3

  /// - Throws: ``GeodataError`` code `fileMissing`, `wrongFormat`, `malformed`.
  package init(path: String) throws(GeodataError) {
    let context = GeodataError.Context(file: path, layer: "demand")
    try refuseSpecialFile(context)
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw GeodataError(
        .fileMissing,
        Bilingual("文件不存在或无法读取。请检查路径。", "the file does not exist or cannot be read. Check the path."), at: context)
    }
    defer { try? handle.close() }
    let head = [UInt8]((try? handle.read(upToCount: 12)) ?? Data())
    guard head.count == 12, head.starts(with: [0x93] + Array("NUMPY".utf8)), (1...3).contains(head[6]) else {
      throw GeodataError(
        .wrongFormat,
        Bilingual("这不是NumPy文件（.npy）。请用numpy.save写出。", "this is no NumPy file (.npy). Write it with numpy.save."),
        at: context)
    }
    let isLong = head[6] > 1
    let length = Int(head[8]) | Int(head[9]) << 8 | (isLong ? Int(head[10]) << 16 | Int(head[11]) << 24 : 0)
    start = (isLong ? 12 : 10) + length
    try? handle.seek(toOffset: isLong ? 12 : 10)
    guard length <= 1 << 16,
      let header = (try? handle.read(upToCount: length)).map({ String(decoding: $0, as: UTF8.self) }),
      header.utf8.count == length
    else {
      throw GeodataError(
        .malformed,
        Bilingual("文件头不完整。请用numpy.save重新写出。", "the header is cut off. Write the file again with numpy.save."),
        at: context)
    }
    guard header.contains(/'descr':\s*'<f8'/), header.contains(/'fortran_order':\s*False/),
      let shape = header.firstMatch(of: /'shape':\s*\((\d+),\s*3,?\)/), let rows = Int(shape.1)
    else {
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "数组为\(header.trimmed)；应为n行64位浮点数，每行依次是x、y、权重："
            + "numpy.save(path, numpy.ascontiguousarray(a, dtype='<f8'))，a的形状为(n, 3)。",
          "the array is \(header.trimmed); wanted are n rows of x, y, weight as 64-bit floats: "
            + "numpy.save(path, numpy.ascontiguousarray(a, dtype='<f8')) with a of shape (n, 3)."), at: context)
    }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard size == start + rows * Self.columns * 8 else {
      throw GeodataError(
        .malformed,
        Bilingual(
          "\(rows)行需要\(start + rows * Self.columns * 8)字节，文件只有\(size)字节。请重新复制。",
          "\(rows) rows need \(start + rows * Self.columns * 8) bytes, the file has \(size). Copy it again."),
        at: context)
    }
    self.path = path
    rowCount = rows
  }

  /// The rows of a range, value after value.
  package func values(_ rows: Range<Int>) throws(GeodataError) -> [Double] {
    let count = rows.count * Self.columns
    var values = [Double](repeating: 0, count: count)
    guard let file = fopen(path, "rb") else {
      throw GeodataError(
        .unreadable, Bilingual("文件已无法打开。", "the file cannot be opened any more."), at: .init(file: path))
    }
    defer { fclose(file) }
    guard fseek(file, start + rows.lowerBound * Self.columns * 8, SEEK_SET) == 0,
      fread(&values, 8, count, file) == count
    else {
      throw GeodataError(
        .unreadable,
        Bilingual("读到第\(rows.lowerBound + 1)行时中断。", "reading stops at row \(rows.lowerBound + 1)."),
        at: .init(file: path, layer: "demand"))
    }
    if 1.bigEndian == 1 { values = values.map { Double(bitPattern: $0.bitPattern.byteSwapped) } }
    return values
  }
}
