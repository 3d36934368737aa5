import Model
import Words

extension RoadGraph {
  /// Hands out the bytes of a graph file, piece by piece, to be written one after the other.
  ///
  /// The file opens as fast as it is read, on machines with the same order of bytes.
  /// - Parameter origin: what the graph was made from, in words of the caller's: ``open(_:)`` returns it.
  /// - Complexity: O(bytes), read twice; no copy is made.
  package func save<E: Error>(origin: String, _ write: ([UInt8]) throws(E) -> Void) throws(E) {
    let description = description(origin)
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
    header.add(GraphFile.magic)
    header.add(GraphFile.byteOrder)
    header.add(length)
    header.add(checksum.value)
    header.add(description.count)
    try write(header.bytes + [UInt8](repeating: 0, count: GraphFile.headerLength - header.bytes.count))
    try write(description)
    let piece = 1 << 20
    try forEachColumn { (column) throws(E) in
      for start in stride(from: 0, to: column.count, by: piece) {
        try write(Array(column[start..<min(start + piece, column.count)]))
      }
      let rest = GraphFile.padded(column.count) - column.count
      if rest > 0 { try write([UInt8](repeating: 0, count: rest)) }
    }
  }

  /// What is no column, then the length of every column; padded to 64 bytes.
  private func description(_ origin: String) -> [UInt8] {
    var writer = GraphDescriptionWriter()
    writer.add(origin)
    GraphDescription(self).write(to: &writer)
    forEachColumn { writer.add($0.count) }
    return writer.bytes + [UInt8](repeating: 0, count: GraphFile.padded(writer.bytes.count) - writer.bytes.count)
  }

  /// Opens a saved graph: reads the file as it is, without making anything anew.
  ///
  /// - Returns: the graph, and the words with which it was saved.
  /// - Throws: ``RoadNetworkError`` code `graphFile` for a file that is missing, torn, damaged, of another version or of a
  ///   machine with another order of bytes.
  /// - Complexity: O(bytes), once, for the checksum.
  package static func open(_ path: String) throws(RoadNetworkError) -> (graph: RoadGraph, origin: String) {
    func refuse(_ why: Bilingual) -> RoadNetworkError {
      RoadNetworkError(
        .graphFile,
        why + Bilingual("；请重新建立：servicecircle roads build", "; build it again with: servicecircle roads build"),
        context: path)
    }
    let file = try LoadedFile(path)
    func header(_ index: Int) -> UInt64 { file.bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self) }
    guard file.bytes.count >= GraphFile.headerLength,
      header(0) & 0xff_ffff_ffff_ffff == GraphFile.magic & 0xff_ffff_ffff_ffff
    else { throw refuse(Bilingual("该文件不是已保存的路网", "no saved graph")) }
    guard header(1) == GraphFile.byteOrder else {
      throw refuse(Bilingual("该路网保存于字节顺序不同的计算机", "saved on a machine with another order of bytes"))
    }
    guard header(0) == GraphFile.magic else {
      throw refuse(
        Bilingual(
          "该路网由本程序的其他版本保存（格式\(header(0) >> 56)，本版本读取格式\(GraphFile.magic >> 56)）",
          "saved by another version of the program (layout \(header(0) >> 56), this one reads \(GraphFile.magic >> 56))"
        ))
    }
    guard header(2) == UInt64(file.bytes.count) else {
      throw refuse(
        Bilingual(
          "文件不完整：应有\(header(2))字节，实有\(file.bytes.count)字节", "torn: \(file.bytes.count) bytes of \(header(2)) are there")
      )
    }
    var checksum = GraphChecksum()
    checksum.add(UnsafeRawBufferPointer(rebasing: file.bytes[GraphFile.headerLength...]))
    guard checksum.value == header(3), header(4) <= UInt64(file.bytes.count - GraphFile.headerLength) else {
      throw refuse(Bilingual("文件已损坏：内容与校验和不符", "damaged: its bytes do not add up to the checksum"))
    }
    let end = GraphFile.headerLength + Int(header(4))
    var reader = GraphDescriptionReader(file.bytes[GraphFile.headerLength..<end])
    guard let origin = reader.text(), let description = GraphDescription(from: &reader) else {
      throw refuse(Bilingual("文件已损坏：无法读取说明部分", "damaged: its description cannot be read"))
    }
    var columns = ColumnSource(file, from: end, lengths: reader)
    guard let graph = RoadGraph(description, columns: &columns) else {
      throw refuse(Bilingual("文件已损坏：各列数据互不相符", "damaged: its columns do not fit one another"))
    }
    return (graph, origin)
  }
}
