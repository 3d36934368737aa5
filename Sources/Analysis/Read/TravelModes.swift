import Geodata
import Model
import Words

extension AnalysisInputs {
  /// The modes by which some demand of the layers moves, in the order of the choice; that of communities when there is
  /// no demand at all.
  func modes(of choice: ModeChoice) -> [TravelMode] {
    var used: Set<TravelMode> = []
    if !communities.isEmpty { used.insert(choice.communities) }
    for group in workers { used.insert(choice.mode(ofTrade: group.trade)) }
    for track in tracks { used.insert(choice.mode(ofRoute: track.trade)) }
    for route in routes { used.insert(choice.mode(ofRoute: route.trade)) }
    return used.isEmpty ? [choice.communities] : choice.all.filter(used.contains)
  }

  /// How the owner of a demand point moves.
  func mode(of kind: DemandKind, owner: Int, _ choice: ModeChoice) -> TravelMode {
    switch kind {
    case .communities: choice.communities
    case .workers: choice.mode(ofTrade: workers[owner].trade)
    case .routes: choice.mode(ofRoute: routes[owner].trade)
    }
  }

  /// Trades of `circle.modes` and `circle.cutoffs` that no firm or route has: most likely slips of the pen.
  /// - Parameter least: how many tracks a trade has at least that is told, `coverage.least_trips`.
  func tradeFindings(_ circle: CircleDefinition, least: Int) -> [QualityFinding] {
    let (modes, cutoffs) = (circle.modes, circle.cutoffs)
    return Self.tradeFindings(
      "circle.modes", Set(modes.trades.keys), of: workers.map(\.trade), .workers, Bilingual("企业", "firm"))
      + Self.tradeFindings(
        "circle.modes", Set(modes.routeTrades.keys), of: routeTrades, told: toldTrades(least), .routes,
        Bilingual("路线", "route"))
      + Self.tradeFindings(
        "circle.cutoffs", Set(cutoffs.trades.keys), of: workers.map(\.trade), .workers, Bilingual("企业", "firm"))
      + Self.tradeFindings(
        "circle.cutoffs", Set(cutoffs.routeTrades.keys), of: routeTrades, told: toldTrades(least), .routes,
        Bilingual("路线", "route"))
  }

  /// Of routes, and of tracks that become some.
  private var routeTrades: [String] { routes.map(\.trade) + tracks.map(\.trade) }

  /// Of routes, and of so many tracks that none of them shows.
  private func toldTrades(_ least: Int) -> [String] {
    let counts = Dictionary(tracks.map { ($0.trade, 1) }, uniquingKeysWith: +)
    return routes.map(\.trade) + counts.filter { $0.value >= least }.keys
  }

  /// Profiles of groups that no demand belongs to.
  func profileFindings(least: Int) -> [QualityFinding] {
    let kinds = DemandKind.allCases.map(\.rawValue)
    let known = Set(workers.map(\.trade) + routeTrades).subtracting([""]).union(kinds)
    let groups = Set(workers.map(\.trade) + toldTrades(least)).subtracting([""]).union(kinds).sorted()
    return profiles.keys.sorted().filter { !known.contains($0) }.map { group in
      QualityFinding(
        .warning, .unknownProfile, layer: "profiles", field: "group", value: group,
        message: Bilingual(
          "时间分布的人群“\(group)”既不是需求类别也不是行业，不起作用",
          "the profile's group is no kind of demand and no trade, so it moves nothing"),
        fix: didYouMean(group, among: groups)
          + Bilingual(
            "可用的人群有\(groups.joined(separator: "、"))，请更正", "the groups are \(groups.joined(separator: ", "))"))
    }
  }

  private static func tradeFindings(
    _ key: String, _ named: Set<String>, of records: [String], told: [String]? = nil, _ role: LayerRole,
    _ noun: Bilingual
  ) -> [QualityFinding] {
    guard !records.isEmpty else { return [] }
    let trades = Set(records)
    let nearest = Set(told ?? records).subtracting([""]).sorted()
    return named.sorted().filter { !trades.contains($0) }.map { trade in
      return QualityFinding(
        .warning, .unknownTrade, layer: role.rawValue, field: "group", value: trade,
        message: Bilingual(
          "\(key)中的行业“\(trade)”没有任何\(noun.chinese)", "\(key) names a trade that no \(noun.english) has"),
        fix: nearest.isEmpty
          ? Bilingual(
            "请在inputs.\(role.rawValue)下用group写明行业所在的字段",
            "name the field with the trade under inputs.\(role.rawValue) as `group`")
          : (nearWord(to: trade, among: nearest).map { Bilingual("是否应为“\($0)”？", "did you mean “\($0)”? ") }
            ?? Bilingual(same: ""))
            + Bilingual(
              "\(noun.chinese)的行业有\(nearest.joined(separator: "、"))，请更正",
              "the \(noun.english)s have \(nearest.joined(separator: ", "))")
      )
    }
  }
}
