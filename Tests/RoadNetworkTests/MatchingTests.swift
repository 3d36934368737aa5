import Geometry
import Model
import RoadNetwork
import Testing

/// Tracks with a way known by construction.
@Suite struct MatchingTests {
  /// Two streets 40 m apart, joined at three places; 10 m a character.
  static let parallel = Scene(
    """
    A-------------------B-------------------C
    |                   |                   |
    |                   |                   |
    |                   |                   |
    D-------------------E-------------------F
    """, cell: 10)

  @Test func ofParallelStreetsTheNearerOneIsTaken() throws {
    let graph = try Self.parallel.graph()
    // From 20 m behind A to 20 m before C, 12 m south of the street: 360 m.
    let track = Self.parallel.track([(20, -12), (380, -12)], noise: 4)
    let match = try matched(graph, track, MatchOptions(noise: Meters(5)))
    #expect(Self.parallel.names(graph, match) == [".B."])
    // Both ends as uncertain as a point.
    #expect(isNear(match.matchedLength, 360, within: 15))
    #expect(match.gapCount == 0 && match.drawnLength.value == 0)
    #expect(match.points.allSatisfy { $0 != nil })
  }

  /// 8 m beyond the middle for 30 m, which noise of 8 m does: the long way round by the other street is not worth it.
  @Test func aWaveringTrackDoesNotChangeStreets() throws {
    let graph = try Self.parallel.graph()
    let track = Self.parallel.track([(20, -5), (240, -5), (250, -28), (280, -28), (290, -5), (380, -5)])
    let match = try matched(graph, track, MatchOptions(noise: Meters(8)))
    #expect(Self.parallel.names(graph, match) == [".B."])
  }

  @Test func cornersAreTurnedWithoutAPointOnThem() throws {
    let graph = try Self.parallel.graph()
    // Along A-B, down to E, on to F; the points nearest to the corners lie 10 m before and behind them.
    let places = [(50, 0), (90, 0), (130, 0), (170, 0), (200, -20), (230, -40), (270, -40), (310, -40), (350, -40)]
    let track = Track(
      places.map { Scene.position(east: Double($0.0), north: Double($0.1)) },
      seconds: places.indices.map { 40 * Double($0) })
    let match = try matched(graph, track)
    #expect(Self.parallel.names(graph, match) == [".BE."])
    // 150 m, 40 m, 150 m.
    #expect(isNear(match.matchedLength, 340, within: 1))
    let middle = try #require(match.points[4])
    #expect(middle.distance.value < 0.1)
  }

