import Geodata
import Model
import Words

/// What `hours` prints: the stretches in which a text means open, or may.
package struct HoursAnswer {
  private let spans: [OpeningHours.Span]
  private let remarks: [Bilingual]

  /// - Parameter remarks: what the answer leaves out, as sentences.
  package init(_ spans: [OpeningHours.Span], remarks: [Bilingual]) {
    self.spans = spans
    self.remarks = remarks
  }

  package var text: Bilingual {
    let lines = spans.map { span in
      let stretch = "\(CivilMinute(span.minutes.lowerBound)) - \(CivilMinute(span.minutes.upperBound))"
      return Bilingual(same: stretch) + (span.isUnknown ? Bilingual("  不明", "  unknown") : Bilingual(same: ""))
    }
    return (lines.isEmpty ? [Bilingual("这段时间内从不开放", "never open in this stretch")] : lines).inLines
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
    if !remarks.isEmpty { members.append(JSONMember("remarks", .array(remarks.map { .string($0.english) }))) }
    return .object(members)
  }
}
