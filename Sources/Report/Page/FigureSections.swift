import Analysis
import Coverage
import Model
import Words

/// With what, when, for whom, and whether it would hold: the sections of the page behind the headline figures.
extension AnalysisResult {
  private static let mostRows = 20

  private func change(_ today: Double?, _ withPlan: Double?, _ text: (Double?) -> String) -> HTML {
    !siting.hasPlan ? "\(text(today))" : "\(text(today)) → <b>\(text(withPlan))</b>"
  }

  /// Person-hours, throughout and ever of each period, by kind.
  func periodTable(_ voice: ReportVoice) -> HTML? {
    guard !file.coverage.periods.isEmpty else { return nil }
    let kinds = kindsWithDemand
    var table = ReportTable(
      columns: [.init("时段", "period"), .init("对象", "who")] + [
        .init("人时覆盖率", "person-hours", isNumber: true), .init("全程有站", "throughout", isNumber: true),
        .init("至少有时有站", "ever", isNumber: true), .init("不计时段", "whatever the hour", isNumber: true),
      ], total: file.coverage.periods.count * kinds.count, file: "tables/periods.csv")
    for period in file.coverage.periods {
      for kind in kinds {
        func cell(_ name: String) -> HTML {
          let figure = coverage.figures.periods.first {
            $0.group.level == .district && $0.group.kind == kind && $0.subject == period.name && $0.figure == name
          }
          return change(figure?.today, figure?.withPlan, shareText)
        }
        let noun = demandNoun(kind)
        table.rows.append([
          "\(voice.inline(periodName(period.name)))<small>\(voice.inline(hoursWords(period.text)))</small>",
          voice.inline(noun), cell("person-hours"), cell("throughout"),
          cell("ever"), change(coverage.now.byKind[kind]?.share, coverage.withPlan?.byKind[kind]?.share, shareText),
        ])
      }
    }
    let note = Phrase(
      "人时覆盖率＝各人在该时段内有开放驿站可达的分钟占比（按人加权）；“全程有站”指该时段每一分钟都有开放驿站可达（可由几个站接力），“至少有时有站”指其中某一分钟有。",
      """
      Person-hours: the share of people's minutes of the period in which an open station lies within the cutoff. \
      Throughout: served at every minute of the period, by one station or several that relay; ever: at some minute.
      """)
    let around = coverage.figures.roundTheClock.count
    let clock = Phrase(
      "现有\(inputs.stations.count)个驿站中\(around)个全天24小时开放。",
      "Of the \(inputs.stations.count) stations in operation \(around) are open round the clock.")
    return
      "\(table.html(voice))\(voice.paragraph(clock))\(weekDrawing(voice) ?? "")\(voice.paragraph(note, style: "lead"))"
  }

  /// The 168 hours of the week as squares, the darker the more are served.
  private func weekDrawing(_ voice: ReportVoice) -> HTML? {
    guard let kind = kindsWithDemand.first else { return nil }
    let hours = coverage.figures.hours.filter { $0.group.level == .district && $0.group.kind == kind }
    guard hours.count == 168 else { return nil }
    let days = [("一", "Mo"), ("二", "Tu"), ("三", "We"), ("四", "Th"), ("五", "Fr"), ("六", "Sa"), ("日", "Su")]
    let (width, height, left, top) = (24, 18, 52, 20)
    var marks: HTML = ""
    for hour in stride(from: 0, through: 24, by: 6) {
      marks +=
        "<text x=\"\(left + hour * width)\" y=\"14\" font-size=\"11\" text-anchor=\"middle\" fill=\"#5b6872\">\(hour)</text>"
    }
    for (index, day) in days.enumerated() {
      let name = voice.line(Phrase(HTML(escaping: "周" + day.0), HTML(escaping: day.1)))
      marks +=
        "<text x=\"\(left - 6)\" y=\"\(top + index * height + 13)\" font-size=\"11\" text-anchor=\"end\" fill=\"#5b6872\">\(name)</text>"
    }
    for figure in hours {
      let share = figure.today ?? 0
      let label = voice.line(
        hourOfWeek(figure.weekday * 24 + figure.hour) + Bilingual(same: " \(shareText(figure.today))"))
      marks += """
        <rect x="\(left + figure.hour * width)" y="\(top + figure.weekday * height)" width="\(width - 1)" \
        height="\(height - 1)" fill="#2e7d5b" fill-opacity="\(trimmedNumber(0.05 + 0.95 * share, decimals: 2))">\
        <title>\(label)</title></rect>
        """
    }
    let noun = demandNoun(kind)
    let caption = Phrase(
      "现状：一周各小时有开放驿站可达的\(noun.chinese)（颜色越深越多；指针停留可见数值）",
      "Today: \(noun.english) with an open station in each hour of the week; the darker the more")
    return """
      <div class="scroll curve" tabindex="0"><svg viewBox="0 0 \(left + 24 * width + 14) \(top + 7 * height + 4)" role="img" \
      aria-label="\(voice.line(caption))">\(marks)</svg></div>
      \(voice.paragraph(caption, style: "lead"))
      """
  }

