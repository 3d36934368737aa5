import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A whole file in memory of the process.
///
/// Not mapped: a file that someone cuts short while it is in use would end the process.
final class LoadedFile: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  /// - Throws: ``RoadNetworkError`` code `graphFile`.
  init(_ path: String) throws(RoadNetworkError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw RoadNetworkError(
        .graphFile, Bilingual("无法打开：", "cannot open: ") + Bilingual(same: String(cString: strerror(errno))),
        context: path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      throw RoadNetworkError(.graphFile, Bilingual("不是普通文件，或文件为空", "no regular file, or an empty one"), context: path)
    }
    let size = Int(status.st_size)
    let base = allocatePages(byteCount: size)
    bytes = UnsafeRawBufferPointer(start: base, count: size)
    var filled = 0
    while filled < size {
      let count = read(descriptor, base + filled, size - filled)
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

  deinit { bytes.baseAddress!.deallocate() }
}
