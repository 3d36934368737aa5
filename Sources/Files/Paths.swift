import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The folder and the last name of a path; "." for a path without folder.
func split(_ path: String) -> (folder: String, name: String) {
  var trimmed = path[...]
  while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
  guard let stroke = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
  let folder = trimmed[..<stroke]
  return (folder.isEmpty ? "/" : String(folder), String(trimmed[trimmed.index(after: stroke)...]))
}

func joined(_ folder: String, _ name: String) -> String { folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)" }

/// Where a path leads when its last name is a link, also one that leads nowhere yet.
///
/// - Throws: ``FilesError`` `refused` for links that lead in a circle.
func followingLinks(_ path: String) throws(FilesError) -> String {
  var place = path
  for _ in 0..<40 {
    guard let next = try followingOneLink(place) else { return place }
    place = next
  }
  throw .refused(Bilingual("链接首尾循环", "its links lead in a circle"), path, ELOOP)
}

/// - Returns: nil when the last name is no link.
func followingOneLink(_ path: String) throws(FilesError) -> String? {
  guard try Node.at(path, followingLinks: false)?.kind == .link else { return nil }
  var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &bytes, bytes.count)
  guard count > 0 else { throw .refused(Bilingual("无法读取链接", "the link cannot be read"), path) }
  let text = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return text.hasPrefix("/") ? text : joined(split(path).folder, text)
}

/// The one name of what exists: absolute, without links and dots.
func canonical(_ path: String) -> String? {
  guard let found = realpath(path, nil) else { return nil }
  defer { free(found) }
  return String(cString: found)
}

/// Whether another file system, or a part of one, hangs at the path, which must exist.
package func isMountPoint(_ path: String) -> Bool {
  guard let place = canonical(path) else { return false }
  if place == "/" { return true }
  // Parts of the same file system have the same device: only the list tells them.
  guard let list = fopen("/proc/self/mountinfo", "re") else {
    guard let own = try? Node.at(place), own.kind == .folder else { return false }
    return (try? Node.at(split(place).folder))?.device != own.device
  }
  defer { fclose(list) }
  var line: UnsafeMutablePointer<CChar>?
  var capacity = 0
  defer { free(line) }
  while getline(&line, &capacity, list) > 0, let text = line.map({ String(cString: $0) }) {
    let fields = text.split(separator: " ")
    if fields.count > 4, withoutOctal(fields[4]) == place { return true }
  }
  return false
}

/// Blanks and other bytes are written `\040` in the list of mounts.
private func withoutOctal(_ text: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    let digits = rest.prefix(3)
    if byte == UInt8(ascii: "\\"), digits.count == 3,
      let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
    {
      bytes.append(code)
      rest = rest.dropFirst(3)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The hidden name beside `name` under which a run prepares what shall stand there.
func stagingName(_ name: String) -> String {
  let plain = ".\(name).servicecircle"
  guard plain.utf8.count > Int(NAME_MAX) else { return plain }
  // FNV-1a: names of 240 bytes and more need a short one of their own.
  let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  return ".\(String(hash, radix: 16)).servicecircle"
}
