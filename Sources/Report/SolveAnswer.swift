import Geodata
import Model
import Siting

/// What `solve` prints.
package struct SolveAnswer {
  package var solution: SitingSolution
  package var siteIDs: [String]
  package var demandIDs: [String]
  package var seconds: Double
  /// Per demand point the nearest chosen or existing site; nil when not asked for.
  package var assignment: [(site: SiteIndex, cost: Double)?]?

  package init(
    solution: SitingSolution, siteIDs: [String], demandIDs: [String], seconds: Double,
    assignment: [(site: SiteIndex, cost: Double)?]?
  ) {
    self.solution = solution
    self.siteIDs = siteIDs
    self.demandIDs = demandIDs
    self.seconds = seconds
    self.assignment = assignment
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
      JSONMember("covered_weight", .number(solution.coveredWeight)),
      JSONMember("total_weight", .number(solution.totalWeight)),
      JSONMember("uncoverable", .array(solution.uncoverable.map { .string(demandIDs[$0]) })),
      JSONMember("rows", .int(solution.rows)),
      JSONMember("rows_after_presolve", .int(solution.rowsAfterPresolve)),
      JSONMember("seconds", .number(rounded(seconds, 3))),
      JSONMember("seed", .int(Int(solution.seed))),
    ]
    if let reason = solution.reason { members.append(JSONMember("reason", .string(reason))) }
    if let assignment {
      members.append(
        JSONMember(
          "assignment",
          .object(
            zip(demandIDs, assignment).compactMap { id, nearest in
              nearest.map {
                JSONMember(
                  id,
                  .object([
                    JSONMember("site", .string(siteIDs[$0.site.rawValue])), JSONMember("cost", .number($0.cost)),
                  ]))
              }
            })))
    }
    return .object(members)
  }

  /// The same for people.
  package var text: String {
    guard solution.objective != nil else { return "no plan: \(solution.reason ?? solution.status.rawValue)" }
    let value = solution.objective.map(plain) ?? "none"
    let proof = solution.gap.map { gap in
      gap == 0 ? "proven best" : "at best \(solution.bound.map(plain) ?? "unknown"), gap \(rounded(gap * 100, 3)) %"
    }
    var lines = [
      "\(solution.problem): \(value) (\(proof ?? "no bound")); stopped: \(solution.stopped.rawValue)",
      "\(solution.problem.hasPrefix("p-") ? "reached" : "covered") weight \(plain(solution.coveredWeight)) of \(plain(solution.totalWeight))",
      "\(chosen.count) new site(s): \(chosen.joined(separator: ", "))",
    ]
    if !solution.uncoverable.isEmpty {
      lines.append("\(solution.uncoverable.count) demand point(s) that no site covers")
    }
    lines.append("\(rounded(seconds, 2)) s")
    return lines.joined(separator: "\n")
  }

  private func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  private func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
