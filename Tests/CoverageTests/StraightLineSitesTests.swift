import Coverage
import Geometry
import Model
import Testing

@Suite struct StraightLineSitesTests {
  /// Some metres from a corner of Leshan, in its metric.
  private func at(_ east: Double, _ north: Double) -> Coordinate {
    let scale = LocalScale(latitude: 29.4)
    return Coordinate(x: 103.8 + east / scale.metersPerDegreeX, y: 29.4 + north / scale.metersPerDegreeY)
  }

  private func along(
    _ line: [Coordinate], _ sites: [Coordinate], extra: Double = 0, _ rule: LineRule, _ limit: Double
  ) throws -> StraightLineSites {
    try StraightLineSites(
      line: line, sites: sites, extra: sites.map { _ in Meters(extra) }, rule, limit: Meters(limit))
  }

  /// A station 300 m beside the middle of a kilometre: within 500 m lie 400 m on both sides, as in 3-4-5. Back and forth
  /// 1,000 m are the same; entering and leaving for 100 m each leaves 400 m, and 265 m on both sides.
  @Test func crossingsOfACircle() throws {
    let line = [at(0, 0), at(1000, 0)]
    let station = [at(500, 300)]
    for (rule, limit, extra, half) in [
      (LineRule.cutoff(.toStation), 500.0, 0.0, 400.0), (.return, 1000, 0, 400), (.return, 1000, 100, 264.575),
      (.cutoff(.fromStation), 500, 100, 264.575),
    ] {
      let found = try along(line, station, extra: extra, rule, limit).served()
      #expect(found.count == 1)
      let stretch = try #require(found.first?.stretch)
      #expect(abs(stretch.from - (500 - half)) < 0.05 && abs(stretch.to - (500 + half)) < 0.05, "\(stretch)")
    }
    #expect(try along(line, station, .cutoff(.toStation), 299).served().isEmpty)
  }

  /// Over the station, 400 m beside the start of a line of 300 m, one rides 400 and 500 m instead of 300: 600 m more. Who
  /// leaves later, at t, rides √(t² + 400²) + 500 instead of 300 - t.
  @Test func throughServesUpToSomePlace() throws {
    let line = [at(0, 0), at(300, 0)]
    let station = [at(0, 400)]
    #expect(try along(line, station, .through, 599).served().isEmpty)
    let found = try along(line, station, .through, 700).served()
    // √(t² + 160000) = 700 - 500 + 300 - t = 500 - t; 160000 = 250000 - 1000 t; t = 90.
    #expect(found.count == 1 && found[0].stretch.from == 0 && abs(found[0].stretch.to - 90) < 0.05)
  }

  @Test func equalsAskingAtEveryMetre() throws {
    for seed in 0..<200 {
      var numbers = SplitMix(seed: UInt64(seed))
      func random() -> Coordinate {
        at(Double(numbers.below(1500)) + 0.5, Double(numbers.below(1500)) + 0.25)
      }
      let line = (0..<5).map { _ in random() }
      let sites = (0..<6).map { _ in random() }
      let extra = sites.map { _ in Meters(Double([0, 0, 60, 120][numbers.below(4)])) }
      let measured = MeasuredLine(line)
      let places = Array(stride(from: 0.5, to: measured.length, by: 1)) + [measured.length]
      let points = places.map(measured.position)
      for (rule, limit) in [(LineRule.cutoff(.toStation), 350.0), (.return, 700), (.through, 250)] {
        let costs = zip(sites, extra).map { site, extra -> [Double] in
          let ways = points.map { shortDistance(site, $0) + extra.value }
          switch rule {
          case .cutoff: return ways
          case .return: return ways.map { 2 * $0 }
          case .through:
            // The least over all later places to join.
            var later = Double.infinity
            return zip(places, ways).reversed().map { place, way in
              later = min(later, way - place)
              return max(0, way + place + later)
            }.reversed()
          }
        }
        let own = try StraightLineSites(line: line, sites: sites, extra: extra, rule, limit: Meters(limit))
        let (served, best) = (own.served(), own.best())
        for (index, place) in places.enumerated() {
          for site in sites.indices {
            let isServed = served.contains { $0.site == site && $0.stretch.from <= place && place <= $0.stretch.to }
            guard isServed != (costs[site][index] <= limit) else { continue }
            let cuts = served.filter { $0.site == site }.flatMap { [$0.stretch.from, $0.stretch.to] }
            #expect(
              cuts.contains { abs($0 - place) <= 1 } || abs(costs[site][index] - limit) < 0.1,
              "seed \(seed), site \(site), \(rule) at \(place) m: \(costs[site][index])")
          }
          let chosen = best.first { $0.stretch.from <= place && place <= $0.stretch.to }
          let least = costs.map { $0[index] }.min()!
          if let chosen {
            #expect(costs[chosen.site][index] <= least + 2.1, "seed \(seed), \(rule) at \(place) m")
          } else {
            #expect(least > limit - 2.1, "seed \(seed), \(rule) at \(place) m: \(least)")
          }
        }
        let all = served.map(\.stretch).joined()
        #expect(abs(all.length - best.map(\.stretch).joined().length) < 1e-3, "seed \(seed), \(rule)")
      }
    }
  }

  @Test func badLines() throws {
    let site = [at(0, 0)]
    for line in [[], [at(0, 0)], [at(0, 0), at(0, 0)]] {
      for rule in [LineRule.cutoff(.toStation), .return, .through] {
        let own = try along(line, site, rule, 100)
        #expect(own.served().isEmpty && own.best().isEmpty)
      }
    }
    // 100 km away and back: both ends.
    let far = try along([at(0, 0), at(100_000, 0), at(0, 0)], site, .cutoff(.toStation), 100).served()
    #expect(far.count == 2 && abs(far[0].stretch.to - 100) < 0.1 && abs(far[1].stretch.length - 100) < 0.1)
    #expect(throws: CoverageError.self) { try along([at(0, 0), at(9, 0)], site, .return, .nan) }
    #expect(throws: CoverageError.self) {
      try along([at(0, 0), Coordinate(x: .nan, y: 0)], site, .return, 100)
    }
  }
}
