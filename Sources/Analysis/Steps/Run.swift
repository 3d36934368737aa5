import Coverage
import Model
import Siting
import Words

/// Runs an analysis from files to result: check, coverage, siting, layers.
///
/// - Throws: ``AnalysisError``, `GeodataError`, `RoadNetworkError` for bad input; `CancellationError` when cancelled
///   before there is a result worth keeping.
/// Deterministic: equal input gives an equal result for any number of threads, unless a time limit is set.
public func runAnalysis(_ file: AnalysisFile, _ options: RunOptions = RunOptions()) async throws -> AnalysisResult {
  try await PreparedAnalysis(file, options).run(options)
}

extension PreparedAnalysis {
  /// Coverage, siting, layers and sensitivity of what is prepared.
  public func run(_ options: RunOptions = RunOptions()) async throws -> AnalysisResult {
    async let ground: Void = prepareGround(options)
    var (result, clock) = try await counted(options)
    let planned = planned(result.siting)
    try await ground
    result.maps = try await draw(planned?.new, options)
    clock.lap("areas")
    result.coverage.sensitivity = try await sensitivity(chosen: planned?.new, options)
    clock.lap("sensitivity")
    result.run = record(clock, options, estimate)
    return result
  }

  /// The same without layers to draw and without other definitions: what two settings are compared by.
  package func figures(_ options: RunOptions = RunOptions()) async throws -> AnalysisResult {
    try await counted(options).result
  }

  /// nil without a plan.
  private func planned(_ siting: SitingResult) -> PlannedSites? {
    guard siting.hasPlan else { return nil }
    return siting.plan.map { plan in
      PlannedSites(
        new: plan.proposed.map { inputs.sites.index(ofCandidate: $0.candidate) },
        fittings: siting.acts?.fittings ?? [:])
    }
  }

  private func counted(_ options: RunOptions) async throws -> (result: AnalysisResult, clock: StepClock) {
    var clock = clock
    let siting = try await choose(&clock, options)
    options.resultStands()
    let planned = planned(siting)
    var coverage = CoverageStep(self).details(planned, allocation: siting.plan?.allocation)
    coverage.figures = try await figures(planned, options)
    clock.lap("figures")
    let patrol = try await patrolFigures(options)
    if patrol != nil { clock.lap("patrol") }
    let absent =
      file.coverage.periods.isEmpty && file.coverage.visits == nil
      ? [] : PeriodFigures(self, DemandGroups([:])).absentFindings
    let told = findings + absent + (patrol.map(patrolFindings) ?? [])
    var result = AnalysisResult(
      file: file, inputs: inputs, findings: told, findingGroups: findingEffects(planned?.new ?? []).folded(told),
      coverage: coverage,
      siting: siting,
      run: record(clock, options, estimate))
    result.patrol = patrol
    return (result, clock)
  }

  /// The plan, the bound for other places than the candidates, and what no site reaches.
  private func choose(_ clock: inout StepClock, _ options: RunOptions) async throws -> SitingResult {
    let visits = file.siting.hasCapacities ? try await scaledVisits(options) : nil
    let step = SitingStep(self, visits: visits, options)
    if let asked = file.siting.acts {
      options.progress.report(Bilingual("正在选址", "siting"))
      let acts = try await ActStep(self, asked, step).plan(options)
      options.resultStands()
      var result = SitingResult(plan: try step.plan(ofBuilds: acts), acts: acts, made: generated?.made)
      clock.lap("siting")
      if file.hasCandidates { result.take(try await unreached(weights: step.shares(), options)) }
      clock.lap("unreached")
      return result
    }
    guard file.hasCandidates else { return SitingResult() }
    options.progress.report(Bilingual("正在选址", "siting"))
    let plan = try await step.plan(options)
    options.resultStands()
    var result = SitingResult(plan: plan, made: generated?.made)
    result.made?.bound = try await anywhereBound(step, plan, options)
    clock.lap("siting")
    result.take(try await unreached(weights: step.shares(), options))
    clock.lap("unreached")
    return result
  }

  func record(_ clock: StepClock, _ options: RunOptions, _ estimate: RunEstimate? = nil) -> RunRecord {
    RunRecord(
      threads: options.threads, seconds: clock.laps, wasInterrupted: options.isCancelled(), estimate: estimate)
  }
}
