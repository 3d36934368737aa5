import Analysis
import Coverage
import Geodata
import Model

extension AnalysisResult {
  /// The ten lines a planner reads on the terminal.
  /// - Parameter folder: where the results are; nil when none were written.
  package func headline(folder: String?) -> String {
    var lines = opening
    if let plan = siting.plan {
      if let coverageWithPlan = coverage.withPlan { lines.append("with plan    \(shares(coverageWithPlan))") }
      lines += siting.acts.map(actLines) ?? ["plan         \(Self.proof(plan))"]
      if let limit = limitLine(plan) { lines.append("limit        \(limit)") }
      if let madeNote { lines.append("candidates   \(madeNote.english)") }
      for warning in plan.warnings { lines.append("warning      \(warning)") }
      let first = plan.proposed.prefix(3).map { inputs.candidates[$0.candidate].name.shown }
      if plan.status == .infeasible, let unreached = siting.unreached { lines += unreachedLines(unreached) }
      if !first.isEmpty { lines.append("build first  \(first.joined(separator: ", "))") }
    }
    if let gap = maps.gaps.first {
      lines.append(
        "largest gap  \(inputs.communities[gap.community].name.shown): \(trimmedNumber(gap.weight, decimals: 0)) "
          + "\(countsStreets ? "metres of residential street" : "residents") uncovered today")
    }
    lines.append(
      "data         \(count(.error)) errors, \(count(.warning)) warnings, \(count(.note)) notes"
        + (inputs.isIllustrative ? "; some input is made-up sample data" : ""))
    lines += findingGroups.filter { $0.first.severity != .note }.prefix(3).map { "finding      \($0.short)" }
    if run.wasInterrupted {
      let parts = cutShort
      lines.append(
        "interrupted  by a signal: the plan is the best found until then"
          + (parts.isEmpty ? "" : "; left out or cut short: \(parts.joined(separator: ", "))"))
    }
    if let folder {
      let mark = siting.plan?.status == .infeasible ? ": today's coverage, without a plan" : ""
      lines.append("written      \(folder)\(mark)")
    }
    return lines.joined(separator: "\n")
  }

  /// Title, definition, layers and who is served today.
  var opening: [String] {
    let circle = file.circle
    var lines = [(file.title[.english] ?? file.path).inOneLine]
    lines.append(
      "definition   \(cutoffText(circle)), \(circle.measure.rawValue) measure, "
        + "\(travelText), boundary inclusive"
        + (inputs.area == nil ? "" : ", inside the area"))
    if let presetHint { lines.append("hint         \(presetHint)") }
    lines += assumptions.map { "assumed      \($0.words.english)" }
    lines.append(
      "layers       \(inputs.stations.count) stations, \(inputs.communities.count) communities, "
        + "\(inputs.workers.count) firms, \(inputs.routes.count(where: { !$0.isFromTracks })) routes, \(sharedStreets)\(inputs.candidates.count) candidates, "
        + "\(coverage.demandPointCount) demand points")
    lines.append("today        \(shares(coverage.now))")
    return lines + periodLines + loadLines + patrolLines
  }

  /// Routes that were made of tracks; empty without tracks.
  private var sharedStreets: String {
    inputs.trackFigures == nil ? "" : "\(inputs.routes.count(where: \.isFromTracks)) streets of tracks, "
  }

  /// Person-hours of each period, today.
  private var periodLines: [String] {
    file.coverage.periods.compactMap { period in
      let shares = kindWords.compactMap { kind, word in
        coverage.figures.periods.first {
          $0.group.level == .district && $0.group.kind == kind && $0.subject == period.name
            && $0.figure == "person-hours"
        }?.today.map { "\(percent($0)) of \(word)" }
      }
      return shares.isEmpty
        ? nil : "period       \(period.name.shown): \(shares.joined(separator: ", ")) (person-hours)"
    }
  }

  /// Expected visits, and the stations that have too little room for them, today.
  private var loadLines: [String] {
    guard let load = coverage.figures.load else { return [] }
    func number(_ value: Double) -> String { trimmedNumber(value, decimals: 1) }
    let expected = DemandKind.allCases.reduce(0) { $0 + (load.expected[$1] ?? 0) }
    let unserved = DemandKind.allCases.reduce(0) { $0 + (load.today.unserved[$1] ?? 0) }
    let over = load.overloads(self, load.today)
    let named = over.prefix(3).map { "\($0.station.name.shown) (\(overloadWords($0).english))" }
    return [
      "load         \(number(expected)) visits a day expected, \(number(unserved)) of them with no open station within reach"
    ]
      + (over.isEmpty
        ? [] : ["over         \(named.joined(separator: ", "))\(over.count > 3 ? " and \(over.count - 3) more" : "")"])
  }

  /// What the rounds pass, and with whom more.
  private var patrolLines: [String] {
    guard let patrol else { return [] }
    var line =
      "patrol       \(shareText(patrol.today.all.share)) of the streets passed by \(patrol.today.riders.count) who patrol"
    if let plan = patrol.withPlan, let choice = patrol.choice {
      line += ", \(shareText(plan.all.share)) with \(plan.riders.count - patrol.today.riders.count) more"
      line +=
        choice.gap == 0 ? " (proven best)" : " (at most \(percent(choice.gap, decimals: 2)) from the best possible)"
    }
    return [line + "; of all rounds \(shareText(patrol.allRounds.all.share))"]
  }

  private var kindWords: [(DemandKind, String)] {
    [
      (.communities, countsStreets ? "residential street length" : "residents"), (.workers, "workers"),
      (.routes, "route trip-km"),
    ]
  }

  func shares(_ summary: CoverageSummary) -> String {
    kindWords.compactMap { kind, word in
      summary.byKind[kind]?.share.map {
        "\(percent($0)) of \(word)" + (kind == .routes && file.circle.detour != nil ? " (by detour)" : "")
      }
    }.joined(separator: ", ")
  }

  private static func travelWords(_ objective: AnalysisFile.Objective) -> String {
    switch objective {
    case .minWorst: "longest trip"
    case .shortestGaps: "longest gap of a route"
    default: "mean trip"
    }
  }

  static func proof(_ plan: Plan) -> String {
    guard plan.status != .infeasible else { return "none: \(plan.reason ?? "infeasible")" }
    let bound =
      switch (plan.gap, plan.bound) {
      case (0.0?, _): "proven best"
      case (let gap?, _): "not proven best, at most \(percent(gap, decimals: 2)) from the best possible"
      default: "not proven best"
      }
    let cost = plan.costYuan.map { ", \(grouped($0)) yuan" } ?? ""
    let travel =
      switch (plan.unit, plan.value) {
      case (.minutes, let value?), (.meters, let value?):
        "\(Self.travelWords(plan.objective)) \(grouped(value, decimals: 1)) \(plan.unit.rawValue), "
      default: ""
      }
    return
      "\(plan.proposed.count) new sites\(cost), \(travel)\(bound)\(plan.stopped.words)"
  }
}
