import Geodata
import Words

/// What is answered.
package struct Answer: Sendable {
  package var status: Int
  /// The header `Content-Type`.
  package var type: String
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// What comes bit by bit, after the body; nil for what is whole.
  package var stream: AsyncStream<[UInt8]>?

  package init(
    _ status: Int = 200, type: String, headers: [(name: String, value: String)] = [], body: [UInt8]
  ) {
    self.status = status
    self.type = type
    self.headers = headers
    self.body = body
  }

  /// A document of ours; numbers of it are finite by construction.
  package static func json(
    _ value: JSONValue, _ status: Int = 200, type: String = "application/json; charset=utf-8",
    headers: [(name: String, value: String)] = []
  ) -> Answer {
    let body = (try? value.utf8()) ?? Array(#"{"error":{"code":"not-finite"}}"#.utf8)
    return Answer(status, type: type, headers: headers, body: body)
  }

  /// What cannot be answered, and why.
  ///
  /// - Parameter retryAfter: seconds after which one may ask again; nil where that is no help.
  package static func failure(_ status: Int, _ code: String, _ words: Bilingual, retryAfter: Int? = nil) -> Answer {
    return json(
      .object([
        JSONMember("error", .object([JSONMember("code", .string(code)), JSONMember("message", JSONValue(words))]))
      ]),
      status, headers: retryAfter.map { [("Retry-After", String($0))] } ?? [])
  }
}
