import Geodata
import Model
import Siting
import Words

/// What `solve` prints.
package struct SolveAnswer {
  package var solution: SitingSolution
  package var siteIDs: [String]
  package var demandIDs: [String]
  package var seconds: Double
  /// Who serves whom.
  package var allocation: PlanAllocation
  /// One per site where the problem has capacities.
  package var capacities: [Double]?
  /// True when the answer shows the allocation of every demand point.
  package var showsAssignment = false
  /// Every plan of the fewest sites; nil when not asked for.
  package var ties: TiedCovers?
  /// With sites anywhere: where they are.
  package var anywhere: AnywhereAnswer?

  package init(
    solution: SitingSolution, siteIDs: [String], demandIDs: [String], seconds: Double,
    allocation: PlanAllocation, capacities: [Double]? = nil
  ) {
    self.solution = solution
    self.siteIDs = siteIDs
    self.demandIDs = demandIDs
    self.seconds = seconds
    self.allocation = allocation
    self.capacities = capacities
  }

  var chosen: [String] { solution.chosen.map { siteIDs[$0.rawValue] }.sorted() }

  /// The object of contract 4.4.
  package var json: JSONValue {
    var members = [
      JSONMember("problem", .string(solution.problem)),
      JSONMember("status", .string(solution.status.rawValue)),
      JSONMember("stopped", .string(solution.stopped.rawValue)),
      JSONMember("objective", optional(solution.objective)),
      JSONMember("bound", optional(solution.bound)),
      JSONMember("gap", optional(solution.gap)),
      JSONMember("sites", .array(chosen.map { .string($0) })),
      JSONMember("covered_weight", .number(tidy(solution.coveredWeight))),
      JSONMember("total_weight", .number(tidy(solution.totalWeight))),
      JSONMember("uncoverable", .array(solution.uncoverable.map { .string(demandIDs[$0]) })),
      JSONMember("rows", .int(solution.rows)),
      JSONMember("rows_after_presolve", .int(solution.rowsAfterPresolve)),
      JSONMember("seconds", .number(rounded(seconds, 3))),
      JSONMember("seed", .int(Int(solution.seed))),
    ]
    if let cost = solution.cost { members.append(JSONMember("cost", .number(tidy(cost)))) }
    if let weight = solution.backupWeight, let count = solution.backupCount {
      members.append(JSONMember("backup_weight", .number(tidy(weight))))
      members.append(JSONMember("backup_clients", .int(count)))
      members.append(JSONMember("backup_bound", optional(solution.backupBound)))
    }
    if solution.status == .infeasible {
      members.append(JSONMember("repairs", .array(solution.repairs.map { .string($0.description) })))
      members.append(
        JSONMember("blocking_demand", .array(solution.blockingDemand.map { .string(demandIDs[$0]) })))
      members.append(
        JSONMember("blocking_sites", .array(solution.blockingSites.map { .string(siteIDs[$0.rawValue]) })))
    }
    if let ties {
      members.append(
        JSONMember(
          "ties",
          .object([
            JSONMember("count", .int(ties.plans.count)), JSONMember("complete", .bool(ties.isComplete)),
            JSONMember(
              "plans",
              .array(
                ties.plans.map { plan in .array(plan.map { siteIDs[$0.rawValue] }.sorted().map { .string($0) }) })),
          ])))
    }
    if let anywhere { members += anywhere.members(chosen, proven: solution.status == .optimal) }
    if let reason = solution.reason { members.append(JSONMember("reason", .string(reason.english))) }
    if showsAssignment { members.append(JSONMember("assignment", .object(assignment))) }
    return .object(members)
  }

  /// True where a demand point need not count with all its weight at one site.
  var isDivided: Bool { ["capacitated", "gradual"].contains(solution.problem) }

  private var assignment: [JSONMember] {
    zip(demandIDs, allocation.parts).compactMap { id, parts in
      guard let first = parts.first else { return nil }
      var members = [
        JSONMember("site", .string(siteIDs[first.site.rawValue])), JSONMember("cost", .number(tidy(first.cost))),
      ]
      if isDivided {
        let served = parts.map { JSONMember(siteIDs[$0.site.rawValue], .number(tidy($0.weight))) }
        members.append(JSONMember("served", .object(served)))
      }
      return JSONMember(id, .object(members))
    }
  }

  private func optional(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(tidy(value))
  }
}
