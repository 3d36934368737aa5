import Analysis
import Geometry
import Model
import Words

/// The findings as a table, and those that have a place as points.
///
/// - Parameter language: of what is wrong and how to mend it; all else is for machines.
func qualityLayer(_ findings: [QualityFinding], in language: AnalysisFile.Language) -> OutputLayer {
  var layer = OutputLayer(
    name: "data_quality", about: "what the data-quality rules found",
    columns: [
      .string("severity", "error stops a run, warning does not, note is a fact"),
      .string("layer", "layer; run for what concerns the whole run"),
      .string("record", "id or number; empty when the whole layer is meant"), .string("field", "field"),
      .string("value", "the value found"), .string("message", "what is wrong"), .string("fix", "how to mend it"),
      .string("rule", "name of the rule, as in docs/quality-gate.md"),
      .string("file", "the layer's file; empty when it is about no file"),
      .string("modes", "travel modes it is about, parted by commas; empty when it is the same for all"),
    ])
  layer.mapsOnlyPlaces = true
  let colors: [QualityFinding.Severity: String] = [.error: "#c0392b", .warning: "#e67e22", .note: "#7f8c8d"]
  for (index, finding) in findings.enumerated() {
    let values: [OutputValue] = [
      .text(finding.severity.rawValue), .text(finding.layer), .optional(finding.record), .optional(finding.field),
      .optional(finding.value), .text(finding.words.text(in: language)),
      .text(finding.cure.text(in: language)), .text(finding.rule.rawValue),
      .optional(finding.file), .optional(finding.modes.isEmpty ? nil : finding.modes.joined(separator: ", ")),
    ]
    let places = finding.places.filter(isOnEarth)
    let shape: Shape? = places.count > 1 ? .multiPoint(places) : places.first.map { .point($0) }
    layer.append(
      "\(index + 1)", shape, at: places.first, values,
      style: colors[finding.severity].map { LayerStyle(color: $0) })
  }
  return layer
}

/// A finding may be about a coordinate that is none.
private func isOnEarth(_ place: Coordinate) -> Bool {
  place.isFinite && abs(place.x) <= 180 && abs(place.y) <= 90
}
