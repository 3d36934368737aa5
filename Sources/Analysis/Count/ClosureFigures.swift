import Coverage
import Model

extension PreparedAnalysis {
  /// How many stations the pairs of closures are made of.
  private static let worstCount = 5

  /// Each station closed in turn, and each pair of the five worst: today, and with a plan.
  func closureFigures(plan: [SiteIndex]?) -> [ClosureFigure] {
    let standing = inputs.sites.stationIndices
    return closureFigures(of: standing, isWithPlan: false)
      + (plan.map { closureFigures(of: standing + $0, isWithPlan: true) } ?? [])
  }

  private func closureFigures(of sites: [SiteIndex], isWithPlan: Bool) -> [ClosureFigure] {
    let points = demand.points
    let value = pointValues
    let before = meter.tally(coveredPoints(by: sites, reach.covers)).byOwner[.communities] ?? []
    let figures = closures(of: sites, reach.covers, value: { value[$0] }, worst: Self.worstCount).map { closure in
      var lost: [DemandKind: Double] = [:]
      var ofCommunity: [Int: Double] = [:]
      var lostValue = 0.0
      for index in closure.lost {
        let point = points[Int(index)]
        lost[point.kind, default: 0] += point.weight
        lostValue += value[Int(index)]
        if point.kind == .communities { ofCommunity[point.owner, default: 0] += point.weight }
      }
      let losers = ofCommunity.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return ClosureFigure(
        isWithPlan: isWithPlan, closed: closure.closed, rank: 0, lost: lost, lostValue: lostValue,
        communities: losers.map(\.key),
        flipped: losers.filter { owner, lost in
          let share = before[owner]
          return share.covered * 2 >= share.total && (share.covered - lost) * 2 < share.total
        }.map(\.key).sorted())
    }
    return ranked(figures.filter { $0.closed.count == 1 }) + ranked(figures.filter { $0.closed.count == 2 })
  }

  private func ranked(_ figures: [ClosureFigure]) -> [ClosureFigure] {
    let sorted = figures.sorted { a, b in
      if a.lostValue != b.lostValue { return a.lostValue > b.lostValue }
      return a.closed.lexicographicallyPrecedes(b.closed)
    }
    return sorted.enumerated().map { index, figure in
      var figure = figure
      figure.rank = index + 1
      return figure
    }
  }

  /// What covering each demand point adds to the weighted mean share of the kinds.
  var pointValues: [Double] {
    var totals: [DemandKind: Double] = [:]
    for point in demand.points { totals[point.kind, default: 0] += point.weight }
    let weights = file.siting.weights.filter { totals[$0.key] ?? 0 > 0 }
    let sum = DemandKind.allCases.reduce(0) { $0 + (weights[$1] ?? 0) }
    return demand.points.map { point in
      guard sum > 0, let total = totals[point.kind], total > 0 else { return 0 }
      return (weights[point.kind] ?? 0) / sum * point.weight / total
    }
  }
}
