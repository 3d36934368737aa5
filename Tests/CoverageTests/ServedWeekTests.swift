import Coverage
import Geometry
import Model
import Testing

/// Minutes of the week, who is there, and who is served, by hand.
struct ServedWeekTests {
  private static func hours(_ from: Int, _ to: Int, day: Int = 0) -> Range<Int> {
    day * 1440 + from * 60..<day * 1440 + to * 60
  }

  @Test func rangesJoinAndAreCutAtTheWeek() {
    // 8-10 and 10-12 touch; 9-11 lies within; a range from before Monday and one beyond Sunday are cut.
    let some = WeekMinutes([Self.hours(10, 12), Self.hours(8, 10), Self.hours(9, 11), -60..<60, 10_050..<10_200])
    #expect(some.ranges == [0..<60, 480..<720, 10_050..<10_080] && some.count == 60 + 240 + 30)
    #expect(WeekMinutes([5..<5]).isEmpty && WeekMinutes.all.count == 7 * 24 * 60)
  }

  @Test func whatIsInBoth() {
    let a = WeekMinutes([0..<100, 200..<300])
    let b = WeekMinutes([50..<250, 299..<400])
    #expect(a.intersection(b).ranges == [50..<100, 200..<250, 299..<300])
    #expect(b.intersection(a) == a.intersection(b) && a.intersection(.none).isEmpty)
    #expect(a.union(b).ranges == [0..<400])
  }

  /// Three times as much at noon as in the hour after, on Monday: 168 hours on the mean hold 1, so noon holds 126 and the
  /// next hour 42 times that, in minutes 60 x 126 and 60 x 42.
  @Test func amountsFollowTheProfile() {
    var hourly = [Double](repeating: 0, count: 168)
    hourly[12] = 0.75
    hourly[13] = 0.25
    let presence = Presence(hourly: hourly)
    #expect(presence.minutes == WeekMinutes([Self.hours(12, 14)]))
    #expect(presence.amount(in: .all) == 10_080)
    #expect(presence.amount(in: WeekMinutes([Self.hours(12, 13)])) == 60 * 126)
    // The last ten minutes of noon and the first twenty after it.
    #expect(abs(presence.amount(in: WeekMinutes([770..<800])) - (10 * 126 + 20 * 42)) < 1e-9)
    #expect(Presence(within: WeekMinutes([0..<30])).amount(in: WeekMinutes([10..<100])) == 20)
  }

  /// Point 0 has a station from 8 to 12 and one from 12 to 16: they relay. Point 1 has the first alone, point 2 none.
  @Test func stationsRelay() {
    let morning = WeekMinutes([Self.hours(8, 12)])
    let afternoon = WeekMinutes([Self.hours(12, 16)])
    let rows: [Int32] = [0, 1, 0]
    let served = ServedWeek(demandCount: 3, sites: [(rows[0..<2], morning), (rows[2..<3], afternoon)])
    #expect(served.classes[served.ofPoint[0]].ranges == [Self.hours(8, 16)])
    #expect(served.classes[served.ofPoint[1]] == morning && served.classes[served.ofPoint[2]].isEmpty)

    let points = [1.0, 2, 5].map {
      DemandPoint(kind: .communities, owner: 0, position: Coordinate(x: 0, y: 0), weight: $0)
    }
    let groups = DemandGroups([.communities: [[DemandGroup(.district, .communities)]]])
    let shares = PeriodDemand(
      points, groups, presences: [.always], ofOwner: [.communities: [0]],
      periods: [WeekMinutes([Self.hours(10, 14)]), WeekMinutes([Self.hours(20, 22)])]
    ).shares(served)
    // Of 8 people x 240 minutes: 1 x 240 + 2 x 120.
    #expect(shares[0][0].personHours == CoveredShare(total: 8 * 240, covered: 480))
    #expect(shares[0][0].throughout == CoveredShare(total: 8, covered: 1))
    #expect(shares[0][0].ever == CoveredShare(total: 8, covered: 3))
    #expect(shares[0][1].ever == CoveredShare(total: 8, covered: 0))
  }

  /// Who is not there in a period belongs to none of its totals.
  @Test func absentPeopleDoNotCount() {
    let rows: [Int32] = [0]
    let served = ServedWeek(demandCount: 2, sites: [(rows[...], .all)])
    let points = [0, 1].map { owner in
      DemandPoint(kind: .workers, owner: owner, position: Coordinate(x: 0, y: 0), weight: 10)
    }
    let groups = DemandGroups([.workers: [[DemandGroup(.district, .workers)], [DemandGroup(.district, .workers)]]])
    let shares = PeriodDemand(
      points, groups, presences: [.always, Presence(within: WeekMinutes([0..<60]))],
      ofOwner: [.workers: [0, 1]], periods: [WeekMinutes([30..<90]), WeekMinutes([60..<90])]
    ).shares(served)
    // 10 x 60 of them served, and 10 x 30 of the other who is there until 60.
    #expect(shares[0][0].personHours == CoveredShare(total: 900, covered: 600))
    #expect(shares[0][0].ever == CoveredShare(total: 20, covered: 10))
    #expect(shares[0][1].throughout == CoveredShare(total: 10, covered: 10))
  }

  /// A group that is not asked for has no shares, and the others keep theirs.
  @Test func groupsThatAreNotAskedFor() {
    let rows: [Int32] = [0]
    let served = ServedWeek(demandCount: 2, sites: [(rows[...], WeekMinutes([0..<45]))])
    let points = [3.0, 0].map {
      DemandPoint(kind: .workers, owner: 0, position: Coordinate(x: 0, y: 0), weight: $0)
    }
    let groups = DemandGroups([.workers: [[DemandGroup(.district, .workers), DemandGroup(.trade, id: "t", .workers)]]])
    let shares = PeriodDemand(
      points, groups, presences: [.always], ofOwner: [:], periods: WeekMinutes.hours
    ) { $0.level == .district }.shares(served)
    #expect(shares.map(\.count) == [168, 0])
    // 45 minutes of the first hour; nothing of the second.
    #expect(shares[0][0].personHours == CoveredShare(total: 180, covered: 135))
    #expect(shares[0][0].ever.share == 1 && shares[0][0].throughout.share == 0 && shares[0][1].ever.share == 0)
  }

  /// What is common is found from the first minute of either on, wherever that lies.
  @Test func commonMinutesBeginAnywhere() {
    let days = WeekMinutes((0..<7).map { Self.hours(8, 18, day: $0) })
    for (hour, expected) in [(7, 0), (8, 60), (17, 60), (18, 0), (6 * 24 + 17, 60), (6 * 24 + 18, 0)] {
      #expect(days.intersection(WeekMinutes.hours[hour]).count == expected, "\(hour)")
      #expect(WeekMinutes.hours[hour].intersection(days).count == expected, "\(hour)")
    }
    // From 17:30 on Monday to 8:30 on Tuesday: half an hour of either day.
    #expect(days.intersection(WeekMinutes([1050..<1950])).ranges == [1050..<1080, 1920..<1950])
    #expect(WeekMinutes.none.intersection(days).isEmpty && WeekMinutes.all.subtracting(days).count == 7 * 14 * 60)
  }
}
