import DataQuality
import GEOS
import Geodata
import Geometry
import Model
import Words

/// Layers of which some records are written in one system of the Chinese map services and others in another: two exports
/// in one file. Any one reading would shift a part of them.
extension DatumGuard {
  /// An error that names the records of each part; nil when one reading explains the layer.
  ///
  /// - Parameter readings: of the layer as it is.
  mutating func mixedDatums(_ raw: RawLayer, _ readings: [DatumReading]) throws(GeodataError) -> QualityFinding? {
    let usable = readings.filter { Self.mixable.contains($0.crs) }
    guard usable.count > 1 else { return nil }
    let isPersonal = raw.source.role == "tracks"
    var records: [Record] = []
    var places: [Coordinate] = []
    /// Of each place, its record among `records`.
    var owners: [Int] = []
    for record in raw.records {
      let own = Self.places(of: record, isTrack: isPersonal)
      guard !own.isEmpty else { continue }
      owners += own.map { _ in records.count }
      records.append(record)
      places += own
    }
    var candidates: [DatumCandidate] = []
    for reading in usable {
      candidates.append(
        DatumCandidate(
          DatumHypothesis(name: reading.name, crs: reading.crs), positions: try reading.system.positionsInWGS84(places))
      )
    }
    var reference = try usableReference()
    defer { self.reference = reference }
    guard let mixture = datumMixture(candidates, against: &reference) else { return nil }
    var leads = [Double](repeating: 0, count: records.count)
    for (owner, lead) in zip(owners, mixture.leads) { leads[owner] += lead }
    let column = isPersonal ? nil : LayerColumns(raw.records, of: raw.source).possible(.id).first
    let names = records.map { record in
      isPersonal ? "\(record.number)" : column.flatMap { record.fields[$0]?.text } ?? record.id ?? "\(record.number)"
    }
    // A column of recorded tracks may hold who rode them: they go by their numbers alone.
    let parts = MixedRecords(records, names: names, leads: leads, byColumn: !isPersonal)
    return QualityFinding(
      .error, .datum, layer: raw.source.role, field: "crs", value: "\(mixture.main.crs), \(mixture.other.crs)",
      message: Bilingual(
        "文件中混有两种坐标系：\(parts.main.chinese)按\(mixture.main.name.chinese)与道路相合，\(parts.other.chinese)按\(mixture.other.name.chinese)与道路相合",
        "the file mixes two systems: \(parts.main.english) lie along the streets as \(mixture.main.name.english), "
          + "\(parts.other.english) as \(mixture.other.name.english)"),
      fix: Bilingual(
        "请把其中一部分转换到另一部分的坐标系，或把文件分开；如要全部按一种读取，请写",
        "bring one part to the system of the other, or part the file; ")
        + DatumVoice.statement(mixture.main.crs + "!", of: raw.source.role)
        + Bilingual("", " insists on one reading for all"))
  }

  private static let mixable: Set<String> = ["wgs84", "gcj02", "bd09"]

  /// Places of a recorded line that are looked at: receivers' noise is larger than a drawn line's.
  private static let mostOfTrack = 24

  /// The middle of a drawn line, places all along a recorded one; polygons do not lie along streets.
  private static func places(of record: Record, isTrack: Bool) -> [Coordinate] {
    switch record.shape {
    case .point(let position): return position.isFinite ? [position] : []
    case .lineString(let line) where !line.isEmpty:
      let count = isTrack ? min(mostOfTrack, line.count) : 1
      let middles = (0..<count).map { line[(2 * $0 + 1) * line.count / (2 * count)] }
      return middles.filter(\.isFinite)
    default: return []
    }
  }
}

/// How to name the two parts of a mixed layer, as simply as it can be said.
struct MixedRecords {
  private(set) var main = Bilingual(same: "")
  private(set) var other = Bilingual(same: "")

  /// So much of what the places tell a simple division has to explain.
  private static let enough = 0.75
  private static let mostValues = 8
  private static let mostNamed = 12

  /// - Parameters:
  ///   - names: of each record, its id if it has one.
  ///   - leads: of each record, above zero when it belongs to the other part.
  ///   - byColumn: whether values of a column may name the parts.
  init(_ records: [Record], names: [String], leads: [Double], byColumn: Bool = true) {
    let all = leads.reduce(0) { $0 + abs($1) }
    let columns = (byColumn ? records.first?.fields.names ?? [] : []).compactMap { name in
      Self.division(by: name, records, leads).map { (name, $0) }
    }
    if let (name, best) = columns.max(by: { $0.1.told < $1.1.told }), best.told >= Self.enough * all {
      main = Bilingual(
        "\(name)为\(best.main.map { "“\($0)”" }.joined(separator: "、"))的记录",
        "those with \(name) \(best.main.map { "“\($0)”" }.joined(separator: ", "))")
      other = Bilingual(
        "\(name)为\(best.other.map { "“\($0)”" }.joined(separator: "、"))的记录",
        "those with \(best.other.map { "“\($0)”" }.joined(separator: ", "))")
      return
    }
    if let split = Self.split(leads), abs(split.told) >= Self.enough * all {
      let first = Self.range(names[..<split.place])
      let last = Self.range(names[split.place...])
      (main, other) = split.told > 0 ? (first, last) : (last, first)
      return
    }
    let others = zip(names, leads).filter { $0.1 > 1 }.map { $0.0 }
    guard !others.isEmpty else {
      (main, other) = (Bilingual("部分点", "some of its points"), Bilingual("其余点", "others"))
      return
    }
    let more =
      others.count > Self.mostNamed
      ? Bilingual("等\(others.count)条", " and \(others.count - Self.mostNamed) more") : Bilingual(same: "")
    main = Bilingual("多数记录", "most records")
    other = Bilingual(
      "记录\(others.prefix(Self.mostNamed).joined(separator: "、"))\(more.chinese)",
      "records \(others.prefix(Self.mostNamed).joined(separator: ", "))\(more.english)")
  }

  private static func range(_ names: ArraySlice<String>) -> Bilingual {
    guard let first = names.first, let last = names.last else { return Bilingual("没有记录", "no record") }
    return names.count == 1
      ? Bilingual("记录\(first)", "record \(first)") : Bilingual("记录\(first)至\(last)", "records \(first) to \(last)")
  }

  /// Where the file changes; `told` is above zero when the other part stands behind.
  private static func split(_ leads: [Double]) -> (place: Int, told: Double)? {
    let sum = leads.reduce(0, +)
    var before = 0.0
    var best: (place: Int, told: Double)?
    for place in leads.indices.dropFirst() {
      before += leads[place - 1]
      let told = sum - 2 * before
      if abs(told) > abs(best?.told ?? 0) { best = (place, told) }
    }
    return best
  }

  /// A column whose few values divide the records.
  private static func division(
    by name: String, _ records: [Record], _ leads: [Double]
  ) -> (told: Double, main: [String], other: [String])? {
    var sums: [String: Double] = [:]
    for (record, lead) in zip(records, leads) {
      guard let text = record.fields[name]?.text else { return nil }
      sums[text, default: 0] += lead
      guard sums.count <= mostValues else { return nil }
    }
    let sorted = sums.sorted { $0.key < $1.key }
    let main = sorted.filter { $0.value <= 0 }.map(\.key)
    let other = sorted.filter { $0.value > 0 }.map(\.key)
    guard !main.isEmpty, !other.isEmpty else { return nil }
    return (sums.values.reduce(0) { $0 + abs($1) }, main, other)
  }
}
