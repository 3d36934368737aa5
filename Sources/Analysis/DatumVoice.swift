import DataQuality
import Geodata
import Model

/// What the datum guard says, with the evidence for the best reading and the next.
struct DatumVoice {
  var raw: RawLayer
  var judgement: DatumJudgement
  var hasBoundary: Bool
  var isCommandLine = false

  /// Where a system is stated.
  static func statement(_ crs: String, of role: String, isCommandLine: Bool) -> String {
    isCommandLine ? "`--crs \(crs)`" : "`crs: \(crs)` under inputs.\(role)"
  }

  private func statement(_ crs: String) -> String {
    Self.statement(crs, of: raw.source.role, isCommandLine: isCommandLine)
  }

  /// - Parameter peers: layers that decided it.
  func used(_ best: DatumEvidence, like peers: [String] = []) -> QualityFinding {
    finding(
      .note, best.hypothesis.crs,
      "nothing states the reference system; it is read as \(best.hypothesis.name)"
        + (peers.isEmpty ? "" : ", as \(peers.joined(separator: " and ")) must be") + ": \(evidence())",
      fix: "nothing to do; \(statement(best.hypothesis.crs)) states it")
  }

  func contradicted(_ stated: DatumHypothesis, by best: DatumEvidence) -> QualityFinding {
    let says =
      switch raw.statement {
      case .analysisFile: "\(isCommandLine ? "--crs" : "the analysis file") states \(stated.name)"
      case .file: "\(raw.source.shownName) states \(stated.name)"
      default: "GeoJSON is WGS84 by its definition"
      }
    return finding(
      .error, ReferenceSystem.shown(stated.crs),
      "\(says), but the places say \(best.hypothesis.name): \(evidence(and: stated))",
      fix: "write \(statement(best.hypothesis.crs))"
        // A definition of many words is nothing to be written there.
        + (stated.crs.contains("[") ? "" : "; or \(statement(stated.crs + "!")) to insist on what is stated"))
  }

  func doubtful() -> QualityFinding {
    let choices = judgement.rivals.map { statement($0.hypothesis.crs) }
    var message = "nothing states the reference system, and the places do not tell it: \(evidence())"
    if let move = judgement.unexplainedMove {
      let meters = Int((move.x * move.x + move.y * move.y).squareRoot().rounded())
      message += "; moved by \(meters) m they would lie along the streets: another datum, or displaced streets"
    }
    return finding(
      .error, nil, message,
      fix: "ask whoever made the file and write \(choices.joined(separator: " or "))")
  }

  func nowhere(_ usual: DatumHypothesis) -> QualityFinding {
    let place = hasBoundary ? "the boundary" : "the roads"
    let names = judgement.ranking.map(\.hypothesis.name).joined(separator: ", ")
    return finding(
      .error, nil,
      "nothing states the reference system, and no reading brings one of its \(judgement.best?.pointCount ?? 0) places "
        + "near \(place); tried: \(names)",
      fix: "check that it is the right file, then state its system, for example \(statement("EPSG:4544")); "
        + "\(statement(usual.crs + "!")) insists")
  }

  /// Of a layer on a datum before CGCS2000.
  static func uncertain(_ datum: String, _ layer: Layer) -> QualityFinding {
    QualityFinding(
      .warning, .datum, layer: layer.source.role, field: "crs", value: datum,
      message:
        "the exact way from \(datum) to WGS84 is not public; what was used, \(layer.referenceSystemPath), may be "
        + "off by metres, or by some hundred metres where it names no transformation",
      fix: "ask for the data in CGCS2000, or compare the places with the streets")
  }

  /// Of the best and the next, or of one that has to be among them.
  private func evidence(and stated: DatumHypothesis? = nil) -> String {
    let others = judgement.ranking.dropFirst()
    let next = stated.flatMap { stated in others.first { $0.hypothesis == stated } } ?? others.first
    return [judgement.best, next].compactMap { $0.map(words) }.joined(separator: "; ")
  }

  private func words(_ evidence: DatumEvidence) -> String {
    let share = (evidence.shareInside * 1000).rounded() / 10
    var text =
      "as \(evidence.hypothesis.name) \(share) % of \(evidence.pointCount) places lie inside "
      + (hasBoundary ? "the boundary" : "the extent of the roads")
    if let score = evidence.score {
      text +=
        evidence.medianDistance.map { ", \(Int($0.rounded())) m from a street in the median" }
        ?? ", far from a street in the median"
      text += " (score \((score * 10).rounded() / 10))"
    }
    return text
  }

  private func finding(
    _ severity: QualityFinding.Severity, _ value: String?, _ message: String, fix: String
  ) -> QualityFinding {
    QualityFinding(severity, .datum, layer: raw.source.role, field: "crs", value: value, message: message, fix: fix)
  }
}
