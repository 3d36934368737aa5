import Analysis
import Geodata
import Model
import Siting

/// What `audit` prints.
extension AnalysisAudit {
  /// The object on stdout with `--json`.
  package var json: JSONValue {
    var members: [JSONMember] = [
      JSONMember("plan", .string(planFile)), JSONMember("interrupted", .bool(result.run.wasInterrupted)),
      JSONMember("illustrative", .bool(result.inputs.isIllustrative)),
      JSONMember("definition", result.definition),
      JSONMember("coverage", result.coverageFigures(result.coverage.now, \.today)),
      JSONMember(
        "coverage_with_plan", result.coverage.withPlan.map { result.coverageFigures($0, \.withPlan) } ?? .null),
      JSONMember(
        "unit", .string("weighted mean of the covered shares, 0 to 1, stations in operation included")),
      JSONMember("new", .int(audit.sites.count)),
      JSONMember("value", share(of: audit.value)),
      JSONMember("worth", share(of: audit.worth)),
      JSONMember("cost_yuan", cost.map { .number($0) } ?? .null),
      JSONMember(
        "broken_rules",
        .array(audit.brokenRules.map { .string(AnalysisResult.words($0, label: label).english) })),
      JSONMember("same_size", figures(of: audit.best, best, bestCost)),
      JSONMember("same_budget", audit.sameBudget.map { figures(of: $0, sameBudget ?? [], sameBudgetCost) } ?? .null),
    ]
    if let acts {
      func best(_ point: BudgetPoint?) -> JSONValue {
        point.map {
          .object([
            JSONMember("yuan", .number(rounded($0.yuan, 2))), JSONMember("value", .number(rounded($0.value, 9))),
            JSONMember("bound", .number(rounded($0.bound, 9))),
          ])
        } ?? .null
      }
      members.append(
        JSONMember(
          "acts",
          .object([
            JSONMember("yuan", .number(rounded(acts.yuan, 2))),
            JSONMember("value_today", .number(rounded(acts.today, 9))),
            JSONMember("value", .number(rounded(acts.value, 9))), JSONMember("same_money", best(acts.sameMoney)),
            JSONMember("budget", best(acts.best)),
          ])))
    }
    members.append(
      JSONMember(
        "verdicts",
        .object(
          PlanAudit.Verdict.allCases.map { verdict in
            JSONMember(verdict.rawValue, .int(count(verdict)))
          })))
    members.append(
      JSONMember(
        "sites",
        .array(
          audit.sites.enumerated().map { index, site in
            .object([
              JSONMember("id", .string(id(site.site))), JSONMember("name", .string(name(site.site))),
              JSONMember("rank", .int(index + 1)), JSONMember("gain", share(of: site.gain)),
              JSONMember("cumulative_share", share(of: site.cumulative)),
              JSONMember("unique", share(of: site.unique)), JSONMember("verdict", .string(site.verdict.rawValue)),
              JSONMember("replacement", site.replacement.map { .string(id($0)) } ?? .null),
              JSONMember("move_gain", share(of: site.moveGain)),
            ])
          })))
    members.append(
      JSONMember(
        "redundant_pairs",
        .array(
          audit.pairs.map { pair in
            .object([
              JSONMember("first", .string(id(pair.first))), JSONMember("second", .string(id(pair.second))),
              JSONMember("second_in_operation", .bool(pair.isSecondExisting)),
              JSONMember("shared_share", .number(rounded(pair.sharedShare, 6))),
              JSONMember("shared", share(of: pair.shared)), JSONMember("joint", share(of: pair.joint)),
            ])
          })))
    members.append(
      JSONMember(
        "moves",
        .array(
          audit.moves.map { move in
            .object([
              JSONMember("from", .string(id(move.from))), JSONMember("to", .string(id(move.to))),
              JSONMember("gain", share(of: move.gain)), JSONMember("value", share(of: move.value)),
            ])
          })))
    members.append(JSONMember("notes", .array(notes.map { .string($0.english) })))
    members.append(JSONMember("attribution", .array(result.attribution.map { .string($0) })))
    return .object(members)
  }

  /// A plan set against the given one.
  private func figures(of plan: SitingSolution, _ candidates: [Int], _ cost: Double?) -> JSONValue {
    let loss = max(0, (plan.objective ?? audit.value) - audit.value)
    return .object([
      JSONMember("status", .string(plan.status.rawValue)), JSONMember("stopped", .string(plan.stopped.rawValue)),
      JSONMember("value", plan.objective.map { share(of: $0) } ?? .null),
      JSONMember("bound", plan.bound.map { share(of: $0) } ?? .null),
      JSONMember("gap", plan.gap.map { .number(rounded($0, 9)) } ?? .null),
      JSONMember("loss_at_least", share(of: loss)),
      JSONMember("loss_at_most", share(of: max(loss, (plan.bound ?? audit.value) - audit.value))),
      JSONMember("cost_yuan", cost.map { .number($0) } ?? .null),
      JSONMember(
        "chosen", .array(candidates.map { result.inputs.candidates[$0].id.rawValue }.sorted().map { .string($0) })),
      JSONMember("reason", plan.reason.map { .string($0.english) } ?? .null),
    ])
  }

  private func share(of weight: Double) -> JSONValue { .number(rounded(share(weight), 9)) }

  func count(_ verdict: PlanAudit.Verdict) -> Int { audit.sites.count { $0.verdict == verdict } }

  func id(_ site: SiteIndex) -> String {
    candidate(site).map { result.inputs.candidates[$0].id.rawValue }
      ?? result.inputs.stations[site.rawValue].id.rawValue
  }

  func name(_ site: SiteIndex) -> String {
    candidate(site).map { result.inputs.candidates[$0].name } ?? result.inputs.stations[site.rawValue].name
  }

  /// Name and id, the id once where they are the same.
  func label(_ site: SiteIndex) -> String {
    name(site) == id(site) ? id(site).shown : "\(id(site).shown) \(name(site).shown)"
  }
}
