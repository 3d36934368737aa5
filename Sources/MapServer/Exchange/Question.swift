/// What is asked over HTTP, whoever carries it.
package struct Question: Sendable {
  package enum Method: String, Hashable, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case delete = "DELETE"
    case options = "OPTIONS"
    case other = ""
  }

  package var method: Method
  /// Decoded; no part is empty, `.` or `..`.
  package var path: [String]
  /// Decoded, in order.
  package var query: [(name: String, value: String)]
  /// The header `Accept`; empty without one.
  package var accept: String
  package var body: [UInt8]
  /// The header `Content-Type` without its parameters, in small letters; empty without one.
  package var contentType: String
  /// `http://host:port`, which links begin with.
  package var base: String
  /// The address that asks; empty where none is known.
  package var peer: String

  package init(
    _ method: Method, _ path: [String], query: [(name: String, value: String)] = [], accept: String = "",
    body: [UInt8] = [], contentType: String = "", base: String = "http://127.0.0.1:8080", peer: String = ""
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.accept = accept
    self.body = body
    self.contentType = contentType
    self.base = base
    self.peer = peer
  }
}
