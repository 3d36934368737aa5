import Words

/// A kind of file that begins with a ``FilePart``.
struct ColumnFile {
  /// Seven letters, and above them the version of the layout.
  var magic: UInt64
  /// What is said of a file that is none.
  var stranger: Bilingual
  /// How a new one is made.
  var remedy: Bilingual

  func refusal(_ why: Bilingual, _ path: String) -> RoadNetworkError {
    RoadNetworkError(.graphFile, why + remedy, context: path)
  }

  /// What a file begins with, found whole.
  struct Beginning {
    var file: OpenFile
    var part: FilePart
    var bytes: LoadedFile
    /// Where the description ends and the columns start.
    var descriptionEnd: Int { FilePart.headerLength + part.descriptionLength }
    var description: GraphDescriptionReader {
      GraphDescriptionReader(bytes.bytes[FilePart.headerLength..<descriptionEnd])
    }
    var isAll: Bool { part.length == file.byteCount }
  }

  /// Reads the first part of a file and looks whether it is whole.
  ///
  /// - Throws: ``RoadNetworkError`` code `graphFile`.
  /// - Complexity: O(bytes of the part).
  func open(_ path: String) throws(RoadNetworkError) -> Beginning {
    let file = try OpenFile(path)
    guard let part = try FilePart(file, at: 0), part.isNamed(magic) else { throw refusal(stranger, path) }
    guard part.byteOrder == FilePart.byteOrder else {
      throw refusal(Bilingual("该文件保存于字节顺序不同的计算机", "saved on a machine with another order of bytes"), path)
    }
    guard part.magic == magic else {
      throw refusal(
        Bilingual(
          "该文件由本程序的其他版本保存（格式\(part.version)，本版本读取格式\(magic >> 56)）",
          "saved by another version of the program (layout \(part.version), this one reads \(magic >> 56))"), path)
    }
    guard part.length >= FilePart.headerLength, part.length <= file.byteCount else {
      throw refusal(
        Bilingual(
          "文件不完整：应有\(part.length)字节，实有\(file.byteCount)字节", "torn: \(file.byteCount) bytes of \(part.length) are there"),
        path)
    }
    let bytes = try LoadedFile(file, byteCount: part.length)
    var checksum = GraphChecksum()
    checksum.add(UnsafeRawBufferPointer(rebasing: bytes.bytes[FilePart.headerLength...]))
    guard checksum.value == part.checksum, part.descriptionLength <= part.length - FilePart.headerLength else {
      throw refusal(Bilingual("文件已损坏：内容与校验和不符", "damaged: its bytes do not add up to the checksum"), path)
    }
    return Beginning(file: file, part: part, bytes: bytes)
  }
}
