import Model

/// Whose demand is there in which period: what figures over time ask, whatever the stations.
///
/// Made once and asked under many states of the stations.
///
/// ```swift
/// let demand = PeriodDemand(points, groups, presences: [.always], ofOwner: [:], periods: WeekMinutes.hours)
/// let monday = demand.shares(served)[district][8].personHours.share
/// ```
package struct PeriodDemand: Sendable {
  /// Members of a group that are there at the same minutes.
  private struct Part: Hashable {
    var group: Int
    var presence: Int
  }

  /// When demand of one presence is there within one period.
  fileprivate struct Attendance {
    var minutes: WeekMinutes
    var count: Int
    /// The factor of the presence, summed.
    var amount: Double
  }

  private let demand: [DemandPoint]
  private let presences: [Presence]
  private let periods: [WeekMinutes]
  private let wanted: [Bool]
  /// Those of a group stand in the order of its owners.
  private let parts: [Part]
  /// Positions among the demand points, rising within a part; who weighs nothing is left out.
  private let points: [Int32]
  /// Where the points of each part begin in `points`; one more, the end.
  private let starts: [Int]
  /// Per presence that a part has, per period.
  private let attendances: [[Attendance]]

  /// - Parameters:
  ///   - demand: fewer than 2^31 points.
  ///   - presences: the distinct ones; `ofOwner` names one for each owner of a kind, the first without.
  ///   - periods: some minutes of the week each.
  ///   - isWanted: which groups are asked for.
  /// - Complexity: O(points x groups of a point + presences x periods).
  package init(
    _ demand: [DemandPoint], _ groups: DemandGroups, presences: [Presence], ofOwner: [DemandKind: [Int]],
    periods: [WeekMinutes], isWanted: (DemandGroup) -> Bool = { _ in true }
  ) {
    let wanted = groups.groups.map(isWanted)
    var numbers: [Part: Int] = [:]
    var parts: [Part] = []
    var partsOfOwner: [DemandKind: [[Int]]] = [:]
    for kind in DemandKind.allCases {
      let presenceOfOwner = ofOwner[kind]
      partsOfOwner[kind] = (groups.ofOwner[kind] ?? []).enumerated().map { owner, groups in
        groups.filter { wanted[$0] }.map { group in
          let part = Part(group: group, presence: presenceOfOwner?[owner] ?? 0)
          if let number = numbers[part] { return number }
          numbers[part] = parts.count
          parts.append(part)
          return parts.count - 1
        }
      }
    }
    (starts, points) = Self.members(demand, partsOfOwner, partCount: parts.count)
    let isUsed = Set(parts.map(\.presence))
    attendances = presences.enumerated().map { number, presence in
      guard isUsed.contains(number) else { return [] }
      return periods.map { period in
        let there = presence.minutes.intersection(period)
        return Attendance(minutes: there, count: there.count, amount: presence.amount(in: there))
      }
    }
    self.demand = demand
    self.presences = presences
    self.periods = periods
    self.wanted = wanted
    self.parts = parts
  }

  /// The points of each part: counted, then filled in.
  private static func members(
    _ demand: [DemandPoint], _ partsOfOwner: [DemandKind: [[Int]]], partCount: Int
  ) -> (starts: [Int], points: [Int32]) {
    func forEachMember(_ body: (_ point: Int, _ part: Int) -> Void) {
      for kind in DemandKind.allCases {
        guard let partsOfOwner = partsOfOwner[kind], !partsOfOwner.isEmpty else { continue }
        for (index, point) in demand.enumerated() where point.kind == kind && point.weight > 0 {
          for part in partsOfOwner[point.owner] { body(index, part) }
        }
      }
    }
    var starts = [Int](repeating: 0, count: partCount + 1)
    forEachMember { starts[$1 + 1] += 1 }
    for part in 0..<partCount { starts[part + 1] += starts[part] }
    var ends = starts
    var points = [Int32](repeating: 0, count: starts[partCount])
    forEachMember { point, part in
      points[ends[part]] = Int32(point)
      ends[part] += 1
    }
    return (starts, points)
  }

  /// The shares of every group in every period.
  ///
  /// The weights of a part are summed by minutes of service first, then these sums by group: equal input gives equal bits,
  /// whatever other groups are asked for.
  ///
  /// - Parameter served: when each demand point is served.
  /// - Returns: per group, per period; nothing for a group that was not asked for.
  /// - Complexity: O(points x groups of a point + (part, class) pairs x periods).
  package func shares(_ served: ServedWeek) -> [[PeriodShares]] {
    var shares = wanted.map { [PeriodShares](repeating: PeriodShares(), count: $0 ? periods.count : 0) }
    var weights = [Double](repeating: 0, count: served.classes.count)
    var known: [Int: [(minutes: Int, amount: Double)]] = [:]
    for (number, part) in parts.enumerated() {
      var classes: [Int] = []
      for point in points[starts[number]..<starts[number + 1]] {
        let own = served.ofPoint[Int(point)]
        if weights[own] == 0 { classes.append(own) }
        weights[own] += demand[Int(point)].weight
      }
      let attendance = attendances[part.presence]
      var sums: [PeriodShares] = []
      swap(&sums, &shares[part.group])
      for own in classes {
        let key = part.presence * served.classes.count + own
        let service =
          known[key] ?? attendance.map { presences[part.presence].shared($0.minutes, served.classes[own]) }
        known[key] = service
        for period in periods.indices where attendance[period].amount > 0 {
          sums[period].add(weights[own], attendance[period], service[period])
        }
        weights[own] = 0
      }
      swap(&sums, &shares[part.group])
    }
    return shares
  }
}

/// How much of some demand is served in a period, by three measures.
package struct PeriodShares: Hashable, Sendable {
  /// Weight x minutes, with demand and with demand served: the headline.
  package var personHours = CoveredShare()
  /// Weight of those served at every minute of the period in which they are there.
  package var throughout = CoveredShare()
  /// Weight of those served at some minute of the period in which they are there.
  package var ever = CoveredShare()

  /// - Parameters:
  ///   - there: when they are there.
  ///   - served: how much of that is served.
  fileprivate mutating func add(
    _ weight: Double, _ there: PeriodDemand.Attendance, _ served: (minutes: Int, amount: Double)
  ) {
    personHours.total += weight * there.amount
    personHours.covered += weight * served.amount
    throughout.add(weight, isCovered: served.minutes == there.count)
    ever.add(weight, isCovered: served.minutes > 0)
  }
}
