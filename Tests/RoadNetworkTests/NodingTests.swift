import Geometry
import Model
import RoadNetwork
import Testing

/// Metres east and north of a corner, as a street.
private func street(
  _ places: [(Double, Double)], _ tags: [String: String] = [:], record: Int = 1
) -> StreetLine {
  StreetLine(
    coordinates: places.map { Scene.position(east: $0.0, north: $0.1) }, streetClass: "residential", tags: tags,
    record: record)
}

private func noded(_ lines: [StreetLine], _ tolerance: Double, t: Bool = false, x: Bool = false) throws -> NodedStreets
{
  try StreetNoding(tolerance: Meters(tolerance), joinsTJunctions: t, joinsCrossings: x).node(lines)
}

private func components(_ streets: NodedStreets) throws -> Int {
  try RoadGraph.build(lines: streets.lines, impedance: .distance, tolerance: Meters(0)).componentCount
}

@Suite struct NodingTests {
  /// A-----B  C-----D, with 0.4 m from B to C.
  private static let gap = [street([(0, 0), (100, 0)]), street([(100.4, 0), (200, 0)], record: 2)]
  /// A-----B with a street that ends 0.4 m south of its middle.
  private static let tee = [street([(0, 0), (100, 0)]), street([(50, -80), (50, -0.4)], record: 2)]
  /// Two streets that cross in the middle of both.
  private static func cross(_ tags: [String: String] = [:]) -> [StreetLine] {
    [street([(0, 0), (100, 0)]), street([(50, -50), (50, 50)], tags, record: 2)]
  }

  @Test func endsWithinTheToleranceMeet() throws {
    let joined = try noded(Self.gap, 0.5)
    #expect(joined.report.endsJoined.count == 1)
    #expect(abs(joined.report.endsJoined.largest.value - 0.4) < 0.01)
    #expect(joined.report.endsJoined.spots.map(\.record) == [2])
    // The western end stays.
    #expect(joined.lines[1].coordinates[0] == joined.lines[0].coordinates[1])
    #expect(abs(shortDistance(joined.lines[0].coordinates[1], Scene.position(east: 100, north: 0))) < 0.01)
    #expect(joined.report.nodeCount == 3 && joined.report.edgeCount == 2)
    #expect(joined.report.componentCount == 1 && joined.report.largestShare == 1)
    #expect(try components(joined) == 1)

    let apart = try noded(Self.gap, 0.3)
    #expect(apart.report.endsJoined.count == 0)
    #expect(try components(apart) == 2)
    // Both ends are told, each 0.4 m from the other.
    #expect(apart.report.nearMisses.count == 2)
    #expect(abs(apart.report.nearMisses.smallest.value - 0.4) < 0.01)
    // Two of four nodes; 0.4 m would join all.
    #expect(apart.report.largestShare == 0.5)
    let next = try #require(apart.report.nextTolerance)
    let sufficient = try #require(apart.report.sufficientTolerance)
    #expect(abs(next.value - 0.4) < 0.01 && next == sufficient)
  }

  @Test func teesOnRequest() throws {
    let plain = try noded(Self.tee, 0.5)
    #expect(try components(plain) == 2)
    #expect(plain.report.nearMisses.count == 1)
    let joined = try noded(Self.tee, 0.5, t: true)
    #expect(try components(joined) == 1)
    #expect(joined.report.endsJoinedToLines.count == 1)
    #expect(joined.report.nearMisses.count == 0)
    // Four ends' places less none, the through street cut in two.
    #expect(joined.report.nodeCount == 4 && joined.report.edgeCount == 3)
    #expect(joined.lines[0].coordinates.count == 3)
    #expect(joined.lines[0].coordinates[1] == joined.lines[1].coordinates[1])
    #expect(try components(noded(Self.tee, 0.3, t: true)) == 2)
  }

  @Test func anEndMeetsAVertexWithoutTees() throws {
    let corner = [street([(0, 0), (50, 0), (50, 60)]), street([(100, 0), (50.3, 0.2)], record: 2)]
    #expect(try components(noded(corner, 0.5)) == 1)
    #expect(try components(noded(corner, 0.3)) == 2)
  }

