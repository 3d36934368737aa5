import Analysis
import Model
import Siting
import Words

extension AnalysisResult {
  /// nil when no alternatives were asked for.
  func alternativeSection(_ voice: ReportVoice) -> HTML? {
    guard let plan = siting.plan, let alternatives = plan.alternatives, let wanted = file.siting.alternatives else {
      return nil
    }
    let within = trimmedNumber(wanted.within * 100)
    guard !alternatives.plans.isEmpty else {
      let state =
        alternatives.isExhausted
        ? Phrase("已证明不存在", "It is proven that there is no")
        : Phrase("在限定的计算量内未找到", "The search found, within its work, no")
      return voice.paragraph(
        Phrase(
          "\(state.chinese)损失不超过\(within)%且至少更换\(wanted.differ)个点的其他方案。",
          "\(state.english) other plan that replaces at least \(wanted.differ) sites and loses no more than \(within)%."
        ))
    }
    var table = ReportTable(
      columns: [
        .init("方案", "plan"), .init("覆盖率", "value", isNumber: true), .init("损失（%）", "loss, %", isNumber: true),
        .init("去掉", "without"), .init("换上", "with instead"),
      ], total: alternatives.plans.count, file: "tables/alternatives.csv")
    func names(_ candidates: [Int]) -> HTML {
      let names = candidates.prefix(8).map { hostLabel($0) } + (candidates.count > 8 ? ["…"] : [])
      return voice.inline(names.listed)
    }
    for (index, other) in alternatives.plans.prefix(20).enumerated() {
      table.rows.append([
        "\(index + 1)", "\(shareText(other.value))", "\(grouped(other.loss * 100, decimals: 2))", names(other.dropped),
        names(other.added),
      ])
    }
    let plans = alternatives.plans.count + 1
    let chosen = Set(plan.proposed.map(\.candidate))
    let always = alternatives.appearances.count { $0.count == plans }
    let unsure = alternatives.appearances.filter { $0.count < plans && chosen.contains($0.site) }
      .sorted { ($0.count, $0.site) < ($1.count, $1.site) }.prefix(6)
    let listed = unsure.map { appearance in
      let (name, count) = (hostLabel(appearance.site), appearance.count)
      return Bilingual("\(name)（\(plans)个方案中的\(count)个）", "\(name) \(count)/\(plans)")
    }
    let proof =
      alternatives.plans.allSatisfy(\.isProven)
      ? Phrase("各方案均已证明为满足差异要求的最优", "Each is proven the best that differs so much from those before it")
      : Phrase("部分方案尚未证明最优", "Not every one is proven the best of its kind")
    let end =
      alternatives.isExhausted ? Phrase("；已证明没有更多", "; it is proven that there are no more") : Phrase("", "")
    let note = Phrase(
      """
      每个方案至少更换\(wanted.differ)个点，损失不超过\(within)%。\(proof.chinese)\(end.chinese)。\
      \(always)个点出现在全部\(plans)个方案中\(listed.isEmpty ? "" : "；最可替换的是\(listed.listed.chinese)" as HTML)。
      """,
      """
      Each replaces at least \(wanted.differ) sites and loses no more than \(within)%. \(proof.english)\(end.english). \
      \(always) sites are in all \(plans) plans\(listed.isEmpty ? "" : "; the easiest to replace: \(listed.listed.english)" as HTML).
      """)
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }
}
