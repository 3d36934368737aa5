import Analysis
import Coverage
import Geometry
import Model
import Words

/// The main tables of the page.
extension AnalysisResult {
  private static let longest = 60

  func proposedTable(_ voice: ReportVoice) -> HTML? {
    guard let plan = siting.plan, !plan.proposed.isEmpty, siting.acts == nil else { return nil }
    let hasCosts = plan.proposed.contains { inputs.candidates[$0.candidate].costYuan != nil }
    let places = plan.proposed.map { site in
      sitePlace(inputs.sites.index(ofCandidate: site.candidate), inputs.candidates[site.candidate].position)
    }
    let hasPlaces = places.contains { $0 != nil }
    var table = ReportTable(
      columns: [
        .init("次序", "order"), .init("名称", "name"), .init("网点类型", "kind of host"),
      ] + (hasPlaces ? [.init("位置", "where")] : []) + [
        .init("新增覆盖", "gain", isNumber: true), .init("累计覆盖率", "cumulative", isNumber: true),
        .init("独有贡献", "unique", isNumber: true),
      ] + (hasCosts ? [.init("费用（元）", "cost, yuan", isNumber: true)] : []),
      total: plan.proposed.count, file: "tables/proposed_sites.csv")
    for (site, place) in zip(plan.proposed, places).prefix(Self.longest * 2) {
      let host = inputs.candidates[site.candidate]
      table.rows.append(
        [
          "<span class=\"dot\">\(site.rank)</span>", HTML(escaping: hostLabel(site.candidate)),
          voice.inline(Self.hostName(host.host)),
        ] + (hasPlaces ? [place.map { voice.inline($0) } ?? "–"] : []) + [
          "+\(grouped(site.gain * 100, decimals: 2))",
          "\(shareText(site.cumulativeShare))", "\(grouped(site.unique * 100, decimals: 2))",
        ] + (hasCosts ? [HTML(escaping: host.costYuan.map { grouped($0) } ?? "–")] : []))
    }
    let costs = plan.proposed.compactMap { inputs.candidates[$0.candidate].costYuan }
    var note = Phrase(
      "新增覆盖与独有贡献以\(figureName.chinese)的百分点计；独有贡献指方案建成后缺少该点将失去的部分。",
      "Gain and unique are percentage points of \(figureName.english); unique is what the finished plan would lose without the site."
    )
    if hasCosts, costs.count == plan.proposed.count {
      let sum = money(costs.reduce(0, +))
      note.chinese += "费用合计\(sum.chinese)。"
      note.english += " Cost in all: \(sum.english)."
    }
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  /// The street of a site and the community around it; nil where nobody knows either.
  private func sitePlace(_ site: SiteIndex, _ position: Coordinate) -> Phrase? {
    let (street, community) = (maps.streets[site].map { Phrase(same: $0) }, briefPlace(position))
    guard let street, let community else { return street ?? community }
    return Phrase("\(street.chinese)（\(community.chinese)）", "\(street.english) (\(community.english))")
  }

  func stationTable(_ voice: ReportVoice) -> HTML? {
    guard !inputs.stations.isEmpty else { return nil }
    let hasSnap = maps.stationSnapMeters.contains { $0 != nil }
    let places = zip(inputs.sites.stationIndices, inputs.stations).map { sitePlace($0, $1.position) }
    let hasPlaces = places.contains { $0 != nil }
    var table = ReportTable(
      columns: [.init("名称", "name"), .init("类型", "kind")] + (hasPlaces ? [.init("位置", "where")] : []) + [
        .init("设施", "services"), .init("开放时间", "hours"),
      ] + (hasSnap ? [.init("距道路（米）", "to its street, m", isNumber: true)] : []),
      total: inputs.stations.count, file: "tables/stations.csv")
    for (index, station) in inputs.stations.enumerated().prefix(Self.longest) {
      let (snap, place) = (maps.stationSnapMeters[index], places[index])
      let isComplete = Set(Service.fullSet).isSubset(of: station.services)
      let order =
        Service.fullSet.filter(station.services.contains) + station.services.subtracting(Service.fullSet).sorted()
      let names = order.map(Self.serviceName)
      let services =
        isComplete && station.services.count == Service.fullSet.count
        ? voice.inline(Phrase("六项齐全", "all six"))
        : voice.inline(
          Phrase(names.map(\.chinese).joined("、"), names.map(\.english).joined(", ")))
      table.rows.append(
        [
          HTML(escaping: stationLabel(index)), voice.inline(Self.hostName(station.kind)),
        ] + (hasPlaces ? [place.map { voice.inline($0) } ?? "–"] : []) + [
          services.isEmpty ? "–" : services, voice.inline(hoursWords(station.hours ?? "–")),
        ] + (hasSnap ? [HTML(escaping: snap.map { grouped($0) } ?? "–")] : []))
    }
    return table.html(voice)
  }

  func communityTable(_ voice: ReportVoice) -> HTML? {
    // Outside the area there is nothing to count.
    let counted = inputs.communities.indices.filter { coverage.communities[$0].share != nil }
    guard !counted.isEmpty else { return nil }
    let hasPlan = siting.hasPlan
    var table = ReportTable(
      columns: [
        countsStreets ? .init("街道", "street") : .init("社区", "community"),
        countsStreets ? .init("长度（米）", "length, m", isNumber: true) : .init("人口", "residents", isNumber: true),
        .init("现状覆盖", "today", isNumber: true),
      ] + (hasPlan ? [.init("方案后", "with plan", isNumber: true)] : []) + [
        .init("最近驿站", "nearest station"),
        .init("平均\(travel(file.circle.modes.communities).chinese)分钟", "minutes", isNumber: true),
      ], total: counted.count, file: "tables/communities.csv")
    let shown =
      counted.count <= Self.longest
      ? counted
      : counted.sorted { a, b in
        let left = inputs.communities[a].residents * (1 - (coverage.communities[a].share ?? 0))
        let right = inputs.communities[b].residents * (1 - (coverage.communities[b].share ?? 0))
        return (right, a) < (left, b)
      }
    for index in shown.prefix(Self.longest) {
      let community = inputs.communities[index]
      let place = coverage.communities[index]
      table.rows.append(
        [HTML(escaping: community.name), "\(grouped(community.residents))", "\(shareText(place.share))"]
          + (hasPlan ? ["\(shareText(place.shareWithPlan))"] : []) + [
            HTML(escaping: place.nearestStation.map { stationLabel($0) } ?? "–"),
            HTML(escaping: place.nearestMinutes.map { grouped($0, decimals: 1) } ?? "–"),
          ])
    }
    return table.html(voice)
  }

  func gapTable(_ voice: ReportVoice) -> HTML? {
    guard !maps.gaps.isEmpty else { return nil }
    let left = Dictionary(remainingGaps.map { ($0.community, $0.weight) }, uniquingKeysWith: { a, _ in a })
    let hasPlan = siting.hasPlan
    var table = ReportTable(
      columns: [
        countsStreets ? .init("街道", "street") : .init("社区", "community"),
        .init(
          countsStreets ? "未覆盖（米）" : "未覆盖人口", countsStreets ? "uncovered, m" : "uncovered residents", isNumber: true),
      ] + (hasPlan ? [.init("方案后仍未覆盖", "left with plan", isNumber: true)] : []) + [
        .init("盲区面积（平方公里）", "area, km²", isNumber: true), .init("原因", "reason"),
      ], total: maps.gaps.count, file: "tables/gaps.csv")
    for gap in maps.gaps.prefix(20) {
      table.rows.append(
        [HTML(escaping: inputs.communities[gap.community].name), "\(grouped(gap.weight))"]
          + (hasPlan ? ["\(grouped(left[gap.community] ?? 0))"] : []) + [
            "\(grouped(gap.areaSquareKilometers, decimals: 2))",
            voice.inline(Self.reasonName(coverage.communities[gap.community].reason?.name)),
          ])
    }
    return table.html(voice)
  }

  func tradeTable(_ voice: ReportVoice) -> HTML? {
    struct Sum {
      var firms = 0
      var heads = 0.0
      var today = 0.0
      var withPlan = 0.0
    }
    var sums: [String: Sum] = [:]
    for (group, place) in zip(inputs.workers, coverage.workers) {
      guard let share = place.share else { continue }
      sums[group.trade, default: Sum()].firms += 1
      sums[group.trade]!.heads += group.heads
      sums[group.trade]!.today += group.heads * share
      sums[group.trade]!.withPlan += group.heads * (place.shareWithPlan ?? share)
    }
    guard !sums.isEmpty else { return nil }
    let hasPlan = siting.hasPlan
    var table = ReportTable(
      columns: [
        .init("行业", "trade"), .init("企业数", "firms", isNumber: true), .init("从业人员", "workers", isNumber: true),
      ] + (coverage.modes.count > 1 ? [.init("出行方式", "mode")] : []) + [.init("现状覆盖", "today", isNumber: true)]
        + (hasPlan ? [.init("方案后", "with plan", isNumber: true)] : []), total: min(sums.count, 20),
      file: "tables/workers.csv")
    for (trade, sum) in sums.sorted(by: { ($1.value.heads, $0.key) < ($0.value.heads, $1.key) }).prefix(20) {
      func share(_ covered: Double) -> HTML { HTML(escaping: shareText(sum.heads > 0 ? covered / sum.heads : nil)) }
      table.rows.append(
        [voice.inline(Self.tradeName(trade)), "\(sum.firms)", "\(grouped(sum.heads))"]
          + (coverage.modes.count > 1 ? [voice.inline(travel(file.circle.modes.mode(ofTrade: trade)))] : [])
          + [share(sum.today)]
          + (hasPlan ? [share(sum.withPlan)] : []))
    }
    return table.html(voice)
  }

  /// How the figures move when the circle is meant differently: the first thing a meeting asks.
  func sensitivityTable(_ voice: ReportVoice) -> HTML? {
    guard !coverage.sensitivity.isEmpty else { return nil }
    let kinds = kindsWithDemand
    let hasPlan = siting.hasPlan
    var table = ReportTable(
      columns: [.init("服务圈", "circle")]
        + kinds.map { kind in
          let noun = demandNoun(kind)
          return .init("\(noun.chinese)", "\(noun.english)", isNumber: true)
        } + [.init("结论改变的社区", "communities that change")],
      total: coverage.sensitivity.count + 1, file: "tables/sensitivity.csv")
    func row(
      _ circle: CircleDefinition, _ now: [DemandKind: CoveredShare], _ later: [DemandKind: CoveredShare]?,
      _ flipped: [Int]
    ) -> [HTML] {
      let shares = kinds.map { kind in
        hasPlan
          ? "\(shareText(now[kind]?.share)) → <b>\(shareText(later?[kind]?.share))</b>" as HTML
          : "\(shareText(now[kind]?.share))" as HTML
      }
      let names =
        flipped.prefix(6).map { inputs.communities[$0].name }.listed
        + (flipped.count > 6 ? Bilingual("等\(flipped.count)个", " … (\(flipped.count))") : empty)
      return [voice.inline(circlePhrase(circle))] + shares + [flipped.isEmpty ? "–" : voice.inline(names)]
    }
    table.rows.append(row(file.circle, coverage.now.byKind, coverage.withPlan?.byKind, []))
    for other in coverage.sensitivity {
      table.rows.append(row(other.definition, other.coverage, other.coverageWithPlan, other.flipped))
    }
    let note = Phrase(
      "\(hasPlan ? "各列为现状→方案后的覆盖率，" : "" as HTML)第一行为本分析的定义；驿站与方案不变，只改变服务圈的含义。“结论改变”指现状下是否有半数及以上人口被覆盖与第一行不同。",
      """
      \(hasPlan ? "Shares today → with the plan. " : "" as HTML)The first row is this analysis; the stations and the plan stay, only the meaning of the circle changes. A community \
      changes when half of it or more is covered today under one of the two definitions only.
      """)
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  /// A row for all equal findings, what moves the result most first.
  func findingTable(_ voice: ReportVoice) -> HTML? {
    guard !findings.isEmpty else { return nil }
    var table = ReportTable(
      columns: [
        .init("等级", "severity"), .init("图层", "layer"), .init("记录数", "records", isNumber: true),
        .init("问题", "finding"), .init("最严重处", "worst"), .init("影响", "moves"), .init("处理", "fix"),
      ], total: findings.count, file: "tables/data_quality.csv")
    table.foldedRows = findingGroups.count
    for group in findingGroups.prefix(20) {
      let finding = group.first
      let worst = group.worst.compactMap { $0.finding.record == nil ? nil : $0.label }.inTurn
      let field = group.count == 1 ? finding.fieldWords : nil
      let place = [worst.english.isEmpty ? nil : worst, field].compactMap(\.self).joined(" · ", " · ")
      table.rows.append([
        "<span class=\"\(finding.severity.rawValue)\">\(voice.inline(finding.severity.words))</span>",
        voice.inline(Self.layerName(finding.layer)), "\(finding.record == nil ? "–" : grouped(Double(group.count)))",
        voice.inline(whatIsWrong(group)), voice.inline(place), group.effectText.map { voice.inline($0) } ?? "–",
        voice.inline(group.cure),
      ])
    }
    return table.html(voice)
  }

  /// What is wrong, with the value where it is one alone, and for which modes.
  private func whatIsWrong(_ group: FindingGroup) -> Bilingual {
    let finding = group.first
    var words = group.sample
    if group.count == 1, finding.record == nil, let value = finding.valueWords {
      words += Bilingual("（\(value.chinese)）", " (\(value.english))")
    }
    let modes = group.modes.map { travel(TravelMode(rawValue: $0)) }.listed
    if !group.modes.isEmpty { words += Bilingual("（\(modes.chinese)）", " (\(modes.english))") }
    return words
  }

  /// One line on the state of the data.
  var dataVerdict: Phrase {
    let errors = count(.error)
    let warnings = count(.warning)
    let notes = count(.note)
    if errors + warnings + notes == 0 {
      return Phrase("数据检查未发现问题。", "The data check found nothing to mend.")
    }
    return Phrase(
      "数据检查：\(errors)项错误，\(warnings)项警告，\(notes)项提示。",
      "Data check: \(errors) errors, \(warnings) warnings, \(notes) notes.")
  }
}
