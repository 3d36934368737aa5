import DataQuality
import Geodata
import Geometry
import Model
import Words

/// Finds the candidates that a plan means: by id, by name, or by place.
struct PlannedPlaces {
  /// A place of the plan nearer than this to a candidate is that candidate.
  static let samePlace = Meters(50)
  /// A place farther than this from the candidate that its id or name means contradicts them.
  static let otherPlace = Meters(500)

  private let plan: PlanFile
  /// WGS84, in the order of the plan's sites; nil where a site has no place.
  private let positions: [Coordinate?]
  /// Told to the user: what was taken for what.
  private(set) var notes: [Bilingual]

  /// - Throws: `GeodataError` for places whose coordinates cannot be used.
  init(_ plan: PlanFile, _ inputs: AnalysisInputs) throws {
    self.plan = plan
    guard let raw = plan.places else {
      positions = plan.sites.map { _ in nil }
      notes = []
      return
    }
    // Where ids say it all, places beside them are compared and need not be understood.
    let ids = Set(inputs.candidates.map(\.id.rawValue))
    let isByID = plan.sites.allSatisfy { $0.id.map(ids.contains) ?? false }
    do {
      let found = try Self.positions(raw, inputs)
      positions = found.positions
      notes = isByID ? [] : found.notes
    } catch let error as GeodataError where isByID {
      positions = plan.sites.map { _ in nil }
      let reason = Bilingual(
        error.words.chinese.replacing("图层的`crs`", with: "`--crs`"),
        error.words.english.replacing("the layer's `crs`", with: "their system by `--crs`"))
      notes = [Bilingual("方案中的位置没有与编号对照：", "the plan's places were not compared with its ids: ") + reason]
    }
  }

  private static func positions(_ raw: RawLayer, _ inputs: AnalysisInputs) throws -> (
    positions: [Coordinate?], notes: [Bilingual]
  ) {
    var raw = raw
    let like = raw.statement == .nobody ? model(of: raw, inputs) : nil
    if let like {
      raw.stated = like.system.words
      raw.statement = .analysisFile
    }
    var guardian = DatumGuard(isCommandLine: like == nil)
    guardian.boundary = inputs.boundary ?? inputs.area
    guardian.roads = inputs.streets.roads
    var findings: [QualityFinding] = []
    var layer = try guardian.layer(raw, &findings)
    var notes = findings.filter { $0.severity == .warning || $0.rule == .datum }.map(\.wordsWithCure)
    if notes.isEmpty, let like {
      let (system, name) = (ReferenceSystem.shown(like.system.words), like.role.words)
      notes.append(
        Bilingual(
          "没有注明方案坐标的坐标系，现按\(name.chinese)的坐标系\(system)读取；如有不同，请用`--crs`写明",
          "nothing states the reference system of the plan's coordinates; they are read as the \(name.english) are, in "
            + "\(system); `--crs` says otherwise"))
    }
    if findings.contains(where: { $0.severity == .error }) {
      guard case .nobody = raw.statement else {
        let words = findings.first { $0.severity == .error }?.words ?? Bilingual(same: "")
        throw GeodataError(
          .badCoordinate,
          Bilingual(
            "\(words.chinese)。请用--crs wgs84、--crs gcj02或--crs bd09写明正确的坐标系。",
            "\(words.english). State the right one: --crs wgs84, --crs gcj02 or --crs bd09."),
          at: .init(file: raw.source.shownPath, layer: "plan"))
      }
      layer = try raw.layer()
      notes.append(
        Bilingual(
          "没有注明方案坐标的坐标系，从位置也无法判断，现按WGS84读取；如有不同，请写--crs gcj02或--crs bd09",
          "nothing states the reference system of the plan's coordinates, and the places do not tell it: they are taken as "
            + "WGS84; --crs gcj02 or --crs bd09 says otherwise"))
    }
    return (layer.records.map { $0.shape?.firstCoordinate }, notes)
  }

