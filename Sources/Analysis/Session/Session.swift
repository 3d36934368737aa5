import Coverage
import Model
import Words

/// A prepared town that is asked again and again under small changes.
///
/// Only rows that are not known yet are searched: a station moved costs one bounded search, and coverage is kept as counts
/// per demand point. Answers equal those of a fresh run with the same stations, to the last digit, for any number of
/// threads.
///
/// ```swift
/// let session = Session(try await PreparedAnalysis(AnalysisFile(path: "analysis.yaml")))
/// let answer = try await session.evaluate(Scenario([.close(StationID(rawValue: "station-3"))]))
/// let area = try await session.area(of: StationID(rawValue: "station-4"))
/// ```
public actor Session {
  /// What was prepared: today's stations.
  package nonisolated let prepared: PreparedAnalysis
  private let options: RunOptions
  /// By today's stations.
  private let counts: CoveredCounts
  let tally: CoverageTally
  private var rows: KnownRows
  /// What siting counts each demand point; nil where capacities are what it counts.
  private let weights: [Double]?
  /// Made when it is first asked for.
  private var states: StateMeter?
  /// The latest answers of ``nearest(of:)``, the newest last: of two scenarios and of today.
  private var nearest: [(places: [SitePlace], found: NearestSites)] = []

  /// - Complexity: O(pairs of the stations + demand points).
  public init(_ prepared: PreparedAnalysis, _ options: RunOptions = RunOptions()) {
    self.prepared = prepared
    self.options = options
    counts = CoverageStep(prepared).counts(.none)
    tally = prepared.meter.tally(counts.isCovered)
    rows = KnownRows(prepared)
    weights = prepared.file.siting.hasCapacities ? nil : SitingStep(prepared, visits: nil, options).pointWeights()
  }

  /// Coverage under a scenario, and whom it changes.
  ///
  /// - Throws: ``ScenarioError``; `RoadNetworkError` `cancelled`.
  /// - Complexity: a bounded search for each place that was not asked for before, O(rows that changed), and O(demand
  ///   points) for each service.
  public func evaluate(_ scenario: Scenario) async throws -> Evaluation { try await evaluate(scenario, with: []) }

  /// The same with figures by period, hour, town and trade, and of the load.
  ///
  /// - Parameter parts: which of them are asked for.
  /// - Throws: as ``evaluate(_:)``; `GEOSError` for an outline of a community that cannot be repaired; for the load
  ///   ``AnalysisError`` `badData` where the observed visits of the stations give no factor.
  /// - Complexity: as ``evaluate(_:)``, and for the parts O(pairs of the stations + demand points); for the load as
  ///   `StationLoads`.
  package func evaluate(_ scenario: Scenario, with parts: Set<StateFigures.Part>) async throws -> Evaluation {
    let standing = prepared.inputs.stations
    let stations = try scenario.stations(from: prepared.inputs.stations, beside: prepared.inputs.candidates)
    let gone = Set(standing).subtracting(stations)
    let new = Set(stations).subtracting(standing)
    var counts = counts
    for (station, row) in zip(gone, try await rows(of: Array(gone))) {
      counts.remove(row.demand, with: station.services)
    }
    var placed = Array(zip(new, try await rows(of: Array(new))))
    for (station, row) in placed { counts.add(row.demand, with: station.services) }
    let (coverage, tally) = prepared.meter.count(counts)
    let isCovered = counts.isCovered
    var evaluation = Evaluation(
      coverage: coverage, tally: tally, changed: self.tally.changes(to: tally), value: value(isCovered))
    guard !parts.isEmpty else { return evaluation }
    let unchanged = stations.filter { !new.contains($0) }
    placed += Array(zip(unchanged, try await rows(of: unchanged)))
    evaluation.figures = try stateMeter().figures(parts, placed, isCovered: isCovered)
    if parts.contains(.load), prepared.file.coverage.visits != nil {
      let standing = prepared.standing(stations, try await rows(of: stations))
      evaluation.figures.load = try await standing.loadFigures(nil, options).map {
        StateFigures.Load(stations: stations, figures: $0)
      }
    }
    return evaluation
  }

  private func stateMeter() throws -> StateMeter {
    if let states { return states }
    let made = try StateMeter(prepared)
    states = made
    return made
  }

  /// Whole numbers are added up: the sum does not depend on their order.
  private func value(_ isCovered: [Bool]) -> Double? {
    guard let weights else { return nil }
    var (total, covered) = (0.0, 0.0)
    for (weight, isCovered) in zip(weights, isCovered) {
      total += weight
      if isCovered { covered += weight }
    }
    return total > 0 ? covered / total : nil
  }

  /// What one station serves, one area for each mode or for the modes that share it.
  ///
  /// - Throws: ``ScenarioError`` for a station that the scenario does not have.
  /// - Complexity: O(n log n) in the streets around the reach.
  public func area(of station: StationID, in scenario: Scenario = Scenario()) async throws -> [ServiceArea] {
    let stations = try scenario.stations(from: prepared.inputs.stations, beside: prepared.inputs.candidates)
    guard let found = stations.first(where: { $0.id == station }) else {
      throw ScenarioError(
        .unknownStation,
        Bilingual("没有驿站“\(station.rawValue.shown)”可绘制。", "there is no station “\(station.rawValue.shown)” to draw."),
        edit: scenario.edits.count)
    }
    let row = try await rows(of: [found])
    return try await prepared.serviceAreas(
      of: [SitePlace(found)], CoverSets(demandCount: prepared.demand.points.count, row),
      among: stations.map(SitePlace.init) + prepared.inputs.places.dropFirst(prepared.inputs.stations.count), options
    ).flatMap { modes, cutoff, areas in
      areas.map { ServiceArea($0, of: station, isProposed: false, modes, cutoff) }
    }
  }

  /// The best plan when the stations in operation are those of a scenario; nil when the analysis names no candidates.
  ///
  /// - Throws: as ``PreparedAnalysis/run(_:)``.
  public func siting(_ scenario: Scenario = Scenario()) async throws -> ScenarioPlan? {
    try await siting(scenario, new: prepared.file.siting.new, options)
  }

  /// The same for another number of new stations, with options of its own.
  ///
  /// - Parameter new: at the most; nil for any number.
  package func siting(_ scenario: Scenario, new: Int?, _ options: RunOptions) async throws -> ScenarioPlan? {
    guard prepared.file.hasCandidates else { return nil }
    let (_, step) = try await sitingStep(scenario, new: new, budget: prepared.file.siting.budget, options)
    return ScenarioPlan(plan: try await step.plan(options), candidates: step.inputs.candidates)
  }

  /// What is asked when sites are chosen beside the stations of a scenario, and of which town.
  ///
  /// - Parameters:
  ///   - new: stations at the most; nil for any number.
  ///   - budget: yuan; nil for any sum.
  func sitingStep(
    _ scenario: Scenario, new: Int?, budget: Double?, _ options: RunOptions
  ) async throws -> (town: PreparedAnalysis, step: SitingStep) {
    var file = prepared.file
    (file.siting.new, file.siting.budget) = (new, budget)
    var layers = prepared.inputs
    layers.stations = try scenario.stations(from: layers.stations, beside: layers.candidates)
    if let made = prepared.generated?.made {
      // What is worth making depends on the stations.
      layers.candidates.removeSubrange(made.positions)
      let anew = try await PreparedAnalysis(file, layers, options)
      return (anew, SitingStep(anew, visits: try await anew.scaledVisits(options), options))
    }
    let covered = try await rows(of: layers.stations)
    // Those in operation decide how the rates are scaled.
    let visits = try await prepared.standing(layers.stations, covered).scaledVisits(options)
    var step = SitingStep(prepared, visits: visits, options)
    step.file = file.siting
    let candidates = prepared.inputs.sites.indices.dropFirst(prepared.inputs.stations.count)
    step.inputs = layers
    step.covers = CoverSets(
      demandCount: step.covers.demandCount,
      covered + candidates.map(prepared.reach.covers.row(of:)))
    return (prepared, step)
  }

  /// The nearest of some stations for each demand point; the latest answers are kept.
  func nearest(of places: [SitePlace]) -> NearestSites {
    if let known = nearest.first(where: { $0.places == places }) { return known.found }
    let found = prepared.inputs.nearest(
      of: places, prepared.demand, prepared.links, prepared.file.circle, options)
    nearest = nearest.suffix(3) + [(places, found)]
    return found
  }

  /// What the stations cover, in their order; rows that are not known are searched, all at once.
  func rows(of stations: [Station]) async throws -> [CoverRow] {
    let places = stations.map(SitePlace.init)
    var found: [SitePlace: CoverRow] = [:]
    for place in places { found[place] = rows[place] }
    let unknown = Set(places).subtracting(found.keys).map(\.self)
    if !unknown.isEmpty {
      let covers = try await prepared.inputs.covers(
        of: unknown, prepared.demand, prepared.links, prepared.file.circle, options)
      for (index, place) in unknown.enumerated() { found[place] = covers.row(of: SiteIndex(index)) }
      rows.keep(unknown.map { ($0, found[$0]!) })
    }
    return places.map { found[$0]! }
  }
}

