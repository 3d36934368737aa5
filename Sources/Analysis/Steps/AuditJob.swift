import Coverage
import Geodata
import Model
import Siting
import Words

/// A plan of the user's, judged by an analysis: the `audit` command.
public struct AnalysisAudit: Sendable {
  /// The analysis with the given plan as its plan, in the order of building; no maps are drawn. Its status, bound and gap
  /// are those of the best plan of the same size set against it.
  package var result: AnalysisResult
  /// As the user named it, without the folders of this machine.
  package var planFile: String
  /// Sites and values as ``SitingStep`` numbers them: stations, then candidates; weights of ``scale`` in all.
  public var audit: PlanAudit
  /// Weight of all demand: a weight divided by it is a share of the plan's value.
  package var scale: Double
  /// Candidates of the best plan of the same size.
  package var best: [Int]
  /// Yuan of the given plan and of the best; nil when a cost is unknown.
  package var cost: Double?
  package var bestCost: Double?
  /// The same for the best plan of the same budget, and its candidates.
  package var sameBudgetCost: Double?
  package var sameBudget: [Int]?
  /// By what is served; nil where the analysis chooses places alone.
  package var acts: ActAudit?
  /// What names and places of the plan were taken for.
  package var notes: [Bilingual] = []

  package func share(_ weight: Double) -> Double { weight / scale }

  /// Position of a site among the candidates; nil for a station in operation.
  package func candidate(_ site: SiteIndex) -> Int? { result.inputs.sites.candidate(site) }
}

/// Scores, orders and improves a given plan.
///
/// - Parameter plan: a table or layer with ids, names or coordinates, or a list with one id or name a line. A place that
///   is no candidate, nor near one, is added for the audit.
/// - Throws: as ``runAnalysis(_:_:)``, and `GeodataError` for a plan that names an unknown site, one twice or one that is
///   in operation; with record and the nearest id.
/// Deterministic as ``runAnalysis(_:_:)``.
public func auditPlan(
  _ file: AnalysisFile, plan path: String, _ options: RunOptions = RunOptions()
) async throws -> AnalysisAudit {
  try await auditPlan(file, plan: LayerSource(role: "plan", path: path), options)
}

/// The same for a plan of which is said how it is read.
package func auditPlan(
  _ file: AnalysisFile, plan source: LayerSource, _ options: RunOptions
) async throws -> AnalysisAudit {
  // The plan first: a wrong name in it should not wait for the network.
  let planned = try readPlan(source)
  let clock = StepClock()
  return try await audited(file, planned, named: source.path, try readInputs(file, options), options, clock)
}

/// The same for a plan that stands in no file, and for layers that have been read.
///
/// - Parameters:
///   - plan: ids or names of candidates, each once.
///   - layers: as ``readInputs(_:_:edited:)`` gives them.
package func auditPlan(
  _ file: AnalysisFile, plan ids: [String], among layers: AnalysisInputs, _ options: RunOptions
) async throws -> AnalysisAudit {
  try await audited(file, try PlanFile(ids: ids), named: PlanFile.name, layers, options, StepClock())
}

