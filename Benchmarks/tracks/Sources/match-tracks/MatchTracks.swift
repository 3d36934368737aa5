import Geometry
import Glibc
import Model
import OSM
import RoadNetwork

/// Routes to cut tracks from, and tracks matched.
///
/// usage: match-tracks routes OSM MODE COUNT SEED, or match-tracks match OSM MODE [KEY=VALUE…] with tracks on standard
/// input
///
/// A track is a line of numbers: longitude, latitude and seconds of each point. routes prints COUNT cheapest ways of 3 to
/// 10 km between junctions drawn by SEED, with the seconds at every vertex. match prints for each track the way it was
/// matched to, longitude and latitude, its parts divided by semicolons; then, on a last line, seconds and points of all.
@main struct MatchTracks {
  static func main() throws {
    let words = CommandLine.arguments
    let modes: [String: ModeRules] = ["walk": .walk, "bicycle": .bicycle, "e-bike": .eBike, "truck": .truck]
    guard words.count >= 4, let rules = modes[words[3]] else {
      complain("usage: match-tracks routes OSM MODE COUNT SEED, or match-tracks match OSM MODE [KEY=VALUE…]")
      exit(64)
    }
    let graph = try RoadGraph.build(
      osm: OSMFile.read(words[2]), rules: rules, impedance: .time(rules.defaultSpeed), keepsNodeIDs: false)
    if words[1] == "routes", words.count == 6, let count = Int(words[4]), let seed = UInt64(words[5]) {
      for route in KnownRoutes(graph).draw(count, seed: seed) { print(route) }
    } else {
      try match(graph, Array(words[4...]))
    }
  }

  private static func match(_ graph: RoadGraph, _ settings: [String]) throws {
    let options = options(settings)
    var tracks: [Track] = []
    while let line = readLine() {
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      let points = stride(from: 0, to: numbers.count - 2, by: 3)
      tracks.append(
        Track(
          points.map { Coordinate(x: numbers[$0], y: numbers[$0 + 1]) }, seconds: points.map { numbers[$0 + 2] }))
    }
    var matcher = TrackMatcher(graph)
    var matches: [TrackMatch] = []
    let start = ContinuousClock.now
    for track in tracks { matches.append(try matcher.match(track, options)) }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    for match in matches {
      let lines = match.parts.map { part in
        guard case .streets(let stretches) = part else { return "" }
        return stretches.flatMap { graph.line(of: $0) }.map { "\($0.x) \($0.y)" }.joined(separator: " ")
      }
      print(lines.filter { !$0.isEmpty }.joined(separator: ";"))
    }
    print(seconds, tracks.reduce(0) { $0 + $1.coordinates.count })
  }

  /// What is to be tried instead of the model's own constants.
  private static func options(_ settings: [String]) -> MatchOptions {
    var options = MatchOptions()
    for setting in settings {
      let words = setting.split(separator: "=").map(String.init)
      guard words.count == 2, let value = Double(words[1]) else { continue }
      switch words[0] {
      case "noise": options.noise = Meters(value)
      case "radius": options.radius = Meters(value)
      case "drift": options.model.drift = value
      case "spacing": options.model.spacing = value
      case "turn": options.model.turn = value
      case "beam": options.model.beam = value
      case "places": options.model.mostPlaces = Int(value)
      case "base": options.model.betaBase = value
      case "step": options.model.betaStep = value
      case "short": options.model.short = value
      case "bridge": options.model.bridge = value
      case "share": options.model.betaNoise = value
      default: complain("no such setting: \(words[0])")
      }
    }
    return options
  }
}

/// A line on stderr.
func complain(_ text: String) {
  _ = unsafe Array("\(text)\n".utf8).withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
