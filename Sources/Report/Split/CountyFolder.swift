import Allocation
import Geodata
import Model
import Words

/// What a total is counted in.
package enum SplitUnit: String, Sendable {
  case stations, yuan

  /// Of the engine's sizes in one of these: money is counted in fen.
  var parts: Int { self == .yuan ? 100 : 1 }

  /// The column of `curve.csv`.
  var column: String { self == .yuan ? "budget_yuan" : "new" }
}

/// Whom the curves of a split count.
package enum SplitPeople: String, Sendable {
  case residents
  case workers = "heads"
  /// Residents times a share that is taken over several kinds of demand, services or minutes: no count of heads.
  case weighed

  /// nil for several kinds.
  var demand: DemandKind? {
    switch self {
    case .residents: .communities
    case .workers: .workers
    case .weighed: nil
    }
  }

  var words: Bilingual {
    switch self {
    case .residents: Bilingual("居民", "residents")
    case .workers: Bilingual("从业人员", "workers")
    case .weighed: Bilingual("折算人数（综合得分×居民数）", "weighed people (score times residents)")
    }
  }
}

/// A folder that `run` wrote, as one county of a split: its people, and what each size reaches.
///
/// `curve.csv` holds shares, with six decimals; the people of `summary.json` turn them into people. A share of one kind of
/// demand alone is a share of people; any other is a score, which counts as people only where that is asked for.
struct CountyFolder {
  let id: String
  let path: String
  /// As the summary says, Chinese first.
  let name: Bilingual
  let people: Double
  let kind: SplitPeople
  let curve: CountyCurve
  let isIllustrative: Bool
  let attribution: [String]
  /// How the circle is defined.
  let definition: [DefinitionKey: JSONValue]

  /// - Throws: ``GeodataError`` for a folder without a result, a curve that cannot be what it says (file and line), and a
  ///   curve that counts no people.
  init(_ path: String, id: String, _ unit: SplitUnit, isWeighed: Bool) throws(GeodataError) {
    let folder = try ResultFolder(path)
    let summary = try folder.summary()
    self.id = id
    self.path = path
    name = Bilingual(summary["title"]?["zh"]?.text ?? id, summary["title"]?["en"]?.text ?? id)
    isIllustrative = summary["illustrative"]?.isTrue ?? false
    attribution = summary["attribution"]?.elements.compactMap(\.text) ?? []
    kind = try Self.kind(summary, path, isWeighed: isWeighed)
    definition = Self.definition(summary, counting: kind)
    people = try Self.people(kind, summary, path)
    curve = try Self.curve(folder, people, unit, id)
  }

  /// What decides who is covered; of people who are not counted, mode, speed and cutoff play no part.
  private static func definition(_ summary: JSONValue, counting kind: SplitPeople) -> [DefinitionKey: JSONValue] {
    let definition = summary["definition"]
    var kept = Dictionary(
      uniqueKeysWithValues: DefinitionKey.allCases.map { ($0, definition?[$0.rawValue] ?? .null) })
    guard let counted = kind.demand else { return kept }
    let mode = definition?["modes"]?[counted.rawValue]
    kept[.modes] = mode ?? .null
    kept[.speeds] = mode?.text.flatMap { definition?["speeds_kmh"]?[$0] } ?? .null
    kept[.cutoffs] = definition?["cutoffs"]?[counted.rawValue] ?? .null
    return kept
  }

  /// Whose share the curve is.
  private static func kind(
    _ summary: JSONValue, _ path: String, isWeighed: Bool
  ) throws(GeodataError) -> SplitPeople {
    let unit = summary["siting"]?["unit"]?.text ?? ""
    let unitKind = summary["siting"]?["unit_kind"]?.text ?? ""
    let place = GeodataError.Context(file: path + "/summary.json", field: "siting.unit")
    guard unitKind.hasSuffix("-share") else {
      throw GeodataError(
        .wrongFormat,
        unit.isEmpty
          ? Bilingual(
            "此结果没有选址方案，因而没有曲线。请写上siting.new或siting.budget后重新运行。",
            "this result holds no plan, so it has no curve. Run it with siting.new or siting.budget.")
          : Bilingual(
            "其曲线以“\(unit)”计，不是人数的比例。请设siting.objective: max-coverage后重新运行。",
            "its curve counts “\(unit)”, which is no share of people. Run it with siting.objective: max-coverage."),
        at: place)
    }
    let isCovered = unitKind == "weighted-covered-share"
    if isWeighed { return .weighed }
    let weights = summary["definition"]?["weights"]
    let counted = DemandKind.allCases.filter { weights?[$0.rawValue]?.number ?? 0 > 0 }
    if isCovered, counted == [.communities] { return .residents }
    if isCovered, counted == [.workers] { return .workers }
    let scored =
      isCovered ? counted.map(\.rawValue).listed : Bilingual("多种服务或时间", "services or visits")
    throw GeodataError(
      .wrongFormat,
      Bilingual(
        "其曲线是对\(scored.chinese)的综合得分，不是人数。请设siting.weights: {communities: 1, workers: 0, routes: 0}后重新运行，"
          + "或写--weighed，将得分折算为人数。",
        "its curve is a score over \(scored.english), not people. Run it with siting.weights: {communities: 1, workers: 0, "
          + "routes: 0}, or take the score for people with --weighed."),
      at: place)
  }

