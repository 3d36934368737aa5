extension CircleDefinition {
  /// The cutoff of some demand: its own, or the general one.
  ///
  /// - Parameter trade: of workers and routes.
  package func cutoff(of kind: DemandKind, trade: String) -> Cutoff { cutoffs.cutoff(of: kind, trade: trade) ?? cutoff }
}

extension CutoffChoice {
  /// nil for the circle's.
  ///
  /// - Parameter trade: of workers and routes; not regarded for communities.
  package func cutoff(of kind: DemandKind, trade: String) -> Cutoff? {
    switch kind {
    case .communities: communities
    case .workers: trades[trade] ?? workers
    case .routes: routeTrades[trade] ?? routes
    }
  }

  /// Where the analysis file says the cutoff of some demand, from `circle` on: `cutoffs.workers.takeaway`; the general
  /// `cutoff` where it says none.
  package func key(of kind: DemandKind, trade: String) -> String {
    let (named, usual): ([String: Cutoff], Cutoff?) =
      switch kind {
      case .communities: ([:], communities)
      case .workers: (trades, workers)
      case .routes: (routeTrades, routes)
      }
    if named[trade] != nil { return "circle.cutoffs.\(kind.rawValue).\(trade)" }
    guard usual != nil else { return "circle.cutoff" }
    return "circle.cutoffs.\(kind.rawValue)" + (named.isEmpty ? "" : ".default")
  }
}
