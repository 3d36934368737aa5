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
  package var path: String
  /// The system's number; 0 where it was not asked.
  var number: Int32 = 0
  /// In whole sentences.
  private var cause: Bilingual
  /// What helps where it stands, as a request; nil for nothing, or where the cause says it.
  private var remedy: Bilingual?
  private var helpsElsewhere = false

  /// - Parameter words: what went wrong and how to mend it, where another place is no help.
  package init(_ code: Code, _ words: Bilingual, _ path: String) {
    self.code = code
    self.path = path
    cause = words
  }

  /// What would not happen at another place.
  init(_ code: Code, _ cause: Bilingual, remedy: Bilingual?, _ path: String) {
    self.init(code, cause, path)
    self.remedy = remedy
    helpsElsewhere = true
  }

  /// What the last call of the system refused.
  static func refused(_ what: Bilingual, _ path: String, _ number: Int32 = errno) -> FilesError {
    var error = said(number, path)
    error.cause = what + Bilingual("：", ": ") + error.cause
    error.number = number
    return error
  }

  /// What went wrong and how to mend it.
  package var words: Bilingual { words(elsewhere: Bilingual("改存他处", "choose another place")) }

  /// - Parameter elsewhere: how the caller's user chooses another place, as a request.
  package func words(elsewhere: Bilingual) -> Bilingual {
    guard helpsElsewhere else { return cause }
    guard let remedy else {
      let request = elsewhere.english.prefix(1).uppercased() + elsewhere.english.dropFirst()
      return cause + Bilingual("请\(elsewhere.chinese)。", " \(request).")
    }
    return cause + Bilingual("请", " ") + remedy + Bilingual("，或", ", or ") + elsewhere + Bilingual("。", ".")
  }

  package var message: String { words.english }

  package var told: Bilingual { Bilingual("\(path)：", "\(path): ") + words }

  /// The system's words for a number, with advice where there is some.
  private static func said(_ number: Int32, _ path: String) -> FilesError {
    let text = String(cString: strerror(number))
    func plain(_ chinese: String, _ english: String = "") -> FilesError {
      FilesError(.refused, Bilingual(chinese, "\(text).\(english)"), path)
    }
    func local(_ chinese: String, _ remedy: Bilingual?) -> FilesError {
      FilesError(.refused, Bilingual(chinese, "\(text)."), remedy: remedy, path)
    }
    let room = Bilingual("清理空间", "Make room")
    switch number {
    case ENOSPC: return local("磁盘空间不足。", room)
    case EDQUOT: return local("超出磁盘配额。", room)
    case EACCES, EPERM:
      return local("权限不足。", Bilingual("检查所在文件夹的权限", "Check the permissions of the folder it stands in"))
    case EROFS: return local("此处只能读取，不能写入。", nil)
    case ENAMETOOLONG: return plain("名称过长。请改用较短的名称。", " Give a shorter name.")
    case ENOENT: return plain("位置不存在。请检查所在文件夹是否存在。", " Check that its folder exists.")
    case ENOTDIR: return plain("路径中间的一级不是文件夹。请检查路径。")
    case EISDIR: return plain("该位置上是一个文件夹。")
    case ENOTEMPTY, EEXIST: return plain("该位置已被占用。")
    case ELOOP: return plain("链接过多，或首尾循环。")
    case EFBIG: return plain("文件超出系统允许的大小。")
    case EIO: return plain("磁盘读写出错。")
    // The system's own words, which nobody translates.
    default: return plain("系统提示“\(text)”。")
    }
  }
}
