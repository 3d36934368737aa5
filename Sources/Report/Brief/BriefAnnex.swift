import Analysis
import Model

/// 附表: the rest of the sites, the stations in operation, the communities.
extension AnalysisResult {
  private static let mostStations = 12
  private static let mostCommunities = 12

  var briefAnnex: [BriefDocument.Block] {
    var tables: [BriefTable] = []
    if let acts = siting.acts {
      if acts.acts.count > Self.mostBriefSites {
        tables.append(briefActTable(acts, acts.acts[Self.mostBriefSites...], isAnnex: true))
      }
    } else if let plan = siting.plan, plan.proposed.count > Self.mostBriefSites {
      tables.append(briefSiteTable(plan, plan.proposed[Self.mostBriefSites...], isAnnex: true))
    }
    if let table = briefCommunities { tables.append(table) }
    if let table = briefStations { tables.append(table) }
    return tables.map { .table($0) }
  }

  private var briefStations: BriefTable? {
    guard !inputs.stations.isEmpty else { return nil }
    let shown = inputs.stations.prefix(Self.rows(inputs.stations.count, Self.mostStations))
    let hasKinds = shown.contains { !$0.kind.isEmpty }
    var table = BriefTable(
      caption: caption(
        Phrase("现有驿站", "Stations in operation"), shown.count, inputs.stations.count, "tables/stations.csv"),
      columns: [.init("名称", "name", width: 1.7)] + (hasKinds ? [.init("类型", "kind")] : []) + [
        .init("设施", "services", width: 2.3), .init("开放时间", "hours", width: 2),
      ])
    for (index, station) in shown.enumerated() {
      let isComplete = Set(Service.fullSet).isSubset(of: station.services)
      let order =
        Service.fullSet.filter(station.services.contains) + station.services.subtracting(Service.fullSet).sorted()
      let names = order.map(Self.serviceName)
      let services =
        isComplete && order.count == Service.fullSet.count
        ? Phrase("六项齐全", "all six")
        : Phrase(names.map(\.chinese).joined("、"), names.map(\.english).joined(", "))
      table.rows.append(
        [Phrase(same: stationLabel(index))] + (hasKinds ? [Phrase(Self.hostName(station.kind))] : []) + [
          names.isEmpty ? Phrase(same: "–") : services, Phrase(hoursWords(station.hours ?? "–")),
        ])
    }
    return table
  }

  /// Those with most people outside the circle first.
  private var briefCommunities: BriefTable? {
    let counted = inputs.communities.indices.filter { coverage.communities[$0].share != nil }
    guard !counted.isEmpty else { return nil }
    func left(_ index: Int) -> Double {
      inputs.communities[index].residents * (1 - (coverage.communities[index].share ?? 0))
    }
    let sorted = counted.sorted { a, b in (left(b), a) < (left(a), b) }
    let shown = sorted.prefix(Self.rows(sorted.count, Self.mostCommunities))
    let noun = demandNoun(.communities)
    let by = travel(file.circle.modes.communities)
    var table = BriefTable(
      caption: caption(
        countsStreets ? Phrase("居住街道", "Residential streets") : Phrase("各社区", "Communities"), shown.count,
        counted.count,
        "tables/communities.csv"),
      columns: [
        .init(countsStreets ? "街道" : "社区", countsStreets ? "street" : "community", width: 1.8),
        .init("最近驿站", "nearest station", width: 2),
        .init("\(by.chinese)分钟", "minutes", width: 1.1, isNumber: true),
        .init(HTML(escaping: noun.chinese), HTML(escaping: noun.english), width: 1.2, isNumber: true),
      ] + briefShareColumns)
    for index in shown {
      let community = inputs.communities[index]
      let place = coverage.communities[index]
      table.rows.append(
        [
          Phrase(same: community.name), Phrase(same: place.nearestStation.map { stationLabel($0) } ?? "–"),
          Phrase(same: place.nearestMinutes.map { grouped($0, decimals: 1) } ?? "–"),
          Phrase(amount(community.residents, .communities)),
        ] + briefShares(place.share, place.shareWithPlan))
    }
    return table
  }

  /// A few rows more rather than a table that lacks a few.
  private static func rows(_ all: Int, _ most: Int) -> Int { all <= most + 3 ? all : most }

  private func caption(_ name: Phrase, _ shown: Int, _ all: Int, _ file: HTML) -> Phrase {
    shown == all
      ? name
      : Phrase(
        "\(name.chinese)（前\(shown)个，共\(all)个，其余见随附数据表\(file)）",
        "\(name.english): the first \(shown) of \(all), all in \(file)")
  }
}
