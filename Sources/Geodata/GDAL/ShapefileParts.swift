#if GDAL
import GDALData
import Words

/// The files of which a shapefile consists, looked at before GDAL opens them: it passes over much that is wrong.
struct ShapefileParts {
  private let stem: String
  private let name: String
  private let isUpper: Bool

  init(_ address: String, _ name: String) {
    let ending = address.lastIndex(of: ".") ?? address.endIndex
    stem = String(address[..<ending])
    isUpper = address[ending...].contains { $0.isUppercase }
    self.name = String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
  }

  /// - Throws: ``GeodataError`` naming the part that is missing, torn or another file's.
  func check(at context: GeodataError.Context) throws(GeodataError) {
    func refuse(_ code: GeodataError.Code, _ words: Bilingual) -> GeodataError {
      GeodataError(code, words, at: context)
    }
    let table = part("dbf")
    let recordCount = try table.map { (part) throws(GeodataError) in try records(of: part, refuse) }
    guard let shapes = part("shp") else { return }
    guard let head = virtualFileBytes(shapes, count: 100), head.count == 100, Self.big(head, 0) == 9994 else {
      throw refuse(
        .wrongFormat,
        Bilingual(
          "\(name).shp不是Shapefile，或开头部分缺失。请重新复制。",
          "\(name).shp is no shapefile, or its beginning is torn off. Copy it again."))
    }
    guard let index = part("shx") else {
      throw refuse(
        .fileMissing,
        Bilingual(
          "缺少\(name).shx：Shapefile由.shp、.shx和.dbf共同组成。请从.shp的来源处补齐，或重新导出图层。",
          "\(name).shx is missing: a shapefile is .shp, .shx and .dbf together. Copy it from where the .shp came from, or "
            + "export the layer again."))
    }
    let size = virtualFileSize(shapes) ?? 0
    guard 2 * Self.big(head, 24) <= size else {
      throw refuse(
        .malformed,
        Bilingual(
          "\(name).shp不完整：应有\(2 * Self.big(head, 24))字节，只有\(size)字节。请重新复制或导出。",
          "\(name).shp is cut off: it has \(size) of \(2 * Self.big(head, 24)) bytes. Copy or export it again."))
    }
    let shapeCount = ((virtualFileSize(index) ?? 100) - 100) / 8
    try checkOrder(of: shapes, by: index, shapeCount, refuse)
    if let recordCount, recordCount != shapeCount {
      throw refuse(
        .malformed,
        Bilingual(
          "\(name).shp有\(shapeCount)个图形，而\(name).dbf有\(recordCount)条记录，无法对应。请从同一次导出中复制全部文件，或重新导出图层。",
          "\(name).shp has \(shapeCount) shapes and \(name).dbf \(recordCount) records, so nothing tells which belong "
            + "together. Copy all its files from one export, or export the layer again."))
    }
  }

  /// Every entry of the index leads to the shape of its own number. One that leads on to where the shape before ended
  /// does, without a look.
  private func checkOrder(
    of shapes: String, by index: String, _ count: Int, _ refuse: (GeodataError.Code, Bilingual) -> GeodataError
  ) throws(GeodataError) {
    guard let entries = virtualFileBytes(index, from: 100, count: 8 * count), entries.count == 8 * count else { return }
    var end = 100
    for record in 0..<count {
      let start = 2 * Self.big(entries, 8 * record)
      defer { end = start + 8 + 2 * Self.big(entries, 8 * record + 4) }
      guard start != end else { continue }
      guard let head = virtualFileBytes(shapes, from: start, count: 4), head.count == 4, Self.big(head, 0) == record + 1
      else {
        throw refuse(
          .malformed,
          Bilingual(
            "\(name).shx与\(name).shp不是同一个文件的：它把第\(record + 1)条记录指向了别的图形。请从同一次导出中复制全部文件，或重新导出图层。",
            "\(name).shx is of another file than \(name).shp: it leads record \(record + 1) to another's shape. Copy all "
              + "files from one export, or export the layer again."))
      }
    }
  }

  private func records(
    of table: String, _ refuse: (GeodataError.Code, Bilingual) -> GeodataError
  ) throws(GeodataError) -> Int {
    guard let head = virtualFileBytes(table, count: 32), head.count == 32 else {
      throw refuse(
        .malformed,
        Bilingual(
          "\(name).dbf不是dBase表，或开头部分缺失。请重新复制。",
          "\(name).dbf is no dBase table, or its beginning is torn off. Copy it again."))
    }
    let count = Self.little(head, 4, 4)
    let wanted = Self.little(head, 8, 2) + count * Self.little(head, 10, 2)
    let size = virtualFileSize(table) ?? 0
    guard size >= wanted else {
      throw refuse(
        .malformed,
        Bilingual(
          "\(name).dbf称有\(count)条记录，但长度不够：应有\(wanted)字节，只有\(size)字节。请重新复制或导出。",
          "\(name).dbf says it has \(count) records and is too short for them: \(size) of \(wanted) bytes. Copy or export "
            + "it again."))
    }
    return count
  }

  private func part(_ ending: String) -> String? {
    let endings = isUpper ? [ending.uppercased(), ending] : [ending, ending.uppercased()]
    return endings.map { "\(stem).\($0)" }.first { virtualFileSize($0) != nil }
  }

  private static func big(_ bytes: [UInt8], _ offset: Int) -> Int {
    bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func little(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    bytes[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
#endif
