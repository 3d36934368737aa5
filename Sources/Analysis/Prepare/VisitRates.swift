import Coverage
import Model
import Words

extension AnalysisInputs {
  /// Refuses rates that belong to nobody: names that are no kind and no trade, and residents where streets are counted.
  ///
  /// - Throws: ``AnalysisError`` `badValue` that lists the trades there are.
  func checkVisitRates(_ file: AnalysisFile) throws(AnalysisError) {
    let key = VisitDefinition.key
    let trades = Set(workers.map(\.trade) + routes.map(\.trade)).subtracting([""]).sorted()
    for rate in file.coverage.visits?.rates ?? [] {
      if rate.kind == .communities, file.countsStreets, rate.perDay > 0 {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "社区按道路长度计，没有人数可以乘到访率。请删去该项，或用inputs.communities.weight写明居民数所在的字段。",
            "the communities count metres of street, so there are no heads for a rate. Remove it, or name the field with the "
              + "residents: inputs.communities.weight."), at: .init(file: file.path, key: "\(key).\(rate.name)"))
      }
      guard rate.kind == nil, !trades.contains(rate.name) else { continue }
      let few = trades.prefix(12).map(\.shown).joined(separator: ", ") + (trades.count > 12 ? ", …" : "")
      throw AnalysisError(
        .badValue,
        Bilingual(
          "“\(rate.name.shown)”既不是需求类别，也不是任何企业或路线的行业。\(didYouMean(rate.name, among: trades + VisitDefinition.kinds.keys.sorted()).chinese)需求类别有residents、workers、routes；"
            + (trades.isEmpty ? "没有行业：请在inputs.workers下用group写明行业所在的字段。" : "行业有\(few)。"),
          "“\(rate.name.shown)” is no kind of demand, and no firm or route has that trade. "
            + didYouMean(rate.name, among: trades + VisitDefinition.kinds.keys.sorted()).english
            + "The kinds are residents, workers and routes; "
            + (trades.isEmpty
              ? "there are no trades: name the field with them under inputs.workers as `group`."
              : "the trades are \(few).")),
        at: .init(file: file.path, key: "\(key).\(rate.name)"))
    }
  }
}

extension AnalysisFile {
  /// Whether the communities are streets, counted by their length.
  package var countsStreets: Bool {
    layers[.communities]?.mapping.named["weight"]?.lowercased().contains("length") ?? false
  }
}

extension PreparedAnalysis {
  /// Expected visits a day of each demand point by the rates alone: for each head; for each trip of a route, in equal parts
  /// along its length, of which those inside the area count.
  ///
  /// A trade's rate is for its workers. Routes of the trade have it too only where it has no workers: who rides a route is
  /// counted at the firm, and a trip is no head.
  func visitsByRates(_ visits: VisitDefinition) -> [Double] {
    let trades = Set(inputs.workers.map(\.trade))
    func rate(_ kind: DemandKind, _ trade: String = "") -> Double {
      let own = visits.rates.first { $0.kind == nil && !trade.isEmpty && $0.name == trade }
      let isMeant = kind == .workers || !trades.contains(trade)
      return (isMeant ? own : nil)?.perDay ?? visits.rates.first { $0.kind == kind }?.perDay ?? 0
    }
    let residents = rate(.communities)
    let workers = inputs.workers.map { rate(.workers, $0.trade) }
    let routes = inputs.routes.map { rate(.routes, $0.trade) }
    return demand.points.map { point in
      switch point.kind {
      case .communities: point.weight * residents
      case .workers: point.weight * workers[point.owner]
      case .routes:
        inputs.routes[point.owner].tripsPerDay * routes[point.owner]
          / Double(demand.routePieces[point.owner].middles.count)
      }
    }
  }
}
