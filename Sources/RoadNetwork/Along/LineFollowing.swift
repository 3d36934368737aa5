import Geometry
import Model
import OSM

extension RoadGraph {
  /// Where drawn lines run on the streets.
  ///
  /// A line follows a street that runs its way within 30 m, and is then ridden on it. Of several those are taken that lie
  /// near and hang together: the least sum, over places every 10 m and at every vertex, of the distance, of 10 m for
  /// running against a one-way, and of what the way along the streets is longer or shorter than the line. Everywhere
  /// else the line keeps its own way, from which a straight leg leads to the nearest street within the limit.
  /// - Parameters:
  ///   - lines: WGS84 degrees in riding order; places that are not finite are passed over.
  ///   - limit: as for ``snap(_:limit:for:around:underway:threads:)``.
  ///   - obstacles: legs do not cross them.
  ///   - threads: workers; the result does not depend on it.
  /// - Returns: one for each line; metres are those of the drawn line.
  /// - Complexity: about O(metres) per line; a line of more than 500 km is looked at in 50,000 places.
  /// It is no map matching of noisy tracks. Source of the idea: Newson, Krumm (2009), Hidden Markov map matching through
  /// noise and sparseness, doi:10.1145/1653771.1653818.
  package func follow(
    _ lines: [[Coordinate]], limit: Meters, around obstacles: Obstacles? = nil, threads: Int = 1
  ) -> [LineOnStreets] {
    let junctions = StreetsAtNodes(self)
    _ = segments.grid(of: self)
    let parts = Slots<LineOnStreets>(count: lines.count)
    runWorkers(max(1, min(threads, lines.count))) { _ in
      var following = LineFollowing(self, junctions, limit: limit, obstacles)
      while let line = parts.next() { parts.fill(line, following.follow(lines[line])) }
    }
    return parts.all()
  }
}

/// Follows one line after the other: the workspace of one worker.
private struct LineFollowing {
  private static let step = 10.0
  private static let mostSamples = 50_000.0
  /// Metres that a break in the way along the streets is worth, and running against a one-way.
  private static let jump = 40.0
  private static let against = 10.0
  /// Metres by which the distance from a street grows with each metre of a line that parts from it: the sine of 14.5 degrees.
  private static let parting = 0.25

  private struct Sample {
    var metres: Double
    var position: Coordinate
    var headings: [Coordinate]
  }

  private let graph: RoadGraph
  private let limit: Meters
  private let obstacles: Obstacles?
  private let alongside: StreetsAlongside
  private var streets: StreetMetres

  init(_ graph: RoadGraph, _ junctions: StreetsAtNodes, limit: Meters, _ obstacles: Obstacles?) {
    self.graph = graph
    self.limit = limit
    self.obstacles = obstacles
    alongside = StreetsAlongside(graph, limit: limit.value)
    streets = StreetMetres(graph, junctions)
  }

  mutating func follow(_ line: [Coordinate]) -> LineOnStreets {
    let samples = samples(of: line.filter { $0.isFinite && abs($0.y) < 90 })
    guard samples.count > 1 else { return LineOnStreets(runs: []) }
    let choices = path(samples)
    var followed = choices.map { $0?.spot }
    leaveWhereItStandsStill(&followed, samples)
    leaveStreetsThatPart(&followed, choices.map { $0?.distance ?? 0 }, samples)
    let spots = samples.indices.map { followed[$0] ?? snapped(samples[$0].position) }
    var builder = RunBuilder()
    for next in 1..<samples.count {
      var ends = [(samples[next - 1], spots[next - 1]), (samples[next], spots[next])]
      if let followed = followed[next - 1], choices[next] == nil {
        ends.insert(contentsOf: edge(ends[0].0, followed, ends[1].0), at: 1)
      } else if let followed = followed[next], choices[next - 1] == nil {
        ends.insert(contentsOf: edge(ends[1].0, followed, ends[0].0).reversed(), at: 1)
      }
      for (a, b) in zip(ends, ends.dropFirst()) { join(a.0, a.1, b.0, b.1, &builder) }
    }
    return builder.finish(&streets)
  }

