import Model
import Synchronization
import Words

/// What is kept of a graph's streets behind it in its file: columns that the graph itself does not read.
///
/// They are read when they are first asked for, and what is made of them stands as long as the graph.
package final class SavedGround: Sendable {
  private let file: OpenFile
  private let part: FilePart
  private let offset: Int
  private let made = Mutex<(any Sendable)?>(nil)

  /// - Parameter owner: the checksum of the graph before it.
  /// - Throws: ``RoadNetworkError`` code `graphFile` for a part that is torn, foreign, or of another graph.
  init(_ file: OpenFile, at offset: Int, of owner: UInt64) throws(RoadNetworkError) {
    guard let part = try FilePart(file, at: offset), part.isNamed(GraphFile.ground),
      part.byteOrder == FilePart.byteOrder
    else {
      throw GraphFile.refusal(
        Bilingual("路网之后的内容不是街道地块", "what stands behind the graph is no ground of its streets"), file.path)
    }
    guard part.owner == owner else {
      throw GraphFile.refusal(
        Bilingual("所附街道地块属于另一路网", "the ground behind the graph is that of another graph"), file.path)
    }
    guard part.length == file.byteCount - offset, part.descriptionLength <= part.length - FilePart.headerLength else {
      throw GraphFile.refusal(
        Bilingual(
          "文件不完整：街道地块应有\(part.length)字节，实有\(file.byteCount - offset)字节",
          "torn: \(file.byteCount - offset) bytes of the \(part.length) of its ground are there"), file.path)
    }
    self.file = file
    self.part = part
    self.offset = offset
  }

  /// What a function makes of the columns, the first time; the same afterwards.
  ///
  /// - Parameters:
  ///   - layout: the version of the columns that the function reads.
  ///   - make: returns nil when the columns do not fit.
  /// - Throws: ``RoadNetworkError`` code `graphFile` for columns of another version, or that are damaged.
  package func value<Value: Sendable>(
    layout: UInt8, _ make: (_ columns: inout SavedColumns) throws -> Value?
  ) throws -> Value {
    guard part.version == UInt64(layout) else {
      throw GraphFile.refusal(
        Bilingual(
          "街道地块由本程序的其他版本保存（格式\(part.version)，本版本读取格式\(layout)）",
          "its ground was saved by another version of the program (layout \(part.version), this one reads \(layout))"),
        file.path)
    }
    return try made.withLock { known in
      if let known = known as? Value { return known }
      var columns = try SavedColumns(file, part, at: offset)
      let value = try make(&columns)
      guard columns.areWhole else { throw columns.damaged }
      guard let value else {
        throw GraphFile.refusal(
          Bilingual("文件已损坏：街道地块各列数据互不相符", "damaged: the columns of its ground do not fit one another"), file.path)
      }
      known = value
      return value
    }
  }
}

/// The columns behind a graph, each read into memory of its own.
package struct SavedColumns: KeptColumns {
  private let file: OpenFile
  private let part: FilePart
  /// Of the next column.
  private var offset: Int
  private let end: Int
  /// Of all columns, in bytes.
  private var lengths: [Int] = []
  private var next = 0
  private var checksum = GraphChecksum()

  fileprivate init(_ file: OpenFile, _ part: FilePart, at start: Int) throws(RoadNetworkError) {
    self.file = file
    self.part = part
    offset = start + FilePart.headerLength
    end = start + part.length
    let description = try read(UInt8.self, byteCount: part.descriptionLength)
    description.withUnsafeBytes { bytes in
      var reader = GraphDescriptionReader(bytes[...])
      for _ in 0..<(reader.count() ?? 0) {
        guard let length = reader.count() else { break }
        lengths.append(length)
      }
    }
  }

  /// Whether all columns were read, and their bytes add up to the checksum.
  fileprivate var areWhole: Bool { next == lengths.count && offset == end && checksum.value == part.checksum }

  package mutating func next<Element: BitwiseCopyable>(_ element: Element.Type) throws(RoadNetworkError) -> [Element] {
    guard next < lengths.count, lengths[next] % MemoryLayout<Element>.stride == 0 else { throw damaged }
    next += 1
    return try read(element, byteCount: lengths[next - 1])
  }

  fileprivate var damaged: RoadNetworkError {
    GraphFile.refusal(
      Bilingual("文件已损坏：街道地块与校验和不符", "damaged: its ground does not add up to the checksum"), file.path)
  }

  private mutating func read<Element: BitwiseCopyable>(
    _ element: Element.Type, byteCount: Int
  ) throws(RoadNetworkError) -> [Element] {
    let padded = FilePart.padded(byteCount)
    guard padded <= end - offset else { throw damaged }
    let values = try file.values(element, count: byteCount / MemoryLayout<Element>.stride, at: offset)
    values.withUnsafeBytes { checksum.add(column: $0) }
    offset += padded
    return values
  }
}

extension RoadGraph {
  /// What is kept of the streets in the file from which the graph was opened; nil where nothing is.
  package var savedGround: SavedGround? { besideInFile as? SavedGround }
}
