import Analysis
import Model
import Siting
import Words

/// What one budget is spent on: for the director in one paragraph, then act by act.
extension AnalysisResult {
  private static let longest = 120

  /// The plan, its proof, what it brings and when, and what more money would.
  func actSentence(_ plan: ActPlan) -> Phrase {
    guard let value = plan.value else {
      let reason = plan.reason ?? Bilingual("未找到方案", "no plan was found")
      return Phrase("<b>没有可行方案</b>（\(reason.chinese)）。", "<b>No plan is possible</b>: \(reason.english).")
    }
    let spent = Phrase(money(plan.yuan))
    let budget = plan.budget.map { Phrase(money($0)) }
    let what = counts(plan)
    var text = Phrase(
      """
      \(budget.map { "预算\($0.chinese)，" as HTML } ?? "")投入<b>\(spent.chinese)</b>：<b>\(what.chinese)</b>，\
      服务水平由\(shareText(plan.today))升至<b>\(shareText(value))</b>
      """,
      """
      <b>\(spent.english)</b>\(budget.map { " of \($0.english)" as HTML } ?? "") \(plan.acts.count == 1 ? "buys" : "buy" as HTML) \
      <b>\(what.english)</b>: of all that could be served, \(shareText(value)) is served instead of \(shareText(plan.today))
      """)
    let periods = plan.periods.map { part in
      let name = Phrase(periodName(part.name))
      return Phrase(
        "\(name.chinese)\(shareText(part.today))→\(shareText(part.withPlan))",
        "“\(name.english)” \(shareText(part.today)) → \(shareText(part.withPlan))")
    }
    if !periods.isEmpty {
      text.chinese += "（分时段：\(periods.map(\.chinese).joined("，"))）"
      text.english += " (\(periods.map(\.english).joined(", ")))"
    }
    let proof = proof(plan.status, value, plan.bound)
    text.chinese += "；\(proof.chinese)。"
    text.english += "; \(proof.english)."
    if let next = plan.next {
      let best = plan.finalValue ?? value
      let gain = pointsOf(max(0, next.value - best))
      let isYearly = !plan.eachYear.isEmpty
      text.chinese +=
        "\(isYearly ? "各年资金一并使用时，" : "" as HTML)再增加1万元，可再提高\(gain)个百分点\(next.bound > next.value + 1e-9 ? "（至多\(pointsUp(next.bound - best))）" : "" as HTML)。"
      text.english +=
        " \(isYearly ? "Of all the money at once, another" : "Another" as HTML) 10,000 yuan would bring \(gain) percentage points\(next.bound > next.value + 1e-9 ? " (at most \(pointsUp(next.bound - best)))" : "" as HTML)."
    }
    return text
  }

  private func proof(_ status: SitingSolution.Status, _ value: Double, _ bound: Double?) -> Phrase {
    let number = file.siting.new.map {
      Phrase("、新建不超过\($0)个", " with at most \($0) new station\($0 == 1 ? "" : "s" as HTML)")
    }
    let plain: Phrase =
      file.siting.budget == nil
      ? Phrase("新建不超过\(file.siting.new ?? 0)个", "with at most \(file.siting.new ?? 0) new stations")
      : Phrase("同样的预算\(number?.chinese ?? "")", "for the same budget\(number?.english ?? "")")
    let budget: Phrase =
      file.siting.acts?.phases.isEmpty ?? true
      ? plain
      : file.siting.acts?.programme == .final
        ? Phrase("各年资金合计", "for the money of all years") : Phrase("在前几年已做之后", "after what the years before did")
    guard status != .optimal else {
      return Phrase("<b>已证明最优</b>：\(budget.chinese)不可能更高", "<b>proven best</b>: no plan \(budget.english) serves more")
    }
    guard let bound else { return Phrase("尚无上界可作比较", "there is no bound to compare it with") }
    return Phrase(
      "\(budget.chinese)<b>都不可能超过\(limitText(bound))</b>",
      "<b>no plan \(budget.english) can serve more than \(limitText(bound))</b>")
  }

