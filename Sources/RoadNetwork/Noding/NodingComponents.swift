import Geometry
import Model

extension NodingScene {
  /// Dead ends that were not joined with what lies near.
  ///
  /// What the end's own line meets on the way to it is no miss: a short street leads there. Neither is what its level
  /// keeps apart.
  mutating func reportNearMisses() {
    let reach = max(10 * noding.tolerance.value, 1)
    let grid = NodingGrid(lines)
    for end in ends() where end.count == 1 {
      let near = grid.nearest(end.place, within: reach, lines)
      if near.contains(where: { $0.line != end.line && $0.distance == 0 && isVertex(end.place, $0) }) { continue }
      let own = lines[end.line]
      let way = own.first == end.place ? own : own.reversed()
      var reached: Set<NodingPlace> = []
      var length = 0.0
      for (index, place) in way.enumerated() {
        if index > 0 { length += shortDistance(way[index - 1].position, place.position) }
        if length > 2 * reach { break }
        reached.insert(place)
      }
      let missed = near.filter { $0.line != end.line && reached.isDisjoint(with: lines[$0.line]) }
      guard let distance = missed.compactMap({ joinableDistance(end, $0, reach) }).min() else { continue }
      report.nearMisses.add(spot(end.place, distance, end.line))
    }
  }

  /// How far an end is from what it may join of a line near it: of one off its level only the ends.
  ///
  /// - Returns: nil beyond the reach.
  private func joinableDistance(_ end: End, _ near: NodingGrid.Nearest, _ reach: Double) -> Double? {
    let level = levels[near.line]
    if level == 0 || end.levels.contains(level) { return near.distance }
    let places = lines[near.line]
    let distance = [places[0], places[places.count - 1]].map { shortDistance($0.position, end.place.position) }.min()
    return distance.flatMap { $0 <= reach ? $0 : nil }
  }

  private func isVertex(_ place: NodingPlace, _ near: NodingGrid.Nearest) -> Bool {
    lines[near.line][near.segment] == place || lines[near.line][near.segment + 1] == place
  }

  /// Counts nodes, edges and components, and finds what would join more of them.
  mutating func reportComponents() {
    var numbers: [NodingPlace: Int] = [:]
    var isNode: [Bool] = []
    let numbered = lines.map { places in
      places.enumerated().map { index, place in
        let isEnd = index == 0 || index == places.count - 1
        if let known = numbers[place] {
          isNode[known] = true
          return known
        }
        numbers[place] = isNode.count
        isNode.append(isEnd)
        return isNode.count - 1
      }
    }
    var sets = DisjointSets(count: isNode.count)
    for line in numbered where !line.isEmpty {
      report.edgeCount += 1 + line.dropFirst().dropLast().count { isNode[$0] }
      for (a, b) in zip(line, line.dropFirst()) { _ = sets.union(a, b) }
    }
    var sizes: [Int: Int] = [:]
    for place in isNode.indices where isNode[place] { sizes[sets.find(place), default: 0] += 1 }
    report.nodeCount = sizes.values.reduce(0, +)
    report.componentCount = sizes.count
    guard report.nodeCount > 0 else { return }
    var largest = sizes.values.max() ?? 0
    func share() -> Double { Double(largest) / Double(report.nodeCount) }
    report.largestShare = share()
    guard report.largestShare < NodingReport.sufficientShare else { return }

    // Gaps between components, the narrowest first: what a wider tolerance would bridge.
    let grid = NodingGrid(lines)
    let levels = levels
    var gaps: [(distance: Double, a: Int, b: Int)] = []
    for end in ends() {
      let here = sets.find(numbered[end.line][lines[end.line].first == end.place ? 0 : lines[end.line].count - 1])
      for near in grid.nearest(end.place, within: StreetNoding.largestTolerance.value, lines) {
        let there = sets.find(numbered[near.line][0])
        guard here != there, levels[near.line] == 0 || end.levels.contains(levels[near.line]) else { continue }
        gaps.append((near.distance, here, there))
      }
    }
    gaps.sort { $0.distance < $1.distance }
    report.nextTolerance = gaps.first.map { Meters($0.distance) }
    for gap in gaps {
      let (a, b) = (sets.find(gap.a), sets.find(gap.b))
      if a == b { continue }
      let size = sizes[a]! + sizes[b]!
      _ = sets.union(a, b)
      sizes[sets.find(a)] = size
      largest = max(largest, size)
      if share() >= NodingReport.sufficientShare {
        report.sufficientTolerance = Meters(gap.distance)
        break
      }
    }
  }
}
