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
    let checksum = try FilePart.write(GraphFile.magic, description(origin), columns, write)
    guard let ground else { return }
    var lengths = GraphDescriptionWriter()
    lengths.add(ground.columns.count)
    for column in ground.columns { lengths.add(column.byteCount) }
    try FilePart.write(
      GraphFile.ground | UInt64(ground.layout) << 56, lengths.bytes, ground.columns, of: checksum, write)
  }

  /// The same for equal graphs, whatever they were made from.
  package var checksum: UInt64 { FilePart.checksum(description(""), columns) }

  private static let format = ColumnFile(
    magic: GraphFile.magic, stranger: Bilingual("该文件不是已保存的路网", "no saved graph"), remedy: GraphFile.remedy)

  /// What is no column, then the length of every column.
  private func description(_ origin: String) -> [UInt8] {
    var writer = GraphDescriptionWriter()
    writer.add(origin)
    GraphDescription(self).write(to: &writer)
    for column in columns { writer.add(column.byteCount) }
    return writer.bytes
  }

  /// Opens a saved graph: reads the file as it is, without making anything anew.
  ///
  /// What is kept behind the graph is read when it is first asked for (``savedGround``).
  /// - Returns: the graph, and the words with which it was saved.
  /// - Throws: ``RoadNetworkError`` code `graphFile` for a file that is missing, torn, damaged, of another version or of a
  ///   machine with another order of bytes.
  /// - Complexity: O(bytes of the graph), once, for the checksum.
  package static func open(_ path: String) throws(RoadNetworkError) -> (graph: RoadGraph, origin: String) {
    let beginning = try format.open(path)
    var reader = beginning.description
    guard let origin = reader.text(), let description = GraphDescription(from: &reader) else {
      throw format.refusal(Bilingual("文件已损坏：无法读取说明部分", "damaged: its description cannot be read"), path)
    }
    var columns = ColumnSource(beginning.bytes, from: beginning.descriptionEnd, lengths: reader)
    guard var graph = RoadGraph(description, columns: &columns) else {
      throw format.refusal(Bilingual("文件已损坏：各列数据互不相符", "damaged: its columns do not fit one another"), path)
    }
    if !beginning.isAll {
      graph.besideInFile = try SavedGround(beginning.file, at: beginning.part.length, of: beginning.part.checksum)
    }
    return (graph, origin)
  }
}
