import GEOS
import Geometry
import Model
import Words

/// Runs the rules that need no network, in a fixed order.
///
/// - Returns: findings by layer, then in the order of the records.
/// - Complexity: O(records) for places, names and ids; one point-in-polygon test and one validity test each.
package func qualityFindings(_ input: QualityInput) throws(GEOSError) -> [QualityFinding] {
  var findings: [QualityFinding] = []
  let layers = input.layers
  for (layer, entries) in layers {
    if entries.isEmpty, input.namedLayers.contains(layer) {
      findings.append(
        QualityFinding(
          .warning, .emptyLayer, layer: layer, message: Bilingual("图层中没有记录", "the layer is empty"),
          fix: Bilingual("请检查文件和`filter`，或去掉该图层", "check the file and the `filter`, or leave the layer out")))
    }
    findings += try outsideFindings(layer, entries, input)
  }
  for (layer, entries) in layers {
    findings += identifierFindings(layer, entries)
    findings += nameFindings(layer, entries)
    if layer == "stations" || layer == "candidates" { findings += coLocatedFindings(layer, entries) }
  }
  findings += candidatesAtStations(input)
  findings += serviceFindings(input)
  findings += coverageKeyFindings(input)
  findings += hoursFindings(input)
  findings += townFindings(input.communities)
  findings += extraTimeFindings(
    "stations", input.stations.map { ($0.id.rawValue, $0.extraTime, $0.position) }, input.longestTrip)
  findings += extraTimeFindings(
    "candidates", input.candidates.map { ($0.id.rawValue, $0.extraTime, $0.position) }, input.longestTrip)
  for (layer, most) in [
    ("communities", QualityLimits.mostResidents), ("workers", QualityLimits.mostHeads),
    ("routes", QualityLimits.mostTrips),
  ] {
    let entries = layers.first { $0.layer == layer }?.entries ?? []
    let field = input.weightFields[layer] ?? "weight"
    let blank = input.unweighted[layer] ?? []
    findings += weightFindings(layer, field, entries.filter { !blank.contains($0.id) }, most: most)
    if let stated = input.statedTotals[layer] { findings += totalFindings(layer, field, entries, stated) }
  }
  findings += try overlapFindings(input.communities)
  findings += input.routes.filter { lengthInMeters($0.line) == 0 }.map {
    QualityFinding(
      .warning, .noLength, layer: "routes", record: $0.id.rawValue, field: "geometry", at: Array($0.line.prefix(1)),
      message: Bilingual("路线长度为零，不计入任何结果", "the route has no length; it counts nowhere"),
      fix: Bilingual("请重新绘制，或去掉该记录", "draw it again, or leave the record out"))
  }
  findings += input.routes.compactMap(jumpFinding)
  findings += try outlineFindings(
    input.outlines
      + input.communities.lazy.filter { !$0.shape.polygons.isEmpty }.map {
        QualityInput.Outline(layer: "communities", record: $0.id.rawValue, shape: $0.shape)
      })
  return findings
}

/// The longest jump of a route, if it is one that nobody rides.
private func jumpFinding(_ route: Route) -> QualityFinding? {
  let steps = zip(route.line, route.line.dropFirst()).map { (to: $1, length: shortDistance($0, $1)) }
  guard let longest = steps.max(by: { $0.length < $1.length }), longest.length >= QualityLimits.longJump.value else {
    return nil
  }
  return QualityFinding(
    .warning, .longJump, layer: "routes", record: route.id.rawValue, field: "geometry",
    value: "\(Int((longest.length / 1000).rounded())) km",
    at: [longest.to],
    message: Bilingual(
      "路线有相邻两点相距过远，其间按直线计",
      "two neighbouring points of the route lie so far apart; between them it counts as a straight line"),
    fix: Bilingual("请更正或删除位置有误的点", "correct or remove the point that is somewhere else"))
}

func extraTimeFindings(
  _ layer: String, _ records: [(id: String, extra: Seconds, position: Coordinate)], _ longestTrip: Seconds?
) -> [QualityFinding] {
  records.compactMap { id, extra, position in
    if extra.value < 0 {
      return QualityFinding(
        .error, .extraMinutes, layer: layer, record: id, field: "extra_min", value: "\(extra.minutes)", at: [position],
        message: Bilingual("进出时间为负数", "the extra minutes are negative"),
        fix: Bilingual("请填写零或正数，或留空", "give zero or more, or leave the field blank"))
    }
    guard let longestTrip, extra > longestTrip else { return nil }
    return QualityFinding(
      .warning, .extraMinutes, layer: layer, record: id, field: "extra_min", value: "\(extra.minutes)", at: [position],
      message: Bilingual(
        "仅进出时间就已超过服务圈，该处服务不到任何人",
        "the extra minutes alone exceed the cutoff, so it serves nobody"),
      fix: Bilingual("请核对字段和单位：应为分钟", "check the field and its unit: it holds minutes"))
  }
}
