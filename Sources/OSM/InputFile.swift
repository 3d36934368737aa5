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
      throw OSMError(.unreadable, "cannot open: \(String(cString: strerror(errno)))", context: path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw OSMError(.unreadable, "not a regular file; give an .osm, .osm.gz or .osm.pbf file", context: path)
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
        throw OSMError(.unreadable, "cannot read: \(String(cString: strerror(errno)))", context: path)
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
