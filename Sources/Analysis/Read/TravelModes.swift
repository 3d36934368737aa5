import Geodata
import Model

extension AnalysisInputs {
  /// The modes by which some demand of the layers moves, in the order of the choice; that of communities when there is
  /// no demand at all.
  func modes(of choice: ModeChoice) -> [TravelMode] {
    var used: Set<TravelMode> = []
    if !communities.isEmpty { used.insert(choice.communities) }
    for group in workers { used.insert(choice.mode(ofTrade: group.trade)) }
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

  /// Trades of `circle.modes` that no firm or route has: most likely slips of the pen.
  func tradeFindings(_ choice: ModeChoice) -> [QualityFinding] {
    Self.tradeFindings(choice.trades, of: workers.map(\.trade), .workers, "firm")
      + Self.tradeFindings(choice.routeTrades, of: routes.map(\.trade), .routes, "route")
  }

  private static func tradeFindings(
    _ named: [String: TravelMode], of records: [String], _ role: LayerRole, _ noun: String
  ) -> [QualityFinding] {
    guard !records.isEmpty else { return [] }
    let trades = Set(records).sorted()
    return named.keys.sorted().filter { !trades.contains($0) }.map { trade in
      let nearest = trades.filter { !$0.isEmpty }
      return QualityFinding(
        .warning, .unknownTrade, layer: role.rawValue, field: "group", value: trade,
        message: "circle.modes names a trade that no \(noun) has",
        fix: nearest.isEmpty
          ? "name the field with the trade under inputs.\(role.rawValue) as `group`"
          : (nearWord(to: trade, among: nearest).map { "did you mean “\($0)”? " } ?? "")
            + "the \(noun)s have \(nearest.joined(separator: ", "))"
      )
    }
  }
}