  /// Coverage and minutes by town and trade.
  func groupTable(_ voice: ReportVoice) -> HTML? {
    let figures = coverage.figures.groups.filter { $0.group.level != .district && $0.weight ?? 0 > 0 }
    var order: [DemandGroup] = []
    var byGroup: [DemandGroup: [String: GroupFigure]] = [:]
    for figure in figures {
      if byGroup[figure.group] == nil { order.append(figure.group) }
      byGroup[figure.group, default: [:]][figure.figure] = figure
    }
    guard !order.isEmpty else { return nil }
    var table = ReportTable(
      columns: [
        .init("镇街或行业", "town or trade"), .init("对象", "who"), .init("数量", "how many", isNumber: true),
        .init("覆盖率", "coverage", isNumber: true), .init("到最近驿站平均分钟", "mean minutes", isNumber: true),
        .init("到最近驿站最多分钟", "worst minutes", isNumber: true),
      ], total: order.count, file: "tables/groups.csv")
    func minutes(_ value: Double?) -> String { value.map { grouped($0, decimals: 1) } ?? "–" }
    for group in order.prefix(Self.mostRows) {
      func cell(_ name: String, _ text: (Double?) -> String) -> HTML {
        change(byGroup[group]?[name]?.today, byGroup[group]?[name]?.withPlan, text)
      }
      let weight = byGroup[group]?["covered-share"]?.weight ?? 0
      table.rows.append([
        voice.inline(group.level == .trade ? Self.tradeName(group.name) : Bilingual(same: group.name)),
        voice.inline(demandNoun(group.kind)), voice.inline(amount(weight, group.kind)),
        cell("covered-share", shareText), cell("mean-minutes", minutes), cell("worst-minutes", minutes),
      ])
    }
    return "\(table.html(voice))\(voice.paragraph(fairnessPhrase, style: "lead"))"
  }

  /// How evenly minutes fall among the first kind of demand, and who is worst off.
  private var fairnessPhrase: Phrase {
    guard let kind = kindsWithDemand.first else { return Phrase("", "") }
    let figures = coverage.figures.fairness.filter { $0.group.kind == kind }
    func figure(_ name: String) -> GroupFigure? { figures.first { $0.figure == name } }
    func index(_ value: Double?) -> String { value.map { trimmedNumber($0, decimals: 3) } ?? "–" }
    let noun = demandNoun(kind)
    let gini = change(figure("gini-minutes")?.today, figure("gini-minutes")?.withPlan, index)
    let theil = change(figure("theil-minutes")?.today, figure("theil-minutes")?.withPlan, index)
    var phrase = Phrase(
      "到最近驿站的分钟数在\(noun.chinese)间的差距：基尼系数\(gini)，泰尔指数\(theil)（0为人人相同；无路可达的不计入）。",
      "How minutes to the nearest station fall among \(noun.english): Gini \(gini), Theil \(theil) (0: the same for all; those who reach none left out)."
    )
    if let worst = figure("worst-group-covered-share"), !worst.subject.isEmpty {
      phrase.chinese += "现状覆盖率最低的是\(Self.tradeName(worst.subject).chinese)（\(shareText(worst.today))）。"
      phrase.english += " Least covered today: \(worst.subject) (\(shareText(worst.today)))."
    }
    return phrase
  }

