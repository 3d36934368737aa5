import Analysis
import Coverage
import Geometry
import Model

/// 建议点位与理由: what to build or do, in which order, where, for whom and for how much.
extension AnalysisResult {
  /// Of the chapter's own table; the others stand in the annex where there are more.
  static var mostBriefSites: Int { 10 }

  var briefSites: [BriefDocument.Block] {
    guard let plan = siting.plan else { return [] }
    if let acts = siting.acts { return briefActs(acts) }
    guard !plan.proposed.isEmpty else { return [.paragraph(planSentence)] }
    let first = plan.proposed.prefix(3).map { Phrase(same: hostLabel($0.candidate)) }
    var blocks: [BriefDocument.Block] = [
      .paragraph(
        Phrase(
          "建议新建\(plan.proposed.count)个驿站，按下表次序实施，先建\(briefList(first).chinese)：在已建各站的基础上，每一步都取新增覆盖最多的一个。",
          "\(plan.proposed.count == 1 ? "One new station is" : "\(plan.proposed.count) new stations are" as HTML) proposed, to be built in this order, \(briefList(first).english) first: each step takes what adds most to those before it."
        ))
    ]
    blocks.append(.table(briefSiteTable(plan, plan.proposed.prefix(Self.mostBriefSites), isAnnex: false)))
    let (figure, isAdded) = (briefFigureName, !coverage.additions.isEmpty)
    blocks.append(
      .paragraph(
        Phrase(
          "\(isAdded ? "“新增服务对象”为此前各站都没有覆盖的；" as HTML : "")“新增”为\(figure.chinese)提高的百分点，“累计”为建到该站时的\(figure.chinese)。",
          "\(isAdded ? "“For whom” names those whom no station before it covers. " as HTML : "")“Adds” is in percentage points of \(figure.english); “so far” is what it has come to with this station."
        ),
        style: .note))
    if let words = briefNesting(plan) { blocks.append(.paragraph(words)) }
    return blocks
  }

  /// What the first few alone come to, and how far that is from the best choice of as many; nil under rules that the first
  /// few need not keep, as the best choice of as many then keeps more than they do.
  private func briefNesting(_ plan: Plan) -> Phrase? {
    let count = plan.proposed.count > 10 ? 5 : 3
    guard file.siting.floors == nil, file.siting.longestGap == nil, plan.proposed.count > count,
      let step = plan.nesting.first(where: { $0.count == count }),
      let last = plan.proposed.first(where: { $0.rank == count })
    else { return nil }
    let (has, figure) = (shareText(last.cumulativeShare), briefFigureName)
    let most = pointsUp(step.lossAtMost)
    guard most != pointsUp(0) else {
      return Phrase(
        "若只建前\(count)个，\(figure.chinese)为\(has)；换成任何别的\(count)个，都不会更高。",
        "With the first \(count) alone \(figure.english) is \(has): no other \(count) cover more.")
    }
    return Phrase(
      "若只建前\(count)个，\(figure.chinese)为\(has)，比专门只选\(count)个的最好方案至多低\(most)个百分点。",
      "With the first \(count) alone \(figure.english) is \(has): at most \(most) points below the best choice of \(count)."
    )
  }

  /// - Parameter isAnnex: the rest of them, with fewer words each.
  func briefSiteTable(_ plan: Plan, _ sites: ArraySlice<ProposedSite>, isAnnex: Bool) -> BriefTable {
    let hasCosts = sites.contains { inputs.candidates[$0.candidate].costYuan != nil }
    let served = isAnnex ? [:] : briefServed
    let places = sites.map { briefPlace(inputs.candidates[$0.candidate].position) }
    let hasPlaces = places.contains { $0 != nil }
    let isCut = !isAnnex && sites.count < plan.proposed.count
    var table = BriefTable(
      caption: isAnnex
        ? Phrase("其余\(sites.count)处建议点位", "The other \(sites.count) proposed sites")
        : isCut
          ? Phrase(
            "先建的\(sites.count)处（共\(plan.proposed.count)处，其余见附表）",
            "The first \(sites.count) of \(plan.proposed.count); the others stand in the annex")
          : Phrase("建议点位", "Proposed sites"),
      columns: [
        .init("次序", "order", width: 0.6), .init("点位", "site", width: 1.3), .init("网点类型", "kind of host", width: 1),
      ]
        + (hasPlaces ? [.init("所在社区", "where", width: 1.2)] : [])
        + (served.isEmpty ? [] : [.init(coverage.additions.isEmpty ? "主要服务对象" : "新增服务对象", "for whom", width: 3.6)]) + [
          .init("新增", "adds", width: 0.8, isNumber: true), .init("累计", "so far", width: 0.9, isNumber: true),
        ] + (hasCosts ? [.init("费用", "cost", width: 1.1, isNumber: true)] : []))
    for (site, place) in zip(sites, places) {
      let host = inputs.candidates[site.candidate]
      let index = inputs.sites.index(ofCandidate: site.candidate)
      table.rows.append(
        [
          Phrase(same: "\(site.rank)"), Phrase(same: hostLabel(site.candidate)),
          host.host.isEmpty ? Phrase(same: "–") : Phrase(Self.hostName(host.host)),
        ] + (hasPlaces ? [place ?? Phrase(same: "–")] : [])
          + (served.isEmpty ? [] : [served[index] ?? Phrase(same: "–")]) + [
            Phrase(same: "+\(grouped(site.gain * 100, decimals: 2))"), Phrase(same: shareText(site.cumulativeShare)),
          ] + (hasCosts ? [host.costYuan.map { Phrase(money($0)) } ?? Phrase(same: "–")] : []))
    }
    return table
  }

