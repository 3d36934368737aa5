import Geodata
import Model
import Words

/// What `inspect` prints of an OpenStreetMap file when no filter chooses records from it.
package struct OpenStreetMapAnswer {
  private let name: String
  private let survey: OpenStreetMapSurvey

  package init(file: String, _ survey: OpenStreetMapSurvey) {
    name = file.split(separator: "/").last.map(String.init) ?? file
    self.survey = survey
  }

  private var corners: [Double] { [survey.box.minX, survey.box.minY, survey.box.maxX, survey.box.maxY] }

  package var text: Bilingual {
    let (nodes, ways, relations) = (survey.nodeCount, survey.wayCount, survey.relationCount)
    var lines = [
      Bilingual(
        "\(name.inOneLine)：OpenStreetMap，\(nodes)个节点，\(ways)条路径，\(relations)个关系",
        "\(name.inOneLine): OpenStreetMap, \(nodes) nodes, \(ways) ways, \(relations) relations")
    ]
    if !survey.box.isEmpty {
      let degrees = corners.map { "\(rounded($0, 7))" }
      lines.append(
        line(
          "WGS84范围", "in WGS84",
          Bilingual(
            "\(degrees[0]), \(degrees[1])至\(degrees[2]), \(degrees[3])",
            "\(degrees[0]), \(degrees[1]) to \(degrees[2]), \(degrees[3])")))
    }
    if survey.clippedWayCount > 0 {
      let count = survey.clippedWayCount
      lines.append(
        line(
          "截断", "clipped",
          Bilingual("\(count)条路径缺少节点：它们越过了提取范围的边界", "\(count) ways lack nodes: they cross the edge of the extract")))
    }
    if let remark = survey.remark {
      lines.append(
        line(
          "不完整", "incomplete",
          Bilingual("提取数据的服务注明：\(remark)", "the service that made the extract remarks: \(remark)")))
    }
    lines.append(Bilingual(same: ""))
    for key in survey.keys {
      let values = key.values.map { "\($0.value.shown) \($0.count)" }.listed
      let label = "\(key.name.shown) \(key.count)"
      lines.append(Bilingual(same: (label + "  ").padded(to: 26)) + values)
    }
    lines.append(Bilingual(same: ""))
    lines.append(
      Bilingual(
        "图层可用筛选条件取其中一部分，例如：--filter 'amenity=bank|post_office'",
        "A layer takes part of it by a filter, for example: --filter 'amenity=bank|post_office'"))
    return lines.inLines
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
