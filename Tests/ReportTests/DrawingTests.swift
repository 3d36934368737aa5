import Geometry
import Report
import Testing

/// Numbers as the page shows them, and lines as it draws them.
struct DrawingTests {
  @Test func sharesNeverRoundToAllOrNothing() {
    #expect(grouped(101_835) == "101,835" && grouped(999) == "999" && grouped(1_000) == "1,000")
    #expect(grouped(1_234_567.891, decimals: 2) == "1,234,567.89" && grouped(0.5, decimals: 1) == "0.5")
    #expect(grouped(-1_234) == "-1,234" && grouped(-0.004, decimals: 2) == "0.00" && grouped(.infinity) == "–")
    #expect(trimmedNumber(12.5) == "12.5" && trimmedNumber(12) == "12" && trimmedNumber(0.125, decimals: 3) == "0.125")
    #expect(trimmedNumber(.nan) == "–" && trimmedNumber(-3.10) == "-3.1")
    #expect(shareText(1) == "100.0%")
    #expect(shareText(0.99996) == "99.9%")
    #expect(shareText(0) == "0.0%")
    #expect(shareText(0.0001) == "<0.1%")
    #expect(shareText(0.3725) == "37.3%")
    #expect(shareText(nil) == "–")
  }

  @Test func limitsRoundUp() {
    #expect(limitText(0.5412) == "54.2%")
    #expect(limitText(0.541) == "54.1%")
    #expect(limitText(1.3) == "100.0%")
    #expect(pointsUp(0.01041) == "1.05")
    #expect(pointsUp(0) == "0.00")
  }

  @Test func groupsOfThree() {
    #expect(grouped(0) == "0")
    #expect(grouped(999) == "999")
    #expect(grouped(101_835) == "101,835")
    #expect(grouped(-1_234_567.89, decimals: 1) == "-1,234,567.9")
    #expect(grouped(-0.01) == "0")
    #expect(grouped(.infinity) == "–")
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
