import Geodata
import Model

/// What `hours` prints: the stretches in which a text means open, or may.
package struct HoursAnswer {
  private let spans: [OpeningHours.Span]
  private let remarks: [String]

  /// - Parameter remarks: what the answer leaves out, as sentences.
  package init(_ spans: [OpeningHours.Span], remarks: [String]) {
    self.spans = spans
    self.remarks = remarks
  }

  package var text: String {
    let lines = spans.map { span in
      "\(CivilMinute(span.minutes.lowerBound)) - \(CivilMinute(span.minutes.upperBound))"
        + (span.isUnknown ? "  unknown" : "")
    }
    return (lines.isEmpty ? ["never open in this stretch"] : lines).joined(separator: "\n")
  }

  package var json: JSONValue {
    var members: [JSONMember] = [
      JSONMember(
        "open",
        .array(
          spans.map { span in
            var members = [
              JSONMember("from", .string("\(CivilMinute(span.minutes.lowerBound))")),
              JSONMember("to", .string("\(CivilMinute(span.minutes.upperBound))")),
            ]
            if span.isUnknown { members.append(JSONMember("unknown", .bool(true))) }
            return .object(members)
          }))
    ]
    if !remarks.isEmpty { members.append(JSONMember("remarks", .array(remarks.map(JSONValue.string)))) }
    return .object(members)
  }
}
