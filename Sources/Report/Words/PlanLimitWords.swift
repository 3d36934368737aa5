import Analysis
import Geodata

/// Which limit stopped the plan from growing: in every output.
extension AnalysisResult {
  /// For the terminal; nil where there is nothing to say.
  func limitLine(_ plan: Plan) -> String? {
    let words = plan.limits.limits.compactMap { limit -> String? in
      switch limit {
      case .number: "the number: \(plan.asked ?? plan.proposed.count) new stations (siting.new)"
      case .budget: budgetWords(plan).english
      case .spacing: "the spacing: every host that adds coverage stands nearer than siting.constraints.spacing allows"
      case .candidates: "the hosts: all \(inputs.candidates.count) are chosen"
      case .nothingLeft: "nothing left to gain: no other host adds anything"
      case .target: nil
      }
    }
    guard !words.isEmpty else { return nil }
    guard let left = plan.limits.budgetLeft, !plan.limits.limits.contains(.budget) else {
      return words.joined(separator: "; ")
    }
    let rest = "\(grouped(left)) of \(grouped(file.siting.budget ?? 0)) yuan are left"
    let advice = plan.limits.limits.contains(.number) ? "; --set siting.new=none lets the budget decide alone" : ""
    return "\(words.joined(separator: "; ")); \(rest)\(advice)"
  }

  private func budgetWords(_ plan: Plan) -> (chinese: String, english: String) {
    let left = grouped(plan.limits.budgetLeft ?? 0)
    let budget = grouped(file.siting.budget ?? 0)
    guard let cheapest = plan.limits.cheapestLeft else {
      return ("预算\(budget)元余\(left)元", "the budget: \(left) of \(budget) yuan are left")
    }
    return (
      "预算\(budget)元余\(left)元，尚能增加覆盖的候选点最少需\(grouped(cheapest))元",
      "the budget: \(left) of \(budget) yuan are left, the cheapest host that adds coverage costs \(grouped(cheapest))"
    )
  }

  /// For the page: what bound the plan, where the reader may wonder; nil where the sentence on the plan says it.
  func limitNote(_ plan: Plan) -> Phrase? {
    let limits = plan.limits.limits
    let left = plan.limits.budgetLeft.map { grouped($0) }
    let budget = grouped(file.siting.budget ?? 0)
    let number = plan.asked ?? plan.proposed.count
    if limits.contains(.number) {
      guard let left, !limits.contains(.budget) else {
        return Phrase(
          "限制方案的是新建数量（\(number)个）。", "What limits the plan is the number of new stations (\(number)).")
      }
      return Phrase(
        "限制方案的是新建数量（\(number)个）：预算\(budget)元尚余\(left)元。",
        "What limits the plan is the number of new stations (\(number)): \(left) of \(budget) yuan are left.")
    }
    if limits.contains(.budget) {
      let words = budgetWords(plan)
      return Phrase("限制方案的是预算：\(words.chinese)。", "What limits the plan is \(words.english).")
    }
    if limits.contains(.spacing) {
      return Phrase(
        "限制方案的是站间距离：尚能增加覆盖的候选点都离其他驿站太近。",
        "What limits the plan is the distance between stations: every host that adds coverage stands too near to another."
      )
    }
    if limits.contains(.nothingLeft), let left {
      return Phrase(
        "其余候选点都不能再增加覆盖：预算\(budget)元尚余\(left)元。",
        "No other host adds coverage: \(left) of \(budget) yuan are left.")
    }
    return nil
  }
}
