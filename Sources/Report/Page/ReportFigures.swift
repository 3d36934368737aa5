import Analysis
import Coverage
import Model

/// The KPI lines, named as plans name them.
struct ReportFigure {
  var name: Phrase
  /// What is counted.
  var note: Phrase
  var today: Double?
  var withPlan: Double?
  /// One of several beneath a heading figure.
  var isPart = false
}

extension AnalysisResult {
  var figures: [ReportFigure] {
    var figures: [ReportFigure] = []
    for kind in kindsWithDemand {
      let total = amount(coverage.now.byKind[kind]!.total, kind)
      let words =
        switch kind {
        case .communities:
          countsStreets
            ? (Phrase("居住街道覆盖率", "Residential streets"), Phrase("共\(total.chinese)", "of \(total.english) of street"))
            : (Phrase("人口覆盖率", "Residents"), Phrase("居民\(total.chinese)", "of \(total.english) residents"))
        case .workers:
          (Phrase("从业人员覆盖率", "Workers"), Phrase("骑手、司机等\(total.chinese)", "of \(total.english) riders and drivers"))
        case .routes:
          (
            Phrase("路线里程覆盖率（按每日趟次加权）", "Routes"),
            detourPhrase.map { Phrase("每日\(total.chinese)，\($0.chinese)", "of \(total.english) a day, \($0.english)") }
              ?? Phrase("每日\(total.chinese)", "of \(total.english) a day")
          )
        }
      figures.append(
        ReportFigure(
          name: words.0, note: words.1, today: coverage.now.byKind[kind]?.share,
          withPlan: coverage.withPlan?.byKind[kind]?.share))
      if kind == .routes {
        func share(_ routes: RoutesCoverage) -> Double? {
          routes.totalKilometers > 0 ? routes.coveredKilometers / routes.totalKilometers : nil
        }
        let kilometers = grouped(coverage.now.routes.totalKilometers, decimals: 1)
        figures.append(
          ReportFigure(
            name: Phrase("按里程，每条路线计一次", "By length"),
            note: Phrase("路线\(kilometers)公里", "of \(kilometers) km, each route once"),
            today: share(coverage.now.routes), withPlan: coverage.withPlan.flatMap { share($0.routes) }, isPart: true))
      }
    }
    return figures + serviceFigures
  }

  /// With the plan: stations by their kind's full set, new ones by what they are built with; services beyond that are not
  /// promised.
  private func completeStations(with fittings: [SiteIndex: Fitting]) -> (standing: Int, new: Int) {
    let sets = file.coverage.services
    let stations = zip(inputs.sites.stationIndices, inputs.stations).count { site, station in
      sets.fullSet(ofKind: station.kind).isSubset(of: fittings[site]?.services ?? station.services)
    }
    let new = (siting.plan?.proposed ?? []).count { new in
      let site = inputs.sites.index(ofCandidate: new.candidate)
      return sets.fullSet.isSubset(of: fittings[site]?.services ?? file.siting.buildsWith.services)
    }
    return (stations, new)
  }

