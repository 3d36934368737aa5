import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What stands at a path.
package struct Node: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case file, folder, link, pipe, device, socket
  }

  package var kind: Kind
  package var device: UInt64
  package var inode: UInt64
  /// The bits that chmod sets.
  package var mode: UInt32
  package var owner: UInt32
  package var group: UInt32
  /// Names of a file: more than one for hard links.
  package var names: Int
  package var size: Int

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFCHR, S_IFBLK: .device
      case S_IFSOCK: .socket
      default: .file
      }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(status.st_ino)
    mode = UInt32(status.st_mode) & 0o7777
    owner = status.st_uid
    group = status.st_gid
    names = Int(status.st_nlink)
    size = Int(status.st_size)
  }

  /// - Returns: nil when nothing stands there, or a link that leads nowhere.
  /// - Throws: ``FilesError`` `refused` when the system does not tell.
  package static func at(_ path: String, followingLinks: Bool = true) throws(FilesError) -> Node? {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else {
      guard errno == ENOENT else { throw .refused(Bilingual("无法查看", "it cannot be looked at"), path) }
      return nil
    }
    return Node(status)
  }

  static func of(_ descriptor: Int32) -> Node? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Node(status) : nil
  }

  func isSame(as other: Node?) -> Bool { other.map { $0.device == device && $0.inode == inode } ?? false }
}
