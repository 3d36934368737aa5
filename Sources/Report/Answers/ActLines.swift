import Analysis
import Geodata
import Model
import Siting

extension AnalysisResult {
  /// What the money is spent on, its proof and what it brings, for the terminal.
  func actLines(_ plan: ActPlan) -> [String] {
    guard let value = plan.value else { return ["plan         none: \(plan.reason ?? "stopped before one was found")"] }
    let money = plan.budget.map { " of \(grouped($0))" } ?? ""
    let bound =
      switch (plan.gap, plan.bound) {
      case (0.0?, _): "proven best"
      case (let gap?, _): "not proven best, at most \(percent(gap, decimals: 2)) from the best possible"
      default: "not proven best"
      }
    var lines = [
      "plan         \(counts(plan)) for \(grouped(plan.yuan))\(money) yuan, \(bound)\(plan.stopped.words)",
      "value        \(percent(plan.today)) of all that could be served today, \(percent(value)) with the plan",
    ]
    for part in plan.periods {
      lines.append(
        "in period    \(part.name.shown): \(percent(part.today)) today, \(percent(part.withPlan)) with the plan")
    }
    let best = plan.finalValue ?? value
    let suffix = plan.eachYear.isEmpty ? "" : ", of all the money at once"
    if let next = plan.next {
      lines.append(
        "next 10,000  \(percent(next.value - best, decimals: 2)) more, at most \(percent(next.bound - best, decimals: 2))\(suffix)"
      )
    }
    for mix in plan.mixes {
      lines.append(
        "\(mix.name.rawValue.padded(to: 13))\(percent(mix.best.value)), at most \(percent(mix.best.bound)), \(grouped(mix.best.yuan)) yuan"
      )
    }
    for (name, years) in [("each year", plan.eachYear), ("final", plan.towardsFinal)] {
      for year in years {
        lines.append(
          "\(name.padded(to: 13))\(year.year): \(grouped(year.spent)) of \(grouped(year.budget)) yuan, \(percent(year.value))"
            + (year.bound.map { ", at most \(percent($0))" } ?? ""))
      }
    }
    return lines
  }

  private func counts(_ plan: ActPlan) -> String {
    let words: [(SitingOption.Kind, String, String)] = [
      (.build, "new station", "new stations"), (.upgrade, "upgrade", "upgrades"),
      (.extend, "extension of hours", "extensions of hours"),
    ]
    let parts = words.compactMap { kind, one, many in
      let count = plan.count(kind)
      return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
    }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