  /// Where a line that follows a street at one place, and at the next has none beside it, leaves it: the last place that
  /// follows it and the first that does not, at most a metre apart; none where it leaves at the first place.
  private mutating func edge(_ sample: Sample, _ spot: StreetSpot, _ other: Sample) -> [(Sample, StreetSpot?)] {
    let heading = Coordinate(x: other.position.x - sample.position.x, y: other.position.y - sample.position.y)
    let distance = other.metres - sample.metres
    func place(_ share: Double) -> Sample {
      Sample(
        metres: sample.metres + distance * share,
        position: Coordinate(x: sample.position.x + heading.x * share, y: sample.position.y + heading.y * share),
        headings: [heading])
    }
    var (last, left) = ((share: 0.0, spot: spot), 1.0)
    while abs(distance) * (left - last.share) > 1 {
      let middle = (last.share + left) / 2
      let metres = abs(distance) * (middle - last.share)
      var beside: StreetSpot?
      for street in alongside.streets(at: place(middle).position, [heading], &streets) where beside == nil {
        // Behind the end of a street places stand still.
        let way = streets.way(last.spot, street.spot, expected: metres)
        if let way, way.length > 0.5 * metres, way.length <= 1.5 * metres + 2 { beside = street.spot }
      }
      if let beside { last = (middle, beside) } else { left = middle }
    }
    guard last.share > 0 else { return [] }
    let end = place(left)
    return [(place(last.share), last.spot)] + (left < 1 ? [(end, snapped(end.position))] : [])
  }

  /// Every vertex, and between them places at most a step apart.
  private func samples(of line: [Coordinate]) -> [Sample] {
    let step = max(Self.step, lengthInMeters(line) / Self.mostSamples)
    var samples: [Sample] = []
    for (a, b) in zip(line, line.dropFirst()) {
      let length = shortDistance(a, b)
      let heading = Coordinate(x: b.x - a.x, y: b.y - a.y)
      let start = samples.last?.metres ?? 0
      guard length > 0, start + length > start else { continue }
      if samples.isEmpty {
        samples.append(Sample(metres: 0, position: a, headings: [heading]))
      } else {
        samples[samples.count - 1].headings.append(heading)
      }
      let count = max(1, (length / step).rounded(.up))
      for number in 1...Int(count) {
        let share = Double(number) / count
        samples.append(
          Sample(
            metres: number == Int(count) ? start + length : start + length * share,
            position: share == 1 ? b : Coordinate(x: a.x + heading.x * share, y: a.y + heading.y * share),
            headings: [heading]))
      }
    }
    return samples
  }

  /// The street that each sample follows: of all choices the one of least cost in each part of the line that has any.
  private mutating func path(_ samples: [Sample]) -> [StreetAlongside?] {
    var choices: [[StreetAlongside]] = []
    var costs: [Double] = []
    /// For each choice of a sample that of the one before, -1 for none.
    var origins: [[Int]] = []
    /// The best choice of each sample, if the line ended there.
    var bests: [Int] = []
    for (number, sample) in samples.enumerated() {
      let own = alongside.streets(at: sample.position, sample.headings, &streets)
      var (ownCosts, ownOrigins): ([Double], [Int]) = ([], [])
      for choice in own {
        let here = choice.distance + (choice.isAgainst ? Self.against : 0)
        var (least, origin) = (costs.isEmpty ? 0 : Double.infinity, -1)
        for (index, cost) in costs.enumerated() where cost < least {
          let before = choices[number - 1][index]
          let change = cost + mismatch(before, choice, sample.metres - samples[number - 1].metres)
          if change < least { (least, origin) = (change, index) }
        }
        ownCosts.append(least + here)
        ownOrigins.append(origin)
      }
      choices.append(own)
      costs = ownCosts
      origins.append(ownOrigins)
      bests.append(costs.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? -1)
    }
    return trace(choices, origins, bests)
  }

  /// Back from the end of each part.
  private func trace(_ choices: [[StreetAlongside]], _ origins: [[Int]], _ bests: [Int]) -> [StreetAlongside?] {
    var spots = [StreetAlongside?](repeating: nil, count: choices.count)
    var current = -1
    for number in choices.indices.reversed() where !choices[number].isEmpty {
      if current < 0 { current = bests[number] }
      spots[number] = choices[number][current]
      current = origins[number][current]
    }
    return spots
  }

  /// Where a line goes on behind a bend or the end of its street, places stand still at that bend or junction, whichever
  /// of its streets they have: they follow nothing, and get legs. Between places that go on along streets it is a corner
  /// drawn wide, and stays, unless the line comes back to where it left.
  private mutating func leaveWhereItStandsStill(_ spots: inout [StreetSpot?], _ samples: [Sample]) {
    var start = 0
    while start < spots.count {
      var end = start
      while end + 1 < spots.count, let a = spots[start], let b = spots[end + 1], standStill(a, b) { end += 1 }
      defer { start = end + 1 }
      let distance = samples[end].metres - samples[start].metres
      guard distance > 1 else { continue }
      let comes = start > 0 && goesOn(start - 1, start, spots, samples)
      let leaves = end + 1 < spots.count && goesOn(end, end + 1, spots, samples)
      let comesBack = distance > 1.5 * shortDistance(samples[start].position, samples[end].position) + 2
      guard !comes || !leaves || comesBack else { continue }
      for place in start...end where !(comes && place == start) && !(leaves && place == end) { spots[place] = nil }
    }
  }

