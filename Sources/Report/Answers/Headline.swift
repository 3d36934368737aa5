import Analysis
import Coverage
import Geodata
import Model
import Words

extension AnalysisResult {
  /// The ten lines a planner reads on the terminal.
  /// - Parameter folder: where the results are; nil when none were written.
  package func headline(folder: String?) -> Bilingual {
    var lines = opening + planLines
    if let gap = maps.gaps.first {
      let name = inputs.communities[gap.community].name.shown
      let amount = amount(gap.weight, .communities).chinese
      lines.append(
        line(
          "最大盲区", "largest gap",
          Bilingual(
            "\(name)：现有\(countsStreets ? "居住街道" : "")\(amount)未覆盖",
            "\(name): \(trimmedNumber(gap.weight, decimals: 0)) "
              + "\(countsStreets ? "metres of residential street" : "residents") uncovered today")))
    }
    lines.append(
      line(
        "数据", "data",
        Bilingual(
          "\(count(.error))项错误，\(count(.warning))项警告，\(count(.note))项提示",
          "\(count(.error)) errors, \(count(.warning)) warnings, \(count(.note)) notes")
          + (inputs.isIllustrative
            ? Bilingual("；部分输入为示意数据", "; some input is made-up sample data") : Bilingual(same: ""))))
    lines += findingGroups.filter { $0.first.severity != .note }.prefix(3).map { line("问题", "finding", $0.short) }
    if run.wasInterrupted {
      let parts = cutShortWords
      lines.append(
        line(
          "中断", "interrupted",
          Bilingual("收到中断信号，方案为此前找到的最好方案", "by a signal: the plan is the best found until then")
            + (cutShort.isEmpty
              ? Bilingual(same: "")
              : Bilingual("；未算或未算完：\(parts.chinese)", "; left out or cut short: \(parts.english)"))))
    }
    if let folder {
      let mark =
        siting.plan?.status == .infeasible
        ? Bilingual("：现状覆盖情况，没有方案", ": today's coverage, without a plan") : Bilingual(same: "")
      lines.append(line("已写入", "written", Bilingual(same: folder) + mark))
    }
    return lines.inLines
  }

  private var planLines: [Bilingual] {
    guard let plan = siting.plan else { return [] }
    var lines: [Bilingual] = []
    if let coverageWithPlan = coverage.withPlan { lines.append(line("方案后", "with plan", shares(coverageWithPlan))) }
    lines += siting.acts.map(actLines) ?? [line("方案", "plan", Self.proof(plan))]
    if let limit = limitLine(plan) { lines.append(line("受限于", "limit", limit)) }
    if let madeNote { lines.append(line("候选点", "candidates", madeNote)) }
    lines += plan.warnings.map { line("警告", "warning", $0) }
    let first = plan.proposed.prefix(3).map { hostLabel($0.candidate).shown }
    if plan.status == .infeasible, let unreached = siting.unreached { lines += unreachedLines(unreached) }
    if !first.isEmpty { lines.append(line("先建", "build first", first.listed)) }
    return lines
  }

  /// Title, definition, layers and who is served today.
  var opening: [Bilingual] {
    let circle = file.circle
    let cutoff = cutoffText(circle)
    var lines = [
      file.title.map(\.inOneLine),
      line(
        "定义", "definition",
        Bilingual(
          "\(cutoff.chinese)，\(circle.measure == .network ? "沿路网量算" : "按直线量算")，\(travelText.chinese)，边界上计入",
          "\(cutoff.english), \(circle.measure.rawValue) measure, \(travelText.english), boundary inclusive")
          + (inputs.area == nil ? Bilingual(same: "") : Bilingual("，限分析范围之内", ", inside the area"))),
    ]
    if let presetHint { lines.append(line("提示", "hint", presetHint)) }
    lines += assumptions.map { line("假定", "assumed", $0.wordsWithKey) }
    let routes = inputs.routes.count { !$0.isFromTracks }
    let streets = sharedStreets
    lines.append(
      line(
        "图层", "layers",
        Bilingual(
          "\(inputs.stations.count)个驿站，\(inputs.communities.count)个社区，\(inputs.workers.count)家企业，"
            + "\(routes)条路线，\(streets.chinese)\(inputs.candidates.count)个候选点，\(coverage.demandPointCount)个需求点",
          "\(inputs.stations.count) stations, \(inputs.communities.count) communities, "
            + "\(inputs.workers.count) firms, \(routes) routes, \(streets.english)\(inputs.candidates.count) candidates, "
            + "\(coverage.demandPointCount) demand points")))
    lines.append(line("现状", "today", shares(coverage.now)))
    return lines + periodLines + loadLines + patrolLines
  }

  /// Routes that were made of tracks; empty without tracks.
  private var sharedStreets: Bilingual {
    guard inputs.trackFigures != nil else { return Bilingual(same: "") }
    let count = inputs.routes.count(where: \.isFromTracks)
    return Bilingual("\(count)段轨迹经过的街道，", "\(count) streets of tracks, ")
  }

  /// Person-hours of each period, today and with the plan.
  private var periodLines: [Bilingual] {
    file.coverage.periods.flatMap { period in
      func shares(_ state: KeyPath<GroupFigure, Double?>) -> Bilingual? {
        let shares = kindWords.compactMap { kind, word in
          coverage.figures.periods.first {
            $0.group.level == .district && $0.group.kind == kind && $0.subject == period.name
              && $0.figure == "person-hours"
          }?[keyPath: state].map { Self.share($0, of: word) }
        }
        return shares.isEmpty ? nil : shares.listed
      }
      let name = Bilingual(periodName(period.name).chinese.shown, period.name.shown)
      let today = shares(\.today).map {
        Bilingual(
          "\(name.chinese)现状：\($0.chinese)（人时覆盖率）", "\(name.english), today: \($0.english) (person-hours)")
      }
      let later = shares(\.withPlan).map {
        Bilingual(
          "\(name.chinese)方案后：\($0.chinese)（人时覆盖率）", "\(name.english), with plan: \($0.english) (person-hours)")
      }
      return [today, later].compactMap { $0.map { line("时段", "period", $0) } }
    }
  }

