/// Who moves by which mode: one for each kind of demand, and for workers and routes one for each trade.
package struct ModeChoice: Hashable, Sendable {
  package var communities: TravelMode
  /// Workers of the trades that ``trades`` does not name.
  package var workers: TravelMode
  /// By the workers' own word for their trade.
  package var trades: [String: TravelMode]
  /// Routes of the trades that ``routeTrades`` does not name.
  package var routes: TravelMode
  /// By the routes' own word for their trade.
  package var routeTrades: [String: TravelMode]

  package init(
    communities: TravelMode = .walk, workers: TravelMode = .walk, trades: [String: TravelMode] = [:],
    routes: TravelMode = .walk, routeTrades: [String: TravelMode] = [:]
  ) {
    self.routeTrades = routeTrades
    self.communities = communities
    self.workers = workers
    self.trades = trades
    self.routes = routes
  }

  /// One mode for everybody.
  package init(_ mode: TravelMode) {
    self.init(communities: mode, workers: mode, routes: mode)
  }

  package func mode(ofTrade trade: String) -> TravelMode { trades[trade] ?? workers }

  package func mode(ofRoute trade: String) -> TravelMode { routeTrades[trade] ?? routes }

  /// Every mode named, each once: of communities, workers, their trades by name, routes, their trades by name.
  package var all: [TravelMode] {
    var seen: Set<TravelMode> = []
    let named =
      [communities, workers] + trades.sorted { $0.key < $1.key }.map(\.value) + [routes]
      + routeTrades.sorted { $0.key < $1.key }.map(\.value)
    return named.filter { seen.insert($0).inserted }
  }
}
