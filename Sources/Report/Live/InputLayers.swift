import Analysis
import GEOS
import Geometry
import Model
import RoadNetwork
import Words

/// What layers of input are called that no folder of results has.
let inputTitles: [String: Bilingual] = [
  "candidates": Bilingual("候选点", "candidates"), "boundary": Bilingual("行政边界", "boundary"),
  "area": Bilingual("分析范围", "analysis area"), "water": Bilingual("水面", "water"), "roads": Bilingual("道路", "roads"),
]

extension AnalysisResult {
  /// What a map shows beneath and beside the results; empty layers are those that the analysis has not.
  func inputLayers() throws(GEOSError) -> [OutputLayer] {
    [
      candidateLayer(),
      try outlineLayer("boundary", "the administrative boundary", inputs.boundary.map { [$0] } ?? []),
      try outlineLayer("area", "where shares, gaps and siting count", inputs.area.map { [$0] } ?? []),
      try outlineLayer("water", "rivers and lakes", inputs.water), roadLayer(),
    ]
  }

  private func candidateLayer() -> OutputLayer {
    var layer = OutputLayer(
      name: "candidates", about: "places that could host a station",
      columns: [
        .string("id", "the file's own id"), .string("name", "name"), .string("host", "kind of host"),
        .number("cost_yuan", 0, "yuan; empty when unknown"), .number("extra_min", 2, "minutes added to every trip"),
      ])
    for host in inputs.candidates {
      layer.append(
        host.id.rawValue, .point(host.position),
        [
          .text(host.id.rawValue), .text(host.name), .text(host.host), .optional(host.costYuan),
          .number(host.extraTime.minutes),
        ])
    }
    return layer
  }

  private func outlineLayer(_ name: String, _ about: String, _ shapes: [Shape]) throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(name: name, about: about, columns: [.integer("seq", "1-based position in the file")])
    for (index, shape) in shapes.enumerated() {
      let written = try rfc7946(shape)
      guard !written.isEmpty else { continue }
      layer.append("\(name)-\(index + 1)", written, [.integer(index + 1)])
    }
    return layer
  }

  private func roadLayer() -> OutputLayer {
    var layer = OutputLayer(
      name: "roads", about: "the streets along which people live",
      columns: [.string("class", "the source's word; empty when it has none")])
    inputs.streets.graph?.forEachStreet { street in
      guard street.coordinates.count > 1 else { return }
      layer.append("road-\(street.id.rawValue)", .lineString(street.coordinates), [.text(street.streetClass)])
    }
    return layer
  }
}