  private func counts(_ plan: ActPlan) -> Phrase {
    var parts: [Phrase] = []
    let builds = plan.count(.build)
    if builds > 0 { parts.append(Phrase("新建\(builds)个驿站", "\(builds) new station\(builds == 1 ? "" : "s")")) }
    let upgrades = plan.acts.filter { $0.act.kind == .upgrade }
    for service in Set(upgrades.flatMap(\.act.services)).sorted() {
      let count = upgrades.count { $0.act.services == [service] }
      let name = Self.serviceName(service)
      parts.append(
        Phrase("\(count)站增设“\(name.chinese)”", "“\(name.english)” at \(count) station\(count == 1 ? "" : "s")"))
    }
    let extensions = plan.count(.extend)
    if extensions > 0 {
      parts.append(
        Phrase("\(extensions)站延长开放", "longer hours at \(extensions) station\(extensions == 1 ? "" : "s")"))
    }
    return parts.isEmpty
      ? Phrase("没有可做的事项", "nothing") : Phrase(parts.map(\.chinese).joined("、"), parts.map(\.english).joined(", "))
  }

  /// nil where only places are chosen.
  func actSections(_ voice: ReportVoice) -> HTML? {
    guard let plan = siting.acts, plan.value != nil else { return nil }
    var sections: HTML = ""
    if let table = actRows(plan, voice) {
      sections += "\(voice.heading("钱花在哪里（按实施次序）", "What the money is spent on, in the order of doing"))\(table)"
    }
    if !plan.eachYear.isEmpty {
      sections += "\(voice.heading("分年实施", "Year by year"))\(yearTable(plan, voice))"
    }
    if !plan.mixes.isEmpty {
      sections += "\(voice.heading("只做一部分会怎样", "If only some of it were done"))\(mixTable(plan, voice))"
    }
    if let curve = ReportCurve(plan.curve, voice) {
      sections += voice.heading("花多少钱", "How much money")
      sections += voice.paragraph(
        Phrase(
          "纵轴为服务水平；两线重合处即已证明最优。",
          "The vertical axis is the share of all that could be served. Where the lines meet, the plan is proven best."),
        style: "lead")
      sections += curve.drawing
    }
    return sections
  }

