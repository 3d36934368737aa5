import Analysis
import Geodata
import Model
import Report
import Words

/// What the page asks of a town: `/api/…` but for siting, which takes its time.
package struct MapAnswers: Sendable {
  private let towns: Towns
  /// That is asked about.
  private var town: Town
  /// `https://…/{z}/{x}/{y}.png`; nil without tiles.
  private let tiles: String?
  /// What an export may be.
  private let forms: [String]
  private let brief: @Sendable (Scenario, Town) async throws -> Answer

  /// - Parameters:
  ///   - forms: of an export, beside those of stations.
  ///   - brief: takes an order of the brief for the word processor.
  package init(
    _ towns: Towns, tiles: String? = nil, forms: [String] = [],
    brief: @escaping @Sendable (Scenario, Town) async throws -> Answer = { _, _ in .notFound }
  ) {
    self.towns = towns
    town = towns.own
    self.tiles = tiles
    self.forms = ["geojson", "csv", "yaml"] + forms
    self.brief = brief
  }

  /// Of a town that has no other definitions.
  package init(_ town: Town, tiles: String? = nil) { self.init(Towns(town), tiles: tiles) }

  private func under(_ town: Town) -> MapAnswers {
    var answers = self
    answers.town = town
    return answers
  }

  /// nil when the path is none of these.
  package func answer(_ question: Question) async -> Answer? {
    guard question.path.first == "api" else { return nil }
    let rest = Array(question.path.dropFirst())
    do {
      switch rest {
      case ["town"]: return try get(question) { .json($0.about) }
      case _ where rest.count == 2 && rest[0] == "layers":
        return try get(question) { try $0.layer(rest[1]) }
      case ["evaluate"]:
        let (here, body) = try post(question, ["edits", "with"])
        return try await here.evaluation(body)
      case ["area"]:
        let (here, body) = try post(question, ["edits", "station"])
        return try await here.area(body)
      case ["why"]:
        let (here, body) = try post(question, ["edits", "kind", "id", "lon", "lat"])
        return try await whyAnswer(here.town, body)
      case ["export"]:
        let (here, body) = try post(question, ["edits", "as"])
        return try await here.export(body)
      default: return nil
      }
    } catch {
      return Self.failure(error, told: town.withoutFolders)
    }
  }

  /// What an error is to whoever asked.
  ///
  /// - Parameter told: what may be said of its words.
  package static func failure(_ error: any Error, told: (Bilingual) -> Bilingual = { $0 }) -> Answer {
    switch error {
    case let method as WrongMethod: .notAllowed(method.allowed)
    case let refusal as Refusal: refusal.answer
    case let error as ScenarioError: .failure(400, error.code.rawValue, error.told)
    case let error as AnalysisError: .failure(400, error.code.rawValue, told(error.told))
    case is CancellationError: .failure(503, "stopped", Bilingual("计算已停止。请重试。", "the work was stopped. Ask again."))
    default: .failure(500, "failed", Bilingual("未能作答：", "no answer: ") + told(Bilingual(error)))
    }
  }

  private var about: JSONValue {
    .object(
      town.result.town(town.layers, town.today) + [
        JSONMember("tiles", tiles.map { .string($0) } ?? .null),
        JSONMember("exports", .array(forms.map { .string($0) })),
      ])
  }

  private func layer(_ name: String) throws(Refusal) -> Answer {
    guard let layer = town.layer(name) else {
      let names = town.layers.map(\.name)
      let near = nearWord(to: name, among: names)
      throw Refusal(
        404, "unknown-layer",
        Bilingual(
          "没有图层“\(name.shown)”。" + (near.map { "是否应为“\($0)”？" } ?? "") + "现有：\(names.joined(separator: "、"))。",
          "there is no layer “\(name.shown)”. " + (near.map { "Did you mean “\($0)”? " } ?? "")
            + "There are: \(names.joined(separator: ", "))."))
    }
    return Answer(type: Self.geoJSON, body: layer.collection)
  }

  static let geoJSON = "application/geo+json; charset=utf-8"

  private func evaluation(_ body: StrictObject) async throws -> Answer {
    let parts = try Self.parts(body)
    let answer = try await town.session.evaluate(try EditReading.scenario(body), with: parts)
    var members = [
      JSONMember("figures", town.result.figures(answer, with: parts)),
      JSONMember("today", town.result.figures(town.today, with: parts)),
      JSONMember("changed", town.result.changes(answer, most: 200)),
    ]
    if let open = answer.figures.openHours { members.append(JSONMember("open", open)) }
    return .json(.object(members))
  }

  /// What figures are asked for besides coverage.
  private static func parts(_ body: StrictObject) throws(Refusal) -> Set<StateFigures.Part> {
    guard body.value("with") != nil else { return [] }
    let known = StateFigures.Part.allCases.map(\.rawValue)
    var parts: Set<StateFigures.Part> = []
    for (index, element) in try body.elements("with").enumerated() {
      let place = "\(body.path("with"))[\(index)]"
      guard case .string(let word) = element else {
        throw StrictObject.wrong(place, Bilingual("文字", "a text"), element)
      }
      guard let part = StateFigures.Part(rawValue: word) else {
        let near = nearWord(to: word, among: known)
        throw Refusal(
          "bad-value",
          Bilingual(
            "“\(place)”为“\(word.shown)”。" + (near.map { "是否应为“\($0)”？" } ?? "") + "可写：\(known.joined(separator: "、"))。",
            "“\(place)” is “\(word.shown)”. " + (near.map { "Did you mean “\($0)”? " } ?? "")
              + "Known here: \(known.joined(separator: ", "))."))
      }
      parts.insert(part)
    }
    return parts
  }

  private func area(_ body: StrictObject) async throws -> Answer {
    let station = StationID(rawValue: try body.text("station"))
    let scenario = try EditReading.scenario(body)
    let stations = try town.stations(under: scenario)
    let areas = try await town.session.area(of: station, in: scenario)
    return Answer(type: Self.geoJSON, body: try town.result.collection(of: areas, stations))
  }

  private func export(_ body: StrictObject) async throws -> Answer {
    let form = try body.text("as")
    let scenario = try EditReading.scenario(body)
    if form == "docx" { return try await brief(scenario, town) }
    let stations = try town.stations(under: scenario)
    let export = StationExport(stations, isIllustrative: town.result.inputs.isIllustrative)
    func named(_ name: String, _ type: String, _ bytes: [UInt8]) -> Answer {
      Answer(type: type, headers: [("Content-Disposition", "attachment; filename=\"\(name)\"")], body: bytes)
    }
    switch form {
    case "geojson":
      return named("stations-edited.geojson", Self.geoJSON, try export.geoJSON())
    case "csv":
      return named("stations-edited.csv", "text/csv; charset=utf-8", try export.csv())
    case "yaml":
      let text = try town.result.file.moved(stations: "stations-edited.csv", overrides: town.overrides)
      return named("analysis-edited.yaml", "application/yaml; charset=utf-8", Array(text.utf8))
    default:
      throw Refusal(
        "bad-value",
        Bilingual(
          "“as”为“\(form.shown)”。可写：\(forms.joined(separator: "、"))。",
          "“as” is “\(form.shown)”. Known here: \(forms.joined(separator: ", "))."))
    }
  }

  private func get(_ question: Question, _ answer: (MapAnswers) throws -> Answer) throws -> Answer {
    try question.needs([.get, .head])
    return try answer(under(try towns.town(of: question)))
  }

  /// - Returns: who answers about the town that the body names, and the body.
  private func post(_ question: Question, _ keys: [String]) throws -> (MapAnswers, StrictObject) {
    try question.needs([.post])
    let body = try question.object()
    try body.knowsOnly(keys + ["definition"])
    return (under(try towns.town(of: body)), body)
  }
}
