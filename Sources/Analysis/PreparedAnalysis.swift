import DataQuality
import Model
import RoadNetwork

/// What every command needs before it counts or chooses: the layers, the demand and who reaches whom.
struct PreparedAnalysis {
  var inputs: AnalysisInputs
  var findings: [QualityFinding]
  var demand: DemandPoints
  var reach: ServiceReach
  /// nil when none were asked for.
  var generated: GeneratedCandidates?
  /// Of time and memory, made before the search.
  var estimate: RunEstimate
  var clock = StepClock()

  /// - Throws: ``AnalysisError`` `badData` on errors of the quality gate and without demand; `CancellationError`.
  /// - Parameter complete: may add to what the files hold.
  init(
    _ file: AnalysisFile, _ options: RunOptions,
    complete: (inout AnalysisInputs) throws -> Void = { _ in }
  ) async throws {
    inputs = try readInputs(file, options)
    try complete(&inputs)
    clock.lap("read")
    findings = inputs.findings + (try qualityFindings(QualityInput(inputs, file)))
    findings.nameFiles(inputs.records)
    try stopOnErrors(findings)

    demand = try DemandPoints(inputs, file.circle.modes)
    findings += demand.findings
    guard !demand.points.isEmpty else {
      throw AnalysisError(
        .badData,
        "there is no demand: no community, worker or route lies inside the area. Check the layers and the area.",
        at: .init(file: file.path, key: "inputs"))
    }
    clock.lap("demand")

    let links = inputs.links(demand, file.circle, options)
    if let wanted = file.siting.candidates {
      options.progress.report("making candidates")
      generated = try await inputs.generateCandidates(wanted, file, demand, links, options)
      clock.lap("candidates")
    }

    estimate = RunEstimate(inputs, file, demand)
    findings += estimate.findings
    // The system may end the run before anything is written.
    for finding in estimate.findings { options.warn("\(finding.message). Fix: \(finding.fix).") }
    options.progress.report(
      "finding who reaches which station (\(demand.points.count) demand points; \(estimate.short))")
    reach = try await inputs.reach(demand, links, file.circle, options)
    for place in reach.networks {
      findings += place.network.findings(
        inputs, sites: place.sites, file.circle, isOnly: reach.networks.count == 1, threads: options.threads)
    }
    findings.nameFiles(inputs.records)
    if options.isCancelled() { throw CancellationError() }
    clock.lap("search")
  }

  /// The stations' places among the sites.
  var stations: [SiteIndex] { inputs.stations.indices.map { SiteIndex($0) } }
}

extension SitingStep {
  init(_ prepared: PreparedAnalysis, _ file: AnalysisFile, _ options: RunOptions) {
    let inputs = prepared.inputs
    let demand = prepared.demand
    self.init(
      file: file.siting, inputs: inputs, demand: demand.points, covers: prepared.reach.covers,
      trips: {
        var anyTrip = file.circle
        // Longer than any trip in a district.
        anyTrip.cutoff = file.circle.cutoff.unit == .milliseconds ? .time(.minutes(24 * 60)) : .distance(Meters(1e6))
        return try await inputs.covers(
          of: inputs.sites, demand, prepared.reach.networks.map(\.link), anyTrip, options)
      }, tripUnit: file.circle.cutoff.unit)
  }
}
