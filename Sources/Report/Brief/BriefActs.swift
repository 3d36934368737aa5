import Analysis
import Model
import Siting

/// The same where one budget is spent on new stations, equipment and hours alike, and what is done in which year.
extension AnalysisResult {
  func briefActs(_ plan: ActPlan) -> [BriefDocument.Block] {
    guard !plan.acts.isEmpty else { return [.paragraph(planSentence)] }
    var blocks: [BriefDocument.Block] = [
      .paragraph(
        Phrase(
          "下列事项按次序实施，每一步取余下事项中每元提高最多的一项。",
          "To be done in this order; each step takes what brings most for its yuan of what is left."))
    ]
    blocks.append(.table(briefActTable(plan, plan.acts.prefix(Self.mostBriefSites), isAnnex: false)))
    blocks.append(
      .paragraph(
        Phrase(
          "“提高”以百分点计；“累计”为做到该项时的服务水平，即得到服务的需求占全部可能的比例。",
          "“Gain” is in percentage points; “so far” is what is then served of all that could be served."), style: .note)
    )
    return blocks
  }

  func briefActTable(_ plan: ActPlan, _ acts: ArraySlice<PlannedAct>, isAnnex: Bool) -> BriefTable {
    let hasYears = acts.contains { $0.year != nil }
    let places = acts.map { briefPlace(inputs.sites.position($0.act.site)) }
    let hasPlaces = places.contains { $0 != nil }
    let isCut = !isAnnex && acts.count < plan.acts.count
    var table = BriefTable(
      caption: isAnnex
        ? Phrase("其余\(acts.count)项", "The other \(acts.count)")
        : isCut
          ? Phrase(
            "先做的\(acts.count)项（共\(plan.acts.count)项，其余见附表）",
            "The first \(acts.count) of \(plan.acts.count); the others stand in the annex")
          : Phrase("建议事项", "What to do"),
      columns: [.init("次序", "order", width: 0.6)] + (hasYears ? [.init("年度", "year", width: 0.7)] : []) + [
        .init("事项", "what", width: 2.2), .init("地点", "where", width: 1.6),
      ] + (hasPlaces ? [.init("所在社区", "community", width: 1.5)] : []) + [
        .init("费用", "cost", width: 1.1, isNumber: true), .init("提高", "gain", width: 0.8, isNumber: true),
        .init("累计", "so far", width: 0.9, isNumber: true),
      ])
    for (planned, place) in zip(acts, places) {
      table.rows.append(
        [Phrase(same: "\(planned.rank)")] + (hasYears ? [Phrase(same: planned.year.map { "\($0)" } ?? "–")] : [])
          + [actPhrase(planned.act), Phrase(same: siteLabel(planned.act.site))]
          + (hasPlaces ? [place ?? Phrase(same: "–")] : []) + [
            Phrase(money(planned.act.yuan)), Phrase(same: "+\(grouped(planned.gain * 100, decimals: 2))"),
            Phrase(same: shareText(planned.cumulative)),
          ])
    }
    return table
  }

  /// 分期与预算: what it costs, and by when; nothing where nobody knows a cost.
  var briefBudget: [BriefDocument.Block] {
    guard let plan = siting.plan, siting.hasPlan else { return [] }
    var blocks: [BriefDocument.Block] = []
    if let sum = siting.acts?.yuan ?? plan.costYuan, sum > 0 {
      let total = Phrase(money(sum))
      let budget = (siting.acts?.budget ?? file.siting.budget).map { Phrase(money($0)) }
      blocks.append(
        .paragraph(
          Phrase(
            "全部建议共需\(total.chinese)\(budget.map { "，预算\($0.chinese)" as HTML } ?? "")。",
            "All of it costs \(total.english)\(budget.map { ", of a budget of \($0.english)" as HTML } ?? "").")))
      if siting.acts == nil, let first = briefFirstCost(plan) { blocks.append(.paragraph(first)) }
    }
    if let years = siting.acts?.eachYear, !years.isEmpty { blocks.append(.table(briefYearTable(years))) }
    return blocks
  }

  /// What the first few cost together; nil where all are few, or some have no cost.
  private func briefFirstCost(_ plan: Plan) -> Phrase? {
    let count = 5
    let costs = plan.proposed.prefix(count).compactMap { inputs.candidates[$0.candidate].costYuan }
    guard plan.proposed.count > count, costs.count == count else { return nil }
    let sum = Phrase(money(costs.reduce(0, +)))
    return Phrase(
      "其中先建的\(count)个共需\(sum.chinese)。各点费用取自候选点资料。",
      "The first \(count) cost \(sum.english) together. Costs are those that the host sites' data state.")
  }

  private func briefYearTable(_ years: [ActYear]) -> BriefTable {
    var table = BriefTable(
      caption: Phrase("分年实施", "Year by year"),
      columns: [
        .init("年度", "year"), .init("累计资金", "money so far", isNumber: true),
        .init("累计使用", "spent so far", isNumber: true), .init("服务水平", "served", isNumber: true),
        .init("当年最多可达", "at most", isNumber: true),
      ])
    for year in years {
      table.rows.append([
        Phrase(same: "\(year.year)"), Phrase(money(year.budget)), Phrase(money(year.spent)),
        Phrase(same: shareText(year.value)), Phrase(same: year.bound.map { limitText($0) } ?? "–"),
      ])
    }
    return table
  }
}