  /// What is lost when one of the five stations that matter most closes, or two of them.
  func closureTable(_ voice: ReportVoice) -> HTML? {
    let today = coverage.figures.closures.filter { !$0.isWithPlan && $0.lostValue > 0 }
    let shown = today.filter { $0.closed.count == 1 }.prefix(5) + today.filter { $0.closed.count == 2 }.prefix(3)
    guard !shown.isEmpty else { return nil }
    let kinds = kindsWithDemand
    var table = ReportTable(
      columns: [.init("若关闭", "if closed")]
        + kinds.map { kind in
          let noun = demandNoun(kind)
          return .init("失去的\(noun.chinese)", "\(noun.english) lost", isNumber: true)
        } + [
          .init("\(coverageName.chinese)下降（百分点）", "points of \(coverageName.english)", isNumber: true),
          .init("受影响最大", "who loses most"),
        ],
      total: shown.count, file: "tables/closures.csv")
    for closure in shown {
      let names = closure.closed.map { siteLabel($0) }
      let communities = closure.communities.prefix(3).map { inputs.communities[$0].name }
      table.rows.append(
        [
          voice.inline(names.listed)
        ]
          + kinds.map { voice.inline(amount(closure.lost[$0] ?? 0, $0)) } + [
            "\(grouped(closure.lostValue * 100, decimals: 2))",
            communities.isEmpty ? "–" : voice.inline(communities.listed),
          ])
    }
    let note = Phrase(
      "只计仅由所关驿站覆盖的需求；逐站关闭及最要紧五站的两两组合见tables/closures.csv。",
      "Only what nobody else covers is lost. Every station in turn, and the pairs of the five that matter most, are in tables/closures.csv."
    )
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  /// The communities with the least supply for each head.
  func accessTable(_ voice: ReportVoice) -> HTML? {
    let figures = coverage.figures.access.filter { $0.subject == "e2sfca" && $0.weight ?? 0 > 0 }
    guard figures.count > 1 else { return nil }
    let noun = demandNoun(.communities)
    let perThousand = { (value: Double?) -> String in value.map { trimmedNumber($0 * 1000, decimals: 3) } ?? "0" }
    let sorted = figures.enumerated().sorted {
      ($0.element.today ?? 0, -($0.element.weight ?? 0), $0.offset) < (
        $1.element.today ?? 0, -($1.element.weight ?? 0), $1.offset
      )
    }
    let supply =
      switch file.coverage.access.supply {
      case .one: Phrase("驿站数", "stations")
      case .seats: Phrase("座位数", "seats")
      case .visits: Phrase("日均服务人次", "visits a day")
      }
    var table = ReportTable(
      columns: [
        .init("社区", "community"), .init("镇街", "town"), .init("\(noun.chinese)", "\(noun.english)", isNumber: true),
        .init("每千人\(supply.chinese)", "\(supply.english) per 1,000", isNumber: true),
      ], total: min(sorted.count, 5), file: "tables/access.csv")
    for (_, figure) in sorted.prefix(5) {
      table.rows.append([
        HTML(escaping: figure.group.name), HTML(escaping: figure.group.town.isEmpty ? "–" : figure.group.town),
        "\(grouped(figure.weight ?? 0))", change(figure.today, figure.withPlan, perThousand),
      ])
    }
    let zones = zip(file.coverage.access.zones, file.coverage.access.weights)
      .map { zone, weight in
        Bilingual("\(cutoffPhrase(zone).chinese)计\(plain(weight))", "\(zone) × \(plain(weight))")
      }.listed
    let note = Phrase(
      "可达性按增强型两步移动搜寻法（E2SFCA）计，只列最低的五个社区；分区与权重：\(zones.chinese)。",
      "Access by the enhanced two-step floating catchment area method (E2SFCA), the five lowest; zones and weights: \(zones.english)."
    )
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }
}
