import Analysis
import Geodata
import Geometry
import Model
import Report
import Words

/// What an order means over a town. What can be wrong with its inputs is told before it waits, as far as no file has to be
/// read for it.
///
/// Each gives what the command of its name prints, or writes as `summary.json`, for the same analysis.
struct ProcessWork: Sendable {
  private let town: Town
  private let hasInputs: Bool
  /// - Throws: what the library throws; after it was cancelled also a result that is not whole may come.
  let perform: @Sendable (RunOptions) async throws -> ProcessResult

  init(_ order: ProcessOrder, _ town: Town) throws(ProcessRefusal) {
    self.town = town
    hasInputs = !order.inputs.isEmpty
    let inputs = ProcessValues(order, town)
    switch order.process {
    case .run:
      let (file, edits) = (try inputs.file(), try inputs.edits())
      perform = { options in
        let prepared = try await PreparedAnalysis(
          file, try readInputs(file, options, edited: { try edits.stations(from: $0) }), options)
        return try Self.json(try await prepared.run(options).summary)
      }
    case .solve:
      let (file, edits) = (try inputs.file(new: inputs.new), try inputs.edits())
      try inputs.needsCandidates(file)
      perform = { options in
        let prepared = try await PreparedAnalysis(
          file, try readInputs(file, options, edited: { try edits.stations(from: $0) }), options)
        return try Self.json(try await prepared.figures(options).planAnswer)
      }
    case .audit:
      let (file, edits, plan) = (try inputs.file(), try inputs.edits(), inputs.plan)
      try inputs.needsCandidates(file)
      perform = { options in
        let layers = try readInputs(file, options, edited: { try edits.stations(from: $0) })
        return try Self.json(try await auditPlan(file, plan: plan, among: layers, options).json)
      }
    case .reach:
      let reach = try inputs.reach()
      perform = { options in
        let answer = ReachAnswer(
          outcome: try await reach.run(options), cutoff: reach.cutoff.description, mode: reach.mode.rawValue,
          speed: reach.speed)
        return ProcessResult(type: "application/geo+json", bytes: try answer.areaLayer())
      }
    }
  }

  /// The brief for the word processor, of the town's analysis with edited stations.
  init(brief edits: Scenario, of town: Town) {
    self.town = town
    hasInputs = !edits.edits.isEmpty
    perform = { options in
      let layers = try readInputs(town.result.file, options, edited: { try edits.stations(from: $0) })
      let result = try await PreparedAnalysis(town.result.file, layers, options).run(options)
      options.progress.report(Bilingual("正在排版简报", "setting the brief"))
      guard !options.isCancelled() else { throw CancellationError() }
      return ProcessResult(
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        bytes: try briefFile(result, by: Converters(isCancelled: options.isCancelled)))
    }
  }

  /// The layers of the town's analysis with edited stations.
  ///
  /// - Parameter keep: takes them.
  init(
    publishing edits: Scenario, as name: String, of town: Town,
    _ keep: @escaping @Sendable (_ layers: [FeatureLayer]) -> Void
  ) {
    self.town = town
    hasInputs = !edits.edits.isEmpty
    perform = { options in
      let layers = try readInputs(town.result.file, options, edited: { try edits.stations(from: $0) })
      let result = try await PreparedAnalysis(town.result.file, layers, options).run(options)
      keep(try result.featureLayers().map { $0.published(as: name) })
      return ProcessResult(type: "application/json", bytes: [])
    }
  }

  private static func json(_ value: JSONValue) throws -> ProcessResult {
    ProcessResult(type: "application/json", bytes: try value.utf8())
  }

  /// What an error says to whoever asks from afar: files without the folder they lie in.
  func words(_ error: any Error) -> Bilingual { town.withoutFolders(Bilingual(error)) }

  /// Whether an error comes of what was ordered; else it comes of what lies on the server, or of the program.
  func isOrderAtFault(_ error: any Error) -> Bool {
    guard hasInputs else { return false }
    return switch error {
    case let error as AnalysisError: error.code != .fileMissing
    case let error as GeodataError: error.code != .fileMissing && error.code != .unreadable
    default: error is ScenarioError
    }
  }
}

/// The inputs of an order as the library's values.
private struct ProcessValues {
  let order: ProcessOrder
  let town: Town

  init(_ order: ProcessOrder, _ town: Town) {
    self.order = order
    self.town = town
  }

  var new: Int? { order.inputs["new"]?.number.map { Int($0) } }
  var plan: [String] { order.inputs["plan"]?.elements.compactMap(\.text) ?? [] }

  /// The town's analysis with some keys set to other values.
  func file(new: Int? = nil) throws(ProcessRefusal) -> AnalysisFile {
    let set = (order.inputs["set"]?.elements.compactMap(\.text) ?? []) + (new.map { ["siting.new=\($0)"] } ?? [])
    guard !set.isEmpty else { return town.result.file }
    do throws(AnalysisError) {
      return try AnalysisFile(path: town.result.file.path, overrides: town.overrides + set)
    } catch {
      throw .badInput(town.withoutFolders(error.told).map { $0.replacing("--set", with: "set") })
    }
  }

  func edits() throws(ProcessRefusal) -> Scenario {
    guard let edits = order.inputs["edits"] else { return Scenario() }
    let scenario: Scenario
    do throws(Refusal) {
      scenario = try EditReading.scenario(try StrictObject(["edits": edits], at: ""))
    } catch {
      throw .badInput(error.told)
    }
    // What cannot be made is told now.
    do throws(ScenarioError) {
      _ = try town.stations(under: scenario)
    } catch {
      throw .badInput(error.told)
    }
    return scenario
  }

  func needsCandidates(_ file: AnalysisFile) throws(ProcessRefusal) {
    guard !file.hasCandidates, file.siting.acts == nil else { return }
    throw .badInput(
      Bilingual(
        "分析文件没有候选点，无从选址。请在inputs.candidates下给出合作网点。",
        "the analysis names no candidates to choose from. Name partner places under inputs.candidates."))
  }

  func reach() throws(ProcessRefusal) -> PlaceReach {
    let inputs = order.inputs
    let place = Coordinate(longitude: inputs["lon"]?.number ?? .nan, latitude: inputs["lat"]?.number ?? .nan)
    let cutoff = try cutoff()
    do throws(AnalysisError) {
      return try PlaceReach(
        town.result.file, town.result.inputs, from: place, by: TravelMode(rawValue: inputs["mode"]?.text ?? "walk"),
        within: cutoff)
    } catch {
      throw .badInput(town.withoutFolders(error.told))
    }
  }

  private func cutoff() throws(ProcessRefusal) -> Cutoff? {
    guard let text = order.inputs["cutoff"]?.text else { return nil }
    do throws(QuantityMistake) {
      if let cutoff = try Cutoff.reading(text) { return cutoff }
    } catch {
      throw .badInput(Bilingual("cutoff：", "cutoff: ") + error.told)
    }
    throw .badInput(
      Bilingual(
        "cutoff“\(text.shown)”无法识别，请写10min或800m这样带单位的时长或长度。",
        "the cutoff “\(text.shown)” is not understood: write a duration or a length with its unit, such as 10min or 800m."
      ))
  }
}
