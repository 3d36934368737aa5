import Coverage
import Model
import Siting

/// What is done in one year, from what was there before it.
struct ActStage {
  /// nil without phases.
  var year: Int?
  var problem: ActProblem
  /// Positions in the problem's catalog.
  var acts: [Int]
  /// Yuan of all years up to this one.
  var budget: Double

  var yuan: Double { acts.reduce(0) { $0 + problem.catalog.acts[$1].yuan } }
}

extension ActStep {
  /// Fills in both programmes and takes the one that the file asks for.
  ///
  /// Each year's best: the plan of a year is the best for what is left of the money so far, given what was done before;
  /// its bound says the same. Towards the best end: the best plan for all the money; in each year the part of it that
  /// serves most.
  /// - Parameters:
  ///   - stages: the plan for all the money on entry.
  ///   - final: its acts.
  func programme(
    _ plan: inout ActPlan, _ stages: inout [ActStage], final: [Int], _ limits: SolveLimits
  ) async throws {
    let whole = stages[0].problem
    let finalActs = Set(final.map { whole.catalog.acts[$0] })
    plan.finalBound = plan.bound
    let deadline = SolveDeadline(limits.timeLimit)
    var limits = limits
    limits.progress = nil
    let yearly = try await years(limits, deadline, among: nil)
    let steered = try await years(limits, deadline, among: finalActs)
    plan.eachYear = yearly.years
    plan.towardsFinal = steered.years
    guard asked.programme == .eachYear, let last = yearly.years.last else {
      stages = steered.stages
      return
    }
    stages = yearly.stages
    plan.value = last.value
    plan.bound = last.bound
    plan.status = yearly.isProven ? .optimal : .feasible
    plan.stopped = yearly.isProven ? .proved : .work
    plan.gap = last.bound.map { abs($0 - last.value) / max(last.value, 1e-9) }
  }

  /// - Parameter among: the acts that may be taken, of which the last year takes all; nil for any.
  private func years(
    _ limits: SolveLimits, _ deadline: SolveDeadline, among: Set<Act>?
  ) async throws -> (years: [ActYear], stages: [ActStage], isProven: Bool) {
    var standing = today
    var years: [ActYear] = []
    var stages: [ActStage] = []
    var (budget, spent, built) = (0.0, 0.0, 0)
    var isProven = true
    // Of several schedules one station takes one, over all years.
    var extended: Set<SiteIndex> = []
    for (index, phase) in asked.phases.enumerated() {
      budget += phase.budget
      let problem = try problem(from: standing, built: built) { act in
        among?.contains(act) ?? true && !(act.kind == .extend && extended.contains(act.site))
      }
      let isLast = index == asked.phases.count - 1
      var acts: [Int]
      var bound: Double?
      var value = problem.today / problem.scale
      if among != nil, isLast {
        acts = Array(problem.catalog.acts.indices)
        value = ActState(problem, acts).worth / problem.scale
      } else {
        var part = limits.within(deadline, share: 1 / Double(asked.phases.count - index + 1))
        part.work = limits.work / 2
        let solution: SitingSolution
        (acts, solution) = try await problem.solve(budget: budget - spent, meetingFloors: isLast, part)
        value = solution.objective.map { $0 / problem.scale } ?? value
        bound = among == nil ? solution.bound.map { $0 / problem.scale } : nil
        isProven = isProven && solution.status == .optimal
      }
      let stage = ActStage(year: phase.year, problem: problem, acts: acts, budget: budget)
      stages.append(stage)
      spent += stage.yuan
      extended.formUnion(acts.map { problem.catalog.acts[$0] }.filter { $0.kind == .extend }.map(\.site))
      built += acts.count { problem.catalog.acts[$0].kind == .build }
      standing.merge(problem.fittings(with: acts)) { $1 }
      years.append(ActYear(year: phase.year, budget: budget, spent: spent, value: value, bound: bound))
    }
    return (years, stages, isProven)
  }
}
