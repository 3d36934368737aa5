import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that stays open, so that what is read later is of the same file, whatever takes its name meanwhile.
///
/// Not mapped: a file that someone cuts short while it is in use would end the process.
final class OpenFile: Sendable {
  let path: String
  let byteCount: Int
  private let descriptor: Int32

  /// - Throws: ``RoadNetworkError`` code `graphFile`.
  init(_ path: String) throws(RoadNetworkError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw RoadNetworkError(
        .graphFile, Bilingual("无法打开：", "cannot open: ") + Bilingual(same: String(cString: strerror(errno))),
        context: path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      close(descriptor)
      throw RoadNetworkError(.graphFile, Bilingual("不是普通文件，或文件为空", "no regular file, or an empty one"), context: path)
    }
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills some memory with what stands at an offset.
  ///
  /// - Throws: ``RoadNetworkError`` code `graphFile`.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(RoadNetworkError) {
    var filled = 0
    while filled < bytes.count {
      let count = pread(descriptor, bytes.baseAddress! + filled, bytes.count - filled, off_t(offset + filled))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason =
          count < 0
          ? Bilingual(same: String(cString: strerror(errno)))
          : Bilingual("读取途中文件变短了", "it became shorter while it was read")
        throw RoadNetworkError(.graphFile, Bilingual("无法读取：", "cannot read: ") + reason, context: path)
      }
      filled += count
    }
  }
}

extension OpenFile {
  /// - Throws: ``RoadNetworkError`` code `graphFile`.
  func values<Element: BitwiseCopyable>(
    _: Element.Type, count: Int, at offset: Int
  ) throws(RoadNetworkError) -> [Element] {
    var failure: RoadNetworkError?
    let values = [Element](unsafeUninitializedCapacity: count) { slots, used in
      do throws(RoadNetworkError) {
        try read(UnsafeMutableRawBufferPointer(slots), at: offset)
        used = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return values
  }
}

/// The beginning of a file in memory of the process.
final class LoadedFile: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  /// - Throws: ``RoadNetworkError`` code `graphFile`.
  init(_ file: OpenFile, byteCount: Int) throws(RoadNetworkError) {
    let base = allocatePages(byteCount: byteCount)
    bytes = UnsafeRawBufferPointer(start: base, count: byteCount)
    try file.read(UnsafeMutableRawBufferPointer(start: base, count: byteCount), at: 0)
  }

  deinit { bytes.baseAddress!.deallocate() }
}
