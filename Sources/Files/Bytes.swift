import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes all bytes to an open file, pipe or terminal.
///
/// - Returns: 0, or the system's number for why not all was written.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
  var done = 0
  return bytes.withUnsafeBytes { buffer in
    while done < buffer.count {
      let count = write(descriptor, buffer.baseAddress! + done, buffer.count - done)
      if count >= 0 {
        done += count
      } else if errno == EAGAIN {
        // A terminal that another program made non-blocking.
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}

/// Writes a new file in one go.
///
/// - Throws: ``FilesError`` `refused`; a part of the file may then be there.
package func writeFile(_ path: String, _ bytes: [UInt8]) throws(FilesError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw .refused(Bilingual("无法新建文件", "the file cannot be made"), path) }
  var error = writeAll(bytes, to: descriptor)
  // Some file systems tell only now that there is no room.
  if close(descriptor) != 0, error == 0, errno != EINTR { error = errno }
  guard error == 0 else { throw .refused(Bilingual("写入失败", "writing failed"), path, error) }
}

/// Copies all of an open file into another from its beginning, and cuts what is beyond.
///
/// Room is asked for first, so that a full disk leaves the other as it was.
func copyAll(from source: Int32, to target: Int32) -> Int32 {
  guard let size = Node.of(source)?.size, let old = Node.of(target)?.size else { return errno }
  if size > old {
    let error = posix_fallocate(target, off_t(old), off_t(size - old))
    if error == ENOSPC || error == EDQUOT || error == EFBIG {
      _ = ftruncate(target, off_t(old))
      return error
    }
  }
  var done = 0
  while done < size {
    var error: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: min(1 << 20, size - done)) { buffer, count in
      let read = pread(source, buffer.baseAddress!, buffer.count, off_t(done))
      if read < 0 { error = errno }
      count = max(0, read)
    }
    if piece.isEmpty { return error == 0 ? EIO : error }
    let written = writeAll(piece, to: target)
    guard written == 0 else { return written }
    done += piece.count
  }
  return ftruncate(target, off_t(size)) == 0 ? 0 : errno
}
