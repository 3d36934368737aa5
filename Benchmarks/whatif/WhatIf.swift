import Analysis
import Geometry
import Glibc
import Model

/// How fast a session answers, and whether it answers right.
///
/// usage: what-if ANALYSIS seconds|equal COUNT SEED
///
/// seconds: COUNT times one station, drawn by SEED, moves to another place; a JSON list of milliseconds for the coverage
/// and for its area. equal: COUNT random edits in scenarios of up to six; the answers against fresh preparations.
@main struct WhatIf {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 5, let count = Int(words[3]), let seed = UInt64(words[4]) else {
      complain("usage: what-if ANALYSIS seconds|equal COUNT SEED")
      exit(64)
    }
    let file = try AnalysisFile(path: words[1])
    let prepared = try await PreparedAnalysis(file)
    var draw = Draw(seed)
    if words[2] == "seconds" {
      try await time(prepared, count, &draw)
    } else {
      for threads in [1, 2] { try await compare(file, prepared, count, &draw, RunOptions(threads: threads)) }
    }
  }

  private static func time(_ prepared: PreparedAnalysis, _ count: Int, _ draw: inout Draw) async throws {
    let session = Session(prepared)
    let stations = prepared.inputs.stations
    let box = Box(stations.map(\.position))
    let clock = ContinuousClock()
    var answers: [Double] = []
    var areas: [Double] = []
    var changed = 0
    for _ in 0..<count {
      let id = stations[draw.number(below: stations.count)].id
      let scenario = Scenario([.move(id, to: draw.place(in: box))])
      let start = clock.now
      changed += try await session.evaluate(scenario).changed.count
      let middle = clock.now
      _ = try await session.area(of: id, in: scenario)
      answers.append((middle - start) / .milliseconds(1))
      areas.append((clock.now - start) / .milliseconds(1))
    }
    print(
      #"{"demand_points": \#(prepared.demandPointCount), "stations": \#(stations.count), "changed": \#(changed), "#
        + #""evaluate_ms": \#(answers), "with_area_ms": \#(areas)}"#)
  }

  private static func compare(
    _ file: AnalysisFile, _ prepared: PreparedAnalysis, _ count: Int, _ draw: inout Draw, _ options: RunOptions
  ) async throws {
    let session = Session(prepared, options)
    var edits = 0
    var scenarios = 0
    while edits < count {
      let scenario = draw.scenario(prepared.inputs.stations, scenarios)
      var layers = prepared.inputs
      layers.stations = try scenario.stations(from: layers.stations)
      let fresh = try await Session(PreparedAnalysis(file, layers)).evaluate(Scenario())
      let answer = try await session.evaluate(scenario)
      guard answer.coverage == fresh.coverage, answer.tally == fresh.tally else {
        complain("differs: \(scenario)")
        exit(1)
      }
      edits += scenario.edits.count
      scenarios += 1
    }
    print("\(edits) edits in \(scenarios) scenarios, \(options.threads) thread(s): equal to fresh runs")
  }
}

/// A line on stderr.
private func complain(_ text: String) {
  _ = unsafe Array("\(text)\n".utf8).withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// Numbers of one seed: SplitMix64, Steele, Lea and Flood (2014), doi:10.1145/2660193.2660195.
private struct Draw: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  mutating func place(in box: Box) -> Coordinate {
    Coordinate(x: .random(in: box.minX...box.maxX, using: &self), y: .random(in: box.minY...box.maxY, using: &self))
  }

  mutating func scenario(_ stations: [Station], _ number: Int) -> Scenario {
    var scenario = Scenario()
    var ids = stations.map(\.id)
    let box = Box(stations.map(\.position))
    for edit in 0..<(1 + self.number(below: 6)) {
      let old = ids[self.number(below: ids.count)]
      switch self.number(below: 4) {
      case 0:
        let id = StationID(rawValue: "new-\(number)-\(edit)")
        scenario.edits.append(.add(Station(id: id, name: "", services: [.drink, .charge], position: place(in: box))))
        ids.append(id)
      case 1: scenario.edits.append(.move(old, to: place(in: box)))
      case 2 where ids.count > 1:
        scenario.edits.append(.close(old))
        ids.removeAll { $0 == old }
      default: scenario.edits.append(.setExtraTime(old, Seconds(Double(self.number(below: 301)))))
      }
    }
    return scenario
  }
}