/// The plan under a ``Scenario``.
public struct ScenarioPlan: Hashable, Sendable {
  public var plan: Plan
  /// Those that the plan's positions mean.
  public var candidates: [CandidateSite]
}

/// Rows of places that were searched, today's stations first.
private struct KnownRows {
  /// Rows kept beside those of today's stations, at the most: a map under a finger asks for many places once.
  private static let mostKept = 512

  private let standing: [SitePlace: CoverRow]
  private var kept: [SitePlace: CoverRow] = [:]
  /// In the order in which they came.
  private var order: [SitePlace] = []

  init(_ prepared: PreparedAnalysis) {
    let covers = prepared.reach.covers
    standing = Dictionary(
      prepared.inputs.stations.enumerated().map { (SitePlace($1), covers.row(of: SiteIndex($0))) },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(place: SitePlace) -> CoverRow? { standing[place] ?? kept[place] }

  /// Keeps new rows; when there are too many, the oldest half goes.
  mutating func keep(_ rows: [(place: SitePlace, row: CoverRow)]) {
    for (place, row) in rows where kept.updateValue(row, forKey: place) == nil { order.append(place) }
    guard order.count > Self.mostKept else { return }
    for place in order.prefix(order.count - Self.mostKept / 2) { kept[place] = nil }
    order.removeFirst(order.count - Self.mostKept / 2)
  }
}
