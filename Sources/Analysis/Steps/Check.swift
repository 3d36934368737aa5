import DataQuality
import Model
import RoadNetwork

/// What `check` finds out.
package struct QualityReport: Sendable {
  package var findings: [QualityFinding]
  /// The same, equal ones folded and what weighs most first.
  package var groups: [FindingGroup]
  /// What a run of the same file would take.
  package var estimate: RunEstimate
  package var inputs: [InputRecord]
  /// How recorded tracks lie on the streets; nil without any, and where errors stand before it.
  package var tracks: TrackFigures?
}

/// Reads the layers and runs the data-quality rules, nothing else: recorded tracks are not matched to streets.
public func checkAnalysis(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) throws -> [QualityFinding] {
  let inputs = try readInputs(file, options)
  let findings = inputs.findings + (try qualityFindings(QualityInput(inputs, file)))
  return try report(inputs, findings, file, options).findings
}

/// The same with recorded tracks matched to streets, as a run does it, and with what a run would take.
///
/// With candidates to be made (`siting.candidates`) these are not among the findings, and the estimate is for the others.
package func qualityReport(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) async throws -> QualityReport {
  var inputs = try readInputs(file, options)
  var findings = inputs.findings + (try qualityFindings(QualityInput(inputs, file)))
  // A run would end here.
  if !findings.contains(where: { $0.severity == .error }) { findings += try await inputs.takeTracks(file, options) }
  return try report(inputs, findings, file, options)
}

private func report(
  _ inputs: AnalysisInputs, _ found: [QualityFinding], _ file: AnalysisFile, _ options: RunOptions
) throws -> QualityReport {
  var (inputs, findings) = (inputs, found)
  inputs.leaveOutUnusable(findings)
  try inputs.checkVisitRates(file)
  try inputs.checkPatrol(file)
  // What a run would refuse after its longest searches.
  if file.siting.needsCosts, file.siting.acts == nil { _ = try inputs.siteCosts(file.siting) }
  let demand = try inputs.demand(file.circle.modes)
  findings += demand.findings
  let estimate = RunEstimate(inputs, file, demand)
  findings += estimate.findings
  let networks = inputs.streets.networks.filter { demand.modes.contains($0.mode) || demand.modes.isEmpty }
  let positions = inputs.sites.positions
  for network in networks {
    let sites = network.graph.snap(
      positions, limit: file.circle.snapLimit, for: .ofSites(file.circle.direction),
      around: inputs.streets.ground.obstacles,
      threads: options.threads)
    findings += network.findings(
      inputs, sites: sites, file.circle, isOnly: networks.count == 1, threads: options.threads)
  }
  findings.nameFiles(inputs.records)
  findings.joinModes()
  let groups = FindingEffects(inputs, demand).folded(findings)
  return QualityReport(
    findings: findings, groups: groups, estimate: estimate, inputs: inputs.records,
    tracks: inputs.trackFigures)
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
