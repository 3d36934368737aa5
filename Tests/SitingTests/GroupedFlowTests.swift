import Model
import Siting
import Testing

/// The flow that local search changes site by site, against one made from nothing: the least cut over all sets of points.
@Suite struct GroupedFlowTests {
  @Test(arguments: 0..<10) func changesKeepTheFlowAMaximum(batch: Int) throws {
    for seed in UInt64(batch * 20 + 1)...UInt64(batch * 20 + 20) {
      var random = Numbers(seed: seed)
      let (sites, points) = (6 + random.below(5), 6 + random.below(4))
      let density = 15 + random.below(50)
      let unit = [1, 0.1][random.below(2)]
      let rows = (0..<sites).map { _ in (0..<Int32(points)).filter { _ in random.below(100) < density } }
      let weights = (0..<points).map { _ in unit * Double(1 + random.below(9)) }
      let capacities = (0..<sites).map { _ in unit * Double(random.below(20)) }
      let problem = try SitingProblem(
        covers: CoverSets(demandCount: points, rows: rows.map { row in row.map { ($0, 0) } }), weights: weights,
        statuses: [SiteStatus](repeating: .candidate, count: sites))

      /// Most flow by the least cut: some points pay their weight, the rest goes to open sites that pay all they hold.
      func most(_ open: Set<Int>) -> Double {
        (0..<(1 << points)).map { paying in
          let weight = (0..<points).filter { paying >> $0 & 1 == 1 }.reduce(0) { $0 + weights[$1] }
          return open.reduce(weight) { sum, site in
            rows[site].contains { paying >> Int($0) & 1 == 0 } ? sum + capacities[site] : sum
          }
        }.min() ?? 0
      }

      var flow = GroupedFlow(problem, capacities: capacities)
      var open: Set<Int> = []
      for step in 0..<30 {
        let site = random.below(sites)
        let before = flow.servedWeight
        if open.remove(site) != nil {
          flow.close(site)
        } else {
          let most = flow.mostGains(of: [site])[0]
          flow.open(site)
          open.insert(site)
          #expect(flow.servedWeight - before <= most + 1e-9, "seed \(seed), step \(step)")
        }
        #expect(abs(flow.servedWeight - most(open)) < 1e-9, "seed \(seed), step \(step): \(open.sorted())")
      }
    }
  }
}