  /// The layer whose reference system the plan most likely has, and that system: the candidates, else the stations.
  private static func model(
    of raw: RawLayer, _ inputs: AnalysisInputs
  ) -> (role: LayerRole, system: ReferenceSystem)? {
    let areDegrees = raw.records.allSatisfy { record in
      record.shape?.firstCoordinate.map { abs($0.x) <= 180 && abs($0.y) <= 180 } ?? true
    }
    for role in [LayerRole.candidates, .stations] {
      guard let system = inputs.records.first(where: { $0.layer == role.rawValue })?.system,
        system.isOfDegrees == areDegrees
      else { continue }
      return (role, system)
    }
    return nil
  }

  /// The ids of the candidates in the order of the plan. A place that is no candidate becomes one.
  /// - Throws: `GeodataError` for a site that is nowhere, in operation, or named twice.
  mutating func resolve(in inputs: inout AnalysisInputs) throws(GeodataError) -> [StationID] {
    var resolved: [StationID] = []
    var added: [CandidateSite] = []
    var seen: [StationID: Bilingual] = [:]
    for (index, site) in plan.sites.enumerated() {
      let id: StationID
      if let found = try candidate(index, site, inputs) {
        id = found
      } else if site.mayBeHead, plan.sites.count > 1, near(site, inputs) == nil {
        notes.append(
          Bilingual(
            "方案第一行的“\(site.called.chinese)”不是候选点，已作为标题处理",
            "“\(site.called.english)” in the first line of the plan is no candidate and was taken for a heading")
        )
        continue
      } else if let position = positions.indices.contains(index) ? positions[index] : nil {
        let made = newPlace(site, position, inputs, added)
        added.append(made)
        notes.append(
          Bilingual(
            "\(made.name)不是候选点；本次评审已将其位置加入，编号为\(made.id.rawValue)",
            "\(made.name) is no candidate; its place was added for this audit as \(made.id.rawValue)"))
        id = made.id
      } else {
        throw unknown(site, inputs)
      }
      if let earlier = seen.updateValue(site.called, forKey: id) {
        throw GeodataError(
          .duplicateIdentifier,
          Bilingual(
            "“\(site.called.chinese)”和“\(earlier.chinese)”都是候选点\(id.rawValue)。每处请只写一次。",
            "“\(site.called.english)” is the candidate \(id.rawValue), and so is “\(earlier.english)”. Name every site once."
          ),
          at: site.context)
      }
      resolved.append(id)
    }
    guard !resolved.isEmpty else { throw unknown(plan.sites[0], inputs) }
    inputs.candidates += added
    inputs.sortByID()
    return resolved
  }

  /// The candidate that a site means, nil when none.
  private mutating func candidate(
    _ index: Int, _ site: PlannedSite, _ inputs: AnalysisInputs
  ) throws(GeodataError) -> StationID? {
    let candidates = inputs.candidates
    let position = positions.indices.contains(index) ? positions[index] : nil
    if let id = site.id {
      if let found = candidates.first(where: { $0.id.rawValue == id }) {
        try agree(found, Bilingual("编号“\(id)”", "id “\(id)”"), site, position, candidates)
        return found.id
      }
      if inputs.stations.contains(where: { $0.id.rawValue == id }) { throw inOperation(site) }
    }
    for word in [site.name, site.id].compactMap(\.self) {
      if let found = try named(word, site, position, candidates) { return found }
    }
    guard let position else {
      let isStation = inputs.stations.contains { $0.name == (site.name ?? site.id) }
      if isStation { throw inOperation(site) }
      return nil
    }
    if let station = inputs.stations.min(by: {
      shortDistance($0.position, position) < shortDistance($1.position, position)
    }),
      shortDistance(station.position, position) <= 5
    {
      throw inOperation(site)
    }
    guard
      let nearest = candidates.min(by: {
        shortDistance($0.position, position) < shortDistance($1.position, position)
      }),
      case let distance = shortDistance(nearest.position, position),
      distance <= Self.samePlace.value
    else { return nil }
    notes.append(
      Bilingual(
        "\(site.called.chinese)距\(nearest.id.rawValue) \(nearest.name)\(Int(distance.rounded()))米，已视为该候选点",
        "\(site.called.english) lies \(Int(distance.rounded())) m from \(nearest.id.rawValue) \(nearest.name) and was taken for it"
      )
    )
    return nearest.id
  }

