import Coverage
import Model
import Testing

/// Which stations visits fall to: by hand, and against a count minute by minute.
struct StationLoadTests {
  /// From an hour to an hour of every day.
  private static func daily(_ from: Double, _ to: Double) -> WeekMinutes {
    WeekMinutes((0..<7).map { $0 * 1440 + Int(from * 60)..<$0 * 1440 + Int(to * 60) })
  }

  /// - Parameter costs: per site, of the points that it covers.
  private static func sites(_ costs: [[Int: Double]], _ open: [WeekMinutes]) -> [StationLoads.Site] {
    zip(costs, open).map { costs, open in
      let points = costs.keys.sorted()
      return StationLoads.Site(row: points.map { Int32($0) }[...], costs: points.map { costs[$0]! }[...], open: open)
    }
  }

  private static func isNear(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }
  }

  /// Point 0 has A (nearer, 8-12) and B (10-20), point 1 has B alone, point 2 nobody; visits lie evenly over day and night:
  ///
  ///     point 0, 24 a day:  8-12 to A: 4,  12-20 to B: 8,  12 unserved
  ///     point 1, 48 a day: 10-20 to B: 20, 28 unserved
  ///     point 2, 7 a day:  7 unserved
  @Test func nearestOpenStation() {
    let loads = StationLoads(
      Self.sites([[0: 100], [0: 200, 1: 100]], [Self.daily(8, 12), Self.daily(10, 20)]), visits: [24, 48, 7],
      presences: [.always], ofPoint: [0, 0, 0])
    #expect(Self.isNear(loads.visits.map(\.perDay), [4, 28]) && Self.isNear(loads.unserved, [12, 28, 7]))
    // A: one an hour. B: two an hour from 10 to 12, three from 12 to 20, on Sunday as on Monday.
    for day in [0, 6] {
      #expect(
        Self.isNear(
          Array(loads.visits[0].arrivals[day * 24..<day * 24 + 24]), (0..<24).map { (8..<12).contains($0) ? 1 : 0 }))
      #expect(
        Self.isNear(
          Array(loads.visits[1].arrivals[day * 24..<day * 24 + 24]),
          (0..<24).map { (10..<12).contains($0) ? 2 : (12..<20).contains($0) ? 3 : 0 }))
    }
  }

  /// A closes at 8:45, B opens at 8:30 and is farther: of 60 visits in that hour 45 go to A and 15 to B. C, as near as A
  /// with the same hours but given later, has none.
  @Test func relayWithinAnHourAndTies() {
    let loads = StationLoads(
      Self.sites([[0: 1], [0: 2], [0: 1]], [Self.daily(8, 8.75), Self.daily(8.5, 9), Self.daily(8, 8.75)]),
      visits: [24 * 60], presences: [.always], ofPoint: [0])
    #expect(Self.isNear(loads.visits.map { $0.arrivals[8] }, [45, 15, 0]))
    #expect(Self.isNear(loads.unserved, [23 * 60]))
  }

  /// Half an hour on Monday is all there is of the week: all seven days' visits fall into it, and none is lost.
  @Test func ownHoursCutTheWeekAndNotTheVisits() {
    let presence = Presence(within: WeekMinutes([9 * 60..<9 * 60 + 30]))
    let never = Presence(within: .none)
    let loads = StationLoads(
      Self.sites([[0: 1, 1: 1]], [.all]), visits: [14, 5], presences: [presence, never], ofPoint: [0, 1])
    #expect(loads.visits[0].arrivals[9] == 98 && loads.visits[0].perDay == 14)
    // Who is never there comes to nobody and is missed by nobody.
    #expect(loads.unserved == [0, 0])
  }

  /// All visits at noon of every day, when A is closed for lunch; B, farther, opens at 12:30.
  @Test func profileMeetsTheLunchBreak() {
    let noon = Presence(hourly: (0..<168).map { $0 % 24 == 12 ? 1 : 0 })
    let open = WeekMinutes(Self.daily(8, 12).ranges + Self.daily(13, 18).ranges)
    let loads = StationLoads(
      Self.sites([[0: 1], [0: 5]], [open, Self.daily(12.5, 18)]), visits: [10], presences: [noon], ofPoint: [0])
    #expect(Self.isNear(loads.visits.map(\.perDay), [0, 5]) && Self.isNear(loads.unserved, [5]))
  }

  /// Zones up to 3 and 6 with the weights 1 and 0.25: A lies in the first, B in the second, C outside.
  ///
  ///     8-10  A alone: all;  10-12 A and B: 4/5 and 1/5;  12-20 B alone: all
  @Test func sharedByWeights() throws {
    let catchment = try Catchment([.init(upTo: 3, weight: 1), .init(upTo: 6, weight: 0.25)])
    let loads = StationLoads(
      Self.sites([[0: 3], [0: 6], [0: 6.5]], [Self.daily(8, 12), Self.daily(10, 20), .all]), visits: [24],
      presences: [.always], ofPoint: [0], .shared { catchment.weight(at: $1) })
    #expect(Self.isNear(loads.visits.map(\.perDay), [2 + 1.6, 0.4 + 8, 0]) && Self.isNear(loads.unserved, [12]))
    #expect(Self.isNear(loads.visits.map { $0.arrivals[11] }, [0.8, 0.2, 0]))
  }

  /// Nobody open all week, nobody there, no station: zeros, and everybody unserved.
  @Test func nothingToGoTo() {
    let closed = StationLoads(
      Self.sites([[0: 1]], [.none]), visits: [3], presences: [.always], ofPoint: [0])
    #expect(closed.visits == [.none] && closed.unserved == [3] && closed.visits[0].peak(staying: 1) == nil)
    let nowhere = StationLoads([], visits: [3, 0], presences: [.always], ofPoint: [0, 0])
    #expect(nowhere.visits.isEmpty && nowhere.unserved == [3, 0])
  }

  /// Twelve arrive in one hour and nine in another: for 20 minutes each, 4 and 3 are there.
  @Test func whoIsThere() {
    var arrivals = [Double](repeating: 0, count: 168)
    arrivals[30] = 9
    arrivals[34] = 12
    // Tuesday 10:00 and, by a last digit more, Wednesday.
    arrivals[58] = 12 * (1 + 1e-15)
    let visits = HourlyVisits(arrivals)
    #expect(visits.occupancy(staying: 1.0 / 3)[34] == 4 && visits.occupancy(staying: 1.0 / 3)[30] == 3)
    #expect(visits.peak(staying: 1.0 / 3) == 34 && abs(visits.perDay - 33.0 / 7) < 1e-12 && visits.busiestDay == 21)
    // As many as there are seats is not over them.
    #expect([2.5, 3, 3.5, 4, 0].map { visits.hoursOver(seats: $0, staying: 1.0 / 3) } == [3, 2, 2, 0, 3])
    #expect(!visits.isOver(capacity: 33.0 / 7) && visits.isOver(capacity: 4.7) && visits.isOver(capacity: 0))
    #expect(!HourlyVisits.none.isOver(capacity: 0) && HourlyVisits.none.hoursOver(seats: 0, staying: 1) == 0)
  }

  /// Ten arrive in one hour and stay two and a half: ten there in that hour and the next, five in the third; the week is a
  /// ring. Never more than came.
  @Test func longStays() {
    var arrivals = [Double](repeating: 0, count: 168)
    arrivals[167] = 10
    let there = HourlyVisits(arrivals).occupancy(staying: 2.5)
    #expect(there[167] == 10 && there[0] == 10 && there[1] == 5 && there.reduce(0, +) == 25)
    #expect(HourlyVisits(arrivals).peak(staying: 2.5) == 0)
  }

  @Test func minutesTakenAway() {
    let some = WeekMinutes([0..<100, 200..<300])
    #expect(some.subtracting(WeekMinutes([50..<250])).ranges == [0..<50, 250..<300])
    #expect(some.subtracting(.none) == some && some.subtracting(.all).isEmpty)
    #expect(WeekMinutes.all.subtracting(some).ranges == [100..<200, 300..<10_080])
    #expect(some.contains(0) && !some.contains(100) && some.contains(299) && !some.contains(300))
  }

  // MARK: Against every minute

  private struct Scene {
    var costs: [[Int: Double]] = []
    /// Per site and minute of the week.
    var isOpen: [[Bool]] = []
    var visits: [Double] = []
    /// Per presence and minute, in any proportion.
    var density: [[Double]] = []
    var presences: [Presence] = []
    var ofPoint: [Int] = []

    init(seed: UInt64) {
      var random = SplitMix(seed: seed)
      func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
      func ranges(_ most: Int) -> [Range<Int>] {
        (0..<below(most + 1)).map { _ in
          let from = below(10_080)
          return from..<min(10_080, from + 1 + below(3000))
        }
      }
      func minutes(_ ranges: [Range<Int>]) -> [Bool] {
        var minutes = [Bool](repeating: false, count: 10_080)
        for minute in ranges.joined() { minutes[minute] = true }
        return minutes
      }
      let schedules = (0..<3).map { _ in minutes(ranges(6)) } + [[Bool](repeating: true, count: 10_080)]
      let pointCount = 1 + below(10)
      for _ in 0..<1 + below(6) {
        isOpen.append(schedules[below(4)])
        // Few distinct costs, so that there are ties.
        costs.append(
          Dictionary(
            (0..<pointCount).compactMap { below(3) == 0 ? nil : ($0, Double(1 + below(4))) }, uniquingKeysWith: { $1 }))
      }
      for number in 0..<3 {
        let own = minutes(ranges(4))
        let hourly = (0..<168).map { _ in below(3) == 0 ? 0 : Double(below(9)) }
        let isBound = number > 0
        let isShaped = number < 2
        density.append(
          (0..<10_080).map { isBound && !own[$0] ? 0 : isShaped ? hourly[$0 / 60] : 1 })
        presences.append(
          Presence(
            within: isBound ? WeekMinutes((0..<10_080).filter { own[$0] }.map { $0..<$0 + 1 }) : .all,
            hourly: isShaped ? hourly : nil))
      }
      for _ in 0..<pointCount {
        visits.append(Double(below(50)) / 4)
        ofPoint.append(below(3))
      }
    }

    /// Every minute of every point by itself.
    func counted(_ weight: ((Double) -> Double?)?) -> (arrivals: [[Double]], unserved: [Double]) {
      var arrivals = costs.map { _ in [Double](repeating: 0, count: 168) }
      var unserved = visits.map { _ in 0.0 }
      for point in visits.indices {
        let density = density[ofPoint[point]]
        let total = density.reduce(0, +)
        guard total > 0 else { continue }
        for minute in 0..<10_080 where density[minute] > 0 {
          let amount = visits[point] * 7 * density[minute] / total
          let open = costs.indices.filter { costs[$0][point] != nil && isOpen[$0][minute] }
          if let weight {
            let weights = open.map { weight(costs[$0][point]!) ?? 0 }
            let sum = weights.reduce(0, +)
            if sum == 0 { unserved[point] += amount / 7 }
            for (site, own) in zip(open, weights) where sum > 0 { arrivals[site][minute / 60] += amount * own / sum }
          } else if let site = open.min(by: { (costs[$0][point]!, $0) < (costs[$1][point]!, $1) }) {
            arrivals[site][minute / 60] += amount
          } else {
            unserved[point] += amount / 7
          }
        }
      }
      return (arrivals, unserved)
    }
  }

  @Test(arguments: 0..<60) func everyMinuteByItself(seed: Int) {
    let scene = Scene(seed: UInt64(seed))
    let sites = Self.sites(
      scene.costs, scene.isOpen.map { open in WeekMinutes((0..<10_080).filter { open[$0] }.map { $0..<$0 + 1 }) })
    let zones: (Double) -> Double? = { $0 <= 1 ? 1 : $0 <= 2 ? 0.68 : $0 <= 3 ? 0.22 : nil }
    for weight in [nil, zones] {
      let loads = StationLoads(
        sites, visits: scene.visits, presences: scene.presences, ofPoint: scene.ofPoint,
        weight.map { weight in .shared { weight($1) } } ?? .nearest)
      let (arrivals, unserved) = scene.counted(weight)
      for (site, wanted) in arrivals.enumerated() {
        #expect(Self.isNear(loads.visits[site].arrivals, wanted), "seed \(seed), site \(site)")
      }
      #expect(Self.isNear(loads.unserved, unserved), "seed \(seed)")
    }
  }
}
