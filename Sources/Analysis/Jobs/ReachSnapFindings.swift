import Geodata
import Geometry
import Model
import RoadNetwork
import Words

/// What snapping says about origins or destinations: each kind once, at the first of them.
func reachSnapFindings(
  _ layer: String, _ ids: [String], _ positions: [Coordinate], _ snapped: [SnapResult]
) -> [QualityFinding] {
  typealias Kind = (
    holds: KeyPath<SnappedPoint, Bool>, severity: QualityFinding.Severity, rule: QualityRule, words: Bilingual,
    cure: Bilingual
  )
  let kinds: [Kind] = [
    (
      \.isOnIsland, .warning, .onIsland,
      Bilingual("位于与主路网不相连的道路上", "stand at an island of streets without a connection to the rest"),
      Bilingual("请把道路接上，或增大--snap-limit以使用其他道路", "join the streets, or raise --snap-limit to reach others")
    ),
    (
      \.leftIsland, .note, .onIsland,
      Bilingual("附近有与主路网不相连的道路，已改用较远的道路", "have a nearer street on an island; the next one is used"),
      Bilingual("实际相连的道路请接上", "join the island to the network if it is connected in reality")
    ),
    (
      \.isOnOneWayPart, .warning, .oneWayPart,
      Bilingual(
        "所在道路因单行或转向限制，只能进不能出或只能出不能进",
        "stand at a street from which one-ways and turn rules let no trip come, or none go to it"),
      Bilingual(
        "请更正该处的单行，或增大--snap-limit以使用其他道路", "correct the one-ways there, or raise --snap-limit to reach another street")
    ),
    (
      \.leftOneWayPart, .note, .oneWayPart,
      Bilingual(
        "较近的道路因单行或转向限制不能往返，已改用较远的道路",
        "have a nearer street on which one-ways or turn rules let no trip come or go; the next one is used"),
      Bilingual("实际可双向通行的，请更正该处的单行", "correct the one-ways there if the street is open both ways in reality")
    ),
  ]
  return kinds.compactMap { kind in
    let found = snapped.indices.filter { snapped[$0].point?[keyPath: kind.holds] == true }
    guard let first = found.first else { return nil }
    return QualityFinding(
      kind.severity, kind.rule, layer: layer, record: ids[first], field: "geometry", value: "\(found.count)",
      at: [positions[first]],
      message: Bilingual(
        "\(ids.count)处中有\(found.count)处\(kind.words.chinese)", "\(found.count) of \(ids.count) \(kind.words.english)"),
      fix: kind.cure)
  }
}