  @Test func aStreetThatRunsThroughTheEndIsCutThere() throws {
    let exact = [street([(0, 0), (100, 0)]), street([(50, -80), (50, 0)], record: 2)]
    #expect(try components(noded(exact, 0)) == 2)
    #expect(try components(noded(exact, 0, t: true)) == 1)
  }

  @Test func crossingsOnRequest() throws {
    let plain = try noded(Self.cross(), 0.5, t: true)
    #expect(try components(plain) == 2)
    let joined = try noded(Self.cross(), 0.5, x: true)
    #expect(try components(joined) == 1)
    #expect(joined.report.crossingsJoined.count == 1)
    #expect(joined.report.nodeCount == 5 && joined.report.edgeCount == 4)
  }

  @Test(arguments: [["bridge": "yes"], ["tunnel": "yes"], ["layer": "1"], ["layer": "-2", "tunnel": "culvert"]])
  func overAndUnderpassesStayApart(tags: [String: String]) throws {
    let joined = try noded(Self.cross(tags), 0.5, t: true, x: true)
    #expect(try components(joined) == 2)
    #expect(joined.report.crossingsJoined.count == 0)
    #expect(joined.report.keptApart.count == 1)
    // Two bridges of one level do cross.
    let both = Self.cross(tags).map { StreetLine(coordinates: $0.coordinates, tags: tags) }
    #expect(try components(noded(both, 0.5, x: true)) == 1)
  }

  @Test(arguments: [["bridge": "no"], ["tunnel": "F"], ["layer": "0"], ["bridge": "否"]])
  func wordsForTheGround(tags: [String: String]) throws {
    #expect(try components(noded(Self.cross(tags), 0.5, x: true)) == 1)
  }

  @Test func aCommonVertexOfBridgeAndStreetIsNoJunction() throws {
    func lines(_ tags: [String: String]) -> [StreetLine] {
      [street([(0, 0), (50, 0), (100, 0)]), street([(50, -50), (50, 0), (50, 50)], tags, record: 2)]
    }
    #expect(try components(noded(lines([:]), 0.5)) == 1)
    let bridge = try noded(lines(["bridge": "yes"]), 0.5)
    #expect(try components(bridge) == 2)
    #expect(bridge.report.keptApart.spots.map(\.record) == [2])
    #expect(shortDistance(bridge.lines[1].coordinates[1], Scene.position(east: 50, north: 0)) < 0.03)
  }

  @Test func aBridgeLandsOnTheStreetAndNoStreetEndsOnABridge() throws {
    // The end below or on the middle of the other.
    let landing = [street([(0, 0), (100, 0)]), street([(50, -80), (50, -0.2)], ["bridge": "yes"], record: 2)]
    #expect(try components(noded(landing, 0.5, t: true)) == 1)
    let below = [street([(0, 0), (100, 0)], ["bridge": "yes"]), street([(50, -80), (50, -0.2)], record: 2)]
    let apart = try noded(below, 0.5, t: true)
    #expect(try components(apart) == 2)
    #expect(apart.report.keptApart.count == 1)
    // No tolerance joins them, so it is no near miss; nor farther away.
    #expect(apart.report.nearMisses.count == 0)
    let farther = [below[0], street([(50, -80), (50, -3)], record: 2)]
    #expect(try noded(farther, 0.5, t: true).report.nearMisses.count == 0)
    // Beside the bridge's own end 3 m away, both are told: ends of any level meet.
    let before = [below[0], street([(-3, 0), (-80, 0)], record: 2)]
    let told = try noded(before, 0.5, t: true).report.nearMisses
    #expect(told.count == 2 && abs(told.smallest.value - 3) < 0.01)
    // The middle is nearer, the end is what counts.
    let beside = try noded([below[0], street([(2, -80), (2, -1)], record: 2)], 0.5, t: true).report.nearMisses
    #expect(beside.spots.contains { $0.record == 2 && abs($0.distance.value - 5.0.squareRoot()) < 0.01 })
    // The other way round, a bridge that ends 3 m before a street.
    let short = [landing[0], street([(50, -80), (50, -3)], ["bridge": "yes"], record: 2)]
    #expect(try noded(short, 0.5, t: true).report.nearMisses.count == 1)
    // End to end a bridge goes on as a street.
    let ramp = [street([(0, 0), (100, 0)], ["bridge": "yes"]), street([(100.2, 0), (200, 0)], record: 2)]
    #expect(try components(noded(ramp, 0.5)) == 1)
  }

