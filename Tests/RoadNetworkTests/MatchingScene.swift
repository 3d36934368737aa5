import Foundation
import Geometry
import Model
import RoadNetwork

extension Scene {
  /// A track through places of the scene, given as metres east and north of its corner: a point every `step` metres, one
  /// a second at that speed, with normal noise.
  func track(
    _ corners: [(east: Double, north: Double)], step: Double = 3, noise: Double = 0, seed: Int = 1,
    hasTimes: Bool = true
  ) -> Track {
    var random = SplitMix(seed: seed)
    var places: [Coordinate] = []
    func add(_ east: Double, _ north: Double) {
      let shift = random.normals()
      places.append(Self.position(east: east + shift.0 * noise, north: north + shift.1 * noise))
    }
    for (a, b) in zip(corners, corners.dropFirst()) {
      let length = ((b.east - a.east) * (b.east - a.east) + (b.north - a.north) * (b.north - a.north)).squareRoot()
      let count = max(1, Int((length / step).rounded()))
      for index in 0..<count {
        let share = Double(index) / Double(count)
        add(a.east + (b.east - a.east) * share, a.north + (b.north - a.north) * share)
      }
    }
    if let last = corners.last { add(last.east, last.north) }
    return Track(places, seconds: hasTimes ? places.indices.map { Double($0) * step } : nil)
  }

  /// Named places at which the stretches of a way begin and end, without repeating one; a dot for any other place.
  func names(_ graph: RoadGraph, _ part: TrackMatch.Part) -> String {
    guard case .streets(let stretches) = part else { return part.isGap ? "gap" : "drawn" }
    var names = ""
    for place in stretches.flatMap({ [graph.line(of: $0).first!, graph.line(of: $0).last!] }) {
      let name = places.first { lengthInMeters([$0.value, place]) < 0.5 }?.key ?? "."
      if names.last != name { names.append(name) }
    }
    return names
  }

  func names(_ graph: RoadGraph, _ match: TrackMatch) -> [String] { match.parts.map { names(graph, $0) } }
}

extension TrackMatch.Part {
  var isGap: Bool { if case .gap = self { true } else { false } }
}

extension SplitMix {
  /// Two independent standard normals. Source: Box and Muller (1958), doi:10.1214/aoms/1177706645.
  mutating func normals() -> (Double, Double) {
    func share() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }
    let radius = (-2 * log(share())).squareRoot()
    let angle = 2 * Double.pi * share()
    return (radius * cos(angle), radius * sin(angle))
  }
}

func matched(_ graph: RoadGraph, _ track: Track, _ options: MatchOptions = MatchOptions()) throws -> TrackMatch {
  var matcher = TrackMatcher(graph)
  return try matcher.match(track, options)
}

func isNear(_ length: Meters, _ expected: Double, within tolerance: Double) -> Bool {
  abs(length.value - expected) <= tolerance
}
