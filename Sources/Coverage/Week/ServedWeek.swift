import Model

/// When each demand point is served: at a minute in which a station within its cutoff is open, whichever.
///
/// Points with the same opening hours around them are one class, so figures cost per class, not per point.
package struct ServedWeek: Sendable {
  /// The distinct minutes of service; the first is none.
  package private(set) var classes: [WeekMinutes]
  /// Per demand point its class.
  package private(set) var ofPoint: [Int]

  /// - Parameter sites: what each covers, and when it is open.
  /// - Complexity: O(pairs + classes x distinct hours).
  package init(demandCount: Int, sites: [(row: ArraySlice<Int32>, open: WeekMinutes)]) {
    var numbers: [WeekMinutes: Int] = [:]
    var known: [Set<Int>: Int] = [[]: 0]
    var sets: [Set<Int>] = [[]]
    ofPoint = [Int](repeating: 0, count: demandCount)
    var schedules: [WeekMinutes] = []
    for site in sites where !site.open.isEmpty {
      let number = numbers[site.open] ?? schedules.count
      if number == schedules.count {
        numbers[site.open] = number
        schedules.append(site.open)
      }
      // Where a point of one class goes with this station: found once for each class.
      var next: [Int: Int] = [:]
      for point in site.row {
        let from = ofPoint[Int(point)]
        if let to = next[from] {
          ofPoint[Int(point)] = to
          continue
        }
        let set = sets[from].union([number])
        let to = known[set] ?? sets.count
        if to == sets.count {
          known[set] = to
          sets.append(set)
        }
        next[from] = to
        ofPoint[Int(point)] = to
      }
    }
    classes = sets.map { set in WeekMinutes(set.sorted().flatMap { schedules[$0].ranges }) }
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
}

extension ServedWeek {
  /// The shares of every group in every period.
  ///
  /// - Parameters:
  ///   - groups: whose shares are wanted.
  ///   - presences: the distinct ones; `ofOwner` names one for each owner of a kind.
  ///   - periods: some minutes of the week each.
  ///   - isWanted: which groups are asked for; the others keep empty shares.
  /// - Returns: per period, per group.
  /// - Complexity: O(points + (group, class) pairs x periods).
  package func shares(
    _ demand: [DemandPoint], _ groups: DemandGroups, presences: [Presence], ofOwner: [DemandKind: [Int]],
    periods: [WeekMinutes], isWanted: (DemandGroup) -> Bool = { _ in true }
  ) -> [[PeriodShares]] {
    struct Cell: Hashable {
      var group: Int
      var presence: Int
      var served: Int
    }
    var weights: [Cell: Double] = [:]
    var order: [Cell] = []
    let wanted = groups.groups.map(isWanted)
    for (index, point) in demand.enumerated() where point.weight > 0 {
      let presence = ofOwner[point.kind]?[point.owner] ?? 0
      for group in groups.ofOwner[point.kind]?[point.owner] ?? [] where wanted[group] {
        let cell = Cell(group: group, presence: presence, served: ofPoint[index])
        if weights[cell] == nil { order.append(cell) }
        weights[cell, default: 0] += point.weight
      }
    }
    return periods.map { period in
      var shares = [PeriodShares](repeating: PeriodShares(), count: groups.groups.count)
      struct Pair: Hashable {
        var presence: Int
        var served: Int
      }
      struct Amounts {
        var asked: Double
        var served: Double
        var isEver: Bool
        var isThroughout: Bool
      }
      var amounts: [Pair: Amounts] = [:]
      for cell in order {
        let pair = Pair(presence: cell.presence, served: cell.served)
        let found =
          amounts[pair]
          ?? {
            let presence = presences[cell.presence]
            let there = presence.minutes.intersection(period)
            let served = there.intersection(classes[cell.served])
            return Amounts(
              asked: presence.amount(in: there), served: presence.amount(in: served), isEver: !served.isEmpty,
              isThroughout: served.count == there.count)
          }()
        amounts[pair] = found
        guard found.asked > 0 else { continue }
        let weight = weights[cell]!
        shares[cell.group].personHours.total += weight * found.asked
        shares[cell.group].personHours.covered += weight * found.served
        shares[cell.group].throughout.add(weight, isCovered: found.isThroughout)
        shares[cell.group].ever.add(weight, isCovered: found.isEver)
      }
      return shares
    }
  }
}
