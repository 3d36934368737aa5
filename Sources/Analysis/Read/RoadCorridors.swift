import Geodata
import Geometry
import Model
import OSM
import Words

/// A named road that is asked for (`coverage.corridors`), as lines from end to end.
struct RoadCorridor: Hashable, Sendable {
  /// With a number behind it where several roads of one name lie apart.
  var name: String
  /// As the map has it.
  var road: String
  var lines: [[Coordinate]]
}

extension Roads {
  /// Roads of one name that lie no farther apart are one.
  private static let apart = Meters(200)

  /// The roads of some names; nothing for a name that no street has.
  ///
  /// - Returns: in the order of the names; of one name the longest first.
  /// - Complexity: O(streets + (lines of a name)²).
  func corridors(named names: [String]) -> [RoadCorridor] {
    var lines: [String: [[Coordinate]]] = [:]
    let wanted = Set(names)
    func add(_ name: String, _ line: [Coordinate]) {
      if wanted.contains(name), line.count > 1 { lines[name, default: []].append(line) }
    }
    switch self {
    case .openStreetMap(let data): data.forEachLine(matching: [TagFilter(key: "highway")], add)
    case .lines(let streets): streets.forEachNamedLine(add)
    case .saved: break
    }
    var corridors: [RoadCorridor] = []
    for name in names where !corridors.contains(where: { $0.road == name }) {
      let roads = Self.roads(Self.joined(lines[name] ?? []))
      for (number, road) in roads.enumerated() {
        corridors.append(RoadCorridor(name: roads.count == 1 ? name : "\(name) \(number + 1)", road: name, lines: road))
      }
    }
    return corridors
  }

  /// Lines joined where exactly two of them meet, end to end.
  private static func joined(_ lines: [[Coordinate]]) -> [[Coordinate]] {
    var rest = lines
    var whole: [[Coordinate]] = []
    while var line = rest.popLast() {
      var isGrowing = true
      while isGrowing {
        isGrowing = false
        for _ in 0..<2 {
          // Turned around, so that its start is looked at as well.
          line.reverse()
          let end = line[line.count - 1]
          let meeting = rest.indices.filter { rest[$0].first == end || rest[$0].last == end }
          let passes = whole.contains { $0.first == end || $0.last == end }
          guard meeting.count == 1, !passes, line.first != end else { continue }
          let next = rest.remove(at: meeting[0])
          line += (next.first == end ? next : next.reversed()).dropFirst()
          isGrowing = true
        }
      }
      whole.append(line)
    }
    return whole
  }

  /// Lines by the road they belong to, the longest road first, then the western.
  private static func roads(_ lines: [[Coordinate]]) -> [[[Coordinate]]] {
    var roads: [[[Coordinate]]] = []
    for line in lines {
      let near = roads.indices.filter { road in roads[road].contains { areNear($0, line) } }
      var joined = [line]
      for road in near.reversed() { joined += roads.remove(at: road) }
      roads.append(joined)
    }
    func key(_ road: [[Coordinate]]) -> (Double, Double) {
      (-road.reduce(0) { $0 + lengthInMeters($1) }, road.flatMap { $0 }.map(\.x).min() ?? 0)
    }
    return roads.sorted { key($0) < key($1) }
  }

  /// An end of one of them lies near a vertex of the other.
  private static func areNear(_ a: [Coordinate], _ b: [Coordinate]) -> Bool {
    func reaches(_ a: [Coordinate], _ b: [Coordinate]) -> Bool {
      [a[0], a[a.count - 1]].contains { end in b.contains { shortDistance($0, end) <= apart.value } }
    }
    return reaches(a, b) || reaches(b, a)
  }

  /// Names that no street has: most likely slips of the pen.
  func corridorFindings(_ names: [String]) -> [QualityFinding] {
    var known: Set<String> = []
    guard !names.isEmpty else { return [] }
    func add(_ name: String, _ line: [Coordinate]) { if !name.isEmpty { known.insert(name) } }
    switch self {
    case .openStreetMap(let data): data.forEachLine(matching: [TagFilter(key: "highway")], add)
    case .lines(let streets): streets.forEachNamedLine(add)
    case .saved: break
    }
    return names.filter { !known.contains($0) }.map { name in
      QualityFinding(
        .warning, .unknownRoad, layer: LayerRole.roads.rawValue, field: "name", value: name,
        message: Bilingual(
          "coverage.corridors所列的“\(name)”不是任何道路的名称", "coverage.corridors names a road that no street is called by"),
        fix: known.isEmpty
          ? Bilingual(
            "道路没有名称：请在inputs.roads.fields中写明路名字段，或删去此键",
            "the streets have no names: map the field under inputs.roads.fields, or leave the key away")
          : didYouMean(name, among: known.sorted())
            + Bilingual("请按道路的写法填写路名", "write the name as the streets have it"))
    }
  }
}
