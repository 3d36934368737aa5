import Coverage
import Model

extension PreparedAnalysis {
  /// Per district, town and trade: coverage, and minutes to the nearest station, cutoff or not; and how fairly they fall.
  ///
  /// - Parameter nearestWithPlan: of the stations and the sites of the plan; nil without one.
  func groupFigures(
    _ groups: DemandGroups, plan: [SiteIndex]?, _ nearestWithPlan: NearestSites?
  ) throws -> (groups: [GroupFigure], fairness: [GroupFigure]) {
    let standing = inputs.sites.stationIndices
    let today = GroupState(
      minutes: demand.points.indices.map { meter.minutes(of: $0, reach.nearest) },
      isCovered: coveredPoints(by: standing, reach.covers))
    let planned = plan.flatMap { plan in
      nearestWithPlan.map { nearest in
        GroupState(
          minutes: demand.points.indices.map { meter.minutes(of: $0, nearest) },
          isCovered: coveredPoints(by: standing + plan, reach.covers))
      }
    }
    let members = groups.points(demand.points)
    var rows: [GroupFigure] = []
    var fairness: [GroupFigure] = []
    for (group, points) in zip(groups.groups, members) where [.district, .town, .trade].contains(group.level) {
      let now = try today.figures(of: points, demand.points)
      let then = try planned?.figures(of: points, demand.points)
      let weight = points.reduce(0) { $0 + demand.points[$1].weight }
      for (index, figure) in now.enumerated() {
        rows.append(
          GroupFigure(
            group: group, figure: figure.name, weight: weight, today: figure.value, withPlan: then?[index].value))
      }
      guard group.level == .district, !points.isEmpty else { continue }
      fairness += try fairnessFigures(group, points, groups, today, planned)
    }
    return (rows, fairness)
  }

  private func fairnessFigures(
    _ district: DemandGroup, _ points: [Int], _ groups: DemandGroups, _ today: GroupState, _ planned: GroupState?
  ) throws -> [GroupFigure] {
    // Residents by town; workers and routes by trade.
    let level = district.kind == .communities ? DemandGroup.Level.town : .trade
    let parts = groups.groups.indices.filter {
      groups.groups[$0].level == level && groups.groups[$0].kind == district.kind
    }
    let number = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1, $0) })
    let partOfPoint = points.map { index in
      let point = demand.points[index]
      // The last part is that of those who belong to none.
      return groups.ofOwner[point.kind]![point.owner].lazy.compactMap { number[$0] }.first ?? parts.count
    }
    let names = parts.map { groups.groups[$0].name }
    let now = try today.fairness(of: points, demand.points, partOfPoint, names)
    let then = try planned?.fairness(of: points, demand.points, partOfPoint, names)
    return now.figures.enumerated().map { index, figure in
      GroupFigure(
        group: district, figure: figure.name, today: figure.value, withPlan: then?.figures[index].value)
    } + worstFigures("worst-group-covered-share", district, names, now.shares, then?.shares) { $0 < $1 }
      + worstFigures("worst-group-mean-minutes", district, names, now.minutes, then?.minutes) { $0 > $1 }
  }

  /// The town or trade that is worst off today, and the one with the plan where that is another.
  private func worstFigures(
    _ name: String, _ district: DemandGroup, _ names: [String], _ today: [Double?], _ planned: [Double?]?,
    _ isWorse: (Double, Double) -> Bool
  ) -> [GroupFigure] {
    func worst(_ values: [Double?]) -> Int? {
      values.indices.filter { values[$0] != nil }.reduce(nil) { found, index in
        guard let found else { return index }
        return isWorse(values[index]!, values[found]!) ? index : found
      }
    }
    let first = worst(today)
    let second = planned.flatMap(worst)
    let told = [first, second == first ? nil : second].compactMap(\.self)
    return told.map { part in
      GroupFigure(
        group: district, subject: names[part], figure: name, today: today[part], withPlan: planned?[part])
    }
  }
}

/// Minutes and coverage of every demand point under one state of the stations.
private struct GroupState {
  /// To the nearest station, cutoff or not; nil when none can be reached.
  var minutes: [Double?]
  var isCovered: [Bool]

  func figures(of points: [Int], _ demand: [DemandPoint]) throws(CoverageError) -> [(name: String, value: Double?)] {
    let share = coveredShare(of: points, demand, isCovered: isCovered)
    let ranked = try RankedValues(points.map { minutes[$0] }, weights: points.map { demand[$0].weight })
    return [
      ("covered-share", share.share), ("mean-minutes", ranked.mean), ("median-minutes", ranked.median),
      ("p90-minutes", ranked.quantile(0.9)), ("worst-minutes", ranked.largest?.value),
      ("unreached-share", ranked.unreachedShare),
    ]
  }

  /// How minutes fall, and share and mean minutes of each town or trade.
  ///
  /// - Parameter parts: the town or trade of each point, `names.count` for none.
  func fairness(of points: [Int], _ demand: [DemandPoint], _ parts: [Int], _ names: [String]) throws(CoverageError)
    -> (figures: [(name: String, value: Double?)], shares: [Double?], minutes: [Double?])
  {
    let ranked = try RankedValues(points.map { minutes[$0] }, weights: points.map { demand[$0].weight })
    let inequality = Inequality(ranked)
    let theil = TheilDecomposition(ranked, groups: parts, groupCount: names.count + 1)
    let deciles = LorenzCurve(ranked)?.deciles
    let figures: [(name: String, value: Double?)] =
      [
        ("gini-minutes", inequality?.gini), ("theil-minutes", inequality?.theil), ("theil-between", theil?.between),
        ("theil-within", theil?.within), ("unreached-share", ranked.unreachedShare),
      ] + (0..<10).map { ("lorenz-\(($0 + 1) * 10)", deciles?[$0].total) }
    var shares = [CoveredShare](repeating: CoveredShare(), count: names.count)
    var sums = [(minutes: Double, weight: Double)](repeating: (0, 0), count: names.count)
    for (point, part) in zip(points, parts) where part < names.count {
      let weight = demand[point].weight
      shares[part].total += weight
      if isCovered[point] { shares[part].covered += weight }
      guard let own = minutes[point] else { continue }
      sums[part].minutes += weight * own
      sums[part].weight += weight
    }
    return (figures, shares.map(\.share), sums.map { $0.weight > 0 ? $0.minutes / $0.weight : nil })
  }
}
