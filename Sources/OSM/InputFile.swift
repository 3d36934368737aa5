import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file that is read by position, so that several threads may share it.
final class InputFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(path: String) throws(OSMError) {
    // A pipe without a writer must be refused, not waited for.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw OSMError(.unreadable, Bilingual("无法打开：", "cannot open: ") + systemWords(errno), context: path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw OSMError(
        .unreadable,
        Bilingual(
          "这不是普通文件；请提供.osm、.osm.gz或.osm.pbf文件", "not a regular file; give an .osm, .osm.gz or .osm.pbf file"),
        context: path)
    }
    self.path = path
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads up to `target.count` bytes at `offset`; fewer only at the end of the file.
  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(OSMError) -> Int {
    var done = 0
    while done < target.count {
      let count = pread(descriptor, target.baseAddress! + done, target.count - done, off_t(offset + done))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw OSMError(.unreadable, Bilingual("无法读取：", "cannot read: ") + systemWords(errno), context: path)
      }
      done += count
    }
    return done
  }

  /// The bytes `offset ..< offset + count`, fewer only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(OSMError) -> [UInt8] {
    var failure: OSMError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(OSMError) {
        filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}

/// The system's words for why a file cannot be read.
private func systemWords(_ number: Int32) -> Bilingual {
  let text = String(cString: strerror(number))
  return switch number {
  case ENOENT, ENOTDIR: Bilingual("文件不存在", text)
  case EACCES, EPERM: Bilingual("没有读取权限", text)
  case ENAMETOOLONG: Bilingual("名称过长", text)
  case ELOOP: Bilingual("链接过多，或首尾循环", text)
  case EIO: Bilingual("磁盘读写出错", text)
  default: Bilingual(same: text)
  }
}
