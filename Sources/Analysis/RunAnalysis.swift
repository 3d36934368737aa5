import Areas
import Coverage
import DataQuality
import Foundation
import Geodata
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
  /// Called once there is a result worth keeping, should the work be cancelled from then on.
  public var resultStands: @Sendable () -> Void = {}
  /// Told what must be known before the work is done; silent unless someone listens.
  public var warn: @Sendable (String) -> Void = { _ in }

  public init(
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, progress: StepProgress = StepProgress(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.threads = max(1, threads)
    self.progress = progress
    self.isCancelled = isCancelled
  }
}

/// What `check` finds out.
public struct QualityReport: Sendable {
  public var findings: [QualityFinding]
  /// What a run of the same file would take.
  public var estimate: RunEstimate
  public var inputs: [InputRecord]
}

/// Reads the layers and runs the data-quality rules, nothing else.
public func checkAnalysis(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) throws -> [QualityFinding] {
  try qualityReport(file, options).findings
}

/// The same with what a run would take.
///
/// With candidates to be made (`siting.candidates`) these are not among the findings, and the estimate is for the others.
public func qualityReport(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) throws -> QualityReport {
  var inputs = try readInputs(file, options)
  var findings = inputs.findings + (try qualityFindings(QualityInput(inputs, file)))
  inputs.leaveOutUnusable(findings)
  let demand = try DemandPoints(inputs, file.circle.modes)
  findings += demand.findings
  let estimate = RunEstimate(inputs, file, demand)
  findings += estimate.findings
  let networks = inputs.networks.filter { demand.modes.contains($0.mode) || demand.modes.isEmpty }
  let positions = inputs.sites.map(\.position)
  for network in networks {
    let sites = network.graph.snap(
      positions, limit: file.circle.snapLimit, for: .ofSites(file.circle.direction), around: inputs.ground.obstacles,
      threads: options.threads)
    findings += network.findings(
      inputs, sites: sites, file.circle, isOnly: networks.count == 1, threads: options.threads)
  }
  findings.nameFiles(inputs.records)
  return QualityReport(findings: findings, estimate: estimate, inputs: inputs.records)
}

extension AnalysisInputs {
  /// Leaves out outlines that are an error, which has been told, so that the rest can be looked at.
  fileprivate mutating func leaveOutUnusable(_ findings: [QualityFinding]) {
    for finding in findings where finding.severity == .error && finding.rule == .invalidGeometry {
      switch finding.layer {
      case LayerRole.communities.rawValue: communities.removeAll { $0.id.rawValue == finding.record }
      case LayerRole.area.rawValue: area = nil
      default: break
      }
    }
  }
}

/// Runs an analysis from files to result: check, coverage, siting, layers.
///
/// - Throws: ``AnalysisError``, `GeodataError`, `RoadNetworkError` for bad input; `CancellationError` when cancelled
///   before there is a result worth keeping.
/// Deterministic: equal input gives an equal result for any number of threads, unless a time limit is set.
public func runAnalysis(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) async throws -> AnalysisResult {
  let prepared = try await PreparedAnalysis(file, options)
  var clock = prepared.clock
  let inputs = prepared.inputs
  let demand = prepared.demand
  let reach = prepared.reach

  let step = CoverageStep(file: file, inputs: inputs, demand: demand, reach: reach)
  let stations = prepared.stations
  let isCovered = coveredPoints(by: stations, reach.covers)

  var plan: Plan?
  var unreached: UnreachedDemand?
  var made: MadeCandidates?
  if file.hasCandidates {
    options.progress.report("siting")
    let siting = SitingStep(prepared, file, options)
    plan = try await siting.plan(options)
    options.resultStands()
    made = prepared.generated?.made
    if let plan { made?.bound = try await prepared.anywhereBound(siting, plan, options) }
    clock.lap("siting")
    unreached = try await prepared.unreached(file, weights: siting.shares(), options)
    clock.lap("unreached")
  }
  if plan == nil { options.resultStands() }
  let chosen = plan.map { $0.proposed.map { SiteIndex(inputs.stations.count + $0.candidate) } } ?? []

  options.progress.report("drawing service areas and gaps")
  let metric = try localMetricCRS(for: inputs.extent)
  let now = step.tally(isCovered)
  let isCoveredWithPlan = plan.map { _ in coveredPoints(by: stations + chosen, reach.covers) }
  let withPlan = isCoveredWithPlan.map { step.tally($0) }
  let areas = try await serviceAreas(inputs, reach, stations + chosen, demand, file.circle, metric, options)
  let gaps = try await drawGaps(
    demand.points, isCovered: isCovered, minutes: step.minutes(of:), metric, threads: options.threads)
  let snaps = reach.networks.flatMap { inputs.placeSnaps($0.network, file.circle, threads: options.threads) }
  var gapsWithPlan: [Gap] = []
  if let isCoveredWithPlan {
    gapsWithPlan = try await drawGaps(
      demand.points, isCovered: isCoveredWithPlan, minutes: step.minutes(of:), metric, threads: options.threads)
  }
  clock.lap("areas")
  let sensitivity = try await sensitivityRows(
    file, inputs, demand, reach.networks.map(\.link), chosen: plan.map { $0.proposed.map(\.candidate) }, now: now, options)
  clock.lap("sensitivity")

  var result = AnalysisResult(
    file: file, inputs: inputs, findings: prepared.findings,
    metricReferenceSystem: "\(metric.code): \(metric.reason)", demandPointCount: demand.points.count,
    modes: demand.modes,
    coverage: step.summary(plan: []), communities: step.places(.communities, now, withPlan: withPlan),
    workers: step.places(.workers, now, withPlan: withPlan), routeStretches: step.stretches(isCovered), gaps: gaps,
    gapsWithPlan: gapsWithPlan,
    serviceAreas: areas, allocations: step.allocations(plan: chosen),
    stationSnapMeters: inputs.stations.indices.map { reach.networks.first?.sites[$0].point?.distance.value },
    snaps: snaps, plan: plan,
    coverageWithPlan: plan.map { _ in step.summary(plan: chosen) }, unreached: nil, sensitivity: sensitivity,
    threads: options.threads,
    seconds: clock.laps,
    wasInterrupted: options.isCancelled())
  result.unreached = unreached.flatMap { $0.groups.isEmpty ? nil : $0 }
  result.reachesAll = unreached?.groups.isEmpty
  result.made = made
  result.estimate = prepared.estimate
  return result
}

