import Geodata
import Report

/// One operation of the service: what answers it and what the API definition says of it are one entry.
struct OGCRoute: Sendable {
  /// From the root; a part in braces stands for any text.
  var path: [String]
  var method: Question.Method = .get
  /// The operation's id in the API definition.
  var id: String
  var summary: String
  var tag: String
  var parameters: [OGCParameter] = []
  var media: [OGCMedium] = [.json]
  /// The schema of what is answered.
  var schema: JSONValue
  /// The schema of what is sent, with an example.
  var request: JSONValue?
  var success = 200
  /// The schema of what is answered with 202 where the work goes on, beside ``success``; nil where it never does.
  var order: JSONValue?
  /// Status codes beside that of success.
  var failures: [Int] = [400, 404, 405, 406]
  /// nil for what another room answers: it is described alone.
  var answer: (@Sendable (OGCCall) throws(OGCFault) -> Answer)?

  /// Whether a path is this one.
  func matches(_ other: [String]) -> Bool {
    path.count == other.count && zip(path, other).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
  }
}

/// One parameter of an operation.
struct OGCParameter: Sendable {
  enum Place: String { case query, path }

  var name: String
  var place = Place.query
  var description: String
  var schema: JSONValue
  var example: JSONValue?
}

/// A question that found its route.
struct OGCCall: Sendable {
  var question: Question
  var route: OGCRoute
  var medium: OGCMedium
  var layers: [FeatureLayer]
  var about: ServiceText
}
