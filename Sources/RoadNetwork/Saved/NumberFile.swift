import Model
import Words

/// A text and columns of numbers, as a file that tells when it is torn or damaged.
package struct NumberFile: Hashable, Sendable {
  package var text: String
  package var whole: [[Int32]]
  package var real: [[Double]]

  package init(_ text: String, whole: [[Int32]] = [], real: [[Double]] = []) {
    self.text = text
    self.whole = whole
    self.real = real
  }

  private static let format = ColumnFile(
    // "SCTILES" and the version of the layout.
    magic: 0x0153_454c_4954_4353,
    stranger: Bilingual("该文件不是分片计算的文件", "no file of a tile"),
    remedy: Bilingual(
      "；请重新分片并计算：servicecircle tiles cut、tiles search",
      "; make it again with: servicecircle tiles cut, servicecircle tiles search"))

  private var columns: [KeptColumn] { whole.map { KeptColumn($0) } + real.map { KeptColumn($0) } }

  private var description: [UInt8] {
    var writer = GraphDescriptionWriter()
    writer.add(text)
    writer.add(whole.count)
    writer.add(real.count)
    for column in columns { writer.add(column.byteCount) }
    return writer.bytes
  }

  /// The same for equal contents.
  package var checksum: UInt64 { FilePart.checksum(description, columns) }

  /// Hands out the bytes of the file, piece by piece.
  package func save<E: Error>(_ write: ([UInt8]) throws(E) -> Void) throws(E) {
    try FilePart.write(Self.format.magic, description, columns, write)
  }

  /// - Throws: ``RoadNetworkError`` code `graphFile` for a file that is missing, torn, damaged or of another version.
  package static func open(_ path: String) throws(RoadNetworkError) -> NumberFile {
    let beginning = try format.open(path)
    let damaged = Bilingual("文件已损坏：无法读取说明部分", "damaged: its description cannot be read")
    var reader = beginning.description
    guard beginning.isAll, let text = reader.text(), let wholes = reader.count(), let reals = reader.count() else {
      throw format.refusal(damaged, path)
    }
    var columns = ColumnSource(beginning.bytes, from: beginning.descriptionEnd, lengths: reader)
    var numbers = NumberFile(text)
    for _ in 0..<wholes { numbers.whole.append(Array(columns.next() as Column<Int32>)) }
    for _ in 0..<reals { numbers.real.append(Array(columns.next() as Column<Double>)) }
    guard columns.isExhausted else { throw format.refusal(damaged, path) }
    return numbers
  }
}
