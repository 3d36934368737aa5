import Geodata
import Words

/// Why a question has no answer, as OGC API and the page both read it.
struct OGCFault: Error {
  var status: Int
  var code: String
  var words: Bilingual
  var headers: [(name: String, value: String)] = []
  /// Of an exception of OGC API - Processes, which has one.
  var type: String?

  init(_ status: Int, _ code: String, _ words: Bilingual, headers: [(name: String, value: String)] = []) {
    self.status = status
    self.code = code
    self.words = words
    self.headers = headers
  }

  /// A parameter whose value cannot be meant.
  static func badValue(_ name: String, _ words: Bilingual) -> OGCFault {
    OGCFault(400, "InvalidParameterValue", Bilingual("参数\(name)：", "\(name): ") + words)
  }

  static func notFound(_ words: Bilingual) -> OGCFault { OGCFault(404, "NotFound", words) }

  /// The exception of OGC API with our own member beside it.
  var answer: Answer {
    var members: [JSONMember] = []
    if let type {
      members = [
        JSONMember("type", .string(type)), JSONMember("title", .string(code)), JSONMember("status", .int(status)),
        JSONMember("detail", .string(words.english)),
      ]
    }
    members += [
      JSONMember("code", .string(code)), JSONMember("description", .string(words.english)),
      JSONMember(
        "error",
        [
          "code": .string(code), "message": JSONValue(words),
        ]),
    ]
    return .json(.object(members), status, type: "application/json", headers: headers)
  }
}
