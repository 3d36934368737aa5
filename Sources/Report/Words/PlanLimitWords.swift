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
    let rest = leftEnglish(left)
    let advice = plan.limits.limits.contains(.number) ? "; --set siting.new=none lets the budget decide alone" : ""
    return "\(words.joined(separator: "; ")); \(rest)\(advice)"
  }

  private func budgetWords(_ plan: Plan) -> (chinese: String, english: String) {
    let left = plan.limits.budgetLeft ?? 0
    let rest = (chinese: leftChinese(left, "余"), english: "the budget: \(leftEnglish(left))")
    guard let cheapest = plan.limits.cheapestLeft else { return rest }
    return (
      "\(rest.chinese)，尚能增加覆盖的候选点最少需\(money(cheapest).chinese)",
      "\(rest.english), the cheapest host that adds coverage costs \(grouped(cheapest))"
    )
  }

  private func leftChinese(_ left: Double, _ verb: String) -> String {
    "预算\(money(file.siting.budget ?? 0).chinese)\(verb)\(money(left).chinese)"
  }

  private func leftEnglish(_ left: Double) -> String {
    "\(grouped(left)) of \(money(file.siting.budget ?? 0).english) are left"
  }

  /// For the page: what bound the plan, where the reader may wonder; nil where the sentence on the plan says it.
  func limitNote(_ plan: Plan) -> Phrase? {
    let limits = plan.limits.limits
    let left = plan.limits.budgetLeft
    let number = plan.asked ?? plan.proposed.count
    if limits.contains(.number) {
      guard let left, !limits.contains(.budget) else {
        return Phrase(
          "限制方案的是新建数量（\(number)个）。", "What limits the plan is the number of new stations (\(number)).")
      }
      return Phrase(
        "限制方案的是新建数量（\(number)个）：\(leftChinese(left, "尚余"))。",
        "What limits the plan is the number of new stations (\(number)): \(leftEnglish(left)).")
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
        "其余候选点都不能再增加覆盖：\(leftChinese(left, "尚余"))。",
        "No other host adds coverage: \(leftEnglish(left)).")
    }
    return nil
  }
}
