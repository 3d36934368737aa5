import DataQuality
import Geodata
import Model
import Words

/// What the datum guard says, with the evidence for the best reading and the next.
struct DatumVoice {
  var raw: RawLayer
  var judgement: DatumJudgement
  var hasBoundary: Bool
  var isCommandLine = false
  var areStreetsDoubtable = false

  /// Where a system is stated: of a plan by an option, since no analysis file names it.
  static func statement(_ crs: String, of role: String) -> Bilingual {
    role == "plan"
      ? Bilingual(same: "`--crs \(ReferenceSystem.shown(crs))`")
      : Bilingual("inputs.\(role)下的`crs: \(crs)`", "`crs: \(crs)` under inputs.\(role)")
  }

  private func statement(_ crs: String) -> Bilingual { Self.statement(crs, of: raw.source.role) }

  /// - Parameter peers: layers that decided it.
  func used(_ best: DatumEvidence, like peers: [String] = []) -> QualityFinding {
    finding(
      .note, best.hypothesis.crs,
      Bilingual("没有注明坐标系，现按", "nothing states the reference system; it is read as ") + best.hypothesis.name
        + Bilingual("读取", "") + Self.deciding(peers) + Bilingual("：", ": ") + evidence(),
      fix: (best.shareInside < 0.9
        ? Bilingual("请查看范围以外的位置", "look at the places outside") : Bilingual("无需处理", "nothing to do"))
        + Bilingual("；如要写明，请写", "; ") + statement(best.hypothesis.crs) + Bilingual("", " states it"))
  }

  private static func deciding(_ peers: [String]) -> Bilingual {
    peers.isEmpty
      ? Bilingual(same: "")
      : Bilingual("，因\(peers.joined(separator: "、"))必为此坐标系", ", as \(peers.joined(separator: " and ")) must be")
  }

  /// - Parameter peers: layers that are read so and decided it.
  func contradicted(
    _ stated: DatumHypothesis, by best: DatumEvidence, _ severity: QualityFinding.Severity, like peers: [String] = []
  ) -> QualityFinding {
    // The place may refute what is stated and leave several others.
    let rivals = judgement.refutesFirst && judgement.certainty < .certain ? Array(judgement.rivals) : [best]
    let names = rivals.map(\.hypothesis.name).joined("或", " or ")
    let isSure = judgement.refutesFirst || judgement.certainty > .likely || !peers.isEmpty
    var fix = ways(rivals)
    if DoubtedStreets.isShifted(stated.crs), areStreetsDoubtable, best.hypothesis.crs == DatumHypothesis.usual.crs {
      fix += Bilingual(
        "；如道路也是该坐标系，请写inputs.roads下的`crs: \(stated.crs)`",
        "; or `crs: \(stated.crs)` under inputs.roads, if the streets are in it too")
    }
    // A definition of many words is nothing to be written there.
    if !stated.crs.contains("[") { fix += insisting(stated.crs) }
    return finding(
      severity, ReferenceSystem.shown(stated.crs),
      statementWords(stated.name)
        + (isSure ? Bilingual("，但位置表明是", ", but the places say ") : Bilingual("，但位置更像", ", but the places rather fit "))
        + names + Self.deciding(peers) + Bilingual("：", ": ") + evidence(and: stated)
        + (severity == .warning ? Bilingual("；现仍按所注明的使用", "; it is used as stated") : Bilingual(same: "")), fix: fix)
  }

  private func insisting(_ crs: String) -> Bilingual {
    Bilingual("；如坚持所注明的，请写", "; or ") + statement(crs + "!") + Bilingual("", " to insist on what is stated")
  }

