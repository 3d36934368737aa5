import Model

/// Which stations expected visits fall to, hour by hour of the week.
///
/// A demand point's visits lie over the week as its ``Presence`` does, and sum to seven days' visits however little of the
/// week that is. At each minute they go to stations that are open then and within reach:
/// - `nearest`: all to the one of least cost, of equal ones the first given;
/// - `shared`: to each in proportion to its weight for the point, as a zone of floating catchments has it. With supply one
///   for each that is the choice of Huff (1963), A probabilistic analysis of shopping center trade areas,
///   doi:10.2307/3144521, and the first step of the three-step method.
///
/// Visits at minutes when no station within reach is open are unserved. Where the cost does not depend on the minute the
/// order of a point's stations never changes, so its week falls into few parts: points with the same opening hours in the
/// same order and the same presence are one class, and cost is per class, not per minute.
package struct StationLoads: Sendable {
  /// What a site covers, and when it is open.
  package struct Site: Sendable {
    package var row: ArraySlice<Int32>
    /// One for each point of `row`.
    package var costs: ArraySlice<Double>
    package var open: WeekMinutes

    package init(row: ArraySlice<Int32>, costs: ArraySlice<Double>, open: WeekMinutes) {
      self.row = row
      self.costs = costs
      self.open = open
    }
  }

  package enum Sharing {
    case nearest
    /// The weight of a site for a point by their cost, above 0; nil out of its reach.
    case shared((_ point: Int, _ cost: Double) -> Double?)
  }

  /// One for each site.
  package private(set) var visits: [HourlyVisits]
  /// Per demand point the visits a day for which no station within reach is open.
  package private(set) var unserved: [Double]

  /// - Parameters:
  ///   - visits: expected visits a day of each demand point, 0 or more.
  ///   - presences: when visits are made; `ofPoint` names one for each point. A point that is never there makes none.
  /// - Complexity: O(pairs log sites + classes x distinct hours x ranges + sites x classes of their guests).
  /// Sums run in the order of the points: equal input gives equal bits.
  package init(
    _ sites: [Site], visits: [Double], presences: [Presence], ofPoint: [Int], _ sharing: Sharing = .nearest
  ) {
    var classes = WeekClasses(sites.map(\.open), presences)
    let near = Self.near(sites, visits, sharing)
    // Per site, by part of the week: visits a day that fall to it then.
    var sums = [[Int: Double]](repeating: [:], count: sites.count)
    unserved = [Double](repeating: 0, count: visits.count)
    for (point, amount) in visits.enumerated() where amount > 0 {
      guard classes.totals[ofPoint[point]] > 0 else { continue }
      let around = near.places[near.offsets[point]..<near.offsets[point + 1]]
      let found =
        switch sharing {
        case .nearest: classes.nearest(around.map(\.site), ofPoint[point])
        case .shared: classes.shared(around.map { ($0.site, $0.weight) }, ofPoint[point])
        }
      unserved[point] = amount * found.unserved
      for part in found.parts {
        let place = around[around.startIndex + part.place]
        sums[place.site][part.hours, default: 0] += amount * place.weight
      }
    }
    self.visits = sums.map { parts in
      var arrivals = [Double](repeating: 0, count: 168)
      for (hours, amount) in parts.sorted(by: { $0.key < $1.key }) {
        for (hour, share) in classes.hours[hours].enumerated() where share > 0 { arrivals[hour] += amount * share * 7 }
      }
      return HourlyVisits(arrivals)
    }
  }

  private struct Place {
    var site: Int
    var cost: Double
    /// 1 where all go to the nearest.
    var weight: Double
  }

  /// Per point the sites within its reach that open at all, the cheapest first.
  private static func near(
    _ sites: [Site], _ visits: [Double], _ sharing: Sharing
  ) -> (offsets: [Int], places: [Place]) {
    func each(_ use: (_ point: Int, Place) -> Void) {
      for (number, site) in sites.enumerated() where !site.open.isEmpty {
        for (point, cost) in zip(site.row, site.costs) where visits[Int(point)] > 0 {
          switch sharing {
          case .nearest: use(Int(point), Place(site: number, cost: cost, weight: 1))
          case .shared(let weight):
            if let weight = weight(Int(point), cost) {
              use(Int(point), Place(site: number, cost: cost, weight: weight))
            }
          }
        }
      }
    }
    var offsets = [Int](repeating: 0, count: visits.count + 1)
    each { point, _ in offsets[point + 1] += 1 }
    for point in visits.indices { offsets[point + 1] += offsets[point] }
    var places = [Place](repeating: Place(site: 0, cost: 0, weight: 0), count: offsets[visits.count])
    var next = offsets
    each { point, place in
      places[next[point]] = place
      next[point] += 1
    }
    for point in visits.indices where offsets[point + 1] - offsets[point] > 1 {
      places[offsets[point]..<offsets[point + 1]].sort { ($0.cost, $0.site) < ($1.cost, $1.site) }
    }
    return (offsets, places)
  }
}
