import Geodata
import Geometry
import Model
import Words

extension AnalysisInputs {
  /// With both taken from one OpenStreetMap file a station is also among the candidates; it cannot be built twice.
  ///
  /// An id that stands for another place is refused: dropping that candidate would hide it from the plan, and keeping it
  /// would give two sites one name.
  /// - Parameter standing: where the stations stood before any edit: a host that is one of them is none where it is moved
  ///   or closed either.
  mutating func dropCandidatesThatAreStations(
    _ file: AnalysisFile, standing: [StationID: Coordinate]
  ) throws(GeodataError) {
    let stations = Dictionary(stations.map { ($0.id, $0.position) }, uniquingKeysWith: { first, _ in first })
      .merging(standing) { $1 }
    for candidate in candidates {
      guard let station = stations[candidate.id],
        shortDistance(station, candidate.position) > CandidateSite.sameSite.value
      else { continue }
      throw GeodataError(
        .duplicateIdentifier,
        Bilingual(
          "编号“\(candidate.id.rawValue)”与另一处的驿站相同。请给候选点单独编号。",
          "the id “\(candidate.id.rawValue)” is a station's at another place. Give candidates ids of their own."),
        at: .init(
          file: file.layers[.candidates]?.path, layer: LayerRole.candidates.rawValue, record: candidate.id.rawValue,
          field: "id"))
    }
    let count = candidates.count
    candidates.removeAll { stations[$0.id] != nil }
    if candidates.count < count {
      findings.append(
        QualityFinding(
          .note, .candidateIsStation, layer: "candidates", value: "\(count - candidates.count)",
          message: Bilingual("候选点与驿站编号相同，已略去", "candidates with the id of a station are left out"),
          fix: Bilingual("无需处理", "nothing to do")))
    }
  }
}

extension CandidateSite {
  /// Within it a candidate with a station's id is that station.
  static let sameSite = Meters(5)
}
