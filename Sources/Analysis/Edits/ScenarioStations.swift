import Geometry
import Model
import Words

extension Scenario {
  /// The stations after all edits, in the order of their ids, beside the hosts that may become more of them.
  ///
  /// A host with a station's id is that station: it is no longer chosen, and at another place it is refused, as in the
  /// files of a run.
  /// - Throws: ``ScenarioError`` with the number of the edit.
  package func stations(from standing: [Station], beside candidates: [CandidateSite]) throws(ScenarioError)
    -> [Station]
  {
    let stations = try stations(from: standing)
    let known = Set(standing.map(\.id))
    let hosts = Dictionary(candidates.map { ($0.id, $0.position) }, uniquingKeysWith: { first, _ in first })
    for station in stations where !known.contains(station.id) {
      guard let host = hosts[station.id],
        shortDistance(station.position, host) > CandidateSite.sameSite.value
      else { continue }
      throw ScenarioError(
        .duplicateID,
        Bilingual(
          "编号“\(station.id.rawValue.shown)”属于另一处的候选点。请给驿站另编编号。",
          "the id “\(station.id.rawValue.shown)” is that of a host at another place. Give the station another id."),
        edit: edits.lastIndex { $0.places(station.id) } ?? 0)
    }
    return stations
  }
}

extension Scenario.Edit {
  /// Whether it says where a station stands.
  fileprivate func places(_ id: StationID) -> Bool {
    switch self {
    case .add(let station): station.id == id
    case .move(let moved, _): moved == id
    default: false
    }
  }
}
