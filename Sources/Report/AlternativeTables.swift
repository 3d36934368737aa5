import Analysis
import Model
import Siting

/// Why each site is in the plan, and the plans nearly as good.
extension AnalysisResult {
  private func id(_ candidate: Int) -> String { inputs.candidates[candidate].id.rawValue }

  func reasonTable(_ plan: Plan) -> OutputLayer {
    var table = OutputLayer(
      name: "site_reasons", about: "why each proposed site is in the plan, in the order of building",
      columns: [
        .integer("rank", "1 is built first"), .string("id", "the host's id"), .string("name", "name of the host"),
        .number("reach", 6, "weighted mean share within its reach that no station in operation covers"),
        .number("unique", 6, "what only it covers: lost when nothing takes its place"),
        .string("substitute", "id of the host that loses least in its place; empty when every host is in the plan"),
        .number("loss_with_substitute", 6, "lost with the substitute, the other sites as they are"),
        .number(
          "loss_replanned", 6, "lost without it when the others may move, too: proven to be no less"
        ),
        .number(
          "loss_replanned_at_most", 6,
          "the same, proven to be no more; equal when the best plan without it is proven, empty for hosts nobody can replace"
        ),
      ], hasGeometry: false)
    for site in plan.proposed {
      let host = inputs.candidates[site.candidate]
      table.append(
        "\(site.rank)",
        [
          .integer(site.rank), .text(host.id.rawValue), .text(host.name),
          .optional(site.reason?.reach),
          .number(site.unique), .optional(site.reason?.substitute.map(id)),
          .optional(site.reason?.lossWithSubstitute),
          .optional(site.reason?.lossReplanned), .optional(site.reason?.lossReplannedAtMost),
        ])
    }
    return table
  }

  /// The first row is the plan itself.
  func alternativeTable(_ alternatives: AlternativePlans<Int>) -> OutputLayer {
    var table = OutputLayer(
      name: "alternatives",
      about: "the plan (row 0) and other plans of as many sites that are nearly as good, best first",
      columns: [
        .integer("alternative", "0 is the plan itself"), .number("value", 6, "weighted mean share"),
        .number("bound", 6, "no plan that differs as much from all rows above can be better"),
        .number("loss", 6, "(value of the plan - value) / value of the plan"),
        .boolean("proven", "true when value and bound are proven equal"),
        .integer("differ", "sites of the plan that it replaces"),
        .string("dropped", "ids of those, separated by blanks"),
        .string("added", "ids of the hosts taken instead, separated by blanks"),
        .string("sites", "ids of all its hosts, separated by blanks"),
      ], hasGeometry: false)
    func ids(_ candidates: [Int]) -> OutputValue { .text(candidates.map(id).joined(separator: " ")) }
    if let plan = siting.plan, let value = plan.value {
      table.append(
        "0",
        [
          .integer(0), .number(value), .optional(plan.bound), .number(0), .boolean(plan.status == .optimal),
          .integer(0),
          .text(""), .text(""), ids(plan.proposed.map(\.candidate).sorted()),
        ])
    }
    for (index, other) in alternatives.plans.enumerated() {
      table.append(
        "\(index + 1)",
        [
          .integer(index + 1), .number(other.value), .number(other.bound), .number(other.loss),
          .boolean(other.isProven), .integer(other.dropped.count), ids(other.dropped), ids(other.added),
          ids(other.chosen),
        ])
    }
    return table
  }

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
      let names = candidates.prefix(8).map { inputs.candidates[$0].name } + (candidates.count > 8 ? ["…"] : [])
      return voice.inline(
        Phrase(
          HTML(escaping: names.joined(separator: "、")), HTML(escaping: names.joined(separator: ", "))))
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
    let listed = unsure.map { "\(inputs.candidates[$0.site].name) \($0.count)/\(plans)" }
    let proof =
      alternatives.plans.allSatisfy(\.isProven)
      ? Phrase("各方案均已证明为满足差异要求的最优", "Each is proven the best that differs so much from those before it")
      : Phrase("部分方案尚未证明最优", "Not every one is proven the best of its kind")
    let end =
      alternatives.isExhausted ? Phrase("；已证明没有更多", "; it is proven that there are no more") : Phrase("", "")
    let note = Phrase(
      """
      每个方案至少更换\(wanted.differ)个点，损失不超过\(within)%。\(proof.chinese)\(end.chinese)。\
      \(always)个点出现在全部\(plans)个方案中\(listed.isEmpty ? "" : "；最可替换的是\(HTML(escaping: listed.joined(separator: "、")))" as HTML)。
      """,
      """
      Each replaces at least \(wanted.differ) sites and loses no more than \(within)%. \(proof.english)\(end.english). \
      \(always) sites are in all \(plans) plans\(listed.isEmpty ? "" : "; the easiest to replace: \(HTML(escaping: listed.joined(separator: ", ")))" as HTML).
      """)
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }
}