/// By mode, then site; in the circle measure the modes that share their circles share them here, too.
private func serviceAreas(
  _ inputs: AnalysisInputs, _ reach: ServiceReach, _ sites: [SiteIndex], _ demand: DemandPoints,
  _ circle: CircleDefinition, _ metric: LocalMetricCRS, _ options: RunOptions
) async throws -> [ServiceArea] {
  let places = inputs.sites
  let modes = demand.modes
  var drawn: [(modes: [TravelMode], areas: [DrawnArea])] = []
  // Areas are drawn to the end even after a signal: the plan is written with them.
  let drawing = RunOptions(threads: options.threads)
  for place in reach.networks {
    let areas = try await serviceAreas(
      place.network.graph, sites: sites.map { place.sites[$0.rawValue] }, cutoffs: [circle.cutoff],
      direction: circle.direction, metric, around: inputs.ground.obstacles,
      agreeingAt: reach.places(on: place, demand, of: sites), drawing)
    drawn.append(([place.network.mode], areas.map { $0[0] }))
  }
  if circle.measure == .circle {
    let isShared = circle.cutoff.unit == .millimeters && !places.contains { $0.extraTime.value > 0 }
    for group in isShared ? [modes] : modes.map({ [$0] }) {
      let mode = group[0]
      let areas = try await drawAreas(sites.count, metric, threads: options.threads) { index, _ in
        let site = places[sites[index].rawValue]
        let radius = Meters(circle.radius(of: mode).value - circle.extraLength(site.extraTime, by: mode).value)
        return DrawnArea(shape: try circleArea(site.position, radius: radius))
      }
      drawn.append((group, areas))
    }
  }
  let stationCount = inputs.stations.count
  return drawn.flatMap { modes, areas in
    zip(sites, areas).map { site, area in
      let isProposed = site.rawValue >= stationCount
      let id = isProposed ? inputs.candidates[site.rawValue - stationCount].id : inputs.stations[site.rawValue].id
      return ServiceArea(
        site: id, isProposed: isProposed, modes: modes, shape: area.shape, falseInsideShare: area.shares.inside,
        falseOutsideShare: area.shares.outside, emptyReason: area.reason?.words)
    }
  }
}

extension ServiceReach {
  /// The demand points of a mode with their costs from some sites, for areas that agree with what is counted.
  fileprivate func places(on network: SitesOnNetwork, _ demand: DemandPoints, of sites: [SiteIndex]) -> AreaPlaces {
    let covers = covers
    let own = network.link.positions
    let numbers = Dictionary(uniqueKeysWithValues: zip(own, own.indices))
    return AreaPlaces(
      positions: own.map { demand.points[$0].position }, snapped: network.link.index.demand
    ) { site in
      zip(covers.demand(of: sites[site]), covers.costs(of: sites[site])).compactMap { point, cost in
        numbers[Int(point)].map { ($0, Int(cost)) }
      }
    }
  }
}

func stopOnErrors(_ findings: [QualityFinding]) throws(AnalysisError) {
  let errors = findings.filter { $0.severity == .error }
  guard !errors.isEmpty else { return }
  let lines = errors.prefix(5).map { finding in
    "\(finding.place): \(finding.message). Fix: \(finding.fix)."
  }
  let more = errors.count > 5 ? "\n… and \(errors.count - 5) more; `servicecircle check` lists them." : ""
  throw AnalysisError(
    .badData, (["the data has \(errors.count) error(s):"] + lines).joined(separator: "\n") + more,
    at: .init(file: "data quality"))
}

extension AnalysisInputs {
  /// Stations, then candidates: the order of the sites everywhere.
  var sites: [SitePlace] {
    stations.map { SitePlace(position: $0.position, extraTime: $0.extraTime) }
      + candidates.map { SitePlace(position: $0.position, extraTime: $0.extraTime, street: streetPlaces[$0.id]) }
  }
}

extension QualityInput {
  init(_ inputs: AnalysisInputs, _ file: AnalysisFile) {
    let weighted: [LayerRole] = [.communities, .workers, .routes]
    self.init(
      boundary: inputs.boundary, roadsBox: inputs.graph?.extent, stations: inputs.stations,
      communities: inputs.communities, workers: inputs.workers, routes: inputs.routes, candidates: inputs.candidates,
      namedLayers: Set(file.layers.keys.map(\.rawValue)),
      longestTrip: inputs.modes(of: file.circle.modes).map {
        .minutes(file.circle.minutes(cost: Double(file.circle.cutoff.cost), by: $0))
      }.max())
    countedServices = file.services
    snapLimit = file.circle.snapLimit
    outlines = inputs.outlines
    for role in weighted {
      statedTotals[role.rawValue] = file.statedTotals[role]
      weightFields[role.rawValue] = file.layers[role]?.mapping.named[FieldRole.weight.rawValue]
    }
  }
}
