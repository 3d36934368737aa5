import Geodata
import Geometry
import Model
import RoadNetwork
import Words

extension Layer {
  /// The polygons of a layer in which no new station may stand.
  /// - Throws: ``GeodataError`` `badValue` for a record that is no polygon: it would keep nothing free.
  func exclusions() throws(GeodataError) -> [Shape] {
    var shapes: [Shape] = []
    for record in records {
      guard let shape = record.shape, !shape.polygons.isEmpty else {
        throw GeodataError(
          .badValue,
          Bilingual(
            "此处应为面，却是\(record.shape?.typeName ?? "没有图形的记录")，没有范围可以禁设。请改绘为面，或去掉该记录。",
            "a \(record.shape?.typeName ?? "record without geometry") stands where a polygon should: nothing lies inside it."
          ),
          at: context(record))
      }
      shapes.append(shape)
    }
    return shapes
  }
}

extension AnalysisInputs {
  /// Candidates inside an exclusion go, each named in a warning.
  mutating func dropExcludedCandidates() {
    guard !exclusions.isEmpty else { return }
    let limits = PlaceLimits(exclusions: exclusions)
    let excluded = candidates.filter { limits.excludes($0.position) }
    guard !excluded.isEmpty else { return }
    candidates.removeAll { limits.excludes($0.position) }
    findings += excluded.map {
      QualityFinding(
        .warning, .excludedCandidate, layer: "candidates", record: $0.id.rawValue, field: "geometry", value: $0.name,
        at: [$0.position],
        message: Bilingual("位于禁设区内，已略去", "stands inside an exclusion and is left out"),
        fix: Bilingual("如无误则无需处理，否则请更正禁设区", "nothing to do, or correct the exclusion"))
    }
  }
}