  private func statementWords(_ name: Bilingual) -> Bilingual {
    switch raw.statement {
    case .analysisFile, .beyondDoubt:
      (isCommandLine ? Bilingual(same: "--crs") : Bilingual("分析文件", "the analysis file"))
        + Bilingual("注明为", " states ") + name
    case .file: Bilingual("\(raw.source.shownName)注明为", "\(raw.source.shownName) states ") + name
    case .format:
      raw.source.path.lowercased().hasSuffix("json")
        ? Bilingual("GeoJSON按规定为WGS84", "GeoJSON is WGS84 by its definition")
        : Bilingual("该格式按规定为WGS84", "the format is WGS84 by its definition")
    case .nobody: Bilingual("没有注明坐标系", "nothing states the reference system")
    }
  }

  /// What to do for each reading, each way once.
  private func ways(_ readings: [DatumEvidence]) -> Bilingual {
    var ways: [Bilingual] = []
    for reading in readings {
      let hypothesis = reading.hypothesis
      let way =
        hypothesis.shift == .places
        ? Self.backFromProjection(hypothesis.crs) : Bilingual("请写", "write ") + statement(hypothesis.crs)
      if !ways.contains(way) { ways.append(way) }
    }
    let joined = ways.joined("，或", " or ")
    return Bilingual(
      joined.chinese.replacing("，或请写", with: "，或"), joined.english.replacing(" or write ", with: " or "))
  }

  /// No `crs` says that positions were shifted before they were projected.
  private static func backFromProjection(_ crs: String) -> Bilingual {
    Bilingual(
      "请把它从\(ReferenceSystem.shown(crs))转换为经纬度（EPSG:4490，存为CSV），并为该文件写`crs: gcj02`",
      "bring it from \(ReferenceSystem.shown(crs)) to longitude and latitude (EPSG:4490, as a CSV) and write `crs: gcj02` "
        + "for that file")
  }

  /// Of a layer that states nothing.
  func shifted(_ best: DatumEvidence) -> QualityFinding {
    finding(
      .error, best.hypothesis.crs,
      statementWords(Bilingual(same: "")) + Bilingual("，位置表明是", ", and the places say ") + best.hypothesis.name
        + Bilingual("：", ": ") + evidence(), fix: ways([best]))
  }

  /// Of streets that other layers convict.
  /// - Parameter witnesses: what they say, each of its own layer; one at least.
  func shiftedStreets(_ datum: ChineseDatum, isMetric: Bool, _ witnesses: [DatumVoice]) -> QualityFinding {
    let names = witnesses.map(\.raw.source.role)
    let roles = Bilingual(
      names.joined(separator: "、"),
      (names.dropLast(2) + [names.suffix(2).joined(separator: " and ")]).joined(separator: ", "))
    let says = statementWords(Bilingual(same: raw.stated.map(ReferenceSystem.shown) ?? ""))
    // Each says the same: the surest is enough.
    let surest = witnesses.max { $0.judgement.best?.score ?? 0 < $1.judgement.best?.score ?? 0 }
    let usual = surest?.judgement.ranking.first { $0.hypothesis.shift == .none }?.hypothesis
    return finding(
      .error, datum.rawValue,
      says
        + Bilingual(
          "，但\(roles.chinese)表明道路是\(datum.words.chinese)：\(surest?.raw.source.role ?? "")",
          ", but \(roles.english) say that the streets are in \(datum.words.english): \(surest?.raw.source.role ?? "") "
        )
        + (surest?.evidence(and: usual) ?? Bilingual(same: "")),
      fix: (isMetric
        ? Self.backFromProjection(raw.stated ?? "metres") : Bilingual("请写", "write ") + statement(datum.rawValue))
        + (raw.stated?.contains("[") ?? false
          ? Bilingual(same: "") : insisting(raw.stated ?? DatumHypothesis.usual.crs)))
  }