  /// The community whose ground it is, with its town where another has the same name; nil where none has.
  func briefPlace(_ position: Coordinate) -> Phrase? {
    let point = Shape.point(position)
    let home = inputs.communities.first { community in
      !community.shape.polygons.isEmpty && community.shape.box.contains(position)
        && (try? community.shape.contains(point)) ?? false
    }
    guard let home else { return nil }
    let isAlone = inputs.communities.count { $0.name == home.name } == 1
    return home.town.isEmpty || isAlone
      ? Phrase(same: home.name)
      : Phrase(HTML(escaping: "\(home.town)\(home.name)"), HTML(escaping: "\(home.name), \(home.town)"))
  }

  /// Whom each site serves that those before it do not: the communities with most of them by name, then workers and routes.
  /// Where that is not what the plan is for, those for whom it is the nearest, or who are served there.
  private var briefServed: [SiteIndex: Phrase] {
    coverage.additions.isEmpty ? briefAllocated : briefAdded
  }

  private var briefAllocated: [SiteIndex: Phrase] {
    var communities: [SiteIndex: [Int]] = [:]
    for allocation in coverage.allocations where allocation.kind == .communities {
      communities[allocation.site, default: []].append(allocation.owner)
    }
    return communities.mapValues { owners in
      let sorted = owners.sorted { a, b in
        (inputs.communities[b].residents, a) < (inputs.communities[a].residents, b)
      }
      return briefNamed(sorted.map { (Phrase(same: inputs.communities[$0].name)) })
    }
  }

  /// The first two, and how many there are.
  private func briefNamed(_ places: [Phrase]) -> Phrase {
    let named = places.prefix(2)
    let isCut = places.count > named.count
    let unit: HTML = countsStreets ? "条街道" : "个社区"
    return Phrase(
      "\(named.map(\.chinese).joined("、"))\(isCut ? "等\(places.count)\(unit)" as HTML : "")",
      "\(named.map(\.english).joined(", "))\(isCut ? " and \(places.count - named.count) more places" as HTML : "")")
  }

  private var briefAdded: [SiteIndex: Phrase] {
    var served: [SiteIndex: Phrase] = [:]
    for addition in coverage.additions {
      func shares(_ kind: DemandKind) -> [Addition.Share] {
        addition.shares.filter { $0.kind == kind && (kind == .routes || $0.weight >= 0.5) }
      }
      let communities = shares(.communities)
      var parts: [Phrase] = []
      if !communities.isEmpty {
        parts.append(
          briefNamed(
            communities.map { share in
              let (name, many) = (inputs.communities[share.owner].name, amount(share.weight, .communities))
              return Phrase("\(name)\(many.chinese)", "\(name) \(many.english)")
            }))
      }
      for kind in [DemandKind.workers, .routes] {
        let sum = shares(kind).reduce(0) { $0 + $1.weight }
        guard sum >= 0.5 else { continue }
        let (many, noun) = (amount(sum, kind), demandNoun(kind))
        parts.append(Phrase("\(noun.chinese)\(many.chinese)", "\(many.english) \(noun.english)"))
      }
      if !parts.isEmpty {
        served[addition.site] = Phrase(parts.map(\.chinese).joined("；"), parts.map(\.english).joined("; "))
      }
    }
    return served
  }
}
