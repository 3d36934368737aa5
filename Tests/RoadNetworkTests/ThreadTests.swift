import Geometry
import Model
import RoadNetwork
import Synchronization
import Testing

@Suite struct ThreadTests {
  @Test func resultsDoNotDependOnThreads() async throws {
    let graph = try RandomMap(seed: 11, placeCount: 120, lineCount: 200).graph()
    let points = graph.snap(RandomMap.points(seed: 11, count: 700), limit: Meters(300))
    let cutoff = Cutoff.distance(Meters(400))
    let sets = try await coverSets(graph, sites: points, demand: points, cutoff: cutoff, direction: .toStation)
    func streets(threads: Int) async throws -> [[[Coordinate]]?] {
      try await streetReach(graph, sites: points, cutoff: cutoff, direction: .toStation, threads: threads)
        .map { $0?.lines(within: 400_000) }
    }
    let reached = try await streets(threads: 1)
    let totals = try await reachFromAll(graph, cutoff: cutoff)
    var rows: [[TravelCost]] = []
    try await travelTimes(graph, origins: points, destinations: points, cutoff: cutoff, direction: .toStation) {
      rows.append($1)
    }
    for threads in [2, 4] {
      #expect(
        try await coverSets(
          graph, sites: points, demand: points, cutoff: cutoff, direction: .toStation, threads: threads) == sets)
      #expect(try await streets(threads: threads) == reached)
      #expect(try await reachFromAll(graph, cutoff: cutoff, threads: threads) == totals)
      var again: [[TravelCost]] = []
      try await travelTimes(
        graph, origins: points, destinations: points, cutoff: cutoff, direction: .toStation, threads: threads
      ) { origin, costs in
        #expect(origin == again.count)
        again.append(costs)
      }
      #expect(again == rows)
    }
    // The rows are the cover sets' own.
    for site in points.indices {
      #expect(rows[site].map { Int32($0.destination) } == Array(sets.demand(of: SiteIndex(site))))
      #expect(rows[site].map { Double($0.cost) } == Array(sets.costs(of: SiteIndex(site))))
    }
  }

  /// From every node of the ways, one by one through the public search.
  @Test func reachFromAllIsTheSumOfSingleSearches() async throws {
    var text = ""
    var numbers = SplitMix(seed: 3)
    for id in 1...60 {
      let (x, y) = (Int.random(in: 0...40, using: &numbers), Int.random(in: 0...40, using: &numbers))
      text += "<node id='\(id)' lat='0.00\(x + 10)' lon='0.00\(y + 10)'/>"
    }
    var used: Set<Int> = []
    for way in 1...40 {
      let nodes = (0..<Int.random(in: 2...5, using: &numbers)).map { _ in Int.random(in: 1...60, using: &numbers) }
      if Set(nodes).count > 1 { used.formUnion(nodes) }
      let refs = nodes.map { "<nd ref='\($0)'/>" }.joined()
      text += "<way id='\(way)'>\(refs)<tag k='highway' v='\(way % 3 == 0 ? "path" : "service")'/></way>"
    }
    let graph = try RoadGraph.build(osm: osm(text), impedance: .distance)
    let totals = try await reachFromAll(graph, cutoff: .distance(Meters(300)), threads: 2)
    #expect(totals.origins == used.count)
    #expect(totals.origins == graph.placeCount)
    var settled = 0
    var costSum = 0
    for id in used {
      let place = try #require(graph.position(ofNode: Int64(id)))
      var query = ReachQuery(graph)
      query.run(from: graph.snappedPoint(at: place), cutoff: 300_000, direction: .fromStation)
      settled += query.reachedCount
      query.forEachReached { costSum += $1 }
    }
    #expect(totals.settled == settled && totals.costSum == costSum)
  }

  @Test func progressEndsAtOne() async throws {
    let graph = try RandomMap(seed: 2).graph()
    let points = graph.snap(RandomMap.points(seed: 2, count: 50), limit: Meters(300))
    let largest = Mutex(0.0)
    _ = try await coverSets(
      graph, sites: points, demand: points, cutoff: .distance(Meters(100)), direction: .toStation, threads: 2,
      progress: { share in largest.withLock { $0 = max($0, share) } })
    #expect(largest.withLock { $0 } == 1)
  }
}
