import Analysis
import Coverage
import Model

/// 现状: who is covered, by kind, town, service and period; with the plan beside it where there is one.
extension AnalysisResult {
  private static let mostTowns = 12

  var briefToday: [BriefDocument.Block] {
    [briefKinds, briefTowns, briefServicesAndPeriods].compactMap(\.self).map { .table($0) }
  }

  /// Columns of a share today and, with a plan, after it.
  var briefShareColumns: [BriefTable.Column] {
    [.init("现状", "today", isNumber: true)]
      + (coverage.withPlan == nil ? [] : [.init("方案后", "with plan", isNumber: true)])
  }

  func briefShares(_ today: Double?, _ withPlan: Double?) -> [Phrase] {
    [Phrase(same: shareText(today))] + (coverage.withPlan == nil ? [] : [Phrase(same: shareText(withPlan))])
  }

  private var briefKinds: BriefTable? {
    guard !kindsWithDemand.isEmpty else { return nil }
    var table = BriefTable(
      caption: Phrase("覆盖情况", "Coverage"),
      columns: [
        .init("对象", "who", width: 1.3), .init("总量", "in all", width: 1.2, isNumber: true),
        .init("现已覆盖", "covered today", width: 1.2, isNumber: true),
      ] + briefShareColumns)
    for kind in kindsWithDemand {
      let now = coverage.now.byKind[kind] ?? CoveredShare()
      table.rows.append(
        [demandNoun(kind), amount(now.total, kind), amount(now.covered, kind)].map { Phrase($0) }
          + briefShares(now.share, coverage.withPlan?.byKind[kind]?.share))
    }
    return table
  }

  /// Of residents, or of the first kind there is; the least covered first.
  private var briefTowns: BriefTable? {
    guard let kind = kindsWithDemand.first else { return nil }
    func figures(_ name: String) -> [GroupFigure] {
      coverage.figures.groups.filter {
        $0.group.level == .town && $0.group.kind == kind && $0.figure == name && $0.weight ?? 0 > 0
      }
    }
    let shares = figures("covered-share")
    guard shares.count > 1 else { return nil }
    let minutes = Dictionary(figures("mean-minutes").map { ($0.group, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = shares.enumerated().sorted { a, b in
      (a.element.today ?? 0, a.offset) < (b.element.today ?? 0, b.offset)
    }
    let by = travel(file.circle.modes.communities)
    let noun = demandNoun(kind)
    var table = BriefTable(
      caption: shares.count > Self.mostTowns
        ? Phrase(
          "各镇街\(noun.chinese)（覆盖率最低的\(Self.mostTowns)个，共\(shares.count)个）",
          "\(noun.english) by town, the \(Self.mostTowns) least covered of \(shares.count)")
        : Phrase("各镇街\(noun.chinese)", "\(noun.english) by town"),
      columns: [
        .init("镇街", "town", width: 1.4),
        .init(HTML(escaping: noun.chinese), HTML(escaping: noun.english), isNumber: true),
      ] + briefShareColumns + [
        .init(
          "现状到最近驿站平均\(kind == .communities ? HTML(escaping: by.chinese) : "" as HTML)分钟",
          "mean minutes to the nearest station today", width: 1.5, isNumber: true)
      ])
    for (_, figure) in sorted.prefix(Self.mostTowns) {
      table.rows.append(
        [Phrase(same: figure.group.name), Phrase(amount(figure.weight ?? 0, kind))]
          + briefShares(figure.today, figure.withPlan)
          + [Phrase(same: minutes[figure.group]?.today.map { grouped($0, decimals: 1) } ?? "–")])
    }
    return table
  }

  /// With what and when, of the first kind there is.
  private var briefServicesAndPeriods: BriefTable? {
    guard let kind = kindsWithDemand.first else { return nil }
    var rows: [[Phrase]] = []
    if inputs.stations.contains(where: { !$0.services.isEmpty }) {
      for service in file.services {
        rows.append(
          [Phrase(Self.serviceName(service))]
            + briefShares(
              coverage.now.byService[service]?[kind]?.share, coverage.withPlan?.byService[service]?[kind]?.share))
      }
    }
    let hasServices = !rows.isEmpty
    for period in file.coverage.periods {
      let figure = coverage.figures.periods.first {
        $0.group.level == .district && $0.group.kind == kind && $0.subject == period.name
          && $0.figure == "person-hours"
      }
      let (name, hours) = (Phrase(periodName(period.name)), Phrase(hoursWords(period.text)))
      rows.append(
        [
          Phrase(
            "\(name.chinese) \(hours.chinese)（按人时计）", "\(name.english) \(hours.english) (person-hours)")
        ] + briefShares(figure?.today, figure?.withPlan))
    }
    guard !rows.isEmpty else { return nil }
    let noun = demandNoun(kind)
    let hasPeriods = !file.coverage.periods.isEmpty
    let what =
      hasServices && hasPeriods
      ? Phrase("各项服务、各时段可达的", "within reach of each service, and of an open station in each period")
      : hasServices
        ? Phrase("各项服务可达的", "within reach of each service")
        : Phrase("各时段有开放驿站可达的", "within reach of an open station in each period")
    return BriefTable(
      caption: Phrase("\(what.chinese)\(noun.chinese)", "\(noun.english) \(what.english)"),
      columns: [
        .init(
          hasServices && hasPeriods ? "服务或时段" : hasServices ? "服务项目" : "时段",
          hasServices && hasPeriods ? "service or period" : hasServices ? "service" : "period", width: 2.5)
      ]
        + briefShareColumns, rows: rows)
  }
}
