import Analysis
import Geodata
import Model
import Siting
import Words

extension AnalysisResult {
  /// What the money is spent on, its proof and what it brings, for the terminal.
  func actLines(_ plan: ActPlan) -> [Bilingual] {
    guard let value = plan.value else {
      return [
        line(
          "方案", "plan",
          Bilingual("无：", "none: ")
            + (plan.reason ?? Bilingual("尚未得到方案即已停止", "stopped before one was found")))
      ]
    }
    let (counts, spent) = (counts(plan), money(plan.yuan))
    let budget = plan.budget.map { Bilingual("（预算\(money($0).chinese)）", " of \(grouped($0))") } ?? Bilingual(same: "")
    let (today, later) = (percent(plan.today), percent(value))
    var lines = [
      line(
        "方案", "plan",
        Bilingual(
          "\(counts.chinese)，投入\(spent.chinese)\(budget.chinese)，",
          "\(counts.english) for \(grouped(plan.yuan))\(budget.english) yuan, ")
          + Self.proofWords(plan.gap, plan.bound) + plan.stopped.words),
      line(
        "服务水平", "value",
        Bilingual(
          "现状为全部可能的\(today.chinese)，方案后\(later.chinese)",
          "\(today.english) of all that could be served today, \(later.english) with the plan")),
    ]
    for part in plan.periods {
      let (today, later) = (percent(part.today), percent(part.withPlan))
      lines.append(
        line(
          "分时段", "in period",
          Bilingual(
            "\(periodName(part.name).chinese.shown)：现状\(today.chinese)，方案后\(later.chinese)",
            "\(part.name.shown): \(today.english) today, \(later.english) with the plan")))
    }
    if let next = plan.next {
      let best = plan.finalValue ?? value
      let (gain, most) = (percent(next.value - best, decimals: 2), percent(next.bound - best, decimals: 2))
      let isYearly = !plan.eachYear.isEmpty
      lines.append(
        line(
          "再增1万元", "next 10,000",
          Bilingual(
            "\(isYearly ? "各年资金一并使用时，" : "")可再提高\(gain.chinese)，至多\(most.chinese)",
            "\(gain.english) more, at most \(most.english)\(isYearly ? ", of all the money at once" : "")")))
    }
    for mix in plan.mixes {
      let (value, bound) = (percent(mix.best.value), percent(mix.best.bound))
      lines.append(
        line(
          Bilingual(Self.mixName(mix.name).chinese, mix.name.rawValue),
          Bilingual(
            "\(value.chinese)，至多\(bound.chinese)，\(money(mix.best.yuan).chinese)",
            "\(value.english), at most \(bound.english), \(grouped(mix.best.yuan)) yuan")))
    }
    for (name, years) in [
      (Bilingual("逐年最优", "each year"), plan.eachYear), (Bilingual("奔最终最优", "final"), plan.towardsFinal),
    ] {
      lines += years.map { line(name, Self.yearWords($0)) }
    }
    return lines
  }

  private static func yearWords(_ year: ActYear) -> Bilingual {
    let value = percent(year.value)
    let words = Bilingual(
      "\(year.year)年：累计资金\(money(year.budget).chinese)，已用\(money(year.spent).chinese)，服务水平\(value.chinese)",
      "\(year.year): \(grouped(year.spent)) of \(grouped(year.budget)) yuan, \(value.english)")
    guard let bound = year.bound.map({ percent($0) }) else { return words }
    return words + Bilingual("，至多\(bound.chinese)", ", at most \(bound.english)")
  }

  static func mixName(_ mix: ActMix.Name) -> Bilingual {
    switch mix {
    case .equipment: Bilingual("只添设备", "only equipment")
    case .nothingNew: Bilingual("不新建", "nothing new built")
    case .building: Bilingual("只新建", "only new stations")
    }
  }

  private func counts(_ plan: ActPlan) -> Bilingual {
    let words: [(SitingOption.Kind, String, String, String)] = [
      (.build, "新建%个驿站", "new station", "new stations"), (.upgrade, "增设%项服务", "upgrade", "upgrades"),
      (.extend, "%站延长开放", "extension of hours", "extensions of hours"),
    ]
    let parts = words.compactMap { kind, chinese, one, many in
      let count = plan.count(kind)
      return count == 0
        ? nil : Bilingual(chinese.replacing("%", with: "\(count)"), "\(count) \(count == 1 ? one : many)")
    }
    return parts.isEmpty ? Bilingual("没有可做的事项", "nothing") : parts.listed
  }
}
