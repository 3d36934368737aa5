import DataQuality
import Geodata
import Model

/// What the datum guard says, with the evidence for the best reading and the next.
struct DatumVoice {
  var raw: RawLayer
  var judgement: DatumJudgement
  var hasBoundary: Bool
  var isCommandLine = false
  var areStreetsDoubtable = false

  /// Where a system is stated: of a plan by an option, since no analysis file names it.
  static func statement(_ crs: String, of role: String) -> String {
    role == "plan" ? "`--crs \(ReferenceSystem.shown(crs))`" : "`crs: \(crs)` under inputs.\(role)"
  }

  private func statement(_ crs: String) -> String { Self.statement(crs, of: raw.source.role) }

  /// - Parameter peers: layers that decided it.
  func used(_ best: DatumEvidence, like peers: [String] = []) -> QualityFinding {
    finding(
      .note, best.hypothesis.crs,
      "nothing states the reference system; it is read as \(best.hypothesis.name)"
        + (peers.isEmpty ? "" : ", as \(peers.joined(separator: " and ")) must be") + ": \(evidence())",
      fix: (best.shareInside < 0.9 ? "look at the places outside" : "nothing to do")
        + "; \(statement(best.hypothesis.crs)) states it")
  }

  /// - Parameter peers: layers that are read so and decided it.
  func contradicted(
    _ stated: DatumHypothesis, by best: DatumEvidence, _ severity: QualityFinding.Severity, like peers: [String] = []
  ) -> QualityFinding {
    // The place may refute what is stated and leave several others.
    let rivals = judgement.refutesFirst && judgement.certainty < .certain ? Array(judgement.rivals) : [best]
    let names = rivals.map(\.hypothesis.name).joined(separator: " or ")
    let isSure = judgement.refutesFirst || judgement.certainty > .likely || !peers.isEmpty
    var fix = ways(rivals)
    if DoubtedStreets.isShifted(stated.crs), areStreetsDoubtable, best.hypothesis.crs == DatumHypothesis.usual.crs {
      fix += "; or `crs: \(stated.crs)` under inputs.roads, if the streets are in it too"
    }
    // A definition of many words is nothing to be written there.
    if !stated.crs.contains("[") { fix += "; or \(statement(stated.crs + "!")) to insist on what is stated" }
    return finding(
      severity, ReferenceSystem.shown(stated.crs),
      "\(statementWords(stated.name)), but the places \(isSure ? "say" : "rather fit") \(names)"
        + (peers.isEmpty ? "" : ", as \(peers.joined(separator: " and ")) must be") + ": \(evidence(and: stated))"
        + (severity == .warning ? "; it is used as stated" : ""), fix: fix)
  }

  private func statementWords(_ name: String) -> String {
    switch raw.statement {
    case .analysisFile, .beyondDoubt: "\(isCommandLine ? "--crs" : "the analysis file") states \(name)"
    case .file: "\(raw.source.shownName) states \(name)"
    case .format:
      "\(raw.source.path.lowercased().hasSuffix("json") ? "GeoJSON" : "the format") is WGS84 by its definition"
    case .nobody: "nothing states the reference system"
    }
  }

  /// What to do for each reading, each way once.
  private func ways(_ readings: [DatumEvidence]) -> String {
    var ways: [String] = []
    for reading in readings {
      let hypothesis = reading.hypothesis
      let way =
        hypothesis.shift == .places ? Self.backFromProjection(hypothesis.crs) : "write \(statement(hypothesis.crs))"
      if !ways.contains(way) { ways.append(way) }
    }
    return ways.joined(separator: " or ").replacing(" or write ", with: " or ")
  }

  /// No `crs` says that positions were shifted before they were projected.
  private static func backFromProjection(_ crs: String) -> String {
    "bring it from \(ReferenceSystem.shown(crs)) to longitude and latitude (EPSG:4490, as a CSV) and write `crs: gcj02` "
      + "for that file"
  }

  /// Of a layer that states nothing.
  func shifted(_ best: DatumEvidence) -> QualityFinding {
    finding(
      .error, best.hypothesis.crs,
      "\(statementWords("")), and the places say \(best.hypothesis.name): \(evidence())", fix: ways([best]))
  }

  /// Of streets that other layers convict.
  /// - Parameter witnesses: what they say, each of its own layer; one at least.
  func shiftedStreets(_ datum: ChineseDatum, isMetric: Bool, _ witnesses: [DatumVoice]) -> QualityFinding {
    let names = witnesses.map(\.raw.source.role)
    let roles = (names.dropLast(2) + [names.suffix(2).joined(separator: " and ")]).joined(separator: ", ")
    let says = statementWords(raw.stated.map(ReferenceSystem.shown) ?? "")
    // Each says the same: the surest is enough.
    let surest = witnesses.max { $0.judgement.best?.score ?? 0 < $1.judgement.best?.score ?? 0 }
    let usual = surest?.judgement.ranking.first { $0.hypothesis.shift == .none }?.hypothesis
    return finding(
      .error, datum.rawValue,
      "\(says), but \(roles) say that the streets are in \(datum.shownName): "
        + "\(surest?.raw.source.role ?? "") \(surest?.evidence(and: usual) ?? "")",
      fix: (isMetric ? Self.backFromProjection(raw.stated ?? "metres") : "write \(statement(datum.rawValue))")
        + (raw.stated?.contains("[") ?? false
          ? "" : "; or \(statement((raw.stated ?? DatumHypothesis.usual.crs) + "!")) to insist on what is stated"))
  }

  func doubtful() -> QualityFinding {
    var message = "nothing states the reference system, and the places do not tell it: \(evidence())"
    if let move = judgement.unexplainedMove {
      let meters = Int((move.x * move.x + move.y * move.y).squareRoot().rounded())
      message += "; moved by \(meters) m they would lie along the streets: another datum, or displaced streets"
    }
    return finding(
      .error, nil, message,
      fix: "ask whoever made the file and \(ways(Array(judgement.rivals)))")
  }

  func nowhere(_ usual: DatumHypothesis) -> QualityFinding {
    let place = hasBoundary ? "the boundary" : "the roads"
    let names = judgement.ranking.map(\.hypothesis).filter { $0.shift == .none }.map(\.name).joined(separator: ", ")
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