  /// Where a line turns away from a street for good, or comes to one from beside it, it follows the street only as far as
  /// they run together: behind a break in the way, places count as beside the street while they draw nearer to it.
  private mutating func leaveStreetsThatPart(
    _ spots: inout [StreetSpot?], _ distances: [Double], _ samples: [Sample]
  ) {
    let hasBreak = samples.indices.map { $0 > 0 && !goesOn($0 - 1, $0, spots, samples) }
    func isParting(_ outer: Int, _ inner: Int) -> Bool {
      distances[outer] - distances[inner] > Self.parting * abs(samples[outer].metres - samples[inner].metres)
    }
    for number in samples.indices where hasBreak[number] {
      var place = number
      while place + 1 < spots.count, !hasBreak[place + 1], spots[place] != nil, isParting(place, place + 1) {
        spots[place] = nil
        place += 1
      }
      place = number - 1
      while place > 0, !hasBreak[place], spots[place] != nil, isParting(place, place - 1) {
        spots[place] = nil
        place -= 1
      }
    }
  }

  /// Whether two places are one, on a street or at a junction.
  private mutating func standStill(_ a: StreetSpot, _ b: StreetSpot) -> Bool {
    streets.way(a, b, expected: 0).map { $0.length < 0.5 } ?? false
  }

  /// Whether the way along the streets from one place to the next is that of the line.
  private mutating func goesOn(_ a: Int, _ b: Int, _ spots: [StreetSpot?], _ samples: [Sample]) -> Bool {
    guard let first = spots[a], let last = spots[b] else { return false }
    let distance = samples[b].metres - samples[a].metres
    return streets.way(first, last, expected: distance).map { $0.length <= 1.5 * distance + 2 } ?? false
  }

  private mutating func mismatch(_ a: StreetAlongside, _ b: StreetAlongside, _ distance: Double) -> Double {
    guard let way = streets.way(a.spot, b.spot, expected: distance) else { return Self.jump }
    // Of streets that do as well the one that stays.
    return min(Self.jump, abs(way.length - distance) + 0.5 * way.changes)
  }

  /// With a leg to the nearest street.
  private mutating func snapped(_ position: Coordinate) -> StreetSpot? {
    let result = graph.snap([position], limit: limit, around: obstacles, underway: [true])[0]
    guard let point = result.point else { return nil }
    let street = Int(point.street.rawValue)
    return StreetSpot(
      street: street, metres: streets.metres(street, offset: point.offset), length: streets.length(street),
      leg: max(point.distance.value, 0.001))
  }

  /// The line between two neighbouring places. Where no short way along the streets joins theirs, the place between is
  /// looked at, down to a metre.
  private mutating func join(
    _ a: Sample, _ first: StreetSpot?, _ b: Sample, _ last: StreetSpot?, _ builder: inout RunBuilder
  ) {
    let distance = b.metres - a.metres
    if first == nil, last == nil { return builder.leave(to: b.metres, &streets) }
    if let first, let last, let way = streets.way(first, last, expected: distance), way.length <= 1.5 * distance + 2 {
      var done = 0.0
      for part in streets.parts(of: way, first, last) {
        let share = way.length > 0 ? (done + abs(part.to - part.from)) / way.length : 1
        let before = way.length > 0 ? done / way.length : 0
        done += abs(part.to - part.from)
        let isLast = done >= way.length
        builder.move(
          to: isLast ? b.metres : a.metres + distance * share, along: part,
          legs: (first.leg + (last.leg - first.leg) * before, first.leg + (last.leg - first.leg) * share), &streets)
      }
      return
    }
    let middle = Sample(
      metres: (a.metres + b.metres) / 2,
      position: Coordinate(x: (a.position.x + b.position.x) / 2, y: (a.position.y + b.position.y) / 2),
      headings: a.headings)
    if distance > 1 {
      let spot = snapped(middle.position)
      join(a, first, middle, spot, &builder)
      join(middle, spot, b, last, &builder)
      return
    }
    for (spot, end) in [(first, middle.metres), (last, b.metres)] {
      guard let spot else {
        builder.leave(to: end, &streets)
        continue
      }
      builder.move(
        to: end, along: .init(street: spot.street, from: spot.metres, to: spot.metres), legs: (spot.leg, spot.leg),
        &streets)
    }
  }
}
