import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// An output file that appears whole or not at all.
///
/// What is a regular file, or nothing yet, is prepared beside its place and renamed over it in one step; links are
/// followed, owner and mode of the older file stay. A file with several names, one that is mounted, and one in a folder
/// that takes no new files are prepared likewise and then written over where they are. Pipes and devices are written to as
/// it comes: nothing takes their place.
///
/// Made before the work, it tells at once what cannot be written.
package final class WholeFile {
  private enum Way {
    /// Rename the prepared file to this path.
    case replace(String, Reservation)
    /// Copy the prepared file into the one at this path.
    case overwrite(String, prepared: Int32, Reservation?)
    /// Write there at once; -1 until the first byte, for a pipe waits for its reader.
    case stream(Int32)
  }

  package let path: String
  private var way: Way
  private let old: Node?
  private var isDone = false

  /// - Throws: ``FilesError``.
  package init(_ path: String) throws(FilesError) {
    self.path = path
    old = try Node.at(path)
    way = try Self.way(to: path, old)
  }

  private static func way(to path: String, _ old: Node?) throws(FilesError) -> Way {
    if let old, old.kind != .file || leadsToOpenFile(path) {
      guard old.kind != .folder else {
        throw FilesError(
          .wrongKind, Bilingual("该位置上是一个文件夹。请指定文件名。", "a folder stands where the file should. Name a file."),
          path)
      }
      guard access(path, W_OK) == 0 else { throw .refused(Bilingual("无法写入", "it cannot be written to"), path) }
      return .stream(old.kind == .pipe ? -1 : try opened(path))
    }
    let target = try followingLinks(path)
    let (folder, name) = split(target)
    guard !name.isEmpty, !path.hasSuffix("/") else {
      throw FilesError(.wrongKind, Bilingual("这是文件夹的名称。请指定文件名。", "this names a folder. Name a file."), path)
    }
    guard old == nil || access(target, W_OK) == 0 else {
      throw .refused(Bilingual("不允许覆盖该文件", "the file may not be written over"), path)
    }
    let staging = joined(folder, stagingName(name))
    guard let old else { return .replace(target, try Reservation(.file, staging)) }
    do throws(FilesError) {
      let reservation = try Reservation(.file, staging)
      let keepsOwner = geteuid() == 0 || (old.owner == geteuid() && isOwnGroup(old.group))
      guard old.names == 1, keepsOwner, !isMountPoint(target) else {
        return .overwrite(target, prepared: reservation.descriptor, reservation)
      }
      return .replace(target, reservation)
    } catch {
      // The folder takes no new file, but the file itself may be written.
      guard error.code == .refused, [EACCES, EPERM, EROFS].contains(error.number) else { throw error }
      return .overwrite(target, prepared: try nameless(target), nil)
    }
  }

  private static func isOwnGroup(_ group: UInt32) -> Bool {
    if group == getegid() { return true }
    var groups = [gid_t](repeating: 0, count: max(0, Int(getgroups(0, nil))))
    let count = getgroups(Int32(groups.count), &groups)
    return groups.prefix(max(0, Int(count))).contains(group)
  }

  /// `/dev/stdout` and `/dev/fd/3` are the caller's open files: replacing what they lead to would not reach him.
  private static func leadsToOpenFile(_ path: String) -> Bool {
    var place = path
    for _ in 0..<40 {
      if place.hasPrefix("/proc/") || place.hasPrefix("/dev/fd/") { return true }
      guard let next = try? followingOneLink(place) else { return false }
      place = next
    }
    return false
  }

  private static func opened(_ path: String) throws(FilesError) -> Int32 {
    let descriptor = Leavings.opened(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .refused(Bilingual("无法打开以供写入", "it cannot be opened for writing"), path) }
    return descriptor
  }

  /// A file in the system's folder for such, whose name is gone already.
  private static func nameless(_ path: String) throws(FilesError) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array(joined(folder, "servicecircle-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .refused(Bilingual("没有可用于暂存的位置", "there is no place to prepare it"), path) }
    unlink(template)
    return descriptor
  }

  package func write(_ bytes: [UInt8]) throws(FilesError) {
    let descriptor: Int32
    switch way {
    case .replace(_, let reservation): descriptor = reservation.descriptor
    case .overwrite(_, let prepared, _): descriptor = prepared
    case .stream(let open):
      descriptor = open >= 0 ? open : try Self.opened(path)
      way = .stream(descriptor)
    }
    let error = writeAll(bytes, to: descriptor)
    guard error == 0 else { throw .refused(Bilingual("写入失败", "writing failed"), path, error) }
  }

  /// Puts the finished file in its place.
  package func commit() throws(FilesError) {
    switch way {
    case .replace(let target, let reservation):
      if let old {
        // The owner first: a change of owner clears bits of the mode.
        _ = fchown(reservation.descriptor, old.owner, old.group)
        _ = fchmod(reservation.descriptor, mode_t(old.mode))
      }
      // A folder for results, or another run, may have come there meanwhile.
      guard rename(reservation.path, target) == 0 else {
        throw .refused(Bilingual("无法放到指定位置", "it cannot be put in its place"), path)
      }
      reservation.release()
    case .overwrite(let target, let prepared, let reservation):
      let descriptor = open(target, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .refused(Bilingual("无法打开以供写入", "it cannot be opened for writing"), path) }
      var error = copyAll(from: prepared, to: descriptor)
      if close(descriptor) != 0, error == 0 { error = errno }
      guard error == 0 else { throw .refused(Bilingual("写入失败", "writing failed"), path, error) }
      if let reservation { unlink(reservation.path) }
    case .stream(let open):
      // A reader of a pipe waits for its end, even of nothing.
      let descriptor = open >= 0 ? open : try Self.opened(path)
      way = .stream(-1)
      isDone = true
      guard close(descriptor) == 0 else { throw .refused(Bilingual("写入失败", "writing failed"), path) }
    }
    isDone = true
  }

  deinit {
    switch way {
    case .replace(_, let reservation): if !isDone { unlink(reservation.path) }
    case .overwrite(_, _, let reservation?): if !isDone { unlink(reservation.path) }
    case .overwrite(_, let prepared, nil): close(prepared)
    case .stream(let open): if open >= 0 { close(open) }
    }
  }
}
