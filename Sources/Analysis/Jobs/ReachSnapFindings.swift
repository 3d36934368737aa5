import Geodata
import Geometry
import Model
import RoadNetwork

/// What snapping says about origins or destinations: each kind once, at the first of them.
func reachSnapFindings(
  _ layer: String, _ ids: [String], _ positions: [Coordinate], _ snapped: [SnapResult]
) -> [QualityFinding] {
  typealias Kind = (
    holds: KeyPath<SnappedPoint, Bool>, severity: QualityFinding.Severity, rule: QualityRule, words: String, fix: String
  )
  let kinds: [Kind] = [
    (
      \.isOnIsland, .warning, .onIsland, "stand at an island of streets without a connection to the rest",
      "join the streets, or raise --snap-limit to reach others"
    ),
    (
      \.leftIsland, .note, .onIsland, "have a nearer street on an island; the next one is used",
      "join the island to the network if it is connected in reality"
    ),
    (
      \.isOnOneWayPart, .warning, .oneWayPart,
      "stand at a street from which one-ways and turn rules let no trip come, or none go to it",
      "correct the one-ways there, or raise --snap-limit to reach another street"
    ),
    (
      \.leftOneWayPart, .note, .oneWayPart,
      "have a nearer street on which one-ways or turn rules let no trip come or go; the next one is used",
      "correct the one-ways there if the street is open both ways in reality"
    ),
  ]
  return kinds.compactMap { kind in
    let found = snapped.indices.filter { snapped[$0].point?[keyPath: kind.holds] == true }
    guard let first = found.first else { return nil }
    return QualityFinding(
      kind.severity, kind.rule, layer: layer, record: ids[first], field: "geometry", value: "\(found.count)",
      at: [positions[first]], message: "\(found.count) of \(ids.count) \(kind.words)", fix: kind.fix)
  }
}