  /// The candidate of this name, or of the same name in another writing or with a slip; of several the one at the place.
  private mutating func named(
    _ name: String, _ site: PlannedSite, _ position: Coordinate?, _ candidates: [CandidateSite]
  ) throws(GeodataError) -> StationID? {
    var found = candidates.filter { $0.name == name }
    let isExact = !found.isEmpty
    if found.isEmpty {
      let normal = NormalName(name)
      found = candidates.filter { NormalName($0.name).isSame(as: normal) }
    }
    if found.isEmpty { found = candidates.filter { isNear($0.name, name) } }
    if let position, found.count > 1 || !isExact {
      // With a place at hand a name alone does not decide.
      found = found.filter { shortDistance($0.position, position) <= Self.otherPlace.value }
      if let nearest = found.min(by: {
        shortDistance($0.position, position) < shortDistance($1.position, position)
      }) {
        found = [nearest]
      }
    }
    guard found.count < 2 else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "名称“\(name)”对应\(found.count)个候选点：\(found.prefix(5).map(\.id.rawValue).joined(separator: "、"))。请写编号。",
          "“\(name)” is the name of \(found.count) candidates: \(found.prefix(5).map(\.id.rawValue).joined(separator: ", "))."
            + " Give the id."), at: site.context)
    }
    guard let candidate = found.first else { return nil }
    if isExact { try agree(candidate, Bilingual("名称“\(name)”", "name “\(name)”"), site, position, candidates) }
    if !isExact {
      notes.append(
        Bilingual(
          "“\(name)”已视为候选点\(candidate.id.rawValue) \(candidate.name)",
          "“\(name)” was taken for \(candidate.id.rawValue) \(candidate.name)"))
    }
    return candidate.id
  }

  /// Id, name and place that mean different candidates are refused: nobody can tell which of them is wrong.
  ///
  /// - Parameters:
  ///   - found: what `word` means.
  ///   - word: the id or name, in words.
  private func agree(
    _ found: CandidateSite, _ word: Bilingual, _ site: PlannedSite, _ position: Coordinate?,
    _ candidates: [CandidateSite]
  ) throws(GeodataError) {
    var others: [Bilingual] = []
    if let other = otherName(of: site, than: found, candidates) {
      others.append(
        Bilingual(
          "名称“\(site.name ?? "")”是\(other.id.rawValue)", "its name “\(site.name ?? "")” is \(other.id.rawValue)"))
    }
    if let position, case let distance = shortDistance(found.position, position), distance > Self.otherPlace.value {
      let near = candidates.filter { $0.id != found.id }.map { ($0, shortDistance($0.position, position)) }
        .min { $0.1 < $1.1 }.flatMap { $0.1 <= Self.samePlace.value ? $0.0 : nil }
      others.append(
        Bilingual(
          "位置距该处\(Int(distance.rounded()))米" + (near.map { "，在\($0.id.rawValue) \($0.name)处" } ?? ""),
          "its place lies \(Int(distance.rounded())) m from there"
            + (near.map { ", at \($0.id.rawValue) \($0.name)" } ?? "")))
    }
    guard !others.isEmpty else { return }
    let isID = site.id == found.id.rawValue
    let remedy =
      isID
      ? Bilingual(
        "请更正有误的一项；如“\(site.context.field ?? "id")”只是顺序号，请把该列改名为“序号”或删去"
          + (position == nil ? "。" : "；如位置有误，请删去位置，或写明坐标系，例如--crs gcj02。"),
        "Correct what is wrong; if “\(site.context.field ?? "id")” only numbers the list, call it 序号 or take it out"
          + (position == nil
            ? "." : "; where the places are wrong, take them out or state their system, such as --crs gcj02."))
      : Bilingual(
        "请更正名称或位置，或写明位置的坐标系，例如--crs gcj02。",
        "Correct the name or the place, or state the system of the places, such as --crs gcj02.")
    throw GeodataError(
      .badValue,
      Bilingual(
        "该处的\(word.chinese)是候选点\(found.id.rawValue) \(found.name)，但\(others.joined("，", " and ").chinese)。\(remedy.chinese)",
        "the site's \(word.english) is the candidate \(found.id.rawValue) \(found.name), but "
          + others.joined("", " and ").english + ". \(remedy.english)"), at: site.context)
  }

  /// The candidate that has the site's name, when `found` is not called so, in no writing and with no slip.
  private func otherName(
    of site: PlannedSite, than found: CandidateSite, _ candidates: [CandidateSite]
  ) -> CandidateSite? {
    guard let name = site.name, name != found.name, !isNear(found.name, name) else { return nil }
    let normal = NormalName(name)
    guard !NormalName(found.name).isSame(as: normal) else { return nil }
    return candidates.first { $0.name == name } ?? candidates.first { NormalName($0.name).isSame(as: normal) }
  }

  private func newPlace(
    _ site: PlannedSite, _ position: Coordinate, _ inputs: AnalysisInputs, _ added: [CandidateSite]
  ) -> CandidateSite {
    let taken = Set((inputs.candidates + added).map(\.id) + inputs.stations.map(\.id))
    let base = site.id ?? "plan-\(site.context.record ?? "1")"
    var id = StationID(rawValue: base)
    var number = 2
    while taken.contains(id) {
      id = StationID(rawValue: "\(base)_\(number)")
      number += 1
    }
    return CandidateSite(
      id: id, name: site.name ?? site.id ?? id.rawValue, host: "plan", costYuan: site.costYuan,
      position: position)
  }

  private func inOperation(_ site: PlannedSite) -> GeodataError {
    GeodataError(
      .badValue,
      Bilingual(
        "“\(site.called.chinese)”是已运行的驿站，不是候选点。方案只写新建的站点，请删去。",
        "“\(site.called.english)” is a station in operation, not a candidate. A plan names new sites: remove it."),
      at: site.context)
  }

  private func near(_ site: PlannedSite, _ inputs: AnalysisInputs) -> String? {
    nearWord(
      to: site.called.english, among: inputs.candidates.flatMap { [$0.id.rawValue, $0.name] }.filter { !$0.isEmpty })
  }

  private func unknown(_ site: PlannedSite, _ inputs: AnalysisInputs) -> GeodataError {
    guard !inputs.candidates.isEmpty else {
      return GeodataError(
        .badValue,
        Bilingual(
          "“\(site.called.chinese)”不是候选点：分析文件没有给出候选点。请在inputs.candidates下给出合作网点。",
          "“\(site.called.english)” is no candidate: the analysis names none. Give partner places under inputs.candidates."
        ),
        at: site.context)
    }
    let hint =
      near(site, inputs).map { Bilingual("是否应为“\($0)”？", "Did you mean “\($0)”?") }
      ?? Bilingual("请写候选点的编号或名称，或写该处的lon和lat。", "Give an id or a name of a candidate, or lon and lat of the place.")
    return GeodataError(
      .badValue,
      Bilingual("“\(site.called.chinese)”不是候选点。", "“\(site.called.english)” is no candidate. ") + hint, at: site.context
    )
  }
}

/// One slip in five letters, and the same digits: 加油站1 and 加油站2 are two.
private func isNear(_ a: String, _ b: String) -> Bool {
  func digits(_ text: String) -> String { text.filter(\.isNumber) }
  let length = min(a.count, b.count)
  return length >= 5 && abs(a.count - b.count) <= length / 5 && digits(a) == digits(b)
    && editDistance(a, b) <= length / 5
}