  /// Six streets end 0.4 m from each other in a row 2 m long: at 0.5 m nothing moves farther than 0.5 m.
  @Test func aChainIsNotDrawnTogether() throws {
    let lines = (0..<6).map { street([(Double($0) * 0.4, 0), (Double($0) * 0.4, 50 + Double($0))], record: $0) }
    let chain = try noded(lines, 0.5)
    #expect(chain.report.wideChains.count == 1)
    #expect(abs(chain.report.wideChains.largest.value - 2) < 0.02)
    #expect(chain.report.endsJoined.largest.value <= 0.5)
    // 0 takes 0.4; 0.8 takes 1.2; 1.6 takes 2.0.
    #expect(Set(chain.lines.map(\.coordinates[0])).count == 3)
    // Three ends in a row of 0.8 m, not wider than twice the tolerance, are one.
    let short = try noded(Array(lines[..<3]), 0.5)
    #expect(short.report.wideChains.count == 0)
    #expect(Set(short.lines.map(\.coordinates[0])).count == 1)
  }

  @Test func shortAndDuplicateLinesAreDropped() throws {
    let lines = [
      street([(0, 0), (100, 0)], record: 1), street([(100, 0), (100.3, 0)], record: 2),
      street([(100.3, 0), (200, 0)], record: 3), street([(0, 0), (100, 0)], record: 4),
      street([(100, 0), (0, 0)], record: 5), street([(0, 0), (100, 0)], ["maxspeed": "30"], record: 6),
    ]
    let kept = try noded(lines, 0.5)
    #expect(kept.lines.map(\.record) == [1, 3, 6])
    #expect(kept.report.shortLines.spots.map(\.record) == [2])
    #expect(abs(kept.report.shortLines.largest.value - 0.3) < 0.01)
    #expect(Set(kept.report.duplicateLines.spots.map(\.record)) == [4, 5])
    #expect(try components(kept) == 1)
    // Drawn the other way round a one-way is another street.
    let oneway = ["oneway": "yes"]
    let both = [street([(0, 0), (100, 0)], oneway), street([(100, 0), (0, 0)], oneway, record: 2)]
    #expect(try noded(both, 0.5).lines.count == 2)
  }

  /// A street from east to west, open against its drawing only: a truck gets from west to east.
  @Test func onewayAgainstTheDrawing() throws {
    let lines = [
      street([(0, 0), (100, 0)]), street([(200, 0), (100.3, 0)], ["oneway": "-1"], record: 2),
      street([(200, 0), (300, 0)], record: 3),
    ]
    let graph = try RoadGraph.build(
      lines: noded(lines, 0.5).lines, rules: .truck, impedance: .distance, tolerance: Meters(0))
    let west = try snapped(graph, Scene.position(east: 50, north: 0))
    let east = try snapped(graph, Scene.position(east: 250, north: 0))
    #expect(isNear(cost(graph, from: west, to: east), 200_000))
    #expect(cost(graph, from: east, to: west) == nil)
  }

  @Test func deadEndsNearTheirOwnCornerAreNoMiss() throws {
    // An entrance 3 m long off a street.
    let entrance = [
      street([(0, 0), (50, 0)]), street([(50, 0), (100, 0)], record: 2), street([(50, 0), (50, 3)], record: 3),
    ]
    #expect(try noded(entrance, 0.5).report.nearMisses.count == 0)
    // The same, 3 m from a street that it does not reach.
    let missed = entrance + [street([(0, 6), (100, 6)], record: 4)]
    let report = try noded(missed, 0.5).report
    #expect(report.nearMisses.spots.map(\.record) == [3])
    #expect(abs(report.nearMisses.smallest.value - 3) < 0.01)
  }

