/// Who moves by which mode: one for each kind of demand, and for workers one for each trade.
public struct ModeChoice: Hashable, Sendable {
  public var communities: TravelMode
  /// Workers of the trades that ``trades`` does not name.
  public var workers: TravelMode
  /// By the workers' own word for their trade.
  public var trades: [String: TravelMode]
  public var routes: TravelMode

  public init(
    communities: TravelMode = .walk, workers: TravelMode = .walk, trades: [String: TravelMode] = [:],
    routes: TravelMode = .walk
  ) {
    self.communities = communities
    self.workers = workers
    self.trades = trades
    self.routes = routes
  }

  /// One mode for everybody.
  public init(_ mode: TravelMode) {
    self.init(communities: mode, workers: mode, routes: mode)
  }

  public func mode(ofTrade trade: String) -> TravelMode { trades[trade] ?? workers }

  /// Every mode named, each once: of communities, workers, their trades by name, routes.
  public var all: [TravelMode] {
    var seen: Set<TravelMode> = []
    let named = [communities, workers] + trades.sorted { $0.key < $1.key }.map(\.value) + [routes]
    return named.filter { seen.insert($0).inserted }
  }
}
