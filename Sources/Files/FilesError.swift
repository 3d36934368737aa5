import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why a file or folder cannot be written, in words, with what helps.
package struct FilesError: Spoken, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The system refuses; the message has its words.
    case refused
    /// Another run holds the place.
    case inUse = "in-use"
    /// A folder where a file should be, or the reverse.
    case wrongKind = "wrong-kind"
    /// A mount point, which nothing can take the place of.
    case mountPoint = "mount-point"
    /// Something lies there that this program did not write.
    case foreign
  }

  package var code: Code
  /// What went wrong and how to mend it.
  package var words: Bilingual
  package var path: String
  /// The system's number; 0 where it was not asked.
  var number: Int32 = 0

  package init(_ code: Code, _ words: Bilingual, _ path: String) {
    self.code = code
    self.words = words
    self.path = path
  }

  /// What the last call of the system refused.
  static func refused(_ what: Bilingual, _ path: String, _ number: Int32 = errno) -> FilesError {
    var error = FilesError(.refused, what + Bilingual("：", ": ") + words(number), path)
    error.number = number
    return error
  }

  package var message: String { words.english }

  package var told: Bilingual { Bilingual("\(path)：", "\(path): ") + words }

  /// The system's words for a number, with advice where there is some.
  static func words(_ number: Int32) -> Bilingual {
    let text = String(cString: strerror(number))
    switch number {
    case ENOSPC, EDQUOT:
      return Bilingual(
        number == ENOSPC ? "磁盘空间不足。请清理空间，或改存他处。" : "超出磁盘配额。请清理空间，或改存他处。",
        "\(text). Make room, or choose another place.")
    case EACCES, EPERM:
      return Bilingual(
        "权限不足。请检查所在文件夹的权限，或改存他处。",
        "\(text). Check the permissions of the folder it stands in, or choose another place.")
    case EROFS: return Bilingual("此处只能读取，不能写入。请改存他处。", "\(text). Choose another place.")
    case ENAMETOOLONG: return Bilingual("名称过长。请改用较短的名称。", "\(text). Give a shorter name.")
    case ENOENT: return Bilingual("位置不存在。请检查所在文件夹是否存在。", "\(text). Check that its folder exists.")
    case ENOTDIR: return Bilingual("路径中间的一级不是文件夹。请检查路径。", "\(text).")
    case EISDIR: return Bilingual("该位置上是一个文件夹。", "\(text).")
    case ENOTEMPTY, EEXIST: return Bilingual("该位置已被占用。", "\(text).")
    case ELOOP: return Bilingual("链接过多，或首尾循环。", "\(text).")
    case EFBIG: return Bilingual("文件超出系统允许的大小。", "\(text).")
    case EIO: return Bilingual("磁盘读写出错。", "\(text).")
    // The system's own words, which nobody translates.
    default: return Bilingual("系统提示“\(text)”。", "\(text).")
    }
  }
}
