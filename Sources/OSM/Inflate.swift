import CZlib
import Words

/// Inflates one zlib stream into exactly `target.count` bytes.
/// - Returns: false when the stream is damaged or holds fewer or more bytes.
func inflateExactly(_ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>) -> Bool {
  guard let input = source.baseAddress, let output = target.baseAddress else { return false }
  var length = uLongf(target.count)
  let status = uncompress(output, &length, input, uLong(source.count))
  return status == Z_OK && Int(length) == target.count
}

/// A gzip file read piece by piece. Several members one after the other count as one stream.
struct GzipStream: ~Copyable {
  private let file: InputFile
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var offset = 0
  private var isMemberOpen = false

  init(file: InputFile) throws(OSMError) {
    self.file = file
    input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 window bits; 16 more asks for the gzip wrapper.
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib refuses to start: \(status)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Fills `target` as far as the file goes.
  mutating func read(into target: UnsafeMutableRawBufferPointer) throws(OSMError) -> Int {
    stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(target.count)
    while stream.pointee.avail_out > 0 {
      if stream.pointee.avail_in == 0 {
        let count = try file.read(at: offset, into: input)
        offset += count
        if count == 0 {
          if isMemberOpen {
            throw OSMError(
              .truncated,
              Bilingual("gzip数据不完整，中途结束；请重新获取该文件", "the gzip stream ends in the middle; fetch the file again"),
              context: file.path)
          }
          break
        }
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
      }
      isMemberOpen = true
      let status = inflate(stream, Z_NO_FLUSH)
      if status == Z_STREAM_END {
        isMemberOpen = false
        inflateReset(stream)
      } else if status != Z_OK {
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "status \(status)"
        throw OSMError(
          .malformed,
          Bilingual(
            "gzip数据在第\(offset)字节之前已损坏（\(reason)）；请重新获取该文件",
            "the gzip stream is damaged before byte \(offset) (\(reason)); fetch the file again"),
          context: file.path)
      }
    }
    return target.count - Int(stream.pointee.avail_out)
  }
}