  @Test func badToleranceAndBadCoordinates() throws {
    for tolerance in [-1, 20.1, Double.nan, .infinity] {
      #expect(throws: RoadNetworkError.self) { try noded(Self.gap, tolerance) }
    }
    let bad = street([(0, 0), (100, 0)])
    var broken = bad
    broken.coordinates[0].x = .nan
    let result = try noded([broken, bad, StreetLine(coordinates: [])], 0.5)
    let alone = try noded([bad], 0.5)
    #expect(result.lines.count == 3 && result.lines[1] == alone.lines[0])
    #expect(try noded([], 0.5).report.largestShare == 1)
  }
}

/// Random layers: ends on a lattice, moved by up to half a metre, streets of one to three pieces, some on bridges.
@Suite struct NodingPropertyTests {
  private static func lines(_ seed: Int) -> [StreetLine] {
    var numbers = SplitMix(seed: seed)
    func place() -> (Double, Double) {
      func one() -> Double {
        Double(Int.random(in: 0...6, using: &numbers)) * 4 + Double.random(in: -0.5...0.5, using: &numbers)
      }
      return (one(), one())
    }
    return (0..<40).map { record in
      let count = Int.random(in: 2...4, using: &numbers)
      let level = Int.random(in: 0...9, using: &numbers)
      return street(
        (0..<count).map { _ in place() }, level == 0 ? ["bridge": "yes"] : level == 1 ? ["layer": "-1"] : [:],
        record: record)
    }
  }

  private static func options(_ seed: Int) -> StreetNoding {
    StreetNoding(
      tolerance: Meters([0, 0.3, 0.8, 2][seed % 4]), joinsTJunctions: seed % 3 != 0, joinsCrossings: seed % 2 == 0)
  }

  @Test(arguments: 0..<60) func theOrderOfLinesDoesNotMatter(seed: Int) throws {
    var numbers = SplitMix(seed: seed + 1000)
    let lines = Self.lines(seed)
    let noding = Self.options(seed)
    let plain = try noding.node(lines)
    let shuffled = try noding.node(lines.shuffled(using: &numbers))
    #expect(Set(plain.lines) == Set(shuffled.lines), "seed \(seed)")
    #expect(plain.report == shuffled.report, "seed \(seed)")
  }

  @Test(arguments: 0..<60) func nodingAgainChangesNothing(seed: Int) throws {
    let noding = Self.options(seed)
    let once = try noding.node(Self.lines(seed))
    let twice = try noding.node(once.lines)
    #expect(twice.lines == once.lines, "seed \(seed)")
    #expect(twice.report.endsJoined.count == 0 && twice.report.endsJoinedToLines.count == 0, "seed \(seed)")
  }

  /// Looser demands join no fewer, and a graph of the lines has as many parts as the report says.
  @Test(arguments: 0..<30) func theReportCountsWhatTheGraphHas(seed: Int) throws {
    let lines = Self.lines(seed)
    var before = Int.max
    for noding in [
      StreetNoding(tolerance: Meters(0.3)), StreetNoding(tolerance: Meters(0.3), joinsTJunctions: true),
      StreetNoding(tolerance: Meters(0.3), joinsTJunctions: true, joinsCrossings: true),
    ] {
      let result = try noding.node(lines)
      #expect(try components(result) == result.report.componentCount, "seed \(seed)")
      #expect(result.report.componentCount <= before, "seed \(seed)")
      before = result.report.componentCount
    }
  }

  /// Against all pairs: ends apart by the tolerance or less are one place, unless they belong to a wide chain.
  @Test(arguments: 0..<30) func noTwoPlacesAreNearerThanTheTolerance(seed: Int) throws {
    let tolerance = 0.8
    let result = try noded(Self.lines(seed), tolerance)
    let ends = Array(Set(result.lines.flatMap { [$0.coordinates[0], $0.coordinates[$0.coordinates.count - 1]] }))
    for (index, a) in ends.enumerated() {
      for b in ends[(index + 1)...] { #expect(shortDistance(a, b) > tolerance, "seed \(seed)") }
    }
  }
}
