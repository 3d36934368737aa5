import Analysis
import Geodata
import Words

/// Which limit stopped the plan from growing: in every output.
extension AnalysisResult {
  /// For the terminal; nil where there is nothing to say.
  func limitLine(_ plan: Plan) -> Bilingual? {
    let words = plan.limits.limits.compactMap { limit -> Bilingual? in
      switch limit {
      case .number:
        Bilingual(
          "新建数量（siting.new：\(plan.asked ?? plan.proposed.count)个）",
          "the number: \(plan.asked ?? plan.proposed.count) new stations (siting.new)")
      case .budget: Bilingual("预算：", "the budget: ") + budgetWords(plan)
      case .spacing:
        Bilingual(
          "站间距离：尚能增加覆盖的候选点，离其他驿站都近于siting.constraints.spacing的规定",
          "the spacing: every host that adds coverage stands nearer than siting.constraints.spacing allows")
      case .candidates:
        Bilingual("候选点：\(inputs.candidates.count)个已全部入选", "the hosts: all \(inputs.candidates.count) are chosen")
      case .nothingLeft:
        Bilingual("其余候选点都不能再增加覆盖", "nothing left to gain: no other host adds anything")
      case .target: nil
      }
    }
    guard !words.isEmpty else { return nil }
    guard let left = plan.limits.budgetLeft, !plan.limits.limits.contains(.budget) else { return words.inTurn }
    let advice =
      plan.limits.limits.contains(.number)
      ? [Bilingual("如只受预算限制，请加--set siting.new=none", "--set siting.new=none lets the budget decide alone")] : []
    return (words + [budgetLeft(left, "尚余")] + advice).inTurn
  }

  private func budgetWords(_ plan: Plan) -> Bilingual {
    let rest = budgetLeft(plan.limits.budgetLeft ?? 0, "余")
    guard let cheapest = plan.limits.cheapestLeft else { return rest }
    return rest
      + Bilingual(
        "，尚能增加覆盖的候选点最少需\(money(cheapest).chinese)",
        ", the cheapest host that adds coverage costs \(grouped(cheapest))")
  }

  private func budgetLeft(_ left: Double, _ verb: String) -> Bilingual {
    let budget = money(file.siting.budget ?? 0)
    return Bilingual(
      "预算\(budget.chinese)\(verb)\(money(left).chinese)", "\(grouped(left)) of \(budget.english) are left")
  }

  /// For the page: what bound the plan, where the reader may wonder; nil where the sentence on the plan says it.
  func limitNote(_ plan: Plan) -> Bilingual? {
    let limits = plan.limits.limits
    let left = plan.limits.budgetLeft
    let number = plan.asked ?? plan.proposed.count
    if limits.contains(.number) {
      guard let left, !limits.contains(.budget) else {
        return Bilingual(
          "方案受限于新建数量（\(number)个）。", "What limits the plan is the number of new stations (\(number)).")
      }
      return Bilingual(
        "方案受限于新建数量（\(number)个）：\(budgetLeft(left, "尚余").chinese)。",
        "What limits the plan is the number of new stations (\(number)): \(budgetLeft(left, "").english).")
    }
    if limits.contains(.budget) {
      let words = budgetWords(plan)
      return Bilingual("方案受限于预算：\(words.chinese)。", "What limits the plan is the budget: \(words.english).")
    }
    if limits.contains(.spacing) {
      return Bilingual(
        "方案受限于站间距离：尚能增加覆盖的候选点都离其他驿站太近。",
        "What limits the plan is the distance between stations: every host that adds coverage stands too near to another."
      )
    }
    if limits.contains(.nothingLeft), let left {
      return Bilingual(
        "其余候选点都不能再增加覆盖：\(budgetLeft(left, "尚余").chinese)。",
        "No other host adds coverage: \(budgetLeft(left, "").english).")
    }
    return nil
  }
}
