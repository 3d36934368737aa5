import Geometry
import Model
import OSM
import RoadNetwork
import Testing

/// Tracks of walks drawn over the arcs of a real city, where turns are ruled.
@Suite(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
struct MatchingCityTests {
  @Test(arguments: [("heidelberg.osm.pbf", ModeRules.truck), ("chengdu.osm", .eBike)])
  func drawnWalksAreFound(name: String, rules: ModeRules) throws {
    let graph = try RoadGraph.build(
      osm: RealCityTests.read(name), rules: rules, impedance: .time(rules.defaultSpeed), keepsNodeIDs: false)
    var arcs = [[(head: Int, street: StreetID?)]](repeating: [], count: graph.searchNodeCount)
    graph.forEachArc { from, to, _, _, street in arcs[from].append((to, street)) }
    var matcher = TrackMatcher(graph)
    var random = SplitMix(seed: 1)
    var (length, found) = (0.0, 0.0)
    for _ in 0..<60 {
      let line = walk(graph, arcs, &random)
      let track = noisy(line, &random)
      guard track.coordinates.count > 20 else { continue }
      let match = try matcher.match(track)
      length += lengthInMeters(line)
      found += match.matchedLength.value
      for case .streets(let stretches) in match.parts {
        for (a, b) in zip(stretches, stretches.dropFirst()) {
          #expect(lengthInMeters([graph.line(of: a).last!, graph.line(of: b).first!]) < 0.2)
        }
      }
    }
    #expect(length > 10_000)
    #expect(abs(found / length - 1) < 0.03, "\(found) of \(length) m")
  }

  /// 2 km of streets or until a dead end, chance at every junction, never straight back.
  private func walk(
    _ graph: RoadGraph, _ arcs: [[(head: Int, street: StreetID?)]], _ random: inout SplitMix
  ) -> [Coordinate] {
    // Where turns are ruled the junction itself leads nowhere.
    var node = random.below(graph.searchNodeCount)
    var line = [graph.position(of: NodeIndex(node))]
    var last: StreetID?
    while lengthInMeters(line) < 2000 {
      let onward = arcs[node].filter { $0.street == nil || $0.street != last }
      guard !onward.isEmpty else { break }
      let arc = onward[random.below(onward.count)]
      if let id = arc.street {
        let street = graph.street(id)
        guard street.from != street.to else { break }
        let isForward = graph.position(of: street.from) == graph.position(of: NodeIndex(node))
        line += (isForward ? street.coordinates : street.coordinates.reversed()).dropFirst()
        last = id
      }
      node = arc.head
    }
    return line
  }

  /// A point every 5 m or at the next vertex, one a second and a half, 4 m of noise.
  private func noisy(_ line: [Coordinate], _ random: inout SplitMix) -> Track {
    var places: [Coordinate] = []
    for (a, b) in zip(line, line.dropFirst()) {
      let count = max(1, Int(lengthInMeters([a, b]) / 5))
      for index in 0..<count {
        let share = Double(index) / Double(count)
        let shift = random.normals()
        let scale = LocalScale(latitude: a.y)
        places.append(
          Coordinate(
            x: a.x + (b.x - a.x) * share + shift.0 * 4 / scale.metersPerDegreeX,
            y: a.y + (b.y - a.y) * share + shift.1 * 4 / scale.metersPerDegreeY))
      }
    }
    return Track(places, seconds: places.indices.map { Double($0) * 1.5 })
  }
}
