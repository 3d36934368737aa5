#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The names in a folder, without "." and "..", in no order; empty when it cannot be read.
func names(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var found: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
      field.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
    }
    if name != ".", name != ".." { found.append(name) }
  }
  return found
}

/// Removes a file, a link or a folder with all that is in it; links are not followed.
func removeTree(_ path: String) {
  if unlink(path) == 0 || errno == ENOENT { return }
  for name in names(in: path) { removeTree(joined(path, name)) }
  rmdir(path)
}

/// Gives a new folder the owner and mode of an old one, and what is in it those of what has the same name there.
///
/// What is new belongs to whom the old folder belongs to. A user who may not give away files keeps them.
func takeOver(_ old: String, by new: String) {
  guard let folder = (try? Node.at(old)) ?? nil else { return }
  takeOver(old, by: new, owner: folder.owner, group: folder.group)
}

private func takeOver(_ old: String, by new: String, owner: UInt32, group: UInt32) {
  guard let made = (try? Node.at(new, followingLinks: false)) ?? nil else { return }
  if made.kind == .folder {
    for name in names(in: new) { takeOver(joined(old, name), by: joined(new, name), owner: owner, group: group) }
  }
  let older = ((try? Node.at(old, followingLinks: false)) ?? nil).flatMap { $0.kind == made.kind ? $0 : nil }
  // The owner first: a change of owner clears bits of the mode.
  _ = lchown(new, older?.owner ?? owner, older?.group ?? group)
  if let older { _ = chmod(new, mode_t(older.mode)) }
}
