import Coverage
import Geometry
import Model
import Testing

@Suite struct ServiceChainTests {
  /// Six kilometres in 30 minutes: the first half at 20 km/h (9 minutes), the second at 8.57 km/h (21 minutes).
  private static let ride = [
    CostPiece(from: 0, to: 3000, fromCost: 0, toCost: 9, site: 0),
    CostPiece(from: 3000, to: 6000, fromCost: 9, toCost: 30, site: 0),
  ]

  private func chain(_ served: [(Double, Double)], isRound: Bool = false, stations: Int = 3) -> ServiceChain {
    ServiceChain(
      [
        ServedLine(ride: Self.ride, served: served.map { LineStretch(from: $0.0, to: $0.1) }, isRound: isRound)
      ], stationCount: stations)
  }

  /// Served from 1 to 2 km and from 2.5 to 4 km: gaps of 1 km (3 min), 0.5 km (1.5 min) and 2 km (14 min).
  @Test func gapsOfALine() throws {
    let chain = chain([(2500, 4000), (1000, 2000)])
    #expect(chain.gaps.map(\.meters.value) == [1000, 500, 2000])
    for (gap, minutes) in zip(chain.gaps, [3, 1.5, 14]) { #expect(abs(gap.minutes - minutes) < 1e-9) }
    #expect(chain.byLength.map(\.from) == [4000, 0, 2000])
    // (9 + 2.25 + 196) / 60 minutes; three stations on six kilometres.
    #expect(abs(try #require(chain.meanMinutesToNext) - 207.25 / 60) < 1e-9)
    #expect(chain.stationsPer10Kilometers == 5)
  }

  /// On a round the first and the last gap are one of 3 km and 17 minutes.
  @Test func roundsWrap() throws {
    let chain = chain([(1000, 2000), (2500, 4000)], isRound: true)
    #expect(chain.gaps.count == 2 && chain.gaps[1].from == 4000 && chain.gaps[1].to == 1000)
    #expect(chain.gaps[1].meters == Meters(3000) && abs(chain.gaps[1].minutes - 17) < 1e-9)
    #expect(abs(try #require(chain.meanMinutesToNext) - (289 + 2.25) / 60) < 1e-9)
    // Nothing to wrap where the start is served, or where nothing is.
    #expect(self.chain([(0, 2000)], isRound: true).gaps.map(\.from) == [2000])
    let nothing = self.chain([], isRound: true, stations: 0)
    #expect(nothing.gaps.count == 1 && nothing.gaps[0].meters == Meters(6000) && nothing.meanMinutesToNext == 15)
  }

  /// A rider every second of the ride: the mean of the minutes until the next served place.
  @Test func meanIsThatOfRidersAtEverySecond() throws {
    for (served, isRound) in [([(1000.0, 2000.0), (2500, 4000)], true), ([(0, 100), (5000, 6000)], false)] {
      func minute(_ metres: Double) -> Double { metres <= 3000 ? metres * 0.003 : 9 + (metres - 3000) * 0.007 }
      let places: [(from: Double, to: Double)] = served.map { (minute($0.0), minute($0.1)) }
      var sum = 0.0
      for second in 0..<1800 {
        let now = (Double(second) + 0.5) / 60
        if places.contains(where: { $0.from <= now && now <= $0.to }) { continue }
        let waits: [Double] = places.map { $0.from < now ? $0.from - now + 30 : $0.from - now }
        sum += waits.min()!
      }
      let mean = try #require(chain(served, isRound: isRound).meanMinutesToNext)
      #expect(abs(mean - sum / 1800) < 0.001)
    }
  }

  /// Of the ride only the part from 2 to 4 km, 6 to 16 minutes, is looked at; it is served from 3 km on.
  @Test func partsOfALine() throws {
    let part = LineStretch(from: 2000, to: 4000)
    let served = [LineStretch(from: 0, to: 500), LineStretch(from: 3000, to: 5000)].inside(part)
    #expect(served == [LineStretch(from: 3000, to: 4000)])
    let chain = ServiceChain(
      [ServedLine(ride: Self.ride.inside(part), served: served, isRound: false)], stationCount: 1)
    #expect(chain.length == Meters(2000) && abs(chain.minutes - 10) < 1e-9 && chain.unserved == Meters(1000))
    #expect(chain.gaps.map(\.from) == [2000] && abs(chain.gaps[0].minutes - 3) < 1e-9)
  }

  @Test func corridorsOfSeveralLinesAndNone() throws {
    let lines = [[(0.0, 3000.0)], []].map { served in
      ServedLine(ride: Self.ride, served: served.map { LineStretch(from: $0.0, to: $0.1) }, isRound: false)
    }
    let chain = ServiceChain(lines, stationCount: 6)
    #expect(chain.byLength.map(\.line) == [1, 0] && chain.byLength.map(\.minutes) == [30, 21])
    #expect(abs(try #require(chain.meanMinutesToNext) - (900 + 441) / 120.0) < 1e-9)
    #expect(chain.stationsPer10Kilometers == 5)
    let none = ServiceChain([ServedLine(ride: [], served: [], isRound: true)], stationCount: 0)
    #expect(none.gaps.isEmpty && none.meanMinutesToNext == nil && none.stationsPer10Kilometers == nil)
    #expect(ServiceChain([], stationCount: 0).byLength.isEmpty)
  }

  @Test func roundsByTheirEnds() {
    func line(_ xs: [Double]) -> MeasuredLine { MeasuredLine(xs.map { Coordinate(x: $0, y: 0) }) }
    // 0.001 degrees are 111.3 m on the equator.
    #expect(line([0, 0.002, 0.0002]).isRound && !line([0, 0.002, 0.001]).isRound && !line([0, 0.0005, 0]).isRound)
    #expect(!line([]).isRound && !line([1]).isRound)
  }
}
