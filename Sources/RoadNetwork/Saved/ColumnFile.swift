import Words

/// A kind of file that is a header, a description and columns, as ``GraphFile`` lays them out.
struct ColumnFile {
  /// Seven letters, and above them the version of the layout.
  var magic: UInt64
  /// What is said of a file that is none.
  var stranger: Bilingual
  /// How a new one is made.
  var remedy: Bilingual

  /// The header of a file: what it is, how long, and the checksum of the rest.
  ///
  /// - Parameter forEachColumn: calls with every column in its order.
  func header(
    _ description: [UInt8], _ forEachColumn: ((UnsafeRawBufferPointer) -> Void) -> Void
  ) -> (bytes: [UInt8], checksum: UInt64) {
    var length = GraphFile.headerLength + description.count
    var checksum = GraphChecksum()
    description.withUnsafeBytes { checksum.add($0) }
    forEachColumn { column in
      length += GraphFile.padded(column.count)
      checksum.add(column)
      // The last piece was filled up to 32 bytes, the file is to 64.
      if (column.count + 31) / 32 % 2 == 1 {
        [UInt8](repeating: 0, count: 32).withUnsafeBytes { checksum.add($0) }
      }
    }
    var header = GraphDescriptionWriter()
    header.add(magic)
    header.add(GraphFile.byteOrder)
    header.add(length)
    header.add(checksum.value)
    header.add(description.count)
    return (
      header.bytes + [UInt8](repeating: 0, count: GraphFile.headerLength - header.bytes.count), checksum.value
    )
  }

  /// One column piece by piece, filled up to 64 bytes.
  static func write<E: Error>(_ column: UnsafeRawBufferPointer, _ write: ([UInt8]) throws(E) -> Void) throws(E) {
    let piece = 1 << 20
    for start in stride(from: 0, to: column.count, by: piece) {
      try write(Array(column[start..<min(start + piece, column.count)]))
    }
    let rest = GraphFile.padded(column.count) - column.count
    if rest > 0 { try write([UInt8](repeating: 0, count: rest)) }
  }

  static func padded(_ description: [UInt8]) -> [UInt8] {
    description + [UInt8](repeating: 0, count: GraphFile.padded(description.count) - description.count)
  }

  func refusal(_ why: Bilingual, _ path: String) -> RoadNetworkError {
    RoadNetworkError(.graphFile, why + remedy, context: path)
  }

  /// Reads a file and looks whether it is whole.
  ///
  /// - Returns: the file, and where its description ends.
  /// - Throws: ``RoadNetworkError`` code `graphFile`.
  func open(_ path: String) throws(RoadNetworkError) -> (file: LoadedFile, end: Int) {
    let file = try LoadedFile(path)
    func header(_ index: Int) -> UInt64 { file.bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self) }
    guard file.bytes.count >= GraphFile.headerLength,
      header(0) & 0xff_ffff_ffff_ffff == magic & 0xff_ffff_ffff_ffff
    else { throw refusal(stranger, path) }
    guard header(1) == GraphFile.byteOrder else {
      throw refusal(
        Bilingual("该文件保存于字节顺序不同的计算机", "saved on a machine with another order of bytes"), path)
    }
    guard header(0) == magic else {
      throw refusal(
        Bilingual(
          "该文件由本程序的其他版本保存（格式\(header(0) >> 56)，本版本读取格式\(magic >> 56)）",
          "saved by another version of the program (layout \(header(0) >> 56), this one reads \(magic >> 56))"), path)
    }
    guard header(2) == UInt64(file.bytes.count) else {
      throw refusal(
        Bilingual(
          "文件不完整：应有\(header(2))字节，实有\(file.bytes.count)字节", "torn: \(file.bytes.count) bytes of \(header(2)) are there"),
        path)
    }
    var checksum = GraphChecksum()
    checksum.add(UnsafeRawBufferPointer(rebasing: file.bytes[GraphFile.headerLength...]))
    guard checksum.value == header(3), header(4) <= UInt64(file.bytes.count - GraphFile.headerLength) else {
      throw refusal(Bilingual("文件已损坏：内容与校验和不符", "damaged: its bytes do not add up to the checksum"), path)
    }
    return (file, GraphFile.headerLength + Int(header(4)))
  }
}