  private func actRows(_ plan: ActPlan, _ voice: ReportVoice) -> HTML? {
    guard !plan.acts.isEmpty else { return nil }
    let hasYears = plan.acts.contains { $0.year != nil }
    var table = ReportTable(
      columns: [.init("次序", "order")] + (hasYears ? [.init("年度", "year")] : []) + [
        .init("事项", "what"), .init("地点", "where"), .init("费用（元）", "cost, yuan", isNumber: true),
        .init("提高（百分点）", "gain, points", isNumber: true),
        .init("每万元提高", "for 10,000 yuan", isNumber: true), .init("累计", "value after it", isNumber: true),
        .init("不做则损失", "lost without", isNumber: true), .init("替代", "best substitute"),
      ], total: plan.acts.count, file: "tables/acts.csv")
    for planned in plan.acts.prefix(Self.longest) {
      var row: [HTML] = ["<span class=\"dot\">\(planned.rank)</span>"]
      if hasYears { row.append("\(planned.year.map { "\($0)" } ?? "")") }
      let rate = planned.gainPerTenThousand.map { pointsOf($0) } ?? "–"
      row += [
        voice.inline(actPhrase(planned.act)), HTML(escaping: siteLabel(planned.act.site)),
        "\(grouped(planned.act.yuan))", "+\(pointsOf(planned.gain))", "\(rate)", "\(shareText(planned.cumulative))",
        "\(pointsOf(planned.loss))",
        planned.substitute.map { other in
          let what = other.kind == .build ? nil : actPhrase(other)
          let name = HTML(escaping: siteLabel(other.site))
          let loss = pointsOf(planned.lossWithSubstitute)
          return voice.inline(
            Phrase(
              "\(name)\(what.map { "：\($0.chinese)" as HTML } ?? "")（仍损失\(loss)）",
              "\(what.map { "\($0.english), " as HTML } ?? "")still \(loss) lost"))
        } ?? "–",
      ]
      table.rows.append(row)
    }
    let note = Phrase(
      "服务水平：需求权重、服务权重与时段权重之积，得到服务的合计占全部可能的比例。每一步取余下事项中每元提高最多者；损失与提高均以百分点计。",
      """
      Served is the sum of demand weight x value of the service x value of the minute, where a station within the cutoff \
      has the service and is open, as a share of all there could be. Each step takes what brings most for its yuan \
      of what is left; gains and losses are percentage points.
      """)
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  private func pointsOf(_ share: Double) -> HTML { "\(grouped(share * 100, decimals: 2))" }

  /// What is done, in words: build, add a service or several, keep open longer.
  func actPhrase(_ act: Act) -> Phrase {
    let hours = Phrase(hoursWords(act.hours ?? ""))
    let names = act.services.map(Self.serviceName)
    switch act.kind {
    case .build:
      let what =
        Set(act.services) == Set(Service.fullSet)
        ? Phrase("六项齐全", "all six services")
        : Phrase(names.map(\.chinese).joined("、"), names.map(\.english).joined(", "))
      return Phrase("新建（\(what.chinese)，\(hours.chinese)）", "build (\(what.english), \(hours.english))")
    case .upgrade:
      return Phrase("增设“\(names.map(\.chinese).joined("、"))”", "add “\(names.map(\.english).joined(", "))”")
    case .extend: return Phrase("延长开放至\(hours.chinese)", "also open \(hours.english)")
    }
  }

  private func yearTable(_ plan: ActPlan, _ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("年度", "year"), .init("累计资金（元）", "money so far, yuan", isNumber: true),
        .init("逐年最优：已用", "each year's best: spent", isNumber: true), .init("服务水平", "served", isNumber: true),
        .init("当年上界", "at most", isNumber: true),
        .init("奔最终最优：已用", "towards the best end: spent", isNumber: true), .init("服务水平", "served", isNumber: true),
      ], total: plan.eachYear.count, file: "tables/acts.csv")
    for (year, towards) in zip(plan.eachYear, plan.towardsFinal) {
      table.rows.append([
        "\(year.year)", "\(grouped(year.budget))", "\(grouped(year.spent))", "\(shareText(year.value))",
        "\(year.bound.map { limitText($0) } ?? "–")", "\(grouped(towards.spent))", "\(shareText(towards.value))",
      ])
    }
    let best = plan.finalBound.map { limitText($0) } ?? "–"
    let note = Phrase(
      "逐年最优：每年在前几年基础上取当年最好；奔最终最优：先定全部资金的最好方案，再逐年取其中收益最大者。全部资金任何方案都不超过\(best)。",
      """
      Each year's best takes the best that can be had then, given what was done; towards the best end takes the best plan for all \
      the money and does the most useful part of it first. No plan for all the money serves more than \(best).
      """)
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  private func mixTable(_ plan: ActPlan, _ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("方案", "plan"), .init("费用（元）", "cost, yuan", isNumber: true), .init("服务水平", "served", isNumber: true),
        .init("至多", "at most", isNumber: true),
      ], total: plan.mixes.count + 1, file: "summary.json")
    func row(_ name: Phrase, _ yuan: Double, _ value: Double, _ bound: Double?) {
      table.rows.append([
        voice.inline(name), "\(grouped(yuan))", "\(shareText(value))", "\(bound.map { limitText($0) } ?? "–")",
      ])
    }
    row(Phrase("本方案", "this plan"), plan.yuan, plan.value ?? 0, plan.bound)
    for mix in plan.mixes {
      row(Phrase(Self.mixName(mix.name)), mix.best.yuan, mix.best.value, mix.best.bound)
    }
    return table.html(voice)
  }
}