  private var serviceFigures: [ReportFigure] {
    guard !file.services.isEmpty, inputs.stations.contains(where: { !$0.services.isEmpty }) else { return [] }
    let sets = file.coverage.services
    let complete = inputs.stations.count { sets.fullSet(ofKind: $0.kind).isSubset(of: $0.services) }
    let new = siting.plan?.proposed.count ?? 0
    let later = completeStations(with: siting.acts?.fittings ?? [:])
    let count = inputs.stations.count
    let (share, shareLater) = (
      Double(complete) / Double(count), Double(later.standing + later.new) / Double(count + new)
    )
    // No station loses a service: the share falls only by new stations that lack one.
    let fall =
      coverage.withPlan != nil && shareLater < share
      ? Phrase(
        "；新建\(new)个中有\(new - later.new)个设施不全，计入总数后比例下降，原有驿站的设施并未减少",
        "; \(new - later.new) of \(new) new ones lack\(new - later.new == 1 ? "s" : "") some, which lowers the share though no station loses any"
      )
      : Phrase("", "")
    let kind = kindsWithDemand.first
    let below =
      kind.map(demandNoun).map {
        Phrase("；下列为各项设施覆盖的\($0.chinese)", "; below: \($0.english) within reach of each")
      } ?? Phrase("", "")
    let isSix = sets.fullSet == Set(Service.fullSet) && sets.fullSetOfKind.isEmpty
    var figures = [
      ReportFigure(
        name: isSix ? Phrase("六项设施达标率", "All six services") : Phrase("设施达标率", "All services"),
        note: Phrase(
          "设施齐全的驿站，现有\(count)个中\(complete)个\(fall.chinese)\(below.chinese)",
          "stations that offer them all, today \(complete) of \(count)\(fall.english)\(below.english)"),
        today: share, withPlan: coverage.withPlan == nil ? nil : shareLater)
    ]
    guard let kind else { return figures }
    for service in file.services {
      figures.append(
        ReportFigure(
          name: Phrase(Self.serviceName(service)), note: Phrase(same: ""),
          today: coverage.now.byService[service]?[kind]?.share,
          withPlan: coverage.withPlan?.byService[service]?[kind]?.share, isPart: true))
    }
    for (name, words) in [
      (FullSetFigure.atOne, Phrase("全套，在一个站", "the full set at one station")),
      (FullSetFigure.together, Phrase("全套，几个站合计", "the full set, several together")),
    ] {
      let figure = coverage.figures.services.first {
        $0.group.level == .district && $0.group.kind == kind && $0.subject == name
      }
      figures.append(
        ReportFigure(
          name: words, note: Phrase(same: ""), today: figure?.today, withPlan: figure?.withPlan, isPart: true))
    }
    return figures
  }

  func figureTable(_ voice: ReportVoice) -> HTML {
    let hasPlan = coverage.withPlan != nil
    var rows: HTML = ""
    for figure in figures {
      let change = figure.today.flatMap { today in figure.withPlan.map { ($0 - today) * 100 } }
      let later: HTML =
        hasPlan
        ? """
        <td class="n later">\(shareText(figure.withPlan))</td>\
        <td class="n change">\(change.map { ($0 > 0 ? "+" : "") + grouped($0, decimals: 1) } ?? "–")</td>
        """ : ""
      rows += """
        <tr\(figure.isPart ? " class=\"part\"" : "" as HTML)><th scope="row">\(voice.inline(figure.name))\
        \(figure.note.chinese.isEmpty ? "" : "<small>\(voice.inline(figure.note))</small>" as HTML)</th>\
        <td class="bar">\(Self.bar(figure.today, figure.withPlan))</td>\
        <td class="n">\(shareText(figure.today))</td>\(later)</tr>

        """
    }
    let planHeads: HTML =
      hasPlan
      ? """
      <th scope="col" class="n">\(voice.inline(Phrase("方案后", "with plan")))</th>\
      <th scope="col" class="n">\(voice.inline(Phrase("百分点", "points")))</th>
      """ : ""
    return """
      <table class="figures"><thead><tr><th scope="col">\(voice.inline(Phrase("指标", "Figure")))</th>\
      <td class="bar"></td>\
      <th scope="col" class="n">\(voice.inline(Phrase("现状", "today")))</th>\(planHeads)</tr></thead>
      <tbody>
      \(rows)</tbody></table>

      """
  }

  /// Today in green, what the plan adds in blue, on a grey track.
  static func bar(_ today: Double?, _ withPlan: Double?) -> HTML {
    func width(_ share: Double?) -> String { trimmedNumber(min(1, max(0, share ?? 0)) * 100, decimals: 1) }
    return """
      <svg class="gauge" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
      <rect width="100" height="8" fill="#e6eaed"/>\
      <rect width="\(width(max(today ?? 0, withPlan ?? 0)))" height="8" fill="#8db9dd"/>\
      <rect width="\(width(today))" height="8" fill="#2e7d5b"/></svg>
      """
  }
}
