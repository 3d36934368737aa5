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
        .array(audit.brokenRules.map { .string(AnalysisResult.words($0, label: label)) })),
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
    members.append(JSONMember("notes", .array(notes.map { .string($0) })))
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
      JSONMember("reason", plan.reason.map { .string($0) } ?? .null),
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
  private func label(_ site: SiteIndex) -> String {
    name(site) == id(site) ? id(site).shown : "\(id(site).shown) \(name(site).shown)"
  }

  /// The same for people.
  /// - Parameter folder: where the tables are; nil when none were asked for.
  package func text(folder: String?) -> String {
    func points(_ weight: Double) -> String { trimmedNumber(share(weight) * 100, decimals: 2) }
    var lines = result.opening
    lines.append("with plan    \(result.shares(result.coverage.withPlan ?? result.coverage.now))")
    lines.append(
      "plan         \(audit.sites.count) new sites of \(planFile.inOneLine), \(percent(share(audit.value), decimals: 2)) as the "
        + "weighted mean" + (cost.map { ", \(grouped($0)) yuan" } ?? ""))
    for rule in audit.brokenRules.prefix(10) {
      lines.append("breaks       \(AnalysisResult.words(rule, label: label))")
    }
    if audit.brokenRules.count > 10 { lines.append("breaks       … and \(audit.brokenRules.count - 10) more") }
    lines.append("best         \(distance)")
    if let acts {
      func best(_ point: BudgetPoint?) -> String {
        point.map { "\(percent($0.value)), at most \(percent($0.bound)), for \(grouped($0.yuan)) yuan" } ?? "not found"
      }
      lines.append(
        "served       \(percent(acts.value)) of all that could be for \(grouped(acts.yuan)) yuan (today \(percent(acts.today))), each built in the first way of siting.options.build"
      )
      lines.append("best mix     within the rules \(best(acts.sameMoney))" + (acts.best.map { "; \(best($0))" } ?? ""))
    }
    if let same = audit.sameBudget, let value = same.objective, let paid = sameBudgetCost {
      let bound = same.bound ?? value
      lines.append(
        "same budget  \(percent(share(value), decimals: 2)) with \(same.chosen.count) sites, \(grouped(paid)) yuan"
          + (same.status == .optimal
            ? ", proven best" : ", at most \(percent(share(bound), decimals: 2)) with any that cost no more"))
    }
    if let unreached = result.siting.unreached { lines += result.unreachedLines(unreached) }
    if result.run.wasInterrupted {
      lines.append(
        "interrupted  by a signal: better plans and moves were not looked for to the end; “keep” is no verdict yet")
    }
    lines.append(
      "verdict      "
        + PlanAudit.Verdict.allCases.map { "\($0.rawValue) \(count($0))" }.joined(separator: ", ")
        + " (a difference below \(points(audit.worth)) points does not count)")
    for site in audit.sites where site.verdict == .drop {
      let instead = site.replacement.map { "; \(label($0)) in its place adds \(points(site.moveGain))" } ?? ""
      lines.append("drop         \(label(site.site)): adds \(points(site.gain)) points to the others\(instead)")
    }
    let moved = audit.sites.filter { $0.verdict == .move }.sorted { $0.moveGain > $1.moveGain }
    for site in moved.prefix(10) {
      let target = site.replacement.map(label) ?? ""
      lines.append("move         \(label(site.site)) to \(target): +\(points(site.moveGain)) points")
    }
    if moved.count > 10 { lines.append("move         … and \(moved.count - 10) more") }
    for pair in audit.pairs.prefix(10) {
      lines.append(
        "redundant    \(label(pair.first)) and \(label(pair.second))"
          + (pair.isSecondExisting ? " (in operation)" : "")
          + ": \(percent(pair.sharedShare)) of the lesser in common, \(points(pair.joint)) points hang on "
          + (pair.isSecondExisting ? "the new one" : "the two"))
    }
    if audit.pairs.count > 10 { lines.append("redundant    … and \(audit.pairs.count - 10) more pairs") }
    if let last = audit.moves.last {
      let first = audit.moves.prefix(5).map { "\(id($0.from).shown) → \(id($0.to).shown) +\(points($0.gain))" }
      lines.append(
        "in turn      \(first.joined(separator: ", "))"
          + (audit.moves.count > 5 ? ", … \(audit.moves.count) in all" : "")
          + ": then \(percent(share(last.value), decimals: 2))")
    }
    if let folder { lines.append("written      \(folder)") }
    return lines.joined(separator: "\n")
  }

  private var distance: String {
    guard let value = audit.best.objective else { return "none: \(audit.best.reason ?? "no plan was found")" }
    let size =
      "\(audit.sites.count) of \(result.inputs.candidates.count) sites"
      + (result.file.siting.hasConstraints ? " within the rules" : "")
    let paid = bestCost.map { ", \(grouped($0)) yuan" } ?? ""
    func points(_ weight: Double) -> String { pointsUp(share(weight)) }
    guard audit.best.status != .optimal else {
      return audit.loss == 0
        ? "proven best of \(size)"
        : "\(percent(share(value), decimals: 2)) with \(size)\(paid), proven: the plan is \(points(audit.loss)) points below"
    }
    return
      "\(percent(share(value), decimals: 2)) found with \(size)\(paid), at most "
      + "\(percent(share(audit.best.bound ?? value), decimals: 2)): the plan is \(points(audit.loss)) to "
      + "\(points(audit.lossAtMost)) points below"
  }
}