  @Test func onewaysAreFollowed() throws {
    // Westward only above, both ways below, 20 m apart: eastward one goes below, though the points lie nearer above.
    let scene = Scene(
      """
      A--------<----------B
      |                   |
      C-------------------D
      """, cell: 10)
    let graph = try scene.graph()
    let east = try matched(graph, scene.track([(10, -9), (190, -9)], noise: 3))
    #expect(scene.names(graph, east) == [".."] || scene.names(graph, east) == ["."])
    #expect(isNear(east.matchedLength, 180, within: 8))
    for point in east.points { #expect(try #require(point).coordinate.y < Scene.position(east: 0, north: -15).y) }
    let west = try matched(graph, scene.track([(190, -9), (10, -9)], noise: 3))
    for point in west.points { #expect(try #require(point).coordinate.y > Scene.position(east: 0, north: -5).y) }
  }

  /// Nothing else is near: what was ridden against a one-way is told, not thrown away.
  @Test func againstAOnewayIsTold() throws {
    let scene = Scene("A---------<---------B", cell: 10)
    let graph = try scene.graph()
    let match = try matched(graph, scene.track([(20, 0), (180, 0)]))
    #expect(isNear(match.matchedLength, 160, within: 20))
    guard case .streets(let stretches) = try #require(match.parts.first) else { return }
    #expect(stretches.filter(\.isAgainstOneWay).reduce(0) { $0 + $1.length.value } > 140)
  }

  /// 600 m without a point between B and C, one street through.
  @Test func aTunnelWithoutPointsIsPassed() throws {
    let scene = Scene(
      """
      A-----B------------------C-----D
            |                  |
            E------------------F
      """, cell: 40)
    let graph = try scene.graph()
    var track = scene.track([(0, 0), (230, 0)], noise: 3)
    let behind = scene.track([(1010, 0), (1240, 0)], noise: 3, seed: 2)
    let start = track.seconds!.last! + 780
    track.coordinates += behind.coordinates
    track.seconds! += behind.seconds!.map { $0 + start }
    let match = try matched(graph, track)
    // The street A-B is 240 m, B-C 760 m (E-F with its ends 920 m).
    #expect(match.parts.count == 1)
    #expect(scene.names(graph, match).allSatisfy { $0.contains("BC") && !$0.contains("E") })
    #expect(isNear(match.matchedLength, 1240, within: 10))
    #expect(match.gapCount == 0)
  }

  /// An octagon of radius 30 m, one-way against the clock, with four arms of 100 m. West to north is three quarters of it.
  @Test func aRoundaboutIsGoneRoundTheRightWay() throws {
    let ring = (0...8).map { index in
      let angle = Double(index) * Double.pi / 4
      return Scene.position(east: 30 * cosine(angle), north: 30 * cosine(angle - Double.pi / 2))
    }
    var lines = [StreetLine(coordinates: ring, streetClass: "residential", tags: ["oneway:foot": "yes"], record: 0)]
    for (index, (east, north)) in [(1.0, 0.0), (0, 1), (-1, 0), (0, -1)].enumerated() {
      let arm = [30.0, 130].map { Scene.position(east: $0 * east, north: $0 * north) }
      lines.append(StreetLine(coordinates: arm, streetClass: "residential", record: index + 1))
    }
    let graph = try RoadGraph.build(lines: lines, impedance: .time(KilometersPerHour(3.6)))
    let scene = Scene("", cell: 1)
    let track = scene.track(
      [
        (-120, 0), (-30, 0), (-21, -21), (0, -30), (21, -21), (30, 0), (21, 21), (0, 30), (0, 120),
      ], noise: 2)
    let match = try matched(graph, track)
    // Six chords of 2 * 30 * sin(22.5 degrees) = 22.96 m, and 90 m on each arm.
    #expect(isNear(match.matchedLength, 6 * 22.96 + 180, within: 8))
    let back = try matched(graph, scene.track([(0, 120), (0, 30), (-21, 21), (-30, 0), (-120, 0)], noise: 2))
    // North to west is the first quarter: two chords.
    #expect(isNear(back.matchedLength, 2 * 22.96 + 180, within: 8))
  }

  @Test func aStreetRiddenBothWaysCountsTwice() throws {
    let graph = try Self.parallel.graph()
    let track = Self.parallel.track([(20, 0), (150, 0), (20, 0)], noise: 3)
    let match = try matched(graph, track)
    #expect(isNear(match.matchedLength, 260, within: 25))
    guard case .streets(let stretches) = try #require(match.parts.first) else { return }
    #expect(stretches.map(\.isForward) == [stretches[0].isForward, !stretches[0].isForward])
  }

  @Test func aWayThatCrossesItselfIsFollowed() throws {
    let scene = Scene(
      """
          A
          |
      B---C---D
          |   |
          E---F
      """, cell: 40)
    let graph = try scene.graph()
    // A to C and E, round by F and D, over C to B.
    let track = scene.track([(160, -10), (160, -160), (320, -160), (320, -80), (10, -80)], noise: 5)
    let match = try matched(graph, track)
    // E, F and D are no junctions: one street from C to C.
    #expect(scene.names(graph, match) == [".C."])
    #expect(isNear(match.matchedLength, 150 + 160 + 80 + 310, within: 15))
  }

  @Test func aDrawnLineNeedsNoTimes() throws {
    let graph = try Self.parallel.graph()
    // Three vertices for 340 m.
    let track = Self.parallel.track([(50, 3), (197, 3), (197, -42), (350, -42)], step: 1000, hasTimes: false)
    let match = try matched(graph, track)
    #expect(Self.parallel.names(graph, match) == [".BE."])
    #expect(match.points.count == 4)
    #expect(isNear(match.matchedLength, 340, within: 10))
  }

  @Test func lengthAndTimeGiveTheSameWay() throws {
    let track = Self.parallel.track([(20, 0), (200, 0), (200, -40), (380, -40)], noise: 8)
    let byTime = try matched(Self.parallel.graph(), track)
    let byLength = try matched(Self.parallel.graph(.distance), track)
    #expect(abs(byTime.matchedLength.value - byLength.matchedLength.value) < 0.1)
    #expect(abs(byTime.price - byLength.price) < 1e-3)
  }

  @Test func noiseIsEstimated() throws {
    let graph = try Self.parallel.graph()
    let corners = [(0.0, 0.0), (400, 0), (400, -40), (0, -40), (0, 0), (400, 0)].map { (east: $0.0, north: $0.1) }
    for noise in [6.0, 12] {
      let match = try matched(graph, Self.parallel.track(corners, step: 2, noise: noise))
      #expect(abs(match.noise.value / noise - 1) < 0.25, "\(match.noise.value) of \(noise)")
    }
  }
}

/// The cosine by its series, enough for drawing an octagon.
private func cosine(_ angle: Double) -> Double {
  var (term, sum) = (1.0, 1.0)
  for index in 1..<15 {
    term *= -angle * angle / Double((2 * index - 1) * (2 * index))
    sum += term
  }
  return sum
}
