import Geometry
import Model
import RoadNetwork
import Testing

/// Tracks as they come.
@Suite struct MatchingInputTests {
  private let scene = MatchingTests.parallel

  @Test func nothingAndOnePoint() throws {
    let graph = try scene.graph()
    #expect(try matched(graph, Track([])).parts.isEmpty)
    let one = try matched(graph, Track([Scene.position(east: 100, north: -7)], seconds: [0]))
    #expect(one.parts.isEmpty)
    let point = try #require(one.points[0])
    #expect(abs(point.distance.value - 7) < 0.01)
    let far = try matched(graph, Track([Scene.position(east: 5000, north: 0)]))
    #expect(far.parts.isEmpty && far.points == [nil])
  }

  @Test func aRoundOffTheNetworkStaysAsDrawn() throws {
    let graph = try scene.graph()
    let track = scene.track([(0, -500), (400, -500), (400, -900)])
    let match = try matched(graph, track)
    #expect(match.matchedLength.value == 0 && match.gapCount == 0)
    #expect(isNear(match.drawnLength, 800, within: 0.5))
    #expect(match.parts == [.drawn(track.coordinates)])
  }

  /// Along A-B, 300 m into the field and back, on to C.
  @Test func anExcursionStaysAsDrawn() throws {
    let graph = try scene.graph()
    let match = try matched(graph, scene.track([(20, 0), (150, 0), (150, 300), (250, 300), (250, 0), (380, 0)]))
    #expect(scene.names(graph, match) == ["..", "drawn", ".."] || scene.names(graph, match).contains("drawn"))
    #expect(isNear(match.matchedLength, 260, within: 15))
    // From and to the street: 300 m up and down, 100 m across.
    #expect(isNear(match.drawnLength, 700, within: 15))
    #expect(match.points.count { $0 == nil } > 200)
  }

  @Test func oneTimeTooLateIsLeftOut() throws {
    let graph = try scene.graph()
    var track = scene.track([(20, 0), (380, 0)])
    track.seconds![40] = 1e9
    let match = try matched(graph, track)
    #expect(match.pointsBackInTime == 1 && match.points[40] == nil)
    #expect(isNear(match.matchedLength, 360, within: 3))
  }

  @Test func timeThatRunsBackwardsIsRefused() throws {
    let graph = try scene.graph()
    var track = scene.track([(20, 0), (380, 0)])
    track.seconds!.reverse()
    #expect(throws: RoadNetworkError.self) { try matched(graph, track) }
    track.seconds!.removeLast()
    #expect(throws: RoadNetworkError.self) { try matched(graph, track) }
  }

  @Test func aPointFarAwayIsLeftOut() throws {
    let graph = try scene.graph()
    var track = scene.track([(20, 0), (380, 0)])
    track.coordinates[50] = Scene.position(east: 100_000, north: 0)
    for seconds in [track.seconds, nil] {
      let match = try matched(graph, Track(track.coordinates, seconds: seconds))
      #expect(match.pointsOutOfReach == 1 && match.points[50] == nil)
      #expect(match.gapCount == 0)
      #expect(isNear(match.matchedLength, 360, within: 3))
    }
  }

  /// From A towards B, 100 km away for 60 m, back towards C.
  @Test func jumpsAreGaps() throws {
    let graph = try scene.graph()
    var track = scene.track([(20, 0), (180, 0)])
    for part in [
      scene.track([(100_020, 0), (100_080, 0)]), scene.track([(220, 0), (380, 0)]),
    ] {
      let start = track.seconds!.last! + 3
      track.coordinates += part.coordinates
      track.seconds! += part.seconds!.map { $0 + start }
    }
    let match = try matched(graph, track)
    #expect(scene.names(graph, match) == [".", "gap", "drawn", "gap", "."] || match.gapCount == 2)
    #expect(match.gapCount == 2)
    // The scale is that of the corner: 100 km are true to some metres.
    #expect(isNear(match.gapLength, 99_840 + 99_860, within: 50))
    #expect(isNear(match.drawnLength, 60, within: 1))
    #expect(isNear(match.matchedLength, 320, within: 5))
  }

  /// At 1 m/s along A-B from 20 m to 100 m, then nothing until 380 m, on to 400 m: 280 m need 280 s. In twice that one
  /// may have gone any other way; eight minutes, and any stay in one place, tell of the short one.
  @Test(arguments: [(280.0, 100.0, 0), (480, 100, 0), (1200, 100, 1), (28_800, 100, 1), (28_800, 376, 0)])
  func aLongSilenceIsAGap(silence: Double, until: Double, gaps: Int) throws {
    let graph = try scene.graph()
    var track = scene.track([(20, 0), (until, 0)])
    let rest = scene.track([(380, 0), (398, 0)])
    let start = track.seconds!.last! + silence
    track.coordinates += rest.coordinates
    track.seconds! += rest.seconds!.map { $0 + start }
    let match = try matched(graph, track)
    #expect(match.gapCount == gaps && match.pointsOutOfReach == 0)
    #expect(isNear(match.matchedLength, gaps == 0 ? 378 : until - 20 + 18, within: 5), "\(match.matchedLength)")
  }

