import Foundation
import Words

/// What a request says before its body, as it came.
package struct RequestHead: Sendable {
  package var method: String
  /// Path and query.
  package var target: String
  /// The header `Host`; nil without one.
  package var host: String?
  package var origin: String?
  package var authorization: String?
  package var cookie: String?
  package var accept = ""
  package var contentType = ""
  /// As the header `Content-Length` states it.
  package var length: Int?
  /// The address that asks.
  package var peer = ""

  package init(_ method: String, _ target: String, host: String?) {
    self.method = method
    self.target = target
    self.host = host
  }

  /// The parts of the path, decoded, without empty ones.
  ///
  /// A part may hold a slash that was escaped, as ids of records can: parts are looked up in lists, never joined to a folder.
  ///
  /// - Throws: ``Refusal`` for what no address of ours has: bad escapes, controls, `.` and `..`.
  package func path() throws(Refusal) -> [String] {
    let bad = Refusal("bad-path", Bilingual("地址写法有误。", "the path is not written as one."))
    guard target.hasPrefix("/") else { throw bad }
    var parts: [String] = []
    for part in target.prefix(while: { $0 != "?" }).split(separator: "/") {
      guard let text = part.removingPercentEncoding,
        !text.split(separator: "/").contains(where: { [".", ".."].contains($0) }),
        text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
      else { throw bad }
      parts.append(text)
    }
    return parts
  }

  /// Names and values, decoded; a plus is a blank.
  func query() throws(Refusal) -> [(name: String, value: String)] {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    var query: [(name: String, value: String)] = []
    for pair in target[target.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let texts = parts.compactMap { $0.replacing("+", with: " ").removingPercentEncoding }
      guard texts.count == parts.count else {
        throw Refusal("bad-query", Bilingual("查询参数中的百分号写法有误。", "a per cent sign in the query is not written as one."))
      }
      query.append((texts[0], texts.count > 1 ? texts[1] : ""))
    }
    return query
  }
}
