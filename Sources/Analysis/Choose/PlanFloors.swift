import Model
import Siting
import Words

extension SitingStep {
  /// Floors of the curve, besides that of the file: whole tenths.
  private static let floorSteps = (0...10).map { Double($0) / 10 }

  /// What floors of every height cost; empty when not asked for. Each step gets a small, fixed amount of work.
  ///
  /// Groups that the file excepts keep what it says of them where a step asks for more.
  func floorCurve(
    _ problem: SitingProblem, _ solution: SitingSolution, _ constraints: SitingConstraints, _ limits: SolveLimits,
    _ scale: Double, _ progress: StepProgress
  ) async throws -> [FloorPoint] {
    guard let by = file.floorCurve, problem.totalWeight > 0, !limits.isCancelled() else { return [] }
    progress.report(Bilingual("选址：正在计算最低覆盖率的代价", "siting: what floors cost"))
    var rules = constraints
    var asked = AnalysisFile.Floors(by: by, share: 1)
    // The plan is the best without a floor by these groups, or under the floor of the file.
    var known = FloorPoint(
      share: 0, value: solution.objective, bound: solution.bound, status: solution.status)
    var isKnown = true
    if let floors = file.floors, floors.by == by {
      rules.floors = []
      asked.except = floors.except
      asked.share = floors.share.map { _ in 1 }
      known.share = floors.share ?? floors.except.values.max() ?? 0
      isKnown = floors.except.values.allSatisfy { $0 <= known.share }
    }
    let groups = try inputs.floors(asked, demand, weights: file.weights)
    var limits = limits
    limits.gap = 0
    limits.work = 300
    limits.progress = nil
    return try await Siting.floorCurve(
      problem, groups: groups, steps: Self.floorSteps, known: isKnown && solution.status != .unknown ? [known] : [],
      under: rules, limits: limits
    ).map(terms(scale).point)
  }
}