  /// A fix 200 m on in the middle of two silences of half an hour, and back: it is where one was, not an excursion.
  @Test func betweenSilencesNobodyIsOutOfReach() throws {
    let graph = try scene.graph()
    var track = scene.track([(20, 0), (100, 0)])
    for (part, silence) in [(scene.track([(360, 0), (363, 0)]), 1800.0), (scene.track([(103, 0), (120, 0)]), 1800)] {
      let start = track.seconds!.last! + silence
      track.coordinates += part.coordinates
      track.seconds! += part.seconds!.map { $0 + start }
    }
    let match = try matched(graph, track)
    #expect(match.gapCount == 2 && match.pointsOutOfReach == 0)
  }

  @Test func aTrackOfAnotherModeIsRefused() throws {
    let graph = try scene.graph()
    // 3.6 km/h is the mode's speed; this goes 200 m a second.
    let track = Track(
      (0..<20).map { Scene.position(east: Double($0) * 200, north: 0) }, seconds: (0..<20).map(Double.init))
    #expect(throws: RoadNetworkError.self) { try matched(graph, track) }
    #expect(try matched(graph, track, MatchOptions(speed: KilometersPerHour(300))).points.count == 20)
  }

  @Test func whatIsNoNumberIsCounted() throws {
    let graph = try scene.graph()
    var track = scene.track([(20, 0), (380, 0)])
    track.coordinates[10] = Coordinate(x: .nan, y: 0)
    track.coordinates[11] = Coordinate(x: 0, y: 1000)
    track.seconds![12] = .infinity
    let match = try matched(graph, track)
    #expect(match.unreadablePoints == 3)
    #expect(isNear(match.matchedLength, 360, within: 3))
    for value in [0, -1, Double.nan, .infinity] {
      #expect(throws: RoadNetworkError.self) { try matched(graph, track, MatchOptions(noise: Meters(value))) }
      #expect(throws: RoadNetworkError.self) { try matched(graph, track, MatchOptions(radius: Meters(value))) }
      #expect(throws: RoadNetworkError.self) {
        try matched(graph, track, MatchOptions(speed: KilometersPerHour(value)))
      }
    }
  }

  /// A point every ten seconds and 50 m of noise on streets 40 m apart: any answer, the same each time, in pieces that
  /// join.
  @Test(arguments: 1...20) func coarseAndNoisyTracksHoldTogether(seed: Int) throws {
    let graph = try scene.graph()
    let corners = [(0.0, 0.0), (400, 0), (400, -40), (0, -40), (0, 0), (200, 0), (200, -40)]
    let track = scene.track(corners.map { (east: $0.0, north: $0.1) }, step: 10, noise: 50, seed: seed)
    var matcher = TrackMatcher(graph)
    let match = try matcher.match(track)
    #expect(try matcher.match(track) == match)
    for case .streets(let stretches) in match.parts {
      for (a, b) in zip(stretches, stretches.dropFirst()) {
        #expect(lengthInMeters([graph.line(of: a).last!, graph.line(of: b).first!]) < 0.1)
      }
      for stretch in stretches {
        #expect(abs(lengthInMeters(graph.line(of: stretch)) - stretch.length.value) < 0.1)
        #expect(stretch.isForward ? stretch.from < stretch.to : stretch.from > stretch.to)
      }
    }
  }
}

/// Whatever a file may hold: an answer or an error that says what is wrong, and parts that add up.
@Suite struct MatchingChanceTests {
  @Test(arguments: 1...150) func nothingStopsIt(seed: Int) throws {
    let scene = MatchingTests.parallel
    var random = SplitMix(seed: seed)
    func number(_ values: [Double]) -> Double { values[random.below(values.count)] }
    var places: [Coordinate] = []
    var seconds: [Double] = []
    for index in 0..<random.below(60) {
      let far = number([1, 1, 1, 1, 1, 1, 10, 100_000])
      let place = Scene.position(
        east: far * Double(random.below(500)), north: -far * Double(random.below(60)) + number([0, 0, 300]))
      places.append(
        random.below(40) == 0
          ? Coordinate(x: number([.nan, .infinity, 1e300, 180, -180]), y: number([0, 90, -90, 91])) : place)
      seconds.append(number([Double(index) * 20, Double(index) * 20, Double(index), Double(-index), 0, 1e18, .nan]))
      if random.below(4) == 0, let last = places.last { places.append(last); seconds.append(seconds.last!) }
    }
    let options = MatchOptions(
      noise: [nil, Meters(0.001), Meters(5), Meters(1000)][random.below(4)],
      radius: [nil, Meters(0.001), Meters(5000)][random.below(3)],
      speed: [nil, KilometersPerHour(0.1), KilometersPerHour(1000)][random.below(3)],
      largestGap: Meters(number([0.001, 3000, 100_000])))
    let graph = try scene.graph([.time(KilometersPerHour(3.6)), .distance][random.below(2)])
    for track in [Track(places, seconds: seconds), Track(places)] {
      do {
        let match = try matched(graph, track, options)
        #expect(match.points.count == places.count, "seed \(seed)")
        #expect(match.matchedLength.value.isFinite && match.drawnLength.value.isFinite, "seed \(seed)")
        for point in match.points { if let point { #expect(point.distance.value.isFinite, "seed \(seed)") } }
      } catch let error as RoadNetworkError {
        #expect(error.code == .badValue, "seed \(seed): \(error)")
      }
    }
  }
}
