import DataQuality
import Geodata
import Geometry
import Model
import Words

/// Street lines that the other layers may convict of being shifted; OpenStreetMap's are beyond doubt.
struct DoubtedStreets {
  var raw: RawLayer
  var isMetric: Bool

  /// - Returns: nil for streets that are taken as they are, or are said to be shifted.
  init?(_ raw: RawLayer) {
    guard raw.statement != .beyondDoubt, !Self.isShifted(raw.stated) else { return nil }
    self.raw = raw
    self.raw.records = []
    let stated = DatumHypothesis(name: Bilingual(same: ""), crs: raw.stated ?? DatumHypothesis.usual.crs)
    isMetric = DatumGuard.isMetric(stated, DatumGuard.positions(raw))
  }

  /// True for GCJ-02 and BD-09, in whatever order and unit.
  static func isShifted(_ crs: String?) -> Bool {
    let crs = crs?.lowercased() ?? ""
    return crs.hasPrefix("gcj") || crs.hasPrefix("bd")
  }
}

extension DatumGuard {
  /// Asks every layer, once, whether it fits the streets best when these are in GCJ-02 or BD-09.
  ///
  /// Two have to be certain of it, or one beyond that, and none of anything else: places in the fields are certain by
  /// chance once in thirty times. The streets are then put right for the layers that follow, which are not to blame.
  /// - Parameter asked: the layer that gave rise to the doubt.
  /// - Returns: the finding on the streets; nil when they are not convicted.
  mutating func accusedStreets(_ asked: RawLayer) throws(GeodataError) -> QualityFinding? {
    guard let suspect = doubtedStreets, asked.source.role != LayerRole.roads.rawValue, try usableReference().hasStreets,
      ChineseDatum.isInChina(try usableReference().extent.center)
    else { return nil }
    doubtedStreets = nil
    var reader = LayerReader()
    var witnesses: [DatumVoice] = []
    for role in LayerRole.allCases where ![.boundary, .area, .roads].contains(role) {
      let raw: RawLayer
      if role.rawValue == asked.source.role {
        raw = asked
      } else if let source = peers.first(where: { $0.role == role.rawValue }), try FileKind(path: source.path) != .osm {
        raw = try reader.readRaw(source)
      } else {
        continue
      }
      guard let judgement = try judgeStreets(by: raw), judgement.certainty >= .certain, let best = judgement.best
      else { continue }
      guard best.hypothesis.shift == .streets,
        witnesses.first?.judgement.best?.hypothesis.crs ?? best.hypothesis.crs
          == best.hypothesis.crs
      else { return nil }
      witnesses.append(DatumVoice(raw: raw, judgement: judgement, hasBoundary: boundary != nil))
    }
    guard let first = witnesses.first, witnesses.count > 1 || first.judgement.certainty == .overwhelming,
      let datum = first.judgement.best.flatMap({ ChineseDatum(rawValue: $0.hypothesis.crs) })
    else { return nil }
    streets = streets.moved(by: datum.toWGS84)
    return DatumVoice(raw: suspect.raw, judgement: first.judgement, hasBoundary: first.hasBoundary)
      .shiftedStreets(datum, isMetric: suspect.isMetric, witnesses)
  }

  /// The layer's own readings against those with shifted streets; nil for a layer that is no witness.
  private mutating func judgeStreets(by raw: RawLayer) throws(GeodataError) -> DatumJudgement? {
    guard !DoubtedStreets.isShifted(raw.stated) else { return nil }
    let positions = Self.positions(raw)
    // A layer that insists has one reading.
    let readings =
      raw.statement == .beyondDoubt ? [] : datumReadings(of: positions, near: try usableReference().extent.center)
    let own = try candidates(readings, raw, positions)
    let straight = own.filter { $0.hypothesis.shift == .none && !DoubtedStreets.isShifted($0.hypothesis.crs) }
    let turned = [ChineseDatum.gcj02, .bd09].flatMap { datum in
      straight.map { candidate in
        DatumCandidate(
          DatumHypothesis(
            name: Bilingual(
              "\(candidate.hypothesis.name.chinese)（道路为\(datum.words.chinese)）",
              "\(candidate.hypothesis.name.english) with streets in \(datum.words.english)"), crs: datum.rawValue,
            shift: .streets),
          positions: candidate.positions, amongStreets: candidate.positions.map(datum.fromWGS84))
      }
    }
    return try judge(own + turned)
  }
}
