import Geometry
import Model

extension NodingScene {
  /// Moves ends within the tolerance to one place, and all vertices that stood where an end was.
  mutating func joinEnds() {
    let tolerance = noding.tolerance.value
    guard tolerance > 0 else { return }
    let ends = ends()
    guard !ends.isEmpty else { return }
    let cells = PlaceCells(ends.map(\.place.x), ends.map(\.place.y), noding.tolerance)
    var sets = DisjointSets(count: ends.count)
    for end in ends.indices {
      cells.forEachNear(end) { _ = sets.union(end, $0) }
    }
    // The root of a set is its first member: the one farthest west.
    var members: [Int: [Int]] = [:]
    for end in ends.indices {
      let root = sets.find(end)
      if root != end { members[root, default: [root]].append(end) }
    }
    var moves: [NodingPlace: NodingPlace] = [:]
    for (root, members) in members.sorted(by: { $0.key < $1.key }) {
      let width = Self.width(members.map { ends[$0].place.position })
      if width > 2 * tolerance { report.wideChains.add(spot(ends[root].place, width, ends[root].line)) }
      // A chain's ends move to the nearest of places farther apart than the tolerance: the same again next time.
      var places: [NodingPlace] = []
      for member in members {
        let end = ends[member]
        let here = end.place.position
        func distance(_ place: NodingPlace) -> Double { shortDistance(here, place.position) }
        guard
          let target = width > 2 * tolerance
            ? places.filter({ distance($0) <= tolerance }).min(by: { distance($0) < distance($1) }) : places.first
        else {
          places.append(end.place)
          continue
        }
        moves[end.place] = target
        report.endsJoined.add(spot(target, distance(target), end.line))
      }
    }
    if moves.isEmpty { return }
    for line in lines.indices {
      var isMoved = false
      for index in lines[line].indices {
        guard let target = moves[lines[line][index]] else { continue }
        lines[line][index] = target
        isMoved = true
      }
      if isMoved { lines[line] = Self.withoutRepeats(lines[line]) }
    }
  }

  /// The largest distance between two of them.
  ///
  /// - Complexity: O(n^2) of the places in one chain.
  private static func width(_ places: [Coordinate]) -> Double {
    var width = 0.0
    for (index, a) in places.enumerated() {
      for b in places[(index + 1)...] { width = max(width, shortDistance(a, b)) }
    }
    return width
  }

  private static func withoutRepeats(_ places: [NodingPlace]) -> [NodingPlace] {
    var result: [NodingPlace] = []
    for place in places where place != result.last { result.append(place) }
    return result
  }

  /// Drops lines that shrank to a point, and loops shorter than the tolerance.
  ///
  /// - Parameter originals: with the lengths they had.
  mutating func dropShortLines(_ originals: [StreetLine]) {
    for line in lines.indices where !lines[line].isEmpty && lines[line].first == lines[line].last {
      let length = lengthInMeters(originals[line].coordinates)
      guard lines[line].count == 1 || length < noding.tolerance.value else { continue }
      report.shortLines.add(spot(lines[line][0], length, line))
      lines[line] = []
    }
  }

  /// Of lines with the same places and equal words the one of the smallest record stays.
  ///
  /// - Parameter originals: with the words.
  mutating func dropDuplicates(_ originals: [StreetLine]) {
    var groups: [[NodingPlace]: [Int]] = [:]
    for (line, places) in lines.enumerated() where !places.isEmpty {
      let isTurned = NodingPlace.isBefore(places[places.count - 1], places[0])
      groups[isTurned ? places.reversed() : places, default: []].append(line)
    }
    for group in groups.values where group.count > 1 {
      var kept: [Int] = []
      for line in group.sorted(by: { records[$0] < records[$1] }) {
        let tags = originals[line].tags
        let isDirected = tags.keys.contains(where: Self.hasDirection)
        let isDrawn = kept.contains {
          originals[$0].tags == tags && (!isDirected || lines[$0] == lines[line])
        }
        if isDrawn {
          report.duplicateLines.add(spot(lines[line][0], length(line), line))
          lines[line] = []
        } else {
          kept.append(line)
        }
      }
    }
  }

  /// Whether a tag means something else on a line drawn the other way round.
  private static func hasDirection(_ key: String) -> Bool {
    key.hasPrefix("oneway") || key.hasPrefix("cycleway") || key == "junction" || key.contains(":forward")
      || key.contains(":backward")
  }
}
