import Coverage
import DataQuality
import Foundation
import Geometry
import Model
import PROJ
import RoadNetwork

/// How a run behaves; results do not depend on any of it.
public struct RunOptions: Sendable {
  public var threads: Int
  public var progress: StepProgress
  /// Asked between steps and inside long ones; when it turns true the best plan so far is kept.
  public var isCancelled: @Sendable () -> Bool

  public init(
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, progress: StepProgress = StepProgress(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.threads = max(1, threads)
    self.progress = progress
    self.isCancelled = isCancelled
  }
}

/// Reads the layers and runs the data-quality rules, nothing else.
public func checkAnalysis(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) throws -> [QualityFinding] {
  let inputs = try readInputs(file, progress: options.progress)
  var findings = inputs.findings + (try qualityFindings(QualityInput(inputs, file)))
  findings += try DemandPoints(inputs).findings
  guard let graph = inputs.graph, file.circle.measure == .network else { return findings }
  return findings + graph.qualityFindings()
    + snapFindings(inputs, graph.snap(inputs.sitePositions, limit: file.circle.snapLimit, threads: options.threads))
}

/// Runs an analysis from files to result: check, coverage, siting, layers.
///
/// - Throws: ``AnalysisError``, `GeodataError`, `RoadNetworkError` for bad input; `CancellationError` when cancelled
///   before there is a result worth keeping.
/// Deterministic: equal input gives an equal result for any number of threads, unless a time limit is set.
public func runAnalysis(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) async throws -> AnalysisResult {
  var clock = StepClock()
  let inputs = try readInputs(file, progress: options.progress)
  clock.lap("read")
  var findings = inputs.findings + (try qualityFindings(QualityInput(inputs, file)))
  try stopOnErrors(findings)

  let demand = try DemandPoints(inputs)
  findings += demand.findings
  guard !demand.points.isEmpty else {
    throw AnalysisError(
      .badData,
      "there is no demand: no community, worker or route lies inside the area. Check the layers and the area.",
      at: .init(file: file.path, key: "inputs"))
  }
  clock.lap("demand")

  options.progress.report("finding who reaches which station (\(demand.points.count) demand points)")
  let positions = demand.points.map(\.position)
  let reach: ServiceReach
  if file.circle.measure == .network, let graph = inputs.graph {
    reach = try await networkReach(
      graph, sites: inputs.sitePositions, stationCount: inputs.stations.count, demand: positions,
      definition: file.circle, threads: options.threads, isCancelled: options.isCancelled)
    findings += graph.qualityFindings() + snapFindings(inputs, reach.snappedSites)
  } else {
    reach = try circleReach(
      sites: inputs.sitePositions, stationCount: inputs.stations.count, demand: positions, definition: file.circle)
  }
  if options.isCancelled() { throw CancellationError() }
  clock.lap("search")

  let step = CoverageStep(file: file, inputs: inputs, demand: demand, reach: reach)
  let stations = inputs.stations.indices.map { SiteIndex($0) }
  let isCovered = coveredPoints(by: stations, reach.covers)

  var plan: Plan?
  if file.layers[.candidates] != nil {
    options.progress.report("siting")
    plan = try await SitingStep(
      file: file.siting, demand: demand.points, covers: reach.covers, stationCount: inputs.stations.count
    ).plan(options)
    clock.lap("siting")
  }
  let chosen = plan.map { $0.proposed.map { SiteIndex(inputs.stations.count + $0.candidate) } } ?? []

  options.progress.report("drawing service areas and gaps")
  let metric = try localMetricCRS(inputs)
  let now = step.tally(isCovered)
  let isCoveredWithPlan = plan.map { _ in coveredPoints(by: stations + chosen, reach.covers) }
  let withPlan = isCoveredWithPlan.map { step.tally($0) }
  let areas = try await serviceAreas(inputs, reach, stations + chosen, file.circle, metric, options)
  let gaps = try await drawGaps(demand.points, isCovered: isCovered, metric, options)
  var snaps: [PlaceSnap] = []
  if file.circle.measure == .network, let graph = inputs.graph {
    snaps = inputs.placeSnaps(graph, limit: file.circle.snapLimit, threads: options.threads)
  }
  var gapsWithPlan: [Gap] = []
  if let isCoveredWithPlan {
    gapsWithPlan = try await drawGaps(demand.points, isCovered: isCoveredWithPlan, metric, options)
  }
  clock.lap("areas")
  let sensitivity = try await sensitivityRows(
    file, inputs, demand, chosen: plan.map { $0.proposed.map(\.candidate) }, now: now, options)
  clock.lap("sensitivity")

  return AnalysisResult(
    file: file, inputs: inputs, findings: findings,
    metricReferenceSystem: "\(metric.code): \(metric.reason)", demandPointCount: demand.points.count,
    coverage: step.summary(plan: []), communities: step.places(.communities, now, withPlan: withPlan),
    workers: step.places(.workers, now, withPlan: withPlan), routeStretches: step.stretches(isCovered), gaps: gaps,
    gapsWithPlan: gapsWithPlan,
    serviceAreas: areas, allocations: step.allocations(plan: chosen),
    stationSnapMeters: Array(reach.siteSnap.prefix(inputs.stations.count)), snaps: snaps, plan: plan,
    coverageWithPlan: plan.map { _ in step.summary(plan: chosen) }, sensitivity: sensitivity, threads: options.threads,
    seconds: clock.laps,
    wasInterrupted: options.isCancelled())
}

private func serviceAreas(
  _ inputs: AnalysisInputs, _ reach: ServiceReach, _ sites: [SiteIndex], _ circle: CircleDefinition,
  _ metric: LocalMetricCRS, _ options: RunOptions
) async throws -> [ServiceArea] {
  let positions = inputs.sitePositions
  let areas: [DrawnArea]
  if circle.measure == .network, let graph = inputs.graph {
    // Areas are drawn to the end even after a signal: the plan is written with them.
    let options = RunOptions(threads: options.threads)
    areas = try await serviceAreas(
      graph, sites: sites.map { reach.snappedSites[$0.rawValue] }, cutoffs: [circle.cutoff],
      direction: circle.direction, metric, options
    ).map { $0[0] }
  } else {
    areas = try await drawAreas(sites.count, metric, options) {
      DrawnArea(
        shape: try $1.circle(positions[sites[$0].rawValue], radius: circle.radius), shares: FalseShares())
    }
  }
  let stationCount = inputs.stations.count
  return zip(sites, areas).map { site, area in
    let isProposed = site.rawValue >= stationCount
    let id = isProposed ? inputs.candidates[site.rawValue - stationCount].id : inputs.stations[site.rawValue].id
    return ServiceArea(
      site: id, isProposed: isProposed, shape: area.shape, falseInsideShare: area.shares.inside,
      falseOutsideShare: area.shares.outside)
  }
}

private func stopOnErrors(_ findings: [QualityFinding]) throws(AnalysisError) {
  let errors = findings.filter { $0.severity == .error }
  guard !errors.isEmpty else { return }
  let lines = errors.prefix(5).map { finding in
    "\(finding.layer)\(finding.record.map { ", record \($0)" } ?? ""): \(finding.message). Fix: \(finding.fix)."
  }
  let more = errors.count > 5 ? "\n… and \(errors.count - 5) more; `servicecircle check` lists them." : ""
  throw AnalysisError(
    .badData, (["the data has \(errors.count) error(s):"] + lines).joined(separator: "\n") + more,
    at: .init(file: "data quality"))
}

extension AnalysisInputs {
  /// Stations, then candidates: the order of the sites everywhere.
  var sitePositions: [Coordinate] { stations.map(\.position) + candidates.map(\.position) }
}

extension QualityInput {
  init(_ inputs: AnalysisInputs, _ file: AnalysisFile) {
    self.init(
      boundary: inputs.boundary, roadsBox: inputs.graph?.extent, stations: inputs.stations,
      communities: inputs.communities, workers: inputs.workers, routes: inputs.routes, candidates: inputs.candidates,
      namedLayers: Set(file.layers.keys.map(\.rawValue)))
  }
}
