import Geodata
import Model
import Siting

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

  private var chosen: [String] { solution.chosen.map { siteIDs[$0.rawValue] }.sorted() }

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
    if let reason = solution.reason { members.append(JSONMember("reason", .string(reason))) }
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

  /// The same for people.
  package var text: String {
    guard solution.status != .infeasible else { return refusal }
    guard solution.objective != nil else {
      return "no plan: \(solution.reason ?? "none was found\(solution.stopped.words)")"
    }
    let value = solution.objective.map(plainNumber) ?? "none"
    let proof = solution.gap.map { gap in
      gap == 0 && solution.status == .optimal
        ? "proven best" : "at best \(solution.bound.map(plainNumber) ?? "unknown"), gap \(rounded(gap * 100, 3)) %"
    }
    var lines = [
      "\(solution.problem): \(value) (\(proof ?? "no bound"))\(solution.stopped.words)",
      "\(solution.problem.hasPrefix("p-") ? "reached" : "covered") weight \(plainNumber(solution.coveredWeight)) of \(plainNumber(solution.totalWeight))",
      "\(chosen.count) new site(s): \(chosen.map(\.shown).joined(separator: ", "))",
    ]
    if let cost = solution.cost { lines.append("cost \(plainNumber(cost))") }
    if let weight = solution.backupWeight, let count = solution.backupCount {
      lines.append("covered twice: weight \(plainNumber(weight)), \(count) of \(demandIDs.count) demand points")
    }
    if let ties {
      lines.append(
        "\(ties.isComplete ? "" : "at least ")\(ties.plans.count) plan(s) of as few sites")
    }
    if !solution.uncoverable.isEmpty {
      lines.append("\(solution.uncoverable.count) demand point(s) that no site covers")
    }
    if let anywhere { lines += anywhere.lines(chosen, proven: solution.status == .optimal) }
    lines.append("\(rounded(seconds, 2)) s")
    return lines.joined(separator: "\n")
  }

  /// Why there is no plan, and whom it concerns.
  private var refusal: String {
    var lines = ["no plan: \(solution.reason ?? "infeasible")"]
    let sites = solution.blockingSites.map { siteIDs[$0.rawValue].shown }
    if !sites.isEmpty { lines.append("sites concerned: \(sites.joined(separator: ", "))") }
    let points = solution.blockingDemand.map { demandIDs[$0].shown }
    if !points.isEmpty {
      let more = points.count > 20 ? ", and \(points.count - 20) more" : ""
      lines.append("out of reach: \(points.prefix(20).joined(separator: ", "))\(more)")
    }
    return lines.joined(separator: "\n")
  }

  private func optional(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(tidy(value))
  }
}
