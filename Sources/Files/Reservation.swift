import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A hidden file or folder that one run alone holds.
///
/// It is made exclusively and locked (flock), and the lock dies with its process whatever kills it: one that is there and
/// not locked is what a killed run left, and is taken over. The name comes from the place it is for, so the next run finds
/// it, and a second run at the same time is refused before it has worked.
final class Reservation {
  let path: String
  let descriptor: Int32
  private let slot: Int?

  enum Kind {
    case file, folder
  }

  /// - Throws: ``FilesError`` `inUse` while another process holds it, `foreign`, `refused`.
  init(_ kind: Kind, _ path: String) throws(FilesError) {
    self.path = path
    (descriptor, slot) = try Leavings.whileMaking { () throws(FilesError) in
      (try Self.hold(kind, path), Leavings.keep(path))
    }
  }

  private static func hold(_ kind: Kind, _ path: String) throws(FilesError) -> Int32 {
    for _ in 0..<1000 {
      let (descriptor, isMade) = try open(kind, path)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let error = errno
        // Where nothing can be locked, having made it must do.
        if isMade, error != EWOULDBLOCK { return descriptor }
        close(descriptor)
        if error == EWOULDBLOCK {
          throw FilesError(
            .inUse,
            Bilingual(
              "另一次运行正在写入此处，或有两项输出同名。",
              "another run is writing here just now, or two outputs have this name."),
            remedy: Bilingual("等待其结束", "Wait for it"), path)
        }
        throw FilesError(
          .inUse,
          Bilingual(
            "“\(path)”已存在：可能属于另一次运行，也可能是以前的运行所留，在此无法分辨。如确无其他运行，请将其删除。",
            "“\(path)” is there, of another run or left by one, which cannot be told here. Remove it if none is running."
          ),
          path)
      }
      // Between opening and locking another run may have moved it into its place, or away.
      if Node.of(descriptor)?.isSame(as: try Node.at(path, followingLinks: false)) == true {
        if kind == .file { ftruncate(descriptor, 0) }
        return descriptor
      }
      close(descriptor)
    }
    throw FilesError(
      .inUse,
      Bilingual("其他运行正在写入此处。", "other runs are writing here just now."),
      remedy: Bilingual("等待其结束", "Wait for them"), path)
  }

  /// - Returns: a negative descriptor when it must be tried again.
  private static func open(_ kind: Kind, _ path: String) throws(FilesError) -> (descriptor: Int32, isMade: Bool) {
    let flags = O_CLOEXEC | O_NOFOLLOW
    switch kind {
    case .file:
      let made = systemOpen(path, O_RDWR | O_CREAT | O_EXCL | flags, 0o666)
      if made >= 0 { return (made, true) }
      guard errno == EEXIST else { throw .refused(Bilingual("无法新建文件", "the file cannot be made"), path) }
      let found = systemOpen(path, O_RDWR | O_NONBLOCK | flags)
      if found < 0, errno == ENOENT { return (-1, false) }
      guard found >= 0, Node.of(found)?.kind == .file else {
        if found >= 0 { close(found) }
        throw foreign(path)
      }
      return (found, false)
    case .folder:
      let isMade = mkdir(path, 0o700) == 0
      guard isMade || errno == EEXIST else { throw .refused(Bilingual("无法新建文件夹", "the folder cannot be made"), path) }
      let found = systemOpen(path, O_RDONLY | O_DIRECTORY | flags)
      if found < 0, errno == ENOENT { return (-1, false) }
      guard found >= 0 else { throw foreign(path) }
      return (found, isMade)
    }
  }

  private static func foreign(_ path: String) -> FilesError {
    FilesError(
      .foreign,
      Bilingual(
        "“\(path)”占用了所需的位置，且不是本程序所写。请把它移走。",
        "“\(path)” stands in the way and is not this program's. Move it away."), path)
  }

  /// What it reserved has gone to its place: nothing is left to remove.
  func release() { Leavings.forget(slot) }

  deinit {
    Leavings.forget(slot)
    close(descriptor)
  }
}

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 { open(path, flags, mode) }