private func audited(
  _ file: AnalysisFile, _ planned: PlanFile, named path: String, _ layers: AnalysisInputs, _ options: RunOptions,
  _ started: StepClock
) async throws -> AnalysisAudit {
  var clock = started
  var layers = layers
  var places = try PlannedPlaces(planned, layers)
  let ids = try places.resolve(in: &layers)
  for note in places.notes { options.warn(note) }
  let prepared = try await PreparedAnalysis(file, layers, options, clock)
  clock = prepared.clock
  let inputs = prepared.inputs
  let sites = inputs.sites
  guard file.siting.objective == .maxCoverage else {
    throw AnalysisError(
      .badValue,
      Bilingual(
        "评审的是方案覆盖多少需求。请把siting.objective设为max-coverage；预算、站间距离和最低覆盖率照常有效。",
        "an audit asks how much a plan covers. Set siting.objective to max-coverage; budget, spacing and floors stay."),
      at: .init(file: file.path, key: "siting.objective"))
  }
  guard !file.siting.hasCapacities else {
    throw AnalysisError(
      .badValue,
      Bilingual(
        "评审的是方案覆盖多少需求，不考虑接待能力。请删去siting.constraints.capacity。",
        "an audit asks how much a plan covers, whatever a station can serve. Remove siting.constraints.capacity."),
      at: .init(file: file.path, key: "siting.constraints.capacity"))
  }
  let positionOf = Dictionary(
    inputs.candidates.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  let candidates = ids.compactMap { positionOf[$0] }

  options.progress.report(Bilingual("正在评审", "auditing"))
  let step = SitingStep(prepared, visits: nil, options)
  var problem = try step.problem(step.covers)
  let scale = problem.totalWeight > 0 ? problem.totalWeight : 1
  let chosen = candidates.map(sites.index(ofCandidate:))
  let known = inputs.candidates.compactMap(\.costYuan)
  // The plan's size is the planner's choice: only what else the analysis asks is held against it.
  var constraints = try step.constraints()
  constraints.count = nil
  if constraints.costs == nil, known.count == inputs.candidates.count {
    constraints.costs = inputs.stations.map { _ in 0 } + known
  }
  let gaps = try await step.withLongestGap(problem, constraints, step.limits(options, scale))
  (problem, constraints) = (gaps.problem, gaps.constraints)
  if let reason = gaps.reason { options.warn(reason) }
  let audit = try await auditPlan(problem, plan: chosen, under: constraints, limits: step.limits(options, scale))
  options.resultStands()
  clock.lap("audit")

  let best = sites.candidates(audit.best.chosen)
  let sameBudget = audit.sameBudget.map { sites.candidates($0.chosen) }
  func cost(_ candidates: [Int]) -> Double? {
    let costs = candidates.compactMap { candidate in
      let host = inputs.candidates[candidate]
      return file.siting.acts?.builds(ofHost: host.host).first?.yuan ?? host.costYuan
    }
    return costs.count == candidates.count ? costs.reduce(0, +) : nil
  }
  let plan = Plan(
    objective: .maxCoverage, unit: .share, status: audit.best.status, stopped: audit.best.stopped,
    value: audit.value / scale,
    bound: audit.best.bound.map { $0 / scale }, gap: nil, asked: candidates.count,
    costYuan: cost(candidates),
    proposed: audit.sites.enumerated().map { index, site in
      ProposedSite(
        rank: index + 1,
        step: step.terms(scale).step(BuildStep(site: site.site, gain: site.gain, cumulative: site.cumulative)),
        unique: site.unique / scale)
    }, curve: [], seed: file.siting.seed, rows: audit.best.rows, rowsAfterPresolve: audit.best.rowsAfterPresolve,
    warnings: [], reason: file.siting.reason(audit.best),
    plainReason: file.siting.plainReason(audit.best))
  var siting = SitingResult(plan: plan)
  if audit.best.status == .infeasible { siting.take(try await prepared.unreached(weights: step.shares(), options)) }
  var coverage = CoverageStep(prepared).states(PlannedSites(new: chosen))
  coverage.figures = try await prepared.figures(PlannedSites(new: chosen), options)
  let result = AnalysisResult(
    file: file, inputs: inputs, findings: prepared.findings,
    findingGroups: prepared.findingEffects(chosen).folded(prepared.findings), coverage: coverage,
    siting: siting, run: prepared.record(clock, options))
  var acts: ActAudit?
  if let asked = file.siting.acts { acts = try await ActStep(prepared, asked, step).audit(chosen, options) }
  return AnalysisAudit(
    result: result, planFile: lastComponent(path), audit: audit, scale: scale, best: best,
    cost: cost(candidates),
    bestCost: cost(best), sameBudgetCost: sameBudget.flatMap(cost), sameBudget: sameBudget,
    acts: acts, notes: places.notes)
}

private func lastComponent(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
