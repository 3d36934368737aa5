import Coverage
import DataQuality
import Model
import RoadNetwork
import Words

/// An analysis ready to be asked: its layers, its demand linked to the networks, and who reaches whom.
///
/// Made once; runs, audits and a ``Session`` ask it.
public struct PreparedAnalysis: Sendable {
  package let file: AnalysisFile
  /// With the candidates that were made.
  public private(set) var inputs: AnalysisInputs
  package private(set) var findings: [QualityFinding]
  /// What is to be covered, and how it is counted.
  package let meter: CoverageMeter
  /// Of time and memory, made before the search.
  package let estimate: RunEstimate
  var reach: ServiceReach
  /// nil when none were asked for.
  let generated: GeneratedCandidates?
  var clock: StepClock
  /// What maps are made of.
  let groundStore = GroundStore()

  var demand: DemandPoints { meter.demand }

  /// Rows: the stations, then the candidates.
  package var covers: CoverSets { reach.covers }

  /// Places in which people, workers and pieces of routes are counted.
  public var demandPointCount: Int { demand.points.count }

  /// From the files that the analysis names.
  ///
  /// - Throws: as ``init(_:_:_:)``, and `GeodataError` for a file that cannot be read.
  public init(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) async throws {
    let clock = StepClock()
    try await self.init(file, try readInputs(file, options), options, clock)
  }

  /// From values: layers and networks read before, or made by the caller.
  ///
  /// - Parameter file: for its definitions; the files that it names are not read.
  /// - Throws: ``AnalysisError`` `badData` on errors of the quality gate and without demand; `CancellationError`.
  /// - Complexity: one bounded search per site, one sweep from all stations.
  public init(_ file: AnalysisFile, _ inputs: AnalysisInputs, _ options: RunOptions = RunOptions()) async throws {
    try await self.init(file, inputs, options, StepClock())
  }

  init(_ file: AnalysisFile, _ layers: AnalysisInputs, _ options: RunOptions, _ started: StepClock) async throws {
    let linked = try await LinkedAnalysis(file, layers, options, started)
    let (inputs, demand) = (linked.inputs, linked.demand)
    var (findings, clock) = (linked.findings, linked.clock)
    let estimate = RunEstimate(inputs, file, demand)
    findings += estimate.findings
    // The system may end the run before anything is written.
    for finding in estimate.findings { options.warn(finding.wordsWithCure) }
    options.progress.report(
      Bilingual(
        "正在计算服务圈（\(demand.points.count)个需求点；\(estimate.short.chinese)）",
        "finding who reaches which station (\(demand.points.count) demand points; \(estimate.short.english))"))
    let reach = try await inputs.reach(demand, linked.links, file.circle, options)
    for place in reach.networks {
      findings += place.network.findings(
        inputs, sites: place.sites, file.circle, isOnly: reach.networks.count == 1, threads: options.threads)
    }
    findings.nameFiles(inputs.records)
    findings.joinModes()
    if options.isCancelled() { throw CancellationError() }
    clock.lap("search")

    self.file = file
    self.inputs = inputs
    self.findings = findings
    generated = linked.generated
    self.estimate = estimate
    self.reach = reach
    self.clock = clock
    meter = CoverageMeter(demand, file.circle, ownerCounts: inputs.ownerCounts)
  }

  /// The same with other stations in operation and without candidates, for figures that ask who covers whom: the nearest
  /// sites, and what is drawn, stay those of before.
  ///
  /// - Parameter rows: one for each station.
  func standing(_ stations: [Station], _ rows: [CoverRow]) -> PreparedAnalysis {
    var other = self
    other.inputs.stations = stations
    other.inputs.candidates = []
    other.reach.covers = CoverSets(demandCount: demand.points.count, rows)
    return other
  }

  /// The demand on the networks of its modes; none in the circle measure.
  var links: [DemandLink] { reach.networks.map(\.link) }
}

extension AnalysisInputs {
  /// The weighted points that stand for people and trips.
  func demand(_ choice: ModeChoice) throws -> DemandPoints {
    try DemandPoints(
      communities: communities, workers: workers, routes: routes, area: area,
      streets: PeopleOnStreets(
        onGround: self.streets.graph?.inhabitedLines ?? [], lifted: self.streets.graph?.liftedLines ?? []),
      population: population, choice)
  }

  /// How many owners each kind of demand has.
  var ownerCounts: [DemandKind: Int] {
    [.communities: communities.count, .workers: workers.count, .routes: routes.count]
  }

  /// Stations, then candidates: the order of the sites everywhere.
  package var sites: SiteTable { SiteTable(stations: stations, candidates: candidates) }

  /// The sites as the searches see them.
  var places: [SitePlace] {
    stations.map(SitePlace.init)
      + candidates.map { SitePlace(position: $0.position, extraTime: $0.extraTime, street: streetPlaces[$0.id]) }
  }
}

extension SitePlace {
  init(_ station: Station) { self.init(position: station.position, extraTime: station.extraTime) }
}

/// - Throws: ``AnalysisError`` `badData` that names the first errors.
func stopOnErrors(_ findings: [QualityFinding]) throws(AnalysisError) {
  let errors = findings.filter { $0.severity == .error }
  guard !errors.isEmpty else { return }
  let groups = errors.folded()
  let lines = groups.prefix(5).map { group in
    let others =
      group.count > 1 ? Bilingual("（同类共\(group.count)条）", " (\(group.count) records alike)") : Bilingual(same: "")
    return group.first.place + Bilingual("：", ": ") + group.first.told + others + Bilingual("。", ". Fix: ")
      + group.first.cure + Bilingual("。", ".")
  }
  let more =
    groups.count > 5
    ? Bilingual(
      "\n……另有\(groups.count - 5)类；用`servicecircle check`可全部列出。",
      "\n… and \(groups.count - 5) more; `servicecircle check` lists them.")
    : Bilingual(same: "")
  throw AnalysisError(
    .badData,
    ([Bilingual("数据中有\(errors.count)处错误：", "the data has \(errors.count) error(s):")] + lines).joined("\n", "\n")
      + more,
    at: .init(file: "data quality", chinese: "数据质量"))
}
