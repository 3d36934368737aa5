import Coverage
import DataQuality
import Model
import RoadNetwork
import Words

/// An analysis before the search of who reaches whom: its layers checked, its demand linked to the networks, candidates
/// made where they were asked for.
struct LinkedAnalysis {
  /// With the candidates that were made.
  private(set) var inputs: AnalysisInputs
  private(set) var findings: [QualityFinding]
  let demand: DemandPoints
  /// The demand on the networks of its modes; none in the circle measure.
  let links: [DemandLink]
  /// nil when none were asked for.
  private(set) var generated: GeneratedCandidates?
  private(set) var clock: StepClock

  /// - Throws: as ``PreparedAnalysis/init(_:_:_:)``.
  init(_ file: AnalysisFile, _ layers: AnalysisInputs, _ options: RunOptions, _ started: StepClock) async throws {
    var inputs = layers
    var clock = started
    clock.lap("read")
    var findings = inputs.findings + (try qualityFindings(QualityInput(inputs, file)))
    findings.nameFiles(inputs.records)
    try stopOnErrors(findings)

    findings += try await inputs.takeTracks(file, options)
    clock.lap("tracks")
    try inputs.checkVisitRates(file)
    try inputs.checkPatrol(file)
    let demand = try inputs.demand(file.circle.modes)
    // Its cells are not needed again.
    inputs.population = nil
    findings += demand.findings
    guard !demand.points.isEmpty else {
      throw AnalysisError(
        .badData,
        Bilingual(
          "没有需求：社区、从业人员和路线都不在范围以内。请检查各图层和范围。",
          "there is no demand: no community, worker or route lies inside the area. Check the layers and the area."),
        at: .init(file: file.path, key: "inputs"))
    }
    // A wrong name should not wait for the search.
    if file.hasCandidates, let floors = file.siting.floors {
      _ = try inputs.floors(floors, demand.points, weights: file.siting.floorWeights)
    }
    if file.hasCandidates, file.siting.hasCapacities { _ = try inputs.capacities(file.siting) }
    clock.lap("demand")

    let links = inputs.links(demand, file.circle, options)
    if let wanted = file.siting.candidates {
      options.progress.report(Bilingual("正在生成候选点", "making candidates"))
      generated = try await inputs.generateCandidates(wanted, file, demand, links, options)
      clock.lap("candidates")
    }
    self.inputs = inputs
    self.findings = findings
    self.demand = demand
    self.links = links
    self.clock = clock
  }
}