  /// Expected visits, and the stations that have too little room for them, today.
  private var loadLines: [Bilingual] {
    guard let load = coverage.figures.load else { return [] }
    func number(_ value: Double) -> String { trimmedNumber(value, decimals: 1) }
    let expected = number(DemandKind.allCases.reduce(0) { $0 + (load.expected[$1] ?? 0) })
    let unserved = number(DemandKind.allCases.reduce(0) { $0 + (load.today.unserved[$1] ?? 0) })
    let over = load.overloads(self, load.today)
    var lines = [
      line(
        "到访", "load",
        Bilingual(
          "预计每日\(expected)人次，其中\(unserved)人次当时服务圈内没有开放的驿站",
          "\(expected) visits a day expected, \(unserved) of them with no open station within reach"))
    ]
    guard !over.isEmpty else { return lines }
    let named = over.prefix(3).map { overload in
      let words = overloadWords(overload)
      let name = overload.station.name.shown
      return Bilingual("\(name)（\(words.chinese)）", "\(name) (\(words.english))")
    }.listed
    lines.append(
      line(
        "超出容量", "over",
        named
          + (over.count > 3
            ? Bilingual("，另有\(over.count - 3)个", " and \(over.count - 3) more") : Bilingual(same: ""))))
    return lines
  }

  /// What the rounds pass, and with whom more.
  private var patrolLines: [Bilingual] {
    guard let patrol else { return [] }
    let today = shareText(patrol.today.all.share)
    let count = patrol.today.riders.count
    var words = Bilingual(
      "\(count)名巡查骑手经过\(today)的街道", "\(today) of the streets passed by \(count) who patrol")
    if let plan = patrol.withPlan, let choice = patrol.choice {
      let (share, more) = (shareText(plan.all.share), plan.riders.count - count)
      let gap = percent(choice.gap, decimals: 2)
      words += Bilingual("，再吸收\(more)名可达\(share)", ", \(share) with \(more) more")
      words +=
        choice.gap == 0
        ? Bilingual("（已证明最优）", " (proven best)")
        : Bilingual("（距理论最优至多\(gap.chinese)）", " (at most \(gap.english) from the best possible)")
    }
    let all = shareText(patrol.allRounds.all.share)
    return [line("巡查", "patrol", words + Bilingual("；全部骑手都巡查可达\(all)", "; of all rounds \(all)"))]
  }

  private var kindWords: [(DemandKind, Bilingual)] {
    [
      (
        .communities,
        countsStreets ? Bilingual("居住街道", "residential street length") : Bilingual("居民", "residents")
      ), (.workers, Bilingual("从业人员", "workers")), (.routes, Bilingual("路线里程（按每日趟次加权）", "route trip-km")),
    ]
  }

  /// 居民86.1%, “86.1 % of residents”.
  private static func share(_ share: Double, of word: Bilingual) -> Bilingual {
    let share = percent(share)
    return Bilingual("\(word.chinese)\(share.chinese)", "\(share.english) of \(word.english)")
  }

  func shares(_ summary: CoverageSummary) -> Bilingual {
    kindWords.compactMap { kind, word in
      summary.byKind[kind]?.share.map {
        Self.share($0, of: word)
          + (kind == .routes && file.circle.detour != nil
            ? Bilingual("（按绕行计）", " (by detour)") : Bilingual(same: ""))
      }
    }.listed
  }

  private static func travelWords(_ objective: AnalysisFile.Objective) -> Bilingual {
    switch objective {
    case .minWorst: Bilingual("最远出行", "longest trip")
    case .shortestGaps: Bilingual("路线最长的无站路段", "longest gap of a route")
    default: Bilingual("平均出行", "mean trip")
    }
  }

  static func proofWords(_ gap: Double?, _ bound: Double?) -> Bilingual {
    switch (gap, bound) {
    case (0.0?, _): return Bilingual("已证明最优", "proven best")
    case (let gap?, _):
      let gap = percent(gap, decimals: 2)
      return Bilingual(
        "未证明最优，距理论最优至多\(gap.chinese)", "not proven best, at most \(gap.english) from the best possible")
    default: return Bilingual("未证明最优", "not proven best")
    }
  }

  static func proof(_ plan: Plan) -> Bilingual {
    guard plan.status != .infeasible else {
      return Bilingual("无：", "none: ") + (plan.reason ?? Bilingual("没有可行方案", "infeasible"))
    }
    let cost =
      plan.costYuan.map { Bilingual("，费用\(money($0).chinese)", ", \(grouped($0)) yuan") } ?? Bilingual(same: "")
    var words =
      Bilingual("新建\(plan.proposed.count)个驿站", "\(plan.proposed.count) new sites") + cost + Bilingual("，", ", ")
    switch (plan.unit, plan.value) {
    case (.minutes, let value?), (.meters, let value?):
      let (figure, number) = (travelWords(plan.objective), grouped(value, decimals: 1))
      words += Bilingual(
        "\(figure.chinese)\(number)\(plan.unit == .minutes ? "分钟" : "米")，",
        "\(figure.english) \(number) \(plan.unit.rawValue), ")
    default: break
    }
    return words + proofWords(plan.gap, plan.bound) + plan.stopped.words
  }
}