  private static func people(
    _ kind: SplitPeople, _ summary: JSONValue, _ path: String
  ) throws(GeodataError) -> Double {
    let key = (kind.demand ?? .communities).rawValue
    let figures = summary["coverage"]?[key]
    let place = GeodataError.Context(file: path + "/summary.json", field: "coverage.\(key)")
    guard let unit = figures?["unit"]?.text, unit == (kind == .workers ? "heads" : "residents") else {
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "“\(figures?["unit"]?.text ?? "")”不是人数。请给inputs.communities写明权重字段。",
          "“\(figures?["unit"]?.text ?? "")” are no people. Give inputs.communities a weight."), at: place)
    }
    guard let total = figures?["total"]?.number, total > 0 else {
      throw GeodataError(
        .badValue, Bilingual("该县没有人口。请核对社区数据。", "there are no people in this county."), at: place)
    }
    return total
  }

  private static func curve(
    _ folder: ResultFolder, _ people: Double, _ unit: SplitUnit, _ id: String
  ) throws(GeodataError) -> CountyCurve {
    guard let file = folder.table("curve") else {
      throw GeodataError(
        .fileMissing,
        Bilingual(
          "\(id)没有curve.csv。请在output.formats中写上csv后重新运行。",
          "county \(id) has no curve.csv. Run it with `csv` among output.formats."),
        at: .init(file: folder.path))
    }
    var reader = try CSVReader(path: file, layer: nil)
    var rows: [(line: Int?, point: CountyCurve.Point)] = []
    while let record = try reader.next() {
      func number(_ column: String) throws(GeodataError) -> Double? {
        guard let text = record.fields[column]?.text else { return nil }
        guard let number = Double(text) else {
          throw GeodataError(
            .badValue, Bilingual("\(id)：“\(text)”不是数字。请改正。", "county \(id): “\(text)” is no number."),
            at: .init(file: file, line: record.line, field: column))
        }
        return number
      }
      guard let size = try number(unit.column) else { continue }
      let parts = (size * Double(unit.parts)).rounded()
      let isWhole = abs(size * Double(unit.parts) - parts) < 1e-6 * max(1, parts.magnitude)
      guard isWhole, parts.magnitude <= Double(CountyCurve.mostSize),
        let value = try number("value"), let bound = try number("bound")
      else {
        throw GeodataError(
          .badValue,
          Bilingual(
            "\(id)：此行应有整数的规模、覆盖比例和上界。请改正。", "county \(id): the row needs a whole size, a value and a bound."),
          at: .init(file: file, line: record.line))
      }
      rows.append((record.line, .init(size: Int(parts), value: value * people, bound: bound * people)))
    }
    guard !rows.isEmpty else {
      throw GeodataError(
        .empty,
        unit == .yuan
          ? Bilingual(
            "\(id)：曲线没有按金额的行。请写上siting.budget后重新运行，或改用--total。",
            "county \(id): the curve has no rows by money. Run it with siting.budget, or ask for --total.")
          : Bilingual(
            "\(id)：曲线没有按站点数的行。请写上siting.new后重新运行，或改用--budget。",
            "county \(id): the curve has no rows by number of stations. Run it with siting.new, or ask for --budget."),
        at: .init(file: file))
    }
    do {
      return try CountyCurve(rows.map(\.point), of: id)
    } catch {
      throw GeodataError(
        .badValue,
        Bilingual("\(id)：", "county \(id): ") + error.words
          + (unit == .yuan ? Bilingual("规模以分为单位。", " Sizes are in fen.") : empty),
        at: .init(file: file, line: error.point.flatMap { rows[$0].line }))
    }
  }
}
