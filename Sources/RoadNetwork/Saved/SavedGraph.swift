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
    try write(Self.format.header(description) { forEachColumn($0) }.bytes)
    try write(description)
    try forEachColumn { (column) throws(E) in try ColumnFile.write(column, write) }
  }

  /// The same for equal graphs, whatever they were made from.
  package var checksum: UInt64 { Self.format.header(description("")) { forEachColumn($0) }.checksum }

  private static let format = ColumnFile(
    magic: GraphFile.magic, stranger: Bilingual("该文件不是已保存的路网", "no saved graph"),
    remedy: Bilingual("；请重新建立：servicecircle roads build", "; build it again with: servicecircle roads build"))

  /// What is no column, then the length of every column; padded to 64 bytes.
  private func description(_ origin: String) -> [UInt8] {
    var writer = GraphDescriptionWriter()
    writer.add(origin)
    GraphDescription(self).write(to: &writer)
    forEachColumn { writer.add($0.count) }
    return ColumnFile.padded(writer.bytes)
  }

  /// Opens a saved graph: reads the file as it is, without making anything anew.
  ///
  /// - Returns: the graph, and the words with which it was saved.
  /// - Throws: ``RoadNetworkError`` code `graphFile` for a file that is missing, torn, damaged, of another version or of a
  ///   machine with another order of bytes.
  /// - Complexity: O(bytes), once, for the checksum.
  package static func open(_ path: String) throws(RoadNetworkError) -> (graph: RoadGraph, origin: String) {
    let (file, end) = try format.open(path)
    var reader = GraphDescriptionReader(file.bytes[GraphFile.headerLength..<end])
    guard let origin = reader.text(), let description = GraphDescription(from: &reader) else {
      throw format.refusal(Bilingual("文件已损坏：无法读取说明部分", "damaged: its description cannot be read"), path)
    }
    var columns = ColumnSource(file, from: end, lengths: reader)
    guard let graph = RoadGraph(description, columns: &columns) else {
      throw format.refusal(Bilingual("文件已损坏：各列数据互不相符", "damaged: its columns do not fit one another"), path)
    }
    return (graph, origin)
  }
}
