import Synchronization
import Words

/// Reads the blobs of a pbf file: the index first, then each blob once, by several threads.
///
/// Source: OpenStreetMap PBF format, wiki.openstreetmap.org/wiki/PBF_Format (fileformat.proto and its size limits).
enum PBFFile {
  /// The format's own limits: a blob header may have 64 KiB, a blob 32 MiB, packed or unpacked.
  static let headerLimit = 64 << 10
  static let blobLimit = 32 << 20
  private static let understoodFeatures: Set<String> = ["OsmSchema-V0.6", "DenseNodes"]

  private struct Blob {
    var offset: Int
    var size: Int
    var isHeader: Bool
  }

  static func read(_ file: InputFile, threads: Int) throws(OSMError) -> OSMData {
    let blobs = try index(file)
    guard let first = blobs.first, first.isHeader else {
      throw OSMError(
        .malformed, Bilingual("文件不以OSMHeader数据块开头", "the file does not begin with an OSMHeader block"),
        context: file.path)
    }
    for blob in blobs where blob.isHeader { try checkHeader(file, blob) }
    let data = blobs.filter { !$0.isHeader }

    let work = Mutex(Work())
    let next = Atomic(0)
    // Nothing escapes: the workers have all ended when this returns.
    withUnsafePointer(to: next) { next in
      let shared = SharedPointer(next)
      withUnsafePointer(to: work) { work in
        let work = SharedPointer(work)
        runWorkers(max(1, min(threads, data.count))) { _ in
          while true {
            let index = shared.pointer.pointee.add(1, ordering: .relaxed).oldValue
            guard index < data.count else { return }
            do throws(OSMError) {
              let block = try withContent(of: data[index], in: file) { bytes throws(MalformedBytes) in
                try PBFBlockDecoder.decode(bytes)
              }
              let goesOn = work.pointer.pointee.withLock { $0.take(block, index, file.path) }
              if !goesOn { return }
            } catch {
              work.pointer.pointee.withLock { $0.fail(index, error) }
              return
            }
          }
        }
      }
    }
    // Moved out, so that nothing is copied.
    let ended = work.withLock { work in
      defer { work = Work() }
      return work
    }
    // Blobs are handed out in order, so the first damaged one is always among the failures seen.
    if let failure = ended.failure { throw failure.error }
    return ended.assembly.finished()
  }

  /// What the workers share: blocks are joined in the order of the file, by whoever brings the next one.
  private struct Work {
    var assembly = OSMAssembly()
    /// How many are joined.
    private var joined = 0
    /// Decoded before their turn: about as many as there are workers.
    private var waiting: [Int: OSMBlock] = [:]
    private(set) var failure: (index: Int, error: OSMError)?

    /// - Returns: false when there is no use in decoding more.
    mutating func take(_ block: OSMBlock, _ index: Int, _ path: String) -> Bool {
      waiting[index] = block
      while let next = waiting.removeValue(forKey: joined) {
        do throws(OSMError) {
          try assembly.append(next)
        } catch {
          fail(joined, OSMError(error.code, error.words, context: path))
          return false
        }
        joined += 1
      }
      return failure == nil
    }

    mutating func fail(_ index: Int, _ error: OSMError) {
      if failure == nil || index < failure!.index { failure = (index, error) }
    }
  }

  // MARK: Blobs

  private static func index(_ file: InputFile) throws(OSMError) -> [Blob] {
    var blobs: [Blob] = []
    var offset = 0
    while offset < file.size {
      let lengthBytes = try file.bytes(at: offset, count: 4)
      guard lengthBytes.count == 4 else { throw torn(file, offset, Bilingual("数据块长度", "a block length")) }
      let length = lengthBytes.reduce(0) { $0 << 8 | Int($1) }
      guard length <= headerLimit else {
        throw OSMError(
          .oversized,
          Bilingual(
            "数据块头有\(length)字节，格式只允许\(headerLimit)字节。文件在此处已损坏",
            "block header of \(length) bytes; the format allows \(headerLimit). The file is damaged here"),
          at: place(file, offset))
      }
      guard offset + 4 + length <= file.size else { throw torn(file, offset, Bilingual("数据块头", "a block header")) }
      let header = try file.bytes(at: offset + 4, count: length)
      var type = ""
      var size: UInt64?
      do throws(MalformedBytes) {
        (type, size) = try parseBlobHeader(header)
      } catch {
        throw OSMError(.malformed, Bilingual("数据块头无法读取", "unreadable block header"), at: place(file, offset))
      }
      guard let size else {
        throw OSMError(.malformed, Bilingual("数据块头没有注明大小", "block header without a size"), at: place(file, offset))
      }
      guard size <= UInt64(blobLimit) else {
        throw OSMError(
          .oversized,
          Bilingual(
            "数据块有\(size)字节，格式只允许\(blobLimit)字节。文件在此处已损坏",
            "block of \(size) bytes; the format allows \(blobLimit). The file is damaged here"),
          at: place(file, offset))
      }
      let start = offset + 4 + length
      guard start + Int(size) <= file.size else {
        throw torn(file, offset, Bilingual("\(size)字节的数据块", "a block of \(size) bytes"))
      }
      if type == "OSMHeader" || type == "OSMData" {
        blobs.append(Blob(offset: start, size: Int(size), isHeader: type == "OSMHeader"))
      }
      offset = start + Int(size)
    }
    return blobs
  }

  private static func place(_ file: InputFile, _ offset: Int) -> Bilingual {
    Bilingual("\(file.path)，第\(offset)字节", "\(file.path), byte \(offset)")
  }

