import Geodata
import Model

/// What `inspect` prints of an OpenStreetMap file when no filter chooses records from it.
package struct OpenStreetMapAnswer {
  private let name: String
  private let survey: OpenStreetMapSurvey

  package init(file: String, _ survey: OpenStreetMapSurvey) {
    name = file.split(separator: "/").last.map(String.init) ?? file
    self.survey = survey
  }

  private var corners: [Double] { [survey.box.minX, survey.box.minY, survey.box.maxX, survey.box.maxY] }

  package var text: String {
    var lines = [
      "\(name.inOneLine): OpenStreetMap, \(survey.nodeCount) nodes, \(survey.wayCount) ways, \(survey.relationCount) relations"
    ]
    if !survey.box.isEmpty {
      let degrees = corners.map { "\(rounded($0, 7))" }
      lines.append("in WGS84     \(degrees[0]), \(degrees[1]) to \(degrees[2]), \(degrees[3])")
    }
    if survey.clippedWayCount > 0 {
      lines.append("clipped      \(survey.clippedWayCount) ways lack nodes: they cross the edge of the extract")
    }
    if let remark = survey.remark { lines.append("incomplete   the service that made the extract remarks: \(remark)") }
    lines.append("")
    for key in survey.keys {
      let values = key.values.map { "\($0.value.shown) \($0.count)" }.joined(separator: ", ")
      let label = "\(key.name.shown) \(key.count)"
      lines.append(label + String(repeating: " ", count: max(2, 26 - label.count)) + values)
    }
    lines.append("")
    lines.append("A layer takes part of it by a filter, for example: --filter 'amenity=bank|post_office'")
    return lines.joined(separator: "\n")
  }

  package var json: JSONValue {
    .object([
      JSONMember("file", .string(name)),
      JSONMember("format", .string("OpenStreetMap")),
      JSONMember("nodes", .int(survey.nodeCount)),
      JSONMember("ways", .int(survey.wayCount)),
      JSONMember("relations", .int(survey.relationCount)),
      JSONMember("clipped_ways", .int(survey.clippedWayCount)),
      JSONMember("remark", survey.remark.map { .string($0) } ?? .null),
      JSONMember("extent_wgs84", survey.box.isEmpty ? .null : .array(corners.map { .number(rounded($0, 7)) })),
      JSONMember(
        "keys",
        .array(
          survey.keys.map { key in
            .object([
              JSONMember("key", .string(key.name)), JSONMember("count", .int(key.count)),
              JSONMember("values", .object(key.values.map { JSONMember($0.value, .int($0.count)) })),
            ])
          })),
    ])
  }
}
