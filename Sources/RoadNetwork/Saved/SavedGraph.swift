import Model
import Words

extension RoadGraph {
  /// Hands out the bytes of a graph file, piece by piece, to be written one after the other.
  ///
  /// The file opens as fast as it is read, on machines with the same order of bytes.
  /// - Parameters:
  ///   - origin: what the graph was made from, in words of the caller's: ``open(_:)`` returns it.
  ///   - ground: columns to be kept behind the graph, and the version of their layout; see ``SavedGround``.
  /// - Complexity: O(bytes), read twice; no copy is made.
  package func save<E: Error>(
    origin: String, ground: (layout: UInt8, columns: [KeptColumn])? = nil, _ write: ([UInt8]) throws(E) -> Void
  ) throws(E) {
    let columns = columns
    var description = GraphDescriptionWriter()
    description.add(origin)
    GraphDescription(self).write(to: &description)
    for column in columns { description.add(column.byteCount) }
    let checksum = try GraphPart.write(GraphFile.magic, description.bytes, columns, write)
    guard let ground else { return }
    var lengths = GraphDescriptionWriter()
    lengths.add(ground.columns.count)
    for column in ground.columns { lengths.add(column.byteCount) }
    try GraphPart.write(
      GraphFile.ground | UInt64(ground.layout) << 56, lengths.bytes, ground.columns, of: checksum, write)
  }

  /// Opens a saved graph: reads the file as it is, without making anything anew.
  ///
  /// What is kept behind the graph is read when it is first asked for (``savedGround``).
  /// - Returns: the graph, and the words with which it was saved.
  /// - Throws: ``RoadNetworkError`` code `graphFile` for a file that is missing, torn, damaged, of another version or of a
  ///   machine with another order of bytes.
  /// - Complexity: O(bytes of the graph), once, for the checksum.
  package static func open(_ path: String) throws(RoadNetworkError) -> (graph: RoadGraph, origin: String) {
    func refuse(_ why: Bilingual) -> RoadNetworkError { GraphFile.refusal(why, path) }
    let file = try OpenFile(path)
    guard let part = try GraphPart(file, at: 0), part.isNamed(GraphFile.magic) else {
      throw refuse(Bilingual("该文件不是已保存的路网", "no saved graph"))
    }
    guard part.byteOrder == GraphPart.byteOrder else {
      throw refuse(Bilingual("该路网保存于字节顺序不同的计算机", "saved on a machine with another order of bytes"))
    }
    guard part.magic == GraphFile.magic else {
      throw refuse(
        Bilingual(
          "该路网由本程序的其他版本保存（格式\(part.version)，本版本读取格式\(GraphFile.magic >> 56)）",
          "saved by another version of the program (layout \(part.version), this one reads \(GraphFile.magic >> 56))"
        ))
    }
    guard part.length >= GraphPart.headerLength, part.length <= file.byteCount else {
      throw refuse(
        Bilingual(
          "文件不完整：应有\(part.length)字节，实有\(file.byteCount)字节", "torn: \(file.byteCount) bytes of \(part.length) are there")
      )
    }
    let bytes = try LoadedFile(file, byteCount: part.length)
    var checksum = GraphChecksum()
    checksum.add(UnsafeRawBufferPointer(rebasing: bytes.bytes[GraphPart.headerLength...]))
    guard checksum.value == part.checksum, part.descriptionLength <= part.length - GraphPart.headerLength else {
      throw refuse(Bilingual("文件已损坏：内容与校验和不符", "damaged: its bytes do not add up to the checksum"))
    }
    let end = GraphPart.headerLength + part.descriptionLength
    var reader = GraphDescriptionReader(bytes.bytes[GraphPart.headerLength..<end])
    guard let origin = reader.text(), let description = GraphDescription(from: &reader) else {
      throw refuse(Bilingual("文件已损坏：无法读取说明部分", "damaged: its description cannot be read"))
    }
    var columns = ColumnSource(bytes, from: end, lengths: reader)
    guard var graph = RoadGraph(description, columns: &columns) else {
      throw refuse(Bilingual("文件已损坏：各列数据互不相符", "damaged: its columns do not fit one another"))
    }
    if part.length < file.byteCount {
      graph.besideInFile = try SavedGround(file, at: part.length, of: part.checksum)
    }
    return (graph, origin)
  }
}
