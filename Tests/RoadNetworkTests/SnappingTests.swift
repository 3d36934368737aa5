import Geometry
import Model
import RoadNetwork
import Testing

@Suite struct SnappingTests {
  @Test func distanceLegAndPosition() throws {
    let scene = SceneSearchTests.scene
    let graph = try scene.graph()
    // 40 m north of a place 75 m east of A, on a street of 150 m.
    let point = try snapped(graph, scene.near("A", east: 75, north: 40))
    #expect(abs(point.distance.value - 40) < 0.02)
    #expect(isNear(point.accessCost, 40_000, within: 20))
    #expect(isNear(point.offset, 75_000, within: 30) && isNear(graph.cost(of: point.street), 150_000, within: 60))
    #expect(shortDistance(point.position, scene.near("A", east: 75)) < 0.02)
    #expect(!point.leftIsland && !point.isOnIsland)
  }

  /// At 4 km/h a leg of 40 m takes 36 s; on an e-bike's network it is still walked.
  @Test func theLegIsWalked() throws {
    let scene = SceneSearchTests.scene
    let graph = try RoadGraph.build(
      lines: scene.lines, impedance: .time(KilometersPerHour(15)), accessSpeed: KilometersPerHour(4))
    let point = try snapped(graph, scene.near("A", east: 75, north: 40))
    #expect(isNear(point.accessCost, 36_000, within: 20))
    #expect(isNear(point.offset, 18_000, within: 20))
  }

  @Test func theLimitBelongsToTheCircleAndFarPointsHaveAReason() throws {
    let scene = SceneSearchTests.scene
    let graph = try scene.graph()
    let place = scene.near("A", east: 75, north: 40)
    let distance = try snapped(graph, place).distance.value
    #expect(graph.snap([place], limit: Meters(distance * (1 + 1e-12)))[0].point != nil)
    #expect(graph.snap([place], limit: Meters(distance - 1e-6))[0] == .unreached(.tooFarFromStreet))
    let nowhere = [
      Coordinate(x: .nan, y: 29), Coordinate(x: 103, y: .infinity), Coordinate(x: 29.4, y: 103.8),
      Coordinate(x: 0, y: 0), Coordinate(x: -103.8, y: -29.4),
    ]
    for result in graph.snap(nowhere, limit: Meters(500)) { #expect(result == .unreached(.tooFarFromStreet)) }
  }

  @Test func limitsThatAreNoLengths() throws {
    let scene = SceneSearchTests.scene
    let graph = try scene.graph()
    let place = scene.near("A", north: 0.5)
    for limit in [Double.nan, -1] {
      #expect(graph.snap([place], limit: Meters(limit))[0] == .unreached(.tooFarFromStreet))
    }
    let far = graph.snap([Scene.position(east: 0, north: 50_000)], limit: Meters(.infinity))[0].point
    #expect(far.map { abs($0.distance.value - 50_000) < 50 } == true)
  }

  /// X-Y is an island of 50 m, 100 m south of the main street.
  @Test func islandsAreLeftWhenAMainStreetIsNear() throws {
    let scene = Scene(
      """
      A--B--C

      X-Y

      """)
    let graph = try scene.graph()
    let place = scene.near("X", east: 25, north: 10)
    let near = graph.snap([place], limit: Meters(200))[0].point
    #expect(near.map { graph.component(of: $0.street) } == 0)
    #expect(near?.leftIsland == true && near?.isOnIsland == false)
    #expect(near.map { abs($0.distance.value - 90) < 0.1 } == true)
    let alone = graph.snap([place], limit: Meters(50))[0].point
    #expect(alone.map { graph.component(of: $0.street) } == 1)
    #expect(alone?.leftIsland == false && alone?.isOnIsland == true)
  }

  /// A second town of more than 5 km is no island.
  @Test func aSecondTownKeepsItsPoints() throws {
    let first = [Scene.position(east: 0, north: 0), Scene.position(east: 9000, north: 0)]
    let second = [Scene.position(east: 0, north: -60), Scene.position(east: 6000, north: -60)]
    let graph = try RoadGraph.build(
      lines: [first, second].map { StreetLine(coordinates: $0) }, impedance: .distance)
    let point = graph.snap([Scene.position(east: 1000, north: -50)], limit: Meters(500))[0].point
    #expect(point.map { graph.component(of: $0.street) } == 1)
    #expect(point?.leftIsland == false)
  }

  /// The nearest piece found by looking at all, in a plane around the point; of pieces that are equally far to the
  /// millimetre another may have been taken.
  @Test func equalsLookingAtEveryPiece() throws {
    for seed in 0..<60 {
      let graph = try RandomMap(seed: seed).graph()
      let limit = seed % 3 == 0 ? 40.0 : 400.0
      let points = RandomMap.points(seed: seed, count: 60)
      let found = graph.snap(points, limit: Meters(limit))
      for (point, result) in zip(points, found) {
        let scale = LocalScale(latitude: point.y)
        var main = Double.infinity
        var any = Double.infinity
        for street in graph.streets {
          for (a, b) in zip(street.coordinates, street.coordinates.dropFirst()) {
            let distance = distanceToPiece(point, a, b, scale)
            any = min(any, distance)
            if street.component == 0 { main = min(main, distance) }
          }
        }
        // Here every component but the first is shorter than 5 km.
        let expected = main <= limit ? main : any
        if expected > limit {
          #expect(result == .unreached(.tooFarFromStreet), "seed \(seed)")
        } else {
          let snapped = result.point
          #expect(snapped.map { abs($0.distance.value - expected) < 1e-3 } == true, "seed \(seed)")
          if abs(any - main) > 1e-3 || any == main {
            #expect(snapped?.leftIsland == (main <= limit && any < main), "seed \(seed)")
          }
          #expect(snapped.map { abs(scale.distance(point, $0.position) - expected) < 1e-3 } == true, "seed \(seed)")
        }
      }
    }
  }

  private func distanceToPiece(_ p: Coordinate, _ a: Coordinate, _ b: Coordinate, _ scale: LocalScale) -> Double {
    let u = SIMD2((a.x - p.x) * scale.metersPerDegreeX, (a.y - p.y) * scale.metersPerDegreeY)
    let v = SIMD2((b.x - p.x) * scale.metersPerDegreeX, (b.y - p.y) * scale.metersPerDegreeY)
    let ends = min((u * u).sum(), (v * v).sum()).squareRoot()
    let along = v - u
    let length = (along * along).sum().squareRoot()
    let isBeside = (u * along).sum() < 0 && (v * along).sum() > 0
    return isBeside ? abs(u.x * v.y - u.y * v.x) / length : ends
  }

  /// At the crossing of equal streets the lower street wins, whatever the number of threads.
  @Test func manyPointsManyThreads() throws {
    let graph = try RandomMap(seed: 5, placeCount: 60, lineCount: 90).graph()
    let points = RandomMap.points(seed: 5, count: 5000) + graph.streets.map { $0.coordinates[0] }
    let one = graph.snap(points, limit: Meters(100), threads: 1)
    for threads in [2, 4] { #expect(graph.snap(points, limit: Meters(100), threads: threads) == one) }
  }
}