  private static func torn(_ file: InputFile, _ offset: Int, _ what: Bilingual) -> OSMError {
    OSMError(
      .truncated,
      Bilingual(
        "文件在\(what.chinese)中间就结束了（共\(file.size)字节）；请重新获取",
        "the file ends inside \(what.english) (it has \(file.size) bytes); fetch it again"),
      at: place(file, offset))
  }

  private static func parseBlobHeader(_ bytes: [UInt8]) throws(MalformedBytes) -> (type: String, size: UInt64?) {
    try bytes.withUnsafeBufferPointer { bytes throws(MalformedBytes) in
      var cursor = WireCursor(bytes)
      var type = ""
      var size: UInt64?
      while let field = try cursor.field() {
        switch (field.number, field.type) {
        case (1, 2): type = String(decoding: try cursor.message().remaining, as: UTF8.self)
        case (3, 0): size = try cursor.varint()
        default: try cursor.skip(type: field.type)
        }
      }
      return (type, size)
    }
  }

  /// Reads one blob, unpacks it and hands its content to `body`.
  private static func withContent<Result>(
    of blob: Blob, in file: InputFile,
    _ body: (UnsafeBufferPointer<UInt8>) throws(MalformedBytes) -> Result
  ) throws(OSMError) -> Result {
    let place = Bilingual(
      "\(file.path)，始于第\(blob.offset)字节的数据块", "\(file.path), block at byte \(blob.offset)")
    let packed = try file.bytes(at: blob.offset, count: blob.size)
    guard packed.count == blob.size else { throw torn(file, blob.offset, Bilingual("数据块", "a block")) }
    var fields = BlobFields()
    do throws(MalformedBytes) {
      fields = try packed.withUnsafeBufferPointer { bytes throws(MalformedBytes) in try BlobFields(bytes) }
    } catch {
      throw OSMError(.malformed, Bilingual("数据块无法读取", "unreadable block"), at: place)
    }
    if let raw = fields.raw {
      return try packed.withUnsafeBufferPointer { bytes throws(OSMError) in
        try parsed(UnsafeBufferPointer(rebasing: bytes[raw]), place, body)
      }
    }
    guard let zlib = fields.zlib else {
      throw OSMError(
        .unsupported,
        Bilingual(
          "不支持压缩方式\(fields.otherCompression ?? "（未知）")；请用`osmium cat -f pbf,pbf_compression=zlib`转换",
          "compression \(fields.otherCompression ?? "unknown") is not read; convert the file with"
            + " `osmium cat -f pbf,pbf_compression=zlib`"), at: place)
    }
    guard fields.rawSize <= UInt64(blobLimit) else {
      throw OSMError(
        .oversized,
        Bilingual(
          "数据块称解压后有\(fields.rawSize)字节，格式只允许\(blobLimit)字节",
          "block claims \(fields.rawSize) bytes unpacked; the format allows \(blobLimit)"), at: place)
    }
    let size = Int(fields.rawSize)
    let content = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(size, 1))
    defer { content.deallocate() }
    let target = UnsafeMutableBufferPointer(rebasing: content[..<size])
    let isWhole = packed.withUnsafeBufferPointer {
      inflateExactly(UnsafeBufferPointer(rebasing: $0[zlib]), into: target)
    }
    guard isWhole else {
      throw OSMError(
        .malformed, Bilingual("zlib数据已损坏；请重新获取该文件", "damaged zlib data; fetch the file again"), at: place)
    }
    return try parsed(UnsafeBufferPointer(target), place, body)
  }

  private static func parsed<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Bilingual,
    _ body: (UnsafeBufferPointer<UInt8>) throws(MalformedBytes) -> Result
  ) throws(OSMError) -> Result {
    do throws(MalformedBytes) {
      return try body(bytes)
    } catch {
      throw OSMError(.malformed, Bilingual("内容不符合格式", "contents contradict the format"), at: place)
    }
  }

  private struct BlobFields {
    var raw: Range<Int>?
    var zlib: Range<Int>?
    var rawSize: UInt64 = 0
    var otherCompression: String?

    init() {}

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(MalformedBytes) {
      var cursor = WireCursor(bytes)
      let names: [UInt64: String] = [4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd"]
      while let field = try cursor.field() {
        switch (field.number, field.type) {
        case (2, 0): rawSize = try cursor.varint()
        case (1, 2), (3, 2), (4...7, 2):
          let content = try cursor.message().remaining
          let end = bytes.count - cursor.remaining.count
          let range = (end - content.count)..<end
          switch field.number {
          case 1: raw = range
          case 3: zlib = range
          default: otherCompression = names[field.number]
          }
        default: try cursor.skip(type: field.type)
        }
      }
    }
  }

  private static func checkHeader(_ file: InputFile, _ blob: Blob) throws(OSMError) {
    let required = try withContent(of: blob, in: file) { bytes throws(MalformedBytes) in
      var cursor = WireCursor(bytes)
      var required: [String] = []
      while let field = try cursor.field() {
        if field.number == 4, field.type == 2 {
          required.append(String(decoding: try cursor.message().remaining, as: UTF8.self))
        } else {
          try cursor.skip(type: field.type)
        }
      }
      return required
    }
    for feature in required where !understoodFeatures.contains(feature) {
      throw OSMError(
        .unsupported,
        Bilingual(
          "文件要求支持“\(feature)”，而本程序不支持；请导出不带历史版本的普通数据",
          "the file requires the feature \"\(feature)\", which is not read; export a plain extract without history"),
        context: file.path)
    }
  }
}

/// Lets workers that end before the pointee does share its address.
private struct SharedPointer<Pointee: ~Copyable>: @unchecked Sendable {
  let pointer: UnsafePointer<Pointee>
  init(_ pointer: UnsafePointer<Pointee>) { self.pointer = pointer }
}