  func doubtful() -> QualityFinding {
    var message =
      Bilingual("没有注明坐标系，从位置也无法判断：", "nothing states the reference system, and the places do not tell it: ")
      + evidence()
    if let move = judgement.unexplainedMove {
      let meters = Int((move.x * move.x + move.y * move.y).squareRoot().rounded())
      message += Bilingual(
        "；整体移动\(meters)米则与道路相合，可能是其他坐标系，或道路有偏移",
        "; moved by \(meters) m they would lie along the streets: another datum, or displaced streets")
    }
    return finding(
      .error, nil, message,
      fix: Bilingual("请向文件的制作者核实，然后：", "ask whoever made the file and ") + ways(Array(judgement.rivals)))
  }

  func nowhere(_ usual: DatumHypothesis) -> QualityFinding {
    let place = hasBoundary ? Bilingual("区界", "the boundary") : Bilingual("路网", "the roads")
    let names = judgement.ranking.map(\.hypothesis).filter { $0.shift == .none }.map(\.name).joined("；", ", ")
    return finding(
      .error, nil,
      Bilingual(
        "没有注明坐标系，按任何一种读取，其\(judgement.best?.pointCount ?? 0)处位置都不在\(place.chinese)附近；已试过：",
        "nothing states the reference system, and no reading brings one of its \(judgement.best?.pointCount ?? 0) places "
          + "near \(place.english); tried: ") + names,
      fix: Bilingual(
        "请检查文件是否正确，然后注明坐标系，例如", "check that it is the right file, then state its system, for example ")
        + statement("EPSG:4544") + Bilingual("；如坚持按原样读取，请写", "; ") + statement(usual.crs + "!")
        + Bilingual("", " insists"))
  }

  /// Of a layer on a datum before CGCS2000.
  static func uncertain(_ datum: String, _ layer: Layer) -> QualityFinding {
    QualityFinding(
      .warning, .datum, layer: layer.source.role, field: "crs", value: datum,
      message: Bilingual(
        "\(datum)到WGS84的精确转换参数不公开；现用的\(layer.referenceSystemWords.chinese)可能有数米误差，未写明转换方法时可达数百米",
        "the exact way from \(datum) to WGS84 is not public; what was used, \(layer.referenceSystemPath), may be "
          + "off by metres, or by some hundred metres where it names no transformation"),
      fix: Bilingual(
        "请索取CGCS2000坐标的数据，或把位置与道路对照检查",
        "ask for the data in CGCS2000, or compare the places with the streets"))
  }

  /// Of the best and the next, or of one that has to be among them.
  private func evidence(and stated: DatumHypothesis? = nil) -> Bilingual {
    let others = judgement.ranking.dropFirst()
    let next = stated.flatMap { stated in others.first { $0.hypothesis == stated } } ?? others.first
    return [judgement.best, next].compactMap { $0.map(words) }.joined("；", "; ")
  }

  private func words(_ evidence: DatumEvidence) -> Bilingual {
    let share = (evidence.shareInside * 1000).rounded() / 10
    let extent = hasBoundary ? Bilingual("区界", "the boundary") : Bilingual("路网范围", "the extent of the roads")
    var text = Bilingual(
      "按\(evidence.hypothesis.name.chinese)，\(evidence.pointCount)处位置中有\(share)%在\(extent.chinese)以内",
      "as \(evidence.hypothesis.name.english) \(share) % of \(evidence.pointCount) places lie inside \(extent.english)")
    if let score = evidence.score {
      text +=
        evidence.medianDistance.map {
          Bilingual("，距道路的中位数为\(Int($0.rounded()))米", ", \(Int($0.rounded())) m from a street in the median")
        } ?? Bilingual("，距道路的中位数很大", ", far from a street in the median")
      let rounded = (score * 10).rounded() / 10
      text += Bilingual("（得分\(rounded)）", " (score \(rounded))")
    }
    return text
  }

  private func finding(
    _ severity: QualityFinding.Severity, _ value: String?, _ message: Bilingual, fix: Bilingual
  ) -> QualityFinding {
    QualityFinding(severity, .datum, layer: raw.source.role, field: "crs", value: value, message: message, fix: fix)
  }
}
