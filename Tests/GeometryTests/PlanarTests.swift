import Geometry
import Testing

@Suite struct PlanarTests {
  /// A square of side 2, far away: about its own corner the area is exact, its sign the sense in which it runs.
  @Test func ringsHaveAnAreaAndASense() {
    let (x, y) = (3e8, 5e8)
    let ring = [(x, y), (x + 2, y), (x + 2, y + 2), (x, y + 2), (x, y)].map { Coordinate(x: $0.0, y: $0.1) }
    #expect(signedArea(ring[...], about: ring[0]) == 4)
    #expect(signedArea(Array(ring.reversed())[...], about: ring[0]) == -4)
    #expect(signedArea([], about: ring[0]) == 0)
  }

  @Test func simplifyingKeepsWhatShows() {
    func line(_ heights: [Double]) -> [Coordinate] { heights.enumerated().map { .init(x: Double($0), y: $1) } }
    #expect(simplified(line([0, 0, 0, 0]), tolerance: 0.5) == [.init(x: 0, y: 0), .init(x: 3, y: 0)])
    #expect(simplified(line([0, 0.4, 0]), tolerance: 0.5).count == 2)
    #expect(simplified(line([0, 0, 2, 0, 0]), tolerance: 0.5).contains(.init(x: 2, y: 2)))
    #expect(simplified(line([0, 1]), tolerance: 9) == line([0, 1]))
    // A vertex exactly at the tolerance is dropped.
    #expect(simplified(line([0, 0.5, 0]), tolerance: 0.5).count == 2)
  }

  /// No vertex of a random walk lies farther than the tolerance from the simplified line (seeded).
  @Test(arguments: [1, 2, 3] as [UInt64])
  func simplifyingStaysWithinTheTolerance(seed: UInt64) {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31) - 0.5
    }
    var walk = [Coordinate(x: 0, y: 0)]
    for _ in 0..<300 { walk.append(Coordinate(x: walk.last!.x + next() * 3, y: walk.last!.y + next() * 3)) }
    let kept = simplified(walk, tolerance: 0.7)
    #expect(kept.count < walk.count && kept.first == walk.first && kept.last == walk.last)
    func distance(_ p: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
      // By sampling, not by the formula of the code.
      (0...2000).map { step in
        let t = Double(step) / 2000
        let x = a.x + (b.x - a.x) * t - p.x
        let y = a.y + (b.y - a.y) * t - p.y
        return (x * x + y * y).squareRoot()
      }.min()!
    }
    for vertex in walk {
      let nearest = zip(kept, kept.dropFirst()).map { distance(vertex, $0, $1) }.min()!
      #expect(nearest <= 0.7 + 0.02, "seed \(seed)")
    }
  }
}
