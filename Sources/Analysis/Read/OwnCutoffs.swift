import Coverage
import Model

extension AnalysisInputs {
  /// The cutoff of each demand point; nil where the definition gives nobody one of their own.
  ///
  /// - Complexity: O(points + firms + routes).
  func cutoffs(_ demand: DemandPoints, _ definition: CircleDefinition) -> PointCutoffs? {
    guard !definition.cutoffs.isEmpty else { return nil }
    let communities = definition.cutoff(of: .communities, trade: "")
    let workers = workers.map { definition.cutoff(of: .workers, trade: $0.trade) }
    let routes = routes.map { definition.cutoff(of: .routes, trade: $0.trade) }
    return PointCutoffs(
      demand.points.map { point in
        switch point.kind {
        case .communities: communities
        case .workers: workers[point.owner]
        case .routes: routes[point.owner]
        }
      })
  }

  /// The trade of the owner of a demand point; empty for residents.
  func trade(of kind: DemandKind, owner: Int) -> String {
    switch kind {
    case .communities: ""
    case .workers: workers[owner].trade
    case .routes: routes[owner].trade
    }
  }

  /// By what the areas of a mode are drawn: the cutoff that all have who move by it, else the general one.
  func drawnCutoff(of mode: TravelMode, _ demand: DemandPoints, _ definition: CircleDefinition) -> Cutoff {
    let shared = cutoffs(demand, definition)?.distinct(among: demand.positions(of: mode)) ?? []
    return shared.count == 1 ? shared[0] : definition.cutoff
  }

  /// The longest that anybody may go by each mode that some layer has.
  func longestTrips(_ definition: CircleDefinition) -> [Seconds] {
    var cutoffs: [TravelMode: [Cutoff]] = [:]
    func add(_ kind: DemandKind, _ trade: String, _ mode: TravelMode) {
      cutoffs[mode, default: []].append(definition.cutoff(of: kind, trade: trade))
    }
    if !communities.isEmpty { add(.communities, "", definition.modes.communities) }
    for trade in Set(workers.map(\.trade)) { add(.workers, trade, definition.modes.mode(ofTrade: trade)) }
    for trade in Set(routes.map(\.trade)) { add(.routes, trade, definition.modes.mode(ofRoute: trade)) }
    return modes(of: definition.modes).map { mode in
      let longest = (cutoffs[mode] ?? [definition.cutoff]).map(\.cost).max() ?? definition.cutoff.cost
      return .minutes(definition.minutes(cost: Double(longest), by: mode))
    }
  }
}
