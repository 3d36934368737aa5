#if GDAL
import CGDAL
import Glibc

/// The file's size in bytes, also of a file within an archive; nil when it is not there.
package func virtualFileSize(_ address: String) -> Int? {
  guard let file = MessageLog().listen({ VSIFOpenL(address, "rb") }) else { return nil }
  defer { _ = VSIFCloseL(file) }
  guard VSIFSeekL(file, 0, SEEK_END) == 0 else { return nil }
  return Int(VSIFTellL(file))
}

/// Some bytes of a file, fewer at its end; nil when it cannot be read.
package func virtualFileBytes(_ address: String, from start: Int = 0, count: Int) -> [UInt8]? {
  guard let file = MessageLog().listen({ VSIFOpenL(address, "rb") }) else { return nil }
  defer { _ = VSIFCloseL(file) }
  guard VSIFSeekL(file, vsi_l_offset(start), SEEK_SET) == 0 else { return nil }
  return [UInt8](unsafeUninitializedCapacity: count) { room, read in
    read = VSIFReadL(room.baseAddress, 1, count, file)
  }
}

/// The files of a folder or archive by their paths within it, sorted; nil when it cannot be opened.
package func virtualFiles(in address: String) -> [String]? {
  guard let list = MessageLog().listen({ VSIReadDirRecursive(address) }) else { return nil }
  return StringList(owning: list).texts().filter { !$0.hasSuffix("/") }.sorted()
}
#endif
