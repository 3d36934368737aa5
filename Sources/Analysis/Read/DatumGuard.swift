import DataQuality
import GEOS
import Geodata
import Geometry
import Model
import Words

/// Decides how each layer's coordinates are meant, by boundary, streets and what the layer states; tells what it decided.
///
/// A layer that states nothing is used as the evidence says, or refused with what to write. A stated system is never
/// silently changed: evidence against it is a warning, and overwhelming evidence refuses the layer. What only the format
/// states is refused on the evidence that would change a layer that states nothing.
package struct DatumGuard {
  package var boundary: Shape? { didSet { reference = nil } }
  package var streets = StreetLines.none { didSet { reference = nil } }
  /// Whose lines become the ``streets`` when they are first needed.
  var roads: Roads? { didSet { reference = nil } }
  /// The other layers of the analysis, to be asked when one leaves a doubt.
  package var peers: [LayerSource] = []
  var reference: DatumReference?
  /// The streets are right by their own word only.
  private var areStreetsDoubtable = false
  /// The streets, as long as they may be doubted and no other layer was asked.
  var doubtedStreets: DoubtedStreets?
  /// Whether a system is stated by an option instead of a key.
  private let isCommandLine: Bool

  package init(isCommandLine: Bool = false) {
    self.isCommandLine = isCommandLine
  }

  /// More coordinates say nothing more about where a layer lies.
  private static let mostPositions = 4000
  /// Nearer than this to what is stated, metres, a reading contradicts nothing: Beijing 1954 and Xian 1980 are that near.
  private static let sameReading = 200.0

  /// The layer in WGS84 degrees. An error among the findings says that it must not be used.
  ///
  /// - Throws: ``GeodataError`` as ``RawLayer/layer(in:)``, and for a boundary that GEOS cannot use.
  package mutating func layer(_ raw: RawLayer, _ findings: inout [QualityFinding]) throws(GeodataError) -> Layer {
    let count = findings.count
    if raw.source.role == LayerRole.roads.rawValue {
      doubtedStreets = DoubtedStreets(raw)
      areStreetsDoubtable = raw.statement != .beyondDoubt
    }
    let layer = try decidedLayer(raw, &findings)
    // Beside a refusal, which reads the layer otherwise, it would contradict itself.
    let isRefused = findings.dropFirst(count).contains { $0.severity == .error && $0.layer == raw.source.role }
    if !isRefused, let datum = raw.stated.flatMap({ ReferenceSystem($0).oldChineseDatum }) {
      findings.append(DatumVoice.uncertain(datum, layer))
    }
    // Where the first record came to lie shows on a map what the reading means.
    let places = Array(layer.records.lazy.compactMap { $0.shape?.firstCoordinate }.filter(\.isFinite).prefix(1))
    for index in findings.indices.dropFirst(count) where findings[index].layer == raw.source.role {
      findings[index].places = places
    }
    return layer
  }

  private mutating func decidedLayer(
    _ raw: RawLayer, _ findings: inout [QualityFinding]
  ) throws(GeodataError) -> Layer {
    guard raw.statement != .beyondDoubt else { return try raw.layer() }
    let extent = try usableReference().extent
    let positions = Self.positions(raw)
    let place = extent.isEmpty ? Box(positions).center : extent.center
    let readings = datumReadings(of: positions, near: place)
    guard !extent.isEmpty else {
      findings += unshown(raw, readings, place)
      return try raw.layer()
    }
    if let finding = try mixedDatums(raw, readings) {
      findings.append(finding)
      return try raw.layer()
    }
    let candidates = try candidates(readings, raw, positions)
    let isWater = raw.source.role == LayerRole.water.rawValue
    let judgement = try isWater ? judgeWater(candidates) : judge(candidates)
    guard let best = judgement.best else { return try raw.layer() }
    let usual = candidates[0].hypothesis
    if !isWater, best.hypothesis != usual || judgement.certainty < .certain, let finding = try accusedStreets(raw) {
      findings.append(finding)
      return try decidedLayer(raw, &findings)
    }
    let voice = DatumVoice(
      raw: raw, judgement: judgement, hasBoundary: boundary != nil, isCommandLine: isCommandLine,
      areStreetsDoubtable: areStreetsDoubtable)
    let system = readings.first { $0.crs == best.hypothesis.crs }?.system

    guard raw.statement == .nobody else {
      guard best.hypothesis != usual, let objection = try objection(raw, judgement, to: usual) else {
        return try raw.layer()
      }
      findings.append(voice.contradicted(usual, by: best, objection.severity, like: objection.peers))
      return try raw.layer(in: objection.severity == .error ? system : nil)
    }
    switch judgement.certainty {
    case .unjudged: return try raw.layer()
    case .nowhere:
      // One or two records in a wrong place are those records' fault.
      guard positions.count > 2 else { return try raw.layer() }
      let verdict = voice.nowhere(usual)
      findings.append(verdict)
      do throws(GeodataError) {
        return try raw.layer()
      } catch {
        // Numbers that are no degrees can be shown nowhere: the verdict is all there is.
        throw GeodataError(error.code, verdict.refusal, at: error.context)
      }
    case .certain, .overwhelming:
      if best.hypothesis == DatumHypothesis.usual { return try raw.layer() }
      findings.append(best.hypothesis.shift == .places ? voice.shifted(best) : voice.used(best))
      return try raw.layer(in: system)
    case .likely, .doubtful:
      if judgement.certainty == .likely, let peers = try unanimousPeers(of: raw, for: best.hypothesis) {
        findings.append(best.hypothesis.shift == .places ? voice.shifted(best) : voice.used(best, like: peers))
        return try raw.layer(in: system)
      }
      // One or two records in a wrong place are theirs to mend: what follows names the record.
      if judgement.rivalCount == 1, positions.count < 3 { return try raw.layer() }
      if best.score == nil, let usual = judgement.rivals.first(where: { $0.hypothesis.crs == Self.assumed }),
        best.shareInside - usual.shareInside < Self.tellingShare
      {
        if judgement.rivalCount > 1 { findings += unshown(raw, readings, place) }
        return try raw.layer()
      }
      findings.append(voice.doubtful())
      return try raw.layer(in: system)
    }
  }

  /// What is to be said against what a layer states; nil when nothing is.
  private mutating func objection(
    _ raw: RawLayer, _ judgement: DatumJudgement, to usual: DatumHypothesis
  ) throws(GeodataError) -> (severity: QualityFinding.Severity, peers: [String])? {
    guard let best = judgement.best else { return nil }
    if judgement.refutesFirst { return (.error, []) }
    switch judgement.certainty {
    case .unjudged, .nowhere: return nil
    case .overwhelming: return (.error, [])
    case .certain: return (raw.statement == .format || best.hypothesis.shift == .places ? .error : .warning, [])
    case .likely:
      guard raw.statement == .format, let peers = try unanimousPeers(of: raw, for: best.hypothesis) else {
        return (.warning, [])
      }
      return (.error, peers)
    case .doubtful:
      // Places on streets under another reading, whichever of several, and not under this one.
      guard let score = best.score, let chance = best.chanceShare,
        let own = judgement.ranking.first(where: { $0.hypothesis == usual })?.score,
        score - own >= Self.tellingLead, chance <= Self.tellingChance,
        raw.records.allSatisfy({ if case .point? = $0.shape { true } else { $0.shape == nil } })
      else { return nil }
      return (.warning, [])
    }
  }

  /// By so many nats a reading is better than what is stated that it is worth a word, and by no more than this share of
  /// random displacements as good.
  private static let tellingLead = 1.0
  private static let tellingChance = 0.05

  /// Without streets, a reading that has so much more of the places inside the boundary than WGS84 has is no accident.
  private static let tellingShare = 0.2
  /// What a layer is when nobody says anything.
  private static let assumed = DatumHypothesis.usual.crs

  mutating func usableReference() throws(GeodataError) -> DatumReference {
    if let reference { return reference }
    if let unread = roads {
      roads = nil
      streets = unread.lines
    }
    do throws(GEOSError) {
      let made = try DatumReference(boundary: boundary, streets: streets)
      reference = made
      return made
    } catch {
      throw Self.unusable(error)
    }
  }

  mutating func judge(_ candidates: [DatumCandidate]) throws(GeodataError) -> DatumJudgement {
    var reference = try usableReference()
    defer { self.reference = reference }
    do throws(GEOSError) {
      return try judgeDatum(candidates, against: &reference)
    } catch {
      throw Self.unusable(error)
    }
  }

  /// By the boundary alone: a river lies beside its road, not on it, and a shift that moves it there is no better reading.
  private func judgeWater(_ candidates: [DatumCandidate]) throws(GeodataError) -> DatumJudgement {
    do throws(GEOSError) {
      var reference = try DatumReference(boundary: boundary, streets: .none)
      return try judgeDatum(candidates, against: &reference)
    } catch {
      throw Self.unusable(error)
    }
  }

  /// The layers that state nothing either and are certain to be read so; nil when there are none, or one is certain to be
  /// read otherwise.
  private mutating func unanimousPeers(of raw: RawLayer, for hypothesis: DatumHypothesis) throws(GeodataError)
    -> [String]?
  {
    var names: [String] = []
    var reader = LayerReader()
    for source in peers where source.role != raw.source.role && source.referenceSystem == nil {
      guard Self.mayStateNothing(source) else { continue }
      let peer = try reader.readRaw(source)
      guard peer.statement == .nobody else { continue }
      let positions = Self.positions(peer)
      let readings = datumReadings(of: positions, near: try usableReference().extent.center)
      let judgement = try judge(try candidates(readings, peer, positions))
      guard judgement.certainty >= .certain, let best = judgement.best else { continue }
      guard (best.hypothesis.crs, best.hypothesis.shift) == (hypothesis.crs, hypothesis.shift) else { return nil }
      names.append(source.role)
    }
    return names.isEmpty ? nil : names
  }

  /// Streets are the evidence, not a witness; GeoJSON, GPX and OpenStreetMap always state something.
  private static func mayStateNothing(_ source: LayerSource) -> Bool {
    guard source.role != LayerRole.roads.rawValue, let kind = try? FileKind(path: source.path) else { return false }
    return ![.geoJSON, .osm, .gpx].contains(kind)
  }

  private static func unusable(_ error: GEOSError) -> GeodataError {
    GeodataError(
      .invalidGeometry, Bilingual("区界无法使用：\(error.words.chinese)", "the outline cannot be used: \(error.message)"),
      at: .init(layer: "boundary"), underlying: error)
  }

  /// What is stated, or else what is usual, first; behind them metres that were shifted before they were projected.
  mutating func candidates(
    _ readings: [DatumReading], _ raw: RawLayer, _ positions: [Coordinate]
  ) throws(GeodataError) -> [DatumCandidate] {
    var candidates: [DatumCandidate] = []
    if raw.statement != .nobody {
      let system = raw.stated.map { ReferenceSystem($0) } ?? .wgs84
      candidates.append(
        DatumCandidate(
          DatumHypothesis(
            name: Bilingual(same: raw.stated.map(ReferenceSystem.shown) ?? "WGS84"), crs: raw.stated ?? Self.assumed),
          positions: try system.positionsInWGS84(positions)))
    }
    for reading in readings {
      let places = try reading.system.positionsInWGS84(positions)
      if raw.statement != .nobody, Self.isSame(places, candidates[0].positions) { continue }
      candidates.append(DatumCandidate(DatumHypothesis(name: reading.name, crs: reading.crs), positions: places))
    }
    let extent = try usableReference().extent
    guard !extent.isEmpty, ChineseDatum.isInChina(extent.center) else { return candidates }
    return candidates
      + candidates.filter { Self.isMetric($0.hypothesis, positions) }.map { candidate in
        DatumCandidate(
          DatumHypothesis(
            name: Bilingual(
              "\(ChineseDatum.gcj02.words.chinese)坐标按\(candidate.hypothesis.name.chinese)写出",
              "\(ChineseDatum.gcj02.words.english) written in \(candidate.hypothesis.name.english)"),
            crs: candidate.hypothesis.crs,
            shift: .places),
          positions: candidate.positions.map(ChineseDatum.gcj02.toWGS84))
      }
  }

  /// True for a projected system, under which degrees would be points at its origin.
  static func isMetric(_ hypothesis: DatumHypothesis, _ positions: [Coordinate]) -> Bool {
    let crs = hypothesis.crs.lowercased()
    return !crs.contains("-e6") && !DoubtedStreets.isShifted(crs)
      && positions.contains { max(abs($0.x), abs($0.y)) > 180 }
  }

  private static func isSame(_ a: [Coordinate], _ b: [Coordinate]) -> Bool {
    let distances = zip(a, b).map { shortDistance($0, $1) }.filter(\.isFinite)
    return !distances.isEmpty && distances.reduce(0, +) / Double(distances.count) < sameReading
  }

  /// Every place once, evenly thinned.
  static func positions(_ raw: RawLayer) -> [Coordinate] {
    var seen: Set<Coordinate> = []
    var positions: [Coordinate] = []
    for record in raw.records {
      record.shape?.forEachCoordinate { if $0.isFinite, seen.insert($0).inserted { positions.append($0) } }
    }
    guard positions.count > mostPositions else { return positions }
    return (0..<mostPositions).map { positions[$0 * positions.count / mostPositions] }
  }

  /// A warning where the map services shift and nothing shows whether this layer is shifted.
  private func unshown(_ raw: RawLayer, _ readings: [DatumReading], _ place: Coordinate) -> [QualityFinding] {
    guard raw.statement == .nobody, readings.contains(where: { $0.crs == "gcj02" }) else { return [] }
    let meters = Int((shortDistance(place, ChineseDatum.gcj02.toWGS84(place)) / 10).rounded()) * 10
    return [
      QualityFinding(
        .warning, .datum, layer: raw.source.role, field: "crs",
        message: Bilingual(
          "没有注明坐标系，又没有路网可以对照；现按WGS84读取，如实为GCJ-02，此处会偏\(meters)米",
          "nothing states the reference system, and without streets nothing shows it; it is read as WGS84, and "
            + "a GCJ-02 file is \(meters) m off here"),
        fix: Bilingual("请写", "write ")
          + ["wgs84", "gcj02"].map {
            DatumVoice.statement($0, of: raw.source.role)
          }.joined("或", " or "))
    ]
  }
}
