#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why a file or folder cannot be written, in words, with what helps.
package struct FilesError: Error, Hashable, Sendable, CustomStringConvertible {
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
  package var message: String
  package var path: String
  /// The system's number; 0 where it was not asked.
  var number: Int32 = 0

  package init(_ code: Code, _ message: String, _ path: String) {
    self.code = code
    self.message = message
    self.path = path
  }

  /// What the last call of the system refused.
  static func refused(_ what: String, _ path: String, _ number: Int32 = errno) -> FilesError {
    var error = FilesError(.refused, "\(what): \(words(number))", path)
    error.number = number
    return error
  }

  package var description: String { "\(path): \(message)" }

  /// The system's words for a number, with advice where there is some.
  static func words(_ number: Int32) -> String {
    let text = String(cString: strerror(number))
    switch number {
    case ENOSPC, EDQUOT: return "\(text). Make room, or choose another place."
    case EACCES, EPERM: return "\(text). Check the permissions of the folder it stands in, or choose another place."
    case EROFS: return "\(text). Choose another place."
    case ENAMETOOLONG: return "\(text). Give a shorter name."
    case ENOENT: return "\(text). Check that its folder exists."
    default: return "\(text)."
    }
  }
}
